//! The living application: whether it sends people to the provider, with what, and whether the provider takes that.
//!
//! Something may stand in front of it, and a way in may not be sure: what was seen then is told, and never called wrong.

use super::context::Context;
use super::{Family, discovery, issuer, network};
use crate::base::words::{Key, Message};
use crate::diagnosis::check_id::CheckId;
use crate::diagnosis::finding::{Check, Finding, Severity, Status, Value};
use crate::diagnosis::living::{LiveEvidence, Sender, Server};
use crate::live::Captured;

mod accepted;
mod proxy;
mod redirect;
mod sent;
mod start;

/// The families where nothing but the living application is looked at.
pub(super) const ALONE: [Family; 5] =
    [issuer_if_known, network_if_known, organization_if_known, discovery_if_known, checks];

fn if_known(context: &Context<'_>, family: Family) -> Vec<Check> {
    // Of an issuer that was only guessed from what was seen, nothing is wrong.
    let is_guessed = context.evidence.live.as_ref().is_some_and(|live| live.adopted);
    if is_guessed || context.subject().issuer.is_empty() { Vec::new() } else { family(context) }
}

fn issuer_if_known(context: &Context<'_>) -> Vec<Check> {
    if_known(context, issuer::form)
}

fn network_if_known(context: &Context<'_>) -> Vec<Check> {
    if_known(context, network::checks)
}

fn organization_if_known(context: &Context<'_>) -> Vec<Check> {
    if_known(context, issuer::organization)
}

fn discovery_if_known(context: &Context<'_>) -> Vec<Check> {
    if_known(context, discovery::checks)
}

/// What the application sends, and all that it is judged by.
struct Sent<'a> {
    context: &'a Context<'a>,
    live: &'a LiveEvidence,
    captured: &'a Captured,
    server: Server,
}

pub(super) fn checks(context: &Context<'_>) -> Vec<Check> {
    let Some(live) = &context.evidence.live else { return Vec::new() };
    let mut checks = vec![start::check(context, live)];
    let is_its_own = context.evidence.live_sender() == Sender::Application;
    match context.evidence.captured().filter(|_| is_its_own) {
        Some(captured) => {
            let server = context.evidence.live_server();
            let sent = Sent { context, live, captured, server };
            checks.extend([
                sent::client_id(&sent),
                redirect::check(&sent),
                sent::issuer(&sent),
                sent::scopes(&sent),
                sent::pkce(&sent),
                sent::response_type(&sent),
                accepted::check(&sent),
            ]);
        }
        None => checks.extend(AFTER_START.map(|id| Check::new(id, Status::NotReached))),
    }
    if !live.is_verified() {
        checks = checks.into_iter().map(with_reserve).collect();
    }
    checks
}

const AFTER_START: [CheckId; 7] = [
    CheckId::LiveClientId,
    CheckId::LiveRedirectUri,
    CheckId::LiveIssuer,
    CheckId::LiveScopes,
    CheckId::LivePkce,
    CheckId::LiveResponseType,
    CheckId::LiveAccepted,
];

/// A way in that is not sure proves no fault.
fn with_reserve(mut check: Check) -> Check {
    if check.status == Status::Fail {
        check.status = Status::Unknown;
        check.required = true;
        if let Some(finding) = &mut check.finding {
            finding.severity = Severity::Warn;
        }
    }
    check
}

/// Where a value is set in the application: as the guide says it, or in general.
fn place(cure: Option<&String>, otherwise: Key) -> Message {
    cure.map_or_else(|| otherwise.into(), Message::from)
}

/// A finding about a value that differs, with both of them and where it is set.
fn differing(found: Finding, expected: &str, seen: &str, place: Message) -> Finding {
    found.public("expected", expected).public("seen", seen).public("place", place)
}

fn seeing(id: CheckId, status: Status, expected: Option<&str>, seen: &str) -> Check {
    let check = Check::new(id, status).seeing(Value::public(seen));
    match expected {
        Some(expected) => check.expecting(Value::public(expected)),
        None => check,
    }
}
