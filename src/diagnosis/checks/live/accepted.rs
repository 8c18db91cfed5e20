//! What the provider says to the very values that the application sends.

use super::{Sent, differing, place};
use crate::apps::guide::RedirectFrom;
use crate::base::Exchange;
use crate::base::words::key;
use crate::diagnosis::check_id::CheckId;
use crate::diagnosis::checks::client_evidence::authorize_error;
use crate::diagnosis::checks::{RedirectSaid, network, redirect, said_of_redirect};
use crate::diagnosis::finding::{Check, Finding, Status, Value};
use crate::diagnosis::living::Server;
use crate::diagnosis::slugs::Slug;
use crate::okta::authorize::{AuthorizeAnswer, read_authorize};
use crate::okta::probes::{CONTROL, LIVE_REQUEST};

const ID: CheckId = CheckId::LiveAccepted;

pub(super) fn check(sent: &Sent<'_>) -> Check {
    if !matches!(sent.server, Server::Right | Server::OtherHost) {
        // What could not be asked about, where nothing else is checked, is not known.
        let is_open = sent.live.alone && sent.server == Server::NoIssuer;
        return Check::new(ID, Status::NotReached).required(is_open);
    }
    let Some(uri) = sent.captured.redirect_uri.as_deref() else {
        return Check::new(ID, if sent.captured.is_pushed { Status::Unknown } else { Status::NotApplicable });
    };
    let Some(first) = sent.context.evidence.live_redirect() else {
        return Check::new(ID, Status::NotReached).required(sent.live.alone);
    };
    if first.answer().is_none() {
        return network::without_answer(ID, first)
            .unwrap_or_else(|| Check::new(ID, Status::Unknown))
            .required(true);
    }
    // Where what is surely registered nowhere is taken too, no acceptance tells anything.
    let tells = sent.context.probed(&CONTROL).is_none() || redirect::can_tell(sent.context);
    match said_of_redirect(first) {
        RedirectSaid::NotRegistered if tells => return refused_redirect(sent, uri).timed(Some(first)),
        RedirectSaid::Registered => {}
        RedirectSaid::NotRegistered | RedirectSaid::Limited | RedirectSaid::Nothing => {
            return objection(first).map_or_else(
                || Check::new(ID, Status::Unknown).required(sent.live.alone),
                |found| refused(sent, found),
            );
        }
    }
    let Some(second) = sent.context.probed(&LIVE_REQUEST) else {
        return Check::new(ID, Status::NotReached).required(sent.live.alone);
    };
    if let Some(found) = objection(second) {
        return refused(sent, found).timed(Some(second));
    }
    let check = match read_authorize(second) {
        Some(AuthorizeAnswer::Redirected { .. } | AuthorizeAnswer::SignInPage) if tells => {
            Check::new(ID, Status::Pass).seeing(Value::public(key!("checks.live.taken")))
        }
        _ => Check::new(ID, Status::Unknown).required(sent.live.alone),
    };
    check.timed(Some(second))
}

fn refused_redirect(sent: &Sent<'_>, uri: &str) -> Check {
    let is_callers = sent.live.redirect_from() == RedirectFrom::Caller;
    let subject = sent.context.subject();
    let right =
        if subject.usual_redirects.is_empty() { &subject.app_redirects } else { &subject.usual_redirects };
    if is_callers || right.iter().any(|own| own == uri) {
        let found = Finding::new(Slug::RedirectAppNotRegistered).public("uri", uri);
        return Check::new(ID, Status::Fail).because(found).seeing(Value::public(uri));
    }
    let expected = right.join(" , ");
    let cure = place(sent.live.cures().redirect_uri.as_ref(), key!("checks.live.place.redirect_uri"));
    let found = differing(Finding::new(Slug::LiveRedirectRefused), &expected, uri, cure);
    Check::new(ID, Status::Fail).because(found)
}

/// A refusal in the provider's own words; those about another client than the one that is meant are told as such.
fn refused(sent: &Sent<'_>, found: Finding) -> Check {
    let is_other = sent.captured.client_id != sent.context.subject().client_id;
    let found = if is_other {
        let said = |name| found.value(name).cloned();
        // Some say no more than a code, others no more than a sentence.
        let sentence = said("said").or_else(|| said("code")).unwrap_or_else(|| Value::public(""));
        let cure = place(sent.live.cures().client_id.as_ref(), key!("checks.live.place.client_id"));
        Finding::new(Slug::LiveRefused)
            .with("said", sentence)
            .public("seen", sent.captured.client_id.as_str())
            .public("place", cure)
    } else {
        found
    };
    let status = if found.slug.record().says_nothing { Status::Unknown } else { Status::Fail };
    Check::new(ID, status).required(sent.live.alone).because(found)
}

/// What it objects to; that nobody is signed in is no objection.
fn objection(exchange: &Exchange) -> Option<Finding> {
    let found = authorize_error(exchange)?;
    (!matches!(found.slug, Slug::LoginSessionNeeded | Slug::LoginUserNotAssigned)).then_some(found)
}

/// What it objects to in the request of the application.
fn objects(sent: &Sent<'_>) -> Option<Finding> {
    objection(sent.context.probed(&LIVE_REQUEST)?)
}

/// Its objection to the scopes.
pub(super) fn objection_about_scopes(sent: &Sent<'_>) -> Option<Finding> {
    objects(sent).filter(|found| {
        matches!(found.slug, Slug::ScopeNotConfigured | Slug::ScopeNotAllowed | Slug::ScopeRefreshNotEnabled)
    })
}

/// Whether it wants PKCE.
pub(super) fn wants_pkce(sent: &Sent<'_>) -> bool {
    objects(sent).is_some_and(|found| found.slug == Slug::ClientPkceRequired)
}

/// Whether it refuses the response type.
pub(super) fn refuses_response_type(sent: &Sent<'_>) -> bool {
    objects(sent)
        .is_some_and(|found| matches!(found.slug, Slug::ResponseTypeNotEnabled | Slug::GrantNotEnabled))
}
