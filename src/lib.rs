//! Usher ushers a first-time admin through Okta single sign-on for an application, and proves the result.
//!
//! # The house
//!
//! Each room knows one thing. A room uses only rooms that stand further right in this line, never its comma-neighbour;
//! `tests/house/mod.rs` guards that.
//!
//! ```text
//! main → ui → io → wizard, practice → engine → diagnosis → manage, live → apps → okta → config, oidc → base
//! ```
//!
//! | room | knows | may do IO |
//! |---|---|---|
//! | [`ui`] | what people and machines see: the screen, plain questions, reports, the command line | draws, reads keys |
//! | [`io`] | how to do each effect: http, listener, browser, disk, clipboard, clock, secrets | yes, all of it |
//! | [`wizard`] | screens, fields, focus: what the person sees and where the cursor is | no |
//! | [`practice`] | the practice Okta: a function from request to response | no |
//! | [`engine`] | one connection from answers to proof: intents in, effects out | no |
//! | [`diagnosis`] | evidence and the provider's error words → findings → verdict | no |
//! | [`manage`] | Okta's management API: what Okta holds, and what differs from what is wanted | no |
//! | [`live`] | the living application: how it is visited, and what it sends to the provider | no |
//! | [`apps`] | the catalogue: guides, questions, computed values, steps, formats | no |
//! | [`okta`] | hosts, issuers, console pages and probes of Okta | no |
//! | [`config`] | configuration formats: text in, text out | no |
//! | [`oidc`] | the protocol: discovery, callback, tokens, verification | no |
//! | [`base`] | secrets, untrusted text, requests and answers, time, words | no |
//!
//! Every sentence that a person reads lives in `assets/`; how Usher speaks is written in `docs/words.md`.
//!
//! Time and randomness are inputs, events and effects are plain data, so a whole login can be replayed byte for byte.

#![allow(
    rustdoc::private_intra_doc_links,
    reason = "this page is for those who work on the program; they build it with --document-private-items"
)]

mod apps;
mod base;
mod config;
mod diagnosis;
mod engine;
mod io;
mod live;
mod manage;
mod oidc;
mod okta;
mod practice;
mod ui;
mod wizard;

pub use ui::start;

/// The rooms, for the tests that start the program, the benches and the fuzzer. No part of the interface.
#[cfg(feature = "internals")]
#[expect(missing_docs, reason = "each room's own docs say what it is")]
pub mod internals {
    pub mod apps {
        pub use crate::apps::*;
    }
    pub mod base {
        pub use crate::base::*;
    }
    pub mod config {
        pub use crate::config::*;
    }
    pub mod diagnosis {
        pub use crate::diagnosis::*;
    }
    pub mod engine {
        pub use crate::engine::*;
    }
    pub mod io {
        pub use crate::io::*;
    }
    pub mod live {
        pub use crate::live::*;
    }
    pub mod manage {
        pub use crate::manage::*;
    }
    pub mod oidc {
        pub use crate::oidc::*;
    }
    pub mod okta {
        pub use crate::okta::*;
    }
    pub mod practice {
        pub use crate::practice::*;
    }
    pub mod ui {
        pub use crate::ui::*;
    }
    pub mod wizard {
        pub use crate::wizard::*;
    }
}

#[cfg(test)]
extern crate self as usher;
#[cfg(test)]
#[path = "../tests"]
mod tests {
    mod conformance;
    #[path = "fuzz/corpus.rs"]
    mod corpus;
    mod diagnosis;
    mod fleets;
    mod house;
    mod io;
    mod journey;
    mod manage;
    mod practice;
    mod samples;
    mod screens;
    mod support;
}
