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
    /// The value is kept elsewhere by a key of another name, which stays.
    Kept {
        /// The key that was to be written.
        key: String,
        /// The one that stands there.
        other: String,
    },
    /// A secret is not written, since the container takes variables from a Kubernetes Secret.
    InSecret {
        /// The variable.
        key: String,
        /// The Secret.
        name: String,
    },
    /// The key is not written, because with another one that stands there it would mean something else.
    NotBeside {
        /// The key that was to be written.
        key: String,
        /// The one that stands there.
        other: String,
    },
    /// The key is not written, because a connection that is there does without it.
    LeftAway {
        /// The key that was to be written.
        key: String,
        /// What was to stand there.
        value: String,
    },
    /// A text of lines stays as it is, and one more must be added to it by hand.
    AddLine {
        /// The key of the text.
        key: String,
        /// The line.
        line: String,
    },
    /// What stood at a key goes, since it contradicts what is written or is not read any more.
    Removed {
        /// The key.
        key: String,
    },
}

impl Note {
    /// The note as a full sentence.
    pub fn message(&self) -> Message {
        match self {
            Self::Earlier { key, line } => message!("config.note.earlier", key = key, line = line),
            Self::Kept { key, other } => message!("config.note.kept", key = key, other = other),
            Self::InSecret { key, name } => message!("config.note.in_secret", key = key, name = name),
            Self::NotBeside { key, other } => message!("config.note.not_beside", key = key, other = other),
            Self::LeftAway { key, value } => message!("config.note.left_away", key = key, value = value),
            Self::AddLine { key, line } => message!("config.note.add_line", key = key, line = line),
            Self::Removed { key } => message!("config.note.removed", key = key),
            Self::FromElsewhere { key, reference, value } => {
                message!("config.note.from_elsewhere", key = key, reference = reference, value = value)
            }
        }
    }
}
