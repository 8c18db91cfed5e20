//! The page that the browser is left with: it loads nothing, leaks nothing, and sends the person back to the terminal.

use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The page itself.
pub(super) const PAGE: &str = include_str!("../../../assets/callback.html");

/// The headers under which the page is sent.
pub(super) fn headers() -> [(&'static str, &'static str); 6] {
    [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Cache-Control", "no-store"),
        ("Referrer-Policy", "no-referrer"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Content-Security-Policy", policy()),
    ]
}

/// Nothing is allowed but the page's own style and its own one script, by their hashes (CSP level 3 §2.3.1).
fn policy() -> &'static str {
    static POLICY: OnceLock<String> = OnceLock::new();
    POLICY.get_or_init(|| {
        format!(
            "default-src 'none'; script-src {}; style-src {}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            hash("script"),
            hash("style")
        )
    })
}

/// The hash of what stands between an element's tags.
fn hash(element: &str) -> String {
    let (open, close) = (format!("<{element}>"), format!("</{element}>"));
    let content = PAGE
        .split_once(&open)
        .and_then(|(_, rest)| rest.split_once(&close))
        .map(|(content, _)| content)
        .unwrap_or_default();
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(content)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_loads_nothing_from_anywhere() {
        for forbidden in ["src=", "href=", "url(", "http:", "https:", "//", "@import"] {
            assert!(!PAGE.contains(forbidden), "{forbidden}");
        }
        assert_eq!(PAGE.matches("<script>").count(), 1);
        assert_eq!(PAGE.matches("<style>").count(), 1);
        assert!(!hash("script").contains("47DEQpj8HBSa"), "the hash must not be that of an empty text");
    }
}
