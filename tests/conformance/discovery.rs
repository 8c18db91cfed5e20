//! Discovery 1.0 §3 and §4, and the key set.

use serde_json::json;
use usher::oidc::discovery::{DocumentError, Metadata, document_url};
use usher::oidc::judge::Rejection;
use usher::oidc::keys::{KeySet, KeySetError};

use crate::tests::conformance::bench::{ISSUER, document, login, metadata};

#[test]
fn oidcc_client_test_discovery_openid_config() {
    let metadata = metadata();
    assert_eq!(metadata.authorization_endpoint.as_str(), "https://example.okta.com/oauth2/v1/authorize");
    assert_eq!(metadata.scopes_supported, ["openid", "email", "groups"]);
    assert!(!metadata.iss_parameter_supported);
    let address = |issuer| document_url(issuer).map(String::from);
    let expected = "https://example.okta.com/oauth2/default/.well-known/openid-configuration";
    assert_eq!(address("https://example.okta.com/oauth2/default").as_deref(), Ok(expected));
    assert_eq!(address("https://example.okta.com/oauth2/default/").as_deref(), Ok(expected));
    assert!(document_url("example").is_err());
}

#[test]
fn oidcc_client_test_discovery_jwks_uri_keys() {
    let mut changed = document();
    changed["jwks_uri"] = json!("https://keys.example.com/today");
    let metadata = Metadata::read(&changed.to_string()).expect("metadata");
    assert_eq!(metadata.jwks_uri.as_str(), "https://keys.example.com/today");
}

#[test]
fn oidcc_client_test_discovery_issuer_mismatch() {
    assert!(metadata().is_of(ISSUER));
    assert!(!metadata().is_of("https://example.okta.com/"));
    let mut other = metadata();
    other.issuer = "https://other.okta.com".to_owned();
    let refused = Rejection::Issuer { expected: ISSUER.to_owned(), seen: other.issuer.clone() };
    assert_eq!(login().judged_by(&other), Err(refused), "keys of another issuer prove nothing");
}

#[test]
fn oidcc_client_test_mtls_endpoint_aliases() {
    let mut aliased = document();
    aliased["mtls_endpoint_aliases"] = json!({ "token_endpoint": "https://mtls.example.com/token" });
    let metadata = Metadata::read(&aliased.to_string()).expect("metadata");
    assert_eq!(metadata.token_endpoint.as_str(), "https://example.okta.com/oauth2/v1/token");
}

#[test]
fn a_document_that_cannot_be_used_says_what_is_wrong_with_it() {
    assert!(matches!(Metadata::read("<html>"), Err(DocumentError::NotJson(_))));
    assert!(matches!(Metadata::read("[]"), Err(DocumentError::NotJson(_))));
    let missing = vec!["authorization_endpoint", "token_endpoint", "jwks_uri"];
    assert_eq!(Metadata::read(r#"{"issuer":"x"}"#), Err(DocumentError::Incomplete { missing }));
    let mut relative = document();
    relative["userinfo_endpoint"] = json!("/userinfo");
    let wrong = DocumentError::NotAnAddress { field: "userinfo_endpoint", value: "/userinfo".to_owned() };
    assert_eq!(Metadata::read(&relative.to_string()), Err(wrong));
}

#[test]
fn a_key_set_is_read_as_it_stands() {
    assert_eq!(KeySet::read(r#"{"keys":[]}"#).map(|set| set.is_empty()), Ok(true));
    assert_eq!(KeySet::read("{}"), Err(KeySetError::NoKeysMember));
    assert!(matches!(KeySet::read("<html>"), Err(KeySetError::NotJson(_))));
    assert!(matches!(KeySet::read(r#"{"keys":{}}"#), Err(KeySetError::Malformed(_))));
    assert!(matches!(KeySet::read(r#"{"keys":[1]}"#), Err(KeySetError::Malformed(_))));
    let set =
        KeySet::read(r#"{"keys":[{"kty":"X","kid":"a"},{"kty":"RSA"}]}"#).expect("unknown kinds are kept");
    assert_eq!(set.ids(), ["a"]);
    assert_eq!(set.keys.len(), 2);
}

#[test]
fn an_endpoint_with_credentials_is_refused() {
    for member in ["token_endpoint", "userinfo_endpoint", "authorization_endpoint", "revocation_endpoint"] {
        for credentials in ["a:b@", "a@", ":b@"] {
            let mut document = document();
            document[member] = format!("https://{credentials}example.okta.com/oauth2/v1/token").into();
            let metadata = Metadata::read(&document.to_string()).expect("metadata");
            assert_eq!(metadata.astray(ISSUER).map(|(name, _)| name), Some(member), "{credentials}");
        }
    }
    assert_eq!(metadata().astray(ISSUER), None);
}
