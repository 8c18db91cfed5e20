//! A word of the conversation where an answer was asked for: `bakc`, or `undo` at a question that has nothing to undo. Where
//! it can hardly be the answer it is asked about, and nothing is taken before that is clear.

use super::command::{self, Meant};
use super::dialogue::{Dialogue, Turn};
use crate::base::Secret;
use crate::base::words::{Voice, key, say};
use crate::engine::field;
use crate::wizard::project::field_of;
use crate::wizard::screen::Talk;

/// What is typed to have a line taken as it stands, alone or before a word of the conversation.
const AS_ANSWER: char = '=';

/// How a text goes with the field that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    Good,
    /// It would be taken, but is hardly meant.
    Doubtful,
    /// It cannot be taken at all.
    Refused,
}

impl Dialogue {
    /// The answer that is taken whatever word it is: the one that was asked about, or what stands behind the sign.
    pub(super) fn insisted(&self, line: &Secret, doubted: Option<Secret>) -> Option<Secret> {
        let rest = line.reveal().trim().strip_prefix(AS_ANSWER)?.trim();
        self.wizard.editing()?;
        if rest.is_empty() {
            return doubted;
        }
        // A secret may begin with this sign.
        let is_word =
            command::read(&self.wizard, rest).is_some() || command::meant(&self.wizard, rest).is_some();
        is_word.then(|| Secret::from(rest))
    }

    /// Whether the line is asked about before it is taken.
    pub(super) fn doubts(&mut self, line: &Secret, turn: &mut Turn) -> bool {
        let text = line.reveal().trim();
        let fit = self.fit(line);
        // Why it is refused says more than that it is near to a word that means nothing here.
        let is_meant = |meant: &Meant| match fit {
            Fit::Good => false,
            Fit::Doubtful => true,
            Fit::Refused => meant.is_here || meant.word == text.to_lowercase(),
        };
        let Some(meant) = command::meant(&self.wizard, text).filter(is_meant) else { return false };
        turn.said.push(asked(self.wizard.voice(), &meant));
        if fit == Fit::Doubtful {
            turn.said.push(say!(self, "plain.as_answer"));
            self.doubted = Some(line.clone());
        }
        true
    }

    /// What is said of a line that is none of the answers that can be chosen: which word it may have been.
    pub(super) fn say_meant(&self, text: &str, turn: &mut Turn) -> bool {
        let meant = command::meant(&self.wizard, text);
        turn.said.extend(meant.as_ref().map(|meant| asked(self.wizard.voice(), meant)));
        meant.is_some()
    }

    fn fit(&self, line: &Secret) -> Fit {
        match (self.wizard.described().talk, self.wizard.editing()) {
            (Talk::Wait, _) => Fit::Refused,
            // What is looked for fits as far as something is found.
            (Talk::Search, _) | (_, None) => Fit::Good,
            (Talk::Values, _) if !self.asks_value => Fit::Good,
            (_, Some(name)) => match (field_of(&name), self.wizard.setup()) {
                (Some(field), Some(setup)) => {
                    let state = field::judge(&field, line, setup.guide());
                    match (state.problem, state.caution) {
                        (Some(_), _) => Fit::Refused,
                        (None, Some(_)) => Fit::Doubtful,
                        (None, None) => Fit::Good,
                    }
                }
                // A path, a variable, a command: anything can be one, and this word hardly is.
                _ => Fit::Doubtful,
            },
        }
    }
}

fn asked(voice: Voice, meant: &Meant) -> String {
    let key = if meant.is_here { key!("plain.doubted") } else { key!("plain.doubted_elsewhere") };
    say!(voice, key, word = meant.word)
}
