//! A text of a report. It is made visible when it is made, and once more when a report is read: that one anybody may have
//! written.

use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize};

use crate::base::untrusted::{visible, visible_up_to};

/// A text without anything in it that steers a terminal.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct Shown(String);

impl Shown {
    /// The whole text.
    pub(super) fn of(text: &str) -> Self {
        Self(visible(text))
    }

    /// At most `limit` characters of it.
    pub(super) fn up_to(text: &str, limit: usize) -> Self {
        Self(visible_up_to(text, limit))
    }
}

impl Deref for Shown {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self)
    }
}

impl<'de> Deserialize<'de> for Shown {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(|text| Self::of(&text))
    }
}
