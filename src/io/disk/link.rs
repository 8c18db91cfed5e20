//! The file itself behind symbolic links, and whose links are followed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::super::trouble::{file, file_io};
use super::lasting;
use crate::base::words::message;
use crate::engine::effect::{FileTrouble, FileTroubleKind};

/// How many links are followed before a circle is assumed, as Linux does.
const LINKS: usize = 40;

/// The file itself behind any links, also where the last link points at nothing yet; whole, because it is remembered and
/// must still be found from another folder.
///
/// A link that somebody else made leads only to what is theirs: otherwise it would choose what Usher writes over.
pub(super) fn real_path(path: &Path) -> Result<PathBuf, FileTrouble> {
    let mut path = lasting(path);
    let mut strangers = Vec::new();
    for _ in 0..LINKS {
        match fs::read_link(&path) {
            Ok(target) => {
                strangers.extend(stranger(&path));
                path = path.parent().unwrap_or(Path::new("")).join(target);
            }
            Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::NotFound) => {
                return if strangers.iter().all(|stranger| owner_of_place(&path) == Some(*stranger)) {
                    Ok(path)
                } else {
                    Err(file(&path, FileTroubleKind::Denied, message!("io.disk.foreign_link")))
                };
            }
            Err(error) => return Err(file_io(&path, &error)),
        }
    }
    Err(file(&path, FileTroubleKind::Other, message!("io.disk.link_circle")))
}

/// The owner of a link that belongs neither to this person nor to the superuser.
#[cfg(unix)]
fn stranger(link: &Path) -> Option<u32> {
    use std::os::unix::fs::MetadataExt as _;
    let owner = fs::symlink_metadata(link).ok()?.uid();
    (owner != 0 && owner != rustix::process::geteuid().as_raw()).then_some(owner)
}

#[cfg(not(unix))]
fn stranger(_: &Path) -> Option<u32> {
    None
}

/// Whose the file is, or the folder in which it would be made.
#[cfg(unix)]
fn owner_of_place(path: &Path) -> Option<u32> {
    use std::os::unix::fs::MetadataExt as _;
    let there = fs::symlink_metadata(path).or_else(|_| fs::metadata(super::folder_of(path)));
    there.ok().map(|kind| kind.uid())
}

#[cfg(not(unix))]
fn owner_of_place(_: &Path) -> Option<u32> {
    None
}
