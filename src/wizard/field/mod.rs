//! A line of text that is being typed: insert, delete, move by letters and words, take back and bring again.
//!
//! It counts in grapheme clusters, so that one press moves over one letter as people see it, and shows by display width.
//! Every text it ever held is wiped when it goes, because any field may hold a secret that was pasted into the wrong one.

use unicode_segmentation::UnicodeSegmentation;
use zeroize::{Zeroize, Zeroizing};

mod window;

use super::key::KeyPress;
use super::keymap::text::{self, Edit};
use crate::base::Secret;

/// The longest text that a field takes, in bytes; a whole private key fits.
const LONGEST: usize = 16 * 1024;

/// How many steps can be taken back.
const UNDO_STEPS: usize = 100;

/// A text field.
#[derive(Clone, Default)]
pub struct TextField {
    text: Zeroizing<String>,
    /// Byte offset, always on a cluster's boundary.
    cursor: usize,
    is_secret: bool,
    is_revealed: bool,
    undo: Vec<(Zeroizing<String>, usize)>,
    redo: Vec<(Zeroizing<String>, usize)>,
    /// Whether the last change was typing, which is taken back as one step.
    typing: bool,
}

impl std::fmt::Debug for TextField {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TextField(…)")
    }
}

impl TextField {
    /// A field with a text in it, the cursor at its end.
    pub fn new(text: &str) -> Self {
        Self { text: Zeroizing::new(text.to_owned()), cursor: text.len(), ..Self::default() }
    }

