//! The discovery document (OpenID Connect Discovery 1.0 §3, §4): where it stands and what it says.
//!
//! It reads leniently what a login can do without, and refuses what it cannot. Whether the issuer is the one that was
//! asked for is the caller's to judge ([`Metadata::is_of`]), so that a mismatch can be explained.

use serde_json::{Map, Value as Json};
use url::{Host, Url};

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

    /// The first address that a login must not use, by its member's name: not `https` (Discovery §3), with credentials of its
    /// own, or this computer where the issuer that was asked is elsewhere. A document from outside could otherwise turn requests, with their credentials,
    /// against what only this computer reaches. Plain `http` is for an issuer on this computer alone. What the document calls
    /// itself does not count: it may be another's, and that is a finding of its own.
    pub fn astray(&self, asked: &str) -> Option<(&'static str, &Url)> {
        let from_here = Url::parse(asked).is_ok_and(|issuer| is_here(&issuer));
        let needed = [
            ("authorization_endpoint", Some(&self.authorization_endpoint)),
            ("token_endpoint", Some(&self.token_endpoint)),
            ("jwks_uri", Some(&self.jwks_uri)),
        ];
        let others = [
            ("userinfo_endpoint", &self.userinfo_endpoint),
            ("introspection_endpoint", &self.introspection_endpoint),
            ("revocation_endpoint", &self.revocation_endpoint),
            ("end_session_endpoint", &self.end_session_endpoint),
            ("pushed_authorization_request_endpoint", &self.pushed_authorization_request_endpoint),
        ];
        let others = others.into_iter().map(|(name, url)| (name, url.as_ref()));
        needed.into_iter().chain(others).filter_map(|(name, url)| Some((name, url?))).find(|(_, url)| {
            let fits = if is_here(url) { from_here } else { url.scheme() == "https" };
            // Credentials in an address would take the place of the client's own.
            let bears_credentials = !url.username().is_empty() || url.password().is_some();
            !fits || bears_credentials || !matches!(url.scheme(), "https" | "http")
        })
    }
}

/// Whether an address is on this computer.
fn is_here(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name == "localhost" || name.ends_with(".localhost")
        }
        // An address of nowhere leads to this computer, too.
        Some(Host::Ipv4(address)) => address.is_loopback() || address.is_unspecified(),
        Some(Host::Ipv6(address)) => {
            let mapped = address.to_ipv4_mapped().is_some_and(|inner| inner.is_loopback());
            mapped || address.is_loopback() || address.is_unspecified()
        }
        None => false,
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

#[cfg(test)]
mod tests {
    use super::*;

    fn with(issuer: &str, token: &str) -> Metadata {
        let document = serde_json::json!({
            "issuer": issuer, "authorization_endpoint": format!("{issuer}/a"), "token_endpoint": token,
            "jwks_uri": format!("{issuer}/k"),
        });
        Metadata::read(&document.to_string()).expect("a document")
    }

    #[test]
    fn a_document_from_elsewhere_cannot_point_at_this_computer_or_at_plain_http() {
        let outside = "https://example.okta.com";
        for bad in [
            "http://example.okta.com/t",
            "https://localhost/t",
            "http://127.0.0.1:22/t",
            "https://127.9.9.9/t",
            "http://[::1]:8749/callback",
            "https://[::ffff:127.0.0.1]/t",
            "https://0.0.0.0/t",
            "https://x.localhost./t",
            "file://host/etc/passwd",
            "ftp://localhost/t",
        ] {
            assert_eq!(
                with(outside, bad).astray(outside).map(|(name, _)| name),
                Some("token_endpoint"),
                "{bad}"
            );
        }
        assert_eq!(
            with(outside, "https://oauth2.example.com/t").astray(outside),
            None,
            "another host is usual elsewhere"
        );
        let here = "http://localhost:8780";
        assert_eq!(with(here, "http://localhost:8780/t").astray(here), None);
        assert!(with(here, "http://example.com/t").astray(here).is_some());
        assert!(with(here, "http://localhost:8780/t").astray(outside).is_some(), "its own word for itself");
        assert_eq!(with(outside, "http://localhost:8780/t").astray(here), None, "another's name, not astray");
    }
}
