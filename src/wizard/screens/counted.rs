//! How many checks passed, and which did not though nothing is wrong with them.

use super::super::page::{Page, Sign, Tone};
use super::super::{say, say_count, say_with};
use super::telling;
use crate::diagnosis::evidence::Subject;
use crate::diagnosis::finding::{Check, Diagnosis, Status};

/// How many checks passed, of how many.
pub(super) fn counted(diagnosis: &Diagnosis) -> String {
    let count =
        |fits: fn(&Check) -> bool| diagnosis.checks.iter().filter(|check| fits(check)).count().to_string();
    let all = count(|check| check.status != Status::NotApplicable);
    let passed = count(|check| matches!(check.status, Status::Pass | Status::Confirmed));
    say_with("verdict.counted", &[("all", &all), ("passed", &passed)])
}

/// So many checks that were not reached are named; of more, their number says enough.
const FEW: usize = 3;

/// That many were not reached; few are named below the count instead.
pub(super) fn not_reached(diagnosis: &Diagnosis, page: &mut Page) {
    let closed = diagnosis.checks.iter().filter(|check| check.status == Status::NotReached).count();
    if closed > FEW {
        page.mark(Sign::Blank, say_count("verdict.not_reached", closed));
    }
}

/// The checks that did not pass and of which nothing was said above, with the reason, so that whoever counts finds them.
pub(super) fn not_passed(diagnosis: &Diagnosis, subject: &Subject, page: &mut Page) {
    for why in ["unknown", "not_answered", "not_reached"] {
        let is_left = |check: &&Check| !telling::speaks(check) && left_because(check) == Some(why);
        let all: Vec<&Check> = diagnosis.checks.iter().filter(is_left).collect();
        if all.is_empty() || (why == "not_reached" && all.len() > FEW) {
            continue;
        }
        page.mark(Sign::Open, say(&format!("verdict.left.{why}")));
        for check in all {
            page.under(Tone::Quiet, telling::title(check, subject));
        }
    }
}

/// Why a check did not pass though nothing is wrong with it: a key under `wizard.verdict.left`.
fn left_because(check: &Check) -> Option<&'static str> {
    match check.status {
        Status::Unknown if telling::is_not_answered(check) => Some("not_answered"),
        Status::Unknown => Some("unknown"),
        Status::NotReached => Some("not_reached"),
        Status::Pass | Status::Confirmed | Status::NotApplicable | Status::Fail | Status::Warn => None,
    }
}
