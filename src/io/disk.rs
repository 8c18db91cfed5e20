//! Files: read whole, replaced whole, brought back. Interrupted anywhere, the old file or the new one is there.
//!
//! A file is never truncated in place. The new text is written beside it and synced, takes its place in one step, with the
//! mode and the owner of what stood there, and that becomes a dated copy. The folder is held open meanwhile, links are
//! followed to the real file, and what a killed Usher left beside a file is removed by the next.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::trouble::{file, file_io};
use crate::base::words::message;
use crate::base::{Secret, Timestamp};
use crate::engine::effect::{FileChange, FileTrouble, FileTroubleKind, Place, Receipt, Wanted};

mod entry;
#[cfg(target_os = "linux")]
mod folder;
#[cfg(not(target_os = "linux"))]
#[path = "disk/folder_by_path.rs"]
mod folder;
// Compiled and tried here, so that it is not read for the first time where it is needed.
#[cfg(all(test, target_os = "linux"))]
mod folder_by_path;
mod identity;
mod leftover;
mod part;
mod standing;

use entry::Entry;
pub use part::Meanwhile;
#[cfg(test)]
pub use part::Moment;
use part::{Part, take_away};

/// The largest file that is read, in bytes.
pub const FILE_CAP: u64 = 4 * 1024 * 1024;

/// A file's text; `None` when there is no such file.
pub fn read(path: &Path) -> Result<Option<Secret>, FileTrouble> {
    let kind = match fs::metadata(path) {
        Ok(kind) => kind,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(file_io(path, &error)),
    };
    if !kind.is_file() {
        return Err(file(path, FileTroubleKind::Other, message!("io.disk.not_a_file")));
    }
    text_of(File::open(path).map_err(|error| file_io(path, &error))?, path).map(Some)
}

/// What an opened file holds; `path` is only for telling of it.
fn text_of(opened: File, path: &Path) -> Result<Secret, FileTrouble> {
    let kind = opened.metadata().map_err(|error| file_io(path, &error))?;
    if !kind.is_file() {
        return Err(file(path, FileTroubleKind::Other, message!("io.disk.not_a_file")));
    }
    // As large as it will be, since growing would leave copies of a secret behind.
    let room = usize::try_from(kind.len().min(FILE_CAP) + 2).unwrap_or_default();
    let mut bytes = Zeroizing::new(Vec::with_capacity(room));
    opened.take(FILE_CAP + 1).read_to_end(&mut bytes).map_err(|error| file_io(path, &error))?;
    if bytes.len() as u64 > FILE_CAP {
        return Err(file(path, FileTroubleKind::TooLarge, message!("io.disk.too_large")));
    }
    if std::str::from_utf8(&bytes).is_err() {
        return Err(file(path, FileTroubleKind::NotText, message!("io.disk.not_text")));
    }
    Ok(Secret::new(String::from_utf8(std::mem::take(&mut *bytes)).unwrap_or_default()))
}

/// Whether a file stands there.
pub fn is_file(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|kind| kind.is_file())
}

/// Whether other people of this computer can read what stands there. Not known where the system has no such modes.
pub fn others_can_read(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let allows = |path: &Path, bits: u32| {
            fs::metadata(path).is_ok_and(|kind| kind.permissions().mode() & bits != 0)
        };
        let path = lasting(path);
        path.is_file() && allows(&path, 0o044) && path.parent().is_none_or(|folder| allows(folder, 0o011))
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}

/// Where a file really stands, and the name under which the copy of it will be kept. Nothing is made.
pub fn place(wanted: &Wanted, now: Timestamp) -> Result<Place, FileTrouble> {
    let entry = Entry::at(&wanted.path)?;
    let backup = wanted.is_there.then(|| entry.copy_name(now)).transpose()?;
    Ok(Place { path: entry.path, backup })
}

/// Replaces a file whole, after checking that it still holds what the change was planned on, with a copy of that beside it.
pub fn write(change: &FileChange, now: Timestamp) -> Result<Receipt, FileTrouble> {
    let entry = Entry::at(&change.path)?;
    let backup = change.old.is_some().then(|| entry.copy_name(now)).transpose()?;
    put(entry, change, backup, now, &mut |_| ())
}

