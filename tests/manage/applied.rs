//! A plan that is carried out against the practice Okta: done whole, seen again, and told truly whatever fails in between.

use serde_json::{Value as Json, json};
use usher::base::{Answer, Exchange, Method, Request, Timestamp, Trouble, TroubleKind};
use usher::manage::{Applied, Apply, FoundBy, Journal, Next, Order, Terms};
use usher::practice::{AppSpec, IssuerMode};

use super::support::{CLIENT, Okta, SECRET};
use super::{CALLBACK, Looked, OKTA, coder, json as answer_of, look, terms};

const SERVER: &str = "https://example.okta.com/oauth2/default";

pub(super) type Sent = Result<Answer, Trouble>;

/// No answer, though the request may have arrived.
pub(super) fn lost() -> Trouble {
    Trouble {
        kind: TroubleKind::Timeout,
        target: "Okta".to_owned().into(),
        detail: "no answer".to_owned().into(),
    }
}

/// A plan that was carried out.
pub(super) struct Ran {
    pub(super) looked: Looked,
    pub(super) applied: Applied,
    pub(super) requests: Vec<Request>,
    pub(super) waited: Vec<u64>,
    /// The record as it stood before the last write.
    pub(super) kept: Option<Journal>,
    /// It was cut off in the middle.
    pub(super) is_cut: bool,
}

impl Ran {
    pub(super) fn done(&self, setting: &str) -> Option<bool> {
        let at = self.looked.plan.rows.iter().position(|row| row.setting.as_str() == setting);
        self.applied.outcomes[at.unwrap_or_else(|| panic!("no row {setting}"))].done
    }

    pub(super) fn error(&self, setting: &str) -> String {
        let at = self.looked.plan.rows.iter().position(|row| row.setting.as_str() == setting).unwrap();
        let error = self.applied.outcomes[at].error.as_ref();
        error.map(usher::base::Message::in_english).unwrap_or_default()
    }

    pub(super) fn writes(&self) -> Vec<&Request> {
        self.requests.iter().filter(|request| request.method != Method::Get).collect()
    }

    pub(super) fn is_done(&self) -> bool {
        let rows = self.looked.plan.rows.iter().zip(&self.applied.outcomes);
        rows.filter(|(row, _)| matches!(row.status.as_str(), "add" | "change"))
            .all(|(_, one)| one.done == Some(true))
    }
}

pub(super) fn at(okta: &mut Okta, terms: Terms) -> Looked {
    look(terms, |request, now| {
        okta.now = now;
        okta.send(request)
    })
}

pub(super) fn order(terms: Terms, looked: &Looked) -> Order {
    Order {
        organization: terms.organization,
        access: terms.access,
        wanted: terms.wanted,
        held: looked.held.clone(),
        plan: looked.plan.clone(),
        accepted: looked.plan.rows.iter().map(|row| row.setting).collect(),
        unique: "run-1".to_owned(),
        at: Timestamp::from_seconds(1_795_000_000),
        note: "Made with Usher.".to_owned(),
        reference: None,
    }
}

/// Plans by `first`, and carries it out; `answer` is asked for each request. `None`: the program ends there.
pub(super) fn run(
    okta: &mut Okta,
    first: Terms,
    second: Terms,
    mut answer: impl FnMut(&mut Okta, &Request) -> Option<Sent>,
) -> Ran {
    let looked = at(okta, first);
    let mut apply = Apply::new(order(second, &looked));
    let (mut requests, mut waited, mut kept, mut is_cut) = (Vec::new(), Vec::new(), None, false);
    let mut now = Timestamp::from_seconds(1_795_000_500);
    loop {
        match apply.next(now) {
            Next::Done => break,
            Next::Wait(ms) => {
                waited.push(ms);
                now = now.plus_ms(i64::try_from(ms).unwrap());
            }
            Next::Send(request) => {
                assert!(requests.len() < 100, "it never ends");
                stays_there(&request);
                if request.method != Method::Get {
                    kept = Some(apply.journal().clone());
                }
                okta.now = now;
                requests.push(request.clone());
                let Some(outcome) = answer(okta, &request) else {
                    is_cut = true;
                    break;
                };
                apply.answered(&Exchange { request, at: now, outcome });
                now = now.plus_ms(1_000);
            }
        }
    }
    let applied = apply.finish();
    if !is_cut {
        kept = Some(applied.journal.clone());
    }
    Ran { looked, applied, requests, waited, kept, is_cut }
}

fn stays_there(request: &Request) {
    let path = request.url.path();
    assert_eq!(request.url.origin().ascii_serialization(), OKTA, "{request:?}");
    assert!(
        path.starts_with("/api/v1/") && !path.contains("/internal/") && !path.contains("secrets"),
        "{request:?}"
    );
    assert!(request.header("authorization").is_some());
    let body = request.body.as_ref().map(usher::base::Secret::reveal).unwrap_or_default();
    assert!(!body.contains("client_secret\""), "no secret is ever sent: {request:?}");
}

