//! What each exchange says of the client and its secret, before anybody weighs it.
//!
//! Pushed authorization that succeeds authenticated the client and proves nothing about the redirect URI. A general refusal
//! is not a wrong secret. An error about something else than the client says nothing of it.

use super::context::Context;
use super::{answered, provider_said};
use crate::base::{Answer, Exchange};
use crate::diagnosis::errors::{Place, known};
use crate::diagnosis::finding::Finding;
use crate::diagnosis::slugs::{About, Slug};
use crate::oidc::token::TokenError;
use crate::okta::authorize::{AuthorizeAnswer, read_authorize, read_error};
use crate::okta::probes::{
    BOGUS_CODE, CLIENT_DISCOVERY, Class, INTROSPECTION, LIVE_REDIRECT, LIVE_REQUEST, PUSHED, REQUEST,
};

/// What one exchange says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Word {
    /// It was accepted.
    Accepted,
    /// It was refused, and why.
    Refused(Finding),
}

/// Words on the client, with the exchange behind each.
pub(super) type Words<'a> = Vec<(Word, Option<&'a Exchange>)>;

/// What is said on whether the client ID is known.
pub(super) fn on_id<'a>(context: &Context<'a>) -> Words<'a> {
    let mut words: Words<'a> = Vec::new();
    if context.okta
        && let Some(exchange) = context.probed(&CLIENT_DISCOVERY)
        && let Some(answer) = exchange.answer()
    {
        if exchange.document().is_some() {
            words.push((Word::Accepted, Some(exchange)));
        } else if let Some(found) = unknown_client(answer, Place::Discovery) {
            words.push((Word::Refused(found), Some(exchange)));
        }
    }
    // What the living application sends may be of another client.
    let of_client = context.evidence.probed.iter().filter(|(question, _)| {
        question.probe.class == Class::Authorize && ![&LIVE_REDIRECT, &LIVE_REQUEST].contains(&question.probe)
    });
    for (_, exchange) in of_client {
        if let Some(word) = authorize_on_id(exchange) {
            words.push((word, Some(exchange)));
        }
    }
    for (exchange, place) in posts(context) {
        if let Some(found) = exchange.answer().and_then(|answer| unknown_client(answer, place)) {
            words.push((Word::Refused(found), Some(exchange)));
        }
    }
    words.extend(on_secret(context).into_iter().filter(|(word, _)| *word == Word::Accepted));
    words
}

fn unknown_client(answer: &Answer, place: Place) -> Option<Finding> {
    let error = read_error(answer)?;
    let found = provider_said::error(place, &error);
    let general_for_id = place == Place::Discovery && error.error == "invalid_client";
    if found.slug == Slug::ClientUnknown {
        Some(found)
    } else if general_for_id {
        Some(provider_said::said_as(Slug::ClientUnknown, &error.error, error.description.as_deref()))
    } else {
        None
    }
}

/// Okta shows a page for an unknown client and for an unregistered redirect URI, in this order: the second one knows the
/// client.
fn authorize_on_id(exchange: &Exchange) -> Option<Word> {
    match read_authorize(exchange)? {
        AuthorizeAnswer::Redirected { .. } | AuthorizeAnswer::SignInPage => Some(Word::Accepted),
        page @ AuthorizeAnswer::ErrorPage { .. } => {
            let mut found = page_error(&page)?;
            let is_id = matches!(found.slug, Slug::ClientUnknown | Slug::ClientAuthenticationFailed);
            if is_id && found.slug != Slug::ClientUnknown {
                found = provider_said::as_slug(Slug::ClientUnknown, &found);
            }
            is_id.then_some(Word::Refused(found))
        }
        AuthorizeAnswer::Other { .. } => None,
    }
}

/// The exchanges that authenticate the client, strongest first.
fn posts<'a>(context: &Context<'a>) -> Vec<(&'a Exchange, Place)> {
    let token = context.login().and_then(|login| login.token.as_ref());
    [
        (token, Place::Token),
        (context.probed(&PUSHED), Place::Pushed),
        (context.probed(&INTROSPECTION), Place::Introspect),
        (context.probed(&BOGUS_CODE), Place::Token),
    ]
    .into_iter()
    .filter_map(|(exchange, place)| exchange.map(|exchange| (exchange, place)))
    .collect()
}

/// What is said on whether the client authenticates with the secret at hand.
pub(super) fn on_secret<'a>(context: &Context<'a>) -> Words<'a> {
    if context.tokens_issued() {
        return vec![(Word::Accepted, context.login().and_then(|login| login.token.as_ref()))];
    }
    let of_login = context.login().and_then(|login| login.token.as_ref());
    // A login came after all else and did what the application does: where it spoke, nothing from before it counts.
    if let Some(refused @ Word::Refused(_)) = of_login.and_then(|exchange| word(exchange, Place::Token)) {
        return vec![(refused, of_login)];
    }
    posts(context)
        .into_iter()
        .filter_map(|(exchange, place)| Some((word(exchange, place)?, Some(exchange))))
        .collect()
}

