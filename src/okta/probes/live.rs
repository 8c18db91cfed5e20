//! Probes about what a living application sends: whether the provider takes these very values. Two requests of Usher's own,
//! neither with anything that belongs to the login of the application.

use url::Url;

use super::authorize::authorize;
use super::{CHALLENGE, Class, HoldsFor, ONCE, Probe};
use crate::base::Request;

/// What an application sends, as far as the provider is asked about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent<'a> {
    /// `client_id`.
    pub client_id: &'a str,
    /// `redirect_uri`; `None` where it is not asked about.
    pub redirect_uri: Option<&'a str>,
    /// `scope`, as it was sent.
    pub scope: Option<&'a str>,
    /// `response_type`.
    pub response_type: Option<&'a str>,
    /// `response_mode`.
    pub response_mode: Option<&'a str>,
    /// The method of PKCE, where it is used.
    pub challenge: Option<&'a str>,
    /// A state of Usher's own, of this visit.
    pub state: &'a str,
    /// The origin to which the application sends people, where it is asked which organization it belongs to.
    pub other_origin: Option<&'a str>,
    /// Whether the provider refuses the redirect URI; `None` while it was not asked.
    pub is_refused: Option<bool>,
    /// Whether it was asked about client and redirect URI already, by another probe.
    pub was_asked: bool,
}

/// Which organization the host belongs to, to which the application sends people.
pub static LIVE_ORGANIZATION: Probe = Probe {
    name: "live_organization",
    about: |known| known.sent.iter().filter_map(|sent| sent.other_origin).collect(),
    request: |_, origin| {
        let url = Url::parse(&format!("{origin}/.well-known/okta-organization"));
        url.ok().map(Request::get)
    },
    ..ONCE
};

/// Client and redirect URI, without `state`.
pub static LIVE_REDIRECT: Probe = Probe {
    name: "live_redirect",
    class: Class::Authorize,
    about: |known| {
        known.sent.iter().filter(|sent| !sent.was_asked).filter_map(|sent| sent.redirect_uri).collect()
    },
    request: |known, uri| {
        let sent = known.sent.as_ref()?;
        let fields = [
            ("client_id", sent.client_id),
            ("response_type", sent.response_type.unwrap_or("code")),
            ("scope", "openid"),
            ("redirect_uri", uri),
        ];
        authorize(known, &fields)
    },
    holds: HoldsFor::Issuer,
    ..ONCE
};

/// Scopes, PKCE and response type, with a state of Usher's own.
pub static LIVE_REQUEST: Probe = Probe {
    name: "live_request",
    class: Class::Authorize,
    about: |known| {
        let sent = known.sent.iter().filter(|sent| sent.is_refused != Some(true));
        sent.filter_map(|sent| sent.redirect_uri).collect()
    },
    waits: |known| known.sent.as_ref().is_some_and(|sent| sent.is_refused.is_none()),
    request: |known, uri| {
        let sent = known.sent.as_ref()?;
        let mut fields = vec![
            ("client_id", sent.client_id),
            ("response_type", sent.response_type.unwrap_or("code")),
            ("redirect_uri", uri),
            ("state", sent.state),
            ("nonce", sent.state),
        ];
        fields.extend(sent.scope.map(|scope| ("scope", scope)));
        fields.extend(sent.response_mode.map(|mode| ("response_mode", mode)));
        if let Some(method) = sent.challenge {
            fields.extend([("code_challenge", CHALLENGE), ("code_challenge_method", method)]);
        }
        authorize(known, &fields)
    },
    holds: HoldsFor::Issuer,
};
