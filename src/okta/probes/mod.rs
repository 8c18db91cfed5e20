//! The browser-free probes, as data. Each is one record: what it asks, what must be known first, how long an answer holds and
//! what it costs the provider. `engine` asks them in the order of [`ALL`], evidence is kept by them.
//!
//! None carries a cookie or an `Origin`. Their `state`, `nonce` and verifier are fixed words: nothing is ever issued to a
//! probe, so there is nothing to guess.

use std::fmt;

use crate::base::{Request, Secret};
use crate::oidc::discovery::Metadata;
use crate::oidc::token::ClientAuthentication;

mod authorize;
mod client;
mod documents;
mod live;

pub use authorize::{APPLICATION, CONTROL, CONTROL_REDIRECT, LIKELY, REQUEST, TEST};
pub use client::{BOGUS_CODE, INTROSPECTION, PUSHED, UNKNOWN_CODE};
pub use documents::{CLIENT_DISCOVERY, DISCOVERY, KEYS, ORGANIZATION, OTHER_DISCOVERY};
pub use live::{LIVE_ORGANIZATION, LIVE_REDIRECT, LIVE_REQUEST, Sent};

/// All probes, in the order in which they are asked.
pub static ALL: [&Probe; 16] = [
    &DISCOVERY,
    &OTHER_DISCOVERY,
    &ORGANIZATION,
    &CLIENT_DISCOVERY,
    &KEYS,
    &LIVE_ORGANIZATION,
    &PUSHED,
    &INTROSPECTION,
    &BOGUS_CODE,
    &CONTROL,
    &TEST,
    &APPLICATION,
    &LIKELY,
    &REQUEST,
    &LIVE_REDIRECT,
    &LIVE_REQUEST,
];

const PROBE_STATE: &str = "usher-probe";
/// A PKCE verifier and its S256 challenge (the example of RFC 7636, appendix B).
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// One probe. Two are the same when their names are.
pub struct Probe {
    /// Its name among the probes.
    pub name: &'static str,
    /// What it costs the provider.
    pub class: Class,
    /// How long its answer holds.
    pub holds: HoldsFor,
    /// What it is asked about, one question for each; a single empty text where it is asked once.
    about: for<'a> fn(&Known<'a>) -> Vec<&'a str>,
    /// Whether it can be asked, but only once another probe is answered.
    pub waits: fn(&Known<'_>) -> bool,
    /// Its request; `None` where none can be made of what is known.
    request: fn(&Known<'_>, &str) -> Option<Request>,
}

/// What a probe costs the provider, which decides when it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// A document that anybody may read.
    Document,
    /// It authenticates the client with its secret.
    Client,
    /// A request to `/authorize`, which Okta limits to 60 a minute, real logins included.
    Authorize,
    /// It authenticates the client, and the provider logs it as a failed grant.
    Noise,
}

impl Class {
    /// Whether the client is authenticated, with its secret where it has one.
    pub fn authenticates(self) -> bool {
        matches!(self, Self::Client | Self::Noise)
    }
}

/// The values of the connection that an answer is about. It holds until one of them changes; the later ones are about all
/// that the earlier ones are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HoldsFor {
    /// The issuer alone.
    Issuer,
    /// The client ID, the secret and how the client authenticates as well.
    Client,
    /// Scopes and redirect URIs as well.
    Request,
}

/// One question: a probe, and what it is asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The probe.
    pub probe: &'static Probe,
    /// The redirect URI; empty for a probe that is asked once.
    pub about: String,
}

/// What the probes' requests are made of: the connection's values, and what the provider has said of itself so far.
#[derive(Debug, Clone)]
pub struct Known<'a> {
    /// The issuer.
    pub issuer: &'a str,
    /// What else may have been meant, once the issuer turned out to be none.
    pub otherwise: Option<&'a str>,
    /// The client ID; `None` where the text cannot be one.
    pub client_id: Option<&'a str>,
    /// The client; `None` also where what was given as its secret cannot be one.
    pub client: Option<Client<'a>>,
    /// Usher's own redirect URI.
    pub test_redirect: &'a str,
    /// The application's redirect URIs.
    pub app_redirects: &'a [String],
    /// Others that may be meant, once one of these was refused.
    pub likely_redirects: &'a [String],
    /// The scopes that are asked for.
    pub scopes: &'a [String],
    /// The discovery document, where it can be relied on.
    pub metadata: Option<Metadata>,
    /// Whether the issuer's host is Okta's; `None` while that is not known.
    pub is_okta: Option<bool>,
    /// What the living application sends, where it was visited.
    pub sent: Option<Sent<'a>>,
}

/// The client on whose behalf a probe asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Client<'a> {
    /// The client ID.
    pub id: &'a str,
    /// The secret; `None` for a public client.
    pub secret: Option<&'a Secret>,
    /// How it authenticates.
    pub authentication: ClientAuthentication,
}

impl Probe {
    /// Whether the provider logs its answer as a failure: a redirect URI that is registered nowhere, or a request without
    /// `state`, or a code that does not exist.
    pub fn is_noise(&self) -> bool {
        [&CONTROL, &TEST, &APPLICATION, &LIKELY, &LIVE_REDIRECT, &BOGUS_CODE].contains(&self)
    }

    /// The question of a probe about this; an empty text for one that is asked once.
    pub fn about(&'static self, about: &str) -> Question {
        Question { probe: self, about: about.to_owned() }
    }

    /// All its questions, about what is known now.
    pub fn questions(&'static self, known: &Known<'_>) -> Vec<Question> {
        (self.about)(known).into_iter().map(|about| self.about(about)).collect()
    }
}

impl Question {
    /// Whether it would be asked of the connection as it is now.
    pub fn is_current(&self, known: &Known<'_>) -> bool {
        (self.probe.about)(known).contains(&self.about.as_str())
    }

    /// The request; `None` where none can be made of what is known.
    pub fn request(&self, known: &Known<'_>) -> Option<Request> {
        (self.probe.request)(known, &self.about)
    }
}

impl PartialEq for Probe {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl fmt::Debug for Probe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// What most records have in common: asked once, and as soon as the request can be made.
const ONCE: Probe = Probe {
    name: "",
    class: Class::Document,
    holds: HoldsFor::Issuer,
    about: |_| vec![""],
    waits: |_| false,
    request: |_, _| None,
};

#[cfg(test)]
mod tests;
