//! Answers: what a typed line means on each kind of screen, and what is asked there.

use super::command;
use super::dialogue::{Dialogue, Question, Search, Turn};
use super::lines::Line;
use crate::base::{Secret, words};
use crate::setup::Field;
use crate::wizard::page::{Block, Choice, FieldView};
use crate::wizard::{Action, Event, Key, KeyPress, Kind, Mouse, Overlay, Screen, keymap};

/// What is done with a line that is no command.
impl Dialogue {
    pub(super) fn answer(&mut self, line: &Secret, turn: &mut Turn) {
        let text = line.reveal().trim();
        match self.wizard.screen().kind() {
            Kind::Applications => self.answer_application(line, turn),
            Kind::Values if self.asks_value => self.answer_value(line, turn),
            Kind::Values => self.choose_value(text, turn),
            Kind::Waiting if text.is_empty() => {}
            Kind::Waiting => self.tell(Event::Paste(line.clone()), turn),
            _ if self.wizard.editing().is_some() => self.answer_field(line, turn),
            _ if !self.all_choices().is_empty() => self.answer_choice(text, turn),
            _ if text.is_empty() => self.press(self.enter(), turn),
            _ => self.answer_number(text, turn),
        }
    }

    /// An empty line keeps what is there. What was mended in a text is said before the next question.
    fn answer_field(&mut self, line: &Secret, turn: &mut Turn) {
        if !line.reveal().trim().is_empty() {
            self.write(line, turn);
        }
        // A pasted address is judged as it arrives.
        if self.wizard.screen() != &Screen::PasteAddress || line.reveal().trim().is_empty() {
            self.say_outcomes(turn);
            self.press(Key::Enter, turn);
        }
    }

    /// Puts a text in the place of the one in the field.
    fn write(&mut self, text: &Secret, turn: &mut Turn) {
        self.clear(turn);
        self.tell(Event::Paste(text.clone()), turn);
    }

    fn clear(&mut self, turn: &mut Turn) {
        self.tell(Event::Key(KeyPress::ctrl('e')), turn);
        self.tell(Event::Key(KeyPress::ctrl('u')), turn);
    }

    pub(super) fn empty(&mut self, turn: &mut Turn) {
        self.clear(turn);
        if self.wizard.screen().kind() == Kind::Applications {
            self.search = Search::Open;
        } else if self.wizard.screen().kind() != Kind::Values {
            self.press(Key::Enter, turn);
        }
    }

    /// A number, the answer's own words, or nothing for the one in brackets.
    fn answer_choice(&mut self, text: &str, turn: &mut Turn) {
        let all = self.all_choices();
        let own = all.iter().position(|choice| choice.label.to_lowercase() == text.to_lowercase());
        let number = text.parse::<usize>().ok().filter(|at| (1..=all.len()).contains(at)).map(|at| at - 1);
        let focused = all.iter().position(|choice| choice.focused).unwrap_or_default();
        let Some(at) = own.or(number).or(text.is_empty().then_some(focused)) else {
            let count = all.len().to_string();
            turn.said.push(words::fill("plain.not_a_number", &[("count", &count)]));
            return;
        };
        if at != focused {
            self.tell(Event::Mouse(Mouse::Item(at)), turn);
            self.say_outcomes(turn);
        }
        self.press(Key::Enter, turn);
    }

    /// A bare number copies the value of that number.
    fn answer_number(&mut self, text: &str, turn: &mut Turn) {
        let number = text.parse::<u8>().ok().map(Action::CopyNumber);
        let row = keymap::rows(self.wizard.screen().kind())
            .find(|row| Some(row.action) == number && self.wizard.offers(row));
        match row.and_then(|row| row.key(false)) {
            Some(press) => self.tell(Event::Key(press), turn),
            None => turn.said.push(words::text("plain.not_understood")),
        }
    }

    /// A name to look for, or the number of one that was read out.
    fn answer_application(&mut self, line: &Secret, turn: &mut Turn) {
        let text = line.reveal().trim();
        let count = self.all_choices().len();
        let number = text.parse::<usize>().ok().filter(|at| (1..=count).contains(at));
        match (self.search, number) {
            (Search::Described, _) if text.is_empty() => self.press(Key::Enter, turn),
            (Search::Listed | Search::Described, Some(at)) => self.describe(at - 1, turn),
            (Search::Listed, None) if text.is_empty() => self.describe(0, turn),
            _ => {
                if !text.is_empty() {
                    self.write(line, turn);
                }
                self.search = Search::Listed;
                // A name written out needs no list; another of the same beginning is found by a longer word.
                let named = |choice: &Choice| choice.label.to_lowercase() == text.to_lowercase();
                if let Some(at) = self.all_choices().iter().position(named) {
                    self.describe(at, turn);
                }
            }
        }
    }

    /// What awaits with one of the list; asked for twice, it is the answer.
    fn describe(&mut self, at: usize, turn: &mut Turn) {
        let is_there = self.all_choices().get(at).is_some_and(|choice| choice.focused);
        if is_there && self.search == Search::Described {
            self.press(Key::Enter, turn);
            return;
        }
        if !is_there {
            self.tell(Event::Mouse(Mouse::Item(at)), turn);
        }
        self.search = Search::Described;
    }

    /// One of the three values; then the next that is missing, and once all are there the checks begin.
    fn answer_value(&mut self, line: &Secret, turn: &mut Turn) {
        let typed = !line.reveal().trim().is_empty();
        if typed {
            self.write(line, turn);
        }
        if self.has_values() {
            self.asks_value = false;
        } else if !(typed && self.is_refused()) {
            self.press(Key::Tab, turn);
        }
    }

