//! One name in a folder: the place of a file that is changed.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use super::super::trouble::{file, file_io};
use super::folder::{Folder, NoWay, walk};
use super::{changed, lasting, text_of};
use crate::base::words::message;
use crate::base::{Secret, Timestamp};
use crate::engine::effect::{FileTrouble, FileTroubleKind};

/// A name in a folder that is held open.
pub(super) struct Entry {
    pub(super) folder: Folder,
    pub(super) name: OsString,
    /// As it is told and remembered: whole, so that it is found from another folder too.
    pub(super) path: PathBuf,
}

impl Entry {
    /// The file itself behind any links, also where the last link points at nothing yet.
    pub(super) fn at(path: &Path) -> Result<Self, FileTrouble> {
        Self::walk(path, false)
    }

    /// The same, with the folders made that are missing.
    pub(super) fn make(path: &Path) -> Result<Self, FileTrouble> {
        Self::walk(path, true)
    }

    /// The file that stood at this path when it was looked up: a link in its place leads to another one.
    pub(super) fn itself(path: &Path) -> Result<Self, FileTrouble> {
        let entry = Self::at(path)?;
        if entry.path == lasting(path) { Ok(entry) } else { Err(changed(path)) }
    }

    fn walk(path: &Path, make: bool) -> Result<Self, FileTrouble> {
        let refused = |kind, detail| Err(file(path, kind, detail));
        match walk(&lasting(path), make) {
            Ok((folder, name, path)) => Ok(Self { folder, name, path }),
            Err(NoWay::ForeignLink) => refused(FileTroubleKind::Denied, message!("io.disk.foreign_link")),
            Err(NoWay::Circle) => refused(FileTroubleKind::Other, message!("io.disk.link_circle")),
            Err(NoWay::System(error)) => Err(file_io(path, &error)),
        }
    }

    /// What stands there; `None` when nothing does.
    pub(super) fn read(&self) -> Result<Option<Secret>, FileTrouble> {
        match self.folder.open(&self.name) {
            Ok(opened) => text_of(opened, &self.path).map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(file_io(&self.path, &error)),
        }
    }

    /// That it still holds what a change was planned on.
    pub(super) fn still_holds(&self, expected: Option<&Secret>) -> Result<(), FileTrouble> {
        if self.read()?.as_ref() == expected { Ok(()) } else { Err(changed(&self.path)) }
    }

    /// A free name for a dated copy, `NAME.usher-YYYYMMDDTHHMMSSZ.bak`.
    pub(super) fn copy_name(&self, now: Timestamp) -> Result<PathBuf, FileTrouble> {
        let stamp = now.utc().format("%Y%m%dT%H%M%SZ");
        for count in 1..100 {
            let ending = if count == 1 { String::new() } else { format!("-{count}") };
            let mut name = self.name.clone();
            name.push(format!(".usher-{stamp}{ending}.bak"));
            let copy = self.path.with_file_name(&name);
            match self.folder.standing(&name) {
                Ok(Some(_)) => {}
                Ok(None) => return Ok(copy),
                Err(error) => return Err(file_io(&copy, &error)),
            }
        }
        Err(file(&self.path, FileTroubleKind::Other, message!("io.disk.too_many_backups")))
    }
}
