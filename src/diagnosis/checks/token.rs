//! The code exchange, and the refresh where the application needs one.

use super::client_evidence::token_error;
use super::context::Context;
use super::login::unreached;
use super::network;
use super::provider_said::refused;
use crate::diagnosis::check_id::CheckId;
use crate::diagnosis::errors::Place;
use crate::diagnosis::evidence::{LoginEvidence, RefreshFailure};
use crate::diagnosis::finding::{Check, Finding, Status};
use crate::diagnosis::slugs::Slug;
use crate::oidc::token::lifetime_as_text;

/// The exchange of the code for tokens.
pub(super) fn exchange(context: &Context<'_>) -> Vec<Check> {
    let Some(login) = context.login() else { return Vec::new() };
    vec![code_exchange(context, login).required(true)]
}

fn code_exchange(context: &Context<'_>, login: &LoginEvidence) -> Check {
    let id = CheckId::TokenExchange;
    let Some(exchange) = &login.token else { return Check::new(id, Status::NotReached) };
    if let Some(trouble) = exchange.trouble() {
        let status = network::troubled(id, trouble).status;
        return Check::new(id, status).because(unreached(trouble));
    }
    let check = match &login.token_error {
        Some(error) => refused(id, token_error(error, Place::Token, Some(exchange))),
        None if context.tokens_issued() => {
            let lifetime = exchange.answer().and_then(lifetime_as_text);
            let passed = Check::new(id, Status::Pass);
            match lifetime {
                Some(text) => passed.because(Finding::new(Slug::TokenLifetimeAsText).public("seen", text)),
                None => passed,
            }
        }
        None => Check::new(id, Status::Unknown),
    };
    // What the client check names already stands there as the cause.
    let check = match &check.finding {
        Some(found)
            if found.slug == Slug::ClientSecretWrong || found.slug == Slug::ClientAuthenticationFailed =>
        {
            Check::new(id, Status::NotReached)
        }
        _ => check,
    };
    check.timed(Some(exchange))
}

/// Whether a refresh token came and worked once.
pub(super) fn refresh(context: &Context<'_>) -> Vec<Check> {
    let Some(login) = context.login() else { return Vec::new() };
    let id = CheckId::TokenRefresh;
    if !context.subject().wants_refresh && login.refresh_judged.is_none() {
        return vec![Check::new(id, Status::NotApplicable)];
    }
    let check = match (&login.refresh_judged, login.refresh_issued) {
        (Some(Ok(false)), _) => Check::new(id, Status::Pass),
        (Some(Ok(true)), _) => Check::new(id, Status::Pass).because(Finding::new(Slug::RefreshRotated)),
        (Some(Err(failure)), _) => failed(failure, login),
        // Another provider may rightly want the person's consent first (OpenID Connect Core 1.0 §11).
        (None, Some(false)) => {
            let status = if context.okta { Status::Fail } else { Status::Warn };
            Check::new(id, status).because(Finding::new(Slug::RefreshNotIssued))
        }
        (None, Some(true)) => Check::new(id, Status::Unknown),
        (None, None) => Check::new(id, Status::NotReached),
    };
    vec![check.timed(login.refresh.as_ref()).required(context.subject().wants_refresh)]
}

fn failed(failure: &RefreshFailure, login: &LoginEvidence) -> Check {
    let id = CheckId::TokenRefresh;
    match failure {
        RefreshFailure::Token(error) => {
            refused(id, token_error(error, Place::Refresh, login.refresh.as_ref()))
        }
        RefreshFailure::Judge(rejection) => {
            Check::new(id, Status::Fail).because(super::id_token::rejected(rejection))
        }
    }
}
