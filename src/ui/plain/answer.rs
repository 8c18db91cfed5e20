//! Answers: what a typed line means on each kind of screen.

use super::dialogue::{Dialogue, Search, Turn};
use crate::base::Secret;
use crate::base::words::say;
use crate::engine::FieldState;
use crate::okta::pasted_values::{Part, labelled};
use crate::wizard::page::{Block, Choice, FieldView};
use crate::wizard::project::field_of;
use crate::wizard::screen::Talk;
use crate::wizard::{Action, Event, Key, keymap};

/// What is done with a line that is no command.
impl Dialogue {
    pub(super) fn answer(&mut self, line: &Secret, turn: &mut Turn) {
        let text = line.reveal().trim();
        let screen = self.wizard.described();
        match screen.talk {
            _ if screen.takes_values && labelled(line).is_some() => self.answer_labelled(line, turn),
            Talk::Search => self.answer_application(line, turn),
            Talk::Values if self.asks_value => self.answer_value(line, turn),
            Talk::Values => self.choose_value(text, turn),
            Talk::Wait if text.is_empty() => {}
            Talk::Wait => self.answer_waiting(line, turn),
            Talk::Questions if !text.is_empty() => self.choose_question(text, turn),
            Talk::Questions => self.press(Key::Enter, turn),
            _ if self.wizard.editing().is_some() => self.answer_field(line, turn),
            _ if !self.all_choices().is_empty() => self.answer_choice(text, turn),
            _ if text.is_empty() || text.to_lowercase() == self.text(self.next_word().short) => {
                self.press(self.enter(), turn);
            }
            Talk::Plain => self.answer_number(text, turn),
        }
    }

    /// An empty line keeps what is there. What was corrected in a text is said before the next question.
    fn answer_field(&mut self, line: &Secret, turn: &mut Turn) {
        if !line.reveal().trim().is_empty() {
            self.write(line, turn);
            self.forget_corrections();
        }
        self.say_outcomes(turn);
        let before = self.wizard.screen().clone();
        self.press(Key::Enter, turn);
        // Whoever gives the same answer once more hears again why it cannot be taken.
        if *self.wizard.screen() == before && !self.is_pending() {
            self.say_refusals(turn);
        }
    }

    /// The address on which the browser ended. What is none is told, and the wait goes on.
    fn answer_waiting(&mut self, line: &Secret, turn: &mut Turn) {
        self.tell(Event::Paste(line.clone()), turn);
        if !self.is_out() && self.wizard.editing().is_some() && !self.is_pending() {
            self.say_refusals(turn);
            self.press(Key::Esc, turn);
        }
    }

    /// Puts a text in the place of the one in the field.
    fn write(&mut self, text: &Secret, turn: &mut Turn) {
        self.tell(Event::Put(text.clone()), turn);
    }

    fn clear(&mut self, turn: &mut Turn) {
        self.tell(Event::Put(Secret::default()), turn);
    }

    pub(super) fn empty(&mut self, turn: &mut Turn) {
        self.clear(turn);
        self.press(Key::Enter, turn);
    }

    /// A number, the answer's own words or their beginning, or nothing for the one in brackets.
    fn answer_choice(&mut self, text: &str, turn: &mut Turn) {
        let all = self.all_choices();
        let number = text.parse::<usize>().ok().filter(|at| (1..=all.len()).contains(at)).map(|at| at - 1);
        let focused = all.iter().position(|choice| choice.focused).unwrap_or_default();
        let likely = text.is_empty().then_some(focused);
        let Some(at) = number.or(likely).or_else(|| named(&all, text)) else {
            self.say_meant(text, turn);
            let count = all.len().to_string();
            turn.said.push(say!(self, "plain.not_a_number", count = count));
            return;
        };
        if at != focused {
            self.tell(Event::Choose(at), turn);
            self.say_outcomes(turn);
        }
        self.press(Key::Enter, turn);
    }

    /// A number goes to the question of that number, which is answered by a word.
    fn choose_question(&mut self, text: &str, turn: &mut Turn) {
        let count = self.all_choices().len();
        match text.parse::<usize>().ok().filter(|at| (1..=count).contains(at)) {
            Some(at) => self.tell(Event::Choose(at - 1), turn),
            None => self.say_not_understood(text, turn),
        }
    }

    /// A bare number copies the value of that number.
    fn answer_number(&mut self, text: &str, turn: &mut Turn) {
        let number = text.parse::<u8>().ok().map(Action::CopyNumber);
        let row = keymap::rows(self.wizard.screen().kind())
            .find(|row| Some(row.action) == number && self.wizard.offers(row));
        match row.and_then(|row| row.key(false)) {
            Some(press) => self.tell(Event::Key(press), turn),
            None => self.say_not_understood(text, turn),
        }
    }

