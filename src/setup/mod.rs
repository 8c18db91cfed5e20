//! One connection, from answers to proof: intents in, effects out.
//!
//! PURE. The wizard, plain questions, flags and `--all` drive it alike; it knows no screen.

pub mod connection;
pub mod effect;
