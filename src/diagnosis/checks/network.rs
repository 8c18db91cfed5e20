//! Whether the issuer's host can be reached from this computer, and what stood in the way.
//!
//! A name that is not found or a host that does not answer may be this computer's doing: that is unknown, not broken. A
//! certificate that does not fit is seen as it is, and fails.

use super::context::Context;
use crate::base::{Exchange, Trouble, TroubleKind};
use crate::diagnosis::check_id::CheckId;
use crate::diagnosis::finding::{Check, Finding, Status};
use crate::diagnosis::slugs::Slug;
use crate::okta::probes::{DISCOVERY, ORGANIZATION};

pub(super) fn checks(context: &Context<'_>) -> Vec<Check> {
    let discovery = context.probed(&DISCOVERY);
    let asked = [discovery, context.probed(&ORGANIZATION)];
    let reached = asked.into_iter().flatten().find(|exchange| exchange.answer().is_some());
    let check = match (reached, discovery) {
        (Some(exchange), _) => Check::new(CheckId::NetworkReach, Status::Pass).timed(Some(exchange)),
        (None, None) => Check::new(CheckId::NetworkReach, Status::NotReached),
        (None, Some(exchange)) => match exchange.trouble() {
            Some(trouble) if trouble.kind == TroubleKind::TooLarge => {
                Check::new(CheckId::NetworkReach, Status::Pass)
            }
            Some(trouble) => troubled(CheckId::NetworkReach, trouble),
            None => Check::new(CheckId::NetworkReach, Status::Unknown),
        },
    };
    vec![check.required(true)]
}

/// A check that trouble kept from an answer.
pub(super) fn troubled(id: CheckId, trouble: &Trouble) -> Check {
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

/// A check whose exchange brought no answer, though the host answers other questions; `None` when it did.
pub(super) fn without_answer(id: CheckId, exchange: &Exchange) -> Option<Check> {
    let trouble = exchange.trouble()?;
    let about = |slug| Finding::new(slug).public("address", exchange.request.shown_url());
    Some(match trouble.kind {
        TroubleKind::TooLarge => Check::new(id, Status::Fail).because(about(Slug::AnswerEndless)),
        TroubleKind::Timeout | TroubleKind::Other => {
            let found = about(Slug::AnswerMissing).public("detail", trouble.detail.clone());
            Check::new(id, Status::Unknown).because(found)
        }
        _ => troubled(id, trouble),
    })
}

/// Whether the issuer's host answers anything at all.
pub(super) fn is_reached(context: &Context<'_>) -> bool {
    let asked = [context.probed(&DISCOVERY), context.probed(&ORGANIZATION)];
    asked.into_iter().flatten().any(|exchange| exchange.answer().is_some())
}

/// The finding for trouble on the way.
pub(super) fn trouble_finding(trouble: &Trouble) -> Finding {
    let slug = match trouble.kind {
        TroubleKind::Dns => Slug::NetworkDns,
        TroubleKind::Refused => Slug::NetworkRefused,
        TroubleKind::Timeout => Slug::NetworkTimeout,
        TroubleKind::Reset => Slug::NetworkReset,
        TroubleKind::TlsUntrusted => Slug::NetworkTlsUntrusted,
        TroubleKind::TlsWrongHost => Slug::NetworkTlsWrongHost,
        TroubleKind::TlsExpired => Slug::NetworkTlsExpired,
        TroubleKind::Proxy => Slug::NetworkProxy,
        TroubleKind::PlainHttp => Slug::IssuerNotHttps,
        TroubleKind::TooLarge => Slug::AnswerEndless,
        TroubleKind::Other => Slug::NetworkOther,
    };
    Finding::new(slug)
        .public("address", trouble.target.clone())
        .public("host", trouble.target.clone())
        .public("detail", trouble.detail.clone())
        .public("seen", trouble.target.clone())
}
