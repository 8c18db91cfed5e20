//! A client secret where the client ID is asked for: it is neither shown nor kept nor sent, and one word puts both right.

use usher::base::Secret;
use usher::base::words::Voice;
use usher::engine::connection::Connection;
use usher::engine::{Field, Intent, Setup};
use usher::ui::report::{Document, Format, Options, ResultDocument};
use usher::wizard::Kind;

use crate::tests::journey::conversation::{Answers, Talk};
use crate::tests::journey::dialogue::{answers, begun};
use crate::tests::journey::rig::{CLIENT, NOW, OKTA, Rig};

/// As Okta makes them, in the lengths of today and of 2020.
const LONG: &str = "Zq8_-kD2vYx1LmN0pRtUwXyZ3aBcDeFgHiJkLmNo7pQrStUv9wXyZ0aB1cDe2fGh";
const SHORT: &str = "Zq8_-kD2vYx1LmN0pRtUwXyZ3aBcDeFgHiJkLmNo";

/// Coder, registered with this secret, and everything typed but the client ID and the secret.
fn rig(secret: &str) -> Rig {
    let mut rig = Rig::of("coder");
    register(&mut rig, secret);
    rig.said = Some(String::new());
    rig.answer("base_url", "https://coder.example.com");
    rig.put(Field::Issuer, OKTA);
    rig
}

fn register(rig: &mut Rig, secret: &str) {
    rig.org.apps.clear();
    rig.register(crate::tests::journey::rig::coder().with_credentials(CLIENT, secret));
}

fn reports(setup: &Setup) -> String {
    let options = Options { include_identity: true, ..Options::default() };
    let report =
        Document::of(vec![ResultDocument::of("coder", setup.evidence(), setup.diagnosis(), options)]);
    [Format::Text, Format::Json, Format::Markdown, Format::Html, Format::Junit, Format::Prometheus]
        .map(|format| report.render(format, Voice::default()))
        .concat()
}

/// Nothing that was kept, sent or reported holds it, nor any `Debug` on the way.
fn assert_held_back(rig: &Rig, secret: &str) {
    for record in &rig.records {
        let json = serde_json::to_string(record).unwrap();
        assert!(!json.contains(secret), "the record holds it: {json}");
    }
    for (request, _) in &rig.sent {
        let body = request.body.as_ref().map(Secret::reveal).unwrap_or_default();
        assert!(!request.url.as_str().contains(secret) && !body.contains(secret), "{} sends it", request.url);
    }
    assert!(!reports(&rig.setup).contains(secret), "a report shows it\n{}", reports(&rig.setup));
    assert!(!rig.said.as_deref().unwrap_or_default().contains(secret), "a Debug shows it");
}

fn primary(setup: &Setup) -> Option<&'static str> {
    setup.diagnosis().primary_finding().map(|finding| finding.slug.as_str())
}

#[test]
fn a_secret_in_the_client_id_is_neither_kept_nor_sent_nor_reported() {
    for secret in [LONG, SHORT] {
        for typed in [secret.to_owned(), format!(" {secret}\n"), format!("client_secret={secret}")] {
            let mut rig = rig(secret);
            rig.put(Field::ClientId, &typed);
            rig.intend(Intent::Save);
            rig.check();
            rig.login();
            rig.intend(Intent::Save);
            rig.run();
            assert!(!rig.sent.is_empty() && !rig.records.is_empty(), "it was checked and kept");
            assert_held_back(&rig, secret);
            assert_eq!(primary(&rig.setup), Some("client.secret_in_id"), "{typed}");
        }
    }
}

#[test]
fn what_is_left_of_it_while_it_is_deleted_letter_by_letter_is_held_back_too() {
    let mut rig = rig(SHORT);
    for end in (8..=SHORT.len()).rev() {
        rig.put(Field::ClientId, &SHORT[..end]);
        assert_eq!(rig.setup.connection().client_id, None, "{end} of its characters");
    }
    rig.put(Field::ClientId, "");
    rig.put(Field::ClientId, CLIENT);
    assert_eq!(rig.setup.connection().client_id.as_deref(), Some(CLIENT));
}

#[test]
fn the_two_in_each_others_place_are_known_whatever_the_secret_looks_like() {
    let secret = "correct-horse-battery-staple";
    let mut rig = rig(secret);
    rig.put(Field::Secret, CLIENT);
    rig.put(Field::ClientId, secret);
    assert_eq!(rig.setup.connection().client_id, None);
    rig.check();
    assert_held_back(&rig, secret);
    rig.put(Field::Secret, secret);
    assert_eq!(rig.setup.connection().client_id, None, "the same as the secret");
    rig.put(Field::ClientId, CLIENT);
    rig.check();
    assert_eq!(primary(&rig.setup), None);
}

