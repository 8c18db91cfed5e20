//! How far the set-up came: stages, steps, the person's word, the proof; and that all of it is kept.

use super::connection::Stage;
use super::effect::{Effect, FileTrouble, Task};
use super::tasks::Purpose;
use super::{Setup, proof};
use crate::base::{Secret, Timestamp};
use crate::diagnosis::Verdict;

impl Setup {
    pub(super) fn go_to(&mut self, stage: Stage) {
        self.connection.stage = stage;
        if matches!(stage, Stage::Values | Stage::Login) {
            self.tell_test_address();
        }
    }

    pub(super) fn tick(&mut self, step: String, done: bool) {
        self.connection.done_steps.retain(|one| *one != step);
        if done {
            self.connection.done_steps.push(step);
        }
    }

    pub(super) fn confirm(&mut self, id: String, word: Option<bool>) {
        match word {
            Some(word) => {
                self.connection.confirmed.insert(id, word);
            }
            None => {
                self.connection.confirmed.remove(&id);
            }
        }
    }

    /// Keeps the record; one write at a time, since each is checked against the revision of the one before.
    pub(super) fn save(&mut self, out: &mut Vec<Effect>) {
        if self.tasks.any(|purpose| *purpose == Purpose::Store) {
            self.store_again = true;
            return;
        }
        let record = Box::new(self.connection.clone());
        self.run(Purpose::Store, Task::Store(record), out);
    }

    pub(super) fn kept(&mut self, result: Result<u64, FileTrouble>, out: &mut Vec<Effect>) {
        if let Ok(revision) = result {
            self.connection.revision = revision;
            self.unrecorded = false;
        }
        self.stored = Some(result);
        if std::mem::take(&mut self.store_again) {
            self.save(out);
        } else {
            self.after_store(out);
        }
    }

    /// A login that passed is remembered with a fingerprint of its values as soon as nothing else fails.
    pub(super) fn prove(&mut self, out: &mut Vec<Effect>) {
        if self.login.is_proof_of(&self.values()) && self.diagnosis().verdict == Verdict::Works {
            self.run(Purpose::Salt, Task::Randomness, out);
        }
    }

    /// Only the very values that the login was made with are proven by it.
    pub(super) fn keep_proof(&mut self, salt: &Secret, now: Timestamp, out: &mut Vec<Effect>) {
        if !self.login.is_proof_of(&self.values()) {
            return;
        }
        self.connection.proof = Some(proof::prove(&self.connection, self.secret.as_ref(), salt, now));
        self.save(out);
    }
}
