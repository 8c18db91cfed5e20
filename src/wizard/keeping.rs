//! What a verification keeps: a new proof, the person's word, and what it wrote or brought back. The values of a connection that is
//! saved stay as they are, whatever was typed over them; one that was never saved is kept once something of that is there.

use super::project::{Mode, Project};
use crate::base::Timestamp;
use crate::engine::connection::Connection;
use crate::engine::effect::{Effect, Outcome, Task};
use crate::engine::{Event, proof};

impl Project {
    /// Whether what is worked on is, or will be, a saved connection.
    pub(super) fn is_kept(&self) -> bool {
        self.mode == Mode::SetUp || self.saved.is_some() || counts(self.setup.connection())
    }

    /// What goes to the disk of a record that is to be saved; `None`: nothing new.
    fn of_record(&mut self, record: Box<Connection>) -> Option<Box<Connection>> {
        let Some(saved) = &mut self.saved else { return counts(&record).then_some(record) };
        let mut new = saved.clone();
        let proven = record.proof.as_ref().filter(|proof| saved.proof.as_ref() != Some(proof));
        let proven = proven.and_then(|proof| proof::renewed(saved, &record, self.setup.secret(), proof));
        new.proof = proven.or(new.proof);
        new.written = record.written;
        new.brought_back = record.brought_back;
        new.confirmed = record.confirmed;
        if new == *saved {
            return None;
        }
        (new.revision, new.changed) = (record.revision, record.changed);
        saved.clone_from(&new);
        Some(new)
    }
}

/// Whether a record holds more than values.
fn counts(record: &Connection) -> bool {
    record.proof.is_some() || !record.written.is_empty() || !record.brought_back.is_empty()
}

/// Of the records that a verification wants saved, lets through what it keeps; the engine hears of the others that they are.
pub(super) fn keep_what_counts(project: &mut Project, effects: &mut Vec<Effect>, now: Timestamp) {
    let mut at = 0;
    while project.mode == Mode::Verify && at < effects.len() {
        let Effect::Run(id, Task::Store(record)) = &effects[at] else {
            at += 1;
            continue;
        };
        let (id, revision) = (*id, record.revision);
        if let Some(record) = project.of_record(record.clone()) {
            effects[at] = Effect::Run(id, Task::Store(record));
            at += 1;
        } else {
            effects.remove(at);
            let kept = Event::Done(id, Outcome::Stored(Ok(revision)));
            effects.extend(project.setup.update(kept, now));
        }
    }
}
