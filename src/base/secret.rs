//! The one type for everything that must never be shown, logged, reported or stored.
//!
//! Client secrets, codes, tokens, verifiers, cookies and whole recorded bodies live in it. It has no `Serialize` and no
//! `Display`, its `Debug` says nothing, and its memory is wiped when it is dropped. Whoever calls [`Secret::reveal`]
//! takes over the duty: search for that word to audit every place that opens one.

use std::fmt;

use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Text that must not leak. Comparison takes the same time wherever two values differ.
#[derive(Clone, Default, Zeroize, ZeroizeOnDrop)]
pub struct Secret(String);

impl Secret {
    /// Takes the text over.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for the one place that must send, write or parse it.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many characters it has.
    pub fn chars(&self) -> usize {
        self.0.chars().count()
    }

    /// The text as dots, with the last four characters where enough of it stays hidden (16 characters or more).
    ///
    /// The number of dots is fixed, so that the length is not told.
    pub fn masked(&self) -> String {
        let count = self.chars();
        match count {
            0 => String::new(),
            1..16 => "••••••••••••".to_owned(),
            _ => {
                let tail: String = self.0.chars().skip(count - 4).collect();
                format!("••••••••••••{tail}")
            }
        }
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl Eq for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_and_mask_tell_nothing() {
        let secret = Secret::new("correct-horse-battery-Rk3w");
        assert_eq!(format!("{secret:?}"), "Secret(…)");
        assert_eq!(secret.masked(), "••••••••••••Rk3w");
        assert_eq!(Secret::new("short").masked(), "••••••••••••");
    }
}
