//! The whole authorization request, without a session: what is refused before anybody signs in.
//!
//! A sign-in page means that nothing was objected to so far, which is not a proof; the login will tell.

use super::client_evidence::authorize_error;
use super::context::Context;
use super::provider_said;
use crate::base::Exchange;
use crate::diagnosis::check_id::CheckId;
use crate::diagnosis::errors::Place;
use crate::diagnosis::finding::{Check, Finding, Status};
use crate::diagnosis::slugs::{About, Slug};
use crate::okta::authorize::{AuthorizeAnswer, read_authorize, read_error};
use crate::okta::probes::{PUSHED, REQUEST};

pub(super) fn checks(context: &Context<'_>) -> Vec<Check> {
    vec![request(context)]
}

fn request(context: &Context<'_>) -> Check {
    let id = CheckId::RequestAccepted;
    if context.code_came() {
        return Check::new(id, Status::Pass);
    }
    let limited = |exchange: &&Exchange| exchange.answer().is_some_and(|answer| answer.status == 429);
    if let Some(exchange) = context.probed(&REQUEST).filter(limited) {
        let found = Finding::new(Slug::ClientRateLimited);
        return Check::new(id, Status::Unknown).because(found).timed(Some(exchange)).required(true);
    }
    if let Some((found, exchange)) = objection(context) {
        return provider_said::refused(id, found).timed(Some(exchange));
    }
    match context.probed(&REQUEST).or(context.probed(&PUSHED)) {
        None => Check::new(id, Status::NotReached),
        Some(exchange) => Check::new(id, outcome(exchange)).timed(Some(exchange)),
    }
}

/// An error that is about the request; what is about the client, its settings or the redirect URI is told elsewhere.
fn objection<'a>(context: &Context<'a>) -> Option<(Finding, &'a Exchange)> {
    let asked = context.probed(&REQUEST).and_then(|exchange| Some((authorize_error(exchange)?, exchange)));
    let pushed = context.probed(&PUSHED).and_then(|exchange| {
        let error = read_error(exchange.answer()?)?;
        Some((provider_said::error(Place::Pushed, &error), exchange))
    });
    asked.into_iter().chain(pushed).find(|(found, _)| {
        let untold = matches!(found.slug, Slug::LoginSessionNeeded | Slug::LoginOtherFlow);
        found.slug.record().about == About::Other && !untold
    })
}

/// Without an objection: sent home because nobody is signed in is an acceptance, a sign-in page is not.
fn outcome(exchange: &Exchange) -> Status {
    match read_authorize(exchange) {
        Some(AuthorizeAnswer::Redirected { .. }) => Status::Pass,
        _ => Status::Unknown,
    }
}
