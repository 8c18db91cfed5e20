//! An authorization request that somebody else made (RFC 6749 §4.1.1), as far as it may be kept: what the application sends,
//! and of what belongs to this one login only whether it is there.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::Value as Json;
use url::Url;

use crate::okta::host;

/// How long a value may be that is kept.
const LONGEST: usize = 2_000;

/// What an application sends to the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Captured {
    /// The authorization endpoint, without query.
    pub endpoint: Url,
    /// `client_id`.
    pub client_id: String,
    /// `redirect_uri`.
    pub redirect_uri: Option<String>,
    /// `response_type`.
    pub response_type: Option<String>,
    /// `response_mode`.
    pub response_mode: Option<String>,
    /// `scope`.
    pub scope: Option<String>,
    /// Whether a challenge is there, and by which method (RFC 7636 §4.3).
    pub challenge: Option<String>,
    /// Whether `state` is there.
    pub has_state: bool,
    /// Whether `nonce` is there.
    pub has_nonce: bool,
    /// Whether the parameters cannot be seen: they were pushed to the provider before (RFC 9126), or stand in an object that
    /// it alone can open.
    pub is_pushed: bool,
    /// Whether they stand in a signed object (RFC 9101), from which they were read without trusting it.
    pub is_signed: bool,
    /// Parameters that the page's own script adds later, so that nothing follows from their absence.
    pub lacks: Vec<String>,
}

/// Whether an address asks an authorization server for a login: it has a client and says what is wanted, in the open, in a
/// request object, or by reference to what was pushed; or it is the endpoint that is known.
pub fn is_authorization_request(url: &Url, known: Option<&Url>) -> bool {
    let has = |name: &str| url.query_pairs().any(|(key, value)| key == name && !value.is_empty());
    // A response type may be left to the page's script; nothing else sends a client and a redirect URI.
    let wants = ["response_type", "request_uri", "request", "redirect_uri"].into_iter().any(has);
    has("client_id") && (wants || known.is_some_and(|known| is_same_endpoint(url, known)))
}

/// Whether two addresses are the same endpoint, whatever their queries.
pub fn is_same_endpoint(one: &Url, other: &Url) -> bool {
    host::origin(one) == host::origin(other) && one.path() == other.path()
}

/// An address without the name and the password in it.
pub(super) fn without_credentials(mut url: Url) -> Url {
    let _ = url.set_username("").and_then(|()| url.set_password(None));
    url
}

impl Captured {
    /// Reads it; `None` where the address is none.
    pub fn read(url: &Url) -> Option<Self> {
        let query: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        let signed = query.iter().find(|(name, _)| name == "request").and_then(|(_, object)| payload(object));
        let own = |wanted: &str| {
            let value = query.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone());
            value.filter(|value| !value.is_empty())
        };
        // What stands in the object counts before what stands beside it (RFC 9101 §6.3).
        let get = |name: &str| {
            let inside = signed.as_ref().and_then(|object| object.get(name)?.as_str().map(str::to_owned));
            inside.or_else(|| own(name)).map(|value| value.chars().take(LONGEST).collect::<String>())
        };
        let challenge =
            get("code_challenge").map(|_| get("code_challenge_method").unwrap_or_else(|| "plain".to_owned()));
        let mut endpoint = url.clone();
        endpoint.set_query(None);
        endpoint.set_fragment(None);
        // A reference and an object that nobody else can open hide whatever they hold.
        let is_hidden = own("request").is_some() && signed.is_none();
        Some(Self {
            endpoint: without_credentials(endpoint),
            client_id: get("client_id")?,
            redirect_uri: get("redirect_uri"),
            response_type: get("response_type"),
            response_mode: get("response_mode"),
            scope: get("scope"),
            challenge,
            has_state: get("state").is_some(),
            has_nonce: get("nonce").is_some(),
            is_pushed: is_hidden || own("request_uri").is_some(),
            is_signed: signed.is_some(),
            lacks: Vec::new(),
        })
    }

    /// The scopes, one by one.
    pub fn scopes(&self) -> Vec<String> {
        self.scope.iter().flat_map(|scope| scope.split_whitespace()).map(str::to_owned).collect()
    }

    /// Whether nothing follows from the absence of a parameter.
    pub fn may_lack(&self, parameter: &str) -> bool {
        self.is_pushed || self.lacks.iter().any(|lacked| lacked == parameter)
    }

    /// The issuer that this endpoint is of, by the paths of Okta and of other common providers; to be confirmed by its
    /// discovery document.
    pub fn likely_issuer(&self) -> String {
        const ENDINGS: [(&str, &str); 8] = [
            ("/oauth2/v1/authorize", ""),
            ("/v1/authorize", ""),
            ("/protocol/openid-connect/auth", ""),
            ("/oauth2/v2.0/authorize", "/v2.0"),
            ("/oauth2/authorize", ""),
            ("/oauth/authorize", ""),
            ("/authorize", ""),
            ("/auth", ""),
        ];
        let path = self.endpoint.path();
        let base =
            ENDINGS.iter().find_map(|(end, instead)| Some(format!("{}{instead}", path.strip_suffix(end)?)));
        format!("{}{}", host::origin(&self.endpoint), base.unwrap_or_default())
    }
}

/// What a signed object says; its signature is not looked at.
fn payload(object: &str) -> Option<serde_json::Map<String, Json>> {
    let part = object.split('.').nth(1)?;
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(part.trim_end_matches('=')).ok()?;
    match serde_json::from_slice(&bytes).ok()? {
        Json::Object(members) => Some(members),
        _ => None,
    }
}
