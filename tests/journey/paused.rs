//! Pauses between questions, where the provider's limit is nearly used up: told, and bounded.

use usher::engine::Intent;

use crate::tests::journey::rig::Rig;

/// A round of checks under a limit of so many requests a minute: how long it took, and whether a pause was told.
fn round(limit: u32) -> (i64, bool) {
    let mut rig = Rig::coder();
    rig.org.authorize_limit = limit;
    rig.intend(Intent::Check);
    let (begun, mut told) = (rig.now, false);
    while rig.setup.checking() && rig.run_steps(1) {
        told |= rig.setup.pauses_until().is_some_and(|until| until > rig.now);
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
