//! What is fuzzed: every reader of text from outside, each with what must hold whatever the text is.
//!
//! The fuzzer in this folder and `tests/fuzz/corpus.rs` share these functions, so that each text that was ever of interest is
//! tried by an ordinary `cargo test`, too.

mod answers;
mod bench;
mod browser;
mod files;
mod practice;
mod tokens;

pub(crate) use answers::{authorize, challenge, discovery, organization, userinfo};
pub(crate) use browser::{callback, pasted, request};
pub(crate) use files::{config, guide, record, value};
pub(crate) use practice::practice;
pub(crate) use tokens::{id_token, keys, token};

/// Whether an ID token passes, for the tests of the seeds.
#[allow(unused_imports, reason = "the fuzzer itself has no use for it")]
pub(crate) use tokens::{are_taken, is_taken};

/// Whether a change of a file can be planned, for the tests of the seeds.
#[allow(unused_imports, reason = "the fuzzer itself has no use for it")]
pub(crate) use files::is_planned;

/// One thing that is fuzzed.
pub(crate) type Target = fn(&[u8]);

/// Everything that is fuzzed, by the name of its folder of seeds.
pub(crate) const TARGETS: [(&str, Target); 16] = [
    ("authorize", authorize),
    ("callback", callback),
    ("challenge", challenge),
    ("config", config),
    ("discovery", discovery),
    ("guide", guide),
    ("id_token", id_token),
    ("keys", keys),
    ("organization", organization),
    ("pasted", pasted),
    ("practice", practice),
    ("record", record),
    ("request", request),
    ("token", token),
    ("userinfo", userinfo),
    ("value", value),
];
