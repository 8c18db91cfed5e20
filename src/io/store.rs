//! Connection records: one JSON file each, locked, revision-checked; and the folder of guides of one's own.
//!
//! A record that a newer Usher wrote is refused and never rewritten; a damaged one is reported and never deleted. No secret
//! is in a record.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::trouble::{file, file_io};
use super::{disk, lock};
use crate::base::words::message;
use crate::base::{Secret, Timestamp};
use crate::engine::connection::{Connection, RECORD_VERSION, UnreadableRecord};
use crate::engine::effect::{FileTrouble, FileTroubleKind};

/// The longest name of a connection, in bytes.
pub const NAME_CAP: usize = 64;

/// The folder of connection records.
#[derive(Debug, Clone)]
pub struct Store {
    folder: PathBuf,
}

/// One record of the folder, or why it could not be read.
#[derive(Debug)]
pub struct Listing {
    /// The connection's name, from the file's name.
    pub name: String,
    /// The record.
    pub record: Result<Connection, FileTrouble>,
}

/// One guide of one's own, or why it could not be read.
#[derive(Debug)]
pub struct GuideText {
    /// The file.
    pub path: PathBuf,
    /// Its name without the ending.
    pub stem: String,
    /// Its text.
    pub text: Result<String, FileTrouble>,
}

/// The data folder of this person (`$XDG_DATA_HOME/usher` on Linux); `None` where there is no home.
pub fn data_dir() -> Option<PathBuf> {
    ProjectDirs::from("", "", "usher").map(|folders| folders.data_dir().to_path_buf())
}

/// The configuration folder of this person (`$XDG_CONFIG_HOME/usher` on Linux); `None` where there is no home.
pub fn config_dir() -> Option<PathBuf> {
    ProjectDirs::from("", "", "usher").map(|folders| folders.config_dir().to_path_buf())
}

/// There is no home folder to keep records in.
pub(super) fn no_folder() -> FileTrouble {
    file(Path::new(""), FileTroubleKind::NoFolder, message!("io.store.no_home"))
}

/// Whether a name can be a record's: letters, digits, `.`, `_` and `-`, not first a dot or dash, at most [`NAME_CAP`].
pub fn is_safe_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    (1..=NAME_CAP).contains(&name.len())
        && name.bytes().all(plain)
        && name.bytes().next().is_some_and(|first| first.is_ascii_alphanumeric() || first == b'_')
}

impl Store {
    /// The store inside a data folder; nothing is made before the first record.
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        Self { folder: data_dir.into().join("connections") }
    }

    /// Every record, sorted by name. A missing folder is an empty list.
    pub fn list(&self) -> Result<Vec<Listing>, FileTrouble> {
        let mut names = Vec::new();
        for path in files_with_ending(&self.folder, "json")? {
            if let Some(name) = path.file_stem().and_then(|stem| stem.to_str()) {
                names.push(name.to_owned());
            }
        }
        names.sort();
        Ok(names.into_iter().map(|name| Listing { record: self.load(&name), name }).collect())
    }

    /// One record.
    pub fn load(&self, name: &str) -> Result<Connection, FileTrouble> {
        let path = self.path(name)?;
        match read_record(&path, name)? {
            Some(connection) => Ok(connection),
            None => Err(file(&path, FileTroubleKind::Other, message!("io.store.missing", name = name))),
        }
    }

    /// Whether there is a record of that name, readable or not.
    pub fn has(&self, name: &str) -> bool {
        self.path(name).is_ok_and(|path| path.exists())
    }

    /// Keeps a record and gives its new revision. The record must carry the revision that stands on disk (0 for a new
    /// one); otherwise another Usher wrote in between and [`FileTroubleKind::Changed`] comes back.
    pub fn store(&self, connection: &Connection) -> Result<u64, FileTrouble> {
        let path = self.path(&connection.name)?;
        let _lock = self.lock()?;
        keep(&path, connection)
    }

    /// Gives a record another name, which must be free.
    pub fn rename(&self, from: &str, to: &str, now: Timestamp) -> Result<(), FileTrouble> {
        let (old, new) = (self.path(from)?, self.path(to)?);
        // Held to the end, so that nothing that another Usher keeps under the old name meanwhile goes away with it.
        let _lock = self.lock()?;
        let mut record = self.load(from)?;
        if new.exists() {
            return Err(file(&new, FileTroubleKind::Other, message!("io.store.taken", name = to)));
        }
        to.clone_into(&mut record.name);
        record.revision = 0;
        record.changed = now;
        keep(&new, &record)?;
        fs::remove_file(&old).map_err(|error| file_io(&old, &error))
    }

    /// Removes a record, also a damaged one.
    pub fn remove(&self, name: &str) -> Result<(), FileTrouble> {
        let path = self.path(name)?;
        let _lock = self.lock()?;
        fs::remove_file(&path).map_err(|error| file_io(&path, &error))
    }

    fn path(&self, name: &str) -> Result<PathBuf, FileTrouble> {
        if is_safe_name(name) {
            Ok(self.folder.join(format!("{name}.json")))
        } else {
            Err(file(&self.folder, FileTroubleKind::Other, message!("io.store.name")))
        }
    }

    /// Waits for this person's other Ushers that change a file just now. The lock is in this private folder and not beside
    /// the file, where others could hold it; where it cannot be had, the look at what comes out of the file stands guard.
    pub(super) fn turn(&self) -> Option<File> {
        self.lock().ok()
    }

    fn lock(&self) -> Result<File, FileTrouble> {
        private_folder(&self.folder)?;
        lock::file_lock(&self.folder.join(".lock"))
    }
}

