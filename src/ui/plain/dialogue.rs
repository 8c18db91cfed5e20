//! The conversation: a line in; lines, a question and effects out.
//!
//! It drives the same [`Wizard`] as the screen does, so that no question, no check and no way back is on one of them alone.
//! It reads nothing, prints nothing and waits for nothing: whoever owns the terminal performs a [`Turn`] and tells what
//! came of it. A test does the same without a terminal.

use super::command;
use super::speech::Memory;
use crate::base::words::{Face, Key as WordsKey, Message, Voice, say};
use crate::base::{Secret, Timestamp};
use crate::wizard::screen::Talk;
use crate::wizard::{Effect, Event, Facts, HostTask, Key, KeyPress, Overlay, Start, Wizard};

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
    /// Whether it is so because a finding is fixed there, although all three are there.
    pub(super) fixes_value: bool,
    /// Whether also what is in order is told.
    pub(super) tells_all: bool,
    /// The line that was asked about before it is taken.
    pub(super) doubted: Option<Secret>,
    pub(super) memory: Memory,
}

impl Dialogue {
    /// A conversation before its first word.
    pub fn new(start: Start, facts: Facts) -> Self {
        Self::speaking(Voice::default(), start, facts)
    }

    /// The same in a voice; how the person answers is this face's own.
    pub fn speaking(voice: Voice, start: Start, facts: Facts) -> Self {
        let mut wizard = Wizard::new(start, facts);
        wizard.speak(Voice { face: Face::Lines, ..voice });
        Self {
            wizard,
            now: Timestamp::default(),
            search: Search::Open,
            asks_value: true,
            fixes_value: false,
            tells_all: false,
            doubted: None,
            memory: Memory::default(),
        }
    }

    /// The welcome and the first question.
    pub fn begin(&mut self, now: Timestamp) -> Turn {
        self.turn(now, |own, turn| {
            turn.said.extend(say!(own, "plain.welcome").lines().map(str::to_owned));
            let effects = own.wizard.begin(now);
            Self::take(effects, turn);
        })
    }

    /// Somebody typed a line.
    pub fn hear(&mut self, line: &Secret, now: Timestamp) -> Turn {
        self.memory.heard();
        self.turn(now, |own, turn| {
            if own.wizard.overlay() == Some(Overlay::Quit) {
                own.answer_to_quit(line.reveal(), turn);
            } else {
                let doubted = own.doubted.take();
                match (own.insisted(line, doubted), command::read(&own.wizard, line.reveal().trim())) {
                    (Some(answer), _) => own.answer(&answer, turn),
                    (None, Some(command)) => own.obey(command, turn),
                    (None, None) if own.doubts(line, turn) => {}
                    (None, None) => own.answer(line, turn),
                }
            }
        })
    }

    /// The input ended. At the last screen that is the end; before it, everything that was answered is kept.
    pub fn input_ended(&mut self, now: Timestamp) -> Turn {
        self.turn(now, |own, turn| {
            if own.wizard.described().is_end {
                own.press(Key::Enter, turn);
            } else {
                own.tell(Event::End, turn);
            }
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
        let mut turn = Turn::default();
        work(self, &mut turn);
        let left = turn.effects.iter().any(|effect| matches!(effect, Effect::Leave(_)));
        if !left {
            self.speak(&mut turn);
            turn.question = (!self.is_pending()).then(|| self.question()).flatten();
        }
        turn
    }

    /// A message as text.
    pub(super) fn say(&self, message: &Message) -> String {
        self.wizard.say(message)
    }

    /// The sentence under a key.
    pub(super) fn text(&self, key: WordsKey) -> String {
        self.wizard.text(key)
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
        let typed = line.trim().to_lowercase();
        let is_yes = say!(self, "plain.quit_words").split_whitespace().any(|word| word == typed);
        self.press(if is_yes { Key::Char('y') } else { Key::Esc }, turn);
    }

    /// Whether something is going on that must end before anything is asked.
    pub(super) fn is_pending(&self) -> bool {
        (self.wizard.described().waits)(&self.wizard)
    }

    /// Whether the values are asked for, one after the other.
    pub(super) fn asks_values(&self) -> bool {
        self.wizard.described().talk == Talk::Values
    }

    /// Whether the browser is out.
    pub(super) fn is_out(&self) -> bool {
        self.wizard.described().talk == Talk::Wait
    }
}
