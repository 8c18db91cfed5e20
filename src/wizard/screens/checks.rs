//! The browser-free checks of the three values: what came of each, and in which field it is mended.

use super::super::page::{Page, Sign};
use super::super::say;
use super::telling;
use super::values::FIELDS;
use crate::diagnosis::check_id::Means;
use crate::diagnosis::finding::{Check, Status};
use crate::diagnosis::{Slug, Verdict};
use crate::engine::{Field, Setup};

/// What came of the checks so far.
pub(super) fn results(setup: &Setup, page: &mut Page) {
    let subject = &setup.evidence().subject;
    let going_on = setup.checking();
    if going_on {
        page.mark(Sign::Busy, say("values.checking"));
    } else {
        let (sign, text) = conclusion(setup);
        page.mark(sign, text);
    }
    let shown = |check: &&Check| {
        let open = check.status == Status::NotReached && !going_on;
        is_browser_free(check) && check.status != Status::NotApplicable && !open
    };
    // What is wrong stands first, since what is right needs no reading.
    let quiet = setup.diagnosis().checks.iter().filter(shown).filter(|check| !telling::speaks(check));
    for check in speaking(setup) {
        page.push(telling::line(check, subject, going_on));
        let beside = check.status == Status::Fail
            && check.finding.as_ref().is_some_and(|finding| field_of(finding.slug).is_some());
        if !beside && let Some(told) = telling::told(check, subject) {
            telling::explain(page, check, &told);
        }
    }
    for check in quiet {
        page.push(telling::line(check, subject, going_on));
    }
}

fn conclusion(setup: &Setup) -> (Sign, String) {
    let (sign, key) = match standing(setup) {
        Verdict::Broken => (Sign::Bad, "values.broken"),
        _ if lacks_test_address(setup) => (Sign::Open, "values.unregistered"),
        Verdict::Works | Verdict::NoFaultFound => (Sign::Good, "values.fine"),
        Verdict::Unknown => (Sign::Open, "values.unknown"),
    };
    (sign, say(key))
}

/// The checks of these values of which something is to be said.
pub(super) fn speaking(setup: &Setup) -> Vec<&Check> {
    let speaks = |check: &&Check| was_asked(setup) && is_browser_free(check) && telling::speaks(check);
    setup.diagnosis().checks.iter().filter(speaks).collect()
}

/// How the values stand as far as it can be told without a browser. What a login found is said in its verdict, and may be
/// mended by now.
pub(super) fn standing(setup: &Setup) -> Verdict {
    let diagnosis = setup.diagnosis();
    let fails = |check: &Check| is_browser_free(check) && check.status == Status::Fail;
    match diagnosis.verdict {
        Verdict::Broken if !diagnosis.checks.iter().any(fails) => Verdict::NoFaultFound,
        verdict => verdict,
    }
}

/// Whether Okta is known not to send the test login back.
pub(super) fn lacks_test_address(setup: &Setup) -> bool {
    setup.diagnosis().checks.iter().any(telling::is_about_test)
}

/// Whether Okta was asked anything about these values.
pub(super) fn was_asked(setup: &Setup) -> bool {
    setup.was_asked() || setup.checking()
}

/// The place of the field in which a finding is mended.
pub(super) fn field_at(slug: Slug) -> Option<usize> {
    let field = field_of(slug)?;
    FIELDS.iter().position(|one| one == field)
}

/// The field in which a finding is mended, as far as it is one of the three.
pub(super) fn field_of(slug: Slug) -> Option<&'static Field> {
    let (family, name) = slug.as_str().split_once('.')?;
    match (family, name) {
        ("client", "secret_malformed" | "secret_wrong" | "authentication_failed") => Some(&FIELDS[2]),
        ("client", "malformed_id" | "secret_in_id" | "unknown") => Some(&FIELDS[1]),
        ("issuer" | "network" | "discovery" | "keys", _) => Some(&FIELDS[0]),
        _ => None,
    }
}

/// Whether a check needs no login.
pub(super) fn is_browser_free(check: &Check) -> bool {
    check.id.means() == Means::Requests
}
