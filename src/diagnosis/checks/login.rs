//! The test login up to the browser's return: the listener, the answer, and the causes of silence.

use super::client_evidence::authorize_error;
use super::clock;
use super::context::Context;
use super::network::trouble_finding;
use super::or_none;
use super::provider_said::{refused, said, said_as};
use crate::base::words::{Key, Message, key};
use crate::diagnosis::check_id::CheckId;
use crate::diagnosis::errors::Place;
use crate::diagnosis::evidence::{LoginEvidence, PageSeen};
use crate::diagnosis::finding::{Check, Finding, Severity, Status, Value};
use crate::diagnosis::slugs::Slug;
use crate::oidc::callback::{Callback, CallbackRefusal};
use crate::okta::authorize::{AuthorizeAnswer, read_authorize};
use crate::okta::probes::TEST;

pub(super) fn checks(context: &Context<'_>) -> Vec<Check> {
    let Some(login) = context.login() else { return Vec::new() };
    let mut checks = Vec::new();
    if !context.subject().comes_back_to_app {
        checks.push(listening(login));
    }
    checks.extend(browser(login));
    checks.extend(strays(login));
    checks.push(answer(context, login).required(true));
    checks.extend(session(context, login));
    checks
}

fn listening(login: &LoginEvidence) -> Check {
    let id = CheckId::LoginListening;
    let check = match &login.listening {
        // A pasted answer needs no listener.
        _ if login.callback.is_some() => Check::new(id, Status::Pass),
        None => Check::new(id, Status::NotReached),
        Some(Ok(addresses)) => Check::new(id, Status::Pass).seeing(Value::public(Message::list(addresses))),
        Some(Err(trouble)) => {
            let found = Finding::new(Slug::LoginPortTaken)
                .public("host", trouble.target.clone())
                .public("detail", trouble.detail.clone());
            Check::new(id, Status::Unknown).because(found)
        }
    };
    check.required(true)
}

/// That no browser could be started is worth a note only: the address can be opened anywhere.
fn browser(login: &LoginEvidence) -> Option<Check> {
    let trouble = login.opened.as_ref()?.as_ref().err()?;
    let found = Finding::new(Slug::LoginBrowserNotOpened).public("detail", trouble.detail.clone());
    Some(Check::new(CheckId::LoginBrowser, Status::Unknown).because(found))
}

/// Answers that were not ours. They were refused and the login went on.
fn strays(login: &LoginEvidence) -> Option<Check> {
    if login.strays.is_empty() {
        return None;
    }
    let found = Finding::new(Slug::LoginStateMissing).public("count", login.strays.len().to_string());
    Some(Check::new(CheckId::LoginStrays, Status::Pass).because(found))
}

fn answer(context: &Context<'_>, login: &LoginEvidence) -> Check {
    let id = CheckId::LoginAnswer;
    if let Some(refusal) = &login.callback_refusal {
        return Check::new(id, Status::Fail).because(refused_answer(refusal));
    }
    match &login.callback {
        Some(Callback { error: Some(code), error_description, .. }) => {
            refused(id, said(Place::Redirect, code, error_description.as_deref()))
        }
        Some(Callback { code: Some(_), .. }) => Check::new(id, Status::Pass),
        Some(_) => Check::new(id, Status::Fail).because(refused_answer(&CallbackRefusal::Unusable)),
        None if matches!(login.listening, Some(Err(_))) => Check::new(id, Status::NotReached),
        None => silence(context, login),
    }
}

fn refused_answer(refusal: &CallbackRefusal) -> Finding {
    let detail = match refusal {
        CallbackRefusal::IssuerDiffers { expected, seen } => {
            return Finding::new(Slug::LoginIssuerMismatch)
                .public("expected", expected.clone())
                .public("seen", seen.clone());
        }
        CallbackRefusal::IssuerMissing => {
            return Finding::new(Slug::LoginIssuerMismatch)
                .public("expected", "iss")
                .public("seen", or_none(None));
        }
        CallbackRefusal::StateMissing | CallbackRefusal::StateDiffers => key!("checks.answer.state"),
        CallbackRefusal::Unusable => key!("checks.answer.unusable"),
        CallbackRefusal::Repeated(_) => key!("checks.answer.repeated"),
        CallbackRefusal::UnaskedIdToken => key!("checks.answer.unasked_id_token"),
    };
    Finding::new(Slug::LoginAnswerUnusable).public("detail", detail)
}

