//! The application's configuration: planned, shown, written, read back, undone.
//!
//! Nothing is written that was not shown first, and nothing unproven without the person's explicit word.

use std::path::PathBuf;

use super::Setup;
use super::companions::Batch;
use super::connection::{SecretSource, Stage, Written};
use super::effect::{Effect, FileTrouble, FileTroubleKind, Outcome, Receipt, Task};
use super::proof::{ProofState, digest};
use super::tasks::Purpose;
use crate::apps::ResolvedFormat;
use crate::base::{Secret, Timestamp, words};
use crate::config::{self, DiffLine, Editor, Refusal, Setting, Value};
use crate::doctor::evidence::ConfigurationEvidence;

/// How far the writing came.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Writing {
    /// Nothing is planned.
    #[default]
    Idle,
    /// The file is being read.
    Reading(Target),
    /// Ready to be written.
    Planned(Box<Planned>),
    /// It cannot be edited safely; the snippet is to be pasted.
    Refused(Target, Box<Refusal>),
    /// A value that the format needs is not known yet: its names.
    Incomplete(Target, Vec<String>),
    /// Being written.
    Busy(Box<Planned>),
    /// Written, and being read back.
    Proving(Target, Receipt),
    /// Written, and read back.
    Written(Target, Receipt),
    /// Brought back to what stood there before.
    Undone(Receipt),
    /// The disk did not allow it.
    Failed(Target, FileTrouble),
    /// Not written: no login has proven these values, and nobody said to write anyway.
    Unproven(Box<Planned>),
}

impl Writing {
    /// The file that was to be written and was not.
    pub(super) fn not_written(&self) -> Option<String> {
        match self {
            Self::Refused(target, _) | Self::Incomplete(target, _) | Self::Failed(target, _) => {
                Some(target.path.display().to_string())
            }
            Self::Unproven(planned) => Some(planned.target.path.display().to_string()),
            _ => None,
        }
    }
}

/// Which format goes where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The guide's format.
    pub format: String,
    /// The file.
    pub path: PathBuf,
}

