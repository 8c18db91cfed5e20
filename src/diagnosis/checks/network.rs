//! Whether the issuer's host can be reached from this computer, and what stood in the way.
//!
//! A name that is not found or a host that does not answer may be this computer's doing: that is unknown, not broken. A
//! certificate that does not fit is seen as it is, and fails.

use super::context::Context;
use crate::base::{Exchange, Trouble, TroubleKind};
use crate::diagnosis::finding::{Check, Finding, Status, Value};
use crate::diagnosis::slugs::finding;
use crate::okta::probes::{DISCOVERY, ORGANIZATION};

pub(super) fn checks(context: &Context<'_>) -> Vec<Check> {
    let discovery = context.probed(&DISCOVERY);
    let asked = [discovery, context.probed(&ORGANIZATION)];
    let reached = asked.into_iter().flatten().find(|exchange| exchange.answer().is_some());
    let check = match (reached, discovery) {
        (Some(exchange), _) => Check::new("network.reach", Status::Pass).timed(Some(exchange)),
        (None, None) => Check::new("network.reach", Status::NotReached),
        (None, Some(exchange)) => match exchange.trouble() {
            Some(trouble) if trouble.kind == TroubleKind::TooLarge => {
                Check::new("network.reach", Status::Pass)
            }
            Some(trouble) => troubled("network.reach", trouble),
            None => Check::new("network.reach", Status::Unknown),
        },
    };
    vec![check.required(true)]
}

/// A check that trouble kept from an answer.
pub(super) fn troubled(id: &'static str, trouble: &Trouble) -> Check {
    let found = trouble_finding(trouble);
    let status = match trouble.kind {
        TroubleKind::TlsUntrusted
        | TroubleKind::TlsWrongHost
        | TroubleKind::TlsExpired
        | TroubleKind::PlainHttp => Status::Fail,
        _ => Status::Unknown,
    };
    Check::new(id, status).because(found)
}

/// A check whose exchange brought no answer; `None` when it did.
pub(super) fn without_answer(id: &'static str, exchange: &Exchange) -> Option<Check> {
    exchange.trouble().map(|trouble| troubled(id, trouble))
}

/// The finding for trouble on the way.
pub(super) fn trouble_finding(trouble: &Trouble) -> Finding {
    let slug = match trouble.kind {
        TroubleKind::Dns => "network.dns",
        TroubleKind::Refused => "network.refused",
        TroubleKind::Timeout => "network.timeout",
        TroubleKind::Reset => "network.reset",
        TroubleKind::TlsUntrusted => "network.tls_untrusted",
        TroubleKind::TlsWrongHost => "network.tls_wrong_host",
        TroubleKind::TlsExpired => "network.tls_expired",
        TroubleKind::Proxy => "network.proxy",
        TroubleKind::PlainHttp => "issuer.not_https",
        TroubleKind::TooLarge | TroubleKind::Cancelled | TroubleKind::Other => "network.other",
    };
    finding(slug)
        .with("host", Value::public(trouble.target.clone()))
        .with("detail", Value::public(trouble.detail.clone()))
        .with("seen", Value::public(trouble.target.clone()))
}
