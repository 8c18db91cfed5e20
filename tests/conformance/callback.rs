//! The answer at the redirect URI: RFC 6749 §4.1.2, RFC 9207, form post, and what a person pastes.

use serde_json::json;
use usher::base::Secret;
use usher::oidc::callback::{CallbackRefusal, PasteProblem, accept, from_pasted, read};
use usher::oidc::discovery::Metadata;

use crate::tests::conformance::bench::{ISSUER, attempt, document, metadata};

fn state() -> String {
    attempt().seeds.state.reveal().to_owned()
}

fn judged(raw: &str) -> Result<(), CallbackRefusal> {
    accept(&read(&raw.replace("STATE", &state())), &attempt(), &metadata())
}

#[test]
fn a_code_with_the_right_state_is_taken() {
    assert_eq!(judged("code=a%2Bb+c&state=STATE"), Ok(()));
    assert_eq!(read("code=a%2Bb+c").code, Some(Secret::new("a+b c")));
}

#[test]
fn oidcc_client_test_form_post_error() {
    let callback = read("error=access_denied&error_description=User+is+not+assigned%21&state=s");
    assert_eq!(callback.error.as_deref(), Some("access_denied"));
    assert_eq!(callback.error_description.as_deref(), Some("User is not assigned!"));
    assert_eq!(judged("error=access_denied&state=STATE"), Ok(()));
}

#[test]
fn stray_and_forged_answers_are_told_apart_from_the_providers() {
    assert_eq!(judged("code=x"), Err(CallbackRefusal::StateMissing));
    assert_eq!(judged("code=x&state="), Err(CallbackRefusal::StateMissing));
    assert_eq!(judged("code=x&state=other"), Err(CallbackRefusal::StateDiffers));
    assert_eq!(judged("error=access_denied&state=other"), Err(CallbackRefusal::StateDiffers));
    assert_eq!(judged("state=STATE"), Err(CallbackRefusal::Unusable));
    assert_eq!(judged("code=x&error=y&state=STATE"), Err(CallbackRefusal::Unusable));
    assert_eq!(judged(""), Err(CallbackRefusal::StateMissing));
}

#[test]
fn repeated_parameters_are_refused() {
    let twice = Err(CallbackRefusal::Repeated("code".to_owned()));
    assert_eq!(judged("code=x&code=y&state=STATE"), twice);
    assert_eq!(judged("code=x&state=STATE&state=other"), Err(CallbackRefusal::Repeated("state".to_owned())));
    assert_eq!(judged("code=x&state=other&state=STATE"), Err(CallbackRefusal::StateDiffers));
    assert_eq!(
        judged("code=x&state=STATE&session_state=a&session_state=b"),
        Ok(()),
        "unknown ones are ignored"
    );
}

#[test]
fn oidcc_client_test_missing_chash() {
    assert_eq!(judged("id_token=e30.e30.e30"), Err(CallbackRefusal::UnaskedIdToken));
    assert_eq!(judged("id_token=e30.e30.e30&state=STATE"), Err(CallbackRefusal::UnaskedIdToken));
    assert_eq!(judged("id_token=e30.e30.e30&state=other"), Err(CallbackRefusal::StateDiffers));
}

#[test]
fn rfc9207_another_issuer_is_refused_for_codes_and_errors() {
    let differs = |seen: &str| {
        Err(CallbackRefusal::IssuerDiffers { expected: ISSUER.to_owned(), seen: seen.to_owned() })
    };
    assert_eq!(judged("code=x&state=STATE&iss=https%3A%2F%2Fexample.okta.com"), Ok(()));
    assert_eq!(judged("code=x&state=STATE&iss=https%3A%2F%2Fevil.example"), differs("https://evil.example"));
    assert_eq!(judged("error=x&state=STATE&iss=https%3A%2F%2Fevil.example"), differs("https://evil.example"));
    assert_eq!(
        judged("code=x&state=STATE&iss=https%3A%2F%2Fexample.okta.com%2F"),
        differs("https://example.okta.com/")
    );
}

#[test]
fn rfc9207_a_promised_issuer_must_come() {
    let mut promising = document();
    promising["authorization_response_iss_parameter_supported"] = json!(true);
    let metadata = Metadata::read(&promising.to_string()).expect("metadata");
    for answer in ["code=x", "error=x"] {
        let callback = read(&format!("{answer}&state={}", state()));
        assert_eq!(accept(&callback, &attempt(), &metadata), Err(CallbackRefusal::IssuerMissing));
    }
}

#[test]
fn a_pasted_address_is_read_however_it_was_copied() {
    for pasted in [
        "http://localhost:8749/callback?code=abc&state=s",
        "  \"http://localhost:8749/callback?code=abc&state=s\"\n",
        "http://localhost:8749/call\n  back?code=a\r\nbc&state=s",
        "localhost:8749/callback?code=abc&state=s",
        "?code=abc&state=s",
        "code=abc&state=s",
        "#code=abc&state=s",
        "code=abc&iss=https://example.okta.com&state=s",
        "http://localhost:8749/callback#code=abc&state=s",
    ] {
        let callback = from_pasted(pasted, &attempt().redirect_uri).expect(pasted);
        assert_eq!(callback.code, Some(Secret::new("abc")), "{pasted}");
        assert_eq!(callback.state, Some(Secret::new("s")), "{pasted}");
    }
}

#[test]
fn the_words_of_a_pasted_error_keep_their_spaces() {
    let pasted =
        "http://localhost:8749/callback?error=access_denied&error_description=User is not assigned&state=s";
    let callback = from_pasted(pasted, &attempt().redirect_uri).expect("an answer");
    assert_eq!(callback.error_description.as_deref(), Some("User is not assigned"));
}

#[test]
fn a_pasted_address_of_another_place_is_named() {
    let problem = |pasted: &str| from_pasted(pasted, &attempt().redirect_uri).expect_err(pasted);
    let provider = |host: &str| PasteProblem::ProviderPage { host: host.to_owned() };
    let okta = "example.okta.com";
    assert_eq!(problem("https://example.okta.com/oauth2/v1/authorize?client_id=x&state=s"), provider(okta));
    assert_eq!(problem("https://example.okta.com/signin/refresh-auth-state/00x"), provider(okta));
    assert_eq!(
        problem("https://login.example.com/oauth2/default/v1/authorize?code=x"),
        provider("login.example.com")
    );
    let other = PasteProblem::OtherPlace {
        expected: "http://localhost:8749/callback".to_owned(),
        seen: "http://localhost:8750/callback".to_owned(),
    };
    assert_eq!(problem("http://localhost:8750/callback?code=x&state=s"), other);
    assert_eq!(problem("http://localhost:8749/callback"), PasteProblem::NoAnswer);
    assert_eq!(problem("http://localhost:8749/callback?x=y"), PasteProblem::NoAnswer);
    assert_eq!(problem("example.okta.com/signin/refresh-auth-state/00x"), provider(okta));
    assert_eq!(problem("hello"), PasteProblem::NotAnAddress);
    assert_eq!(problem(" \n"), PasteProblem::Empty);
}
