//! One login at one provider, to which everything that is fuzzed belongs.

use crate::usher::base::{Answer, Header, Secret, Timestamp};
use crate::usher::oidc::attempt::{Attempt, Seeds};
use crate::usher::oidc::discovery::Metadata;
use crate::usher::oidc::judge::{Case, Claims, Rejection, judge};
use crate::usher::oidc::keys::KeySet;
use crate::usher::oidc::token::{ClientAuthentication, Tokens};
use url::Url;

pub(super) const NOW: Timestamp = Timestamp(1_795_000_000_000);
pub(super) const ISSUER: &str = "https://example.okta.com";
pub(super) const CLIENT: &str = "0oa1client";
pub(super) const STATE: &str = "BQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU";
pub(super) const NONCE: &str = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc";
pub(super) const VERIFIER: &str = "CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk";
const DOCUMENT: &str = include_str!("../corpus/discovery/okta.json");

fn address(text: &str) -> Url {
    Url::parse(text).expect("an address")
}

/// The login that waits for its answer.
pub(super) fn attempt() -> Attempt {
    Attempt {
        issuer: ISSUER.to_owned(),
        client_id: CLIENT.to_owned(),
        client_secret: Some(Secret::from("a secret/with+odd=characters%")),
        authentication: ClientAuthentication::ClientSecretBasic,
        redirect_uri: address("http://localhost:8749/callback"),
        scopes: vec!["openid".to_owned(), "email".to_owned()],
        seeds: Seeds { state: STATE.into(), nonce: NONCE.into(), verifier: VERIFIER.into() },
        prompt: None,
        login_hint: None,
    }
}

/// What the provider says of itself, and that it signs with every key of the bench.
pub(super) fn metadata() -> Metadata {
    let document = DOCUMENT.replace("\"ES256\"", "\"ES256\", \"EdDSA\"");
    Metadata::read(&document).expect("the provider's metadata")
}

/// An answer whose first line is the status and, after a blank, a place to go to; the rest is its body.
pub(super) fn answer(text: &str) -> Answer {
    let (head, body) = text.split_once('\n').unwrap_or((text, ""));
    let (status, location) = head.split_once(' ').unwrap_or((head, ""));
    let mut headers = vec![Header::new("content-type", "application/json")];
    if !location.is_empty() {
        headers.push(Header::new("location", location));
        headers.push(Header::new("www-authenticate", location));
    }
    let status = status.trim().parse().unwrap_or(200);
    Answer { status, headers, body: Secret::new(body), at: NOW, elapsed_ms: 1 }
}

/// The judge's word on what was issued.
pub(super) fn judged(tokens: &Tokens, keys: &KeySet) -> Result<Claims, Rejection> {
    let (attempt, metadata, code) = (attempt(), metadata(), Secret::from("the-code"));
    judge(&Case { attempt: &attempt, metadata: &metadata, keys, tokens, code: Some(&code), now: NOW })
}
