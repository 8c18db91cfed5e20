//! Okta's management API: what an application is in Okta, beside what its guide wants of it.
//!
//! PURE. [`Look`] says which request is next and takes its answer, until it has [`held::Held`]: what Okta holds, each part read or
//! refused with its reason. [`plan::plan`] compares that with the [`crate::apps::Wanted`] application. Every request reads but
//! the one for an access token; none is made to another host than the organization's own. Client secrets are never asked for,
//! and `/api/v1/internal/`, which is private to Okta's console, is never called.

mod access;
mod answer;
mod application;
mod found;
mod held;
mod key;
mod look;
mod plan;
mod request;

pub use access::{Access, Service};
pub use answer::Refusal;
pub use found::{Candidate, FoundBy};
#[cfg(test)]
pub use held::Held;
pub use held::Kind;
pub use key::{BadKey, SigningKey};
pub use look::{Look, Next, Terms};
pub use plan::{Breaks, Plan, Row, Setting, Status, plan};
