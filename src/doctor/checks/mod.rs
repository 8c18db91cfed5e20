//! Every check, in the order in which they are told: one file for each family.

use super::evidence::Evidence;
use super::finding::{Check, Identity};

/// All checks on the evidence, and who signed in.
pub(super) fn all(_evidence: &Evidence) -> (Vec<Check>, Option<Identity>) {
    (Vec::new(), None)
}
