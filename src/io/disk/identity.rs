//! Makes a new file look like the one that it replaces: owner, mode, access lists and labels.

use std::fs::{self, File};
use std::path::Path;

use super::super::trouble::file_io;
use crate::engine::effect::FileTrouble;

/// Gives the new file the owner and the mode of the one it replaces, or refuses: a file that suddenly belongs to
/// somebody else may lock its application out.
#[cfg(unix)]
pub(super) fn keep(path: &Path, new: &File) -> Result<(), FileTrouble> {
    use super::super::trouble::file;
    use crate::base::words::message;
    use crate::engine::effect::FileTroubleKind;
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let old = match fs::metadata(path) {
        Ok(old) => old,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(file_io(path, &error)),
    };
    if old.nlink() > 1 {
        return Err(file(path, FileTroubleKind::Other, message!("io.disk.hard_links")));
    }
    let fresh = new.metadata().map_err(|error| file_io(path, &error))?;
    if (old.uid(), old.gid()) != (fresh.uid(), fresh.gid()) {
        let owner = rustix::fs::Uid::from_raw(old.uid());
        let group = rustix::fs::Gid::from_raw(old.gid());
        rustix::fs::fchown(new, Some(owner), Some(group))
            .map_err(|_| file(path, FileTroubleKind::Denied, message!("io.disk.owner")))?;
    }
    // A list that the folder gives to every new file would be woken up by the mode.
    #[cfg(target_os = "linux")]
    let _ = rustix::fs::fremovexattr(new, "system.posix_acl_access");
    new.set_permissions(fs::Permissions::from_mode(old.mode() & 0o7777))
        .map_err(|error| file_io(path, &error))?;
    #[cfg(target_os = "linux")]
    keep_attributes(path, new);
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn keep(path: &Path, new: &File) -> Result<(), FileTrouble> {
    match fs::metadata(path) {
        Ok(old) => new.set_permissions(old.permissions()).map_err(|error| file_io(path, &error)),
        Err(_) => Ok(()),
    }
}

/// Copies access lists (`system.posix_acl_access`), labels (`security.selinux`) and whatever else hangs on the old file, as
/// far as the file system lets us.
#[cfg(target_os = "linux")]
fn keep_attributes(path: &Path, new: &File) {
    use rustix::fs::{XattrFlags, fgetxattr, flistxattr, fsetxattr};
    let Ok(old) = File::open(path) else { return };
    let mut names = vec![0_u8; 4096];
    let Ok(length) = flistxattr(&old, names.as_mut_slice()) else { return };
    for name in names[..length].split(|byte| *byte == 0).filter(|name| !name.is_empty()) {
        let mut value = vec![0_u8; 64 * 1024];
        if let Ok(length) = fgetxattr(&old, name, value.as_mut_slice()) {
            let _ = fsetxattr(new, name, &value[..length], XattrFlags::empty());
        }
    }
}
