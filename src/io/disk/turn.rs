//! Turns: two Ushers that change a file at the same time do it one after the other, so that the late one sees what the
//! early one wrote.

use std::fs::File;
use std::path::Path;

use crate::engine::effect::FileTrouble;

/// The lock on a folder; let go of when dropped, and by the system when the program dies.
#[derive(Debug)]
pub(super) struct Turn {
    _folder: Option<File>,
}

/// Waits for its turn in the folder of a file. Where a folder cannot be locked, the look at the file alone stands guard.
#[cfg(unix)]
pub(super) fn take(path: &Path) -> Result<Turn, FileTrouble> {
    use super::super::trouble::file;
    use crate::base::words::message;
    use crate::engine::effect::FileTroubleKind;
    use rustix::fs::{FlockOperation, flock};
    use rustix::io::Errno;
    use std::time::Duration;
    /// How often it is tried, and how long between: a write takes milliseconds, a disk that is busy some more.
    const TRIES: u32 = 100;
    const BETWEEN: Duration = Duration::from_millis(20);
    let Ok(folder) = File::open(super::folder_of(path)) else { return Ok(Turn { _folder: None }) };
    for _ in 0..TRIES {
        match flock(&folder, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => return Ok(Turn { _folder: Some(folder) }),
            Err(Errno::WOULDBLOCK | Errno::INTR) => std::thread::sleep(BETWEEN),
            Err(_) => return Ok(Turn { _folder: None }),
        }
    }
    Err(file(path, FileTroubleKind::Locked, message!("io.store.locked")))
}

#[cfg(not(unix))]
pub(super) fn take(_: &Path) -> Result<Turn, FileTrouble> {
    Ok(Turn { _folder: None })
}
