//! What the record knows of the files that were changed. It is the journal: an entry is saved in it before a file changes,
//! and an undo works from it alone.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::path;
use crate::base::{Secret, Timestamp};
use crate::engine::proof::digest;

/// A file that was written, or was about to be, and the way back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    /// The file itself, links followed.
    #[serde(with = "path")]
    pub path: PathBuf,
    /// The guide's format.
    pub format: String,
    /// The copy of what stood there before; `None` when there was no file.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "path::optional")]
    pub backup: Option<PathBuf>,
    /// When.
    pub at: Timestamp,
    /// Whether it was written without a proof.
    #[serde(default)]
    pub unproven: bool,
    /// Whether it was written together with the one before it, so that both are brought back together.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub with_previous: bool,
    /// HMAC-SHA-256 over the written text, in base64url: tells whether somebody changed the file since, so that an undo
    /// takes nobody's work away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// The same over the text that stood there before: tells whether the file was written at all, and whether the copy is
    /// still what was copied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// How far the change came, as far as the record knows.
    #[serde(default, skip_serializing_if = "Progress::is_done")]
    pub progress: Progress,
}

/// How far the change of a file came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// It is about to be written. What reads this later was interrupted: the file says whether it was.
    Intended,
    /// It is written.
    #[default]
    Done,
    /// What stood there before is about to be brought back.
    Undoing,
}

impl Progress {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands the member over like this")]
    fn is_done(&self) -> bool {
        *self == Self::Done
    }
}

/// How a file stands to what the record says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::engine) enum Stands {
    /// It is exactly what was written.
    AsWritten,
    /// It is what it was before it was written.
    AsBefore,
    /// It is not there any more.
    Gone,
    /// It is something else.
    Changed,
}

impl Written {
    /// Whether the record knows that the file was written.
    pub fn is_known(&self) -> bool {
        self.progress != Progress::Intended
    }

    /// Whether this text is the one that was written.
    pub fn is_as_written(&self, text: &Secret) -> bool {
        self.is_text(self.digest.as_ref(), text)
    }

    /// How the file stands that holds `text` now, where `copy` is what its copy holds.
    pub(in crate::engine) fn stands(&self, text: Option<&Secret>, copy: Option<&Secret>) -> Stands {
        match (text, &self.backup) {
            (Some(text), _) if self.is_text(self.digest.as_ref(), text) => Stands::AsWritten,
            // A record of an earlier Usher has no digest of what stood there before; the copy has the text itself.
            (Some(text), Some(_)) if self.before.is_none() && copy == Some(text) => Stands::AsBefore,
            (Some(text), Some(_)) if self.before.is_some() && self.is_text(self.before.as_ref(), text) => {
                Stands::AsBefore
            }
            (None, None) => Stands::AsBefore,
            (None, Some(_)) => Stands::Gone,
            (Some(_), _) => Stands::Changed,
        }
    }

    /// Whether the copy still holds what was copied, as far as the record can tell.
    pub(in crate::engine) fn is_copied(&self, copy: &Secret) -> bool {
        self.is_text(self.before.as_ref(), copy)
    }

    /// Whether this is the text of a digest. The earliest records have none, and everything is it.
    fn is_text(&self, kept: Option<&String>, text: &Secret) -> bool {
        kept.is_none_or(|kept| *kept == digest(text, self.at, &self.path))
    }
}

/// A file that is again as it was before Usher wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BroughtBack {
    /// The file.
    #[serde(with = "path")]
    pub path: PathBuf,
    /// Whether it was not there before, and is gone again.
    #[serde(default)]
    pub is_gone: bool,
    /// When.
    pub at: Timestamp,
}
