//! Engine, diagnosis and practice Okta together, without a socket: whole journeys, and every broken Okta of `tests/scenarios`.
#![allow(clippy::unwrap_used, reason = "tests may stop at the first surprise")]

mod checks;
mod conversation;
mod dialogue;
mod echo;
mod found;
mod living;
mod logins;
mod misplaced;
mod own_redirect;
mod paused;
mod perform;
mod places;
mod practised;
mod pseudolocale;
mod references;
mod revocations;
pub(crate) mod rig;
mod scenario;
mod scenarios;
mod secrecy;
mod set_right;
mod together;
mod typed_issuer;
mod typed_over;
mod undone;
mod values;
mod visitor;
mod won;
mod writing;

use super::support::pseudolocale as pseudo;