fn word(exchange: &Exchange, place: Place) -> Option<Word> {
    let answer = exchange.answer()?;
    if answer.is_success() {
        let promised = place != Place::Introspect || answer.body.reveal().contains("active");
        return promised.then_some(Word::Accepted);
    }
    let error = read_error(answer)?;
    let found = provider_said::error(place, &error);
    match found.slug {
        Slug::ClientSecretWrong | Slug::ClientAuthenticationFailed | Slug::ClientAuthenticationMethod => {
            Some(Word::Refused(found))
        }
        // Somebody who is refused a code has been let in (RFC 6749 §5.2).
        Slug::TokenCodeRejected | Slug::TokenRedirectMismatch | Slug::TokenPkceFailed
            if error.error == "invalid_grant" =>
        {
            Some(Word::Accepted)
        }
        _ => None,
    }
}

/// Settings of the client that stand in the way of a login, as any exchange names them. An application of another type
/// lacks grants as well, so its type is told before them.
pub(super) fn on_settings<'a>(context: &Context<'a>) -> Option<(Finding, &'a Exchange)> {
    let direct = posts(context).into_iter().filter_map(|(exchange, place)| {
        let error = read_error(exchange.answer()?)?;
        Some((provider_said::error(place, &error), exchange))
    });
    let page = context.probed(&REQUEST).and_then(|exchange| Some((authorize_error(exchange)?, exchange)));
    let mut found: Vec<_> =
        direct.chain(page).filter(|(found, _)| found.slug.record().about == About::Settings).collect();
    let first = found.iter().position(|(found, _)| found.slug == Slug::ClientWrongType).unwrap_or_default();
    (first < found.len()).then(|| found.swap_remove(first))
}

/// The finding for what `/authorize` answered with, where it is an objection.
pub(super) fn authorize_error(exchange: &Exchange) -> Option<Finding> {
    match read_authorize(exchange)? {
        AuthorizeAnswer::Redirected { error: Some(code), description, .. } => {
            Some(provider_said::said(Place::Redirect, &code, description.as_deref()))
        }
        page @ AuthorizeAnswer::ErrorPage { .. } => page_error(&page),
        _ => None,
    }
}

/// The finding for an error page: a limit by its status, else by its sentence, its code, or its own words.
pub(super) fn page_error(page: &AuthorizeAnswer) -> Option<Finding> {
    let AuthorizeAnswer::ErrorPage { status, error, description, lines, .. } = page else { return None };
    if *status == 429 {
        return Some(Finding::new(Slug::ClientRateLimited));
    }
    let told = || lines.iter().find(|line| known(line).is_some()).cloned();
    let together = || Some(lines.join(" ")).filter(|all| known(all).is_some());
    if let Some(sentence) = description.clone().or_else(told).or_else(together) {
        let code = error.as_deref().unwrap_or_default();
        return Some(provider_said::said(Place::Page, code, Some(&sentence)));
    }
    if let Some(code) = error {
        return Some(provider_said::said(Place::Page, code, None));
    }
    let title = lines.first().filter(|_| (400..500).contains(status))?;
    let sentence = lines.iter().skip(1).filter(|line| *line != title).cloned().collect::<Vec<_>>().join(" ");
    let found = Finding::new(Slug::RequestPageUnknown).public("status", status.to_string());
    Some(found.public("title", title.clone()).public("said", sentence))
}

/// The finding for an error of the token endpoint.
pub(super) fn token_error(error: &TokenError, place: Place, exchange: Option<&Exchange>) -> Finding {
    match error {
        // A limit is a limit by its status, whatever stands in the answer (RFC 6585 §4).
        TokenError::Refused { status: 429, .. } | TokenError::Http { status: 429 } => {
            Finding::new(Slug::TokenRateLimited)
        }
        TokenError::Refused { status, error, .. } if is_breakdown(*status, error) => {
            broke_down(*status, exchange)
        }
        TokenError::Refused { error, description, .. } => {
            provider_said::said(place, error, description.as_deref())
        }
        TokenError::Http { status } => {
            exchange.and_then(answered::by_a_page).unwrap_or_else(|| broke_down(*status, exchange))
        }
        TokenError::NotJson(detail) => exchange.and_then(answered::marked).unwrap_or_else(|| {
            let instead = answered::instead_of_json(exchange, detail);
            Finding::new(Slug::TokenNotJson).public("detail", instead)
        }),
        TokenError::NotBearer { seen } => Finding::new(Slug::TokenNotBearer).public("seen", seen.clone()),
    }
}

/// Whether the server failed rather than refused: a status of its own failure, beside a code that says no more than that.
fn is_breakdown(status: u16, error: &str) -> bool {
    let says_no_more = error.starts_with("E0") || matches!(error, "server_error" | "temporarily_unavailable");
    status >= 500 && says_no_more
}

fn broke_down(status: u16, exchange: Option<&Exchange>) -> Finding {
    let address = exchange.map(|exchange| exchange.request.shown_url()).unwrap_or_default();
    Finding::new(Slug::TokenHttpError).public("status", status.to_string()).public("address", address)
}
