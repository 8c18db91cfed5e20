//! What copying does to a value: spaces, line breaks, quotes and invisible characters around it; and what the shape of a
//! client ID or secret already tells.

use crate::base::words::{Key, key};
use crate::base::{Secret, untrusted};

/// What is visibly wrong with a pasted value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Problem {
    /// How the field says it.
    pub at_field: Key,
    /// How a finding says it.
    pub in_finding: Key,
}

macro_rules! problem {
    ($name:literal) => {
        Problem { at_field: key!("engine.", $name), in_finding: key!("checks.shape.", $name) }
    };
}

/// A client ID that is too short or too long for one of Okta's.
pub const CLIENT_ID_LENGTH: Problem = problem!("client_id.length");
/// A secret that is too short or too long for one of Okta's.
pub const SECRET_LENGTH: Problem = problem!("secret.length");
/// A secret that looks like a client ID.
pub const SECRET_IS_CLIENT_ID: Problem = problem!("secret.is_client_id");

/// The value without spaces, line breaks, quotes and invisible characters around it, and without line breaks and invisible
/// characters inside; and whether anything was taken away.
pub fn clean_pasted(typed: &str) -> (String, bool) {
    let kept: String = typed.chars().filter(|c| !untrusted::is_unsafe(*c)).collect();
    let cleaned = kept.trim_matches(|c: char| c.is_whitespace() || is_quote(c)).to_owned();
    let changed = cleaned != typed;
    (cleaned, changed)
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '`' | '<' | '>' | '“' | '”' | '‘' | '’' | '«' | '»')
}

/// What is visibly wrong with a client ID; `None` when nothing is.
///
/// Okta's have 6 to 100 characters; those made in the console start with `0oa` and have 20.
pub fn client_id_problem(id: &str) -> Option<Problem> {
    let count = id.chars().count();
    if id.trim().is_empty() {
        Some(problem!("client_id.empty"))
    } else if id.contains(['{', '}', '<', '>']) {
        Some(problem!("client_id.placeholder"))
    } else if id.contains(char::is_whitespace) || id.chars().any(untrusted::is_unsafe) {
        Some(problem!("client_id.has_space"))
    } else if id.contains("://") {
        Some(problem!("client_id.is_url"))
    } else if id.contains('@') {
        Some(problem!("client_id.is_email"))
    } else if id.contains(is_quote) {
        Some(problem!("client_id.has_quotes"))
    } else if !(6..=100).contains(&count) {
        Some(CLIENT_ID_LENGTH)
    } else {
        None
    }
}

/// What is visibly wrong with a client secret; `None` when nothing is.
///
/// Okta's have 14 to 100 characters. Only what cannot be a secret is named; a secret that merely looks unusual passes.
pub fn secret_problem(secret: &Secret) -> Option<Problem> {
    let text = secret.reveal();
    let count = secret.chars();
    if text.trim().is_empty() {
        Some(problem!("secret.empty"))
    } else if text.contains(['{', '}']) {
        Some(problem!("secret.placeholder"))
    } else if text.contains(char::is_whitespace) || text.chars().any(untrusted::is_unsafe) {
        Some(problem!("secret.has_space"))
    } else if text.starts_with(is_quote) || text.ends_with(is_quote) {
        Some(problem!("secret.has_quotes"))
    } else if text.ends_with('%') {
        Some(problem!("secret.trailing_percent"))
    } else if text.contains("://") {
        Some(problem!("secret.is_url"))
    } else if text.starts_with("eyJ") && text.matches('.').count() == 2 {
        Some(problem!("secret.is_token"))
    } else if text.starts_with("0oa") && count == 20 {
        Some(SECRET_IS_CLIENT_ID)
    } else if text.contains(['•', '●', '*'])
        && text.chars().filter(|c| matches!(c, '•' | '●' | '*')).count() > 3
    {
        Some(problem!("secret.is_mask"))
    } else if !(14..=100).contains(&count) {
        Some(SECRET_LENGTH)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasting_marks_go() {
        assert_eq!(clean_pasted(" \"https://a\"\n"), ("https://a".to_owned(), true));
        assert_eq!(clean_pasted("\u{feff}0oa\u{200b}1"), ("0oa1".to_owned(), true));
        assert_eq!(clean_pasted("0oa1"), ("0oa1".to_owned(), false));
    }

    #[test]
    fn shapes_that_cannot_be_right() {
        let secrets = [
            ("", problem!("secret.empty")),
            ("short", problem!("secret.length")),
            ("abcdefghijklmnopqrst%", problem!("secret.trailing_percent")),
            ("abcdefghij klmnopqrst", problem!("secret.has_space")),
            ("0oa8x2k4mQ1vJ7dT5e6a", problem!("secret.is_client_id")),
            ("https://acme.okta.com", problem!("secret.is_url")),
            ("eyJhbGciOi.eyJzdWIiOi.c2ln", problem!("secret.is_token")),
            ("\"abcdefghijklmnopq\"", problem!("secret.has_quotes")),
            ("••••••••••••••••••••", problem!("secret.is_mask")),
            ("{clientSecret}", problem!("secret.placeholder")),
        ];
        for (text, problem) in secrets {
            assert_eq!(secret_problem(&Secret::new(text)), Some(problem), "{text}");
        }
        assert_eq!(secret_problem(&Secret::new("Zq8_-kD2vYx1LmN0pRtUwXyZ3aBcDeFgHiJkLmNo")), None);
        assert_eq!(client_id_problem("0oa8x2k4mQ1vJ7dT5e6a"), None);
        assert_eq!(client_id_problem("{clientId}"), Some(problem!("client_id.placeholder")));
        assert_eq!(client_id_problem("ana@example.com"), Some(problem!("client_id.is_email")));
    }
}
