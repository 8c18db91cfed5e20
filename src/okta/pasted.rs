//! What copying does to a value: spaces, line breaks, quotes and invisible characters around it; and what the shape of a
//! client ID or secret already tells.

use crate::base::{Secret, untrusted};

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

/// What is visibly wrong with a client ID, as a key into the words; `None` when nothing is.
///
/// Okta's have 6 to 100 characters; those made in the console start with `0oa` and have 20.
pub fn client_id_problem(id: &str) -> Option<&'static str> {
    let count = id.chars().count();
    if id.trim().is_empty() {
        Some("client_id.empty")
    } else if id.contains(['{', '}', '<', '>']) {
        Some("client_id.placeholder")
    } else if id.contains(char::is_whitespace) || id.chars().any(untrusted::is_unsafe) {
        Some("client_id.has_space")
    } else if id.contains("://") {
        Some("client_id.is_url")
    } else if id.contains('@') {
        Some("client_id.is_email")
    } else if id.contains(is_quote) {
        Some("client_id.has_quotes")
    } else if !(6..=100).contains(&count) {
        Some("client_id.length")
    } else {
        None
    }
}

/// What is visibly wrong with a client secret, as a key into the words; `None` when nothing is.
///
/// Okta's have 14 to 100 characters. Only what cannot be a secret is named; a secret that merely looks unusual passes.
pub fn secret_problem(secret: &Secret) -> Option<&'static str> {
    let text = secret.reveal();
    let count = secret.chars();
    if text.trim().is_empty() {
        Some("secret.empty")
    } else if text.contains(['{', '}']) {
        Some("secret.placeholder")
    } else if text.contains(char::is_whitespace) || text.chars().any(untrusted::is_unsafe) {
        Some("secret.has_space")
    } else if text.starts_with(is_quote) || text.ends_with(is_quote) {
        Some("secret.has_quotes")
    } else if text.ends_with('%') {
        Some("secret.trailing_percent")
    } else if text.contains("://") {
        Some("secret.is_url")
    } else if text.starts_with("eyJ") && text.matches('.').count() == 2 {
        Some("secret.is_token")
    } else if text.starts_with("0oa") && count == 20 {
        Some("secret.is_client_id")
    } else if text.contains(['•', '●', '*'])
        && text.chars().filter(|c| matches!(c, '•' | '●' | '*')).count() > 3
    {
        Some("secret.is_mask")
    } else if !(14..=100).contains(&count) {
        Some("secret.length")
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
            ("", "secret.empty"),
            ("short", "secret.length"),
            ("abcdefghijklmnopqrst%", "secret.trailing_percent"),
            ("abcdefghij klmnopqrst", "secret.has_space"),
            ("0oa8x2k4mQ1vJ7dT5e6a", "secret.is_client_id"),
            ("https://acme.okta.com", "secret.is_url"),
            ("eyJhbGciOi.eyJzdWIiOi.c2ln", "secret.is_token"),
            ("\"abcdefghijklmnopq\"", "secret.has_quotes"),
            ("••••••••••••••••••••", "secret.is_mask"),
            ("{clientSecret}", "secret.placeholder"),
        ];
        for (text, problem) in secrets {
            assert_eq!(secret_problem(&Secret::new(text)), Some(problem), "{text}");
        }
        assert_eq!(secret_problem(&Secret::new("Zq8_-kD2vYx1LmN0pRtUwXyZ3aBcDeFgHiJkLmNo")), None);
        assert_eq!(client_id_problem("0oa8x2k4mQ1vJ7dT5e6a"), None);
        assert_eq!(client_id_problem("{clientId}"), Some("client_id.placeholder"));
        assert_eq!(client_id_problem("ana@example.com"), Some("client_id.is_email"));
    }
}
