//! How long a provider asks to be left alone (`Retry-After`), said in the findings that can tell it.

use super::context::Context;
use crate::base::words::{Message, message};
use crate::base::{Answer, Exchange, Timestamp};
use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::finding::{Finding, Value};
use crate::diagnosis::slugs::Slug;
use crate::okta::probes::{BOGUS_CODE, DISCOVERY, INTROSPECTION, KEYS, PUSHED, Probe, REQUEST};

/// Gives a finding that may speak of a wait its two values: `asks`, a sentence on what was asked, and `wait`, how long to
/// wait before another try.
pub(super) fn say(context: &Context<'_>, finding: &mut Finding) {
    let told = finding.slug.record().values;
    if !told.contains(&"asks") {
        return;
    }
    let asked = answers(context.evidence, finding.slug)
        .filter_map(|answer| Some((answer.retry_after()?, answer.asks_to_wait_until()?)))
        .max_by_key(|(_, until)| *until);
    let limited =
        matches!(finding.slug, Slug::ClientRateLimited | Slug::TokenRateLimited | Slug::DiscoveryRateLimited);
    let (asks, wait) = match asked {
        Some((seconds, until)) => {
            let wait = span(seconds);
            let asks = message!("checks.wait.asked", wait = wait, until = time_of(until));
            (asks, wait)
        }
        None if limited => (message!("checks.wait.unsaid"), message!("checks.wait.usual")),
        None => (Message::default(), message!("checks.wait.usual")),
    };
    finding.values.retain(|(name, _)| !matches!(*name, "asks" | "wait"));
    finding.values.push(("asks", Value::public(asks)));
    finding.values.push(("wait", Value::public(wait)));
}

/// The answers that a finding of this family can come from.
fn answers(evidence: &Evidence, slug: Slug) -> impl Iterator<Item = &Answer> {
    let login = evidence.login.as_ref();
    let tokens = login.into_iter().flat_map(|login| [&login.token, &login.refresh]);
    let is_document =
        matches!(slug, Slug::DiscoveryHttpError | Slug::DiscoveryRateLimited | Slug::KeysHttpError);
    let probes: Vec<&Probe> = if is_document {
        vec![&DISCOVERY, &KEYS]
    } else {
        vec![&PUSHED, &INTROSPECTION, &BOGUS_CODE, &REQUEST]
    };
    let of_checks = probes.into_iter().filter_map(|probe| evidence.probed.of(probe));
    let of_login = tokens.flatten().filter(move |_| !is_document);
    of_checks.chain(of_login).filter_map(Exchange::answer)
}

/// `30 seconds`, `5 minutes`.
fn span(seconds: u64) -> Message {
    match seconds {
        1 => message!("checks.wait.second"),
        0..120 => message!("checks.wait.seconds", count = seconds),
        _ => message!("checks.wait.minutes", count = seconds.div_ceil(60)),
    }
}

fn time_of(until: Timestamp) -> String {
    until.utc().format("%H:%M:%S UTC").to_string()
}
