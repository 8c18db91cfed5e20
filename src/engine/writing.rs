//! The application's configuration: planned, shown, written, read back.
//!
//! Nothing is written that was not shown first, and nothing unproven without the person's explicit word.

use std::path::{Path, PathBuf};

use super::Setup;
use super::change::{Planned, Target, Writing};
use super::compare::together;
use super::connection::{Progress, SecretSource, Stage};
use super::effect::{Effect, FileTrouble, FileTroubleKind, Outcome, Receipt, Task};
use super::intent::Field;
use super::planning::{Comparing, Planning};
use super::proof::ProofState;
use super::search::Search;
use super::tasks::Purpose;
use crate::apps::Format;
use crate::base::words::{Message, key};
use crate::base::{Secret, Timestamp};
use crate::config::{self, Editor, Refusal, RefusalKind};
use crate::diagnosis::evidence::ConfigurationEvidence;

impl Setup {
    /// The writing, as far as it came.
    pub fn writing(&self) -> &Writing {
        &self.writing
    }

    /// What was planned with other values is not what would be written now, nor what was read back.
    pub(super) fn forget_plan(&mut self, out: &mut Vec<Effect>) {
        let planned = matches!(
            self.writing,
            Writing::Reading(_)
                | Writing::Planned(_)
                | Writing::Unproven(_)
                | Writing::Incomplete(..)
                | Writing::Refused(..)
        );
        if planned {
            self.stop_where(out, |purpose| matches!(purpose, Purpose::ReadForPlan));
            self.writing = Writing::Idle;
        }
        self.evidence.configuration = None;
    }

    pub(super) fn plan_write(&mut self, format: &str, path: Option<PathBuf>, out: &mut Vec<Effect>) {
        if self.is_changing_files() {
            return;
        }
        let Some(resolved) = self.resolved.format(format).cloned() else { return };
        let Some(path) = path.or_else(|| self.proposed_path(&resolved).map(PathBuf::from)) else { return };
        let target = Target { format: format.to_owned(), path: path.clone() };
        let others = self.companions(&resolved, &path);
        let mut gaps = resolved.gaps();
        for more in others.iter().filter_map(|other| self.resolved.format(&other.format)) {
            gaps.extend(more.gaps());
        }
        gaps.dedup();
        if !gaps.is_empty() {
            self.writing = Writing::Incomplete(target, gaps);
            return;
        }
        self.begin_batch(target, others, out);
    }

    pub(super) fn read_for_plan(&mut self, read: Result<Option<Secret>, FileTrouble>, out: &mut Vec<Effect>) {
        let Writing::Reading(target) = &self.writing else { return };
        let target = target.clone();
        let gone = || FileTrouble {
            path: target.path.clone(),
            kind: FileTroubleKind::Changed,
            detail: key!("engine.undo.gone").into(),
        };
        match read {
            Err(trouble) => self.writing = Writing::Failed(target, trouble),
            Ok(None) if self.batch.corrections.is_some() => {
                self.writing = Writing::Failed(target.clone(), gone());
            }
            Ok(old) => {
                let planning = Box::new(Planning::of(self, target, old));
                self.run(Purpose::ReadForPlan, Task::Plan(planning), out);
            }
        }
    }

    /// The plan of a file that holds `old`, by one of the guide's formats; `None` where it has no such format.
    pub(super) fn plan_over(&self, target: &Target, old: Option<Secret>) -> Option<Result<Planned, Refusal>> {
        let format = self.format_together(target)?;
        let work = self.plan_of(&format, &target.path, old.as_ref());
        Some(work.map(|Work { new, unchanged, mut hide, notes }| {
            hide.extend(self.secret.iter().cloned());
            hide.extend(old.iter().flat_map(|old| self.secrets_as_ids(&format, old)));
            let difference = config::difference(old.as_ref().map(Secret::reveal), new.reveal(), &hide);
            let (holds_secret, target) = (format.holds_secret(), target.clone());
            Planned { target, old, new, difference, notes, unchanged, holds_secret, also: Vec::new() }
        }))
    }

