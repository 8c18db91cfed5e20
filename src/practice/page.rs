//! Pages: templates with places, every value escaped, a strict content policy, and the banner that says what this is.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use super::reply;
use super::visit::Visit;
use crate::base::words::{ToMessage, Voice, fill_in};
use crate::base::{Answer, Timestamp};
use crate::base::{quoting, untrusted};

const LAYOUT: &str = include_str!("../../assets/practice/layout.html");
const STYLE: &str = include_str!("../../assets/practice/style.css");

/// Text that may stand in a page: escaped, or made from templates.
#[derive(Debug, Clone, Default)]
pub(super) struct Html(String);

impl Html {
    /// Any text, shown as itself in text and in quoted attributes.
    pub(super) fn text(text: &str) -> Self {
        Self(quoting::html(&untrusted::visible(text)))
    }

    /// What is said on a page, in the language of the pages.
    pub(super) fn said(message: &impl ToMessage) -> Self {
        Self::text(&Voice::default().say(&message.to_message()))
    }

    /// A part of a template file with its places filled.
    pub(super) fn part(file: &'static str, name: &str, values: &[(&str, Html)]) -> Self {
        let values: Vec<(&str, &str)> =
            values.iter().map(|(name, value)| (*name, value.0.as_str())).collect();
        Self(fill_in(part(file, name), &values))
    }

    /// Several pieces, one after the other.
    pub(super) fn joined(pieces: impl IntoIterator<Item = Html>) -> Self {
        Self(pieces.into_iter().map(|piece| piece.0).collect())
    }

    /// `yes` where it holds, else nothing: for attributes such as `checked`.
    pub(super) fn when(holds: bool, yes: &'static str) -> Self {
        Self(if holds { yes.to_owned() } else { String::new() })
    }
}

/// A script of ours, which stands in a template file.
pub(super) fn script(file: &'static str, name: &str) -> &'static str {
    part(file, name)
}

/// The part of a template file under `<!-- part: NAME -->`.
fn part(file: &'static str, name: &str) -> &'static str {
    let mark = format!("<!-- part: {name} -->");
    let Some((_, rest)) = file.split_once(&mark) else { return "" };
    rest.split_once("<!-- part: ").map_or(rest, |(before, _)| before).trim()
}

/// A whole page.
pub(super) struct Page {
    pub(super) status: u16,
    pub(super) title: Html,
    pub(super) body: Html,
    /// The kind of page, a class of its body: `narrow` or `wide`.
    pub(super) kind: &'static str,
    /// Where its forms may lead besides this organization, redirects included.
    pub(super) leads_to: &'static str,
    /// A script of ours, allowed by its hash.
    pub(super) script: &'static str,
}

impl Page {
    /// A page of this status.
    pub(super) fn new(status: u16, title: &str, kind: &'static str, body: Html) -> Self {
        Self { status, title: Html::text(title), body, kind, leads_to: "", script: "" }
    }
}

impl Visit<'_> {
    /// The answer that shows a page.
    pub(super) fn page(&self, page: Page) -> Answer {
        let Page { status, title, body, kind, leads_to, script } = page;
        let html = Html::part(
            LAYOUT,
            "page",
            &[
                ("title", title),
                ("org", Html::text(&self.org.name)),
                ("origin", Html::text(&self.org.origin)),
                ("kind", Html::text(kind)),
                ("body", body),
                (
                    "script",
                    Html(if script.is_empty() {
                        String::new()
                    } else {
                        format!("<script>{script}</script>")
                    }),
                ),
            ],
        );
        let scripts =
            if script.is_empty() { String::new() } else { format!(" script-src 'sha256-{}';", hash(script)) };
        let policy = format!(
            "default-src 'none';{scripts} style-src 'self'; img-src 'self' data:; form-action 'self'{leads_to}; base-uri 'none'; frame-ancestors 'none'"
        );
        let answer = reply::text(status, "text/html; charset=utf-8", html.0, self.now);
        let answer = reply::with(answer, "content-security-policy", &policy);
        let answer = reply::with(answer, "referrer-policy", "same-origin");
        reply::with(answer, "x-frame-options", "DENY")
    }
}

/// The hash by which a content policy allows a script.
fn hash(script: &str) -> String {
    STANDARD.encode(Sha256::digest(script.as_bytes()))
}

/// The style sheet of every page.
pub(super) fn style(now: Timestamp) -> Answer {
    let answer = reply::text(200, "text/css; charset=utf-8", STYLE, now);
    reply::with(answer, "cache-control", "max-age=300")
}
