//! What is done with a word that is no answer.

use super::command::{self, Command};
use super::dialogue::{Dialogue, Search, Turn};
use crate::base::words::{key, say};
use crate::wizard::keymap::{Word, word};
use crate::wizard::screen::Talk;
use crate::wizard::{Event, Key, KeyPress};

impl Dialogue {
    pub(super) fn obey(&mut self, command: Command, turn: &mut Turn) {
        match command {
            Command::Press(press) if press.key == Key::Esc => self.go_back(turn),
            Command::Press(press) => self.press_of_a_word(press, turn),
            Command::Help => self.help(turn),
            Command::Repeat => self.memory.forget_screen(),
            Command::Empty => self.empty(turn),
            Command::Fix(at) => self.go_to_fix(at, turn),
            Command::Details => self.tells_all = true,
        }
    }

    /// A key of the wizard. Where it fills the last gap of the values, no value is asked for any more.
    fn press_of_a_word(&mut self, press: KeyPress, turn: &mut Turn) {
        let was_complete = self.gaps().is_empty();
        self.tell(Event::Key(press), turn);
        if self.asks_values() {
            self.asks_value = !self.gaps().is_empty() || (self.asks_value && was_complete);
        }
    }

    /// Esc; a text that is being looked for is emptied on the way.
    fn go_back(&mut self, turn: &mut Turn) {
        let searches = self.wizard.described().talk == Talk::Search;
        if searches && self.search == Search::Described {
            self.search = Search::Listed;
            self.memory.forget_screen();
            return;
        }
        self.press(Key::Esc, turn);
        if searches && self.wizard.described().talk == Talk::Search {
            self.press(Key::Esc, turn);
        }
    }

    /// To the field or the step that fixes a finding; from there Enter leads back to the checks.
    fn go_to_fix(&mut self, at: usize, turn: &mut Turn) {
        let findings = self.wizard.findings();
        let Some(finding) = findings.get(at) else {
            turn.said.push(say!(self, "plain.fix.no_such", count = findings.len()));
            return;
        };
        if !finding.has_place {
            let place = &finding.fix_where;
            turn.said.push(say!(self, "plain.fix.outside", place = place, cure = finding.fix_do));
            return;
        }
        turn.said.push(say!(self, "plain.fix.leads", finding = finding.title));
        let was_there = self.asks_values();
        self.tell(Event::GoToFix(at), turn);
        let is_there = self.asks_values();
        self.asks_value |= is_there;
        self.fixes_value = is_there && !was_there;
    }

    fn help(&mut self, turn: &mut Turn) {
        let row = |word: &str, about: &str| say!(self, "plain.help.row", word = word, about = about);
        turn.said.push(say!(self, "plain.help.title"));
        if !self.asks_values() || !self.asks_value {
            turn.said.push(row(&say!(self, "plain.enter"), &self.text(self.next_word().long)));
        }
        for (word, binding) in command::rows(&self.wizard) {
            turn.said.push(row(word, &self.text(binding.word.long)));
        }
        if command::copies_by_number(&self.wizard) {
            turn.said.push(say!(self, "plain.help.copy"));
        }
        for (word, command) in command::own(&self.wizard) {
            let key = match command {
                Command::Empty => key!("plain.help.empty"),
                Command::Fix(_) if self.wizard.findings().len() > 1 => key!("plain.help.fix_number"),
                Command::Fix(_) => key!("plain.help.fix"),
                Command::Details if self.is_out() => key!("plain.help.more"),
                Command::Details => key!("plain.help.details"),
                Command::Repeat => key!("plain.help.repeat"),
                Command::Help | Command::Press(_) => continue,
            };
            turn.said.push(row(word, &self.text(key)));
        }
        if self.wizard.editing().is_some() {
            turn.said.push(say!(self, "plain.help.as_typed"));
        }
        turn.said.extend(say!(self, "plain.help.always").lines().map(str::to_owned));
    }

    /// The key that Enter stands for: what only lies over another screen is left by it.
    pub(super) fn enter(&self) -> Key {
        if self.wizard.described().lies_over { Key::Esc } else { Key::Enter }
    }

    /// What Enter does here.
    pub(super) fn next_word(&self) -> Word {
        if self.enter() == Key::Esc {
            return word!("back");
        }
        self.wizard.enter_word().unwrap_or(word!("next"))
    }
}
