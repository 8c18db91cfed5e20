//! Userinfo: whether it answers the access token, and about the same person (Core §5.3).

use super::context::Context;
use super::{answered, network, or_none};
use crate::base::Exchange;
use crate::diagnosis::check_id::CheckId;
use crate::diagnosis::finding::{Check, Finding, Status, Value};
use crate::diagnosis::slugs::Slug;
use crate::oidc::userinfo::UserinfoRefusal;

pub(super) fn checks(context: &Context<'_>) -> Vec<Check> {
    let Some(login) = context.login() else { return Vec::new() };
    let id = CheckId::UserinfoAnswer;
    let needed = context.subject().claims.reads_userinfo;
    let offered = context.document().is_none_or(|document| document.userinfo_endpoint.is_some());
    let check = match (&login.userinfo_judged, &login.userinfo) {
        (Some(Ok(_)), _) => Check::new(id, Status::Pass),
        (Some(Err(refusal)), _) => {
            Check::new(id, Status::Fail).because(refused(refusal, login.userinfo.as_ref()))
        }
        (None, Some(exchange)) => {
            network::without_answer(id, exchange).unwrap_or_else(|| Check::new(id, Status::Unknown))
        }
        (None, None) if !offered => Check::new(id, Status::NotApplicable),
        (None, None) => Check::new(id, Status::NotReached),
    };
    vec![check.timed(login.userinfo.as_ref()).required(needed)]
}

fn refused(refusal: &UserinfoRefusal, exchange: Option<&Exchange>) -> Finding {
    match refusal {
        UserinfoRefusal::Http { status, error } => {
            exchange.and_then(answered::by_a_page).unwrap_or_else(|| {
                Finding::new(Slug::UserinfoHttpError)
                    .public("status", status.to_string())
                    .public("said", error.clone().unwrap_or_else(|| status.to_string()))
            })
        }
        UserinfoRefusal::NotJson(detail) => exchange.and_then(answered::marked).unwrap_or_else(|| {
            let instead = answered::instead_of_json(exchange, detail);
            Finding::new(Slug::UserinfoNotJson).public("detail", instead)
        }),
        UserinfoRefusal::SubjectMismatch { expected, seen } => Finding::new(Slug::UserinfoSubjectMismatch)
            .with("expected", Value::identity(expected.clone()))
            .with("seen", Value::identity(or_none(seen.as_deref()))),
        UserinfoRefusal::Signature(detail) => {
            Finding::new(Slug::UserinfoSignature).public("detail", detail.clone())
        }
    }
}
