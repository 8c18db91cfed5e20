//! The client: whether its ID is known, whether its secret is the right one, whether its settings allow this login.
//!
//! Where two exchanges say opposite things, nothing is concluded, unless one of them is the login itself.

use super::client_evidence::{Word, Words, on_id, on_secret, on_settings};
use super::context::Context;
use super::provider_said;
use crate::diagnosis::check_id::CheckId;
use crate::diagnosis::finding::{Check, Finding, Status, Value};
use crate::diagnosis::slugs::Slug;
use crate::oidc::token::ClientAuthentication;
use crate::okta::pasted;
use crate::okta::probes::{CLIENT_DISCOVERY, CONTROL, REQUEST};

pub(super) fn checks(context: &Context<'_>) -> Vec<Check> {
    let id = id(context);
    let unknown = id.status == Status::Fail;
    vec![id.required(context.okta), secret(context, unknown), settings(context)]
}

fn id(context: &Context<'_>) -> Check {
    let name = CheckId::ClientId;
    let seen = Value::public(context.subject().shown_client_id());
    if context.subject().client_id_is_secret {
        return Check::new(name, Status::Fail).because(Finding::new(Slug::ClientSecretInId)).seeing(seen);
    }
    if context.is_held(&context.subject().client_id) {
        return Check::new(name, Status::NotReached);
    }
    if let Some(check) = weigh(name, on_id(context)) {
        return check.seeing(seen);
    }
    let problem = pasted::client_id_problem(&context.subject().client_id)
        .filter(|problem| context.okta || *problem != pasted::CLIENT_ID_LENGTH);
    match problem {
        Some(problem) => {
            let found = Finding::new(Slug::ClientMalformedId).public("problem", problem.in_finding);
            Check::new(name, Status::Fail).because(found).seeing(seen)
        }
        None if context.probed(&CLIENT_DISCOVERY).is_none() && context.probed(&CONTROL).is_none() => {
            Check::new(name, Status::NotReached)
        }
        None => Check::new(name, Status::Unknown).seeing(seen),
    }
}

fn secret(context: &Context<'_>, client_unknown: bool) -> Check {
    let name = CheckId::ClientSecret;
    let subject = context.subject();
    let words = on_secret(context);
    let asked = !words.is_empty();
    if let Some(check) = weigh(name, words) {
        return check.required(true);
    }
    if !subject.has_secret && subject.client_authentication == ClientAuthentication::None {
        return Check::new(name, Status::NotApplicable);
    }
    let problem = subject.secret_problem.filter(|problem| context.okta || *problem != pasted::SECRET_LENGTH);
    match problem {
        Some(problem) if !asked => {
            let found = Finding::new(Slug::ClientSecretMalformed).public("problem", problem.in_finding);
            Check::new(name, Status::Fail).because(found).required(true)
        }
        _ if client_unknown => Check::new(name, Status::NotReached).required(true),
        _ if !was_tried(context) => Check::new(name, Status::NotReached).required(true),
        _ => Check::new(name, Status::Unknown).required(true),
    }
}

fn was_tried(context: &Context<'_>) -> bool {
    context.evidence.probed.iter().any(|(question, _)| question.probe.class.authenticates())
}

/// The words against each other: all accept, all refuse, or nothing can be concluded. `None` where nobody spoke.
fn weigh(name: CheckId, words: Words<'_>) -> Option<Check> {
    let accepted = words.iter().any(|(word, _)| *word == Word::Accepted);
    let refused = words.iter().any(|(word, _)| *word != Word::Accepted);
    let (first, exchange) = words.into_iter().next()?;
    let check = match first {
        _ if accepted && refused => Check::new(name, Status::Unknown),
        Word::Accepted => Check::new(name, Status::Pass),
        Word::Refused(found) => Check::new(name, Status::Fail).because(found),
    };
    Some(check.timed(exchange))
}

fn settings(context: &Context<'_>) -> Check {
    let name = CheckId::ClientSettings;
    if context.tokens_issued() {
        return Check::new(name, Status::Pass);
    }
    match on_settings(context) {
        Some((found, exchange)) => provider_said::refused(name, found).timed(Some(exchange)),
        None if was_tried(context) || context.probed(&REQUEST).is_some() => Check::new(name, Status::Unknown),
        None => Check::new(name, Status::NotReached),
    }
}
