//! The commands without a screen: flags in, a report out, nothing asked that a flag has answered.
//!
//! One file for each command stands on `session` (a set-up with the world behind it), `values` (what the flags put in),
//! `examine` (checks and login) and `told` (the report). They decide nothing about a set-up; the exit status is the verdict's.

mod all;
pub(super) mod apply;
mod catalogue;
mod examine;
mod explain;
mod export;
mod fix;
mod fleet;
pub(super) mod from;
pub(super) mod guides;
pub(super) mod keep;
pub(super) mod missing;
mod notice;
pub(super) mod plan;
pub(super) mod practice;
pub mod reports;
mod run;
pub(super) mod session;
mod standing;
mod told;
pub(super) mod usage;
pub(super) mod values;
pub(super) mod write;
mod written;

pub use catalogue::{apps, request};
pub(super) use explain::explain;
pub use keep::connections;
pub(super) use notice::notice;
pub use run::{setup, verify};

use std::path::Path;

use usage::Usage;

use super::{Exit, talk};
use crate::base::words::message;
use crate::io::disk;

/// Writes a report or a sheet into a file, whole or not at all.
fn keep_text(path: &Path, text: String) -> Exit {
    let shown = path.display().to_string();
    match disk::keep(path, &text.into()) {
        Ok(()) => {
            talk::tell(&message!("cli.report_written", path = shown));
            Exit::Works
        }
        Err(trouble) => {
            talk::tell(&message!("cli.not_written", path = shown, why = trouble.detail));
            Exit::Broken
        }
    }
}

/// Says why the flags do not do, and ends with the status for wrong usage.
pub(super) fn refuse(usage: &Usage) -> Exit {
    talk::tell(&usage.0);
    Exit::Usage
}