/// The same at a place that was looked up before: at that very file and no other, with the copy under that very name.
pub fn write_at(
    change: &FileChange,
    backup: Option<PathBuf>,
    now: Timestamp,
    meanwhile: Meanwhile,
) -> Result<Receipt, FileTrouble> {
    put(Entry::itself(&change.path)?, change, backup, now, meanwhile)
}

fn put(
    entry: Entry,
    change: &FileChange,
    backup: Option<PathBuf>,
    now: Timestamp,
    meanwhile: Meanwhile,
) -> Result<Receipt, FileTrouble> {
    let part = Part::prepare(&entry, &change.new, change.holds_secret)?;
    match (&change.old, &backup) {
        (Some(old), Some(copy)) => part.put_for((old, &change.new), copy, meanwhile)?,
        (Some(old), None) => {
            entry.still_holds(Some(old))?;
            part.put_over()?;
        }
        (None, _) => part.put_new(meanwhile)?,
    }
    Ok(Receipt { path: entry.path, backup, at: now })
}

/// Puts a text into a file that nobody edits by hand, a report or a manual page: whole or not at all, without a copy of
/// what a run before wrote there. A pipe or a device is told the text, since a file in its place would be the end of it.
pub fn keep(path: &Path, new: &Secret) -> Result<(), FileTrouble> {
    match fs::metadata(path) {
        Ok(kind) if kind.is_dir() => Err(file(path, FileTroubleKind::Other, message!("io.disk.not_a_file"))),
        Ok(kind) if !kind.is_file() => File::options()
            .write(true)
            .open(path)
            .and_then(|mut stream| stream.write_all(new.reveal().as_bytes()))
            .map_err(|error| file_io(path, &error)),
        _ => {
            let entry = Entry::at(path)?;
            Part::prepare(&entry, new, false)?.put_over()
        }
    }
}

/// What a folder holds whose name begins like this, sorted; a folder's has a slash at its end. Hidden ones only where that is
/// how they begin, none where the folder cannot be read, and those that are no text are left out.
pub fn names_in(folder: &Path, begins: &str) -> Vec<String> {
    let named = |entry: fs::DirEntry| {
        let name = entry.file_name().into_string().ok()?;
        let ending = if entry.path().is_dir() { "/" } else { "" };
        let is_meant = name.starts_with(begins) && (begins.starts_with('.') || !name.starts_with('.'));
        is_meant.then(|| name + ending)
    };
    let mut all: Vec<String> =
        fs::read_dir(folder).into_iter().flatten().flatten().filter_map(named).collect();
    all.sort();
    all
}

/// Makes a folder and those above it.
pub fn make_folder(path: &Path) -> Result<(), FileTrouble> {
    Entry::make(&path.join("name")).map(|_| ())
}

/// Replaces a file of Usher's own whole, without a backup; the caller holds a lock on it.
pub(super) fn replace(path: &Path, new: &Secret) -> Result<(), FileTrouble> {
    let entry = Entry::at(path)?;
    Part::prepare(&entry, new, true)?.put_over()
}

/// Brings a backup back over its file, which must still hold `expected`; without a backup the file is removed, since it
/// was not there before.
pub fn restore(
    path: &Path,
    backup: Option<&Path>,
    expected: &Secret,
    now: Timestamp,
    meanwhile: Meanwhile,
) -> Result<Receipt, FileTrouble> {
    let entry = Entry::itself(path)?;
    let aside = entry.copy_name(now)?;
    if let Some(backup) = backup {
        let gone = || file(backup, FileTroubleKind::Other, message!("io.disk.no_backup"));
        let old = Entry::itself(backup)?.read()?.ok_or_else(gone)?;
        Part::prepare(&entry, &old, true)?.put_for((expected, &old), &aside, meanwhile)?;
        // It holds what was written, and the record what that was.
        let _ = aside.file_name().map(|name| entry.folder.remove(name));
    } else {
        take_away(&entry, expected, &aside, meanwhile)?;
    }
    Ok(Receipt { path: entry.path, backup: None, at: now })
}

/// The path from the root, so that it names the same file whatever folder Usher is started in.
pub fn lasting(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}

fn changed(path: &Path) -> FileTrouble {
    file(path, FileTroubleKind::Changed, message!("io.disk.changed"))
}
