//! The ID token, point by point (OpenID Connect Core 1.0 §3.1.3.7, §3.1.3.8). The judge decides; here each point has its
//! name, so that a report shows what was looked at.

use super::context::Context;
use crate::base::words;
use crate::diagnosis::finding::{Check, Finding, Status, Value};
use crate::diagnosis::slugs::finding;
use crate::oidc::judge::Rejection;

/// The points, in the order in which they are told.
const POINTS: [&str; 10] = [
    "id_token.form",
    "id_token.algorithm",
    "id_token.key",
    "id_token.signature",
    "id_token.issuer",
    "id_token.audience",
    "id_token.subject",
    "id_token.times",
    "id_token.nonce",
    "id_token.hashes",
];

pub(super) fn checks(context: &Context<'_>) -> Vec<Check> {
    let Some(login) = context.login() else { return Vec::new() };
    let judged = login.judged.as_ref();
    POINTS.into_iter().map(|id| point(id, judged).required(true)).collect()
}

fn point<T>(id: &'static str, judged: Option<&Result<T, Rejection>>) -> Check {
    match judged {
        None => Check::new(id, Status::NotReached),
        Some(Ok(_)) => Check::new(id, Status::Pass),
        Some(Err(rejection)) => match failing_point(rejection) {
            failing if failing == id => Check::new(id, Status::Fail).because(rejected(rejection)),
            _ => Check::new(id, Status::NotReached),
        },
    }
}

fn failing_point(rejection: &Rejection) -> &'static str {
    match rejection {
        Rejection::Missing | Rejection::Malformed(_) | Rejection::Unexplained(_) => "id_token.form",
        Rejection::Algorithm { .. } => "id_token.algorithm",
        Rejection::UnknownKey { .. } => "id_token.key",
        Rejection::Signature => "id_token.signature",
        Rejection::Issuer { .. } => "id_token.issuer",
        Rejection::Audience { .. } | Rejection::AuthorizedParty { .. } => "id_token.audience",
        Rejection::NoSubject | Rejection::SubjectChanged { .. } => "id_token.subject",
        Rejection::Expired { .. } | Rejection::IssuedInFuture { .. } | Rejection::NoIssuedAt => {
            "id_token.times"
        }
        Rejection::Nonce { .. } => "id_token.nonce",
        Rejection::AccessTokenHash | Rejection::CodeHash => "id_token.hashes",
    }
}

/// The finding for a rejection.
pub(super) fn rejected(rejection: &Rejection) -> Finding {
    let both = |slug, expected: &str, seen: &str| {
        finding(slug).with("expected", Value::public(expected)).with("seen", Value::public(seen))
    };
    let seconds = |slug, seconds: i64| finding(slug).with("seconds", Value::public(seconds.to_string()));
    match rejection {
        Rejection::Missing => finding("id_token.missing"),
        Rejection::Malformed(detail) => {
            finding("id_token.malformed").with("detail", Value::public(detail.clone()))
        }
        Rejection::Algorithm { seen } => {
            finding("id_token.algorithm").with("seen", Value::public(seen.clone()))
        }
        Rejection::UnknownKey { kid, known, .. } => {
            let none = words::text("checks.answer.none");
            both("id_token.unknown_key", &or(words::list(known), &none), kid.as_deref().unwrap_or(&none))
        }
        Rejection::Signature => finding("id_token.signature"),
        Rejection::Issuer { expected, seen } => both("id_token.issuer", expected, seen),
        Rejection::Audience { expected, seen } => both("id_token.audience", expected, &words::list(seen)),
        Rejection::AuthorizedParty { seen } => {
            let none = words::text("checks.answer.none");
            both("id_token.authorized_party", "azp", seen.as_deref().unwrap_or(&none))
        }
        Rejection::Nonce { present } => {
            let key = if *present { "checks.nonce.other" } else { "checks.nonce.missing" };
            finding("id_token.nonce").with("problem", Value::public(words::text(key)))
        }
        Rejection::Expired { seconds: late } => seconds("id_token.expired", *late),
        Rejection::IssuedInFuture { seconds: early } => seconds("id_token.issued_in_future", *early),
        Rejection::NoSubject => finding("id_token.no_subject"),
        Rejection::NoIssuedAt => finding("id_token.no_issued_at"),
        Rejection::AccessTokenHash => finding("id_token.at_hash"),
        Rejection::CodeHash => finding("id_token.c_hash"),
        Rejection::SubjectChanged { expected, seen } => finding("id_token.subject_changed")
            .with("expected", Value::identity(expected.clone()))
            .with("seen", Value::identity(seen.clone())),
        Rejection::Unexplained(reason) => finding("usher.bug").with("detail", Value::public(reason.clone())),
    }
}

fn or(text: String, otherwise: &str) -> String {
    if text.is_empty() { otherwise.to_owned() } else { text }
}
