//! A Markdown page as it is written, line by line: what a guide's page and a request sheet have in common.

use crate::base::words::{Message, Voice};

/// The page so far, and how it speaks.
#[derive(Debug)]
pub(super) struct Paper {
    text: String,
    voice: Voice,
}

impl Paper {
    pub(super) fn new(voice: Voice) -> Self {
        Self { text: String::new(), voice }
    }

    /// One line.
    pub(super) fn line(&mut self, message: impl Into<Message>) {
        self.text.push_str(&self.voice.say(&message.into()));
        self.text.push('\n');
    }

    /// A line of a list.
    pub(super) fn item(&mut self, message: impl Into<Message>) {
        self.text.push_str("- ");
        self.line(message);
    }

    /// A line below one of a list, which goes on with it.
    pub(super) fn under(&mut self, message: impl Into<Message>) {
        self.text.push_str("  ");
        self.line(message);
    }

    /// A paragraph: a line, and the empty one that ends it.
    pub(super) fn block(&mut self, message: impl Into<Message>) {
        self.line(message);
        self.gap();
    }

    /// A text of several lines that stands as it is, of this kind.
    pub(super) fn fenced(&mut self, kind: &str, text: &str) {
        self.text.push_str("```");
        self.text.push_str(kind);
        self.text.push('\n');
        self.text.push_str(text);
        self.text.push_str("\n```\n");
        self.gap();
    }

    /// A heading; `level` is the number of its hashes.
    pub(super) fn heading(&mut self, level: usize, message: impl Into<Message>) {
        self.text.push_str(&"#".repeat(level));
        self.text.push(' ');
        self.block(message);
    }

    /// The empty line that ends a list.
    pub(super) fn gap(&mut self) {
        self.text.push('\n');
    }

    /// The page, done.
    pub(super) fn finish(self) -> String {
        self.text
    }
}

/// A value as code, whatever backticks are in it.
pub(super) fn code(value: &str) -> String {
    if value.contains('`') { format!("`` {value} ``") } else { format!("`{value}`") }
}
