//! The key set that the ID token's signature is checked with.

use super::context::Context;
use super::network;
use crate::diagnosis::finding::{Check, Status, Value};
use crate::diagnosis::slugs::finding;
use crate::oidc::keys::KeySet;
use crate::okta::probes::KEYS;

pub(super) fn checks(context: &Context<'_>) -> Vec<Check> {
    vec![keys(context).required(true)]
}

fn keys(context: &Context<'_>) -> Check {
    let id = "keys.document";
    let Some(exchange) = context.probed(&KEYS) else { return Check::new(id, Status::NotReached) };
    let Some(answer) = exchange.answer() else {
        return network::without_answer(id, exchange).unwrap_or_else(|| Check::new(id, Status::Unknown));
    };
    let address = Value::public(exchange.request.shown_url());
    let check = if let Some(document) = exchange.document() {
        match KeySet::read(document) {
            Err(why) => {
                let found = finding("keys.malformed")
                    .with("address", address)
                    .with("detail", Value::public(why.to_string()));
                Check::new(id, Status::Fail).because(found)
            }
            Ok(set) if set.is_empty() => {
                Check::new(id, Status::Fail).because(finding("keys.empty").with("address", address))
            }
            Ok(set) => Check::new(id, Status::Pass).seeing(Value::public(set.keys.len().to_string())),
        }
    } else if answer.status == 429 {
        Check::new(id, Status::Unknown).because(finding("discovery.rate_limited").with("address", address))
    } else {
        let status = Value::public(answer.status.to_string());
        let found = finding("keys.http_error").with("status", status).with("address", address);
        Check::new(id, Status::Fail).because(found)
    };
    check.timed(Some(exchange))
}
