//! What the practice's page of faults promises is what Usher then says: the finding, and whether it needs a login.

use usher::diagnosis::{Diagnosis, Slug, Verdict};
use usher::engine::{Intent, LoginPlan};
use usher::practice::{Fault, Seen};

use crate::tests::journey::rig::Rig;

/// The verdict and the first cause.
fn said(diagnosis: &Diagnosis) -> (Verdict, Option<Slug>) {
    (diagnosis.verdict, diagnosis.primary_finding().map(|finding| finding.slug))
}

fn keeps_its_promise(fault: Fault) -> bool {
    let mut rig = Rig::with(&[fault.name()]);
    rig.answer("group_sync", "true");
    rig.check();
    let before = said(rig.setup.diagnosis());
    rig.login();
    let diagnosis = rig.setup.diagnosis();
    let (verdict, cause) = said(diagnosis);
    let quiet = before == (Verdict::NoFaultFound, None);
    let remarked = |slug: Slug| {
        diagnosis.checks.iter().any(|check| check.finding.as_ref().is_some_and(|one| one.slug == slug))
    };
    match fault.seen() {
        Seen::Checks(slug) => before.1 == Some(slug) && cause == Some(slug),
        Seen::Login(slug) => quiet && cause == Some(slug),
        Seen::Remark(slug) => quiet && verdict == Verdict::Works && remarked(slug),
        Seen::Nothing => quiet && (verdict, cause) == (Verdict::Works, None),
        Seen::Own => true,
    }
}

#[test]
fn every_fault_is_seen_where_its_page_says() {
    let wrong: Vec<&str> =
        Fault::all().iter().filter(|fault| !keeps_its_promise(**fault)).map(|fault| fault.name()).collect();
    assert!(wrong.is_empty(), "the page promises something else of {wrong:?}");
}

/// What a login comes to that is under way, with nothing wrong so far, when the fault is switched on.
fn in_the_middle(fault: Fault) -> (Verdict, Option<Slug>) {
    let mut rig = Rig::coder();
    rig.answer("group_sync", "true");
    rig.check();
    rig.intend(Intent::StartLogin(LoginPlan::default()));
    rig.run_until(|rig| rig.setup.login().waiting().is_some());
    rig.org.faults.add(fault);
    rig.run();
    said(rig.setup.diagnosis())
}

/// A client that was right a moment ago: the last word is that of the login itself, which is what the application does, too.
#[test]
fn what_goes_wrong_between_the_checks_and_the_login_is_still_told_by_its_cause() {
    let nameless: Vec<String> = Fault::all()
        .iter()
        .map(|fault| (fault, in_the_middle(*fault)))
        .filter(|(_, (verdict, cause))| *verdict != Verdict::Works && cause.is_none())
        .map(|(fault, (verdict, _))| format!("{fault}: {verdict:?}"))
        .collect();
    assert!(nameless.is_empty(), "no cause is named for {nameless:?}");
    assert_eq!(
        in_the_middle(Fault::SecretChanged),
        (Verdict::Broken, Some(Slug::ClientSecretWrong)),
        "the checks had found the secret right a moment before"
    );
}
