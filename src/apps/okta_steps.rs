//! Okta's own steps, written once in `assets/okta/` and named by the guides.

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use super::embedded::OKTA_STEPS;
use super::guide::OktaStep;

/// The steps that were read already: each is read once, since every change of a value works a guide out anew.
static READ: LazyLock<Mutex<BTreeMap<&'static str, OktaStep>>> = LazyLock::new(Mutex::default);

/// The names of all steps.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    OKTA_STEPS.iter().map(|(name, _)| *name)
}

/// A step by its name. An embedded step has no problems; tests see to it.
pub(super) fn find(id: &str) -> Option<OktaStep> {
    let (name, text) = OKTA_STEPS.iter().find(|(name, _)| *name == id)?;
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(step) = read.get(name) {
        return Some(step.clone());
    }
    let step = OktaStep::parse(text).ok()?;
    read.insert(name, step.clone());
    Some(step)
}