/// The guides of one's own: every `apps/*.toml` of a configuration folder, sorted. A missing folder is an empty list.
pub fn guides(config_dir: &Path) -> Result<Vec<GuideText>, FileTrouble> {
    let mut all = Vec::new();
    for path in files_with_ending(&config_dir.join("apps"), "toml")? {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = match disk::read(&path) {
            Ok(text) => Ok(text.unwrap_or_default().reveal().to_owned()),
            Err(trouble) => Err(trouble),
        };
        all.push(GuideText { path, stem, text });
    }
    all.sort_by(|one, other| one.stem.cmp(&other.stem));
    Ok(all)
}

/// The files of a folder with an ending, hidden ones left out.
pub(super) fn files_with_ending(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, FileTrouble> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(file_io(folder, &error)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| file_io(folder, &error))?.path();
        let hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
        if !hidden && path.extension().is_some_and(|other| other == ending) {
            found.push(path);
        }
    }
    Ok(found)
}

/// Writes a record over the revision that it was read as. The caller holds the lock.
fn keep(path: &Path, connection: &Connection) -> Result<u64, FileTrouble> {
    let standing = read_record(path, &connection.name)?.map_or(0, |record| record.revision);
    if standing != connection.revision {
        return Err(file(path, FileTroubleKind::Changed, message!("io.store.changed")));
    }
    let revision = standing.saturating_add(1);
    let mut record = connection.clone();
    record.revision = revision;
    record.version = RECORD_VERSION;
    let mut json = serde_json::to_string_pretty(&record)
        .map_err(|error| file(path, FileTroubleKind::Other, error.to_string()))?;
    json.push('\n');
    disk::replace(path, &Secret::new(json))?;
    Ok(revision)
}

/// A record; `None` when there is no file.
fn read_record(path: &Path, name: &str) -> Result<Option<Connection>, FileTrouble> {
    let Some(json) = disk::read(path)? else {
        return Ok(None);
    };
    let mut record = Connection::read(json.reveal()).map_err(|why| match why {
        UnreadableRecord::Newer => file(path, FileTroubleKind::Newer, message!("io.store.newer")),
        UnreadableRecord::Damaged(why) => {
            file(path, FileTroubleKind::Damaged, message!("io.store.damaged", why = why))
        }
    })?;
    // A copied file is a record under its new name.
    name.clone_into(&mut record.name);
    Ok(Some(record))
}

pub(super) fn private_folder(folder: &Path) -> Result<(), FileTrouble> {
    let mut how = fs::DirBuilder::new();
    how.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut how, 0o700);
    how.create(folder).map_err(|error| file_io(folder, &error))
}