#[test]
fn a_record_that_holds_one_already_neither_shows_nor_sends_it_and_loses_it() {
    let mut record = Connection::new("coder", "coder", NOW);
    record.issuer = Some(OKTA.to_owned());
    record.client_id = Some(LONG.to_owned());
    let mut rig = rig(LONG);
    rig.setup = Setup::new(record, rig.setup.guide().clone());
    rig.check();
    rig.intend(Intent::Save);
    rig.run();
    assert_held_back(&rig, LONG);
    assert_eq!(primary(&rig.setup), Some("client.secret_in_id"));
}

#[test]
fn a_provider_of_another_kind_may_have_client_ids_that_look_like_secrets() {
    let id = "xK3bQ9vTz1LmN0pRtUwXyZ3aBcDeFgHiJkLmNo7p";
    for issuer in [
        "https://sso.example.com/application/o/coder/",
        "https://sso.example.com/realms/main",
        "https://example.eu.auth0.com/",
    ] {
        let mut rig = Rig::of("coder");
        rig.put(Field::Issuer, issuer);
        rig.put(Field::ClientId, id);
        assert_eq!(rig.setup.connection().client_id.as_deref(), Some(id), "{issuer}");
        rig.put(Field::Secret, id);
        assert_eq!(rig.setup.connection().client_id, None, "{issuer}: the secret itself");
    }
}

#[test]
fn where_the_host_does_not_tell_who_it_is_the_client_waits_until_it_has_told() {
    let id = "xK3bQ9vTz1LmN0pRtUwXyZ3aBcDeFgHiJkLmNo7p";
    for (status, kept) in [(404, Some(id)), (503, None)] {
        let mut rig = Rig::of("coder");
        rig.instead.push((
            "/.well-known/okta-organization".to_owned(),
            crate::tests::journey::scenario::Instead {
                status,
                body: String::new(),
                r#type: None,
                retry_after: None,
            },
        ));
        rig.org.custom_origin = Some("https://login.example.com".to_owned());
        rig.put(Field::Issuer, "https://login.example.com");
        rig.put(Field::ClientId, id);
        assert_eq!(rig.setup.connection().client_id, None, "nobody has said yet who this is");
        rig.check();
        assert_eq!(rig.setup.connection().client_id.as_deref(), kept, "{status}");
        let named = rig.sent.iter().any(|(request, _)| request.url.as_str().contains(id));
        assert_eq!(named, kept.is_some(), "{status}: {:?}", rig.transcript());
    }
}

#[test]
fn whoever_insists_is_believed_unless_it_is_the_secret_itself() {
    let mut rig = rig(LONG);
    rig.put(Field::ClientId, SHORT);
    rig.intend(Intent::TakeAsTyped(Field::ClientId));
    assert_eq!(rig.setup.connection().client_id.as_deref(), Some(SHORT), "a client ID of one’s own");
    rig.put(Field::Secret, SHORT);
    assert_eq!(rig.setup.connection().client_id, None, "it is the secret after all");
    rig.intend(Intent::TakeAsTyped(Field::ClientId));
    assert_eq!(rig.setup.connection().client_id, None);
}

fn at_values(secret: &str) -> Talk {
    let mut talk = begun();
    register(&mut talk.rig, secret);
    talk.reach_values(&Answers { values: [OKTA, "", ""].map(str::to_owned), ..answers() });
    assert_eq!(talk.kind(), Kind::Values);
    talk
}

/// Everything that Usher said; not what was typed.
fn said(talk: &Talk) -> String {
    talk.heard.lines().filter(|line| !line.starts_with("> ")).collect::<Vec<_>>().join("\n")
}

#[test]
fn line_by_line_it_is_never_repeated_and_one_word_puts_both_right() {
    let mut talk = at_values(LONG);
    talk.types("2");
    talk.types(LONG);
    assert!(talk.said("looks like a client secret"), "{}", talk.heard);
    talk.types("repeat");
    talk.types("summary");
    talk.types("");
    talk.types("swap");
    assert!(!said(&talk).contains(LONG), "{}", said(&talk));
    let setup = talk.dialogue.wizard().setup().unwrap();
    assert_eq!(setup.secret(), Some(&Secret::new(LONG)));
    assert_eq!(setup.connection().client_id, None);
    talk.types("2");
    talk.types(CLIENT);
    assert!(talk.said("OK: Nothing stands in the way"), "{}", talk.heard);
    assert!(!said(&talk).contains(LONG), "{}", said(&talk));
}

#[test]
fn line_by_line_both_in_each_others_place_are_swapped_and_swapped_back() {
    let mut talk = at_values(LONG);
    talk.types("2");
    talk.types(LONG);
    talk.types("3");
    talk.types(CLIENT);
    talk.types("swap");
    let setup = talk.dialogue.wizard().setup().unwrap();
    assert_eq!(setup.secret(), Some(&Secret::new(LONG)));
    assert_eq!(setup.connection().client_id.as_deref(), Some(CLIENT));
    assert!(talk.said("OK: Nothing stands in the way"), "{}", talk.heard);
    talk.types("as typed");
    let setup = talk.dialogue.wizard().setup().unwrap();
    assert_eq!((setup.secret(), setup.connection().client_id.as_deref()), (None, None));
    assert!(!said(&talk).contains(LONG), "{}", said(&talk));
}
