//! The living application: how it is visited, and what it sends to the provider.
//!
//! PURE. [`Visit`] takes a guide's recipe and the answers so far, and says which request is next, until the application sends
//! the visitor to the provider, or does not: [`Seen`]. It is a plain visit as anybody can make it: no credentials, cookies of
//! one origin only, nothing that a person fills in, three starts at most and a second between them. What the application
//! sends is read and not visited; of what belongs to that one login only its presence is kept.

mod captured;
mod cookies;
mod page;
mod pasted;
mod request;
mod rules;
mod seen;
mod visit;

#[cfg(test)]
mod tests;

pub use captured::{Captured, is_same_endpoint};
pub use pasted::read_pasted;
pub use rules::{is_private, is_private_address};
#[cfg(test)]
pub use seen::Attempt;
pub use seen::{End, Said, Seen};
pub use visit::{Next, Plan, Terms, Visit};
