//! Each of the other values that the application sends, beside what it should send.

use super::{Sent, accepted, differing, place, seeing};
use crate::base::words::{Message, key};
use crate::diagnosis::check_id::CheckId;
use crate::diagnosis::finding::{Check, Finding, Severity, Status};
use crate::diagnosis::living::Server;
use crate::diagnosis::slugs::Slug;

/// Another client is another set-up, or one of before that is still running.
pub(super) fn client_id(sent: &Sent<'_>) -> Check {
    let id = CheckId::LiveClientId;
    let seen = sent.captured.client_id.as_str();
    let expected = sent.context.subject().client_id.as_str();
    if sent.live.adopted || expected.is_empty() {
        return seeing(id, Status::NotApplicable, None, seen);
    }
    if expected == seen {
        return seeing(id, Status::Pass, Some(expected), seen);
    }
    // Another provider knows it by another name.
    if sent.server == Server::OtherProvider {
        return seeing(id, Status::NotReached, Some(expected), seen);
    }
    let cure = place(sent.live.cures().client_id.as_ref(), key!("checks.live.place.client_id"));
    Check::new(id, Status::Fail).because(differing(
        Finding::new(Slug::LiveClientDiffers),
        expected,
        seen,
        cure,
    ))
}

/// The authorization server.
pub(super) fn issuer(sent: &Sent<'_>) -> Check {
    let id = CheckId::LiveIssuer;
    let seen = sent.captured.endpoint.as_str();
    let expected = sent.context.evidence.expected_endpoint();
    let expected = expected.as_ref().map(url::Url::as_str).unwrap_or_default();
    let about = |slug| {
        let cure = place(sent.live.cures().issuer.as_ref(), key!("checks.live.place.issuer"));
        differing(Finding::new(slug), expected, seen, cure)
    };
    match sent.server {
        Server::NoIssuer => seeing(id, Status::NotApplicable, None, seen),
        Server::Right if sent.live.adopted => seeing(id, Status::NotApplicable, None, seen),
        Server::Right => seeing(id, Status::Pass, Some(expected), seen),
        Server::NotAsked => seeing(id, Status::Unknown, Some(expected), seen).required(true),
        Server::OtherHost => Check::new(id, Status::Warn).because(about(Slug::LiveOtherHost)),
        Server::OtherPath => Check::new(id, Status::Fail).because(about(Slug::LiveServerDiffers)),
        Server::OtherProvider => Check::new(id, Status::Fail).because(about(Slug::LiveProviderDiffers)),
    }
}

/// Without `openid` there is no ID token (OpenID Connect Core 1.0 §3.1.2.1); without another scope something stays away.
pub(super) fn scopes(sent: &Sent<'_>) -> Check {
    let id = CheckId::LiveScopes;
    let seen = sent.captured.scopes();
    if seen.is_empty() && sent.captured.may_lack("scope") {
        return Check::new(id, Status::NotApplicable);
    }
    let wanted = &sent.context.subject().scopes;
    let (expected, shown) = (wanted.join(" "), seen.join(" "));
    let about = |slug, missing: &[String]| {
        let cure = place(sent.live.cures().scopes.as_ref(), key!("checks.live.place.scopes"));
        differing(Finding::new(slug), &expected, &shown, cure).public("missing", Message::list(missing))
    };
    if !seen.iter().any(|scope| scope == "openid") {
        let missing = ["openid".to_owned()];
        return Check::new(id, Status::Fail).because(about(Slug::LiveOpenidMissing, &missing));
    }
    let missing: Vec<String> = wanted.iter().filter(|scope| !seen.contains(scope)).cloned().collect();
    // What the guide proposes is not yet what this application was told to ask for.
    let is_meant = |scope: &String| sent.context.evidence.configured.is_some() || is_missed(sent, scope);
    if missing.iter().any(is_meant) {
        return Check::new(id, Status::Warn).because(about(Slug::LiveScopesDiffer, &missing));
    }
    if let Some(found) = accepted::objection_about_scopes(sent) {
        return seeing(id, Status::Fail, Some(&expected), &shown).because(found);
    }
    seeing(id, Status::Pass, Some(&expected), &shown)
}

/// Whether the application lacks something without this scope.
fn is_missed(sent: &Sent<'_>, scope: &str) -> bool {
    let needs = &sent.context.subject().claims;
    match scope {
        "groups" => needs.groups.is_some(),
        "email" => !needs.email_optional && !needs.email.is_empty(),
        _ => false,
    }
}

/// PKCE (RFC 7636): whether it is used, by which method.
pub(super) fn pkce(sent: &Sent<'_>) -> Check {
    let id = CheckId::LivePkce;
    let method = sent.captured.challenge.as_deref();
    if method.is_none() && sent.captured.may_lack("code_challenge") {
        return Check::new(id, Status::NotApplicable);
    }
    let is_always = sent.live.pkce == "always";
    let absent = key!("checks.live.absent");
    let about = |severity| {
        let cure = place(sent.live.cures().pkce.as_ref(), key!("checks.live.place.pkce"));
        let seen = method.map_or_else(|| absent.into(), Message::from);
        let mut found = Finding::new(Slug::LivePkceDiffers)
            .public("expected", "S256")
            .public("seen", seen)
            .public("place", cure);
        found.severity = severity;
        found
    };
    match method {
        Some("S256") => seeing(id, Status::Pass, is_always.then_some("S256"), "S256"),
        _ if accepted::wants_pkce(sent) => Check::new(id, Status::Fail).because(about(Severity::Fail)),
        Some(_) => Check::new(id, Status::Warn).because(about(Severity::Warn)),
        None if is_always => Check::new(id, Status::Warn).because(about(Severity::Warn)),
        None => Check::new(id, Status::Pass).seeing(crate::diagnosis::Value::public(absent)),
    }
}

/// The response type and mode: a code, in the query.
pub(super) fn response_type(sent: &Sent<'_>) -> Check {
    let id = CheckId::LiveResponseType;
    let Some(kind) = sent.captured.response_type.as_deref() else {
        return Check::new(id, Status::NotApplicable);
    };
    let seen = match sent.captured.response_mode.as_deref() {
        Some(mode) => format!("{kind} ({mode})"),
        None => kind.to_owned(),
    };
    if kind == "code" {
        return seeing(id, Status::Pass, Some("code"), &seen);
    }
    let cure = place(sent.live.cures().response_type.as_ref(), key!("checks.live.place.response_type"));
    let mut found = differing(Finding::new(Slug::LiveResponseTypeDiffers), "code", &seen, cure);
    let is_refused = accepted::refuses_response_type(sent);
    found.severity = if is_refused { Severity::Fail } else { Severity::Warn };
    Check::new(id, if is_refused { Status::Fail } else { Status::Warn }).because(found)
}
