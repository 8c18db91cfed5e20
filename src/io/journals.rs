//! Records of what was done in Okta, one file for each run, in a folder that is this person's alone. They hold no secret.

use std::fs;
use std::path::{Path, PathBuf};

use super::disk;
use super::store::{data_dir, files_with_ending, no_folder, private_folder};
use super::trouble::{file, file_io};
use crate::base::words::message;
use crate::base::{Secret, Timestamp};
use crate::engine::effect::{FileTrouble, FileTroubleKind};
use crate::manage::{Journal, UnreadableJournal};

/// A record with its file.
#[derive(Debug, Clone)]
pub struct Kept {
    path: PathBuf,
    /// What it says.
    pub journal: Journal,
}

fn folder() -> Result<PathBuf, FileTrouble> {
    data_dir().map(|folder| folder.join("okta")).ok_or_else(no_folder)
}

/// Keeps the record of the run that began at this moment.
pub fn keep(journal: &Journal, began: Timestamp) -> Result<(), FileTrouble> {
    let folder = folder()?;
    private_folder(&folder)?;
    write(&folder.join(format!("{}-{:015}.json", journal.app, began.0)), journal)
}

fn write(path: &Path, journal: &Journal) -> Result<(), FileTrouble> {
    disk::replace(path, &Secret::new(journal.write()))
}

/// The last record that is meant. One that cannot be read stands in the way only where none that can is meant.
pub fn last(is_it: impl Fn(&Journal) -> bool) -> Result<Option<Kept>, FileTrouble> {
    let mut found: Vec<Kept> = Vec::new();
    let mut trouble = None;
    for path in files_with_ending(&folder()?, "json")? {
        match read(&path) {
            Ok(journal) if is_it(&journal) => found.push(Kept { path, journal }),
            Ok(_) => {}
            Err(why) => trouble = Some(why),
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    match (found.pop(), trouble) {
        (Some(kept), _) => Ok(Some(kept)),
        (None, Some(why)) => Err(why),
        (None, None) => Ok(None),
    }
}

fn read(path: &Path) -> Result<Journal, FileTrouble> {
    let text = disk::read(path)?.unwrap_or_default();
    Journal::read(text.reveal()).map_err(|why| match why {
        UnreadableJournal::Newer => file(path, FileTroubleKind::Newer, message!("io.store.newer")),
        UnreadableJournal::Damaged(why) => {
            file(path, FileTroubleKind::Damaged, message!("io.store.damaged", why = why))
        }
    })
}

/// Keeps what is left to take back; with nothing left the record goes.
pub fn settle(kept: &Kept, left: &Journal) -> Result<(), FileTrouble> {
    if left.is_empty() {
        return fs::remove_file(&kept.path).map_err(|error| file_io(&kept.path, &error));
    }
    write(&kept.path, left)
}
