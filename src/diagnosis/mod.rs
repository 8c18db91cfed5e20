//! Evidence to findings to verdict.
//!
//! PURE. A check reads [`evidence::Evidence`] and says what it carries, nothing more: conflicting or absent evidence is
//! `unknown`, never a pass. One file per family of checks; one table holds them all and decides which cause comes first.

pub mod as_configured;
pub mod check_id;
pub mod errors;
pub mod evidence;
pub mod finding;
pub mod living;
pub mod probed;
pub mod secrets;
pub mod slugs;
pub mod wording;

mod checks;
mod examine;

pub use check_id::CheckId;
pub use checks::{check_of_word, is_redirect_refused, refuses_redirect};
pub use evidence::Evidence;
pub use examine::{examine, unexamined};
pub use finding::Severity;
pub use finding::{Account, Check, Diagnosis, Finding, Identity, Kind, Side, Status, Value, Verdict};
pub use slugs::{Record, SLUGS, Slug};
