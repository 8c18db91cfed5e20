//! What the person should know about a change that is right all the same.

use crate::base::words;

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
}

impl Note {
    /// The note as a full sentence.
    pub fn say(&self) -> String {
        match self {
            Self::Earlier { key, line } => {
                words::fill("config.note.earlier", &[("key", key), ("line", &line.to_string())])
            }
        }
    }
}
