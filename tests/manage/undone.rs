//! What a run did, taken back: all that still stands as it was left, and nothing that is somebody else's.

use serde_json::json;
use usher::base::{Exchange, Method, Request, Secret, Timestamp};
use usher::manage::{Access, Journal, Next, TakenBack, Terms, Undo, UndoOrder};
use usher::practice::AppSpec;

use super::applied::{Sent, lost, run};
use super::support::{CLIENT, Okta, SECRET};
use super::{OKTA, coder, terms};

const SERVER: &str = "https://example.okta.com/oauth2/default";

pub(super) struct Back {
    rows: Vec<TakenBack>,
    journal: Journal,
    pub(super) requests: Vec<Request>,
}

impl Back {
    fn is_done(&self) -> bool {
        self.rows.iter().all(|row| row.done == Some(true))
    }
}

/// Takes back. `answer` gives `None` where the program ends.
pub(super) fn undo(
    okta: &mut Okta,
    journal: &Journal,
    clean: bool,
    mut answer: impl FnMut(&mut Okta, &Request) -> Option<Sent>,
) -> Back {
    let order = UndoOrder {
        organization: url::Url::parse(OKTA).unwrap(),
        access: Access::token(&Secret::from("practice-super-administrator")).unwrap(),
        unique: "run-2".to_owned(),
        // As it is read again from the disk.
        journal: Journal::read(&journal.write()).unwrap(),
        clean,
    };
    let mut undo = Undo::new(order);
    let mut requests = Vec::new();
    let mut now = Timestamp::from_seconds(1_795_001_000);
    loop {
        match undo.next(now) {
            Next::Done => break,
            Next::Wait(ms) => now = now.plus_ms(i64::try_from(ms).unwrap()),
            Next::Send(request) => {
                assert!(requests.len() < 60, "it never ends");
                okta.now = now;
                requests.push(request.clone());
                let Some(outcome) = answer(okta, &request) else { break };
                undo.answered(&Exchange { request, at: now, outcome });
                now = now.plus_ms(1_000);
            }
        }
    }
    let (rows, journal) = undo.finish();
    Back { rows, journal, requests }
}

#[expect(clippy::unnecessary_wraps, reason = "as those that answer otherwise")]
fn plainly(okta: &mut Okta, request: &Request) -> Option<Sent> {
    Some(Ok(okta.send(request)))
}

/// An application that somebody made by hand.
fn by_hand() -> Okta {
    let mut okta = Okta::at(OKTA);
    let spec = AppSpec::web("Coder", &["https://old.example.com/cb"]).with_credentials(CLIENT, SECRET);
    okta.org.register(spec, okta.now, &mut okta.seeds);
    okta.org.app_mut(CLIENT).unwrap().document = json!({
        "settings": { "oauthClient": { "consent_method": "REQUIRED" } }, "x_of_tomorrow": { "kept": [1, 2] },
    });
    okta.org.app_mut(CLIENT).unwrap().active = false;
    okta
}

fn adopted() -> Terms {
    let mut wanted = coder(&[("group_sync", "true")], OKTA, &["Admins"]);
    wanted.scopes.push("groups".to_owned());
    terms(wanted, Some(CLIENT))
}

fn fresh(issuer: &'static str) -> impl Fn() -> Terms {
    move || {
        let mut wanted = coder(&[("group_sync", "true")], issuer, &["Engineering"]);
        wanted.scopes.push("groups".to_owned());
        terms(wanted, None)
    }
}

/// What stands in Okta, without time stamps and without what was once sent and is there by default.
fn standing(okta: &Okta) -> String {
    let mut apps = okta.org.apps.clone();
    for app in &mut apps {
        app.changed = None;
        // A page shows a tile only where Okta starts the login.
        app.initiation.tile &= app.initiation.by_okta;
        let consent = app.document.pointer("/settings/oauthClient/consent_method").cloned();
        let tomorrow = app.document["x_of_tomorrow"].clone();
        app.document = json!([consent, tomorrow]);
    }
    format!("{apps:#?} {:#?}", okta.org.servers)
}

#[test]
fn an_adopted_application_becomes_what_it_was() {
    let mut okta = by_hand();
    let before = standing(&okta);
    let ran = run(&mut okta, adopted(), adopted(), plainly);
    assert_ne!(standing(&okta), before);
    let back = undo(&mut okta, &ran.applied.journal, false, plainly);
    assert!(back.is_done(), "{:#?}", back.rows);
    assert_eq!(standing(&okta), before);
    assert!(back.journal.is_empty(), "{:#?}", back.journal);
    assert!(
        back.requests
            .iter()
            .all(|request| request.method != Method::Delete || !request.url.path().ends_with(CLIENT))
    );
}

