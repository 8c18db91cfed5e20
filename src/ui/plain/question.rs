//! What is asked at the end of what was said, and what else can be typed then.

use super::command;
use super::dialogue::{Dialogue, Question, Search};
use super::line::Line;
use crate::base::words::{key, say};
use crate::wizard::keymap::word;
use crate::wizard::screen::Talk;
use crate::wizard::{Action, Overlay};

impl Dialogue {
    /// The question at the end of what was said.
    pub(super) fn question(&self) -> Option<Question> {
        let plain = |text: String| Some(Question { text, is_hidden: false });
        if self.wizard.overlay() == Some(Overlay::Quit) {
            return plain(say!(self, "plain.ask.quit"));
        }
        match self.wizard.described().talk {
            Talk::Search => plain(self.ask_application()),
            Talk::Values if !self.asks_value => plain(say!(self, "plain.ask.values")),
            Talk::Wait => plain(say!(self, "plain.ask.waiting")),
            Talk::Questions => plain(self.ask_confirmation()),
            _ if self.wizard.editing().is_some() => self.ask_field(),
            _ => plain(match self.all_choices().iter().position(|choice| choice.focused) {
                Some(at) => say!(self, "plain.ask.number", likely = at + 1),
                None => self.ask_enter(),
            }),
        }
    }

    /// What Enter does stands in the question, unless it only goes on.
    fn ask_enter(&self) -> String {
        let what = self.text(self.next_word().short);
        if what == say!(self, "wizard.keys.next.short") {
            return say!(self, "plain.ask.enter");
        }
        say!(self, "plain.ask.enter_does", what = what)
    }

    /// Which of the questions is answered by the next word.
    fn ask_confirmation(&self) -> String {
        let at = self.all_choices().iter().position(|choice| choice.focused).unwrap_or_default();
        say!(self, "plain.ask.confirmation", at = at + 1)
    }

    fn ask_application(&self) -> String {
        match self.search {
            Search::Open => say!(self, "plain.ask.application"),
            Search::Listed => say!(self, "plain.ask.listed"),
            Search::Described => say!(self, "plain.ask.described"),
        }
    }

    /// The name of the field, and what Enter keeps.
    fn ask_field(&self) -> Option<Question> {
        let field = self.fields().into_iter().find(|field| field.focused)?;
        let text = self.wizard.text_field(&field.name);
        let is_hidden = text.is_some_and(|text| text.is_secret() && text.is_masked());
        let label = if field.label.is_empty() { say!(self, "plain.ask.answer") } else { field.label };
        let text = match text.filter(|text| !text.is_empty()) {
            Some(_) if is_hidden => say!(self, "plain.ask.field_hidden", label = label),
            Some(text) => say!(self, "plain.ask.field_kept", label = label, kept = text.text()),
            None => say!(self, "plain.ask.field", label = label),
        };
        // A client ID may be typed in sight, also where what stands there now is hidden.
        Some(Question { text, is_hidden: is_hidden && field.name == "secret" })
    }

    /// What else can be typed here, in one line; said once on each screen.
    pub(super) fn choices(&self) -> Vec<Line> {
        if self.wizard.overlay().is_some() {
            return Vec::new();
        }
        let is_out = self.is_out();
        let part = |word: &str, about: &str| say!(self, "plain.choice", word = word, about = about);
        let mut parts = Vec::new();
        parts.extend(self.fixing());
        for (word, row) in
            command::rows(&self.wizard).filter(|(_, row)| row.rank > 0 || row.action == Action::Reveal)
        {
            // Said once at the beginning; and every value stands on a line of its own already.
            let is_usual = row.action == Action::Quit || row.word == word!("back");
            let is_there = row.action == Action::Copy || (row.action == Action::PrintRaw && is_out);
            if !is_usual && !is_there && !self.memory.has_named(self.wizard.voice(), word) {
                parts.push(part(word, &self.text(row.word.short)));
            }
        }
        if self.explains_on_demand() {
            parts.push(part(&self.text(key!("plain.command.more")), &say!(self, "plain.more")));
        }
        let joined =
            parts.into_iter().reduce(|one, next| say!(self, "plain.choices", first = one, next = next));
        joined.map(Line::plain).into_iter().collect()
    }

    /// Whether what explains the wait is left out until it is asked for.
    fn explains_on_demand(&self) -> bool {
        command::explains_more(&self.wizard) && !self.tells_all
    }

    /// That a finding can be gone to, by its number where there are several.
    fn fixing(&self) -> Option<String> {
        let findings = self.wizard.findings();
        let key = if findings.len() > 1 { key!("plain.fix.numbered") } else { key!("plain.choice") };
        let (word, about) = (key!("plain.command.go_to_fix"), key!("wizard.keys.go_to_fix.short"));
        findings.iter().any(|one| one.has_place).then(|| say!(self, key, word = word, about = about))
    }
}
