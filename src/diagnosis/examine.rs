//! The whole examination: every check in order, the verdict, the first cause.

use super::check_id::CheckId;
use super::evidence::Evidence;
use super::finding::{Check, Diagnosis, Finding, Status, Verdict};
use super::secrets::redactor;

/// What the evidence says of a connection. It never fails: what the evidence does not carry is unknown. No secret is in
/// it: the checks read answers as they are, and what they say is cleaned here, before anybody shortens or shows it.
pub fn examine(evidence: &Evidence) -> Diagnosis {
    let (checks, identity) = super::checks::all(evidence);
    let proven = evidence.login.as_ref().is_some_and(|login| matches!(login.judged, Some(Ok(_))));
    let verdict = verdict(&checks, proven);
    let primary = primary(&checks);
    let mut diagnosis = Diagnosis { checks, verdict, primary, identity };
    diagnosis.redact(&redactor(evidence));
    diagnosis
}

/// What is said of a connection that could not be examined, for this reason: nothing is known of it.
pub fn unexamined(reason: Finding) -> Diagnosis {
    let check = Check::new(CheckId::ConfigConnection, Status::Unknown).required(true).because(reason);
    let checks = vec![check];
    Diagnosis { verdict: verdict(&checks, false), primary: primary(&checks), checks, identity: None }
}

/// Any fail is broken; else a required check that is not known makes it unknown; else a login proves it.
fn verdict(checks: &[Check], proven: bool) -> Verdict {
    let open = |check: &Check| check.required && matches!(check.status, Status::Unknown | Status::NotReached);
    if checks.iter().any(|check| check.status == Status::Fail) {
        Verdict::Broken
    } else if checks.iter().any(open) {
        Verdict::Unknown
    } else if proven {
        Verdict::Works
    } else {
        Verdict::NoFaultFound
    }
}

/// The first failure; where nothing failed, the first finding of a check that could not be settled and is required.
fn primary(checks: &[Check]) -> Option<usize> {
    let failed = checks.iter().position(|check| check.status == Status::Fail && check.finding.is_some());
    failed.or_else(|| {
        checks
            .iter()
            .position(|check| check.required && check.status == Status::Unknown && check.finding.is_some())
    })
}
