//! Which signatures count, and whose (Core §3.1.3.7 step 6, §10.1; RFC 8725 §3.1).

use serde_json::json;
use usher::oidc::judge::Rejection;
use usher::oidc::keys::KeySet;

use crate::tests::conformance::bench::{
    NOW, SECRET, edwards, first, key_set, login, second, shared, verdict,
};

const CURVE_TOKEN: &str = include_str!("../support/keys/oidc-es256.token");
const CURVE_KEYS: &str = include_str!("../support/keys/oidc-es256.jwks.json");

fn algorithm(seen: &str) -> Rejection {
    Rejection::Algorithm { seen: seen.to_owned() }
}

#[test]
fn oidcc_client_test_idtoken_sig_rs256() {
    for name in ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"] {
        assert!(login().header(json!({ "alg": name, "kid": "one" })).judged().is_ok(), "{name}");
    }
}

#[test]
fn oidcc_client_test_invalid_sig_rs256() {
    assert_eq!(login().signed_by(second(None)).refusal(), Rejection::Signature);
    let good = login();
    let token = good.token();
    let forged = good.with("sub", "00u1eve").token();
    let parts = |token: &str| token.split('.').map(str::to_owned).collect::<Vec<_>>();
    let mixed = [parts(&token)[0].clone(), parts(&forged)[1].clone(), parts(&token)[2].clone()].join(".");
    assert_eq!(verdict(&mixed, &login().keys), Err(Rejection::Signature));
}

#[test]
fn oidcc_client_test_idtoken_sig_none() {
    assert_eq!(login().header(json!({ "alg": "none" })).refusal(), algorithm("none"));
    assert_eq!(login().header(json!({ "alg": "NONE", "kid": "one" })).refusal(), algorithm("NONE"));
}

#[test]
fn oidcc_client_test_invalid_sig_hs256() {
    let right = login().header(json!({ "alg": "HS256" })).signed_by(shared(SECRET.as_bytes()));
    assert_eq!(right.refusal(), algorithm("HS256"), "a shared secret proves nothing about who signed");
    let public = first(Some("one")).public().to_string();
    let confused =
        login().header(json!({ "alg": "HS256", "kid": "one" })).signed_by(shared(public.as_bytes()));
    assert_eq!(confused.refusal(), algorithm("HS256"));
}

#[test]
fn oidcc_client_test_invalid_sig_es256() {
    let keys = KeySet::read(CURVE_KEYS).expect("a key set");
    assert!(verdict(CURVE_TOKEN.trim(), &keys).is_ok());
    let (body, signature) = CURVE_TOKEN.trim().rsplit_once('.').expect("a signature");
    let turned: String = signature.chars().rev().collect();
    // The last character of 64 bytes holds two bits only, so a turned text need not decode.
    let bad = format!("{body}.A{}A", &turned[1..turned.len() - 1]);
    assert_eq!(verdict(&bad, &keys), Err(Rejection::Signature));
}

#[test]
fn edwards_curve_signatures_count() {
    let pair = edwards("ed");
    let good = login().header(json!({ "alg": "EdDSA", "kid": "ed" })).keys(key_set(&[&pair])).signed_by(pair);
    assert!(good.judged().is_ok());
}

#[test]
fn an_algorithm_nobody_knows_and_an_encrypted_token_are_named() {
    assert_eq!(login().header(json!({ "alg": "ES256K", "kid": "one" })).refusal(), algorithm("ES256K"));
    assert_eq!(login().header(json!({ "kid": "one" })).refusal(), algorithm(""));
    // {"alg":"RSA-OAEP"} and four more parts.
    let encrypted = "eyJhbGciOiJSU0EtT0FFUCJ9.e30.e30.e30.e30";
    assert_eq!(verdict(encrypted, &login().keys), Err(algorithm("RSA-OAEP")));
}

#[test]
fn an_access_token_is_no_id_token() {
    let refusal = login().header(json!({ "alg": "RS256", "kid": "one", "typ": "at+jwt" })).refusal();
    assert!(matches!(refusal, Rejection::Malformed(ref text) if text.contains("at+jwt")), "{refusal:?}");
}

#[test]
fn oidcc_client_test_kid_absent_single_jwks() {
    let pair = first(None);
    assert!(
        login().header(json!({ "alg": "RS256" })).keys(key_set(&[&pair])).signed_by(pair).judged().is_ok()
    );
}

#[test]
fn oidcc_client_test_kid_absent_multiple_jwks() {
    let (one, two) = (first(Some("one")), second(Some("two")));
    let keys = key_set(&[&two, &one]);
    let without = login().header(json!({ "alg": "RS256" })).keys(keys.clone());
    assert!(without.judged().is_ok(), "every suitable key is tried");
    let foreign = login().header(json!({ "alg": "RS256" })).keys(key_set(&[&two, &second(Some("three"))]));
    let known = vec!["two".to_owned(), "three".to_owned()];
    assert_eq!(foreign.refusal(), Rejection::UnknownKey { kid: None, known, ambiguous: true });
    let late = login().header(json!({ "alg": "RS256" })).keys(keys).with("exp", NOW - 600);
    assert_eq!(late.refusal(), Rejection::Expired { seconds: 600 }, "a right key does not excuse the rest");
}

#[test]
fn oidcc_client_test_signing_key_rotation() {
    let (old, new) = (first(Some("one")), second(Some("two")));
    let rotated = login().header(json!({ "alg": "RS256", "kid": "two" })).signed_by(second(None));
    let refusal = rotated.refusal();
    let known = vec!["one".to_owned()];
    assert_eq!(refusal, Rejection::UnknownKey { kid: Some("two".to_owned()), known, ambiguous: false });
    assert!(rotated.keys(key_set(&[&old, &new])).judged().is_ok());
}

#[test]
fn oidcc_client_test_signing_key_rotation_just_before_signing() {
    let gone = login().keys(key_set(&[&second(Some("two"))]));
    assert!(
        matches!(gone.refusal(), Rejection::UnknownKey { .. }),
        "the keys are fetched once more before the verdict"
    );
    assert!(
        !matches!(login().signed_by(second(None)).refusal(), Rejection::UnknownKey { .. }),
        "a bad signature is not a lost key"
    );
}

#[test]
fn a_key_for_encryption_or_of_another_kind_does_not_count() {
    let mut public = first(Some("one")).public();
    public["use"] = json!("enc");
    let keys = KeySet::read(&json!({ "keys": [public] }).to_string()).expect("a key set");
    assert!(matches!(login().keys(keys).refusal(), Rejection::UnknownKey { ambiguous: false, .. }));
    assert!(matches!(login().keys(key_set(&[&edwards("one")])).refusal(), Rejection::UnknownKey { .. }));
    assert!(matches!(login().keys(key_set(&[])).refusal(), Rejection::UnknownKey { .. }));
}
