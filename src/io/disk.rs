//! Files: read whole, replaced whole, brought back. Interrupted anywhere, the old file or the new one is there.
//!
//! A file is never truncated in place. The new text is written beside it, synced and renamed over it; mode and owner are
//! kept, links are followed to the real file, and what stood there before is copied to a dated backup first. Two Ushers
//! take turns in a folder, and what a killed one left beside a file is removed by the next.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;
use zeroize::Zeroizing;

use super::lock;
use super::trouble::{file, file_io};
use crate::base::words::message;
use crate::base::{Secret, Timestamp};
use crate::engine::effect::{FileChange, FileTrouble, FileTroubleKind, Place, Receipt, Wanted};

mod identity;
mod leftover;
mod link;

use link::real_path;

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
    let opened = File::open(path).map_err(|error| file_io(path, &error))?;
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
    Ok(String::from_utf8(std::mem::take(&mut *bytes)).ok().map(Secret::new))
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
    let path = real_path(&wanted.path)?;
    let backup = wanted.is_there.then(|| copy_name(&path, now)).transpose()?;
    Ok(Place { path, backup })
}

/// Replaces a file whole, after checking that it still holds what the change was planned on, with a copy of that beside it.
pub fn write(change: &FileChange, now: Timestamp) -> Result<Receipt, FileTrouble> {
    let path = real_path(&change.path)?;
    let _turn = lock::turn(&path)?;
    let backup = change.old.is_some().then(|| copy_name(&path, now)).transpose()?;
    replace_and_copy(path, change, backup, now)
}

/// The same at a place that was looked up before: at that very file and no other, with the copy under that very name.
pub fn write_at(
    change: &FileChange,
    backup: Option<PathBuf>,
    now: Timestamp,
) -> Result<Receipt, FileTrouble> {
    let path = itself(&change.path)?;
    let _turn = lock::turn(&path)?;
    replace_and_copy(path, change, backup, now)
}

/// The caller has the turn.
fn replace_and_copy(
    path: PathBuf,
    change: &FileChange,
    backup: Option<PathBuf>,
    now: Timestamp,
) -> Result<Receipt, FileTrouble> {
    let beside = Beside::prepare(&path, &change.new, change.holds_secret)?;
    still_holds(&path, change.old.as_ref())?;
    if let (Some(old), Some(copy)) = (&change.old, &backup) {
        back_up(&path, old, copy)?;
    }
    match still_holds(&path, change.old.as_ref()).and_then(|()| beside.put_over(change.old.is_none())) {
        Ok(()) => Ok(Receipt { path, backup, at: now }),
        Err(trouble) => {
            if let Some(copy) = backup {
                // The copy holds only what still stands in the file itself.
                let _ = fs::remove_file(copy);
            }
            Err(trouble)
        }
    }
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
            let path = real_path(path)?;
            Beside::prepare(&path, new, false)?.put_over(false)
        }
    }
}

/// Makes a folder and those above it.
pub fn make_folder(path: &Path) -> Result<(), FileTrouble> {
    fs::create_dir_all(path).map_err(|error| file_io(path, &error))
}

/// Replaces a file of Usher's own whole, without a backup; the caller holds a lock on it.
pub(super) fn replace(path: &Path, new: &Secret) -> Result<(), FileTrouble> {
    Beside::prepare(path, new, true)?.put_over(false)
}

/// Brings a backup back over its file; without a backup the file is removed, since it was not there before.
///
/// `expected` is what must still stand in the file; with `None` it is not looked at.
pub fn restore(
    path: &Path,
    backup: Option<&Path>,
    expected: Option<&Secret>,
    now: Timestamp,
) -> Result<Receipt, FileTrouble> {
    let path = itself(path)?;
    let _turn = lock::turn(&path)?;
    if expected.is_some() {
        still_holds(&path, expected)?;
    }
    let Some(backup) = backup else {
        fs::remove_file(&path).map_err(|error| file_io(&path, &error))?;
        sync_folder(&path);
        return Ok(Receipt { path, backup: None, at: now });
    };
    let old =
        read(backup)?.ok_or_else(|| file(backup, FileTroubleKind::Other, message!("io.disk.no_backup")))?;
    let beside = Beside::prepare(&path, &old, true)?;
    if expected.is_some() {
        still_holds(&path, expected)?;
    }
    beside.put_over(false)?;
    Ok(Receipt { path, backup: None, at: now })
}

/// The path from the root, so that it names the same file whatever folder Usher is started in.
pub fn lasting(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}

