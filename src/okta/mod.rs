//! What is Okta's own: hosts and issuers, the Admin Console's addresses, probes as data, the error vocabulary.
//!
//! PURE. It knows Okta and the protocol, no application and no screen.

pub mod authorize;
pub mod console;
pub mod host;
pub mod issuer;
pub mod misplaced;
pub mod organization;
pub mod page_text;
pub mod pasted;
pub mod pasted_values;
pub mod probes;
mod slip;
