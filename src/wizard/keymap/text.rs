//! The keys that belong to a text while it is being typed: those of a shell's line. The help is made from this table too.

use super::super::key::{Key, KeyPress};
use crate::base::words::Key as WordsKey;

/// What a key does to a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edit {
    /// One letter to the left.
    Left,
    /// One letter to the right.
    Right,
    /// To the start of the word.
    WordLeft,
    /// To the end of the word.
    WordRight,
    /// To the start.
    Start,
    /// To the end.
    End,
    /// Cuts the letter before the cursor.
    CutLeft,
    /// Cuts the letter under the cursor.
    CutRight,
    /// Cuts the word before the cursor.
    CutWordLeft,
    /// Cuts the word behind the cursor.
    CutWordRight,
    /// Cuts everything before the cursor.
    CutToStart,
    /// Cuts everything behind the cursor.
    CutToEnd,
    /// Takes the last change back.
    TakeBack,
    /// Brings it again.
    Again,
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct TextKey {
    /// Its keys; those that are written down come first.
    pub keys: &'static [KeyPress],
    /// How many of them are written down; the rest are how terminals spell the same keys.
    pub named: usize,
    /// What it does.
    pub edit: Edit,
    /// What it does, in words.
    pub word: WordsKey,
}

const fn row(keys: &'static [KeyPress], named: usize, edit: Edit, word: &str) -> TextKey {
    TextKey { keys, named, edit, word: WordsKey::of(&["wizard.text_keys.", word]) }
}

const fn k(key: Key) -> KeyPress {
    KeyPress::plain(key)
}

const fn ctrl(character: char) -> KeyPress {
    KeyPress::ctrl(character)
}

const fn alt(character: char) -> KeyPress {
    KeyPress::alt(Key::Char(character))
}

const fn ctrl_key(key: Key) -> KeyPress {
    KeyPress { key, ctrl: true, alt: false }
}

use Edit as E;

/// The table.
pub static TEXT_KEYS: &[TextKey] = &[
    row(&[k(Key::Left), ctrl('b')], 1, E::Left, "left"),
    row(&[k(Key::Right), ctrl('f')], 1, E::Right, "right"),
    row(&[ctrl_key(Key::Left), alt('b'), KeyPress::alt(Key::Left)], 2, E::WordLeft, "word_left"),
    row(&[ctrl_key(Key::Right), alt('f'), KeyPress::alt(Key::Right)], 2, E::WordRight, "word_right"),
    row(&[k(Key::Home), ctrl('a'), ctrl_key(Key::Home)], 2, E::Start, "start"),
    row(&[k(Key::End), ctrl('e'), ctrl_key(Key::End)], 2, E::End, "end"),
    row(&[k(Key::Backspace), ctrl('h')], 1, E::CutLeft, "cut_left"),
    row(&[k(Key::Delete), ctrl('d')], 1, E::CutRight, "cut_right"),
    row(
        &[ctrl('w'), KeyPress::alt(Key::Backspace), ctrl_key(Key::Backspace)],
        2,
        E::CutWordLeft,
        "cut_word_left",
    ),
    row(&[alt('d'), ctrl_key(Key::Delete), KeyPress::alt(Key::Delete)], 2, E::CutWordRight, "cut_word_right"),
    row(&[ctrl('u')], 1, E::CutToStart, "cut_to_start"),
    row(&[ctrl('k')], 1, E::CutToEnd, "cut_to_end"),
    // Terminals send Ctrl-_ and Ctrl-/ as one byte, which is read as Ctrl-7.
    row(&[ctrl('_'), ctrl('7'), ctrl('/')], 1, E::TakeBack, "take_back"),
    row(&[ctrl('y')], 1, E::Again, "again"),
];

/// What a key does to a text; `None` where it is no key of the text.
pub fn edit(press: KeyPress) -> Option<Edit> {
    TEXT_KEYS.iter().find(|row| row.keys.contains(&press)).map(|row| row.edit)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_key_of_a_text_does_one_thing() {
        let mut taken = BTreeSet::new();
        for row in TEXT_KEYS {
            assert!(row.keys.iter().all(|key| taken.insert(*key)), "{:?} twice", row.edit);
            assert!((1..=row.keys.len()).contains(&row.named));
        }
    }
}
