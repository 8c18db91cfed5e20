//! A folder by its path, where the system is not Linux: the same as `folder.rs`, without its descriptors.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::standing::LINKS;
pub(in crate::io) use super::standing::{NoWay, Standing};

/// A folder, by its path.
#[derive(Debug)]
pub(in crate::io) struct Folder(PathBuf);

/// The folder of a path, its last name, and the path after any link at its very end.
pub(in crate::io) fn walk(path: &Path, make: bool) -> Result<(Folder, OsString, PathBuf), NoWay> {
    let mut path = path.to_path_buf();
    for _ in 0..LINKS {
        let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
        if make {
            fs::create_dir_all(&folder).map_err(NoWay::System)?;
        }
        if is_foreign_link(&path) {
            return Err(NoWay::ForeignLink);
        }
        match fs::read_link(&path) {
            Ok(target) => path = folder.join(target),
            Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::NotFound) => {
                let name = path.file_name().unwrap_or_default().to_owned();
                return Ok((Folder(folder), name, path));
            }
            Err(error) => return Err(NoWay::System(error)),
        }
    }
    Err(NoWay::Circle)
}

#[cfg(unix)]
fn is_foreign_link(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    fs::symlink_metadata(path).is_ok_and(|kind| {
        kind.is_symlink() && kind.uid() != 0 && kind.uid() != rustix::process::geteuid().as_raw()
    })
}

#[cfg(not(unix))]
fn is_foreign_link(_: &Path) -> bool {
    false
}

impl Folder {
    pub(in crate::io) fn standing(&self, name: &OsStr) -> io::Result<Option<Standing>> {
        match fs::symlink_metadata(self.0.join(name)) {
            Ok(kind) => Ok(Some(standing(&kind))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub(in crate::io) fn open(&self, name: &OsStr) -> io::Result<File> {
        File::open(self.0.join(name))
    }

    pub(in crate::io) fn make(&self, name: &OsStr, private: bool) -> io::Result<File> {
        let mut how = File::options();
        how.read(true).write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut how, if private { 0o600 } else { 0o666 });
        #[cfg(not(unix))]
        let _ = private;
        how.open(self.0.join(name))
    }

    pub(in crate::io) fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        fs::rename(self.0.join(from), self.0.join(to))
    }

    pub(in crate::io) fn rename_to_free(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        fs::hard_link(self.0.join(from), self.0.join(to))?;
        self.remove(from)
    }

    /// Never done here: the look before a rename alone stands guard.
    #[allow(clippy::unused_self, clippy::unnecessary_wraps, reason = "as it is where the system offers it")]
    pub(in crate::io) fn exchange(&self, _: &OsStr, _: &OsStr) -> io::Result<bool> {
        Ok(false)
    }

    pub(in crate::io) fn remove(&self, name: &OsStr) -> io::Result<()> {
        fs::remove_file(self.0.join(name))
    }

    pub(in crate::io) fn names(&self, most: usize) -> Vec<OsString> {
        let entries = fs::read_dir(&self.0).into_iter().flatten();
        entries.take(most).flatten().map(|entry| entry.file_name()).collect()
    }

    pub(in crate::io) fn sync(&self) {
        #[cfg(unix)]
        let _ = File::open(&self.0).and_then(|folder| folder.sync_all());
    }
}

#[cfg(unix)]
fn standing(kind: &fs::Metadata) -> Standing {
    use std::os::unix::fs::MetadataExt as _;
    Standing {
        is_file: kind.is_file(),
        names: kind.nlink(),
        owner: (kind.uid(), kind.gid()),
        mode: kind.mode() & 0o7777,
    }
}

/// Neither owners nor modes are told here, so that all files look alike.
#[cfg(not(unix))]
fn standing(kind: &fs::Metadata) -> Standing {
    Standing { is_file: kind.is_file(), names: 1, owner: (0, 0), mode: 0 }
}

#[cfg(unix)]
pub(in crate::io) fn give(file: &File, (user, group): (u32, u32)) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt as _;
    let kind = file.metadata()?;
    if (kind.uid(), kind.gid()) == (user, group) {
        return Ok(());
    }
    std::os::unix::fs::fchown(file, Some(user), Some(group))
}

#[cfg(not(unix))]
pub(in crate::io) fn give(_: &File, _: (u32, u32)) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
pub(in crate::io) fn is_own(file: &File) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    file.metadata().is_ok_and(|kind| {
        kind.is_file() && kind.nlink() == 1 && kind.uid() == rustix::process::geteuid().as_raw()
    })
}

/// Whose a file is cannot be told, so nothing is taken for one's own.
#[cfg(not(unix))]
pub(in crate::io) fn is_own(_: &File) -> bool {
    false
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    fn name(text: &str) -> &OsStr {
        OsStr::new(text)
    }

    #[test]
    fn a_way_ends_at_the_file_itself_and_makes_what_is_missing() {
        let folder = tempfile::tempdir().expect("a folder");
        let real = folder.path().join("real.env");
        symlink("real.env", folder.path().join("link.env")).expect("a link");
        let (_, last, shown) = walk(&folder.path().join("link.env"), false).expect("a way");
        assert_eq!((last.as_os_str(), shown), (name("real.env"), real));
        symlink("b", folder.path().join("a")).expect("a link");
        symlink("a", folder.path().join("b")).expect("a link");
        assert!(matches!(walk(&folder.path().join("a"), false), Err(NoWay::Circle)));
        assert!(walk(&folder.path().join("new/deeper/x.env"), true).is_ok());
        assert!(folder.path().join("new/deeper").is_dir());
    }

    #[test]
    fn files_are_made_named_and_taken_away() {
        let place = tempfile::tempdir().expect("a folder");
        let (folder, _, _) = walk(&place.path().join("x"), false).expect("a way");
        let mut made = folder.make(name("part"), true).expect("a file");
        made.write_all(b"new").expect("written");
        assert!(is_own(&made) && give(&made, standing(&made.metadata().expect("known")).owner).is_ok());
        let known = folder.standing(name("part")).expect("known").expect("it is there");
        assert_eq!((known.is_file, known.names, known.mode), (true, 1, 0o600));
        assert!(folder.make(name("part"), true).is_err(), "a name that is taken");
        fs::write(place.path().join("old"), "old").expect("a file");
        assert!(folder.rename_to_free(name("part"), name("old")).is_err(), "a name that is taken");
        assert!(matches!(folder.exchange(name("part"), name("old")), Ok(false)));
        folder.rename_to_free(name("part"), name("copy")).expect("a free name");
        folder.rename(name("copy"), name("old")).expect("over what was there");
        folder.sync();
        let mut text = String::new();
        folder.open(name("old")).and_then(|mut file| file.read_to_string(&mut text)).expect("read");
        assert_eq!((text.as_str(), folder.names(10)), ("new", vec![OsString::from("old")]));
        let bits = fs::metadata(place.path().join("old")).expect("known").permissions().mode();
        assert_eq!(bits & 0o777, 0o600);
        folder.remove(name("old")).expect("taken away");
        assert!(folder.standing(name("old")).expect("known").is_none());
    }
}
