//! The tables: which code, with which fragment of a sentence, means what.

use super::Place;

/// The slug for a code and a sentence in lower case.
pub(super) fn slug(_place: Place, _code: &str, _sentence: &str) -> &'static str {
    "login.provider_error"
}
