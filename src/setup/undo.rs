//! Bringing back what stood in the application's files before, the last writing first.

use super::Setup;
use super::change::{Target, Writing};
use super::companions::Batch;
use super::connection::{BroughtBack, SecretSource, Stage, Written};
use super::effect::{Effect, FileTrouble, FileTroubleKind, Receipt, Task};
use super::proof::digest;
use super::tasks::Purpose;
use crate::base::{Secret, Timestamp, words};

impl Setup {
    pub(super) fn undo_write(&mut self, out: &mut Vec<Effect>) {
        self.batch = Batch::default();
        self.undo_next(out);
    }

    fn undo_next(&mut self, out: &mut Vec<Effect>) {
        if let Some(last) = self.connection.written.last() {
            let path = last.path.clone();
            self.run(Purpose::ReadForUndo, Task::Read(path), out);
        }
    }

    /// Brings the copy back only over the very text that was written: an edit made since is somebody's work.
    pub(super) fn undo_over(&mut self, read: Result<Option<Secret>, FileTrouble>, out: &mut Vec<Effect>) {
        let Some(last) = self.connection.written.last().cloned() else { return };
        let target = Target { format: last.format.clone(), path: last.path.clone() };
        let changed = |detail: &str| FileTrouble {
            path: last.path.clone(),
            kind: FileTroubleKind::Changed,
            detail: words::text(detail),
        };
        match read {
            Err(trouble) => self.writing = Writing::Failed(target, trouble),
            Ok(None) => self.writing = Writing::Failed(target, changed("setup.undo.gone")),
            Ok(Some(text)) => {
                let same =
                    last.digest.as_ref().is_none_or(|kept| *kept == digest(&text, last.at, &last.path));
                if same {
                    let task = Task::Restore { path: last.path, backup: last.backup, expected: Some(text) };
                    self.run(Purpose::Undo, task, out);
                } else {
                    self.writing = Writing::Failed(target, changed("setup.undo.changed"));
                }
            }
        }
    }

    pub(super) fn undone(
        &mut self,
        result: Result<Receipt, FileTrouble>,
        now: Timestamp,
        out: &mut Vec<Effect>,
    ) {
        let Some(last) = self.connection.written.last().cloned() else { return };
        let target = Target { format: last.format.clone(), path: last.path.clone() };
        match result {
            Err(trouble) => self.writing = Writing::Failed(target, trouble),
            Ok(receipt) => {
                self.connection.written.pop();
                self.evidence.configuration = None;
                self.not_written_any_more(&last, now);
                self.batch.finished(target, receipt.clone());
                self.writing = Writing::Undone(receipt);
                self.save(out);
                // What was written together is brought back together.
                if last.with_previous {
                    self.undo_next(out);
                }
            }
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
