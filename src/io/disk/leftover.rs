//! Parts of files that a killed Usher left beside them, which may hold a secret.
//!
//! Every part is locked by the Usher that writes it, and the system lets go of the lock when that one dies. So a part with
//! our name, of this person, that nobody locks is nobody's any more and is removed by the next write in its folder.

use std::fs::File;
use std::io;
use std::path::Path;

use tempfile::NamedTempFile;

/// What stands between a file's name and the random letters of its part.
pub(super) const MARK: &str = ".usher-";

/// The end of a part's name.
pub(super) const ENDING: &str = ".tmp";

/// Makes a part that is locked until it bears another name or is gone.
pub(super) fn locked(make: impl Fn() -> io::Result<NamedTempFile>) -> io::Result<NamedTempFile> {
    for _ in 0..8 {
        let part = make()?;
        if hold(part.as_file()) {
            return Ok(part);
        }
        // Another Usher swept it away in the moment before it was locked.
    }
    make()
}

/// Locks a part; answers whether it still has a name. Where the file system knows no locks, nobody sweeps either.
#[cfg(unix)]
fn hold(part: &File) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let _ = part.lock();
    part.metadata().map_or(true, |kind| kind.nlink() > 0)
}

#[cfg(not(unix))]
fn hold(_: &File) -> bool {
    true
}

/// Removes the parts of dead Ushers from a folder. What cannot be looked at or removed is left.
#[cfg(unix)]
pub(super) fn sweep(folder: &Path) {
    use std::fs;
    /// Where a folder has more entries than this, a part may stay until it is smaller.
    const MOST: usize = 10_000;
    let entries = fs::read_dir(folder).into_iter().flatten().take(MOST).flatten();
    for path in entries.map(|entry| entry.path()) {
        let is_part = path.file_name().and_then(|name| name.to_str()).is_some_and(is_part);
        if is_part && is_abandoned(&path) {
            let _ = fs::remove_file(&path);
        }
    }
}

#[cfg(not(unix))]
pub(super) fn sweep(_: &Path) {}

/// Whether a name is one that Usher gives to a part: `.NAME.usher-XXXXXX.tmp`.
#[cfg(any(unix, test))]
fn is_part(name: &str) -> bool {
    let Some(head) = name.strip_prefix('.').and_then(|name| name.strip_suffix(ENDING)) else { return false };
    head.rsplit_once(MARK).is_some_and(|(file, random)| {
        !file.is_empty() && random.len() == 6 && random.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// Whether it is an ordinary file of this person that nobody writes. The lock is let go of with the opened file.
#[cfg(unix)]
fn is_abandoned(path: &Path) -> bool {
    use rustix::fs::{Mode, OFlags, open};
    use std::os::unix::fs::MetadataExt as _;
    let how = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let Ok(opened) = open(path, how, Mode::empty()).map(File::from) else { return false };
    let Ok(kind) = opened.metadata() else { return false };
    let ours = kind.is_file() && kind.nlink() == 1 && kind.uid() == rustix::process::geteuid().as_raw();
    ours && opened.try_lock().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_usher_gives_are_parts() {
        assert!(is_part(".coder.env.usher-a1B2c3.tmp"));
        for other in [
            "coder.env.usher-a1B2c3.tmp",
            ".coder.env.usher-a1B2c3.bak",
            ".coder.env.usher-a1B2c.tmp",
            ".coder.env.usher-a1B2c-.tmp",
            ".usher-a1B2c3.tmp",
            ".coder.env.tmp",
        ] {
            assert!(!is_part(other), "{other}");
        }
    }
}
