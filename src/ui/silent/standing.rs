//! The file that a connection was written to, as it is now: a connection is verified by what its application reads.

use std::path::PathBuf;

use super::from::{self, Found, Word};
use crate::base::Timestamp;
use crate::base::words::{Message, message};
use crate::diagnosis::evidence::{Subject, WrittenFile, WrittenState};
use crate::engine::connection::Connection;
use crate::io::disk;

/// The file, with what it says.
pub(super) struct Standing {
    path: PathBuf,
    at: Timestamp,
    is_as_written: bool,
    /// What the guide finds in it.
    pub(super) found: Option<Found>,
    unreadable: Option<Message>,
}

/// Looks at the file of the last writing; `None` where the connection was never written.
pub(super) fn look(connection: &Connection, word: Word) -> Option<Standing> {
    let word = Word { entry: word.entry.or_else(|| connection.entry.clone()), ..word };
    // What was written beside it, such as a Secret, holds no more than a part.
    let written = connection.last_writing().filter(|one| one.is_known()).last()?;
    let (path, at) = (written.path.clone(), written.at);
    let standing = Standing { path, at, is_as_written: false, found: None, unreadable: None };
    Some(match disk::read(&written.path) {
        Ok(Some(text)) => Standing {
            is_as_written: written.is_as_written(&text),
            found: from::look_into(&written.path, Some(&connection.app), word).ok(),
            ..standing
        },
        Ok(None) => {
            let why = message!("cli.no_such_file", path = written.path.display());
            Standing { unreadable: Some(why), ..standing }
        }
        Err(trouble) => Standing { unreadable: Some(trouble.detail), ..standing },
    })
}

impl Standing {
    /// What became of it, by the connection as it is saved and as it is read.
    pub(super) fn told(self, is_read: bool, saved: &Subject, now: &Subject) -> WrittenFile {
        let is_same = saved.issuer == now.issuer
            && saved.client_id == now.client_id
            && saved.scopes == now.scopes
            && saved.app_redirects == now.app_redirects
            && saved.claims == now.claims;
        let state = match self.unreadable {
            Some(why) => WrittenState::Unreadable(why),
            None if self.is_as_written => WrittenState::AsWritten,
            None if is_read && is_same => WrittenState::ChangedElsewhere,
            None => WrittenState::ChangedValues,
        };
        WrittenFile { place: self.path.display().to_string(), day: self.at.day(), state }
    }
}
