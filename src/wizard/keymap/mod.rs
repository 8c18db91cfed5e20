//! Which key does what on which screen: one table, from which the bottom line, the help and the tests are made.
//!
//! While a text is being typed, plain letters and the keys that move in a line belong to the text ([`text`]). A row
//! therefore may name a function key or a key with Control beside its letter; whichever works now is shown.

mod action;
mod table;
pub mod text;

use super::key::{Key, KeyPress};
use super::screen::Kind;
use crate::base::words::Key as WordsKey;

pub use action::Action;
pub use table::{BINDINGS, LISTS};

/// What is said of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// What it does, as the bottom line says it.
    pub short: WordsKey,
    /// The same as the help says it.
    pub long: WordsKey,
    /// What is typed instead, where there are no keys; `None` for what only moves a cursor or draws.
    pub typed: Option<WordsKey>,
}

impl Word {
    /// The word of a name under `wizard.keys`, in a constant.
    pub const fn of(name: &str) -> Self {
        Self {
            short: WordsKey::of(&["wizard.keys.", name, ".short"]),
            long: WordsKey::of(&["wizard.keys.", name, ".long"]),
            typed: WordsKey::look_up(&["plain.command.", name]),
        }
    }
}

/// The word of a name under `wizard.keys`; an unknown one does not compile.
macro_rules! word {
    ($name:literal) => {
        const { $crate::wizard::keymap::Word::of($name) }
    };
}
pub(crate) use word;

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// On which screens; empty: on all.
    pub on: &'static [Kind],
    /// Its keys; the first that works now is shown.
    pub keys: &'static [KeyPress],
    /// What it does.
    pub action: Action,
    /// What is said of it.
    pub word: Word,
    /// How early it stands in the bottom line; 0: only in the help.
    pub rank: u8,
}

impl Binding {
    /// Whether it counts on this kind of screen.
    pub fn is_on(&self, kind: Kind) -> bool {
        self.on.is_empty() || self.on.contains(&kind)
    }

    /// The key that works now.
    pub fn key(&self, editing: bool) -> Option<KeyPress> {
        self.keys.iter().copied().find(|key| works(*key, editing))
    }
}

/// Whether a key is free for the table while a text is being typed.
pub fn works(key: KeyPress, editing: bool) -> bool {
    !editing
        || key.ctrl
        || matches!(key.key, Key::F(_) | Key::Enter | Key::Esc | Key::Tab | Key::BackTab)
        || matches!(key.key, Key::Up | Key::Down | Key::PageUp | Key::PageDown)
}

/// What a key does on a kind of screen.
pub fn action(kind: Kind, press: KeyPress, editing: bool) -> Option<Action> {
    let fits =
        |binding: &&Binding| binding.is_on(kind) && binding.keys.contains(&press) && works(press, editing);
    BINDINGS.iter().find(fits).map(|binding| binding.action)
}

/// The rows of a kind of screen, in the order of the table.
pub fn rows(kind: Kind) -> impl Iterator<Item = &'static Binding> {
    BINDINGS.iter().filter(move |binding| binding.is_on(kind))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::wizard::field::TextField;

    #[test]
    fn no_key_means_two_things_on_one_screen() {
        for kind in Kind::ALL {
            let mut taken = BTreeSet::new();
            for key in rows(kind).flat_map(|binding| binding.keys) {
                assert!(taken.insert(*key), "{key:?} twice on {kind:?}");
            }
        }
    }

    #[test]
    fn a_key_that_works_while_typing_never_belongs_to_the_text() {
        for key in BINDINGS.iter().flat_map(|binding| binding.keys).filter(|key| works(**key, true)) {
            assert!(!TextField::new("some text").key(*key), "{key:?} is a key of the text");
        }
    }

    #[test]
    fn every_screen_can_be_left_and_asked_for_help() {
        for kind in Kind::ALL {
            let editing = [false, true];
            for editing in editing {
                let works_now = |wanted: Action| {
                    rows(kind).any(|binding| binding.action == wanted && binding.key(editing).is_some())
                };
                assert!(works_now(Action::Help) && works_now(Action::Quit), "{kind:?}");
                assert!(kind == Kind::Start || works_now(Action::Back), "{kind:?}");
            }
        }
    }
}
