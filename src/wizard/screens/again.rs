//! From a red verdict to a green one: whatever made it red is asked again without a browser, the file included; a login follows
//! only where nothing else can tell.

use super::super::Wizard;
use super::{fix, login, values, verdict};
use crate::base::words::message;
use crate::diagnosis::Verdict;
use crate::diagnosis::check_id::Means;
use crate::diagnosis::finding::{Check, Status};
use crate::engine::{Intent, Setup};

/// Begins with the file, as it stands on the disk now.
pub(super) fn ask(wizard: &mut Wizard) {
    if !wizard.read_file_again() {
        check(wizard);
    }
}

/// The file was read anew, and what it says stands in the fields.
pub(in crate::wizard) fn file_was_read(wizard: &mut Wizard) {
    if !wizard.described().judges {
        wizard.go(verdict::SCREEN);
    }
    check(wizard);
}

fn check(wizard: &mut Wizard) {
    if values::is_complete(wizard) {
        values::check(wizard);
    } else {
        wizard.want(Intent::Check);
    }
    wizard.is_asking_again = true;
    after_setup(wizard);
}

/// Once everything was asked: the verdict stays, from its headline, or the login is next.
pub(super) fn after_setup(wizard: &mut Wizard) {
    let Some(setup) = wizard.setup().filter(|setup| wizard.is_asking_again && !setup.checking()) else {
        return;
    };
    let is_still_so = needs_no_browser(setup);
    let is_green = setup.diagnosis().verdict == Verdict::Works;
    wizard.is_asking_again = false;
    if wizard.screen != verdict::SCREEN {
        return;
    }
    if !is_still_so && !is_green {
        wizard.aside(login::SCREEN);
        wizard.notice = fix::done(wizard);
        return;
    }
    wizard.go(verdict::SCREEN);
    wizard.notice = is_still_so.then(|| message!("wizard.verdict.still_so"));
}

/// Whether something is wrong that is seen without a browser, so that a login would tell nothing new; or that is all that is
/// known to be wrong.
pub(super) fn needs_no_browser(setup: &Setup) -> bool {
    let diagnosis = setup.diagnosis();
    let by_requests = |check: &Check| matches!(check.id.means(), Means::Requests | Means::File);
    let primary = diagnosis.primary.and_then(|at| diagnosis.checks.get(at));
    let fails = |check: &Check| by_requests(check) && check.status == Status::Fail;
    primary.is_some_and(by_requests) || diagnosis.checks.iter().any(fails)
}
