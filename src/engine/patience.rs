//! What a provider asked to be left alone with (`Retry-After`, RFC 9110 section 10.2.3) is not asked again before.
//!
//! Another run of the checks starts with the answers that asked for a wait which is not over; what has an answer is not asked.

use crate::base::{Exchange, Timestamp};
use crate::diagnosis::evidence::Evidence;

/// No wait longer than this is kept, in milliseconds: a quarter of an hour. Who asks for more is told so, and asked again
/// when the person says so.
const LONGEST: i64 = 15 * 60_000;

/// Whether the answer asked for a wait, and the wait is not over.
pub fn is_to_wait(exchange: &Exchange, now: Timestamp) -> bool {
    exchange.answer().is_some_and(|answer| {
        answer.asks_to_wait_until().is_some_and(|until| now < until.min(answer.at.plus_ms(LONGEST)))
    })
}

/// Hands on what asked for a wait from one run of the checks to the next.
pub(super) fn carry_over(before: Evidence, evidence: &mut Evidence, now: Timestamp) {
    let kept = |exchange: Option<Exchange>| exchange.filter(|exchange| is_to_wait(exchange, now));
    evidence.organization = kept(before.organization);
    evidence.discovery = kept(before.discovery);
    evidence.client_discovery = kept(before.client_discovery);
    evidence.keys = kept(before.keys);
    evidence.pushed = kept(before.pushed);
    evidence.introspection = kept(before.introspection);
    evidence.bogus_code = kept(before.bogus_code);
    evidence.request = kept(before.request);
    evidence.redirects = before.redirects;
    evidence.redirects.retain(|probe| is_to_wait(&probe.exchange, now));
}
