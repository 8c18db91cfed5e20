//! Setup, doctor and practice Okta together, without a socket: whole journeys, and every broken Okta of `tests/scenarios`.
#![allow(clippy::unwrap_used, reason = "tests may stop at the first surprise")]

#[path = "journey/checks.rs"]
mod checks;
#[path = "journey/conversation.rs"]
mod conversation;
#[path = "journey/dialogue.rs"]
mod dialogue;
#[path = "journey/echo.rs"]
mod echo;
#[path = "journey/found.rs"]
mod found;
#[path = "journey/logins.rs"]
mod logins;
#[path = "journey/misplaced.rs"]
mod misplaced;
#[path = "journey/perform.rs"]
mod perform;
#[path = "journey/practised.rs"]
mod practised;
#[path = "journey/rig.rs"]
mod rig;
#[path = "journey/scenario.rs"]
mod scenario;
#[path = "journey/scenarios.rs"]
mod scenarios;
#[path = "journey/secrecy.rs"]
mod secrecy;
#[path = "journey/together.rs"]
mod together;
#[path = "journey/tongue.rs"]
mod tongue;
#[path = "support/tongue.rs"]
mod tongues;
#[path = "journey/undone.rs"]
mod undone;
#[path = "journey/values.rs"]
mod values;
#[path = "journey/visitor.rs"]
mod visitor;
#[path = "journey/writing.rs"]
mod writing;
