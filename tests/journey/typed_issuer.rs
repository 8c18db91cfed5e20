//! An issuer that somebody types is asked as it was typed; only where that is none, what else may have been meant is tried.

use serde_json::json;
use url::Url;
use usher::diagnosis::{CheckId, Status};
use usher::engine::{Field, Intent};

use crate::tests::journey::rig::{CLIENT, Rig, SECRET};
use crate::tests::journey::scenario::Instead;

fn document(issuer: &str) -> Instead {
    let text = json!({
        "issuer": issuer, "authorization_endpoint": format!("{issuer}/a"), "token_endpoint": format!("{issuer}/t"),
        "jwks_uri": format!("{issuer}/k"),
    });
    Instead::json(200, &text.to_string())
}

/// A world with the host of this address.
fn at_home(typed: &str) -> Rig {
    let mut rig = Rig::of("coder");
    rig.org.origin = Url::parse(typed).expect("an address").origin().ascii_serialization();
    rig
}

/// A world in which the discovery documents of these issuers are there and no others.
fn rig(typed: &str, there: &[&str]) -> Rig {
    let mut rig = at_home(typed);
    rig.answer("base_url", "https://coder.example.com");
    let well_known =
        |issuer: &str| format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
    rig.instead = vec![("configuration/.well-known/openid-configuration".to_owned(), Instead::json(404, ""))];
    rig.instead.extend(there.iter().map(|issuer| (well_known(issuer), document(issuer))));
    rig.instead.push(("configuration".to_owned(), Instead::json(404, "")));
    rig.put(Field::Issuer, typed);
    rig.put(Field::ClientId, CLIENT);
    rig.put(Field::Secret, SECRET);
    rig.check();
    rig
}

fn used(rig: &Rig) -> (String, Option<Status>) {
    let status = rig.setup.diagnosis().check(CheckId::DiscoveryDocument).map(|check| check.status);
    (rig.setup.connection().issuer.clone().unwrap_or_default(), status)
}

#[test]
fn a_path_of_any_name_is_an_issuers_own() {
    for typed in [
        "https://id.example.net/api/idp",
        "https://id.example.net/admin/realms/staff",
        "https://id.example.net/app/sso/",
        "https://id.example.net/oauth2/v1",
        "http://localhost:9123/api/idp",
    ] {
        let rig = rig(typed, &[typed]);
        assert_eq!(used(&rig), (typed.to_owned(), Some(Status::Pass)));
        assert!(rig.setup.field(&Field::Issuer).is_some_and(|state| state.corrected.is_empty()), "{typed}");
    }
}

#[test]
fn what_else_was_meant_is_used_aloud_and_can_be_taken_back() {
    let typed = "https://id.example.net/staff/.well-known/openid-configuration";
    let mut rig = rig(typed, &["https://id.example.net/staff"]);
    assert_eq!(used(&rig), ("https://id.example.net/staff".to_owned(), Some(Status::Pass)));
    let said = |rig: &Rig| rig.setup.field(&Field::Issuer).map_or(0, |state| state.corrected.len());
    assert_eq!(said(&rig), 1);
    let asked: Vec<&str> = rig.sent.iter().map(|(request, _)| request.url.path()).collect();
    assert!(
        asked[0].ends_with("configuration/.well-known/openid-configuration"),
        "as typed first: {asked:?}"
    );
    let told: Vec<_> =
        rig.setup.evidence().exchanges().map(|one| one.request.url.path().to_owned()).collect();
    assert!(told.iter().any(|path| path == asked[0]), "the report lists it: {told:?}");
    rig.intend(Intent::TakeAsTyped(Field::Issuer));
    rig.check();
    assert_eq!(used(&rig), (typed.to_owned(), Some(Status::Fail)));
    assert_eq!(said(&rig), 0);
    let cause = rig.setup.diagnosis().primary_finding().map(|found| found.slug.as_str());
    assert_eq!(cause, Some("issuer.document_address"));
}

#[test]
fn where_nothing_else_is_an_issuer_the_typed_one_is_told() {
    let typed = "http://localhost:9123/app/UserHome";
    let rig = rig(typed, &[]);
    assert_eq!(used(&rig), (typed.to_owned(), Some(Status::Fail)));
}

#[test]
fn a_provider_that_fails_has_not_denied_anything() {
    let typed = "https://id.example.net/.well-known/openid-configuration";
    let mut rig = at_home(typed);
    rig.instead = vec![("configuration".to_owned(), Instead::json(503, ""))];
    rig.put(Field::Issuer, typed);
    rig.check();
    assert_eq!(rig.setup.connection().issuer.as_deref(), Some(typed));
    let asked =
        rig.sent.iter().filter(|(request, _)| request.url.path() == "/.well-known/openid-configuration");
    assert_eq!(asked.count(), 0, "{:?}", rig.transcript());
}
