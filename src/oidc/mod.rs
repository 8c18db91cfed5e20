//! The protocol, without IO: discovery, the authorization request, the callback, looking into a token, verification.
//!
//! PURE. It builds [`crate::base::Request`]s and reads [`crate::base::Answer`]s; it sends nothing, reads no clock, makes no
//! randomness, and knows nothing of Okta or of any application. `openidconnect` is the judge; the rest explains or checks
//! what the judge leaves to its caller.

pub mod attempt;
pub mod callback;
pub mod claims;
pub mod discovery;
pub mod judge;
pub mod jwt;
pub mod keys;
pub mod methods;
pub mod sign_out;
pub mod token;
pub mod userinfo;
