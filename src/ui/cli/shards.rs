//! `--shard`: which part of the declared connections one machine takes.

use std::str::FromStr;

use crate::base::words::{Voice, say};
use crate::ui::report::Shard;

/// Which part is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WantedShard {
    /// This one.
    Of(Shard),
    /// The one that the engine names in the environment, as Kubernetes does for an indexed Job.
    Auto,
}

impl FromStr for WantedShard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "auto" {
            return Ok(Self::Auto);
        }
        let parts =
            text.split_once('/').and_then(|(index, of)| Some((index.parse().ok()?, of.parse().ok()?)));
        let shard = parts.and_then(|(index, of)| Shard::new(index, of));
        shard.map(Self::Of).ok_or_else(|| say!(Voice::default(), "cli.shard_form"))
    }
}
