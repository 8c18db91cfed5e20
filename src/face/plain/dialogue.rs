//! The conversation: a line in; lines, a question and effects out.
//!
//! It drives the same [`Wizard`] as the screen does, so that no question, no check and no way back is on one of them alone.
//! It reads nothing, prints nothing and waits for nothing: whoever owns the terminal performs a [`Turn`] and tells what
//! came of it. A test does the same without a terminal.

use std::collections::BTreeSet;

use super::command::{self, Command};
use super::lines::{self, Line};
use crate::base::{Secret, Timestamp, words};
use crate::face::silent::missing::missing;
use crate::wizard::{
    Action, Effect, Event, Facts, HostTask, Key, KeyPress, Kind, Overlay, RailState, Screen, Start, Wizard,
    keymap,
};

/// What follows from one line or one event.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Turn {
    /// What is said, line by line.
    pub said: Vec<String>,
    /// What is asked then; `None` while something is going on that must end first.
    pub question: Option<Question>,
    /// What is to be done.
    pub effects: Vec<Effect>,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The question, or what can be typed.
    pub text: String,
    /// Whether what is typed must not be shown.
    pub is_hidden: bool,
}

/// How far the choice of an application came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Search {
    /// Nothing was typed yet.
    #[default]
    Open,
    /// A list was read out.
    Listed,
    /// One of the list was described.
    Described,
}

/// One conversation.
#[derive(Debug)]
pub struct Dialogue {
    pub(super) wizard: Wizard,
    pub(super) now: Timestamp,
    pub(super) search: Search,
    /// Whether one of the three values is asked for, rather than what to do with all of them.
    pub(super) asks_value: bool,
    at: Option<(Screen, Option<Overlay>)>,
    stage: String,
    said: BTreeSet<String>,
    outcomes: BTreeSet<String>,
    was_pending: bool,
}

impl Dialogue {
    /// A conversation before its first word.
    pub fn new(start: Start, facts: Facts) -> Self {
        Self {
            wizard: Wizard::new(start, facts),
            now: Timestamp::default(),
            search: Search::Open,
            asks_value: true,
            at: None,
            stage: String::new(),
            said: BTreeSet::new(),
            outcomes: BTreeSet::new(),
            was_pending: false,
        }
    }

    /// The welcome and the first question.
    pub fn begin(&mut self, now: Timestamp) -> Turn {
        self.turn(now, |own, turn| {
            turn.said.extend(words::text("plain.welcome").lines().map(str::to_owned));
            let effects = own.wizard.begin(now);
            Self::take(effects, turn);
        })
    }

    /// Somebody typed a line.
    pub fn hear(&mut self, line: &Secret, now: Timestamp) -> Turn {
        self.turn(now, |own, turn| {
            if own.wizard.overlay() == Some(Overlay::Quit) {
                own.answer_to_quit(line.reveal(), turn);
            } else {
                match command::read(&own.wizard, line.reveal().trim()) {
                    Some(command) => own.obey(command, turn),
                    None => own.answer(line, turn),
                }
            }
        })
    }

    /// The input ended. At the last screen that is the end; before it, everything that was answered is kept.
    pub fn input_ended(&mut self, now: Timestamp) -> Turn {
        self.turn(now, |own, turn| match own.wizard.screen() {
            Screen::Done => own.press(Key::Enter, turn),
            _ => own.tell(Event::End, turn),
        })
    }

    /// Something came back, or the system wants an end.
    pub fn happened(&mut self, event: Event, now: Timestamp) -> Turn {
        self.turn(now, |own, turn| own.tell(event, turn))
    }

    /// The wizard that is talked with.
    pub fn wizard(&self) -> &Wizard {
        &self.wizard
    }

