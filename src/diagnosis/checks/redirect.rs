//! Redirect URIs: Usher's own, the application's, the sign-out ones.
//!
//! The control probe decides whether the others mean anything: where a URI that is surely registered nowhere is not refused,
//! nothing is concluded from the rest.

use super::as_configured;
use super::client_evidence::page_error;
use super::context::Context;
use crate::base::Exchange;
use crate::diagnosis::as_configured::Correction;
use crate::diagnosis::check_id::CheckId;
use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::finding::{Check, Finding, Status, Value};
use crate::diagnosis::slugs::Slug;
use crate::okta::authorize::{AuthorizeAnswer, read_authorize};
use crate::okta::probes::{APPLICATION, CONTROL, LIKELY, TEST};

/// What a probe says of its URI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// The provider takes it.
    Registered,
    /// It refuses it.
    NotRegistered,
    /// Too many questions were asked.
    Limited,
    /// It does not say.
    Nothing,
}

pub(super) fn checks(context: &Context<'_>) -> Vec<Check> {
    let mut checks = vec![application(context)];
    checks.extend(wildcard(context));
    checks.push(test(context));
    checks.push(sign_out(context));
    checks
}

/// Whether the control was refused for its redirect URI, so that the other answers can be believed.
pub(super) fn can_tell(context: &Context<'_>) -> bool {
    context.probed(&CONTROL).is_some_and(|exchange| said(exchange) == Said::NotRegistered)
}

/// Nothing can be told, or why: the provider asks to be left alone.
fn untold<'a>(id: CheckId, asked: impl IntoIterator<Item = &'a Exchange>) -> Check {
    let limited = asked.into_iter().any(|exchange| said(exchange) == Said::Limited);
    let check = Check::new(id, Status::Unknown);
    if limited { check.because(Finding::new(Slug::ClientRateLimited)).required(true) } else { check }
}

/// What an answer of `/authorize` says of the redirect URI that was sent.
pub fn said(exchange: &Exchange) -> Said {
    if exchange.answer().is_some_and(|answer| answer.status == 429) {
        return Said::Limited;
    }
    match read_authorize(exchange) {
        Some(AuthorizeAnswer::Redirected { .. } | AuthorizeAnswer::SignInPage) => Said::Registered,
        Some(page @ AuthorizeAnswer::ErrorPage { .. }) => {
            let found = page_error(&page);
            let named = found.is_some_and(|found| found.slug == Slug::RedirectTestNotRegistered);
            if named { Said::NotRegistered } else { Said::Nothing }
        }
        Some(AuthorizeAnswer::Other { .. }) | None => Said::Nothing,
    }
}

/// The application's own URIs.
fn application(context: &Context<'_>) -> Check {
    let id = CheckId::RedirectApp;
    if context.subject().app_redirects.is_empty() {
        return Check::new(id, Status::NotApplicable);
    }
    let wanted = &context.subject().app_redirects;
    let asked = |uri: &'_ String| context.evidence.probed.about(&APPLICATION, uri);
    // A code that came back to it is the best answer.
    let came = |uri: &String| {
        let subject = context.subject();
        subject.comes_back_to_app && subject.test_redirect == *uri && context.code_came()
    };
    let said_of = |uri: &String| match asked(uri) {
        _ if came(uri) => Said::Registered,
        Some(exchange) => said(exchange),
        None => Said::Nothing,
    };
    let control = context.probed(&CONTROL).filter(|exchange| said(exchange) == Said::Limited);
    let Some(exchange) = wanted.iter().find_map(asked).or(control) else {
        // What the person wanted left out is missed by nobody.
        return Check::new(id, Status::NotReached)
            .required(context.okta && !context.subject().leaves_out_noise);
    };
    let refused = wanted.iter().filter(|uri| said_of(uri) == Said::NotRegistered);
    let missing: Vec<&str> = refused.map(String::as_str).collect();
    let probes = || context.probed(&CONTROL).into_iter().chain(wanted.iter().filter_map(asked));
    let check = if !can_tell(context) {
        untold(id, probes())
    } else if !missing.is_empty() {
        let uri = Value::public(missing.join(" , "));
        Check::new(id, Status::Fail)
            .because(of_file(context, missing[0]).unwrap_or_else(|| {
                let found = Finding::new(Slug::RedirectAppNotRegistered).with("uri", uri.clone());
                stands_at(context, missing[0], found)
            }))
            .expecting(uri)
    } else if wanted.iter().all(|uri| said_of(uri) == Said::Registered) {
        Check::new(id, Status::Pass)
    } else {
        untold(id, probes())
    };
    let needed = check.required || context.okta;
    check.timed(Some(exchange)).required(needed)
}