#[expect(clippy::unnecessary_wraps, reason = "as those that answer otherwise")]
pub(super) fn plainly(okta: &mut Okta, request: &Request) -> Option<Sent> {
    Some(Ok(okta.send(request)))
}

pub(super) fn wanted(okta: &Okta) -> impl Fn() -> Terms + use<> {
    let _ = okta;
    || terms(coder(&[("group_sync", "true")], OKTA, &["Engineering"]), None)
}

/// An organization that knows nothing of the application.
pub(super) fn empty() -> Okta {
    let mut okta = Okta::at(OKTA);
    okta.org.apps.clear();
    okta
}

/// One in which somebody made it by hand, with things of their own.
pub(super) fn by_hand() -> Okta {
    let mut okta = Okta::at(OKTA);
    let spec = AppSpec::web("Coder", &["https://old.example.com/cb"]).with_credentials(CLIENT, SECRET);
    okta.org.register(spec, okta.now, &mut okta.seeds);
    let app = okta.org.app_mut(CLIENT).unwrap();
    app.pkce_required = true;
    app.document = json!({
        "settings": { "notes": { "admin": "Ask Ana first.", "enduser": null }, "oauthClient": {
            "policy_uri": "https://coder.example.com/policy", "consent_method": "REQUIRED",
        } },
        "x_of_tomorrow": { "kept": [1, 2] },
    });
    okta
}

fn adopted() -> Terms {
    terms(coder(&[], OKTA, &["Admins"]), Some(CLIENT))
}

#[test]
fn a_new_application_is_made_whole_and_a_second_run_plans_nothing() {
    let mut okta = empty();
    let make = wanted(&okta);
    let ran = run(&mut okta, make(), make(), plainly);
    assert!(
        ran.is_done() && ran.applied.is_made && ran.applied.strayed.is_empty(),
        "{:#?}",
        ran.applied.outcomes
    );
    assert_eq!(ran.applied.secret.as_ref().map(|secret| secret.reveal().len()), Some(64));
    let all = ran.looked.requests.len() + ran.requests.len();
    assert!(all <= 15, "{all} requests: {:#?}", ran.requests);
    assert_eq!(okta.org.apps.len(), 1);
    let app = &okta.org.apps[0];
    assert_eq!(
        (app.redirect_uris.as_slice(), app.assignments.groups.as_slice()),
        (&[CALLBACK.to_owned()][..], &["Engineering".to_owned()][..])
    );
    assert_eq!(app.issuer_mode, IssuerMode::OktaUrl);
    let again = at(&mut okta, make());
    assert!(!again.plan.differs() && !again.plan.is_incomplete, "{:#?}", again.plan);
    let found = again.plan.application.unwrap();
    assert_eq!(
        (found.found_by, found.is_sure()),
        (FoundBy::Mark, true),
        "it knows its own application again"
    );
}

#[test]
fn a_custom_server_is_set_up_in_fifteen_requests() {
    let mut okta = empty();
    let make = || {
        let mut wanted = coder(&[("group_sync", "true")], SERVER, &["Engineering"]);
        wanted.scopes.push("groups".to_owned());
        terms(wanted, None)
    };
    let ran = run(&mut okta, make(), make(), plainly);
    assert!(ran.is_done(), "{:#?}", ran.applied.outcomes);
    let all = ran.looked.requests.len() + ran.requests.len();
    assert!(all <= 15, "{all}: {:#?} {:#?}", ran.looked.requests, ran.requests);
    let id = ran.applied.application.clone().unwrap().1;
    assert!(okta.org.server("default").unwrap().lets_in(&id));
    let again = at(&mut okta, make());
    assert!(!again.plan.differs() && !again.plan.is_incomplete, "{:#?}", again.plan);
}

#[test]
fn what_others_made_stays_as_it_is() {
    let mut okta = by_hand();
    let before = okta.org.app(CLIENT).unwrap().clone();
    let ran = run(&mut okta, adopted(), adopted(), plainly);
    assert!(ran.is_done() && ran.applied.strayed.is_empty() && !ran.applied.is_made, "{:#?}", ran.applied);
    assert!(ran.applied.secret.is_none(), "the secret of an application that was there is nobody's affair");
    let app = okta.org.app(CLIENT).unwrap();
    assert_eq!(app.redirect_uris, ["https://old.example.com/cb", CALLBACK]);
    assert_eq!((app.issuer_mode, app.pkce_required), (before.issuer_mode, before.pkce_required));
    assert_eq!(app.document["settings"]["notes"], before.document["settings"]["notes"]);
    assert_eq!(app.document["x_of_tomorrow"], before.document["x_of_tomorrow"]);
    assert_eq!(app.document["settings"]["oauthClient"]["consent_method"], "TRUSTED");
    assert_eq!(app.assignments.groups, ["Engineering", "Finance", "Admins"]);
    let again = run(&mut okta, adopted(), adopted(), plainly);
    assert!(again.requests.is_empty(), "{:#?}", again.requests);
}

