//! Parts of files that a killed Usher left beside them, which may hold a secret.
//!
//! Every part is locked by the Usher that writes it, and the system lets go of the lock when that one dies. So a part with
//! our name, of this person, that nobody locks is nobody's any more and is removed by the next write in its folder.

use std::ffi::OsString;
use std::fs::File;
use std::io;

use super::entry::Entry;
use super::folder::{Folder, is_own};

/// What stands between a file's name and the random letters of its part.
pub(super) const MARK: &str = ".usher-";

/// The end of a part's name.
pub(super) const ENDING: &str = ".tmp";

/// The letters of a part's name.
const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// How often another name is tried where one is taken.
const TRIES: u32 = 16;

/// Makes an empty part under a name of its own, locked until it is let go of.
///
/// The lock is tried, not waited for: whoever can read the folder could hold it for ever. All that they reach is that the
/// part is not swept.
pub(super) fn make(entry: &Entry, private: bool) -> io::Result<(OsString, File)> {
    let mut last = io::ErrorKind::AlreadyExists.into();
    for _ in 0..TRIES {
        let name = part_name(entry)?;
        match entry.folder.make(&name, private) {
            Ok(part) => {
                let _ = part.try_lock();
                // Otherwise another Usher swept it away in the moment before it was locked.
                if matches!(entry.folder.standing(&name), Ok(Some(_))) {
                    return Ok((name, part));
                }
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}

fn part_name(entry: &Entry) -> io::Result<OsString> {
    let mut random = [0_u8; 6];
    getrandom::fill(&mut random).map_err(io::Error::other)?;
    let letters = random.map(|byte| char::from(LETTERS[usize::from(byte) % LETTERS.len()]));
    let random: String = letters.into_iter().collect();
    Ok(format!(".{}{MARK}{random}{ENDING}", entry.name.to_string_lossy()).into())
}

/// Removes the parts of dead Ushers from a folder. What cannot be looked at or removed is left.
pub(super) fn sweep(folder: &Folder) {
    /// Where a folder has more entries than this, a part may stay until it is smaller.
    const MOST: usize = 10_000;
    for name in folder.names(MOST) {
        if name.to_str().is_some_and(is_part) && folder.open(&name).is_ok_and(|part| is_abandoned(&part)) {
            let _ = folder.remove(&name);
        }
    }
}

/// Whether a name is one that Usher gives to a part: `.NAME.usher-XXXXXX.tmp`.
fn is_part(name: &str) -> bool {
    let Some(head) = name.strip_prefix('.').and_then(|name| name.strip_suffix(ENDING)) else { return false };
    head.rsplit_once(MARK).is_some_and(|(file, random)| {
        !file.is_empty() && random.len() == 6 && random.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// Whether it is an ordinary file of this person that nobody writes. The lock is let go of with the opened file.
fn is_abandoned(part: &File) -> bool {
    is_own(part) && part.try_lock().is_ok()
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
