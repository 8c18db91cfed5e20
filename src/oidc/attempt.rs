//! One login attempt: its fresh values and the address that the browser is sent to.

use url::Url;

use super::token::ClientAuthentication;
use crate::base::Secret;

/// The values that are fresh for every attempt and bind its answers to it (RFC 9700 §2.1, RFC 7636).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seeds {
    /// `state`.
    pub state: Secret,
    /// `nonce`.
    pub nonce: Secret,
    /// The PKCE code verifier.
    pub verifier: Secret,
}

/// Everything that one authorization code login needs to know of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The issuer, exactly as configured.
    pub issuer: String,
    /// The client ID.
    pub client_id: String,
    /// The client secret; `None` for a public client.
    pub client_secret: Option<Secret>,
    /// How the client authenticates at the token endpoint.
    pub authentication: ClientAuthentication,
    /// Where the answer comes back to.
    pub redirect_uri: Url,
    /// The scopes, `openid` among them.
    pub scopes: Vec<String>,
    /// The fresh values.
    pub seeds: Seeds,
    /// `prompt`, when one is asked for.
    pub prompt: Option<String>,
    /// `login_hint`, when there is one.
    pub login_hint: Option<String>,
}
