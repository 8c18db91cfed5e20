//! Redirect URIs: Usher's own, the application's, the sign-out ones.
//!
//! The control probe decides whether the others mean anything: where a URI that is surely registered nowhere is not refused,
//! nothing is concluded from the rest.

use super::context::Context;
use crate::base::Exchange;
use crate::diagnosis::evidence::{RedirectProbe, RedirectRole};
use crate::diagnosis::finding::{Check, Status, Value};
use crate::diagnosis::slugs::finding;
use crate::okta::authorize::{AuthorizeAnswer, read_authorize};
use crate::okta::errors::{Place, meaning};

/// What a probe says of its URI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Registered,
    NotRegistered,
    Nothing,
}

pub(super) fn checks(context: &Context<'_>) -> Vec<Check> {
    let mut checks = vec![application(context)];
    checks.extend(wildcard(context));
    checks.push(test(context));
    checks.push(sign_out(context));
    checks
}

fn probes<'a>(
    context: &Context<'a>,
    role: RedirectRole,
) -> impl Iterator<Item = &'a RedirectProbe> + use<'a> {
    context.evidence.redirects.iter().filter(move |probe| probe.role == role)
}

/// Whether the control was refused for its redirect URI, so that the other answers can be believed.
fn can_tell(context: &Context<'_>) -> bool {
    let mut controls = probes(context, RedirectRole::Control).peekable();
    controls.peek().is_some() && controls.all(|probe| said(probe) == Said::NotRegistered)
}

fn said(probe: &RedirectProbe) -> Said {
    match read_authorize(&probe.exchange) {
        Some(AuthorizeAnswer::Redirected { .. } | AuthorizeAnswer::SignInPage) => Said::Registered,
        Some(AuthorizeAnswer::ErrorPage { status, error, description, .. }) => {
            page(status, error.as_deref(), description.as_deref())
        }
        Some(AuthorizeAnswer::Other { .. }) | None => Said::Nothing,
    }
}

/// A page with Okta's sentence, or with a bare `invalid_request`-like refusal that names the redirect URI.
fn page(status: u16, error: Option<&str>, description: Option<&str>) -> Said {
    let code = error.unwrap_or_default();
    let names_it = description.is_some_and(|text| text.to_lowercase().contains("redirect"));
    let slug = meaning(Place::Page, code, description).slug;
    if slug == "redirect.test_not_registered" || (names_it && (400..500).contains(&status)) {
        Said::NotRegistered
    } else {
        Said::Nothing
    }
}

/// The application's own URIs.
fn application(context: &Context<'_>) -> Check {
    let id = "redirect.app";
    if context.subject().app_redirects.is_empty() {
        return Check::new(id, Status::NotApplicable);
    }
    let wanted = &context.subject().app_redirects;
    let all: Vec<_> =
        probes(context, RedirectRole::Application).filter(|probe| wanted.contains(&probe.uri)).collect();
    if all.is_empty() {
        return Check::new(id, Status::NotReached).required(context.okta);
    }
    let exchange = all.first().map(|probe| &probe.exchange);
    let missing: Vec<&str> = all
        .iter()
        .filter(|probe| said(probe) == Said::NotRegistered)
        .map(|probe| probe.uri.as_str())
        .collect();
    let check = if !can_tell(context) {
        Check::new(id, Status::Unknown)
    } else if !missing.is_empty() {
        let uri = Value::public(missing.join(" , "));
        Check::new(id, Status::Fail)
            .because(finding("redirect.app_not_registered").with("uri", uri.clone()))
            .expecting(uri)
    } else if wanted.iter().all(|uri| registered(&all, uri)) {
        Check::new(id, Status::Pass)
    } else {
        Check::new(id, Status::Unknown)
    };
    check.timed(exchange).required(context.okta)
}

fn registered(all: &[&RedirectProbe], uri: &str) -> bool {
    all.iter().any(|probe| probe.uri == uri && said(probe) == Said::Registered)
}

/// A wildcard is allowed by some organizations, and lets codes reach hosts that nobody thought of (RFC 9700 §2.1).
fn wildcard(context: &Context<'_>) -> Option<Check> {
    let uri = context.subject().app_redirects.iter().find(|uri| uri.contains('*'))?;
    let found = finding("redirect.wildcard").with("uri", Value::public(uri.clone()));
    Some(Check::new("redirect.wildcard", Status::Warn).because(found))
}

/// Usher's own URI. Where it is missing, Usher cannot test, and nothing is wrong with the application.
fn test(context: &Context<'_>) -> Check {
    let id = "redirect.test";
    let uri = Value::public(context.subject().test_redirect.clone());
    if context.code_came() {
        return Check::new(id, Status::Pass).seeing(uri);
    }
    let Some(probe) = probes(context, RedirectRole::Test).next() else {
        return Check::new(id, Status::NotReached);
    };
    let check = match said(probe) {
        Said::Registered if can_tell(context) => Check::new(id, Status::Pass).seeing(uri),
        Said::NotRegistered if can_tell(context) => {
            let found = finding("redirect.test_not_registered").with("uri", uri.clone());
            Check::new(id, Status::Unknown).because(found).expecting(uri).required(context.login().is_some())
        }
        _ => Check::new(id, Status::Unknown),
    };
    check.timed(Some(&probe.exchange))
}

/// The sign-out URI, asked after a login with its ID token: refused only on the provider's own text for it.
fn sign_out(context: &Context<'_>) -> Check {
    let id = "redirect.sign_out";
    let wanted = &context.subject().sign_out_redirects;
    if wanted.is_empty() {
        return Check::new(id, Status::NotApplicable);
    }
    let Some(exchange) = context.login().and_then(|login| login.sign_out.as_ref()) else {
        return Check::new(id, Status::NotReached);
    };
    let check = if came_back(exchange, wanted) {
        Check::new(id, Status::Pass)
    } else if refused_sign_out(exchange) {
        let uri = Value::public(wanted.join(" , "));
        Check::new(id, Status::Fail).because(finding("redirect.sign_out_not_registered").with("uri", uri))
    } else {
        Check::new(id, Status::Unknown)
    };
    check.timed(Some(exchange))
}

fn came_back(exchange: &Exchange, wanted: &[String]) -> bool {
    let target = exchange.answer().and_then(|answer| answer.location(&exchange.request.url));
    target.is_some_and(|mut target| {
        target.set_query(None);
        target.set_fragment(None);
        wanted.iter().any(|uri| url::Url::parse(uri).is_ok_and(|uri| uri == target))
    })
}

fn refused_sign_out(exchange: &Exchange) -> bool {
    match read_authorize(exchange) {
        Some(AuthorizeAnswer::ErrorPage { error, description, .. }) => {
            let slug =
                meaning(Place::Logout, error.as_deref().unwrap_or_default(), description.as_deref()).slug;
            slug == "redirect.sign_out_not_registered"
        }
        _ => false,
    }
}