    /// One turn, in the words of a face without keys.
    fn turn(&mut self, now: Timestamp, work: impl FnOnce(&mut Self, &mut Turn)) -> Turn {
        self.now = now;
        let is_elsewhere = self.wizard.is_elsewhere();
        let speak = || {
            let mut turn = Turn::default();
            work(self, &mut turn);
            let left = turn.effects.iter().any(|effect| matches!(effect, Effect::Leave(_)));
            if !left {
                self.speak(&mut turn);
                turn.question = (!self.is_pending()).then(|| self.question()).flatten();
            }
            turn
        };
        words::in_lines(|| words::elsewhere(is_elsewhere, speak))
    }

    pub(super) fn tell(&mut self, event: Event, turn: &mut Turn) {
        let effects = self.wizard.update(event, self.now);
        Self::take(effects, turn);
    }

    pub(super) fn press(&mut self, key: Key, turn: &mut Turn) {
        self.tell(Event::Key(KeyPress::plain(key)), turn);
    }

    fn take(effects: Vec<Effect>, turn: &mut Turn) {
        for effect in effects {
            match effect {
                Effect::Host(HostTask::PrintRaw(texts)) => {
                    turn.said.extend(texts.iter().flat_map(|text| text.reveal().lines()).map(str::to_owned));
                }
                // There is no screen to draw, and the shell suspends a program that reads lines by itself.
                Effect::Host(HostTask::Redraw | HostTask::Suspend) => {}
                other => turn.effects.push(other),
            }
        }
    }

    fn answer_to_quit(&mut self, line: &str, turn: &mut Turn) {
        let is_yes = matches!(line.trim().to_lowercase().as_str(), "y" | "yes" | "q" | "quit");
        self.press(if is_yes { Key::Char('y') } else { Key::Esc }, turn);
    }

    fn obey(&mut self, command: Command, turn: &mut Turn) {
        match command {
            Command::Press(press) if press.key == Key::Esc => self.go_back(turn),
            Command::Press(press) => self.tell(Event::Key(press), turn),
            Command::Help => self.help(turn),
            Command::Repeat => self.at = None,
            Command::Empty => self.empty(turn),
        }
    }

    /// Esc; a text that is being looked for is emptied on the way.
    fn go_back(&mut self, turn: &mut Turn) {
        if self.wizard.screen() == &Screen::Applications && self.search == Search::Described {
            self.search = Search::Listed;
            self.at = None;
            return;
        }
        let before = self.wizard.screen().clone();
        self.press(Key::Esc, turn);
        if *self.wizard.screen() == before && before == Screen::Applications {
            self.press(Key::Esc, turn);
        }
    }

    fn help(&mut self, turn: &mut Turn) {
        turn.said.push(words::text("plain.help.title"));
        if self.wizard.screen().kind() != Kind::Values || !self.asks_value {
            let enter = words::text("plain.enter");
            let values = [("word", enter.as_str()), ("about", &self.next_word("long"))];
            turn.said.push(words::fill("plain.help.row", &values));
        }
        for (word, row) in command::rows(&self.wizard) {
            let about = words::text(&format!("wizard.keys.{}.long", row.word));
            turn.said.push(words::fill("plain.help.row", &[("word", word), ("about", &about)]));
        }
        turn.said.extend(words::text("plain.help.always").lines().map(str::to_owned));
    }

    /// The key that Enter stands for: what only lies over another screen is left by it.
    pub(super) fn enter(&self) -> Key {
        let lies_over = matches!(self.wizard.screen().kind(), Kind::Summary | Kind::Details);
        if lies_over { Key::Esc } else { Key::Enter }
    }

    /// What Enter does here.
    pub(super) fn next_word(&self, part: &str) -> String {
        if self.enter() == Key::Esc {
            return words::text(&format!("wizard.keys.back.{part}"));
        }
        let hint = self.wizard.footer().into_iter().find(|hint| hint.press == KeyPress::plain(Key::Enter));
        let row = keymap::rows(self.wizard.screen().kind()).find(|row| row.action == Action::Next);
        match (part, hint, row) {
            ("long", _, Some(row)) => words::text(&format!("wizard.keys.{}.long", row.word)),
            (_, Some(hint), _) => hint.word,
            _ => words::text("wizard.keys.next.short"),
        }
    }

