//! Why a command cannot do what its flags say, as a sentence for the person; and the files that flags name.

use std::path::Path;

use super::session::Interrupted;
use crate::base::{Secret, words};
use crate::io::disk;

/// Why the flags do not make a set-up: a sentence for the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Usage(pub String);

impl Usage {
    /// A sentence of the words.
    pub(crate) fn new(key: &str, values: &[(&str, &str)]) -> Self {
        Self(words::fill(key, values))
    }
}

impl From<Interrupted> for Usage {
    fn from(_: Interrupted) -> Self {
        Self::new("cli.interrupted", &[])
    }
}

/// A file of the application, as text.
pub(crate) fn read_file(path: &Path) -> Result<Secret, Usage> {
    let shown = path.display().to_string();
    match disk::read(path) {
        Ok(Some(text)) => Ok(text),
        Ok(None) => Err(Usage::new("cli.no_such_file", &[("path", &shown)])),
        Err(trouble) => Err(Usage::new("cli.file_unreadable", &[("path", &shown), ("why", &trouble.detail)])),
    }
}
