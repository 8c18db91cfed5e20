//! Okta's own steps, written once in `assets/okta/` and named by the guides.

use std::sync::LazyLock;

use super::embedded::OKTA_STEPS;
use super::guide::OktaStep;

/// Every step, read when the first is wanted. An embedded step has no problems; tests see to it.
static STEPS: LazyLock<Vec<OktaStep>> =
    LazyLock::new(|| OKTA_STEPS.iter().filter_map(|(_, text)| OktaStep::parse(text).ok()).collect());

/// The names of all steps.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    OKTA_STEPS.iter().map(|(name, _)| *name)
}

/// A step by its name.
pub(super) fn find(id: &str) -> Option<&'static OktaStep> {
    STEPS.iter().find(|step| step.id == id)
}