/// Whether an answer refuses the redirect URI that was asked about, and nothing else.
pub fn refuses_redirect(exchange: &Exchange) -> bool {
    said(exchange) == Said::NotRegistered
}

/// Whether one of the application's own was refused.
pub fn is_redirect_refused(evidence: &Evidence) -> bool {
    let asked = |uri: &String| evidence.probed.about(&APPLICATION, uri);
    evidence
        .subject
        .app_redirects
        .iter()
        .filter_map(asked)
        .any(|exchange| said(exchange) == Said::NotRegistered)
}

/// The finding where another one is registered that the application would send by a right file.
fn of_file(context: &Context<'_>, uri: &str) -> Option<Finding> {
    let used = context.evidence.configured.as_ref()?;
    let is_registered = |one: &&String| {
        context.evidence.probed.about(&LIKELY, one).is_some_and(|exchange| said(exchange) == Said::Registered)
    };
    let other = context.subject().likely_redirects.iter().find(is_registered)?;
    let literal = used.redirects.iter().find(|stated| stated.text == uri);
    let (stated, right) = if let Some(stated) = literal {
        (stated, other.clone())
    } else {
        let stated = used.base_of(uri)?;
        let right = stated.text.replacen("http://", "https://", 1);
        (stated, Some(right).filter(|right| uri.replacen(&stated.text, right, 1) == *other)?)
    };
    let found = as_configured::about(Slug::ConfigRedirectDiffers, stated, &right);
    let found = found.public("uri", uri).public("other", other.clone());
    Some(found.corrected_by(Some(Correction::Text(stated.clone(), right))))
}

/// The same finding with where the application's own file says the redirect URI, or the address that it is made from.
fn stands_at(context: &Context<'_>, uri: &str, found: Finding) -> Finding {
    let Some(used) = &context.evidence.configured else { return found };
    let literal = used.redirects.iter().find(|stated| stated.text == uri);
    match literal.or_else(|| used.base_of(uri)) {
        Some(stated) => found.at(as_configured::quoted(stated)),
        None => found,
    }
}

/// A wildcard is allowed by some organizations, and lets codes reach hosts that nobody thought of (RFC 9700 §2.1).
fn wildcard(context: &Context<'_>) -> Option<Check> {
    let uri = context.subject().app_redirects.iter().find(|uri| uri.contains('*'))?;
    let found = Finding::new(Slug::RedirectWildcard).public("uri", uri.clone());
    Some(Check::new(CheckId::RedirectWildcard, Status::Warn).because(found))
}

/// Usher's own URI. Where it is missing, Usher cannot test, and nothing is wrong with the application.
fn test(context: &Context<'_>) -> Check {
    let id = CheckId::RedirectTest;
    if context.subject().comes_back_to_app {
        return Check::new(id, Status::NotApplicable);
    }
    let uri = Value::public(context.subject().test_redirect.clone());
    if context.code_came() {
        return Check::new(id, Status::Pass).seeing(uri);
    }
    let control = context.probed(&CONTROL).filter(|exchange| said(exchange) == Said::Limited);
    let Some(exchange) = context.probed(&TEST).or(control) else {
        return Check::new(id, Status::NotReached);
    };
    let check = match said(exchange) {
        Said::Registered if can_tell(context) => Check::new(id, Status::Pass).seeing(uri),
        Said::NotRegistered if can_tell(context) => {
            let found = Finding::new(Slug::RedirectTestNotRegistered).with("uri", uri.clone());
            Check::new(id, Status::Unknown).because(found).expecting(uri).required(context.login().is_some())
        }
        _ => untold(id, context.probed(&CONTROL).into_iter().chain([exchange])),
    };
    check.timed(Some(exchange))
}

/// The sign-out URI, asked after a login with its ID token: refused only on the provider's own text for it.
fn sign_out(context: &Context<'_>) -> Check {
    let id = CheckId::RedirectSignOut;
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
        Check::new(id, Status::Fail)
            .because(Finding::new(Slug::RedirectSignOutNotRegistered).with("uri", uri))
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
        Some(page @ AuthorizeAnswer::ErrorPage { .. }) => {
            page_error(&page).is_some_and(|found| found.slug == Slug::RedirectSignOutNotRegistered)
        }
        _ => false,
    }
}
