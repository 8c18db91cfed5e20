//! One login attempt: its fresh values and the address that the browser is sent to.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use url::Url;

use super::discovery::Metadata;
use super::token::ClientAuthentication;
use crate::base::Secret;

/// How many random bytes the seeds are made of.
pub const RANDOM_BYTES: usize = 96;

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

impl Seeds {
    /// Cuts [`RANDOM_BYTES`] random bytes, given as base64url without padding, into the three values.
    ///
    /// `None` when the text is anything else. Each value has 43 characters, the length of a PKCE verifier of 32 bytes
    /// (RFC 7636 §4.1).
    pub fn from_random(random: &Secret) -> Option<Self> {
        let bytes = zeroize::Zeroizing::new(BASE64_URL_SAFE_NO_PAD.decode(random.reveal()).ok()?);
        if bytes.len() != RANDOM_BYTES {
            return None;
        }
        let value = |at: usize| Some(Secret::new(BASE64_URL_SAFE_NO_PAD.encode(bytes.get(at..at + 32)?)));
        Some(Self { state: value(0)?, nonce: value(32)?, verifier: value(64)? })
    }
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

impl Attempt {
    /// The address that the browser is sent to (Core §3.1.2.1, with PKCE by S256). A query that the endpoint has is kept.
    ///
    /// It bears `state`, `nonce` and the code challenge, none of which gives the login away; still it belongs to one
    /// person and one attempt.
    pub fn authorization_url(&self, metadata: &Metadata) -> Url {
        let mut url = metadata.authorization_endpoint.clone();
        {
            let mut query = url.query_pairs_mut();
            query
                .append_pair("response_type", "code")
                .append_pair("client_id", &self.client_id)
                .append_pair("redirect_uri", self.redirect_uri.as_str())
                .append_pair("scope", &self.scope())
                .append_pair("state", self.seeds.state.reveal())
                .append_pair("nonce", self.seeds.nonce.reveal())
                .append_pair("code_challenge", &self.challenge())
                .append_pair("code_challenge_method", "S256");
            if let Some(prompt) = &self.prompt {
                query.append_pair("prompt", prompt);
            }
            if let Some(hint) = &self.login_hint {
                query.append_pair("login_hint", hint);
            }
        }
        url
    }

    /// The PKCE code challenge of the verifier, by S256 (RFC 7636 §4.2).
    pub fn challenge(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(self.seeds.verifier.reveal()))
    }

    /// The scopes as one parameter, `openid` first where it was left out: without it no ID token comes (Core §3.1.2.1).
    pub fn scope(&self) -> String {
        let asked = self.scopes.join(" ");
        if self.scopes.iter().any(|scope| scope == "openid") {
            asked
        } else {
            format!("openid {asked}").trim_end().to_owned()
        }
    }

    /// The secret that is sent along, where the way of authenticating sends one.
    pub(super) fn sent_secret(&self) -> Option<&Secret> {
        match self.authentication {
            ClientAuthentication::None => None,
            _ => self.client_secret.as_ref(),
        }
    }
}