/// No answer came: what Usher's own request showed, else what the admin sees in the browser.
fn silence(context: &Context<'_>, login: &LoginEvidence) -> Check {
    let id = CheckId::LoginAnswer;
    if let Some(found) = login.silence_probe.as_ref().and_then(authorize_error)
        && !matches!(
            found.slug,
            Slug::LoginSessionNeeded | Slug::LoginProviderError | Slug::RequestPageUnknown
        )
    {
        return refused(id, with_uri(context, found)).timed(login.silence_probe.as_ref());
    }
    if let Some(page) = login.page_seen {
        return seen_page(context, login, page);
    }
    if login.stopped {
        return Check::new(id, Status::Unknown).because(Finding::new(Slug::LoginCancelled));
    }
    if !login.timed_out {
        return Check::new(id, Status::NotReached);
    }
    let test = context
        .probed(&TEST)
        .and_then(authorize_error)
        .is_some_and(|found| found.slug == Slug::RedirectTestNotRegistered);
    let found = if test {
        with_uri(context, Finding::new(Slug::RedirectTestNotRegistered))
    } else {
        no_callback(key!("checks.page.none"))
    };
    Check::new(id, Status::Unknown).because(found)
}

fn seen_page(context: &Context<'_>, login: &LoginEvidence, page: PageSeen) -> Check {
    let id = CheckId::LoginAnswer;
    let request_passes =
        login.silence_probe.as_ref().and_then(read_authorize) == Some(AuthorizeAnswer::SignInPage);
    let (status, found) = match page {
        PageSeen::NotAllowed => {
            let said = key!("checks.page.not_allowed");
            (Status::Fail, said_as(Slug::LoginUserNotAssigned, "", Some(said)))
        }
        PageSeen::BadRequest if !request_passes => {
            (Status::Unknown, with_uri(context, Finding::new(Slug::RedirectTestNotRegistered)))
        }
        PageSeen::BadRequest => (Status::Unknown, no_callback(key!("checks.page.bad_request"))),
        PageSeen::SignInLoop => (Status::Unknown, no_callback(key!("checks.page.sign_in_loop"))),
        PageSeen::Blank => (Status::Unknown, no_callback(key!("checks.page.blank"))),
        PageSeen::CertificateWarning => (Status::Unknown, no_callback(key!("checks.page.certificate"))),
        PageSeen::CannotConnect => (Status::Unknown, no_callback(key!("checks.page.cannot_connect"))),
        PageSeen::AnswerTaken => (Status::Unknown, Finding::new(Slug::LoginAnswerTaken)),
        PageSeen::Other => (Status::Unknown, no_callback(key!("checks.page.other"))),
    };
    Check::new(id, status).because(found)
}

fn no_callback(page: Key) -> Finding {
    Finding::new(Slug::LoginNoCallback).public("page", page)
}

fn with_uri(context: &Context<'_>, found: Finding) -> Finding {
    if found.slug == Slug::RedirectTestNotRegistered {
        let own = context.subject().comes_back_to_app.then_some(Slug::RedirectAppNotRegistered);
        let uri = Value::public(context.subject().test_redirect.clone());
        return Finding::new(own.unwrap_or(found.slug)).with("uri", uri);
    }
    found
}

/// A session that the browser had already: the sign-in policy was not exercised.
fn session(context: &Context<'_>, login: &LoginEvidence) -> Option<Check> {
    let signed_in = context.proven()?.number("auth_time")?;
    let id = CheckId::LoginSession;
    // A provider's clock that is behind this one must not look like an older session.
    let ahead = clock::skew(context.evidence).unwrap_or_default().max(0);
    let before = login.started.seconds() - 60;
    if signed_in.saturating_add(ahead) >= before {
        return Some(Check::new(id, Status::Pass));
    }
    let since = Value::public(crate::base::Timestamp::from_seconds(signed_in).rfc3339());
    let mut found = Finding::new(Slug::LoginSessionReused).with("since", since);
    found.severity = Severity::Note;
    Some(Check::new(id, Status::Pass).because(found))
}

/// The finding for a token endpoint that could not be reached.
pub(super) fn unreached(trouble: &crate::base::Trouble) -> Finding {
    let mut found = trouble_finding(trouble);
    if trouble.kind == crate::base::TroubleKind::Timeout {
        found.slug = Slug::TokenTimeout;
    }
    found
}
