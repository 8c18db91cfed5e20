//! Why a change is not written: it is refused, or its proof failed; and what the person can paste instead.

use crate::base::Secret;
use crate::base::words::{Message, message};

use super::key::{Step, spelled};
use super::read_error::ReadError;
use super::seal::Seal;
use super::unclear::Because;

/// A change that is not written. Nothing was touched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct Refusal {
    /// The reason.
    #[source]
    pub why: RefusalKind,
    /// The lines to paste by hand, in the file's own format. It may hold a secret.
    pub snippet: Secret,
}

/// The reasons. None of them holds a value, only keys and places.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RefusalKind {
    /// The file cannot be read in its format, so it cannot be changed either.
    #[error("the file cannot be read: {0}")]
    Unreadable(#[source] ReadError),
    /// A key that the format cannot have.
    #[error("`{key}` is no key of this format")]
    Key {
        /// The key.
        key: String,
    },
    /// A value holds a line break or another control character.
    #[error("the value of `{key}` holds a control character")]
    Control {
        /// The key.
        key: String,
    },
    /// A value holds a character that this format cannot carry so that it reads back exactly.
    #[error("the value of `{key}` holds `{character}`, which this format cannot carry there")]
    Character {
        /// The key.
        key: String,
        /// The first such character.
        character: char,
    },
    /// A list of the format's own, in a format that has none.
    #[error("`{key}` is a list, and this format has none")]
    NoList {
        /// The key.
        key: String,
    },
    /// A map, in a format that has none or at a place that takes none.
    #[error("`{key}` is a map, and this format has none")]
    NoMap {
        /// The key.
        key: String,
    },
    /// An item of a joined list holds the separator.
    #[error("an item of `{key}` holds the separator")]
    Separator {
        /// The key.
        key: String,
    },
    /// Something else stands where the key leads through: text where a table is needed, or the other way round.
    #[error("at `{at}` stands something else than `{key}` needs")]
    Shape {
        /// The key.
        key: String,
        /// The part of the key where it goes wrong.
        at: String,
    },
    /// The value is taken from elsewhere, by a reference that a plain value would cut off.
    #[error("`{key}` is a reference: {reference}")]
    Reference {
        /// The key.
        key: String,
        /// The names it goes to, such as `var.client_secret`.
        reference: String,
    },
    /// The key leads through a YAML alias or merge, so a change would also change other places.
    #[error("`{key}` leads through an alias")]
    Alias {
        /// The key.
        key: String,
    },
    /// The key is assigned in a way that cannot be told apart with certainty.
    #[error("`{key}` is assigned unclearly on line {line}")]
    Unclear {
        /// The key.
        key: String,
        /// The line, from 1.
        line: usize,
        /// Why it is unclear.
        because: Because,
    },
    /// The file has blocks, and nothing says into which one the key belongs.
    #[error("nothing says into which block `{key}` belongs")]
    NoPlace {
        /// The key.
        key: String,
    },
    /// The key cannot be given another name at its place.
    #[error("`{key}` cannot be renamed to `{to}`")]
    Rename {
        /// The key.
        key: String,
        /// Its name as it should be.
        to: String,
    },
    /// The file is sealed: whatever is changed in it breaks the seal.
    #[error("the file is sealed by {seal:?}")]
    Sealed {
        /// What it was sealed with.
        seal: Seal,
        /// The file.
        path: String,
    },
    /// A format that is written whole, and a file in which something else stands.
    #[error("the file has another content, and this format is written whole")]
    Whole,
    /// More than one place in the file may be meant.
    #[error("the keys may belong to {places:?}")]
    Several {
        /// What each is called.
        places: Vec<String>,
    },
    /// Nothing in the file tells where the keys belong.
    #[error("nothing in the file tells where the keys belong")]
    Nowhere,
    /// Something else stands where only one thing may.
    #[error("`{key}` holds {others:?} already")]
    Alone {
        /// The key that holds one thing alone.
        key: String,
        /// What it holds.
        others: Vec<String>,
    },
    /// Another provider's stands there, of which the application takes several.
    #[error("`{key}` is another provider's: {issuer}")]
    OtherProvider {
        /// The key of its issuer.
        key: String,
        /// Its issuer.
        issuer: String,
    },
    /// The file is a template, from which another one is made.
    #[error("line {line} is of a template")]
    Template {
        /// The first line that shows it, from 1.
        line: usize,
    },
    /// The same key was asked for twice.
    #[error("`{key}` was asked for twice")]
    Twice {
        /// The key.
        key: String,
    },
    /// The editing library refused.
    #[error("the edit of `{key}` failed: {detail:?}")]
    Edit {
        /// The key.
        key: String,
        /// Why; mostly in the library's own words.
        detail: Message,
    },
    /// The changed text was made, and the second parser does not confirm it.
    #[error("the change is not proven: {0}")]
    Proof(#[source] ProofError),
}

impl RefusalKind {
    /// Something else stands at these steps than a key needs.
    pub(super) fn shape(key: &str, steps: &[Step]) -> Self {
        Self::Shape { key: key.to_owned(), at: spelled(steps) }
    }

    /// It is not certain what sets a key, at a byte of a text.
    pub(super) fn unclear(key: &str, text: &str, at: usize) -> Self {
        Self::unclear_on(key, text, text[..at].matches('\n').count() + 1)
    }

    /// It is not certain what sets a key, on a line of a text, from 1.
    pub(super) fn unclear_on(key: &str, text: &str, line: usize) -> Self {
        Self::Unclear { key: key.to_owned(), line, because: Because::of(text, line) }
    }

    /// A key's value holds a character that cannot be carried.
    pub(super) fn character(key: &str, character: char) -> Self {
        Self::Character { key: key.to_owned(), character }
    }

    /// What happened, why nothing was written, and what to do, as full sentences.
    pub fn message(&self) -> Message {
        match self {
            Self::Unreadable(why) => message!("config.refusal.unreadable", why = why.message()),
            Self::Key { key } => message!("config.refusal.key", key = key),
            Self::Control { key } => message!("config.refusal.control", key = key),
            Self::Character { key, character } => {
                message!("config.refusal.character", key = key, character = character)
            }
            Self::NoList { key } => message!("config.refusal.no_list", key = key),
            Self::NoMap { key } => message!("config.refusal.no_map", key = key),
            Self::Separator { key } => message!("config.refusal.separator", key = key),
            Self::Shape { key, at } => message!("config.refusal.shape", key = key, at = at),
            Self::Reference { key, reference } => {
                message!("config.refusal.reference", key = key, reference = reference)
            }
            Self::Alias { key } => message!("config.refusal.alias", key = key),
            Self::Unclear { key, line, because } => {
                message!("config.refusal.unclear", key = key, line = line, because = because.message())
            }
            Self::NoPlace { key } => message!("config.refusal.no_place", key = key),
            Self::Rename { key, to } => message!("config.refusal.rename", key = key, to = to),
            Self::Sealed { seal, path } => {
                message!("config.refusal.sealed", open = seal.opened_by(path))
            }
            Self::Whole => message!("config.refusal.whole"),
            Self::Several { places } => {
                let first = places.first().cloned().unwrap_or_default();
                message!("config.refusal.several", places = Message::list(places), first = first)
            }
            Self::Nowhere => message!("config.refusal.nowhere"),
            Self::Alone { key, others } => {
                message!("config.refusal.alone", key = key, others = Message::list(others))
            }
            Self::OtherProvider { key, issuer } => {
                message!("config.refusal.other_provider", key = key, issuer = issuer)
            }
            Self::Template { line } => message!("config.refusal.template", line = line),
            Self::Twice { key } => message!("config.refusal.twice", key = key),
            Self::Edit { key, detail } => message!("config.refusal.edit", key = key, detail = detail),
            Self::Proof(why) => message!("config.refusal.proof", why = why.message()),
        }
    }
}

impl Refusal {
    /// What happened, why nothing was written, and what to do, as full sentences.
    pub fn message(&self) -> Message {
        self.why.message()
    }
}

/// What the second parser found wrong with a changed text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The new text cannot be read.
    #[error("the new text cannot be read: {0}")]
    New(#[source] ReadError),
    /// A key does not read back with its value.
    #[error("`{key}` does not read back as it was meant")]
    Value {
        /// The key.
        key: String,
    },
    /// Something else changed than the keys that were meant.
    #[error("something else changed as well")]
    Other,
    /// A comment is gone.
    #[error("the comment on line {line} was lost")]
    Comment {
        /// Its line in the old text, from 1. The text itself may hold a secret that was commented out.
        line: usize,
    },
}

impl ProofError {
    /// What is wrong, as a full sentence.
    pub fn message(&self) -> Message {
        match self {
            Self::New(why) => message!("config.proof.new", why = why.message()),
            Self::Value { key } => message!("config.proof.value", key = key),
            Self::Other => message!("config.proof.other"),
            Self::Comment { line } => message!("config.proof.comment", line = line),
        }
    }
}
