//! What is Okta's own: hosts and issuers, the Admin Console's addresses, probes as data, the error vocabulary.
//!
//! PURE. It knows Okta and the protocol, no application and no screen.

pub mod issuer;