    pub(super) fn write(&mut self, unproven: bool, out: &mut Vec<Effect>) {
        let planned = match &self.writing {
            Writing::Planned(planned) | Writing::Unproven(planned) if !self.is_changing_files() => {
                planned.clone()
            }
            _ => return,
        };
        if !unproven && self.proof_state() != ProofState::Fresh {
            self.writing = Writing::Unproven(planned);
            return;
        }
        self.written_unproven = self.proof_state() != ProofState::Fresh;
        self.write_all(&planned, out);
    }

    pub(super) fn file_written(&mut self, result: Result<Receipt, FileTrouble>, out: &mut Vec<Effect>) {
        let Writing::Busy(planned) = &self.writing else { return };
        let planned = planned.clone();
        match result {
            Err(trouble) => {
                self.writing = Writing::Failed(planned.target, trouble);
                self.connection.written.truncate(self.batch.entry());
                self.save(out);
            }
            Ok(receipt) => {
                self.connection.brought_back.clear();
                if let Some(entry) = self.connection.written.get_mut(self.batch.entry()) {
                    entry.progress = Progress::Done;
                }
                if planned.holds_secret && self.connection.secret == SecretSource::Ask {
                    self.connection.secret = SecretSource::Configuration {
                        path: receipt.path.clone(),
                        format: planned.target.format.clone(),
                    };
                }
                self.batch.finished(planned.target, receipt);
                if !self.write_next(out) {
                    self.go_to(Stage::Proof);
                    self.prove_all(out);
                }
                self.save(out);
            }
        }
    }

    /// What was written was read again, and is compared with what it should say.
    pub(super) fn read_back(&mut self, read: Result<Option<Secret>, FileTrouble>, out: &mut Vec<Effect>) {
        let Writing::Proving(target, _) = &self.writing else { return };
        // A file that was set right at some places is judged by its own keys, not by those of the guide.
        if self.batch.corrections.is_some() {
            return self.compared(None, out);
        }
        let comparing = Box::new(Comparing::of(self, target.clone(), read));
        self.run(Purpose::ReadBack, Task::Compare(comparing), out);
    }

    pub(super) fn compared(&mut self, found: Option<ConfigurationEvidence>, out: &mut Vec<Effect>) {
        let Writing::Proving(target, receipt) = &self.writing else { return };
        self.writing = Writing::Written(target.clone(), receipt.clone());
        if let Some(found) = found {
            let before = self.evidence.configuration.take();
            self.evidence.configuration = Some(together(before, found));
        }
        self.prove_next(out);
    }
}

impl Setup {
    /// The new text of a file, and whether nothing changes.
    fn plan_of(&self, resolved: &Format, path: &Path, old: Option<&Secret>) -> Result<Work, Refusal> {
        let fresh = |new| Work { new, unchanged: false, hide: Vec::new(), notes: Vec::new() };
        match (old.filter(|old| !old.reveal().trim().is_empty()), resolved.editor()) {
            (Some(old), _) => {
                let plan = self.planned_over(resolved, path, old)?;
                let notes = plan.notes.iter().map(config::Note::message).collect();
                Ok(Work { new: plan.text, unchanged: plan.unchanged, hide: plan.hide, notes })
            }
            (None, Some(editor)) => Ok(fresh(self.fresh(resolved, editor)?)),
            (None, None) => Ok(fresh(resolved.whole_text().unwrap_or_default())),
        }
    }

    /// The file by the format that it is in already.
    pub(super) fn as_read(&self, target: Target, old: Option<&Secret>) -> Target {
        let chosen = self.resolved.format(&target.format);
        let other = chosen.zip(old).and_then(|(chosen, old)| {
            self.read_as(chosen, &target.path, &config::Opened::new(old.clone()))
                .map(|other| other.id.clone())
        });
        match other {
            Some(format) => Target { format, ..target },
            None => target,
        }
    }

