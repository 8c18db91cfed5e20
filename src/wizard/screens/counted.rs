//! How many checks passed, and which did not though nothing is wrong with them.

use super::super::page::{Page, Sign, Tone};
use super::check_blocks;
use crate::base::words::{Key, Voice, key, message, say};
use crate::diagnosis::evidence::Subject;
use crate::diagnosis::finding::{Check, Diagnosis, Status};

/// How many checks passed, of how many.
pub(super) fn counted(voice: Voice, diagnosis: &Diagnosis) -> String {
    let count =
        |fits: fn(&Check) -> bool| diagnosis.checks.iter().filter(|check| fits(check)).count().to_string();
    let all = count(|check| check.status != Status::NotApplicable);
    let passed = count(|check| matches!(check.status, Status::Pass | Status::Confirmed));
    say!(voice, "wizard.verdict.counted", all = all, passed = passed)
}

/// So many checks that were not reached are named; of more, their number says enough.
const FEW: usize = 3;

/// That many were not reached; few are named below the count instead.
pub(super) fn not_reached(diagnosis: &Diagnosis, page: &mut Page) {
    let closed = diagnosis.checks.iter().filter(|check| check.status == Status::NotReached).count();
    if closed > FEW {
        page.mark(Sign::Blank, message!(key!("wizard.verdict.not_reached").counted(closed), count = closed));
    }
}

/// The checks that did not pass and of which nothing was said above, with the reason, so that whoever counts finds them.
pub(super) fn not_passed(voice: Voice, diagnosis: &Diagnosis, subject: &Subject, page: &mut Page) {
    for why in [
        key!("wizard.verdict.left.unknown"),
        key!("wizard.verdict.left.not_answered"),
        key!("wizard.verdict.left.not_reached"),
    ] {
        let is_left = |check: &&Check| !check_blocks::speaks(check) && left_because(check) == Some(why);
        let all: Vec<&Check> = diagnosis.checks.iter().filter(is_left).collect();
        if all.is_empty() || (why == key!("wizard.verdict.left.not_reached") && all.len() > FEW) {
            continue;
        }
        page.mark(Sign::Open, why);
        for check in all {
            page.under(Tone::Quiet, check_blocks::title(voice, check, subject));
        }
    }
}

/// Why a check did not pass though nothing is wrong with it.
fn left_because(check: &Check) -> Option<Key> {
    match check.status {
        Status::Unknown if check_blocks::is_not_answered(check) => {
            Some(key!("wizard.verdict.left.not_answered"))
        }
        Status::Unknown => Some(key!("wizard.verdict.left.unknown")),
        Status::NotReached => Some(key!("wizard.verdict.left.not_reached")),
        Status::Pass | Status::Confirmed | Status::NotApplicable | Status::Fail | Status::Warn => None,
    }
}
