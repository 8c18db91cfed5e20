//! Okta's management API: what an application is in Okta, beside what its guide wants of it.
//!
//! PURE. [`Look`] says which request is next and takes its answer, until it has [`held::Held`]: what Okta holds, each part read or
//! refused with its reason. [`plan::plan`] compares that with the [`crate::apps::Wanted`] application. [`Apply`] carries a plan out
//! that was agreed to, and [`Undo`] takes back what a [`Journal`] says was done. No request is made to another host than the
//! organization's own. Client secrets are never asked for, and `/api/v1/internal/`, which is private to Okta's console, is
//! never called.

mod access;
mod answer;
mod application;
mod apply;
mod found;
mod held;
mod journal;
mod key;
mod look;
mod mark;
mod plan;
mod request;
mod undo;
mod wire;

pub use access::{Access, Service};
pub use answer::Refusal;
pub use apply::{Applied, Apply, Order, Outcome, people};
pub use found::{Candidate, FoundBy};
pub use held::{Held, Kind};
pub use journal::{Journal, UnreadableJournal};
pub use key::{BadKey, SigningKey};
pub use look::{Look, Next, Terms};
pub use mark::address;
pub use plan::{Breaks, Plan, Row, Setting, Status, plan};
pub use undo::{TakenBack, Undo, UndoOrder};
