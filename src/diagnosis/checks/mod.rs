//! Every check, in the order in which they are told: one file for each family.
//!
//! The order is the order of causes: what stands higher explains what stands below it.

use super::evidence::Evidence;
use super::finding::{Check, Identity};
use crate::base::words::{Message, key};

mod answered;
mod app;
mod as_configured;
mod claims;
mod client;
mod client_evidence;
mod clock;
mod config;
mod context;
mod discovery;
mod id_token;
mod issuer;
mod keys;
mod live;
mod login;
mod network;
mod provider_said;
mod redirect;
mod request;
mod scopes;
mod token;
mod userinfo;
mod waiting;
mod written_file;

pub use app::check_of_word;
use context::Context;
pub use redirect::{Said as RedirectSaid, is_redirect_refused, refuses_redirect, said as said_of_redirect};

/// One family of checks.
type Family = fn(&Context<'_>) -> Vec<Check>;

/// The families, first causes first.
const FAMILIES: [Family; 22] = [
    config::references,
    issuer::form,
    network::checks,
    issuer::organization,
    discovery::checks,
    as_configured::checks,
    keys::checks,
    clock::checks,
    client::checks,
    redirect::checks,
    request::checks,
    live::checks,
    login::checks,
    token::exchange,
    scopes::granted,
    id_token::checks,
    userinfo::checks,
    claims::checks,
    token::refresh,
    written_file::checks,
    config::checks,
    app::checks,
];

/// What was seen, or that nothing was.
fn or_none(seen: Option<&str>) -> Message {
    seen.map_or_else(|| key!("checks.answer.none").into(), Message::from)
}

/// All checks on the evidence, and who signed in.
pub(super) fn all(evidence: &Evidence) -> (Vec<Check>, Option<Identity>) {
    let context = Context::new(evidence);
    let is_alone = evidence.live.as_ref().is_some_and(|live| live.alone);
    let families = if is_alone { live::ALONE.iter() } else { FAMILIES.iter() };
    let mut checks: Vec<Check> = families.flat_map(|family| family(&context)).collect();
    for check in &mut checks {
        if let Some(finding) = &mut check.finding {
            finding.link = context.link_for(finding.slug);
            finding.stands = finding.stands.take().or_else(|| as_configured::stands_for(&context, check.id));
            waiting::say(&context, finding);
        }
    }
    (checks, claims::identity(&context))
}
