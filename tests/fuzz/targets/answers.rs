//! What a provider answers besides tokens: its documents, its pages, its refusals, what it says of a person.

use crate::usher::base::{Answer, Exchange, Header, Request, Secret};
use crate::usher::oidc::discovery::Metadata;
use crate::usher::oidc::judge::Claims;
use crate::usher::oidc::keys::KeySet;
use crate::usher::oidc::token;
use crate::usher::oidc::userinfo::{self, UserinfoRefusal};
use crate::usher::okta::{authorize, host, organization, page_text};

use super::bench::{NOW, VERIFIER, answer, attempt, metadata};
use super::tokens::KEYS;

/// The person whom the ID token named.
const SUBJECT: &str = "00u1ada";

/// A provider's metadata: what was read is used, and the browser is sent to the place that it names.
pub(crate) fn discovery(data: &[u8]) {
    let Ok(metadata) = Metadata::read(&String::from_utf8_lossy(data)) else { return };
    let attempt = attempt();
    let url = attempt.authorization_url(&metadata);
    assert_eq!(url.host_str(), metadata.authorization_endpoint.host_str());
    let shown = url.query_pairs().any(|(_, value)| value.contains(VERIFIER));
    assert!(!shown, "the verifier stays here");
    metadata.is_of(&attempt.issuer);
    // Where the metadata is odd a request may not be buildable; that is an answer, too.
    token::exchange(&attempt, &metadata, &Secret::from("the-code")).ok();
    token::refresh(&attempt, &metadata, &Secret::from("the-refresh-token")).ok();
}

/// What the organization says of itself: links into its console lead to Okta's hosts or this computer alone.
pub(crate) fn organization(data: &[u8]) {
    let Some(read) = organization::read(&answer(&String::from_utf8_lossy(data))) else { return };
    if let Some(console) = read.console() {
        assert_ne!(host::kind(&console), host::HostKind::Other, "{console}");
        assert_eq!((console.username(), console.password()), ("", None), "{console}");
    }
}

/// An answer of Okta's authorization endpoint, of any status, with any page.
pub(crate) fn authorize(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let asked = attempt().authorization_url(&metadata());
    let exchange = Exchange { request: Request::get(asked), at: NOW, outcome: Ok(answer(&text)) };
    assert!(authorize::read_authorize(&exchange).is_some(), "an answer is always read as something");
    let plain = page_text::plain_text(&text);
    assert!(plain.len() <= text.len().saturating_mul(4), "a page does not grow");
}

/// A refusal whose `WWW-Authenticate` is the text (RFC 6750 §3): whoever reads one reads it.
pub(crate) fn challenge(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let headers = vec![Header::new("www-authenticate", text.as_ref())];
    let refused = Answer { status: 401, headers, body: Secret::default(), at: NOW, elapsed_ms: 1 };
    if let Some(read) = authorize::read_error(&refused) {
        assert!(text.contains(&read.error), "an error is a part of what was said");
        assert!(read.description.is_none_or(|words| text.contains(&words)), "and so is its sentence");
    }
    token::read(&refused).expect_err("a refusal brings no tokens");
    assert!(matches!(of_person(&refused), Err(UserinfoRefusal::Http { status: 401, .. })));
}

/// What userinfo says of a person: taken only when it is the one who signed in. The first line is its content type.
pub(crate) fn userinfo(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (kind, body) = text.split_once('\n').unwrap_or(("", &text));
    let headers = vec![Header::new("content-type", kind)];
    let answer = Answer { status: 200, headers, body: Secret::new(body), at: NOW, elapsed_ms: 1 };
    if let Ok(claims) = of_person(&answer) {
        assert_eq!(claims.subject(), SUBJECT, "nobody else's claims are taken");
        assert!(!kind.trim().eq_ignore_ascii_case("application/jwt"), "nor claims that nobody signed");
    }
}

fn of_person(answer: &Answer) -> Result<Claims, UserinfoRefusal> {
    let members = serde_json::json!({ "sub": SUBJECT });
    let person = Claims(members.as_object().cloned().unwrap_or_default());
    let keys = KeySet::read(KEYS).expect("a key set");
    userinfo::judge(answer, &person, &attempt(), &metadata(), &keys, NOW)
}