    /// Questions that nobody answered are answered by the file that is there, so that nothing in it changes that nobody wants
    /// changed. What was answered is given back.
    pub(super) fn answer_from(&mut self, path: &Path, old: Option<&Secret>) -> Vec<(Field, Secret)> {
        let mut answered = Vec::new();
        let Some(old) = old.filter(|old| !old.reveal().trim().is_empty()) else { return answered };
        let mut search = Search::new(path, old.clone()).at(self.entry.clone());
        let Some(look) = search.look(&self.guide) else { return answered };
        for (field, text) in self.answers_in(&look) {
            self.answer(field, text, &mut answered);
        }
        self.resolve();
        if let Some(scopes) = self.scopes_in(&look) {
            self.answer(Field::Scopes, scopes, &mut answered);
            self.resolve();
        }
        answered
    }

    fn answer(&mut self, field: Field, text: Secret, answered: &mut Vec<(Field, Secret)>) {
        if self.typed(&field).is_empty() {
            self.put(field.clone(), &text, self.connection.changed, &mut Vec::new());
            answered.push((field, text));
        }
    }

    /// What must give way before the file can be written, and the key that holds it; `None` where nothing stands in the way.
    pub fn in_the_way(&self) -> Option<(&str, &[String])> {
        let Writing::Refused(_, refusal) = &self.writing else { return None };
        let RefusalKind::Alone { key, others } = &refusal.why else { return None };
        Some((key, others))
    }

    pub(super) fn replace(&mut self, out: &mut Vec<Effect>) {
        let Writing::Refused(target, _) = &self.writing else { return };
        if self.in_the_way().is_some() {
            let Target { format, path } = target.clone();
            self.replaces = true;
            self.plan_write(&format, Some(path), out);
        }
    }

    /// The places of the file of which one must be chosen before it can be written; none where that is not so.
    pub fn places(&self) -> &[String] {
        let Writing::Refused(_, refusal) = &self.writing else { return &[] };
        if let RefusalKind::Several { places } = &refusal.why { places } else { &[] }
    }

    pub(super) fn plan_at(&mut self, place: String, out: &mut Vec<Effect>) {
        let Writing::Refused(target, _) = &self.writing else { return };
        if self.places().contains(&place) {
            let Target { format, path } = target.clone();
            self.entry = Some(place);
            self.plan_write(&format, Some(path), out);
        }
    }

    /// Which of several places in the application's file is meant, by its name.
    pub fn write_at(&mut self, entry: Option<String>) {
        self.entry = entry;
    }

    /// The text of a new file.
    pub fn fresh(&self, resolved: &Format, editor: Editor) -> Result<Secret, Refusal> {
        config::fresh(editor, &resolved.settings().unwrap_or_default(), &self.heading(resolved))
    }

    /// What stands at the head of a new file; where the issuer is on this computer, that it is for practice.
    fn heading(&self, resolved: &Format) -> String {
        if self.is_practice() && !resolved.header.is_empty() {
            return self.voice.text(key!("engine.heading.practice"));
        }
        resolved.header.join("\n")
    }
}

/// What a plan comes to.
struct Work {
    new: Secret,
    unchanged: bool,
    hide: Vec<Secret>,
    notes: Vec<Message>,
}

/// Hands a file task's outcome to where it belongs.
pub(super) fn file_outcome(
    setup: &mut Setup,
    purpose: &Purpose,
    outcome: Outcome,
    now: Timestamp,
    out: &mut Vec<Effect>,
) {
    match (purpose, outcome) {
        (Purpose::ReadForPlan, Outcome::FileRead(read)) => setup.read_for_plan(read, out),
        (Purpose::ReadForPlan, Outcome::PlanMade(made)) => setup.plan_made(made.map(|made| *made), now, out),
        (Purpose::ReadCopy, Outcome::FileRead(read)) => setup.copy_read(read, out),
        (Purpose::ReadForUndo, Outcome::FileRead(read)) => setup.undo_over(read, now, out),
        (Purpose::ReadBack, Outcome::FileRead(read)) => setup.read_back(read, out),
        (Purpose::ReadBack, Outcome::Compared(found)) => setup.compared(found.map(|found| *found), out),
        (Purpose::PlaceFiles, Outcome::Placed(places)) => setup.placed(places, now, out),
        (Purpose::WriteFile, Outcome::FileWritten(result)) => setup.file_written(result, out),
        (Purpose::Undo, Outcome::FileWritten(result)) => setup.restored(result, now, out),
        _ => {}
    }
}
