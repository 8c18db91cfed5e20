//! Locks of the system: two Ushers that change the same do it one after the other, so that the late one sees what the early
//! one wrote. A lock is let go of with its file, and by the system when the program dies.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use super::disk::folder_of;
use super::trouble::{file, file_io};
use crate::base::words::message;
use crate::engine::effect::{FileTrouble, FileTroubleKind};

/// How often it is tried, and how long between: a write takes milliseconds, a disk that is busy some more.
const TRIES: u32 = 100;
const BETWEEN: Duration = Duration::from_millis(20);

/// Waits for the lock that stands in a file of its own, which is made where it is missing.
pub(super) fn file_lock(path: &Path) -> Result<File, FileTrouble> {
    let opened = OpenOptions::new().write(true).create(true).truncate(false).open(path);
    let opened = opened.map_err(|error| file_io(path, &error))?;
    match wait(&opened) {
        Ok(()) => Ok(opened),
        Err(TryLockError::WouldBlock) => Err(taken(path)),
        Err(TryLockError::Error(error)) => Err(file_io(path, &error)),
    }
}

/// Waits for its turn in the folder of a file. Where a folder cannot be locked, the look at the file alone stands guard.
pub(super) fn turn(path: &Path) -> Result<Option<File>, FileTrouble> {
    let Ok(folder) = File::open(folder_of(path)) else { return Ok(None) };
    match wait(&folder) {
        Ok(()) => Ok(Some(folder)),
        Err(TryLockError::WouldBlock) => Err(taken(path)),
        Err(TryLockError::Error(_)) => Ok(None),
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

fn taken(path: &Path) -> FileTrouble {
    file(path, FileTroubleKind::Locked, message!("io.store.locked"))
}