#[test]
fn only_what_was_accepted_is_done() {
    let mut okta = by_hand();
    let looked = at(&mut okta, adopted());
    let mut order = order(adopted(), &looked);
    order.accepted.retain(|setting| setting.as_str() == "groups");
    let mut apply = Apply::new(order);
    while let Next::Send(request) = apply.next(okta.now) {
        let outcome = Ok(okta.send(&request));
        apply.answered(&Exchange { request, at: okta.now, outcome });
    }
    let app = okta.org.app(CLIENT).unwrap();
    assert_eq!((app.redirect_uris.len(), app.assignments.groups.len()), (1, 3));
}

/// Whatever moved between the plan and its yes, nothing is written over it.
#[test]
fn what_moved_since_the_plan_is_not_written_over() {
    let changes: [fn(&mut Okta); 3] = [
        |okta| okta.org.app_mut(CLIENT).unwrap().redirect_uris.push("https://new.example.com/cb".to_owned()),
        |okta| okta.org.app_mut(CLIENT).unwrap().document["x_of_tomorrow"]["kept"] = json!([1]),
        |okta| okta.org.app_mut(CLIENT).unwrap().pkce_required = false,
    ];
    for change in changes {
        let mut okta = by_hand();
        let mut is_first = true;
        let ran = run(&mut okta, adopted(), adopted(), |okta, request| {
            if std::mem::take(&mut is_first) {
                change(okta);
            }
            plainly(okta, request)
        });
        assert!(ran.writes().is_empty(), "{:#?}", ran.requests);
        assert_eq!((ran.done("redirect_uris"), ran.done("groups")), (Some(false), Some(false)));
        assert!(ran.error("redirect_uris").contains("Somebody changed"), "{}", ran.error("redirect_uris"));
    }
    let mut okta = empty();
    let make = wanted(&okta);
    let mut is_first = true;
    let ran = run(&mut okta, make(), make(), |okta, request| {
        if std::mem::take(&mut is_first) {
            let spec = AppSpec::web("Coder", &[CALLBACK]);
            okta.org.register(spec, okta.now, &mut okta.seeds);
        }
        plainly(okta, request)
    });
    assert!(ran.writes().is_empty() && okta.org.apps.len() == 1, "no second application beside somebody's");
    // An order of entries and a time stamp are no change.
    let mut okta = by_hand();
    okta.org.app_mut(CLIENT).unwrap().redirect_uris.push("https://b.example.com/cb".to_owned());
    let mut is_first = true;
    let ran = run(&mut okta, adopted(), adopted(), |okta, request| {
        if std::mem::take(&mut is_first) {
            let app = okta.org.app_mut(CLIENT).unwrap();
            app.redirect_uris.reverse();
            app.changed = Some(okta.now);
        }
        plainly(okta, request)
    });
    assert!(ran.is_done(), "{:#?}", ran.applied);
}

#[test]
fn a_member_that_okta_loses_is_told() {
    let mut okta = by_hand();
    let ran = run(&mut okta, adopted(), adopted(), |okta, request| {
        let answer = okta.send(request);
        if request.method == Method::Put && request.url.path().ends_with(CLIENT) {
            okta.org.app_mut(CLIENT).unwrap().document["x_of_tomorrow"] = Json::Null;
        }
        Some(Ok(answer))
    });
    assert_eq!(ran.applied.strayed, ["/x_of_tomorrow/kept"]);
    let kept = ran.kept.unwrap().write();
    assert!(kept.contains("/x_of_tomorrow/kept"), "it can be put back: {kept}");
}

#[test]
fn an_application_that_is_off_is_switched_on_last() {
    let mut okta = by_hand();
    okta.org.app_mut(CLIENT).unwrap().active = false;
    let ran = run(&mut okta, adopted(), adopted(), plainly);
    assert!(ran.is_done() && okta.org.app(CLIENT).unwrap().active, "{:#?}", ran.applied);
    let last = ran.writes().last().unwrap().url.path().to_owned();
    assert!(last.ends_with("/lifecycle/activate"), "{last}");
}

#[test]
fn a_token_that_is_refused_ends_all_at_once() {
    let mut okta = by_hand();
    let ran = run(&mut okta, adopted(), adopted(), |okta, _| {
        Some(Ok(answer_of(401, r#"{"errorCode":"E0000011"}"#, okta.now)))
    });
    assert_eq!(ran.requests.len(), 1);
    assert!(ran.applied.outcomes.iter().all(|one| one.done.is_some()));
    assert!(ran.error("groups").contains("not reached") || ran.error("groups").contains("does not accept"));
}
