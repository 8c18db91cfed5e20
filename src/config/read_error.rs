//! Why a text could not be read in its format, and where.

use super::budget::PIECES;
use crate::base::untrusted::visible_up_to;
use crate::base::words::{Message, message};

/// How much is repeated of what a parser or a file says.
const LONGEST: usize = 200;

/// Why a text could not be read as what it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {}, column {}: {reason:?}", line.unwrap_or(0), column.unwrap_or(0))]
pub struct ReadError {
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// The column, from 1, where it is known.
    pub column: Option<usize>,
    /// What the parser said.
    pub reason: Message,
    /// How many levels this format may have, where the text has more and was not read on for that alone.
    pub deeper_than: Option<usize>,
    /// Whether it was not read, or not read on, since that would take too much: it is too deep, or holds too many pieces.
    pub is_too_much: bool,
}

impl ReadError {
    /// An error at a line and column, both from 1.
    pub(super) fn new(line: Option<usize>, column: Option<usize>, reason: impl Into<Message>) -> Self {
        let reason = match reason.into() {
            Message::Text(text) => Message::Text(visible_up_to(&text, LONGEST)),
            sentence => sentence,
        };
        Self { line, column, reason, deeper_than: None, is_too_much: false }
    }

    /// Where and why, as a full sentence.
    pub fn message(&self) -> Message {
        let reason = &self.reason;
        match (self.line, self.column) {
            (Some(line), Some(column)) => {
                message!("config.read.at", line = line, column = column, reason = reason)
            }
            (Some(line), None) => message!("config.read.line", line = line, reason = reason),
            _ => message!("config.read.somewhere", reason = reason),
        }
    }

    /// A key that is there twice.
    pub(super) fn twice(key: &str) -> Message {
        message!("config.read.twice", key = visible_up_to(key, LONGEST))
    }

    /// The error at a byte of a text.
    pub(super) fn at(text: &str, offset: Option<usize>, reason: impl Into<Message>) -> Self {
        let before = offset.and_then(|offset| text.get(..offset));
        Self::new(
            before.map(|before| before.matches('\n').count() + 1),
            before.map(|before| before.chars().rev().take_while(|one| *one != '\n').count() + 1),
            reason,
        )
    }

    /// A text with more pieces than are read.
    pub(super) fn too_much() -> Self {
        let reason = message!("config.read.much", pieces = PIECES);
        Self { is_too_much: true, ..Self::new(None, None, reason) }
    }

    /// The same error, known to be of a text that has more levels than its format may have here.
    pub(super) fn deeper_than(self, levels: usize) -> Self {
        let reason = message!("config.read.deep", levels = levels);
        Self { reason, deeper_than: Some(levels), is_too_much: true, ..self }
    }
}
