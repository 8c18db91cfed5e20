//! Okta's own steps, written once in `assets/okta/` and named by the guides.

use super::embedded::OKTA_STEPS;
use super::guide::OktaStep;

/// The names of all steps.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    OKTA_STEPS.iter().map(|(name, _)| *name)
}

/// A step by its name, parsed now. An embedded step has no problems; tests see to it.
pub(super) fn find(id: &str) -> Option<OktaStep> {
    let (_, text) = OKTA_STEPS.iter().find(|(name, _)| *name == id)?;
    OktaStep::parse(text).ok()
}
