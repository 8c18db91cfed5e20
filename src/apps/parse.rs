//! From the text of a guide, or of one of Okta's steps, to its shape. Reading never stops at the first problem.
//!
//! Here stands what the members of a guide are read by beyond their types.

use super::check;
use super::guide::{Guide, OktaStep, StepPage};
use super::problem::{Log, Problem};
use super::read::{Reader, Table, document};
use super::template::Template;
use crate::base::words::{Key, key, message};

mod fleet;
mod formats;
mod live;
mod okta;
mod questions;
mod steps;

/// The version of the guides' shape that is read here.
const VERSION: u16 = 1;
/// What is said of a newer one.
const OLDER: Key = key!("apps.problem.version");

impl Guide {
    /// Reads a guide and checks it: unknown keys, wrong types, unknown places, filters, conditions and steps.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of the text, with line, column and the nearest right word.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        parsed(text, "guide", OLDER, |guide: &Self, log| {
            check::names(log, &guide.questions, &[], &guide.taken());
        })
    }
}

impl Guide {
    /// The names of the values that are known only while the application is visited.
    fn taken(&self) -> Vec<&str> {
        let before = self.live.iter().flat_map(|live| &live.before);
        let taken = before.flat_map(|visit| &visit.take).map(|(name, _)| name.as_str());
        taken.chain(["redirect"]).collect()
    }
}

impl OktaStep {
    /// Reads one of Okta's steps.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        parsed(text, "step", OLDER, |step: &Self, log| check::names(log, &[], &step.takes, &[]))
    }
}

impl StepPage<Template> {
    /// Reads the record of a page of Okta's console.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        parsed(text, "page", OLDER, |_: &Self, log| check::names(log, &[], &[], &[]))
    }
}

/// Reads a table that is a whole text, of the version under `key`, and checks what it says of itself.
fn parsed<T: Table>(
    text: &str,
    key: &'static str,
    newer: Key,
    check: impl Fn(&T, &Log<'_>),
) -> Result<T, Vec<Problem>> {
    let log = Log::new(text);
    let found = document(text, &log).and_then(|table| {
        let reader = Reader::new(table.get_ref(), 0, &log);
        // Of a newer shape nothing more can be said, least of all that its keys are unknown.
        if !has_version(&reader, key, newer) {
            return None;
        }
        let found = T::table(&reader);
        reader.finish();
        check(&found, &log);
        Some(found)
    });
    let problems = log.into_problems();
    found.filter(|_| problems.is_empty()).ok_or(problems)
}

fn has_version(reader: &Reader<'_, '_>, key: &'static str, said: Key) -> bool {
    let found: Option<u16> = reader.get(key);
    if found.is_none() {
        reader.missing(key);
    }
    let newer = found.is_some_and(|number| number != VERSION);
    if newer {
        reader.log().note(reader.place(key), &message!(said, key = key));
    }
    !newer
}
