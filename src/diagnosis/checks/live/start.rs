//! Whether the application sends people to the provider at all, and what came instead.

use super::place;
use crate::base::words::{Message, key, message};
use crate::diagnosis::check_id::CheckId;
use crate::diagnosis::checks::context::Context;
use crate::diagnosis::checks::provider_said;
use crate::diagnosis::errors::Place;
use crate::diagnosis::finding::{Check, Finding, Status, Value};
use crate::diagnosis::living::{LiveEvidence, Sender};
use crate::diagnosis::slugs::Slug;
use crate::live::{End, Said};

const ID: CheckId = CheckId::LiveStart;

pub(super) fn check(context: &Context<'_>, live: &LiveEvidence) -> Check {
    if let Sender::InFront { host, path } = context.evidence.live_sender() {
        let found = Finding::new(Slug::LiveInFront).public("host", host.clone()).public("path", path.clone());
        return unknown(found).seeing(Value::public(message!(
            "checks.live.callback",
            host = host,
            path = path
        )));
    }
    if let Some(captured) = context.evidence.captured() {
        let seen = Value::public(captured.endpoint.as_str());
        if live.seen.by_http {
            let found = Finding::new(Slug::LivePlainHttp).public("host", live.seen.host.clone());
            return Check::new(ID, Status::Warn).because(found).seeing(seen);
        }
        return Check::new(ID, Status::Pass).seeing(seen);
    }
    let Some(attempt) = live.seen.attempts.last() else { return Check::new(ID, Status::NotReached) };
    without_request(context, live, &attempt.end, attempt.redirect.as_deref())
}

fn unknown(found: Finding) -> Check {
    Check::new(ID, Status::Unknown).required(true).because(found)
}

fn fail(found: Finding) -> Check {
    Check::new(ID, Status::Fail).because(found)
}

fn without_request(context: &Context<'_>, live: &LiveEvidence, end: &End, redirect: Option<&str>) -> Check {
    let host = || live.seen.host.clone();
    let about = |slug: Slug| Finding::new(slug).public("host", host());
    match end {
        End::NotPossible(why) => {
            let found = Finding::new(Slug::LiveNotPossible).public("why", why.clone());
            let status = if live.alone { Status::Unknown } else { Status::NotApplicable };
            Check::new(ID, status).required(live.alone).because(found)
        }
        End::Lacks(names) => {
            let found = Finding::new(Slug::LiveAnswersMissing).public("answers", Message::list(names));
            unknown(found)
        }
        End::Answered(said) | End::NoForm(said) => answered(context, live, said),
        End::NotThere(_) if live.seen.is_on == Some(false) => switched_off(live, None),
        End::NotThere(name) => unknown(
            about(Slug::LiveStartNotFound).public("seen", message!("checks.live.not_there", name = name)),
        ),
        End::EmptyAddress => {
            let found = about(Slug::LiveAddressEmpty).public("uri", redirect.unwrap_or_default()).public(
                "place",
                place(live.cures().redirect_uri.as_ref(), key!("checks.live.place.redirect_uri")),
            );
            fail(found)
        }
        End::Several(ways) => unknown(about(Slug::LiveSeveralWays).public("ways", Message::list(ways))),
        End::Away(other) => unknown(about(Slug::LiveLeadsAway).public("other", other.clone())),
        End::Saml(other) => unknown(about(Slug::LiveSaml).public("other", other.clone())),
        End::Insecure(address) => {
            let found = about(Slug::LiveLeadsToHttp).public("address", address.clone());
            fail(super::proxy::with_cures(found, live))
        }
        End::Private(other) => unknown(about(Slug::LiveLeadsInward).public("other", other.clone())),
        End::LeftAlone(path) => unknown(
            about(Slug::LiveStartNotFound).public("seen", message!("checks.live.left_alone", path = path)),
        ),
        End::Challenged(status) => unknown(about(Slug::LiveChallenged).public("status", status.to_string())),
        End::TooMany | End::TooLarge | End::TooLong => {
            let seen = match end {
                End::TooMany => key!("checks.live.too_many"),
                End::TooLarge => key!("checks.live.too_large"),
                _ => key!("checks.live.too_long"),
            };
            unknown(about(Slug::LiveStartNotFound).public("seen", seen))
        }
        End::Trouble(trouble) => {
            let found = about(Slug::LiveNotReached).public("detail", trouble.detail.clone());
            unknown(found).seeing(Value::public(trouble.message()))
        }
        End::Hidden(host) => unknown(Finding::new(Slug::LivePageHidden).public("host", host.clone())),
        End::NotAnAddress => unknown(Finding::new(Slug::LivePastedUnfit)),
        End::CameBack { to, error: None } => {
            unknown(Finding::new(Slug::LiveCodePasted).public("uri", to.clone()))
                .seeing(Value::public(to.clone()))
        }
        End::CameBack { to, error: Some((code, said)) } => {
            let found = provider_said::said(Place::Redirect, code, said.as_deref());
            provider_said::refused(ID, found).required(true).seeing(Value::public(to.clone()))
        }
        End::Captured(_) => Check::new(ID, Status::Pass),
    }
}

/// It answered with something that leads nowhere.
fn answered(context: &Context<'_>, live: &LiveEvidence, said: &Said) -> Check {
    if live.seen.is_on == Some(false) {
        return switched_off(live, Some(said));
    }
    let about = |slug: Slug| {
        Finding::new(slug)
            .public("host", live.seen.host.clone())
            .public("seen", told(said))
            .public("place", place(live.cures().start.as_ref(), key!("checks.live.place.start")))
    };
    match said.status {
        500 => fail(about(Slug::LiveStartFailed)),
        501..=599 => unknown(about(Slug::LiveStartFailed)),
        // The start is sure, and it is not there.
        400..=499 if live.is_verified() && context.evidence.live.is_some() => {
            unknown(about(Slug::LiveStartRefused))
        }
        _ => unknown(about(Slug::LiveStartNotFound)),
    }
}

fn switched_off(live: &LiveEvidence, said: Option<&Said>) -> Check {
    let seen = said.map_or_else(|| key!("checks.live.no_way").into(), told);
    let found = Finding::new(Slug::LiveSwitchedOff)
        .public("seen", seen)
        .public("place", place(live.cures().start.as_ref(), key!("checks.live.place.start")));
    fail(found)
}

/// The status, what answered, and what it says of itself.
fn told(said: &Said) -> Message {
    let status = said.status.to_string();
    match (said.text.is_empty(), said.asks_password) {
        (true, false) => message!("checks.live.answered", status = status, path = said.path),
        (true, true) => message!("checks.live.answered_password", status = status, path = said.path),
        (false, false) => {
            message!("checks.live.answered_text", status = status, path = said.path, text = said.text)
        }
        (false, true) => {
            message!(
                "checks.live.answered_text_password",
                status = status,
                path = said.path,
                text = said.text
            )
        }
    }
}
