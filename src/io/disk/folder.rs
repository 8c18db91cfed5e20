//! A folder that is held open: what is done in it is done in that very folder, wherever the path to it leads meanwhile.
//!
//! The way is walked from the root, name by name, each opened without following links. A link of this person or of the
//! superuser is followed by its text; one of somebody else would let them choose what is written, so it is refused.

use std::collections::VecDeque;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStringExt as _;
use std::path::{Component, Path, PathBuf};

use rustix::fs::{AtFlags, CWD, FileType, Mode, OFlags, RenameFlags, Stat};
use rustix::io::Errno;

use super::standing::LINKS;
pub(in crate::io) use super::standing::{NoWay, Standing};

/// Nothing of what is opened is followed, waited for or left to a child.
const CAREFUL: OFlags = OFlags::NOFOLLOW.union(OFlags::NONBLOCK).union(OFlags::CLOEXEC);

/// A folder, by its descriptor.
#[derive(Debug)]
pub(in crate::io) struct Folder {
    held: OwnedFd,
    /// Whether names are exchanged, and taken only where they are free, by the system in one step, where it offers that.
    in_one_step: bool,
}

impl From<Errno> for NoWay {
    fn from(errno: Errno) -> Self {
        Self::System(errno.into())
    }
}

impl From<Stat> for Standing {
    fn from(stat: Stat) -> Self {
        Self {
            is_file: FileType::from_raw_mode(stat.st_mode).is_file(),
            #[allow(clippy::useless_conversion, reason = "its width is another on other processors")]
            names: u64::from(stat.st_nlink),
            owner: (stat.st_uid, stat.st_gid),
            mode: stat.st_mode & 0o7777,
        }
    }
}

/// One name on a way, opened without following it.
enum Step {
    Folder(OwnedFd),
    Link(PathBuf),
    Other,
    Missing,
}

/// Walks to the last name of an absolute path: its folder, that name, and the path after any link at its very end. Missing
/// folders are made where `make` says so.
pub(in crate::io) fn walk(path: &Path, make: bool) -> Result<(Folder, OsString, PathBuf), NoWay> {
    let (mut shown, mut links) = (path.to_path_buf(), 0);
    let mut rest = names_of(path);
    let mut folder = root()?;
    while let Some(name) = rest.pop_front() {
        let is_last = rest.is_empty();
        match step(&folder, &name)? {
            Step::Link(_) if links == LINKS => return Err(NoWay::Circle),
            Step::Link(target) => {
                links += 1;
                if is_last {
                    shown = shown.parent().unwrap_or(Path::new("/")).join(&target);
                }
                if target.is_absolute() {
                    folder = root()?;
                }
                for name in names_of(&target).into_iter().rev() {
                    rest.push_front(name);
                }
            }
            _ if is_last => return Ok((Folder { held: folder, in_one_step: true }, name, shown)),
            Step::Folder(next) => folder = next,
            Step::Missing if make => {
                rustix::fs::mkdirat(&folder, &name, Mode::from_raw_mode(0o777))?;
                rest.push_front(name);
            }
            Step::Missing => return Err(Errno::NOENT.into()),
            Step::Other => return Err(Errno::NOTDIR.into()),
        }
    }
    Err(Errno::ISDIR.into())
}

fn root() -> Result<OwnedFd, Errno> {
    rustix::fs::openat(CWD, "/", OFlags::PATH | OFlags::DIRECTORY | CAREFUL, Mode::empty())
}

fn names_of(path: &Path) -> VecDeque<OsString> {
    let names = path.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_owned()),
        Component::ParentDir => Some("..".into()),
        _ => None,
    });
    names.collect()
}

fn step(folder: &OwnedFd, name: &OsStr) -> Result<Step, NoWay> {
    let opened = match rustix::fs::openat(folder, name, OFlags::PATH | CAREFUL, Mode::empty()) {
        Ok(opened) => opened,
        Err(Errno::NOENT) => return Ok(Step::Missing),
        Err(errno) => return Err(errno.into()),
    };
    let stat = rustix::fs::fstat(&opened)?;
    match FileType::from_raw_mode(stat.st_mode) {
        FileType::Directory => Ok(Step::Folder(opened)),
        FileType::Symlink if stat.st_uid != 0 && stat.st_uid != own_id() => Err(NoWay::ForeignLink),
        FileType::Symlink => {
            let target = rustix::fs::readlinkat(&opened, "", Vec::new())?;
            Ok(Step::Link(OsString::from_vec(target.into_bytes()).into()))
        }
        _ => Ok(Step::Other),
    }
}

/// Who this program acts as.
fn own_id() -> u32 {
    rustix::process::geteuid().as_raw()
}

