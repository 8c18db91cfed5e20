//! The practice Okta as the world sees it: whole logins, every refusal, the console, and visitors who mean no good.
#![allow(clippy::unwrap_used, reason = "tests may stop at the first surprise")]

mod broken;
mod console;
mod errors;
mod faults;
mod flow;
mod hostile;
mod looks;
mod published;
mod recorded;

use super::support::practice as support;