#[test]
fn what_others_changed_since_stays_theirs() {
    let mut okta = by_hand();
    let ran = run(&mut okta, adopted(), adopted(), plainly);
    let app = okta.org.app_mut(CLIENT).unwrap();
    app.redirect_uris.push("https://later.example.com/cb".to_owned());
    app.document["settings"]["oauthClient"]["consent_method"] = json!("LATER");
    app.federated_claims[0].expression = "user.profile.team".to_owned();
    let back = undo(&mut okta, &ran.applied.journal, false, plainly);
    let app = okta.org.app(CLIENT).unwrap();
    assert_eq!(app.redirect_uris, ["https://old.example.com/cb", "https://later.example.com/cb"]);
    assert_eq!(app.document["settings"]["oauthClient"]["consent_method"], "LATER");
    assert_eq!(app.federated_claims.len(), 1);
    let left: Vec<&str> =
        back.rows.iter().filter(|row| row.done == Some(false)).map(|row| row.setting.as_str()).collect();
    assert_eq!(left, ["groups_claim", "consent_method"]);
    assert!(back.rows.iter().filter(|row| row.done == Some(false)).all(|row| row.error.is_some()));
}

#[test]
fn what_usher_made_is_switched_off_and_deleted_only_where_that_is_asked() {
    let (mut okta, make) = (Okta::at(OKTA), fresh(SERVER));
    okta.org.apps.clear();
    let servers = okta.org.servers.clone();
    let ran = run(&mut okta, make(), make(), plainly);
    let back = undo(&mut okta, &ran.applied.journal, false, plainly);
    assert!(back.is_done(), "{:#?}", back.rows);
    assert_eq!(okta.org.servers, servers, "the server is as it was");
    assert!(!okta.org.apps[0].active);
    assert!(!back.journal.is_empty(), "it can still be deleted");
    let back = undo(&mut okta, &back.journal, true, plainly);
    assert!(back.is_done() && okta.org.apps.is_empty() && back.journal.is_empty(), "{:#?}", back.rows);
    let again = undo(&mut okta, &ran.applied.journal, true, plainly);
    assert!(again.is_done(), "what is gone is taken back: {:#?}", again.rows);
}

#[test]
fn an_application_without_the_mark_is_left_alone() {
    let (mut okta, make) = (Okta::at(OKTA), fresh(OKTA));
    okta.org.apps.clear();
    let ran = run(&mut okta, make(), make(), plainly);
    okta.org.apps[0].document["settings"]["notes"]["admin"] = json!("Ours now.");
    let back = undo(&mut okta, &ran.applied.journal, true, plainly);
    assert!(
        okta.org.apps[0].active && back.rows.iter().any(|row| row.done == Some(false)),
        "{:#?}",
        back.rows
    );
}

/// The run ended in the middle: its record was kept before each write, and what it did is found by its mark.
#[test]
fn a_run_that_was_cut_off_can_be_taken_back() {
    let make = fresh(OKTA);
    let mut okta = Okta::at(OKTA);
    okta.org.apps.clear();
    let count = run(&mut okta, make(), make(), plainly).requests.len();
    for cut in 1..count {
        let mut okta = Okta::at(OKTA);
        okta.org.apps.clear();
        let mut number = 0;
        let ran = run(&mut okta, make(), make(), |okta, request| {
            number += 1;
            let answer = okta.send(request);
            (number <= cut).then_some(Ok(answer))
        });
        let Some(kept) = ran.kept else { continue };
        let back = undo(&mut okta, &kept, true, plainly);
        assert!(back.is_done() && okta.org.apps.is_empty(), "cut at {cut}: {:#?}", back.rows);
    }
}

#[test]
fn taking_back_can_be_cut_off_or_lose_an_answer_too() {
    let mut okta = by_hand();
    let before = standing(&okta);
    let ran = run(&mut okta, adopted(), adopted(), plainly);
    let count = undo(&mut okta, &ran.applied.journal, false, plainly).requests.len();
    for at in 0..count {
        for is_cut in [true, false] {
            let mut okta = by_hand();
            let ran = run(&mut okta, adopted(), adopted(), plainly);
            let mut number = 0;
            let back = undo(&mut okta, &ran.applied.journal, false, |okta, request| {
                number += 1;
                let answer = okta.send(request);
                if number != at + 1 {
                    return Some(Ok(answer));
                }
                (!is_cut).then(|| Err(lost()))
            });
            assert!(is_cut || back.rows.iter().all(|row| row.done.is_some()), "{:#?}", back.rows);
            let kept = if is_cut { ran.applied.journal } else { back.journal };
            let back = undo(&mut okta, &kept, false, plainly);
            assert!(back.is_done(), "at {at}: {:#?}", back.rows);
            assert_eq!(standing(&okta), before, "at {at}");
        }
    }
}

#[test]
fn a_record_of_tomorrow_or_a_damaged_one_is_refused() {
    let text = Journal::default().write();
    assert!(Journal::read(&text).is_ok());
    assert!(Journal::read(&text.replace("\"journal\": 0", "\"journal\": 2")).is_err());
    assert!(Journal::read("{").is_err());
}
