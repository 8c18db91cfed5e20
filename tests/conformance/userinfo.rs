//! Userinfo (Core §5.3).

use serde_json::json;
use usher::base::Secret;
use usher::oidc::claims::Claims;
use usher::oidc::userinfo::{self, UserinfoRefusal};

use crate::tests::conformance::bench::{
    ACCESS, CLIENT, ISSUER, NOW, answer, attempt, first, key_set, login, metadata, now, second, signed,
};

fn judged(kind: &str, body: &str) -> Result<Claims, UserinfoRefusal> {
    let id = login().judged().expect("the ID token");
    let keys = key_set(&[&first(Some("one"))]);
    userinfo::judge(&answer(200, kind, body), &id, &attempt(), &metadata(), &keys, now())
}

#[test]
fn oidcc_client_test_userinfo_bearer_header() {
    let request = userinfo::request(&metadata(), &Secret::new(ACCESS)).expect("an endpoint");
    assert_eq!(request.header("authorization"), Some("Bearer the-access-token"));
    assert_eq!(request.url.query(), None);
    assert_eq!(request.body, None);
}

#[test]
fn oidcc_client_test_userinfo_invalid_sub() {
    let refused = |seen: Option<&str>| UserinfoRefusal::SubjectMismatch {
        expected: "00u1ada".to_owned(),
        seen: seen.map(str::to_owned),
    };
    let json = "application/json;charset=utf-8";
    assert_eq!(judged(json, r#"{"sub":"00u1eve"}"#), Err(refused(Some("00u1eve"))));
    assert_eq!(judged(json, r#"{"email":"ada@example.com"}"#), Err(refused(None)));
}

#[test]
fn oidcc_client_test_scope_userinfo_claims() {
    let body = r#"{"sub":"00u1ada","email":"other@example.com","phone_number":"+1","groups":["A"]}"#;
    let claims = judged("application/json", body).expect("accepted");
    let merged = login().judged().expect("the ID token").merged(&claims);
    assert_eq!(merged.text("phone_number"), Some("+1"));
    assert_eq!(merged.text("email"), Some("ada@example.com"), "what the ID token says is kept");
}

#[test]
fn oidcc_client_test_userinfo_signed() {
    let header = json!({ "alg": "RS256", "kid": "one" });
    let claims = json!({ "iss": ISSUER, "aud": CLIENT, "sub": "00u1ada", "email": "ada@example.com" });
    let token = |claims: &serde_json::Value| signed(&header, claims, &first(Some("one")));
    let seen = judged("application/jwt", &token(&claims)).expect("accepted");
    assert_eq!(seen.text("email"), Some("ada@example.com"));
    let bare = json!({ "sub": "00u1ada" });
    assert!(judged("application/jwt", &token(&bare)).is_ok(), "issuer and audience may be left out");
    for (claim, value) in
        [("iss", json!("https://evil.example.com")), ("aud", json!("other")), ("exp", json!(NOW - 500))]
    {
        let mut bent = claims.clone();
        bent[claim] = value;
        let refusal = judged("application/jwt", &token(&bent));
        assert!(matches!(refusal, Err(UserinfoRefusal::Signature(_))), "{claim}: {refusal:?}");
    }
    let forged = signed(&header, &claims, &second(Some("one")));
    assert!(matches!(judged("application/jwt", &forged), Err(UserinfoRefusal::Signature(_))));
    let unsigned = signed(&json!({ "alg": "none" }), &claims, &first(None));
    assert!(matches!(judged("application/jwt", &unsigned), Err(UserinfoRefusal::Signature(_))));
}

#[test]
fn a_refusal_repeats_the_providers_words_and_a_page_is_no_json() {
    let id = login().judged().expect("the ID token");
    let keys = key_set(&[]);
    let word = |answer| userinfo::judge(&answer, &id, &attempt(), &metadata(), &keys, now());
    let mut refused = answer(401, "application/json", "");
    refused.headers.push(usher::base::Header::new("WWW-Authenticate", r#"Bearer error="invalid_token""#));
    let error = Some(r#"Bearer error="invalid_token""#.to_owned());
    assert_eq!(word(refused), Err(UserinfoRefusal::Http { status: 401, error }));
    assert_eq!(
        word(answer(502, "text/html", "<html>")),
        Err(UserinfoRefusal::Http { status: 502, error: None })
    );
    assert!(matches!(word(answer(200, "text/html", "<html>")), Err(UserinfoRefusal::NotJson(_))));
}
