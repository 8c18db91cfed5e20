//! By which right Okta is asked: an API token for this run, or a service app with a private key.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::json;
use url::Url;

use super::key::{CannotSign, SigningKey};
use crate::base::{Redactor, Request, Secret, Timestamp};

/// How long an assertion is good for, in seconds. Okta takes an hour at most.
const ASSERTION_SECONDS: i64 = 300;

/// The right by which Okta is asked.
#[derive(Debug)]
pub enum Access {
    /// An API token (`SSWS`), which has all rights of the person who made it.
    Token(Secret),
    /// A service app that signs with its private key (`private_key_jwt`, OpenID Connect Core §9).
    Service(Box<Service>),
}

/// A service app.
#[derive(Debug)]
pub struct Service {
    /// Its client ID.
    pub client_id: String,
    /// Its private key.
    pub key: SigningKey,
}

/// Why a text cannot be an API token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no API token")]
pub struct BadAccess;

impl Access {
    /// Access by an API token, as it was copied.
    ///
    /// # Errors
    /// For a text that is empty or holds what no token holds; it would not pass through a header.
    pub fn token(copied: &Secret) -> Result<Self, BadAccess> {
        let text = copied.reveal().trim();
        let fits = |letter: u8| letter.is_ascii_alphanumeric() || matches!(letter, b'-' | b'_' | b'.');
        if text.is_empty() || !text.bytes().all(fits) {
            return Err(BadAccess);
        }
        Ok(Self::Token(Secret::new(text)))
    }

    /// Has the token hidden wherever it may turn up.
    pub fn hide(&self, redactor: &mut Redactor) {
        if let Self::Token(token) = self {
            redactor.hide(token.reveal());
        }
    }

    /// Whose right it is, as reports name it.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Token(_) => "token",
            Self::Service(_) => "service",
        }
    }
}

impl Service {
    /// The request for an access token with these scopes, signed now.
    ///
    /// `unique` is different each time: Okta takes an assertion once.
    ///
    /// # Errors
    /// When the key cannot sign.
    pub(super) fn ask(
        &self,
        organization: &Url,
        scopes: &[&str],
        now: Timestamp,
        unique: &str,
    ) -> Result<Request, CannotSign> {
        let mut endpoint = organization.clone();
        endpoint.set_path("/oauth2/v1/token");
        let assertion = self.assertion(endpoint.as_str(), now, unique)?;
        let fields = [
            ("grant_type", "client_credentials"),
            ("scope", &scopes.join(" ")),
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ("client_assertion", assertion.reveal()),
        ];
        Ok(Request::form(endpoint, &fields))
    }

    /// Who it is, for the token endpoint alone (RFC 7523 §3).
    fn assertion(&self, audience: &str, now: Timestamp, unique: &str) -> Result<Secret, CannotSign> {
        let mut header = json!({ "alg": "RS256", "typ": "JWT" });
        if let Some(kid) = self.key.kid() {
            header["kid"] = kid.into();
        }
        let issued = now.seconds();
        let claims = json!({
            "iss": self.client_id, "sub": self.client_id, "aud": audience, "jti": unique,
            "iat": issued, "exp": issued + ASSERTION_SECONDS,
        });
        let part = |value: &serde_json::Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(&header), part(&claims));
        let signature = self.key.sign(&signed)?;
        Ok(Secret::new(format!("{signed}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature))))
    }
}

/// The scopes that are asked for. Okta refuses all where one is not granted and does not say which, so each is then asked for
/// alone, and in the end those that are.
#[derive(Debug)]
pub(super) struct Scopes {
    wanted: Vec<&'static str>,
    /// Which one is asked for alone, and those that were granted so.
    alone: Option<(usize, Vec<&'static str>)>,
}

impl Scopes {
    /// Those that reading takes, with a custom server or without.
    pub(super) fn of(custom_server: bool) -> Self {
        let mut wanted = vec!["okta.apps.read", "okta.groups.read", "okta.policies.read"];
        if custom_server {
            wanted.push("okta.authorizationServers.read");
        }
        Self { wanted, alone: None }
    }

    /// Those of the next request; none where none is granted.
    pub(super) fn current(&self) -> Vec<&'static str> {
        match &self.alone {
            None => self.wanted.clone(),
            Some((at, _)) => self.wanted.get(*at).copied().into_iter().collect(),
        }
    }

    /// The last request was granted. Whether another follows, since one scope alone was asked for.
    pub(super) fn granted(&mut self) -> bool {
        let Some((at, granted)) = &mut self.alone else { return false };
        granted.extend(self.wanted.get(*at));
        self.advance();
        true
    }

    /// The last request was refused for its scopes: the one that is missing, where it was asked for alone.
    pub(super) fn refused(&mut self) -> Option<&'static str> {
        let Some((at, _)) = &self.alone else {
            self.alone = Some((0, Vec::new()));
            return None;
        };
        let missing = self.wanted.get(*at).copied();
        self.advance();
        missing
    }

    fn advance(&mut self) {
        let Some((at, granted)) = self.alone.take() else { return };
        if at + 1 < self.wanted.len() {
            self.alone = Some((at + 1, granted));
        } else {
            self.wanted = granted;
        }
    }
}
