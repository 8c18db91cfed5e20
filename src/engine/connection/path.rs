//! A path as the record keeps it: as text where it is text, else by its bytes, so that a file of any name is found again.
//!
//! ```json
//! "path": "/etc/coder.d/coder.env"
//! "path": { "Unix": [47, 101, 116, 99, 47, 255] }
//! ```

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Deserialize)]
#[serde(untagged)]
enum Kept {
    Text(PathBuf),
    /// Serde's own form of a text of the system's: its bytes, or on Windows its 16-bit units.
    Units(OsString),
}

impl From<Kept> for PathBuf {
    fn from(kept: Kept) -> Self {
        match kept {
            Kept::Text(path) => path,
            Kept::Units(units) => units.into(),
        }
    }
}

pub(super) fn serialize<S: Serializer>(path: &Path, to: S) -> Result<S::Ok, S::Error> {
    match path.to_str() {
        Some(text) => to.serialize_str(text),
        None => path.as_os_str().serialize(to),
    }
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<PathBuf, D::Error> {
    Kept::deserialize(from).map(PathBuf::from)
}

/// The same where there may be none.
pub(super) mod optional {
    use super::{Deserialize, Deserializer, Kept, PathBuf, Serializer};

    #[expect(clippy::ref_option, reason = "serde hands the member over like this")]
    pub(in super::super) fn serialize<S: Serializer>(
        path: &Option<PathBuf>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        match path {
            Some(path) => super::serialize(path, to),
            None => to.serialize_none(),
        }
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<PathBuf>, D::Error> {
        Option::<Kept>::deserialize(from).map(|kept| kept.map(PathBuf::from))
    }
}
