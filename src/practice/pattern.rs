//! The regular expressions of group filters. A whole name must match, as in Okta.

use regex_lite::RegexBuilder;

/// The most memory that a pattern may take once it is read, in bytes: the time that a match takes grows with it.
const LARGEST: usize = 64 * 1024;

/// Whether the whole text matches. A pattern that cannot be read matches nothing.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    let read = |pattern: &str| RegexBuilder::new(pattern).size_limit(LARGEST).build();
    // Alone first: with what is put around it, `)|(` could be read.
    read(pattern).and_then(|_| read(&format!("^(?:{pattern})$"))).is_ok_and(|whole| whole.is_match(text))
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn whole_names_match_and_work_is_bounded() {
        assert!(matches(".*", "Engineering"));
        assert!(matches("^Eng.*$", "Engineering"));
        assert!(!matches("Eng", "Engineering"));
        assert!(matches("(Engineering|Finance)", "Finance"));
        assert!(matches("a|ab", "ab"));
        assert!(matches(r"Project [0-9]+ \d", "Project 012 3"));
        assert!(matches("(ab?)+c", "abaabc"));
        assert!(!matches("(", "(") && !matches("*", "*") && !matches(")|(", "anything"));
        assert!(!matches("(a*)*(a*)*(a*)*b", &"a".repeat(200)));
        assert!(!matches(&"(a|a)*".repeat(40), &format!("{}b", "a".repeat(60))));
        assert!(!matches("(((a{1000}){1000}){1000})", "a"), "too large to be tried");
    }
}
