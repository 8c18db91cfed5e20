//! The catalogue: a guide, its questions, its computed values, its steps, its formats.
//!
//! PURE. A guide is data (`assets/apps/*.toml`); this room reads it, checks it, asks for nothing that it does not need, and
//! computes what it promises. It knows nothing of screens, files or the network.
//!
//! The way through: [`catalogue::open`] parses a [`Guide`]; its [`Question`]s check answers; a [`Context`] of what is known
//! resolves it into a [`Resolved`]: steps, values and formats with visible gaps. [`markdown`], [`json`] and [`request`]
//! write that down.

mod answer;
pub mod catalogue;
mod check;
mod console;
pub mod drawing;
pub mod embedded;
pub mod guide;
pub mod json;
pub mod markdown;
mod okta_steps;
mod parse;
mod parse_format;
mod parse_question;
pub mod problem;
pub mod question;
mod read;
pub mod request;
mod resolve;
pub mod resolved;
mod scope;
mod settings;
pub mod template;
pub mod terraform;
#[cfg(test)]
mod tests;

pub use catalogue::Card;
pub use guide::{ConsolePage, Guide, Phase, Server};
pub use problem::Problem;
pub use question::{Checked, Kind, Question};
pub use resolved::{Context, Drawing, FormatBody, Paste, Resolved, ResolvedFormat, Sheet, Step};
pub use template::Filled;

/// Which claims the application makes use of, and how strictly; from the guide's `[claims]`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClaimNeeds {
    /// Claims that become the username, first one that is there wins. Empty: the application has no username.
    pub username: Vec<String>,
    /// Claims that become the e-mail address. Empty: the application does not need one.
    pub email: Vec<String>,
    /// Whether the application refuses people whose `email_verified` is false.
    pub email_must_be_verified: bool,
    /// Whether a missing `email_verified` counts as false for it.
    pub email_verified_needed: bool,
    /// The claim that holds groups, where the application shall read any in this set-up.
    pub groups: Option<String>,
    /// Whether the application reads claims from userinfo as well as from the ID token.
    pub reads_userinfo: bool,
    /// Claims beyond these that the application cannot do without.
    pub required: Vec<String>,
    /// From a group's name to what it becomes in the application, for the verdict.
    pub roles: Vec<(String, String)>,
}