    /// Whether all three values are there, or as many as this application has.
    pub(super) fn has_values(&self) -> bool {
        self.wizard.setup().is_some_and(|setup| missing(setup).is_empty())
    }

    /// Whether something is going on that must end before anything is asked.
    fn is_pending(&self) -> bool {
        let is_out =
            matches!(self.wizard.screen(), Screen::Waiting | Screen::PasteAddress | Screen::PageSeen);
        if is_out {
            return self.wizard.setup().is_some_and(|setup| setup.login().waiting().is_none());
        }
        self.wizard.wants_tick().is_some()
    }
}

/// What is said.
impl Dialogue {
    /// Says what was not said yet of what is there now.
    fn speak(&mut self, turn: &mut Turn) {
        let at = (self.wizard.screen().clone(), self.wizard.overlay());
        let is_new = self.at.as_ref() != Some(&at) || self.was_pending;
        if self.at.as_ref() != Some(&at) {
            self.arrive(&at.0, turn);
            self.at = Some(at);
        }
        let is_pending = self.is_pending();
        let is_out = self.wizard.screen() == &Screen::Waiting;
        if self.was_pending && !is_pending && !is_out {
            self.outcomes.clear();
        }
        self.was_pending = is_pending;
        let mut page = self.lines();
        if !is_new && turn.said.is_empty() {
            // What only goes on is not set apart.
            page.remove(0);
        }
        if is_pending && !is_out {
            page.retain(|line| line.is_busy);
            page.truncate(1);
        }
        self.say_new(page, turn);
        if let Some(notice) = self.wizard.notice().filter(|_| !is_pending || self.wizard.setup().is_none()) {
            let notice = Line::plain(notice);
            self.say_new(vec![notice], turn);
        }
        if !is_pending {
            self.say_new(self.choices(), turn);
        }
    }

    /// A screen is new: nothing of it was said. Where a stage begins, that is said first.
    fn arrive(&mut self, screen: &Screen, turn: &mut Turn) {
        self.said.clear();
        self.outcomes.clear();
        let rail = self.wizard.rail();
        let now = rail.iter().position(|item| item.state == RailState::Now);
        if let Some(at) = now.filter(|at| rail[*at].name != self.stage) {
            self.stage.clone_from(&rail[at].name);
            let (number, of) = ((at + 1).to_string(), rail.len().to_string());
            let values = [("at", number.as_str()), ("of", of.as_str()), ("stage", self.stage.as_str())];
            turn.said.extend([String::new(), words::fill("plain.stage", &values)]);
        }
        if screen.kind() == Kind::Values {
            self.asks_value = !self.has_values();
        }
        if screen.kind() == Kind::Applications && self.wizard.editing().is_some() {
            let is_empty = self.wizard.text_field("search").is_none_or(crate::wizard::TextField::is_empty);
            self.search = if is_empty { Search::Open } else { Search::Listed };
        }
    }

    /// The page as it stands.
    fn lines(&self) -> Vec<Line> {
        let told = lines::of(&self.wizard.page(), &self.wizard);
        let told = if self.wizard.screen() == &Screen::Applications { self.applications(told) } else { told };
        std::iter::once(Line::space()).chain(told).collect()
    }

    fn say_new(&mut self, lines: Vec<Line>, turn: &mut Turn) {
        let mut keys = Vec::new();
        let mut space = false;
        for line in lines {
            if line.text.is_empty() {
                space = true;
            } else if !self.said.contains(&line.key) && !self.outcomes.contains(&line.key) {
                if std::mem::take(&mut space) {
                    turn.said.push(String::new());
                }
                keys.push((line.key, line.is_outcome));
                turn.said.push(line.text);
            }
        }
        for (key, is_outcome) in keys {
            if is_outcome { &mut self.outcomes } else { &mut self.said }.insert(key);
        }
    }

    /// Says what came of what was typed, before the screen goes.
    pub(super) fn say_outcomes(&mut self, turn: &mut Turn) {
        let told: Vec<Line> = self.lines().into_iter().filter(|line| line.is_outcome).collect();
        self.say_new(told, turn);
    }
}