    fn say_not_understood(&self, text: &str, turn: &mut Turn) {
        if !self.say_meant(text, turn) {
            turn.said.push(say!(self, "plain.not_understood"));
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
                if self.found_no_guide() && self.say_meant(text, turn) {
                    self.clear(turn);
                    self.search = Search::Open;
                    return;
                }
                self.search = Search::Listed;
                self.memory.forget_lines();
                // A name written out needs no list; another of the same beginning is found by a longer word.
                let is_named = |choice: &Choice| choice.label.to_lowercase() == text.to_lowercase();
                if let Some(at) = self.all_choices().iter().position(is_named) {
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
            self.tell(Event::Choose(at), turn);
        }
        self.search = Search::Described;
        self.memory.forget_lines();
    }

    /// One of the three values; then the next that is missing, and once all are there the checks begin.
    fn answer_value(&mut self, line: &Secret, turn: &mut Turn) {
        let text = line.reveal().trim();
        if let Some(at) = self.number_of_field(text) {
            self.tell(Event::Choose(at), turn);
            return;
        }
        let asked = self.fields().iter().position(|field| field.focused).unwrap_or_default();
        if !text.is_empty() {
            self.write(line, turn);
        }
        let gaps = self.gaps();
        let next = gaps.iter().find(|gap| **gap > asked).or(gaps.first());
        match next {
            None => {
                self.asks_value = false;
                self.say_still_open(turn);
            }
            // What was typed cannot be it; the reason stands beside it.
            Some(_) if !text.is_empty() && gaps.contains(&asked) => {}
            Some(gap) if *gap == asked => {
                let label = self.fields().into_iter().nth(asked).map(|field| field.label);
                turn.said.push(say!(self, "plain.needed", label = label.unwrap_or_default()));
                self.say_refusals(turn);
            }
            Some(gap) => self.tell(Event::Choose(*gap), turn),
        }
    }

    /// Who keeps what is there, or types the same again, hears that it stays as wrong as it was.
    fn say_still_open(&self, turn: &mut Turn) {
        let findings = self.wizard.findings();
        if let Some(finding) = findings.first().filter(|_| !self.is_pending()) {
            turn.said.push(say!(self, "plain.fix.still", finding = finding.title));
        }
    }

    /// A line of a pasted text names its value, and goes into that field, whichever was asked for.
    fn answer_labelled(&mut self, line: &Secret, turn: &mut Turn) {
        let Some((part, value)) = labelled(line) else { return };
        if !self.asks_values() {
            self.press(Key::Enter, turn);
        }
        let name = match part {
            Part::Issuer => "issuer",
            Part::ClientId => "client_id",
            Part::Secret => "secret",
        };
        let field = self.fields().into_iter().enumerate().find(|(_, field)| field.name == name);
        if let Some((at, field)) = field {
            self.tell(Event::Choose(at), turn);
            turn.said.push(say!(self, "plain.taken_for", label = field.label));
            self.answer_value(&value, turn);
        }
    }

    /// The values that are still missing or cannot be used, as their places.
    pub(super) fn gaps(&self) -> Vec<usize> {
        let Some(setup) = self.wizard.setup() else { return Vec::new() };
        let has_none = setup.resolved().okta.client_authentication == "none";
        let is_open = |field: &FieldView| {
            let is_exempt = has_none && field.name == "secret";
            let state = field_of(&field.name).and_then(|field| setup.field(&field));
            !is_exempt && !state.is_some_and(FieldState::is_good)
        };
        let all = self.fields();
        all.iter().enumerate().filter(|(_, field)| is_open(field)).map(|(at, _)| at).collect()
    }

    /// The place of the value that a number stands for: no value is so short.
    fn number_of_field(&self, text: &str) -> Option<usize> {
        let count = self.fields().len();
        text.parse::<usize>().ok().filter(|at| (1..=count).contains(at)).map(|at| at - 1)
    }

    /// All three are there: on, or one of them is to be changed.
    fn choose_value(&mut self, text: &str, turn: &mut Turn) {
        match self.number_of_field(text) {
            Some(at) => {
                self.tell(Event::Choose(at), turn);
                self.asks_value = true;
            }
            None if text.is_empty() => self.press(Key::Enter, turn),
            None => self.say_not_understood(text, turn),
        }
    }

    pub(super) fn all_choices(&self) -> Vec<Choice> {
        let page = self.wizard.page();
        let choice = |block: Block| if let Block::Choice(one) = block { Some(one) } else { None };
        page.body.into_iter().filter_map(choice).collect()
    }

    pub(super) fn fields(&self) -> Vec<FieldView> {
        let page = self.wizard.page();
        let field = |block: Block| if let Block::Field(one) = block { Some(one) } else { None };
        page.body.into_iter().filter_map(field).collect()
    }
}

/// The answer of this name, or the only one that begins so.
fn named(all: &[Choice], text: &str) -> Option<usize> {
    let typed = text.to_lowercase();
    let labels: Vec<String> = all.iter().map(|choice| choice.label.to_lowercase()).collect();
    let whole = labels.iter().position(|label| *label == typed);
    let mut beginning = (0..labels.len()).filter(|at| labels[*at].starts_with(&typed));
    let first = beginning.next();
    whole.or(first.filter(|_| beginning.next().is_none()))
}