fn still_holds(path: &Path, expected: Option<&Secret>) -> Result<(), FileTrouble> {
    if read(path)?.as_ref() == expected { Ok(()) } else { Err(changed(path)) }
}

/// The file that stood at this path when it was looked up: a link in its place leads to another one.
fn itself(path: &Path) -> Result<PathBuf, FileTrouble> {
    let real = real_path(path)?;
    if real == lasting(path) { Ok(real) } else { Err(changed(path)) }
}

fn changed(path: &Path) -> FileTrouble {
    file(path, FileTroubleKind::Changed, message!("io.disk.changed"))
}

/// A free name for a dated copy, `NAME.usher-YYYYMMDDTHHMMSSZ.bak`.
fn copy_name(path: &Path, now: Timestamp) -> Result<PathBuf, FileTrouble> {
    let stamp = now.utc().format("%Y%m%dT%H%M%SZ");
    for count in 1..100 {
        let ending = if count == 1 { String::new() } else { format!("-{count}") };
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".usher-{stamp}{ending}.bak"));
        let copy = path.with_file_name(name);
        match fs::symlink_metadata(&copy) {
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(copy),
            Err(error) => return Err(file_io(&copy, &error)),
        }
    }
    Err(file(path, FileTroubleKind::Other, message!("io.disk.too_many_backups")))
}

/// A copy, mode 0600, which never takes another one's place. It bears its name only when it is complete.
fn back_up(path: &Path, old: &Secret, copy: &Path) -> Result<(), FileTrouble> {
    let whole = fresh_beside(path, true)
        .and_then(|mut part| {
            part.write_all(old.reveal().as_bytes())?;
            part.as_file().sync_all()?;
            Ok(part)
        })
        .map_err(|error| file_io(path, &error))?;
    match whole.persist_noclobber(copy) {
        Ok(_) => Ok(()),
        // Another Usher has changed the file in this very second.
        Err(taken) if taken.error.kind() == io::ErrorKind::AlreadyExists => Err(changed(path)),
        Err(refused) => Err(file_io(copy, &refused.error)),
    }
}

/// The new text, complete and synced beside its place.
struct Beside {
    path: PathBuf,
    temporary: NamedTempFile,
}

impl Beside {
    fn prepare(path: &Path, new: &Secret, private: bool) -> Result<Self, FileTrouble> {
        let trouble = |error: io::Error| file_io(path, &error);
        leftover::sweep(folder_of(path));
        let mut temporary = fresh_beside(path, private).map_err(trouble)?;
        temporary.write_all(new.reveal().as_bytes()).map_err(trouble)?;
        identity::keep(path, temporary.as_file())?;
        temporary.as_file().sync_all().map_err(trouble)?;
        Ok(Self { path: path.to_path_buf(), temporary })
    }

    /// The rename: the one moment at which the file changes.
    fn put_over(self, must_be_new: bool) -> Result<(), FileTrouble> {
        let put = if must_be_new {
            self.temporary.persist_noclobber(&self.path)
        } else {
            self.temporary.persist(&self.path)
        };
        put.map_err(|refused| match refused.error.kind() {
            io::ErrorKind::AlreadyExists => changed(&self.path),
            // A single file that is mounted, into a container for one, cannot be replaced by renaming.
            io::ErrorKind::ResourceBusy => {
                file(&self.path, FileTroubleKind::Other, message!("io.disk.mounted"))
            }
            _ => file_io(&self.path, &refused.error),
        })?;
        sync_folder(&self.path);
        Ok(())
    }
}

fn fresh_beside(path: &Path, private: bool) -> io::Result<NamedTempFile> {
    let name = format!(".{}{}", path.file_name().unwrap_or_default().to_string_lossy(), leftover::MARK);
    let mut how = tempfile::Builder::new();
    how.prefix(&name).suffix(leftover::ENDING);
    #[cfg(unix)]
    how.permissions(std::os::unix::fs::PermissionsExt::from_mode(if private { 0o600 } else { 0o666 }));
    #[cfg(not(unix))]
    let _ = private;
    leftover::locked(|| how.tempfile_in(folder_of(path)))
}

pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Makes the rename itself last through a power cut, where the folder can be synced: one that may be written to and not
/// read cannot, nor can those of some file systems. The rename has happened by then, and every file is whole either way, so
/// what was written must not be called failed.
fn sync_folder(path: &Path) {
    #[cfg(unix)]
    let _ = File::open(folder_of(path)).and_then(|folder| folder.sync_all());
    #[cfg(not(unix))]
    let _ = path;
}
