//! Userinfo: whether it answers the access token, and about the same person (Core §5.3).

use super::context::Context;
use super::network;
use crate::diagnosis::finding::{Check, Finding, Status, Value};
use crate::diagnosis::slugs::finding;
use crate::oidc::userinfo::UserinfoRefusal;

pub(super) fn checks(context: &Context<'_>) -> Vec<Check> {
    let Some(login) = context.login() else { return Vec::new() };
    let id = "userinfo.answer";
    let needed = context.subject().claims.reads_userinfo;
    let offered = context.document().is_none_or(|document| document.userinfo_endpoint.is_some());
    let check = match (&login.userinfo_judged, &login.userinfo) {
        (Some(Ok(_)), _) => Check::new(id, Status::Pass),
        (Some(Err(refusal)), _) => Check::new(id, Status::Fail).because(refused(refusal)),
        (None, Some(exchange)) => {
            network::without_answer(id, exchange).unwrap_or_else(|| Check::new(id, Status::Unknown))
        }
        (None, None) if !offered => Check::new(id, Status::NotApplicable),
        (None, None) => Check::new(id, Status::NotReached),
    };
    vec![check.timed(login.userinfo.as_ref()).required(needed)]
}

fn refused(refusal: &UserinfoRefusal) -> Finding {
    match refusal {
        UserinfoRefusal::Http { status, error } => finding("userinfo.http_error")
            .with("status", Value::public(status.to_string()))
            .with("said", Value::public(error.clone().unwrap_or_else(|| status.to_string()))),
        UserinfoRefusal::NotJson(detail) => {
            finding("userinfo.not_json").with("detail", Value::public(detail.clone()))
        }
        UserinfoRefusal::SubjectMismatch { expected, seen } => {
            let none = crate::base::words::text("checks.answer.none");
            finding("userinfo.subject_mismatch")
                .with("expected", Value::identity(expected.clone()))
                .with("seen", Value::identity(seen.clone().unwrap_or(none)))
        }
        UserinfoRefusal::Signature(detail) => {
            finding("userinfo.signature").with("detail", Value::public(detail.clone()))
        }
    }
}
