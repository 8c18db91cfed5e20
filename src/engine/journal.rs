//! The record as the journal of what is written: saved before a file changes, so that an undo knows of it whatever
//! interrupts Usher in between.
//!
//! ```text
//!  place ──▶ record: intended ──▶ write … write ──▶ record: done
//!            record: undoing  ──▶ restore       ──▶ record: gone from the list
//! ```
//!
//! Where the record cannot be saved no file is touched, unless the person said that no undo is wanted.

use super::Setup;
use super::change::{Planned, Writing};
use super::companions::Batch;
use super::connection::{Progress, Written};
use super::effect::{Effect, FileTrouble, FileTroubleKind, Place, Task, Wanted};
use super::proof::digest;
use super::tasks::Purpose;
use crate::base::untrusted::visible;
use crate::base::words::{Key, Message, key, message};
use crate::base::{Secret, Timestamp};

/// What waits until the record is saved.
#[derive(Debug, Clone)]
pub(super) enum Step {
    /// The files of the plan are written.
    Write,
    /// The copy of the last one is brought back over this text.
    Restore(Secret),
}

impl Setup {
    /// Writes also where the record cannot be saved, so that no undo will know of it.
    pub fn write_without_undo(&mut self) {
        self.without_undo = true;
    }

    /// Whether the record holds what was written, so that an undo can be promised.
    pub fn is_recorded(&self) -> bool {
        !self.unrecorded
    }

    /// Whether files are being changed; another change begins only after that.
    pub(super) fn is_changing_files(&self) -> bool {
        self.after_store.is_some()
            || self.tasks.any(|purpose| {
                matches!(
                    purpose,
                    Purpose::PlaceFiles
                        | Purpose::WriteFile
                        | Purpose::ReadCopy
                        | Purpose::ReadForUndo
                        | Purpose::Undo
                )
            })
    }

    /// Begins to write these files: first it is looked where each of them stands.
    pub(super) fn place_all(&mut self, all: Vec<Planned>, out: &mut Vec<Effect>) {
        let wanted =
            all.iter().map(|one| Wanted { path: one.target.path.clone(), is_there: one.old.is_some() });
        let task = Task::Place(wanted.collect());
        if let Some(first) = all.first() {
            self.writing = Writing::Busy(Box::new(first.clone()));
            let corrections = self.batch.corrections.take();
            let reference = std::mem::take(&mut self.batch.reference);
            self.batch = Batch::to_write(all, corrections, reference);
            self.run(Purpose::PlaceFiles, task, out);
        }
    }

    /// Puts all that is about to be written into the record, which is saved before the first of it.
    pub(super) fn placed(
        &mut self,
        places: Vec<Result<Place, FileTrouble>>,
        now: Timestamp,
        out: &mut Vec<Effect>,
    ) {
        let mut found = Vec::new();
        for (planned, place) in self.batch.writing.iter().zip(places) {
            match place {
                Ok(place) => found.push(place),
                Err(trouble) => {
                    self.writing = Writing::Failed(planned.target.clone(), trouble);
                    return;
                }
            }
        }
        self.batch.entries = self.connection.written.len();
        for (at, (planned, place)) in self.batch.writing.iter().zip(&found).enumerate() {
            self.connection.written.push(Written {
                path: place.path.clone(),
                format: planned.target.format.clone(),
                backup: place.backup.clone(),
                at: now,
                unproven: self.written_unproven,
                with_previous: at > 0,
                digest: Some(digest(&planned.new, now, &place.path)),
                before: planned.old.as_ref().map(|old| digest(old, now, &place.path)),
                progress: Progress::Intended,
            });
        }
        self.batch.places = found;
        self.after_store = Some(Step::Write);
        self.save(out);
    }

    /// Puts into the record that the last file is about to be brought back.
    pub(super) fn intend_undo(&mut self, over: Secret, out: &mut Vec<Effect>) {
        if let Some(last) = self.connection.written.last_mut() {
            last.progress = Progress::Undoing;
        }
        self.after_store = Some(Step::Restore(over));
        self.save(out);
    }

    /// The record is saved, or could not be: what waited for it goes on, or is given up with every file untouched.
    pub(super) fn after_store(&mut self, out: &mut Vec<Effect>) {
        let Some(step) = self.after_store.take() else { return };
        let refused = match &self.stored {
            Some(Err(trouble)) => Some(trouble.clone()),
            _ => None,
        };
        self.unrecorded = refused.is_some();
        match (step, refused.filter(|_| !self.without_undo)) {
            (Step::Write, None) => {
                self.write_next(out);
            }
            (Step::Restore(over), None) => self.restore(over, out),
            (Step::Write, Some(trouble)) => {
                self.connection.written.truncate(self.batch.entries);
                self.unrecorded = false;
                if let Writing::Busy(planned) = &self.writing {
                    let trouble = not_recorded(key!("engine.journal.not_written"), &trouble);
                    self.writing = Writing::Failed(planned.target.clone(), trouble);
                }
            }
            (Step::Restore(_), Some(trouble)) => {
                self.unrecorded = false;
                self.undo_failed(not_recorded(key!("engine.journal.not_undone"), &trouble));
            }
        }
    }
}

/// That nothing was changed since the record could not be saved, in which the way back would stand.
fn not_recorded(key: Key, trouble: &FileTrouble) -> FileTrouble {
    let record = visible(&trouble.path.display().to_string());
    // Where there is no home folder there is no path either.
    let why =
        if record.is_empty() { trouble.detail.clone() } else { Message::labelled(&record, &trouble.detail) };
    FileTrouble {
        path: trouble.path.clone(),
        kind: FileTroubleKind::NotRecorded,
        detail: message!(key, why = why),
    }
}
