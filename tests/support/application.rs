//! A living application that sends whoever visits it to one address, or nowhere.

use usher::base::{Answer, Exchange, Header, Request, Secret, Timestamp};
use usher::engine::effect::Outcome;

/// Its answer: a redirect to there, with a cookie; else that nothing is there.
fn sends_to(address: Option<&str>, at: Timestamp) -> Answer {
    let cookie = Header::new("set-cookie", "session=a-cookie-of-the-application; Path=/; HttpOnly");
    let headers = address.map(|address| vec![Header::new("location", address), cookie]);
    let status = if headers.is_some() { 302 } else { 404 };
    let headers = headers.unwrap_or_default();
    Answer { status, headers, body: Secret::new(""), at, elapsed_ms: 12 }
}

/// What comes of visiting it.
pub(crate) fn visited(request: Request, address: Option<&str>, at: Timestamp) -> Outcome {
    let outcome = Ok(sends_to(address, at));
    Outcome::Visited(Box::new(Exchange { request, at, outcome }), Some(false))
}

/// What an application sends: an authorization request of this client, with values that must never be told.
pub(crate) fn authorization_request(
    endpoint: &str,
    client_id: &str,
    redirect_uri: &str,
    scopes: &str,
) -> String {
    let mut url = url::Url::parse(endpoint).expect("an endpoint");
    url.query_pairs_mut().extend_pairs([
        ("client_id", client_id),
        ("response_type", "code"),
        ("scope", scopes),
        ("redirect_uri", redirect_uri),
        ("state", "state-of-the-application"),
        ("nonce", "nonce-of-the-application"),
        ("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"),
        ("code_challenge_method", "S256"),
    ]);
    url.into()
}
