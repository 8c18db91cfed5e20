//! A change of the application's files, as it is shown: which file, what will stand there, and how far it came.

use std::path::PathBuf;

use super::effect::{FileTrouble, Receipt};
use crate::base::Secret;
use crate::base::words::Message;
use crate::config::{DiffLine, Refusal};

/// How far the writing came.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Writing {
    /// Nothing is planned.
    #[default]
    Idle,
    /// The file is being read.
    Reading(Target),
    /// Ready to be written.
    Planned(Box<Planned>),
    /// It cannot be edited safely; the snippet is to be pasted.
    Refused(Target, Box<Refusal>),
    /// A value that the format needs is not known yet: its names.
    Incomplete(Target, Vec<String>),
    /// Being written.
    Busy(Box<Planned>),
    /// Written, and being read back.
    Proving(Target, Receipt),
    /// Written, and read back.
    Written(Target, Receipt),
    /// Brought back to what stood there before; [`super::Setup::undone`] says how, file by file.
    Undone,
    /// The disk did not allow it.
    Failed(Target, FileTrouble),
    /// Not written: no login has proven these values, and nobody said to write anyway.
    Unproven(Box<Planned>),
}

impl Writing {
    /// The file that was to be written and was not.
    pub(super) fn not_written(&self) -> Option<String> {
        match self {
            Self::Refused(target, _) | Self::Incomplete(target, _) | Self::Failed(target, _) => {
                Some(target.path.display().to_string())
            }
            Self::Unproven(planned) => Some(planned.target.path.display().to_string()),
            _ => None,
        }
    }
}

/// Which format goes where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The guide's format.
    pub format: String,
    /// The file.
    pub path: PathBuf,
}

/// A change that is ready, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// Which format goes where.
    pub target: Target,
    /// What stands there now; `None`: no such file.
    pub old: Option<Secret>,
    /// What will stand there.
    pub new: Secret,
    /// The difference, secrets masked.
    pub difference: Vec<DiffLine>,
    /// What the person should know about it all the same, in sentences.
    pub notes: Vec<Message>,
    /// Whether everything already stands there.
    pub unchanged: bool,
    /// Whether it holds the client secret.
    pub holds_secret: bool,
    /// The files that are written together with this one.
    pub also: Vec<Planned>,
}

impl Planned {
    /// This file and those that are written together with it.
    pub fn files(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.also)
    }

    /// Whether nothing changes in any of the files.
    pub fn is_unchanged(&self) -> bool {
        self.files().all(|one| one.unchanged)
    }
}
