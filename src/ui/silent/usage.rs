//! Why a command cannot do what its flags say, as a sentence for the person; and the files that flags name.

use std::path::Path;

use super::session::Interrupted;
use crate::base::Secret;
use crate::base::words::{Message, message};
use crate::io::disk;

/// Why the flags do not make a set-up: a sentence for the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Usage(pub Message);

impl From<Interrupted> for Usage {
    fn from(_: Interrupted) -> Self {
        Self(message!("cli.interrupted"))
    }
}

/// A file of the application, as text.
pub(crate) fn read_file(path: &Path) -> Result<Secret, Usage> {
    let shown = path.display().to_string();
    match disk::read(path) {
        Ok(Some(text)) => Ok(text),
        Ok(None) => Err(Usage(message!("cli.no_such_file", path = shown))),
        Err(trouble) => Err(Usage(message!("cli.file_unreadable", path = shown, why = trouble.detail))),
    }
}
