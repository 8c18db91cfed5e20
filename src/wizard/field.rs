//! A line of text that is being typed: insert, delete, move by letters and words, undo, show a window of it.
//!
//! It counts in grapheme clusters, so that one press moves over one letter as people see it, and shows by display width.
//! Every text it ever held is wiped when it goes, because any field may hold a secret that was pasted into the wrong one.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;
use zeroize::{Zeroize, Zeroizing};

use super::key::{Key, KeyPress};
use crate::base::{Secret, untrusted};

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
    /// Whether the last change was typing, which is taken back as one step.
    typing: bool,
}

impl std::fmt::Debug for TextField {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TextField(…)")
    }
}

/// The part of a field that fits into a width.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Window {
    /// What is shown.
    pub text: String,
    /// The column of the cursor inside it.
    pub cursor: u16,
    /// Whether there is more to the left.
    pub more_left: bool,
    /// Whether there is more to the right.
    pub more_right: bool,
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

    /// Takes what was pasted: control characters are left out, the rest is kept for the judgement beside the field.
    ///
    /// A line break at the end goes; one inside becomes a space, so that it is seen and can be judged.
    pub fn paste(&mut self, pasted: &Secret) {
        let cleaned: Zeroizing<String> = Zeroizing::new(
            pasted
                .reveal()
                .trim_end_matches(['\r', '\n'])
                .chars()
                .map(|one| if matches!(one, '\r' | '\n' | '\t') { ' ' } else { one })
                .filter(|one| !one.is_control())
                .collect(),
        );
        self.remember(false);
        self.insert(&cleaned);
    }

    /// The same, in the place of what stands there, where the cursor is at its end: a whole value was pasted over another.
    pub fn paste_over(&mut self, pasted: &Secret) {
        if self.cursor == self.text.len() {
            self.set("");
        }
        self.paste(pasted);
    }

    /// Takes a key; whether it was one of its own.
    pub fn key(&mut self, press: KeyPress) -> bool {
        if let Some(character) = press.typed() {
            self.remember(true);
            let mut buffer = [0_u8; 4];
            self.insert(character.encode_utf8(&mut buffer));
            return true;
        }
        match (press.key, press.ctrl, press.alt) {
            (Key::Left, false, false) | (Key::Char('b'), true, false) => {
                self.cursor = self.before(self.cursor);
            }
            (Key::Right, false, false) | (Key::Char('f'), true, false) => {
                self.cursor = self.after(self.cursor);
            }
            (Key::Left, ..) | (Key::Char('b'), false, true) => self.cursor = self.word_before(),
            (Key::Right, ..) | (Key::Char('f'), false, true) => self.cursor = self.word_after(),
            (Key::Home, ..) | (Key::Char('a'), true, false) => self.cursor = 0,
            (Key::End, ..) | (Key::Char('e'), true, false) => self.cursor = self.text.len(),
            (Key::Backspace, false, false) | (Key::Char('h'), true, false) => {
                self.cut(self.before(self.cursor), self.cursor);
            }
            (Key::Backspace, ..) | (Key::Char('w'), true, false) => self.cut(self.word_before(), self.cursor),
            (Key::Delete, false, false) | (Key::Char('d'), true, false) => {
                self.cut(self.cursor, self.after(self.cursor));
            }
            (Key::Delete, ..) | (Key::Char('d'), false, true) => self.cut(self.cursor, self.word_after()),
            (Key::Char('u'), true, false) => self.cut(0, self.cursor),
            (Key::Char('k'), true, false) => self.cut(self.cursor, self.text.len()),
            (Key::Char('_' | '7'), true, false) => self.take_back(),
            _ => return false,
        }
        if !matches!(press.key, Key::Backspace | Key::Delete) {
            self.typing = false;
        }
        true
    }

    /// The window of the text that fits into `width` columns and holds the cursor.
    pub fn window(&self, width: u16) -> Window {
        let width = usize::from(width.max(2));
        if self.is_masked() {
            return self.masked_window(width);
        }
        let cells: Vec<(String, usize)> = self.text.graphemes(true).map(Self::cell).collect();
        let at = self.text[..self.cursor].graphemes(true).count();
        let column = |from: usize, to: usize| cells[from..to].iter().map(|(_, wide)| wide).sum::<usize>();
        let mut first = 0;
        while column(first, at) + 1 > width.saturating_sub(usize::from(first > 0)) {
            first += 1;
        }
        let room = width - usize::from(first > 0);
        let mut last = at;
        while last < cells.len() && column(first, last + 1) < room {
            last += 1;
        }
        Window {
            text: cells[first..last].iter().map(|(shown, _)| shown.as_str()).collect(),
            cursor: u16::try_from(column(first, at)).unwrap_or(u16::MAX),
            more_left: first > 0,
            more_right: last < cells.len(),
        }
    }

    /// A secret as a fixed number of dots, with its last letters where enough of it stays hidden.
    fn masked_window(&self, width: usize) -> Window {
        let shown: Vec<char> = self.taken().masked().chars().collect();
        let shown = &shown[shown.len().saturating_sub(width - 1)..];
        let behind = self.text[self.cursor..].graphemes(true).count();
        let cursor = if self.cursor == 0 { 0 } else { shown.len().saturating_sub(behind) };
        Window {
            text: shown.iter().collect(),
            cursor: u16::try_from(cursor).unwrap_or(u16::MAX),
            more_left: false,
            more_right: false,
        }
    }

    fn cell(cluster: &str) -> (String, usize) {
        let shown = untrusted::visible(cluster);
        let wide = shown.width();
        (shown, wide)
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
        if self.undo.len() >= UNDO_STEPS {
            self.undo.remove(0);
        }
        self.undo.push((self.text.clone(), self.cursor));
    }

    fn take_back(&mut self) {
        if let Some((text, cursor)) = self.undo.pop() {
            self.text = text;
            self.cursor = cursor;
        }
        self.typing = false;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(field: &mut TextField, text: &str) {
        for character in text.chars() {
            field.key(KeyPress::char(character));
        }
    }

    fn press(field: &mut TextField, key: Key) {
        field.key(KeyPress::plain(key));
    }

    #[test]
    fn letters_go_in_and_out_as_people_see_them() {
        let mut field = TextField::default();
        typed(&mut field, "Zoe\u{308} 日本");
        press(&mut field, Key::Backspace);
        assert_eq!(field.text(), "Zoe\u{308} 日");
        press(&mut field, Key::Left);
        press(&mut field, Key::Left);
        press(&mut field, Key::Backspace);
        assert_eq!(field.text(), "Zo 日");
        press(&mut field, Key::Home);
        press(&mut field, Key::Delete);
        assert_eq!(field.text(), "o 日");
    }

    #[test]
    fn words_are_crossed_and_cut() {
        let mut field = TextField::new("https://coder.example.com/callback");
        field.key(KeyPress::ctrl('w'));
        assert_eq!(field.text(), "https://coder.example.com/");
        field.key(KeyPress::alt(Key::Char('b')));
        field.key(KeyPress::ctrl('k'));
        assert_eq!(field.text(), "https://coder.example.");
        field.key(KeyPress::ctrl('u'));
        assert!(field.is_empty());
    }

    #[test]
    fn a_change_can_be_taken_back_and_typing_is_one_step() {
        let mut field = TextField::new("one");
        typed(&mut field, " two");
        field.key(KeyPress::ctrl('u'));
        field.key(KeyPress::ctrl('_'));
        assert_eq!(field.text(), "one two");
        field.key(KeyPress::ctrl('_'));
        assert_eq!(field.text(), "one");
    }

    #[test]
    fn what_is_pasted_loses_its_line_end_and_control_characters() {
        let mut field = TextField::default();
        field.paste(&Secret::new("abc\u{1b}[31m\r\nx\n"));
        assert_eq!(field.text(), "abc[31m  x");
    }

    #[test]
    fn a_secret_shows_dots_until_it_is_revealed_and_never_in_debug() {
        let mut field = TextField::secret();
        typed(&mut field, "s3cret");
        assert_eq!((field.window(20).text.as_str(), field.window(20).cursor), ("••••••••••••", 12));
        typed(&mut field, " of a very long kind");
        assert_eq!(field.window(20).text, "••••••••••••kind");
        press(&mut field, Key::Home);
        assert_eq!(field.window(20).cursor, 0);
        field.toggle_reveal();
        assert_eq!(field.window(40).text, "s3cret of a very long kind");
        assert!(!format!("{field:?}").contains("s3cret"));
    }

    #[test]
    fn a_long_text_shows_the_part_around_the_cursor() {
        let mut field = TextField::new("0123456789日本語");
        let window = field.window(8);
        assert!(window.more_left && !window.more_right);
        assert!(window.text.ends_with("日本語"), "{window:?}");
        assert!(window.text.width() < 8 && usize::from(window.cursor) == window.text.width());
        press(&mut field, Key::Home);
        let window = field.window(8);
        assert_eq!((window.text.as_str(), window.cursor), ("0123456", 0));
        assert!(window.more_right);
    }
}
