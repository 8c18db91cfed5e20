//! What the checks spare the provider: its limit, and failures in its log.

use usher::diagnosis::Verdict;
use usher::engine::Intent;

use crate::tests::journey::rig::Rig;

/// A round of checks under a limit of so many requests a minute: how long it took, and whether a pause was told.
fn round(limit: u32) -> (i64, bool) {
    let mut rig = Rig::coder();
    rig.org.authorize_limit = limit;
    rig.intend(Intent::Check);
    let (begun, mut told) = (rig.now, false);
    while rig.setup.checking() && rig.run_steps(1) {
        told |= rig.setup.pause().is_some_and(|(_, until)| until > rig.now);
    }
    (rig.now.since_ms(begun), told)
}

/// Whoever leaves a few requests each minute holds nobody up for longer than a minute altogether.
#[test]
fn the_checks_pause_for_a_minute_at_most() {
    let (took, told) = round(3);
    assert!(told && took <= 61_000, "{took} ms");
    let (took, told) = round(1);
    assert!(told && took <= 3 * 61_000, "{took} ms where no request is left");
    assert!(!round(60).1);
}

/// Nothing that the provider would log as a failure leaves this computer, and nothing is missed that was left out on purpose.
#[test]
fn without_noise_nothing_is_asked_that_is_logged_as_a_failure() {
    let mut rig = Rig::coder();
    rig.setup.leave_out_noise(true);
    rig.check();
    let failed = |rig: &Rig| rig.org.log.iter().filter(|event| !event.success).count();
    assert_eq!(failed(&rig), 0, "{:?}", rig.org.log);
    assert_eq!(rig.setup.diagnosis().verdict, Verdict::NoFaultFound);
    rig.login();
    assert_eq!(failed(&rig), 0, "{:?}", rig.org.log);
    assert_eq!(rig.setup.diagnosis().verdict, Verdict::Works);
    let mut loud = Rig::coder();
    loud.check();
    assert!(failed(&loud) > 0, "the practice logs them");
}
