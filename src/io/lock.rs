//! Locks of the system: two Ushers of one person that change the same do it one after the other, so that the late one sees
//! what the early one wrote. A lock is let go of with its file, and by the system when the program dies.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use super::trouble::{file, file_io};
use crate::base::words::message;
use crate::engine::effect::{FileTrouble, FileTroubleKind};

/// How often it is tried, and how long between: a write takes milliseconds, a disk that is busy some more.
const TRIES: u32 = 100;
const BETWEEN: Duration = Duration::from_millis(20);

/// Waits for the lock that stands in a file of its own, which is made where it is missing.
///
/// Only its owner may open the file, since whoever can open a file can lock it and never let go.
pub(super) fn file_lock(path: &Path) -> Result<File, FileTrouble> {
    let mut how = OpenOptions::new();
    how.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut how, 0o600);
    let opened = how.open(path).map_err(|error| file_io(path, &error))?;
    // One that an Usher before made may be open to others.
    #[cfg(unix)]
    let _ = opened.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600));
    match wait(&opened) {
        Ok(()) => Ok(opened),
        Err(TryLockError::WouldBlock) => {
            Err(file(path, FileTroubleKind::Locked, message!("io.store.locked")))
        }
        Err(TryLockError::Error(error)) => Err(file_io(path, &error)),
    }
}

fn wait(opened: &File) -> Result<(), TryLockError> {
    for _ in 0..TRIES {
        match opened.try_lock() {
            Err(TryLockError::WouldBlock) => std::thread::sleep(BETWEEN),
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Interrupted => {}
            done => return done,
        }
    }
    Err(TryLockError::WouldBlock)
}
