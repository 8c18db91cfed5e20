//! Which signatures count, and whose (Core §3.1.3.7 step 6, §10.1; RFC 8725 §3.1).

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::json;
use usher::oidc::discovery::Metadata;
use usher::oidc::judge::Rejection;
use usher::oidc::keys::{KeyFault, KeySet};

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
    // {"alg":"ES512"}, for which there is nothing to sign with here either.
    let token = login().token();
    let large = ["eyJhbGciOiJFUzUxMiJ9", token.split_once('.').expect("a header").1].join(".");
    assert_eq!(verdict(&large, &login().keys), Err(algorithm("ES512")));
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

/// A key set of one key that the token names, and what is wrong with that key.
fn fault_of(key: &serde_json::Value, algorithm: &str) -> Option<KeyFault> {
    let keys = KeySet::read(&json!({ "keys": [key] }).to_string()).expect("a key set");
    let fault = keys.keys[0].fault;
    if let Some(fault) = fault {
        let header = BASE64_URL_SAFE_NO_PAD.encode(json!({ "alg": algorithm, "kid": "one" }).to_string());
        let token = login().token();
        let forged = [&header, token.split_once('.').expect("a header").1].join(".");
        let expected = Rejection::KeyUnsound { kid: Some("one".to_owned()), fault };
        assert_eq!(verdict(&forged, &keys), Err(expected));
    }
    fault
}

#[test]
fn a_key_that_cannot_be_relied_on_proves_nothing() {
    let encoded = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
    let rsa = |bytes: usize, last: u8, exponent: &[u8]| {
        let mut modulus = vec![0xc5; bytes];
        modulus[bytes - 1] = last;
        json!({ "kty": "RSA", "kid": "one", "n": encoded(&modulus), "e": encoded(exponent) })
    };
    let usual: &[u8] = &[1, 0, 1];
    for (bytes, last, exponent, fault) in [
        (64, 1, usual, Some(KeyFault::Short(512))),
        (128, 1, usual, Some(KeyFault::Short(1024))),
        (255, 1, usual, Some(KeyFault::Short(2040))),
        (256, 1, usual, None),
        (512, 1, usual, None),
        (513, 1, usual, Some(KeyFault::Long(4104))),
        (1024, 1, usual, Some(KeyFault::Long(8192))),
        (256, 2, usual, Some(KeyFault::Numbers)),
        (256, 1, &[1], Some(KeyFault::Numbers)),
        (256, 1, &[0], Some(KeyFault::Numbers)),
        (256, 1, &[1, 0, 0], Some(KeyFault::Numbers)),
        (256, 1, &[3], None),
        (256, 1, &[9, 9, 9, 9, 9, 9], Some(KeyFault::Numbers)),
    ] {
        assert_eq!(fault_of(&rsa(bytes, last, exponent), "RS256"), fault, "{bytes} {last} {exponent:?}");
    }
    for missing in ["n", "e"] {
        let mut key = rsa(256, 1, usual);
        key.as_object_mut().expect("a key").remove(missing);
        assert_eq!(fault_of(&key, "RS256"), Some(KeyFault::Incomplete));
    }
    let curve = |name: &str, x: &[u8], y: &[u8]| json!({ "kty": "EC", "kid": "one", "crv": name, "x": encoded(x), "y": encoded(y) });
    for (name, length, algorithm) in [("P-256", 32, "ES256"), ("P-384", 48, "ES384")] {
        let point = |x: u8, y: u8| curve(name, &vec![x; length], &vec![y; length]);
        assert_eq!(fault_of(&point(2, 1), algorithm), Some(KeyFault::OffCurve));
        assert_eq!(fault_of(&point(0, 0), algorithm), Some(KeyFault::OffCurve));
        let short = curve(name, &vec![2; length - 1], &vec![1; length]);
        assert_eq!(fault_of(&short, algorithm), Some(KeyFault::Incomplete));
    }
    let edwards =
        |bytes: [u8; 32]| json!({ "kty": "OKP", "kid": "one", "crv": "Ed25519", "x": encoded(&bytes) });
    let (mut one, mut minus_one) = ([0; 32], [0xff; 32]);
    one[0] = 1;
    (minus_one[0], minus_one[31]) = (0xec, 0x7f);
    for point in [[0; 32], one, minus_one] {
        let mut signed = point;
        signed[31] |= 0x80;
        assert_eq!(fault_of(&edwards(point), "EdDSA"), Some(KeyFault::SmallOrder));
        assert_eq!(fault_of(&edwards(signed), "EdDSA"), Some(KeyFault::SmallOrder));
    }
    let sound = KeySet::read(CURVE_KEYS).expect("a key set");
    assert!(sound.keys.iter().all(|key| key.fault.is_none()));
    assert!(key_set(&[&first(Some("one")), &super::bench::edwards("two")]).first_fault().is_none());
}

#[test]
fn a_weak_key_beside_a_sound_one_of_the_same_name_does_not_count() {
    let mut weak = first(Some("one")).public();
    weak["e"] = json!("AQ");
    let both = KeySet::read(&json!({ "keys": [weak, first(Some("one")).public()] }).to_string());
    assert!(login().keys(both.expect("a key set")).judged().is_ok(), "the sound one made the signature");
}

#[test]
fn an_algorithm_that_the_metadata_do_not_name_is_said() {
    let mut document = super::bench::document();
    document["id_token_signing_alg_values_supported"] = json!(["RS256", "ES256"]);
    let metadata = Metadata::read(&document.to_string()).expect("metadata");
    assert!(login().judged_by(&metadata).is_ok());
    let other = login().header(json!({ "alg": "PS256", "kid": "one" }));
    let listed = vec!["RS256".to_owned(), "ES256".to_owned()];
    let expected = Rejection::AlgorithmUnlisted { seen: "PS256".to_owned(), listed };
    assert_eq!(other.judged_by(&metadata), Err(expected));
}
