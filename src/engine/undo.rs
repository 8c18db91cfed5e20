//! Bringing back what stood in the application's files before, the last writing first and never another in its place.

use std::path::PathBuf;

use super::Setup;
use super::change::{Target, Writing};
use super::companions::Batch;
use super::connection::{BroughtBack, Progress, SecretSource, Stage, Stands, Written};
use super::effect::{Effect, FileTrouble, FileTroubleKind, Receipt, Task};
use super::tasks::Purpose;
use crate::base::words::key;
use crate::base::{Secret, Timestamp};

/// What an undo came to for one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// The file.
    pub path: PathBuf,
    /// The copy of what stood there before; `None` when there was no file.
    pub backup: Option<PathBuf>,
    /// What became of it.
    pub how: How,
}

/// How a file became, or already was, what it had been before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Its copy was brought back over it, or it was taken away where there was no file before.
    BroughtBack,
    /// It was that already: an undo before was interrupted, or somebody did it by hand.
    WasBack,
    /// It was never written, since Usher was interrupted before it came to that.
    WasNotWritten,
}

impl Setup {
    /// What the undo came to so far, file by file.
    pub fn undone(&self) -> &[Undone] {
        &self.batch.undone
    }

    pub(super) fn undo_write(&mut self, out: &mut Vec<Effect>) {
        if self.is_changing_files() {
            return;
        }
        self.batch = Batch::default();
        self.undo_next(out);
    }

    fn undo_next(&mut self, out: &mut Vec<Effect>) {
        let Some(last) = self.connection.written.last() else { return };
        let (path, backup) = (last.path.clone(), last.backup.clone());
        self.batch.copy = None;
        match backup {
            Some(copy) => self.run(Purpose::ReadCopy, Task::Read(copy), out),
            None => self.run(Purpose::ReadForUndo, Task::Read(path), out),
        }
    }

    pub(super) fn copy_read(&mut self, read: Result<Option<Secret>, FileTrouble>, out: &mut Vec<Effect>) {
        let Some(last) = self.connection.written.last() else { return };
        match read {
            Err(trouble) => self.undo_failed(trouble),
            Ok(copy) => {
                let path = last.path.clone();
                self.batch.copy = copy;
                self.run(Purpose::ReadForUndo, Task::Read(path), out);
            }
        }
    }

    /// Brings the copy back only over the very text that was written: an edit made since is somebody's work.
    pub(super) fn undo_over(
        &mut self,
        read: Result<Option<Secret>, FileTrouble>,
        now: Timestamp,
        out: &mut Vec<Effect>,
    ) {
        let Some(last) = self.connection.written.last() else { return };
        let text = match read {
            Ok(text) => text,
            Err(trouble) => return self.undo_failed(trouble),
        };
        let copy = self.batch.copy.as_ref();
        let refused = match (last.stands(text.as_ref(), copy), &last.backup, copy) {
            (Stands::AsBefore, ..) => {
                let was_begun = last.is_known();
                return self.taken_back(if was_begun { How::WasBack } else { How::WasNotWritten }, now, out);
            }
            (Stands::AsWritten, Some(_), None) => key!("engine.undo.no_copy"),
            (Stands::AsWritten, Some(_), Some(copy)) if !last.is_copied(copy) => {
                key!("engine.undo.copy_changed")
            }
            (Stands::AsWritten, ..) => {
                if let Some(text) = text {
                    return self.intend_undo(text, out);
                }
                key!("engine.undo.gone")
            }
            (Stands::Gone, ..) => key!("engine.undo.gone"),
            (Stands::Changed, ..) => key!("engine.undo.changed"),
        };
        let path = last.path.clone();
        self.undo_failed(FileTrouble { path, kind: FileTroubleKind::Changed, detail: refused.into() });
    }

    /// The record knows of it: now the file itself.
    pub(super) fn restore(&mut self, over: Secret, out: &mut Vec<Effect>) {
        if let Some(last) = self.connection.written.last().cloned() {
            let task = Task::Restore { path: last.path, backup: last.backup, expected: over };
            self.run(Purpose::Undo, task, out);
        }
    }

    pub(super) fn restored(
        &mut self,
        result: Result<Receipt, FileTrouble>,
        now: Timestamp,
        out: &mut Vec<Effect>,
    ) {
        match result {
            Err(trouble) => {
                self.undo_failed(trouble);
                self.save(out);
            }
            Ok(_) => self.taken_back(How::BroughtBack, now, out),
        }
    }

    /// The file stays as it is, and so does what the record says of it.
    pub(super) fn undo_failed(&mut self, trouble: FileTrouble) {
        let Some(last) = self.connection.written.last_mut() else { return };
        if last.progress == Progress::Undoing {
            last.progress = Progress::Done;
        }
        let target = Target { format: last.format.clone(), path: last.path.clone() };
        self.writing = Writing::Failed(target, trouble);
    }

    /// The file is what it was before: the record lets go of it.
    fn taken_back(&mut self, how: How, now: Timestamp, out: &mut Vec<Effect>) {
        let Some(last) = self.connection.written.pop() else { return };
        self.evidence.configuration = None;
        if how != How::WasNotWritten {
            self.not_written_any_more(&last, now);
        }
        self.batch.undone.push(Undone { path: last.path, backup: last.backup, how });
        self.writing = Writing::Undone;
        self.save(out);
        // What was written together is brought back together.
        if last.with_previous {
            self.undo_next(out);
        }
    }

    /// What counted because the file was written counts no more: how far the set-up came, where the secret can be read, and
    /// the person's word on what the application does with that file.
    fn not_written_any_more(&mut self, last: &Written, now: Timestamp) {
        let connection = &mut self.connection;
        connection.brought_back.retain(|one| one.path != last.path);
        let is_gone = last.backup.is_none();
        connection.brought_back.push(BroughtBack { path: last.path.clone(), is_gone, at: now });
        connection.stage = connection.stage.min(Stage::Configuration);
        connection.confirmed.clear();
        let is_there = |source: &SecretSource| matches!(source, SecretSource::Configuration { path, .. } if *path == last.path);
        if is_there(&connection.secret) {
            connection.secret = SecretSource::Ask;
        }
    }
}
