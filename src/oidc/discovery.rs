//! The discovery document (OpenID Connect Discovery 1.0 §3, §4): where it stands and what it says.
//!
//! It reads leniently what a login can do without, and refuses what it cannot. Whether the issuer is the one that was
//! asked for is the caller's to judge ([`Metadata::is_of`]), so that a mismatch can be explained.

use serde_json::{Map, Value as Json};
use url::Url;

const WELL_KNOWN: &str = "/.well-known/openid-configuration";

/// Where the discovery document of an issuer stands (Discovery §4: one trailing slash taken away, then the path appended).
pub fn document_url(issuer: &str) -> Result<Url, url::ParseError> {
    let base = issuer.strip_suffix('/').unwrap_or(issuer);
    Url::parse(&format!("{base}{WELL_KNOWN}"))
}

/// What a provider says about itself (Discovery §3, RFC 8414 §2).
#[derive(Debug, Clone, PartialEq)]
pub struct Metadata {
    /// The issuer, exactly as written.
    pub issuer: String,
    /// Where the browser is sent to.
    pub authorization_endpoint: Url,
    /// Where codes are exchanged.
    pub token_endpoint: Url,
    /// Where the key set stands.
    pub jwks_uri: Url,
    /// Where claims are asked for with an access token.
    pub userinfo_endpoint: Option<Url>,
    /// Where tokens are looked up (RFC 7662).
    pub introspection_endpoint: Option<Url>,
    /// Where tokens are revoked (RFC 7009).
    pub revocation_endpoint: Option<Url>,
    /// Where a session is ended (RP-Initiated Logout 1.0 §2.1).
    pub end_session_endpoint: Option<Url>,
    /// Where requests are pushed to (RFC 9126).
    pub pushed_authorization_request_endpoint: Option<Url>,
    /// Where clients are registered.
    pub registration_endpoint: Option<Url>,
    /// Where devices ask (RFC 8628).
    pub device_authorization_endpoint: Option<Url>,
    /// `scopes_supported`; a missing scope proves nothing.
    pub scopes_supported: Vec<String>,
    /// `response_types_supported`.
    pub response_types_supported: Vec<String>,
    /// `response_modes_supported`.
    pub response_modes_supported: Vec<String>,
    /// `grant_types_supported`.
    pub grant_types_supported: Vec<String>,
    /// `token_endpoint_auth_methods_supported`.
    pub token_endpoint_auth_methods_supported: Vec<String>,
    /// `code_challenge_methods_supported` (PKCE).
    pub code_challenge_methods_supported: Vec<String>,
    /// `id_token_signing_alg_values_supported`.
    pub id_token_signing_alg_values_supported: Vec<String>,
    /// Whether the callback must bear `iss` (RFC 9207 §3).
    pub iss_parameter_supported: bool,
    /// The document as it came.
    pub raw: String,
}

/// Why a text is no usable discovery document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// Not a JSON object; the reader's own reason.
    #[error("not a JSON object: {0}")]
    NotJson(String),
    /// Members are missing that no login can do without.
    #[error("missing: {}", missing.join(", "))]
    Incomplete {
        /// Their names.
        missing: Vec<&'static str>,
    },
    /// A member that should be an absolute address is none.
    #[error("{field} is not an address: {value}")]
    NotAnAddress {
        /// The member.
        field: &'static str,
        /// What it holds.
        value: String,
    },
}

impl Metadata {
    /// Reads a discovery document.
    pub fn read(body: &str) -> Result<Self, DocumentError> {
        let document: Map<String, Json> =
            serde_json::from_str(body).map_err(|cause| DocumentError::NotJson(cause.to_string()))?;
        let required = ["issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"];
        let missing: Vec<_> = required.into_iter().filter(|name| text(&document, name).is_none()).collect();
        if !missing.is_empty() {
            return Err(DocumentError::Incomplete { missing });
        }
        let list = |name| list(&document, name);
        let optional = |name| address(&document, name);
        let needed =
            |name| address(&document, name)?.ok_or(DocumentError::Incomplete { missing: vec![name] });
        Ok(Self {
            issuer: text(&document, "issuer").unwrap_or_default().to_owned(),
            authorization_endpoint: needed("authorization_endpoint")?,
            token_endpoint: needed("token_endpoint")?,
            jwks_uri: needed("jwks_uri")?,
            userinfo_endpoint: optional("userinfo_endpoint")?,
            introspection_endpoint: optional("introspection_endpoint")?,
            revocation_endpoint: optional("revocation_endpoint")?,
            end_session_endpoint: optional("end_session_endpoint")?,
            pushed_authorization_request_endpoint: optional("pushed_authorization_request_endpoint")?,
            registration_endpoint: optional("registration_endpoint")?,
            device_authorization_endpoint: optional("device_authorization_endpoint")?,
            scopes_supported: list("scopes_supported"),
            response_types_supported: list("response_types_supported"),
            response_modes_supported: list("response_modes_supported"),
            grant_types_supported: list("grant_types_supported"),
            token_endpoint_auth_methods_supported: list("token_endpoint_auth_methods_supported"),
            code_challenge_methods_supported: list("code_challenge_methods_supported"),
            id_token_signing_alg_values_supported: list("id_token_signing_alg_values_supported"),
            iss_parameter_supported: document.get("authorization_response_iss_parameter_supported")
                == Some(&Json::Bool(true)),
            raw: body.to_owned(),
        })
    }

    /// Whether the document is of this very issuer: the two must be the same text (Discovery §4.3).
    pub fn is_of(&self, issuer: &str) -> bool {
        self.issuer == issuer
    }
}

fn text<'a>(document: &'a Map<String, Json>, name: &str) -> Option<&'a str> {
    document.get(name).and_then(Json::as_str).filter(|text| !text.is_empty())
}

fn list(document: &Map<String, Json>, name: &str) -> Vec<String> {
    let items = document.get(name).and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    items.iter().filter_map(Json::as_str).map(str::to_owned).collect()
}

fn address(document: &Map<String, Json>, field: &'static str) -> Result<Option<Url>, DocumentError> {
    match document.get(field) {
        None | Some(Json::Null) => Ok(None),
        Some(Json::String(value)) if value.is_empty() => Ok(None),
        Some(Json::String(value)) => match Url::parse(value) {
            Ok(url) if url.has_host() => Ok(Some(url)),
            _ => Err(DocumentError::NotAnAddress { field, value: value.clone() }),
        },
        Some(other) => Err(DocumentError::NotAnAddress { field, value: other.to_string() }),
    }
}
