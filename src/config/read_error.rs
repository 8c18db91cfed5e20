//! Why a text could not be read in its format, and where.

use crate::base::{untrusted, words};

/// Why a text could not be read as what it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {}, column {}: {reason}", line.unwrap_or(0), column.unwrap_or(0))]
pub struct ReadError {
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// The column, from 1, where it is known.
    pub column: Option<usize>,
    /// What the parser said.
    pub reason: String,
    /// How many levels this format may have, where the text has more and was not read on for that alone.
    pub deeper_than: Option<usize>,
}

impl ReadError {
    /// An error at a line and column, both from 1.
    pub(super) fn new(line: Option<usize>, column: Option<usize>, reason: String) -> Self {
        Self { line, column, reason, deeper_than: None }
    }

    /// Where and why, as a full sentence.
    pub fn say(&self) -> String {
        let reason = untrusted::visible_up_to(&self.reason, 200);
        match (self.line, self.column) {
            (Some(line), Some(column)) => words::fill(
                "config.read.at",
                &[("line", &line.to_string()), ("column", &column.to_string()), ("reason", &reason)],
            ),
            (Some(line), None) => {
                words::fill("config.read.line", &[("line", &line.to_string()), ("reason", &reason)])
            }
            _ => words::fill("config.read.somewhere", &[("reason", &reason)]),
        }
    }

    /// The error at a byte of a text.
    pub(super) fn at(text: &str, offset: Option<usize>, reason: &str) -> Self {
        let before = offset.and_then(|offset| text.get(..offset));
        Self::new(
            before.map(|before| before.matches('\n').count() + 1),
            before.map(|before| before.chars().rev().take_while(|one| *one != '\n').count() + 1),
            reason.to_owned(),
        )
    }

    /// The same error, known to be of a text that has more levels than its format may have here.
    pub(super) fn deeper_than(self, levels: usize) -> Self {
        let reason = words::fill("config.read.deep", &[("levels", &levels.to_string())]);
        Self { reason, deeper_than: Some(levels), ..self }
    }
}
