//! Requests that carry the client's credentials.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use url::{Url, form_urlencoded};

use super::ClientAuthentication;
use crate::base::{Request, Secret};
use crate::oidc::attempt::Attempt;

/// A form `POST` that authenticates the client (RFC 6749 §2.3.1).
///
/// With Basic the credentials are form-encoded first and stand in the header alone: sent in the body as well, they would
/// be a second way of authenticating, which Okta refuses. Without a secret the client ID stands in the body.
pub fn authenticated_form(
    url: Url,
    fields: &[(&str, &str)],
    client_id: &str,
    secret: Option<&Secret>,
    how: ClientAuthentication,
) -> Request {
    let mut fields = fields.to_vec();
    match (how, secret) {
        (ClientAuthentication::ClientSecretBasic, Some(secret)) => {
            Request::form(url, &fields).with_header("authorization", basic(client_id, secret))
        }
        (ClientAuthentication::ClientSecretPost, Some(secret)) => {
            fields.extend([("client_id", client_id), ("client_secret", secret.reveal())]);
            Request::form(url, &fields)
        }
        _ => {
            fields.push(("client_id", client_id));
            Request::form(url, &fields)
        }
    }
}

fn basic(client_id: &str, secret: &Secret) -> Secret {
    let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let pair = Secret::new(format!("{}:{}", encoded(client_id), encoded(secret.reveal())));
    Secret::new(format!("Basic {}", BASE64_STANDARD.encode(pair.reveal())))
}

/// The request that makes a token worthless (RFC 7009 §2.1). `hint` is `access_token` or `refresh_token`.
pub fn revoke(attempt: &Attempt, endpoint: &Url, token: &Secret, hint: &str) -> Request {
    authenticated_form(
        endpoint.clone(),
        &[("token", token.reveal()), ("token_type_hint", hint)],
        &attempt.client_id,
        attempt.sent_secret(),
        attempt.authentication,
    )
}
