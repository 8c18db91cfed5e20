//! Probes that authenticate the client; each is asked only where the one before did not settle whether that works.

use url::Url;

use super::{CHALLENGE, Class, Client, HoldsFor, ONCE, PROBE_STATE, Probe, VERIFIER};
use crate::base::Request;
use crate::oidc::token::{ClientAuthentication, authenticated_form};

/// The code that no server ever issued.
pub const UNKNOWN_CODE: &str = "usher-asks-with-a-code-that-does-not-exist";
/// The token that no server ever issued.
const UNKNOWN_TOKEN: &str = "usher-asks-about-a-token-that-does-not-exist";

/// A pushed authorization request (RFC 9126): authenticates the client and looks at the request. Success says nothing
/// about the redirect URI.
///
/// The standard wants the client named in the form also where a header authenticates it (§2.1). Okta takes that for
/// two credentials and refuses it, so there it stands in the header alone, and first it must be known which of them it is.
pub static PUSHED: Probe = Probe {
    name: "pushed",
    class: Class::Client,
    holds: HoldsFor::Request,
    waits: |known| known.is_okta.is_none(),
    request: |known, _| {
        let endpoint = known.metadata.as_ref()?.pushed_authorization_request_endpoint.as_ref()?;
        let client = known.client?;
        let scope = known.scopes.join(" ");
        let mut fields = vec![
            ("response_type", "code"),
            ("redirect_uri", known.test_redirect),
            ("scope", scope.as_str()),
            ("state", PROBE_STATE),
            ("nonce", PROBE_STATE),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ];
        let in_header =
            client.secret.is_some() && client.authentication == ClientAuthentication::ClientSecretBasic;
        if in_header && known.is_okta == Some(false) {
            fields.push(("client_id", client.id));
        }
        Some(authenticated(endpoint, &fields, client))
    },
    ..ONCE
};

/// Introspection of a token that does not exist (RFC 7662): needs the client's authentication, touches no grant.
pub static INTROSPECTION: Probe = Probe {
    name: "introspection",
    class: Class::Client,
    holds: HoldsFor::Client,
    request: |known, _| {
        let endpoint = known.metadata.as_ref()?.introspection_endpoint.as_ref()?;
        let client = known.client.filter(|client| client.secret.is_some())?;
        let fields = [("token", UNKNOWN_TOKEN), ("token_type_hint", "access_token")];
        Some(authenticated(endpoint, &fields, client))
    },
    ..ONCE
};

/// A code that does not exist, at the token endpoint: announce it, ask once.
pub static BOGUS_CODE: Probe = Probe {
    name: "bogus_code",
    class: Class::Noise,
    holds: HoldsFor::Client,
    request: |known, _| {
        let client = known.client.filter(|client| client.secret.is_some())?;
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", UNKNOWN_CODE),
            ("redirect_uri", known.test_redirect),
            ("code_verifier", VERIFIER),
        ];
        Some(authenticated(&known.metadata.as_ref()?.token_endpoint, &fields, client))
    },
    ..ONCE
};

fn authenticated(endpoint: &Url, fields: &[(&str, &str)], client: Client<'_>) -> Request {
    authenticated_form(endpoint.clone(), fields, client.id, client.secret, client.authentication)
}
