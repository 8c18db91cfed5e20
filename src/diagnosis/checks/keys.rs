//! The key set that the ID token's signature is checked with.

use super::context::Context;
use super::{answered, network};
use crate::diagnosis::check_id::CheckId;
use crate::diagnosis::finding::{Check, Finding, Status, Value};
use crate::diagnosis::slugs::Slug;
use crate::oidc::keys::KeySet;
use crate::okta::probes::KEYS;

pub(super) fn checks(context: &Context<'_>) -> Vec<Check> {
    vec![keys(context).required(true)]
}

fn keys(context: &Context<'_>) -> Check {
    let id = CheckId::KeysDocument;
    let Some(exchange) = context.probed(&KEYS) else { return Check::new(id, Status::NotReached) };
    let Some(answer) = exchange.answer() else {
        return network::without_answer(id, exchange).unwrap_or_else(|| Check::new(id, Status::Unknown));
    };
    let address = Value::public(exchange.request.shown_url());
    let check = if let Some(document) = exchange.document() {
        match KeySet::read(document) {
            Err(why) => {
                let found = answered::marked(exchange).unwrap_or_else(|| {
                    let instead = answered::instead_of_json(Some(exchange), &why.to_string());
                    Finding::new(Slug::KeysMalformed).with("address", address).public("detail", instead)
                });
                Check::new(id, Status::Fail).because(found)
            }
            Ok(set) if set.is_empty() => {
                Check::new(id, Status::Fail).because(Finding::new(Slug::KeysEmpty).with("address", address))
            }
            Ok(set) => Check::new(id, Status::Pass).seeing(Value::public(set.keys.len().to_string())),
        }
    } else if answer.status == 429 {
        Check::new(id, Status::Unknown)
            .because(Finding::new(Slug::DiscoveryRateLimited).with("address", address))
    } else if let Some(blocked) = answered::by_a_page(exchange) {
        Check::new(id, Status::Fail).because(blocked)
    } else {
        let status = Value::public(answer.status.to_string());
        let found = Finding::new(Slug::KeysHttpError).with("status", status).with("address", address);
        Check::new(id, Status::Fail).because(found)
    };
    check.timed(Some(exchange))
}