impl Folder {
    /// What stands under a name, a link being a link; `None` where nothing does.
    pub(in crate::io) fn standing(&self, name: &OsStr) -> io::Result<Option<Standing>> {
        match rustix::fs::statat(&self.held, name, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(stat) => Ok(Some(stat.into())),
            Err(Errno::NOENT) => Ok(None),
            Err(errno) => Err(errno.into()),
        }
    }

    /// A file to read, or whatever else stands there.
    pub(in crate::io) fn open(&self, name: &OsStr) -> io::Result<File> {
        Ok(rustix::fs::openat(&self.held, name, OFlags::RDONLY | CAREFUL, Mode::empty())?.into())
    }

    /// A new file, which stood there under no name before.
    pub(in crate::io) fn make(&self, name: &OsStr, private: bool) -> io::Result<File> {
        let how = OFlags::RDWR | OFlags::CREATE | OFlags::EXCL | CAREFUL;
        let mode = Mode::from_raw_mode(if private { 0o600 } else { 0o666 });
        Ok(rustix::fs::openat(&self.held, name, how, mode)?.into())
    }

    /// Gives a file another name; what bore that one is gone.
    pub(in crate::io) fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        Ok(rustix::fs::renameat(&self.held, from, &self.held, to)?)
    }

    /// Gives a file another name, which must be free.
    pub(in crate::io) fn rename_to_free(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        match self.rename_with(from, to, RenameFlags::NOREPLACE) {
            Err(errno) if is_not_offered(errno) => {
                rustix::fs::linkat(&self.held, from, &self.held, to, AtFlags::empty())?;
                self.remove(from)
            }
            done => Ok(done?),
        }
    }

    /// Lets two files have each other's names, in one moment. `false` where this file system cannot, and nothing happened.
    pub(in crate::io) fn exchange(&self, one: &OsStr, other: &OsStr) -> io::Result<bool> {
        match self.rename_with(one, other, RenameFlags::EXCHANGE) {
            Err(errno) if is_not_offered(errno) => Ok(false),
            done => Ok(done.map(|()| true)?),
        }
    }

    fn rename_with(&self, from: &OsStr, to: &OsStr, how: RenameFlags) -> Result<(), Errno> {
        if self.in_one_step {
            rustix::fs::renameat_with(&self.held, from, &self.held, to, how)
        } else {
            Err(Errno::NOTSUP)
        }
    }

    /// As on a file system that offers neither.
    #[cfg(test)]
    pub(in crate::io) fn step_by_step(&mut self) {
        self.in_one_step = false;
    }

    pub(in crate::io) fn remove(&self, name: &OsStr) -> io::Result<()> {
        Ok(rustix::fs::unlinkat(&self.held, name, AtFlags::empty())?)
    }

    /// Its names, `most` of them. One that may not be looked into has none.
    pub(in crate::io) fn names(&self, most: usize) -> Vec<OsString> {
        let Ok(entries) = self.to_read().and_then(rustix::fs::Dir::new) else { return Vec::new() };
        let names = entries.take(most).flatten();
        names.map(|entry| OsString::from_vec(entry.file_name().to_bytes().to_vec())).collect()
    }

    /// Makes renames in it last through a power cut, where it can be synced: one that may be written to and not read
    /// cannot, nor can those of some file systems. The rename has happened by then, and every file is whole either way, so
    /// what was written must not be called failed.
    pub(in crate::io) fn sync(&self) {
        let _ = self.to_read().and_then(rustix::fs::fsync);
    }

    fn to_read(&self) -> Result<OwnedFd, Errno> {
        rustix::fs::openat(&self.held, ".", OFlags::RDONLY | OFlags::DIRECTORY | CAREFUL, Mode::empty())
    }
}

/// What file systems say that know a rename, and not this kind of one.
fn is_not_offered(errno: Errno) -> bool {
    matches!(errno, Errno::INVAL | Errno::NOSYS | Errno::NOTSUP)
}

/// Gives a new file the owner of another.
pub(in crate::io) fn give(file: &File, (user, group): (u32, u32)) -> io::Result<()> {
    // Some file systems refuse to be asked, though nothing would change.
    if Standing::from(rustix::fs::fstat(file)?).owner == (user, group) {
        return Ok(());
    }
    let (user, group) = (rustix::fs::Uid::from_raw(user), rustix::fs::Gid::from_raw(group));
    Ok(rustix::fs::fchown(file, Some(user), Some(group))?)
}

/// Whether an opened file is an ordinary one of this person, under one name.
pub(in crate::io) fn is_own(file: &File) -> bool {
    let own = |stat: Stat| {
        let standing = Standing::from(stat);
        standing.is_file && standing.names == 1 && standing.owner.0 == own_id()
    };
    rustix::fs::fstat(file).is_ok_and(own)
}
