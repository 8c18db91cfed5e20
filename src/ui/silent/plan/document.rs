//! The plan as `usher-plan/1`, which the schema in `assets/` describes.

use serde_json::{Value as Json, json};

use super::{Seen, shown_host};
use crate::base::untrusted::visible;
use crate::base::words::Voice;
use crate::base::{Exchange, Redactor};
use crate::manage::{Candidate, Kind, Row};

/// The whole document, as text.
pub(super) fn of(seen: &Seen) -> String {
    text(seen, &value(seen))
}

/// A document as text, without the token.
pub(in super::super) fn text(seen: &Seen, document: &Json) -> String {
    serde_json::to_string_pretty(&cleaned(document, &seen.redactor)).unwrap_or_default() + "\n"
}

/// The whole document.
pub(in super::super) fn value(seen: &Seen) -> Json {
    let plan = &seen.plan;
    json!({
        "schema": "usher-plan/1",
        "organization": organization(seen),
        "application": plan.application.as_ref().map(candidate),
        "candidates": plan.candidates.iter().map(candidate).collect::<Json>(),
        "why": plan.why_none.as_ref().or(seen.nothing.as_ref()).map(|why| Voice::default().say(why)),
        "differs": plan.differs(),
        "complete": !plan.is_incomplete,
        "rows": plan.rows.iter().map(row).collect::<Json>(),
        "rights": { "as": seen.by, "missing": plan.missing },
        "requests": seen.requests.iter().map(request).collect::<Json>(),
    })
}

fn organization(seen: &Seen) -> Json {
    let asked = shown_host(&seen.organization);
    match &seen.plan.organization {
        None => json!({ "id": null, "host": asked, "kind": Kind::Unknown.as_str(), "custom_domains": [] }),
        Some((organization, kind)) => {
            let home = organization.home.as_ref().map_or(asked, shown_host);
            let custom: Vec<String> = organization.custom_domain.iter().map(shown_host).collect();
            json!({ "id": organization.id, "host": home, "kind": kind.as_str(), "custom_domains": custom })
        }
    }
}

fn candidate(one: &Candidate) -> Json {
    json!({
        "id": one.id, "client_id": one.client_id, "label": one.label, "active": one.is_active,
        "found_by": one.found_by.as_str(),
    })
}

fn row(row: &Row) -> Json {
    json!({
        "setting": row.setting.as_str(),
        "status": row.status.as_str(),
        "now": row.now,
        "wanted": row.wanted,
        "why": row.why.as_ref().map(|why| Voice::default().say(why)),
        "stops_login": row.stops_login,
        "breaks_running": row.breaks_running.as_str(),
        "read": row.is_read,
    })
}

/// One request, without what stands behind the `?`.
pub(in super::super) fn request(exchange: &Exchange) -> Json {
    let answer = exchange.answer();
    json!({
        "at": exchange.at.rfc3339(),
        "method": exchange.request.method.as_str(),
        "url": exchange.request.shown_url(),
        "status": answer.map(|answer| answer.status),
        "okta_request_id": answer.and_then(|answer| answer.okta_request_id()),
    })
}

/// Every text without the token, and with all that is unseen made visible.
pub(in super::super) fn cleaned(value: &Json, redactor: &Redactor) -> Json {
    match value {
        Json::String(text) => visible(&redactor.clean(text)).into(),
        Json::Array(items) => items.iter().map(|item| cleaned(item, redactor)).collect(),
        Json::Object(members) => {
            let members = members.iter();
            members.map(|(name, value)| (visible(&redactor.clean(name)), cleaned(value, redactor))).collect()
        }
        other => other.clone(),
    }
}
