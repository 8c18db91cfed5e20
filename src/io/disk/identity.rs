//! Makes a new file look like the one that it replaces: owner, mode, access lists and labels.

use std::fs::File;

use super::super::trouble::{file, file_io};
use super::entry::Entry;
use super::folder;
use crate::base::words::message;
use crate::engine::effect::{FileTrouble, FileTroubleKind};

/// Gives the new file the owner and the mode of the one it replaces, or refuses: a file that suddenly belongs to
/// somebody else may lock its application out.
pub(super) fn keep(entry: &Entry, new: &File) -> Result<(), FileTrouble> {
    let trouble = |error: std::io::Error| file_io(&entry.path, &error);
    let Some(old) = entry.folder.standing(&entry.name).map_err(trouble)? else { return Ok(()) };
    if old.names > 1 {
        return Err(file(&entry.path, FileTroubleKind::Other, message!("io.disk.hard_links")));
    }
    folder::give(new, old.owner)
        .map_err(|_| file(&entry.path, FileTroubleKind::Denied, message!("io.disk.owner")))?;
    // A list that the folder gives to every new file would be woken up by the mode.
    #[cfg(target_os = "linux")]
    let _ = rustix::fs::fremovexattr(new, "system.posix_acl_access");
    #[cfg(unix)]
    new.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(old.mode)).map_err(trouble)?;
    #[cfg(target_os = "linux")]
    keep_attributes(entry, new);
    Ok(())
}

/// Copies access lists (`system.posix_acl_access`), labels (`security.selinux`) and whatever else hangs on the old file, as
/// far as the file system lets us.
#[cfg(target_os = "linux")]
fn keep_attributes(entry: &Entry, new: &File) {
    use rustix::fs::{XattrFlags, fgetxattr, flistxattr, fsetxattr};
    let Ok(old) = entry.folder.open(&entry.name) else { return };
    let mut names = vec![0_u8; 4096];
    let Ok(length) = flistxattr(&old, names.as_mut_slice()) else { return };
    for name in names[..length].split(|byte| *byte == 0).filter(|name| !name.is_empty()) {
        let mut value = vec![0_u8; 64 * 1024];
        if let Ok(length) = fgetxattr(&old, name, value.as_mut_slice()) {
            let _ = fsetxattr(new, name, &value[..length], XattrFlags::empty());
        }
    }
}