/// A change that is ready, as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    /// Which format goes where.
    pub target: Target,
    /// What stands there now; `None`: no such file.
    pub old: Option<Secret>,
    /// What will stand there.
    pub new: Secret,
    /// The difference, secrets masked.
    pub difference: Vec<DiffLine>,
    /// What the person should know about it all the same, in sentences.
    pub notes: Vec<String>,
    /// Whether everything already stands there.
    pub unchanged: bool,
    /// Whether it holds the client secret.
    pub holds_secret: bool,
    /// The files that are written together with this one.
    pub also: Vec<Planned>,
}

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

    pub(super) fn planned(&mut self, read: Result<Option<Secret>, FileTrouble>, out: &mut Vec<Effect>) {
        let Writing::Reading(target) = &self.writing else { return };
        let target = target.clone();
        let old = match read {
            Ok(old) => old,
            Err(trouble) => {
                self.writing = Writing::Failed(target, trouble);
                return;
            }
        };
        let Some(format) = self.resolved.format(&target.format).cloned() else { return };
        match plan(&format, old.as_ref()) {
            Err(refusal) => self.writing = Writing::Refused(target, Box::new(refusal)),
            Ok(Work { new, unchanged, mut hide, notes }) => {
                hide.extend(self.secret.iter().cloned());
                let before = old.as_ref().map(Secret::reveal);
                let difference = config::difference(before, new.reveal(), &hide);
                let holds_secret = format.holds_secret();
                let also = Vec::new();
                let planned = Planned { target, old, new, difference, notes, unchanged, holds_secret, also };
                self.one_planned(planned, out);
            }
        }
    }

    pub(super) fn write(&mut self, unproven: bool, out: &mut Vec<Effect>) {
        let planned = match &self.writing {
            Writing::Planned(planned) | Writing::Unproven(planned) => planned.clone(),
            _ => return,
        };
        if !unproven && self.proof_state() != ProofState::Fresh {
            self.writing = Writing::Unproven(planned);
            return;
        }
        self.written_unproven = self.proof_state() != ProofState::Fresh;
        self.write_all(&planned, out);
    }

    pub(super) fn file_written(
        &mut self,
        result: Result<Receipt, FileTrouble>,
        now: Timestamp,
        out: &mut Vec<Effect>,
    ) {
        let Writing::Busy(planned) = &self.writing else { return };
        let planned = planned.clone();
        match result {
            Err(trouble) => self.writing = Writing::Failed(planned.target, trouble),
            Ok(receipt) => {
                let digest = digest(&planned.new, now, &receipt.path);
                self.connection.written.push(Written {
                    digest: Some(digest),
                    path: receipt.path.clone(),
                    format: planned.target.format.clone(),
                    backup: receipt.backup.clone(),
                    at: now,
                    unproven: self.written_unproven,
                    with_previous: self.batch.has_begun(),
                });
                if planned.holds_secret && self.connection.secret == SecretSource::Ask {
                    self.connection.secret = SecretSource::Configuration {
                        path: receipt.path.clone(),
                        format: planned.target.format.clone(),
                    };
                }
                self.batch.finished(planned.target, receipt);
                if !self.write_next(out) {
                    self.reach(Stage::Proof);
                    self.prove_all(out);
                }
                self.save(out);
            }
        }
    }

    pub(super) fn read_back(&mut self, read: Result<Option<Secret>, FileTrouble>, out: &mut Vec<Effect>) {
        let target = match &self.writing {
            Writing::Proving(target, receipt) => {
                let (target, receipt) = (target.clone(), receipt.clone());
                self.writing = Writing::Written(target.clone(), receipt);
                target
            }
            Writing::Reading(target) => {
                let target = target.clone();
                self.writing = Writing::Idle;
                self.evidence.configuration = None;
                target
            }
            _ => return,
        };
        if let Some(format) = self.resolved.format(&target.format) {
            let found = compare(format, &target, read);
            let before = self.evidence.configuration.take();
            self.evidence.configuration = Some(together(before, found));
        }
        if matches!(self.writing, Writing::Written(..)) {
            self.prove_next(out);
        }
    }

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

    pub(super) fn undone(&mut self, result: Result<Receipt, FileTrouble>, out: &mut Vec<Effect>) {
        let Some(last) = self.connection.written.last().cloned() else { return };
        let target = Target { format: last.format.clone(), path: last.path.clone() };
        match result {
            Err(trouble) => self.writing = Writing::Failed(target, trouble),
            Ok(receipt) => {
                self.connection.written.pop();
                self.evidence.configuration = None;
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
}

/// The new text of a file, and whether nothing changes.
fn plan(resolved: &ResolvedFormat, old: Option<&Secret>) -> Result<Work, Refusal> {
    let settings = resolved.settings().unwrap_or_default();
    let Some(editor) = resolved.editor() else {
        let new = resolved.whole_text().unwrap_or_default();
        let unchanged = old == Some(&new);
        return Ok(Work { new, unchanged, hide: Vec::new(), notes: Vec::new() });
    };
    match old {
        Some(old) if !old.reveal().trim().is_empty() => {
            let plan = config::plan(editor, Some(old.reveal()), &settings)?;
            let notes = plan.notes.iter().map(config::Note::say).collect();
            Ok(Work { new: plan.text, unchanged: plan.unchanged, hide: plan.hide, notes })
        }
        _ => {
            let new = config::fresh(editor, &settings, &resolved.header.join("\n"))?;
            Ok(Work { new, unchanged: false, hide: Vec::new(), notes: Vec::new() })
        }
    }
}

/// What a plan comes to.
struct Work {
    new: Secret,
    unchanged: bool,
    hide: Vec<Secret>,
    notes: Vec<String>,
}

/// What several files say, as of one.
fn together(before: Option<ConfigurationEvidence>, found: ConfigurationEvidence) -> ConfigurationEvidence {
    let Some(mut all) = before else { return found };
    all.place = format!("{}, {}", all.place, found.place);
    all.unreadable = all.unreadable.or(found.unreadable);
    all.missing.extend(found.missing);
    all.differs.extend(found.differs);
    all
}

/// What a file says against what it should say.
fn compare(
    resolved: &ResolvedFormat,
    target: &Target,
    read: Result<Option<Secret>, FileTrouble>,
) -> ConfigurationEvidence {
    let mut found = ConfigurationEvidence {
        place: target.path.display().to_string(),
        unreadable: None,
        missing: Vec::new(),
        differs: Vec::new(),
    };
    let settings = resolved.settings().unwrap_or_default();
    match (read, resolved.editor()) {
        (Err(trouble), _) => found.unreadable = Some(trouble.detail),
        (Ok(None), _) => found.missing = settings.into_iter().map(|setting| setting.key).collect(),
        (Ok(Some(text)), None) => {
            if Some(&text) != resolved.whole_text().as_ref() {
                found.missing.push(target.format.clone());
            }
        }
        (Ok(Some(text)), Some(editor)) => compare_keys(&mut found, editor, &settings, text.reveal()),
    }
    found
}

fn compare_keys(found: &mut ConfigurationEvidence, editor: Editor, settings: &[Setting], text: &str) {
    let keys: Vec<String> = settings.iter().map(|setting| setting.key.clone()).collect();
    let reading = match config::read(editor, text, &keys) {
        Ok(reading) => reading,
        Err(error) => {
            found.unreadable = Some(error.say());
            return;
        }
    };
    for setting in settings {
        let seen = reading.values.get(&setting.key).cloned();
        let seen = if setting.value.is_secret() { seen.map(Value::into_secret) } else { seen };
        match seen {
            None => found.missing.push(setting.key.clone()),
            Some(seen) if setting.value.matches(&seen) => {}
            Some(seen) => found.differs.push((setting.key.clone(), setting.value.shown(), seen.shown())),
        }
    }
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
        (Purpose::ReadForPlan, Outcome::FileRead(read)) => setup.planned(read, out),
        (Purpose::ReadForUndo, Outcome::FileRead(read)) => setup.undo_over(read, out),
        (Purpose::ReadBack, Outcome::FileRead(read)) => setup.read_back(read, out),
        (Purpose::WriteFile, Outcome::FileWritten(result)) => setup.file_written(result, now, out),
        (Purpose::Undo, Outcome::FileWritten(result)) => setup.undone(result, out),
        _ => {}
    }
}