    /// A field whose text is shown as dots.
    pub fn secret() -> Self {
        Self { is_secret: true, ..Self::default() }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text as a secret.
    pub fn taken(&self) -> Secret {
        Secret::new(self.text.as_str())
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether it is shown as dots now.
    pub fn is_masked(&self) -> bool {
        self.is_secret && !self.is_revealed
    }

    /// Whether it holds a secret at all.
    pub fn is_secret(&self) -> bool {
        self.is_secret
    }

    /// Has the text shown as dots, or as it is.
    pub fn hide(&mut self, hides: bool) {
        self.is_secret = hides;
        self.is_revealed &= hides;
    }

    /// Shows the dots' text, or hides it again.
    pub fn toggle_reveal(&mut self) {
        self.is_revealed = self.is_secret && !self.is_revealed;
    }

    /// Puts another text in its place; can be taken back.
    pub fn set(&mut self, text: &str) {
        if self.text() != text {
            self.remember(false);
            self.text.zeroize();
            self.text.push_str(text);
            self.cursor = text.len();
        }
    }

    /// Takes what was pasted and says whether anything was left out: control characters and line breaks at the ends go, the
    /// rest is kept for the judgement beside the field.
    ///
    /// A line break inside becomes a space, so that it is seen and can be judged.
    pub fn paste(&mut self, pasted: &Secret) -> bool {
        let cleaned = cleaned(pasted);
        self.remember(false);
        self.insert(&cleaned);
        cleaned.as_str() != pasted.reveal()
    }

    /// The same, in the place of what stands there, where the cursor is at its end: a whole value was pasted over another.
    pub fn paste_over(&mut self, pasted: &Secret) -> bool {
        if self.cursor == self.text.len() {
            let cleaned = cleaned(pasted);
            self.set(&cleaned);
            return cleaned.as_str() != pasted.reveal();
        }
        self.paste(pasted)
    }

    /// Takes a key; whether it was one of its own.
    pub fn key(&mut self, press: KeyPress) -> bool {
        if let Some(character) = press.typed() {
            self.remember(true);
            let mut buffer = [0_u8; 4];
            self.insert(character.encode_utf8(&mut buffer));
            return true;
        }
        let Some(edit) = text::edit(press) else { return false };
        self.edit(edit);
        true
    }

    fn edit(&mut self, edit: Edit) {
        let (at, end) = (self.cursor, self.text.len());
        match edit {
            Edit::Left => self.go(self.before(at)),
            Edit::Right => self.go(self.after(at)),
            Edit::WordLeft => self.go(self.word_before()),
            Edit::WordRight => self.go(self.word_after()),
            Edit::Start => self.go(0),
            Edit::End => self.go(end),
            Edit::CutLeft => self.cut(self.before(at), at),
            Edit::CutRight => self.cut(at, self.after(at)),
            Edit::CutWordLeft => self.cut(self.word_before(), at),
            Edit::CutWordRight => self.cut(at, self.word_after()),
            Edit::CutToStart => self.cut(0, at),
            Edit::CutToEnd => self.cut(at, end),
            Edit::TakeBack => self.take_back(),
            Edit::Again => self.again(),
        }
    }

    /// Moves the cursor; what is typed next is a step of its own.
    fn go(&mut self, at: usize) {
        self.cursor = at;
        self.typing = false;
    }

    /// Puts the cursor under a column of its window, as [`TextField::window`] shows it in so many columns.
    pub fn click(&mut self, column: u16, width: u16) {
        let at = self.place_at(column, width);
        self.go(at);
    }

    fn insert(&mut self, text: &str) {
        if self.text.len() + text.len() > LONGEST {
            return;
        }
        // Growing in place could leave a copy behind in freed memory; a fresh text is made and the old one wiped.
        let mut grown = Zeroizing::new(String::with_capacity(self.text.len() + text.len() + 64));
        grown.push_str(&self.text[..self.cursor]);
        grown.push_str(text);
        grown.push_str(&self.text[self.cursor..]);
        self.text = grown;
        self.cursor += text.len();
        // What was typed may join the cluster before it (a combining accent).
        if !self.is_boundary(self.cursor) {
            self.cursor = self.after(self.cursor);
        }
    }

    fn cut(&mut self, from: usize, to: usize) {
        if from < to {
            self.remember(false);
            self.text.replace_range(from..to, "");
            self.cursor = from;
        }
    }

    fn remember(&mut self, typing: bool) {
        if typing && self.typing {
            return;
        }
        self.typing = typing;
        // A letter typed after a step was taken back begins a new way: the one that was left is gone.
        if self.undo.len() >= UNDO_STEPS {
            self.undo.remove(0);
        }
        self.undo.push((self.text.clone(), self.cursor));
        self.redo.clear();
    }

    fn take_back(&mut self) {
        if let Some(before) = self.undo.pop() {
            let now = self.swap(before);
            self.redo.push(now);
        }
        self.typing = false;
    }

    fn again(&mut self) {
        if let Some(after) = self.redo.pop() {
            let now = self.swap(after);
            self.undo.push(now);
        }
        self.typing = false;
    }

    /// Takes another state and gives the one that was.
    fn swap(&mut self, (text, cursor): (Zeroizing<String>, usize)) -> (Zeroizing<String>, usize) {
        let text = std::mem::replace(&mut self.text, text);
        let cursor = std::mem::replace(&mut self.cursor, cursor);
        (text, cursor)
    }

    fn is_boundary(&self, at: usize) -> bool {
        at == self.text.len() || self.text.grapheme_indices(true).any(|(start, _)| start == at)
    }

    fn before(&self, at: usize) -> usize {
        self.text[..at].grapheme_indices(true).next_back().map_or(0, |(start, _)| start)
    }

    fn after(&self, at: usize) -> usize {
        let mut starts = self.text.grapheme_indices(true).map(|(start, _)| start);
        starts.find(|start| *start > at).unwrap_or(self.text.len())
    }

    /// Where the run of letters and digits before the cursor begins.
    fn word_before(&self) -> usize {
        let before = self.text[..self.cursor].trim_end_matches(|one: char| !one.is_alphanumeric());
        before.trim_end_matches(char::is_alphanumeric).len()
    }

    /// Where the next run of letters and digits ends.
    fn word_after(&self) -> usize {
        let rest = &self.text[self.cursor..];
        let word = rest.trim_start_matches(|one: char| !one.is_alphanumeric());
        self.text.len() - word.trim_start_matches(char::is_alphanumeric).len()
    }
}

/// A pasted text without line breaks at its ends and control characters; a line break inside is a space.
fn cleaned(pasted: &Secret) -> Zeroizing<String> {
    let text = pasted.reveal().trim_matches(['\r', '\n']);
    let spaced = text.chars().map(|one| if matches!(one, '\r' | '\n' | '\t') { ' ' } else { one });
    Zeroizing::new(spaced.filter(|one| !one.is_control()).collect())
}

#[cfg(test)]
mod tests;
