//! Documents that anybody may read: what the issuer and its organization say of themselves.

use url::Url;

use super::{Class, HoldsFor, ONCE, Probe};
use crate::base::Request;
use crate::oidc::discovery::document_url;

/// Plain discovery, as the application will see it (Discovery 1.0 §4.1).
pub static DISCOVERY: Probe = Probe {
    name: "discovery",
    class: Class::Document,
    holds: HoldsFor::Issuer,
    request: |known, _| discovery(known.issuer),
    ..ONCE
};

/// Discovery of what else may have been meant, where the address as it was typed is no issuer.
pub static OTHER_DISCOVERY: Probe = Probe {
    name: "other_discovery",
    class: Class::Document,
    holds: HoldsFor::Issuer,
    about: |known| known.otherwise.into_iter().collect(),
    request: |_, other| discovery(other),
    ..ONCE
};

/// The organization document of the issuer's host.
pub static ORGANIZATION: Probe = Probe {
    name: "organization",
    class: Class::Document,
    holds: HoldsFor::Issuer,
    request: |known, _| {
        let mut url = Url::parse(known.issuer).ok()?;
        url.set_path("/.well-known/okta-organization");
        url.set_query(None);
        url.set_fragment(None);
        Some(Request::get(url))
    },
    ..ONCE
};

/// Discovery for this client alone, which Okta answers in the application's issuer mode.
pub static CLIENT_DISCOVERY: Probe = Probe {
    name: "client_discovery",
    class: Class::Document,
    holds: HoldsFor::Client,
    request: |known, _| {
        let mut request = discovery(known.issuer)?;
        request.url.query_pairs_mut().append_pair("client_id", known.client_id?);
        Some(request)
    },
    ..ONCE
};

/// The key set.
pub static KEYS: Probe = Probe {
    name: "keys",
    class: Class::Document,
    holds: HoldsFor::Issuer,
    request: |known, _| Some(Request::get(known.metadata.as_ref()?.jwks_uri.clone())),
    ..ONCE
};

fn discovery(issuer: &str) -> Option<Request> {
    document_url(issuer).ok().map(Request::get)
}
