//! The lock of the store: held for the moment of one read, check and write.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::time::Duration;

use super::super::trouble::{file, file_io};
use crate::base::words::message;
use crate::engine::effect::{FileTrouble, FileTroubleKind};

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
            match opened.try_lock() {
                Ok(()) => return Ok(Self { _file: opened }),
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(20)),
                Err(TryLockError::Error(error)) => return Err(file_io(path, &error)),
            }
        }
        Err(file(path, FileTroubleKind::Locked, message!("io.store.locked")))
    }
}
