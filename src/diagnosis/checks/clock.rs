//! This computer's clock against the provider's, by the `Date` headers of its answers. Positive: this one is ahead.

use super::context::Context;
use crate::base::words::key;
use crate::base::{Answer, Exchange, Timestamp};
use crate::diagnosis::check_id::CheckId;
use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::finding::{Check, Finding, Severity, Status, Value};
use crate::diagnosis::slugs::Slug;
use crate::oidc::judge::Rejection;

/// Seconds that a `Date` header's rounding and the way back may account for.
const UNREMARKABLE: i64 = 2;
/// Beyond this, applications with little leeway begin to refuse tokens.
const TROUBLESOME: i64 = 60;

pub(super) fn checks(context: &Context<'_>) -> Vec<Check> {
    let id = CheckId::ClockSkew;
    let Some(seconds) = skew(context.evidence) else { return vec![Check::new(id, Status::Unknown)] };
    let seen = Value::public(format!("{seconds:+} s"));
    if seconds.abs() <= UNREMARKABLE {
        return vec![Check::new(id, Status::Pass).seeing(seen)];
    }
    let side = if seconds > 0 { key!("checks.clock_side.ahead") } else { key!("checks.clock_side.behind") };
    let mut found =
        Finding::new(Slug::ClockSkew).public("seconds", seconds.abs().to_string()).public("side", side);
    let status = match seconds.abs() {
        beyond if beyond > TROUBLESOME && times_refused(context) => {
            found.severity = Severity::Fail;
            Status::Fail
        }
        beyond if beyond > TROUBLESOME => Status::Warn,
        _ => {
            found.severity = Severity::Note;
            Status::Pass
        }
    };
    vec![Check::new(id, status).because(found).seeing(seen)]
}

/// Whether the judge refused the ID token for its times: then the clock is the cause.
fn times_refused(context: &Context<'_>) -> bool {
    let judged = context.login().and_then(|login| login.judged.as_ref());
    matches!(judged, Some(Err(Rejection::Expired { .. } | Rejection::IssuedInFuture { .. })))
}

/// Seconds by which this computer is ahead: the smallest difference that any answer shows; delays only ever make it look larger. Cached answers do not count.
pub(super) fn skew(evidence: &Evidence) -> Option<i64> {
    evidence
        .exchanges()
        .filter_map(Exchange::answer)
        .filter_map(difference)
        .min_by_key(|seconds| seconds.abs())
}

fn difference(answer: &Answer) -> Option<i64> {
    if answer.header("age").is_some() {
        return None;
    }
    let theirs = Timestamp::from_http_date(answer.header("date")?)?;
    Some(answer.at.since_ms(theirs).div_euclid(1000))
}
