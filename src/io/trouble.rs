//! Turns the system's errors into the typed troubles that the pure rooms understand.

use std::io;
use std::path::Path;

use crate::base::untrusted::visible_up_to;
use crate::base::words::{Message, message};
use crate::base::{Trouble, TroubleKind};
use crate::engine::effect::{FileTrouble, FileTroubleKind};

/// How much of the system's own words is kept.
const DETAIL: usize = 300;

/// A trouble that has no kind of its own; `detail` is a sentence or the system's words.
pub(super) fn other(target: impl Into<Message>, detail: impl Into<Message>) -> Trouble {
    of_kind(TroubleKind::Other, target, detail)
}

/// A trouble of a kind, its words made safe to show.
pub(super) fn of_kind(kind: TroubleKind, target: impl Into<Message>, detail: impl Into<Message>) -> Trouble {
    Trouble { kind, target: target.into(), detail: safe(&detail.into()) }
}

fn safe(detail: &Message) -> Message {
    detail.map(&|text| visible_up_to(text, DETAIL))
}

/// A file trouble with words of our own.
pub(super) fn file(path: &Path, kind: FileTroubleKind, detail: impl Into<Message>) -> FileTrouble {
    FileTrouble { path: path.to_path_buf(), kind, detail: safe(&detail.into()) }
}

/// A file trouble from an error of the system, in words of our own where its kind is known.
pub(super) fn file_io(path: &Path, error: &io::Error) -> FileTrouble {
    let kind = file_kind(error);
    let detail = match kind {
        FileTroubleKind::NoFolder => message!("io.disk.no_folder"),
        FileTroubleKind::Denied => message!("io.disk.denied"),
        FileTroubleKind::Full => message!("io.disk.full"),
        FileTroubleKind::ReadOnly => message!("io.disk.read_only"),
        _ => error.to_string().into(),
    };
    file(path, kind, detail)
}

fn file_kind(error: &io::Error) -> FileTroubleKind {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => FileTroubleKind::NoFolder,
        io::ErrorKind::PermissionDenied => FileTroubleKind::Denied,
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => FileTroubleKind::Full,
        io::ErrorKind::ReadOnlyFilesystem => FileTroubleKind::ReadOnly,
        _ => FileTroubleKind::Other,
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn the_systems_refusals_are_told_apart() {
        let cases = [
            (2, FileTroubleKind::NoFolder),
            (13, FileTroubleKind::Denied),
            (20, FileTroubleKind::NoFolder),
            (28, FileTroubleKind::Full),
            (30, FileTroubleKind::ReadOnly),
            (5, FileTroubleKind::Other),
        ];
        for (number, kind) in cases {
            let error = io::Error::from_raw_os_error(number);
            assert_eq!(file_io(Path::new("/etc/app.ini"), &error).kind, kind, "{error}");
        }
    }
}
