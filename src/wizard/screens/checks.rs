//! The browser-free checks of the three values: what came of each, and in which field it is cured.

use super::super::page::{Page, Sign};
use super::values::FIELDS;
use super::{check_blocks, cure};
use crate::base::words::{Voice, key, message};
use crate::diagnosis::Verdict;
use crate::diagnosis::check_id::Means;
use crate::diagnosis::finding::{Check, Finding, Status};
use crate::engine::{Field, Setup};

/// What came of the checks so far.
pub(super) fn results(voice: Voice, setup: &Setup, page: &mut Page) {
    let subject = &setup.evidence().subject;
    let going_on = setup.checking();
    if going_on {
        page.mark(Sign::Busy, message!("wizard.values.checking"));
    } else {
        let (sign, text) = conclusion(voice, setup);
        page.mark(sign, text);
    }
    let shown = |check: &&Check| {
        let open = check.status == Status::NotReached && !going_on;
        is_browser_free(check) && check.status != Status::NotApplicable && !open
    };
    // What is wrong stands first, since what is right needs no reading.
    let quiet = setup.diagnosis().checks.iter().filter(shown).filter(|check| !check_blocks::speaks(check));
    for check in speaking(setup) {
        page.push(check_blocks::line(voice, check, subject, going_on));
        let beside = check.status == Status::Fail
            && check.finding.as_ref().is_some_and(|finding| field_of(setup, finding).is_some());
        if !beside && let Some(told) = check_blocks::told(voice, check, subject) {
            check_blocks::explain(page, check, &told);
        }
    }
    for check in quiet {
        page.push(check_blocks::line(voice, check, subject, going_on));
    }
}

fn conclusion(voice: Voice, setup: &Setup) -> (Sign, String) {
    let (sign, key) = match standing(setup) {
        Verdict::Broken => (Sign::Bad, key!("wizard.values.broken")),
        _ if lacks_test_address(setup) => (Sign::Open, key!("wizard.values.unregistered")),
        Verdict::Works | Verdict::NoFaultFound => (Sign::Good, key!("wizard.values.fine")),
        Verdict::Unknown => (Sign::Open, key!("wizard.values.unknown")),
    };
    (sign, voice.text(key))
}

/// The checks of these values of which something is to be said.
pub(super) fn speaking(setup: &Setup) -> Vec<&Check> {
    let speaks = |check: &&Check| was_asked(setup) && is_browser_free(check) && check_blocks::speaks(check);
    setup.diagnosis().checks.iter().filter(speaks).collect()
}

/// How the values stand as far as it can be told without a browser. What a login found is said in its verdict, and may be
/// right by now.
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
    setup.diagnosis().checks.iter().any(check_blocks::is_about_test)
}

/// Whether Okta was asked anything about these values.
pub(super) fn was_asked(setup: &Setup) -> bool {
    setup.was_asked() || setup.checking()
}

/// The field in which a finding is cured, as far as it is one of the three.
pub(super) fn field_of(setup: &Setup, finding: &Finding) -> Option<&'static Field> {
    FIELDS.get(cure::place_of(setup, finding)?.1?)
}

/// Whether a check needs no login.
pub(super) fn is_browser_free(check: &Check) -> bool {
    check.id.means() == Means::Requests
}
