//! The plan of one file, worked out apart from the set-up: to read a large file, to change it and to prove by a second reading
//! that nothing else changed takes a while, and whoever draws does not wait for it. So is what was written compared.

use std::path::Path;

use super::Setup;
use super::change::{Planned, Target, Writing};
use super::destination::Reference;
use super::effect::{Effect, FileTrouble};
use super::examination::Examination;
use super::intent::Field;
use crate::base::{MASK, Secret, Timestamp};
use crate::config::Refusal;
use crate::diagnosis::evidence::ConfigurationEvidence;

/// All that the plan of one file needs.
#[derive(Debug)]
pub struct Planning {
    setup: Box<Setup>,
    target: Target,
    old: Option<Secret>,
}

/// The plan of a file, or why it is left alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanMade {
    /// What nobody had answered, answered by the file that is there.
    answers: Vec<(Field, Secret)>,
    /// Where it goes: a file that is there is changed in the format that it is in.
    target: Target,
    planned: Result<Box<Planned>, Box<Refusal>>,
    /// What it says of the files that are written with it, where it is the one that was chosen.
    reference: Option<Reference>,
}

impl Clone for Planning {
    fn clone(&self) -> Self {
        let setup = Box::new(self.setup.for_planning());
        Self { setup, target: self.target.clone(), old: self.old.clone() }
    }
}

/// Two are the same where they plan the same text of the same file.
impl PartialEq for Planning {
    fn eq(&self, other: &Self) -> bool {
        self.target == other.target && self.old == other.old
    }
}

impl Eq for Planning {}

impl Planning {
    /// What becomes of the file that holds `old`; `None`: there is no such file.
    pub(super) fn of(setup: &Setup, target: Target, old: Option<Secret>) -> Self {
        Self { setup: Box::new(setup.for_planning()), target, old }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.target.path
    }

    /// Works it out. It may take a while, so not where anything is drawn. `None` where the guide knows no such format.
    pub fn make(self) -> Option<PlanMade> {
        let Self { mut setup, target, old } = self;
        let (answers, target, planned) = match (setup.batch.corrections.clone(), old) {
            (Some(corrections), Some(old)) => {
                let planned = setup.corrected(&target, old, &corrections)?;
                (Vec::new(), target, planned)
            }
            (_, old) => {
                let answers = setup.answer_from(&target.path, old.as_ref());
                let target = setup.as_read(target, old.as_ref());
                let planned = setup.plan_over(&target, old)?;
                (answers, target, planned)
            }
        };
        let chosen = planned.as_ref().ok().filter(|_| setup.batch.is_first());
        let reference = chosen.and_then(|chosen| {
            let format = setup.resolved.format(&chosen.target.format)?;
            setup.references(format, &chosen.target.path, &chosen.new)
        });
        let planned = planned.map(Box::new).map_err(Box::new);
        Some(PlanMade { answers, target, planned, reference })
    }
}

/// What a written file says, to be compared with what it should say.
#[derive(Debug)]
pub struct Comparing {
    setup: Box<Setup>,
    target: Target,
    read: Result<Option<Secret>, FileTrouble>,
}

impl Clone for Comparing {
    fn clone(&self) -> Self {
        let setup = Box::new(self.setup.for_planning());
        Self { setup, target: self.target.clone(), read: self.read.clone() }
    }
}

/// Two are the same where they compare the same text of the same file.
impl PartialEq for Comparing {
    fn eq(&self, other: &Self) -> bool {
        self.target == other.target && self.read == other.read
    }
}

impl Eq for Comparing {}

impl Comparing {
    pub(super) fn of(setup: &Setup, target: Target, read: Result<Option<Secret>, FileTrouble>) -> Self {
        Self { setup: Box::new(setup.for_planning()), target, read }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.target.path
    }

    /// Compares. It may take a while, so not where anything is drawn. `None` where the guide knows no such format.
    pub fn make(self) -> Option<ConfigurationEvidence> {
        let Self { setup, target, read } = self;
        let format = setup.format_together(&target)?;
        let text = read.as_ref().ok().and_then(Option::as_ref);
        let held = text.map(|text| setup.secrets_as_ids(&format, text)).unwrap_or_default();
        let mut found = setup.compare(&format, &target, read);
        for (_, _, seen) in &mut found.differs {
            if held.iter().any(|secret| seen.contains(secret.reveal())) {
                MASK.clone_into(seen);
            }
        }
        Some(found)
    }
}

impl Setup {
    /// As much of it as a plan depends on; nothing is going on in it.
    fn for_planning(&self) -> Self {
        Self {
            resolved: self.resolved.clone(),
            resolved_for: self.resolved_for.clone(),
            secret: self.secret.clone(),
            authentication: self.authentication,
            fields: self.fields.clone(),
            withheld: self.withheld.clone(),
            evidence: Examination::of((*self.evidence).clone()),
            configured: self.configured.clone(),
            read: self.read.clone(),
            sent_redirects: self.sent_redirects.clone(),
            claims_as_read: self.claims_as_read.clone(),
            writing: self.writing.clone(),
            written_unproven: self.written_unproven,
            replaces: self.replaces,
            entry: self.entry.clone(),
            batch: self.batch.clone(),
            told_secrets: self.told_secrets.clone(),
            consent: self.consent.clone(),
            held: self.held.clone(),
            voice: self.voice,
            ..Self::new(self.connection.clone(), self.guide.clone())
        }
    }

    /// The plan came. What was answered by the file is kept as if it had been typed.
    pub(super) fn plan_made(&mut self, made: Option<PlanMade>, now: Timestamp, out: &mut Vec<Effect>) {
        let Some(made) = made.filter(|_| matches!(self.writing, Writing::Reading(_))) else { return };
        for (field, text) in &made.answers {
            self.put(field.clone(), text, now, out);
        }
        self.resolve();
        match made.planned {
            Ok(planned) => self.one_planned(*planned, made.reference, out),
            Err(refusal) => self.writing = Writing::Refused(made.target, refusal),
        }
    }
}
