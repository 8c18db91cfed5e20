//! What the person should know about a change that is right all the same.

use crate::base::words::{Message, message};

/// Something about a change that the person should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// The key is assigned more than once; the last assignment counts and was changed, an earlier one stays as it is.
    Earlier {
        /// The key.
        key: String,
        /// The line of the earlier assignment, from 1.
        line: usize,
    },
    /// The value is taken from elsewhere, by a reference that stays as it is.
    FromElsewhere {
        /// The key.
        key: String,
        /// The names that the reference goes to, without any text around them.
        reference: String,
        /// What the value must be there.
        value: String,
    },
}

impl Note {
    /// The note as a full sentence.
    pub fn message(&self) -> Message {
        match self {
            Self::Earlier { key, line } => message!("config.note.earlier", key = key, line = line),
            Self::FromElsewhere { key, reference, value } => {
                message!("config.note.from_elsewhere", key = key, reference = reference, value = value)
            }
        }
    }
}
