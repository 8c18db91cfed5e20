//! The catalogue: a guide, its questions, its computed values, its steps, its formats.
//!
//! PURE. A guide is data (`assets/apps/*.toml`); this room reads it, checks it, asks for nothing that it does not need, and
//! computes what it promises. It knows nothing of screens, files or the network.
//!
//! The way through: [`catalogue::open`] parses a [`Guide`]; its [`Question`]s check answers; a [`Context`] of what is known
//! resolves it into a [`Resolved`]: steps, values and formats with visible gaps. [`markdown`], [`json`] and [`request`]
//! write that down. What it wants in Okta is one record, [`Wanted`].

mod answer;
pub mod catalogue;
mod check;
mod claim_needs;
mod console;
mod console_pages;
pub mod context;
pub mod declaring;
pub mod drawing;
pub mod embedded;
mod fill;
pub mod fleet;
pub mod guide;
pub mod json;
pub mod libraries;
pub mod markdown;
pub mod naming;
mod okta_steps;
mod paper;
mod parse;
pub mod pointer;
pub mod problem;
pub mod question;
mod read;
pub mod recipe;
pub mod request;
mod resolve;
pub mod resolved;
pub mod role;
mod scope;
mod settings;
mod table;
pub mod template;
pub mod terraform;
#[cfg(test)]
mod tests;
pub mod text;
pub mod wanted;
mod when;

pub use claim_needs::ClaimNeeds;
pub use context::Context;
pub use guide::{
    Accounts, ConsolePage, Format, FormatBody, Guide, MatchedBy, Phase, Server, Sheet, Step, StepPage,
};
pub use okta_steps::OktaPart;
pub use question::{Checked, Question};
pub use recipe::Recipe;
pub use resolved::Resolved;
pub use template::Filled;
pub use wanted::Wanted;
