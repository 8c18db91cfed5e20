//! The diagnosis on canned evidence: what it concludes, what it refuses to conclude, and how that is reported.

pub(crate) mod evidence;
mod families;
mod honesty;
mod living;
mod living_ends;
mod living_redirect;
mod login;
mod other_provider;
mod pseudolocale;
mod reports;
mod vocabulary;

use super::support::pseudolocale as pseudo;
