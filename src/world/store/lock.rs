//! The lock of the store: held for the moment of one read, check and write.

use std::fs::{File, OpenOptions};
use std::path::Path;

use super::super::trouble::{file, file_io};
use crate::base::words::text;
use crate::setup::effect::{FileTrouble, FileTroubleKind};

/// Gone when dropped; the system also lets go of it when the program dies.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock, waiting up to about a second for another Usher to finish its write.
    pub(super) fn take(path: &Path) -> Result<Self, FileTrouble> {
        let opened = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(|error| file_io(path, &error))?;
        for _ in 0..50 {
            if try_lock(&opened, path)? {
                return Ok(Self { _file: opened });
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        Err(file(path, FileTroubleKind::Locked, text("world.store.locked")))
    }
}

#[cfg(unix)]
fn try_lock(opened: &File, path: &Path) -> Result<bool, FileTrouble> {
    use rustix::fs::{FlockOperation, flock};
    match flock(opened, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(true),
        Err(rustix::io::Errno::WOULDBLOCK | rustix::io::Errno::INTR) => Ok(false),
        Err(error) => Err(file_io(path, &error.into())),
    }
}

/// Elsewhere the revision check alone stands guard.
#[cfg(not(unix))]
fn try_lock(_: &File, _: &Path) -> Result<bool, FileTrouble> {
    Ok(true)
}
