//! The key set that the ID token's signature is checked with.

use super::context::Context;
use super::{answered, network, or_none};
use crate::base::words::{Message, key, message};
use crate::diagnosis::check_id::CheckId;
use crate::diagnosis::finding::{Check, Finding, Severity, Status, Value};
use crate::diagnosis::slugs::Slug;
use crate::oidc::keys::{KeyFault, KeySet};
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
            Ok(set) => judged(id, &set),
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

/// A set that has keys: nothing may be signed with one that cannot be relied on, and with no other nothing can.
fn judged(id: CheckId, set: &KeySet) -> Check {
    let seen = Value::public(set.keys.len().to_string());
    let Some((key, fault)) = set.first_fault() else { return Check::new(id, Status::Pass).seeing(seen) };
    let is_another_sound = set.keys.iter().any(|key| key.signs() && key.fault.is_none());
    let mut found = unsound(key.kid.as_deref(), fault);
    if is_another_sound {
        found.severity = Severity::Warn;
    }
    let status = if is_another_sound { Status::Warn } else { Status::Fail };
    Check::new(id, status).because(found).seeing(seen)
}

/// The finding for a key that cannot be relied on.
pub(super) fn unsound(kid: Option<&str>, fault: KeyFault) -> Finding {
    let problem: Message = match fault {
        KeyFault::Incomplete => key!("checks.key.incomplete").into(),
        KeyFault::Short(bits) => message!("checks.key.short", bits = bits),
        KeyFault::Long(bits) => message!("checks.key.long", bits = bits),
        KeyFault::Numbers => key!("checks.key.numbers").into(),
        KeyFault::OffCurve => key!("checks.key.off_curve").into(),
        KeyFault::SmallOrder => key!("checks.key.small_order").into(),
    };
    Finding::new(Slug::KeysUnsound).public("seen", or_none(kid)).public("problem", problem)
}