    /// Whether something stands in the way of the text in the field.
    fn is_refused(&self) -> bool {
        let field = self.wizard.editing().and_then(|name| crate::wizard::project::field_of(&name));
        let state = field.and_then(|field: Field| self.wizard.setup()?.field(&field));
        state.is_some_and(|state| state.problem.is_some())
    }

    /// All three are there: on, or one of them is to be changed.
    fn choose_value(&mut self, text: &str, turn: &mut Turn) {
        let count = self.fields().len();
        match text.parse::<usize>().ok().filter(|at| (1..=count).contains(at)) {
            Some(at) => {
                self.tell(Event::Mouse(Mouse::Item(at - 1)), turn);
                self.asks_value = true;
            }
            None if text.is_empty() => self.press(Key::Enter, turn),
            None => turn.said.push(words::text("plain.not_understood")),
        }
    }

    fn all_choices(&self) -> Vec<Choice> {
        let page = self.wizard.page();
        let choice = |block: Block| if let Block::Choice(one) = block { Some(one) } else { None };
        page.body.into_iter().filter_map(choice).collect()
    }

    fn fields(&self) -> Vec<FieldView> {
        let page = self.wizard.page();
        let field = |block: Block| if let Block::Field(one) = block { Some(one) } else { None };
        page.body.into_iter().filter_map(field).collect()
    }
}

/// What is asked.
impl Dialogue {
    /// The question at the end of what was said.
    pub(super) fn question(&self) -> Option<Question> {
        let plain = |text: String| Some(Question { text, is_hidden: false });
        if self.wizard.overlay() == Some(Overlay::Quit) {
            return plain(words::text("plain.ask.quit"));
        }
        match self.wizard.screen().kind() {
            Kind::Applications => plain(self.ask_application()),
            Kind::Values if !self.asks_value => plain(words::text("plain.ask.values")),
            Kind::Waiting => plain(words::text("plain.ask.waiting")),
            _ if self.wizard.editing().is_some() => self.ask_field(),
            _ => plain(match self.all_choices().iter().position(|choice| choice.focused) {
                Some(at) => words::fill("plain.ask.number", &[("likely", &(at + 1).to_string())]),
                None => words::text("plain.ask.enter"),
            }),
        }
    }

    fn ask_application(&self) -> String {
        match self.search {
            Search::Open => words::text("plain.ask.application"),
            Search::Listed => words::text("plain.ask.listed"),
            Search::Described => words::text("plain.ask.described"),
        }
    }

    /// The name of the field, and what Enter keeps.
    fn ask_field(&self) -> Option<Question> {
        let field = self.fields().into_iter().find(|field| field.focused)?;
        let text = self.wizard.text_field(&field.name);
        let is_hidden = text.is_some_and(|text| text.is_secret() && text.is_masked());
        let label = if field.label.is_empty() { words::text("plain.ask.answer") } else { field.label };
        let text = match text.filter(|text| !text.is_empty()) {
            Some(_) if is_hidden => words::fill("plain.ask.field_hidden", &[("label", &label)]),
            Some(text) => words::fill("plain.ask.field_kept", &[("label", &label), ("kept", text.text())]),
            None => words::fill("plain.ask.field", &[("label", &label)]),
        };
        Some(Question { text, is_hidden })
    }

    /// What else can be typed here, in one line; said once on each screen.
    pub(super) fn choices(&self) -> Vec<Line> {
        if self.wizard.overlay().is_some() {
            return Vec::new();
        }
        let kind = self.wizard.screen().kind();
        let mut parts = Vec::new();
        let part = |word: &str, about: &str| words::fill("plain.choice", &[("word", word), ("about", about)]);
        let takes_enter = self.wizard.editing().is_none() && self.all_choices().is_empty();
        if (takes_enter && kind != Kind::Waiting) || (kind == Kind::Values && !self.asks_value) {
            parts.push(part(words::find("plain.enter").unwrap_or_default(), &self.next_word("short")));
        }
        for (word, row) in command::rows(&self.wizard).filter(|(_, row)| row.rank > 0) {
            // Said once at the beginning; and every value stands on a line of its own already.
            let is_usual =
                row.action == Action::Quit || (row.action == Action::Back && kind != Kind::Waiting);
            let is_there =
                matches!((row.action, kind), (Action::Copy, _) | (Action::PrintRaw, Kind::Waiting));
            if !is_usual && !is_there {
                parts.push(part(word, &words::text(&format!("wizard.keys.{}.short", row.word))));
            }
        }
        if parts.is_empty() { Vec::new() } else { vec![Line::plain(parts.join(" "))] }
    }

    /// Of the screen with all applications: nothing before a name was typed, then the list, then one of them.
    pub(super) fn applications(&self, told: Vec<Line>) -> Vec<Line> {
        let page = self.wizard.page();
        let title = told.first().cloned();
        let list = self.all_choices().len();
        match self.search {
            Search::Open => {
                let count = words::fill("plain.applications.all", &[("count", &list.to_string())]);
                title.into_iter().chain([Line::plain(count)]).collect()
            }
            Search::Listed => {
                let is_choice = |line: &Line| line.text.starts_with(|one: char| one.is_ascii_digit());
                let notes = page.body.iter().any(|block| matches!(block, Block::Text(..)));
                let none = notes.then(|| Line::plain(words::text("wizard.applications.none")));
                told.into_iter().filter(is_choice).take(list).chain(none).collect()
            }
            Search::Described => super::lines::described(&page, &self.wizard),
        }
    }
}
