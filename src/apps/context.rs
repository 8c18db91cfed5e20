//! What is known of one set-up, from which a guide is computed. Every part of it may still be missing.

use std::collections::BTreeMap;

use url::Url;

use crate::base::Secret;
use crate::base::words::Voice;

/// What is known of one set-up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Context {
    /// Answers to the guide's questions, checked, by key.
    pub answers: BTreeMap<String, String>,
    /// The Okta organization's address, `https://acme.okta.com`.
    pub organization: Option<Url>,
    /// The issuer.
    pub issuer: Option<String>,
    /// The client ID.
    pub client_id: Option<String>,
    /// The client secret.
    pub client_secret: Option<Secret>,
    /// Where the test login comes back to; it goes into Okta for a while, beside the application's own.
    pub test_redirect: Option<String>,
    /// Every redirect URI of the test that may stand in Okta, where another port was taken on the way; all go out again.
    pub test_addresses: Vec<String>,
    /// Scopes, when they were chosen by hand.
    pub scopes: Option<Vec<String>>,
    /// How it is said that something is still missing.
    pub voice: Voice,
}
