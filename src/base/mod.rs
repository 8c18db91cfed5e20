//! What every other room stands on: secrets and their absence, text from outside, requests and answers, time, words.
//!
//! PURE. It does no IO, reads no clock and knows nothing of OpenID Connect, Okta or any screen.

pub mod http;
mod named;
pub mod quoting;
pub mod redact;
pub mod secret;
pub mod time;
pub mod untrusted;
pub mod words;

pub use http::{Answer, Exchange, Header, Method, Request, Trouble, TroubleKind};
pub(crate) use named::named;
pub use redact::{MASK, Redactor};
pub use secret::Secret;
pub use time::Timestamp;
pub use words::Message;
