//! Usher ushers a first-time admin through Okta single sign-on for an application, and proves the result.
//!
//! # The house
//!
//! Each room knows one thing. A room uses only rooms that stand further right in this line, never its comma-neighbour;
//! `tests/house.rs` guards that.
//!
//! ```text
//! main → face → cli, world → wizard, practice → setup → doctor → apps → okta → config, oidc → base
//! ```
//!
//! | room | knows | may do IO |
//! |---|---|---|
//! | [`face`] | what people and machines see: the screen, plain questions, reports | draws, reads keys |
//! | [`cli`] | what may be typed on the command line, as definitions | no |
//! | [`world`] | how to do each effect: http, listener, browser, disk, clipboard, clock, secrets | yes, all of it |
//! | [`wizard`] | screens, fields, focus: what the person sees and where the cursor is | no |
//! | [`practice`] | the practice Okta: a function from request to response | no |
//! | [`setup`] | one connection from answers to proof: intents in, effects out | no |
//! | [`doctor`] | evidence → findings → verdict | no |
//! | [`apps`] | the catalogue: guides, questions, computed values, steps, formats | no |
//! | [`okta`] | hosts, issuers, console pages, probes and error words of Okta | no |
//! | [`config`] | configuration formats: text in, text out | no |
//! | [`oidc`] | the protocol: discovery, callback, tokens, verification | no |
//! | [`base`] | secrets, untrusted text, requests and answers, time, words | no |
//!
//! Every sentence that a person reads lives in `assets/`; how Usher speaks is written in `docs/words.md`.
//!
//! Time and randomness are inputs, events and effects are plain data, so a whole login can be replayed byte for byte.

pub mod apps;
pub mod base;
pub mod cli;
pub mod config;
pub mod doctor;
pub mod face;
pub mod oidc;
pub mod okta;
pub mod practice;
pub mod setup;
pub mod wizard;
pub mod world;
