//! Which key does what: rows, which the description of each screen holds, and from which the bottom line, the help and the
//! tests are made.
//!
//! While a text is being typed, plain letters and the keys that move in a line belong to the text ([`text`]). A row
//! therefore may name a function key or a key with Control beside its letter; whichever works now is shown.

mod action;
mod shared;
pub mod text;

use super::Wizard;
use super::key::{Key, KeyPress};
use super::screen::{Items, Kind};
use crate::base::words::Key as WordsKey;

pub use action::Action;
pub(super) use shared::{COMPLETE, COPY, EXPORT, OPEN, PRINT, back, c, enter, f, row};

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

/// A row: keys, and what they do on the screens that have it.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// Its keys; the first that works now is shown.
    pub keys: &'static [KeyPress],
    /// What it does, by its name.
    pub action: Action,
    /// What is said of it.
    pub word: Word,
    /// How early it stands in the bottom line; 0: only in the help.
    pub rank: u8,
    /// Does it.
    pub(super) does: fn(&mut Wizard),
    /// Whether it has a meaning now.
    pub(super) can: fn(&Wizard) -> bool,
}

impl Binding {
    /// The same row, which has a meaning only at times.
    pub(super) const fn when(self, can: fn(&Wizard) -> bool) -> Self {
        Self { can, ..self }
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
    let mut rows = rows(kind);
    rows.find(|row| row.keys.contains(&press) && works(press, editing)).map(|row| row.action)
}

/// The rows of a kind of screen: those of what the cursor walks over, its own, and those that every screen has.
pub fn rows(kind: Kind) -> impl Iterator<Item = &'static Binding> {
    let screen = kind.description();
    let arrows = match screen.items {
        Items::Answers(_) => shared::ANSWERS,
        Items::Findings(_) => shared::FINDINGS,
        Items::Fields(_) => shared::FIELDS,
        Items::Copies | Items::None => shared::PAGE,
    };
    let numbers = if screen.is_numbered { shared::NUMBERS } else { &[] };
    let has_own_back = screen.keys.iter().any(|row| row.action == Action::Back);
    let back: &[Binding] = if has_own_back { &[] } else { &[shared::BACK] };
    [arrows, numbers, screen.keys, back, shared::ALWAYS].into_iter().flatten()
}

/// The rows of every screen, one after the other.
pub fn all() -> impl Iterator<Item = &'static Binding> {
    Kind::ALL.into_iter().flat_map(rows)
}

impl Wizard {
    /// Whether an action has a meaning now; the bottom line and the help show only those.
    pub fn offers(&self, binding: &Binding) -> bool {
        (binding.can)(self)
    }

    /// Does what the screen that is shown calls by this name. Where there is nothing to choose, the arrows move the page.
    pub(super) fn act(&mut self, action: Action) {
        let row = rows(self.screen.kind()).find(|row| row.action == action);
        let moves = matches!(action, Action::Up | Action::Down);
        if let Some(row) = row.filter(|row| moves || self.offers(row)) {
            (row.does)(self);
        }
    }
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
        for key in all().flat_map(|binding| binding.keys).filter(|key| works(**key, true)) {
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
