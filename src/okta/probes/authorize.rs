//! Probes of `/authorize`, without a session: which redirect URIs it takes, and what it refuses before anybody signs in.
//!
//! All bear a challenge, so that a client that must use PKCE is not refused for that first. Without `state` Okta sends the error to a registered redirect URI, and shows a page for any other.

use super::{CHALLENGE, Class, HoldsFor, Known, ONCE, PROBE_STATE, Probe};
use crate::base::{Header, Method, Request};

/// The redirect URI that is surely registered nowhere; `.invalid` is reserved (RFC 2606).
pub const CONTROL_REDIRECT: &str = "https://usher-control.invalid/never-registered";

/// More redirect URIs of the application than this are not asked about.
const MOST_REDIRECTS: usize = 5;

/// The control: shows whether the answers about redirect URIs tell anything.
pub static CONTROL: Probe = Probe {
    name: "control",
    class: Class::Authorize,
    holds: HoldsFor::Client,
    about: |_| vec![CONTROL_REDIRECT],
    request: redirect,
    ..ONCE
};

/// Usher's own redirect URI, on loopback.
pub static TEST: Probe = Probe {
    name: "test",
    class: Class::Authorize,
    holds: HoldsFor::Client,
    about: |known| vec![known.test_redirect],
    request: redirect,
    ..ONCE
};

/// The application's redirect URIs.
pub static APPLICATION: Probe = Probe {
    name: "application",
    class: Class::Authorize,
    holds: HoldsFor::Client,
    about: |known| known.app_redirects.iter().take(MOST_REDIRECTS).map(String::as_str).collect(),
    request: redirect,
    ..ONCE
};

/// Those that may have been meant by one of the application's that was refused.
pub static LIKELY: Probe = Probe {
    name: "likely",
    class: Class::Authorize,
    holds: HoldsFor::Client,
    about: |known| known.likely_redirects.iter().take(MOST_REDIRECTS).map(String::as_str).collect(),
    request: redirect,
    ..ONCE
};

/// The whole request, with `state`.
pub static REQUEST: Probe = Probe {
    name: "request",
    class: Class::Authorize,
    holds: HoldsFor::Request,
    request: |known, _| {
        let scope = known.scopes.join(" ");
        let fields = [
            ("client_id", known.client_id?),
            ("response_type", "code"),
            ("scope", scope.as_str()),
            ("redirect_uri", known.test_redirect),
            ("state", PROBE_STATE),
            ("nonce", PROBE_STATE),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ];
        authorize(known, &fields)
    },
    ..ONCE
};

fn redirect(known: &Known<'_>, uri: &str) -> Option<Request> {
    let fields = [
        ("client_id", known.client_id?),
        ("response_type", "code"),
        ("scope", "openid"),
        ("redirect_uri", uri),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ];
    authorize(known, &fields)
}

pub(super) fn authorize(known: &Known<'_>, fields: &[(&str, &str)]) -> Option<Request> {
    let mut url = known.metadata.as_ref()?.authorization_endpoint.clone();
    url.query_pairs_mut().extend_pairs(fields);
    // What a browser would ask for, so that the answer is the one that a browser would get.
    Some(Request { method: Method::Get, url, headers: vec![Header::new("accept", "text/html")], body: None })
}
