//! Files that are written together: the one that was chosen, and those without which it says too little.
//!
//! All are read and planned before the first is written, so that a refusal of one leaves all of them alone. Each is
//! replaced whole, a companion before the file that names it: wherever the writing is interrupted, every file is the old
//! one or the new one, and nothing names what is not there.

use std::path::PathBuf;

use super::Setup;
use super::change::{Planned, Target, Writing};
use super::destination::Reference;
use super::effect::{Effect, FileChange, Place, Receipt, Task};
use super::tasks::Purpose;
use super::undo::Undone;
use crate::apps::Format;
use crate::base::Secret;
use crate::diagnosis::as_configured::Correction;

/// How far the files of one plan came.
#[derive(Debug, Clone, Default)]
pub(super) struct Batch {
    /// Still to be read.
    reading: Vec<Target>,
    /// Read and planned.
    planned: Vec<Planned>,
    /// Still to be written, the next one first.
    pub(super) writing: Vec<Planned>,
    /// Where each of those stands.
    pub(super) places: Vec<Place>,
    /// Where the entries of these files begin in the record.
    pub(super) entries: usize,
    /// Written.
    done: Vec<(Target, Receipt)>,
    /// Written and still to be read back.
    proving: Vec<(Target, Receipt)>,
    /// What the file that was chosen says of its companions.
    pub(super) reference: Reference,
    /// What the copy holds that is about to be brought back.
    pub(super) copy: Option<Secret>,
    /// What is set right, where that is all that the plan does.
    pub(super) corrections: Option<Vec<Correction>>,
    /// Brought back.
    pub(super) undone: Vec<Undone>,
}

impl Batch {
    /// These files, of which none is written yet.
    pub(super) fn to_write(
        all: Vec<Planned>,
        corrections: Option<Vec<Correction>>,
        reference: Reference,
    ) -> Self {
        Self { writing: all, corrections, reference, ..Self::default() }
    }

    /// Where the record has the file that is being written.
    pub(super) fn entry(&self) -> usize {
        self.entries + self.done.len()
    }

    /// Whether the file that is planned now is the one that was chosen.
    pub(super) fn is_first(&self) -> bool {
        self.planned.is_empty()
    }

    pub(super) fn finished(&mut self, target: Target, receipt: Receipt) {
        self.done.push((target, receipt));
    }
}

impl Setup {
    /// The other files that were written together with the one that [`Setup::writing`] names.
    pub fn written_together(&self) -> &[(Target, Receipt)] {
        self.batch.done.split_last().map_or(&[], |(_, before)| before)
    }

    /// The files that are written together with a format's, each at its usual place, or beside a file that the person has
    /// put somewhere else.
    pub fn companions(&self, format: &Format, path: &std::path::Path) -> Vec<Target> {
        let usual = self.proposed_path(format).map(PathBuf::from);
        let folder = path.parent().filter(|_| usual.as_deref() != Some(path));
        let others = format.also.iter().filter_map(|id| self.resolved.format(id));
        let targets = others.filter_map(|other| {
            let proposed = PathBuf::from(self.proposed_path(other)?);
            let path = folder.and_then(|folder| Some(folder.join(proposed.file_name()?)));
            Some(Target { format: other.id.clone(), path: path.unwrap_or(proposed) })
        });
        targets.collect()
    }

    /// Begins a plan: the file that was chosen is read first.
    pub(super) fn begin_batch(&mut self, first: Target, others: Vec<Target>, out: &mut Vec<Effect>) {
        self.batch = Batch { reading: others, ..Batch::default() };
        self.begin_to_plan(first, out);
    }

    fn begin_to_plan(&mut self, target: Target, out: &mut Vec<Effect>) {
        let path = target.path.clone();
        self.writing = Writing::Reading(target);
        self.run(Purpose::ReadForPlan, Task::Read(path), out);
    }

    /// One file is planned: on to the next, or all are ready.
    pub(super) fn one_planned(
        &mut self,
        planned: Planned,
        reference: Option<Reference>,
        out: &mut Vec<Effect>,
    ) {
        if self.batch.is_first() {
            self.refer(reference);
        }
        self.batch.planned.push(planned);
        if self.batch.reading.is_empty() {
            let mut all = std::mem::take(&mut self.batch.planned);
            let mut chosen = all.remove(0);
            chosen.also = all;
            self.writing = Writing::Planned(Box::new(chosen));
        } else {
            let next = self.batch.reading.remove(0);
            self.begin_to_plan(next, out);
        }
    }

    /// Takes in what the file that was chosen says of its companions; one that would only hold what that file holds is none.
    fn refer(&mut self, said: Option<Reference>) {
        self.batch.reference = said.unwrap_or_default();
        if self.batch.reference.holds_secret {
            let holds_it =
                |other: &Target| self.resolved.format(&other.format).is_some_and(Format::holds_secret);
            self.batch.reading.retain(|other| !holds_it(other));
        }
    }

    /// The format of one of the files that are written together; a companion's with its values under the names by which the file
    /// that was chosen looks for them.
    pub(super) fn format_together(&self, target: &Target) -> Option<Format> {
        Some(self.batch.reference.over(self.resolved.format(&target.format)?.clone()))
    }

    /// Begins to write: companions first. A file that says all of it already is left out, unless all do.
    pub(super) fn write_all(&mut self, planned: &Planned, out: &mut Vec<Effect>) {
        let mut all: Vec<Planned> = planned.also.iter().chain([planned]).cloned().collect();
        if !planned.is_unchanged() {
            all.retain(|one| !one.unchanged);
        }
        self.place_all(all, out);
    }

    /// Writes the next file; gives back whether there was one.
    pub(super) fn write_next(&mut self, out: &mut Vec<Effect>) -> bool {
        if self.batch.writing.is_empty() || self.batch.places.is_empty() {
            return false;
        }
        let (next, place) = (self.batch.writing.remove(0), self.batch.places.remove(0));
        let change = FileChange {
            path: place.path,
            old: next.old.clone(),
            new: next.new.clone(),
            holds_secret: next.holds_secret,
        };
        self.writing = Writing::Busy(Box::new(next));
        self.run(Purpose::WriteFile, Task::Write { change, backup: place.backup }, out);
        true
    }

    /// Everything is written: each file is read back.
    pub(super) fn prove_all(&mut self, out: &mut Vec<Effect>) {
        self.evidence.configuration = None;
        self.batch.proving.clone_from(&self.batch.done);
        self.prove_next(out);
    }

    /// Reads the next file back; gives back whether there was one.
    pub(super) fn prove_next(&mut self, out: &mut Vec<Effect>) -> bool {
        if self.batch.proving.is_empty() {
            return false;
        }
        let (target, receipt) = self.batch.proving.remove(0);
        let path = receipt.path.clone();
        self.writing = Writing::Proving(target, receipt);
        self.run(Purpose::ReadBack, Task::Read(path), out);
        true
    }
}
