//! The claims of the ID token (Core §3.1.3.7, §3.1.3.8).

use serde_json::json;
use usher::oidc::judge::{LEEWAY_SECONDS, Rejection, judge};
use usher::oidc::token::Tokens;

use crate::tests::conformance::bench::{
    ACCESS, CLIENT, CODE, ISSUER, NOW, decided, login, metadata, signed_text, tokens, verdict,
};

#[test]
fn oidcc_client_test() {
    let claims = login().judged().expect("a good token is accepted");
    assert_eq!(claims.subject(), "00u1ada");
    assert_eq!(claims.text("email"), Some("ada@example.com"));
    assert_eq!(claims.flag("email_verified"), Some(true));
    assert_eq!(claims.strings("groups"), Some(vec!["Engineers".to_owned()]));
    assert_eq!(claims.number("iat"), Some(NOW - 1));
}

#[test]
fn oidcc_client_test_invalid_iss() {
    for seen in ["https://evil.example.com", "https://example.okta.com/", "https://EXAMPLE.okta.com"] {
        let expected = Rejection::Issuer { expected: ISSUER.to_owned(), seen: seen.to_owned() };
        assert_eq!(login().with("iss", seen).refusal(), expected);
    }
    let none = Rejection::Issuer { expected: ISSUER.to_owned(), seen: String::new() };
    assert_eq!(login().without("iss").refusal(), none);
}

#[test]
fn a_login_without_an_id_token_is_refused() {
    let none = Tokens { id: None, ..tokens("") };
    assert_eq!(decided(&metadata(), &login().keys, &none, judge), Err(Rejection::Missing));
}

#[test]
fn oidcc_client_test_missing_sub() {
    assert_eq!(login().without("sub").refusal(), Rejection::NoSubject);
    assert_eq!(login().with("sub", "").refusal(), Rejection::NoSubject);
}

#[test]
fn oidcc_client_test_invalid_aud() {
    let refused = |seen: &[&str]| Rejection::Audience {
        expected: CLIENT.to_owned(),
        seen: seen.iter().map(|&audience| audience.to_owned()).collect(),
    };
    assert_eq!(login().with("aud", "another").refusal(), refused(&["another"]));
    assert_eq!(login().with("aud", json!([CLIENT, "another"])).refusal(), refused(&[CLIENT, "another"]));
    assert!(login().with("aud", json!([CLIENT])).judged().is_ok());
}

#[test]
fn oidcc_client_test_missing_aud() {
    let expected = Rejection::Audience { expected: CLIENT.to_owned(), seen: Vec::new() };
    assert_eq!(login().without("aud").refusal(), expected);
}

#[test]
fn oidcc_client_test_missing_iat() {
    assert_eq!(login().without("iat").refusal(), Rejection::NoIssuedAt);
}

#[test]
fn oidcc_client_test_nonce_invalid() {
    assert_eq!(login().with("nonce", "another").refusal(), Rejection::Nonce { present: true });
    assert_eq!(login().without("nonce").refusal(), Rejection::Nonce { present: false });
}

#[test]
fn oidcc_client_test_invalid_athash() {
    assert_eq!(login().with("at_hash", "AAAAAAAAAAAAAAAAAAAAAA").refusal(), Rejection::AccessTokenHash);
    assert!(login().with("at_hash", half_hash(ACCESS)).judged().is_ok());
}

#[test]
fn oidcc_client_test_missing_athash() {
    assert!(login().without("at_hash").judged().is_ok(), "in the code flow at_hash may be left out");
}

#[test]
fn oidcc_client_test_invalid_chash() {
    assert_eq!(login().with("c_hash", "AAAAAAAAAAAAAAAAAAAAAA").refusal(), Rejection::CodeHash);
    assert!(login().with("c_hash", half_hash(CODE)).judged().is_ok());
}

#[test]
fn oidcc_client_test_aggregated_claims() {
    let names = json!({ "address": "src1" });
    let sources = json!({ "src1": { "JWT": "e30.e30." } });
    assert!(login().with("_claim_names", names).with("_claim_sources", sources).judged().is_ok());
}

#[test]
fn oidcc_client_test_distributed_claims() {
    let names = json!({ "shoe_size": "src1" });
    let sources = json!({ "src1": { "endpoint": "https://claims.example.com/", "access_token": "x" } });
    let claims =
        login().with("_claim_names", names).with("_claim_sources", sources).judged().expect("accepted");
    assert_eq!(claims.number("shoe_size"), None);
}

#[test]
fn azp_must_name_this_client() {
    let refused = |seen: Option<&str>| Rejection::AuthorizedParty { seen: seen.map(str::to_owned) };
    assert!(login().with("azp", CLIENT).judged().is_ok());
    assert_eq!(login().with("azp", "another").refusal(), refused(Some("another")));
    assert_eq!(login().with("aud", json!([CLIENT, CLIENT])).refusal(), refused(None));
}

#[test]
fn expiry_has_two_minutes_of_leeway_and_not_more() {
    assert!(login().with("exp", NOW - LEEWAY_SECONDS + 1).judged().is_ok());
    assert_eq!(login().with("exp", NOW - 300).refusal(), Rejection::Expired { seconds: 300 });
    assert_eq!(login().without("exp").refusal(), Rejection::Malformed("claim `exp`".to_owned()));
}

#[test]
fn a_clock_that_runs_ahead_is_told_in_seconds() {
    assert!(login().with("iat", NOW + LEEWAY_SECONDS).judged().is_ok());
    assert_eq!(login().with("iat", NOW + 300).refusal(), Rejection::IssuedInFuture { seconds: 300 });
    assert_eq!(login().with("nbf", NOW + 400).refusal(), Rejection::IssuedInFuture { seconds: 400 });
}

#[test]
fn a_claim_of_the_wrong_kind_is_named_and_its_value_is_not() {
    let refusal = login().with("email_verified", "perhaps").refusal();
    assert_eq!(refusal, Rejection::ClaimKind("email_verified"));
    let refusal = login().with("name", json!({ "first": "Ada" })).refusal();
    assert_eq!(refusal, Rejection::ClaimKind("name"));
}

/// Directories send it so, and applications take it: what it means for the one at hand is told by the claims, not here.
#[test]
fn the_words_true_and_false_and_a_moment_as_text_are_read() {
    for word in ["true", "false"] {
        let claims = login().with("email_verified", word).judged().expect("accepted");
        assert_eq!(claims.flag("email_verified"), Some(word == "true"));
    }
    assert!(login().with("updated_at", "2026-11-01T08:00:00Z").judged().is_ok());
}

#[test]
fn a_claim_that_comes_twice_is_refused() {
    let good = login();
    let text = good.claims.to_string().replacen('{', r#"{"iss":"https://evil.example.com","#, 1);
    let token = signed_text(&good.header, &text, &good.pair);
    assert!(verdict(&token, &good.keys).is_err());
}

#[test]
fn what_is_no_token_is_malformed_with_the_part_named() {
    let good = login();
    for (token, part) in [
        ("", "1 parts instead of 3"),
        ("a.b", "2 parts instead of 3"),
        ("!.e30.e30", "header: not base64url"),
        ("e30.!.e30", "payload: not base64url"),
        ("W10.e30.e30", "header: not a JSON object"),
    ] {
        assert_eq!(verdict(token, &good.keys), Err(Rejection::Malformed(part.to_owned())), "{token}");
    }
}

fn half_hash(text: &str) -> String {
    use base64::Engine as _;
    use sha2::Digest as _;
    let hash = sha2::Sha256::digest(text);
    base64::prelude::BASE64_URL_SAFE_NO_PAD.encode(&hash[..16])
}
