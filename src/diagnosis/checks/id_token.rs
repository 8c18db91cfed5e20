//! The ID token, point by point (OpenID Connect Core 1.0 §3.1.3.7, §3.1.3.8). The judge decides; here each point has its
//! name, so that a report shows what was looked at.

use super::context::Context;
use super::{keys, or_none};
use crate::base::words::{Message, key};
use crate::diagnosis::check_id::CheckId;
use crate::diagnosis::finding::{Check, Finding, Status, Value};
use crate::diagnosis::slugs::Slug;
use crate::oidc::judge::{Rejection, is_of_a_key_pair};

/// The points, in the order in which they are told.
const POINTS: [CheckId; 10] = [
    CheckId::IdTokenForm,
    CheckId::IdTokenAlgorithm,
    CheckId::IdTokenKey,
    CheckId::IdTokenSignature,
    CheckId::IdTokenIssuer,
    CheckId::IdTokenAudience,
    CheckId::IdTokenSubject,
    CheckId::IdTokenTimes,
    CheckId::IdTokenNonce,
    CheckId::IdTokenHashes,
];

pub(super) fn checks(context: &Context<'_>) -> Vec<Check> {
    let Some(login) = context.login() else { return Vec::new() };
    let judged = login.judged.as_ref();
    POINTS.into_iter().map(|id| point(id, judged).required(true)).collect()
}

fn point<T>(id: CheckId, judged: Option<&Result<T, Rejection>>) -> Check {
    match judged {
        None => Check::new(id, Status::NotReached),
        Some(Ok(_)) => Check::new(id, Status::Pass),
        Some(Err(rejection)) => match failing_point(rejection) {
            // What the application makes of such a claim, or of such a signature, is its own affair.
            failing if failing == id && is_open(rejection) => {
                Check::new(id, Status::Unknown).because(rejected(rejection))
            }
            failing if failing == id => Check::new(id, Status::Fail).because(rejected(rejection)),
            _ => Check::new(id, Status::NotReached),
        },
    }
}

/// Whether it is Usher that can say no more, and not the token that is wrong.
fn is_open(rejection: &Rejection) -> bool {
    match rejection {
        Rejection::ClaimKind(_) => true,
        Rejection::Algorithm { seen } => is_of_a_key_pair(seen),
        _ => false,
    }
}

fn failing_point(rejection: &Rejection) -> CheckId {
    match rejection {
        Rejection::Missing
        | Rejection::Malformed(_)
        | Rejection::ClaimKind(_)
        | Rejection::Unexplained(_) => CheckId::IdTokenForm,
        Rejection::Algorithm { .. } | Rejection::AlgorithmUnlisted { .. } => CheckId::IdTokenAlgorithm,
        Rejection::UnknownKey { .. } | Rejection::KeyUnsound { .. } => CheckId::IdTokenKey,
        Rejection::Signature => CheckId::IdTokenSignature,
        Rejection::Issuer { .. } => CheckId::IdTokenIssuer,
        Rejection::Audience { .. } | Rejection::AuthorizedParty { .. } => CheckId::IdTokenAudience,
        Rejection::NoSubject | Rejection::SubjectChanged { .. } | Rejection::RefreshedDiffers { .. } => {
            CheckId::IdTokenSubject
        }
        Rejection::Expired { .. } | Rejection::IssuedInFuture { .. } | Rejection::NoIssuedAt => {
            CheckId::IdTokenTimes
        }
        Rejection::Nonce { .. } => CheckId::IdTokenNonce,
        Rejection::AccessTokenHash | Rejection::CodeHash => CheckId::IdTokenHashes,
    }
}

/// The finding for a rejection.
pub(super) fn rejected(rejection: &Rejection) -> Finding {
    let both = |slug, expected: &str, seen: Message| {
        Finding::new(slug).public("expected", expected).public("seen", seen)
    };
    let seconds = |slug, seconds: i64| Finding::new(slug).public("seconds", seconds.to_string());
    match rejection {
        Rejection::Missing => Finding::new(Slug::IdTokenMissing),
        Rejection::Malformed(detail) => Finding::new(Slug::IdTokenMalformed).public("detail", detail.clone()),
        Rejection::RefreshedDiffers { claim } => {
            Finding::new(Slug::IdTokenRefreshedDiffers).public("claim", *claim)
        }
        Rejection::ClaimKind(claim) => Finding::new(Slug::IdTokenClaimKind).public("claim", *claim),
        Rejection::Algorithm { seen } if is_of_a_key_pair(seen) => {
            Finding::new(Slug::IdTokenAlgorithmUnsupported).public("seen", seen.clone())
        }
        Rejection::Algorithm { seen } => Finding::new(Slug::IdTokenAlgorithm).public("seen", seen.clone()),
        Rejection::AlgorithmUnlisted { seen, listed } => {
            let found = Finding::new(Slug::IdTokenAlgorithmUnlisted).public("seen", seen.clone());
            found.public("expected", Message::list(listed))
        }
        Rejection::KeyUnsound { kid, fault } => keys::unsound(kid.as_deref(), *fault),
        Rejection::UnknownKey { kid, known, .. } => {
            let known = if known.is_empty() { or_none(None) } else { Message::list(known) };
            let found = Finding::new(Slug::IdTokenUnknownKey);
            found.public("expected", known).public("seen", or_none(kid.as_deref()))
        }
        Rejection::Signature => Finding::new(Slug::IdTokenSignature),
        Rejection::Issuer { expected, seen } => both(Slug::IdTokenIssuer, expected, seen.as_str().into()),
        Rejection::Audience { expected, seen } => both(Slug::IdTokenAudience, expected, Message::list(seen)),
        Rejection::AuthorizedParty { seen } => {
            both(Slug::IdTokenAuthorizedParty, "azp", or_none(seen.as_deref()))
        }
        Rejection::Nonce { present } => {
            let key = if *present { key!("checks.nonce.other") } else { key!("checks.nonce.missing") };
            Finding::new(Slug::IdTokenNonce).public("problem", key)
        }
        Rejection::Expired { seconds: late } => seconds(Slug::IdTokenExpired, *late),
        Rejection::IssuedInFuture { seconds: early } => seconds(Slug::IdTokenIssuedInFuture, *early),
        Rejection::NoSubject => Finding::new(Slug::IdTokenNoSubject),
        Rejection::NoIssuedAt => Finding::new(Slug::IdTokenNoIssuedAt),
        Rejection::AccessTokenHash => Finding::new(Slug::IdTokenAtHash),
        Rejection::CodeHash => Finding::new(Slug::IdTokenCHash),
        Rejection::SubjectChanged { expected, seen } => Finding::new(Slug::IdTokenSubjectChanged)
            .with("expected", Value::identity(expected.clone()))
            .with("seen", Value::identity(seen.clone())),
        Rejection::Unexplained(reason) => Finding::new(Slug::UsherBug).public("detail", reason.clone()),
    }
}
