//! The text that a person sees on a page of HTML: enough of it to search for an error's code and sentence.
//!
//! Not a parser: it draws nothing and resolves nothing. Whatever a server sends, the work grows with its length alone.

/// Tags that stand inside a sentence; every other one ends a line.
const INLINE: [&str; 14] = [
    "<b>", "</b>", "<span", "</span", "<strong", "</strong", "<em", "</em", "<a ", "</a", "<i>", "</i>",
    "<code", "</code",
];

/// A page's text: scripts, styles and tags away, block ends as line breaks, entities decoded.
pub fn plain_text(html: &str) -> String {
    // Of the same length, byte for byte, so that a place in one is a place in the other.
    let lower = html.to_ascii_lowercase();
    let mut hidden = [Hidden::new("<script", "</script"), Hidden::new("<style", "</style")];
    let mut out = String::new();
    let mut at = 0;
    while let Some(tag) = lower[at..].find('<').map(|found| at + found) {
        out.push_str(&html[at..tag]);
        if !INLINE.iter().any(|inline| lower[tag..].starts_with(inline)) {
            out.push('\n');
        }
        let closing = hidden.iter_mut().find_map(|one| one.end(&lower, tag)).unwrap_or(tag);
        at = lower[closing..].find('>').map_or(html.len(), |close| closing + close + 1);
    }
    out.push_str(&html[at..]);
    entities(&out)
}

/// The title of a page of HTML; `None` where it is no page, empty where the page has none.
pub fn page_title(body: &str) -> Option<String> {
    let lower = body.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).to_ascii_lowercase();
    if !["<!doctype html", "<html", "<head", "<title", "<body"].iter().any(|begin| lower.starts_with(begin)) {
        return None;
    }
    let body = &body[body.len() - lower.len()..];
    let titled = lower.find("<title").and_then(|at| {
        let from = at + lower[at..].find('>')? + 1;
        let to = from + lower[from..].find('<')?;
        Some(entities(&body[from..to]))
    });
    Some(titled.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" "))
}

/// An element whose content is for the browser alone.
struct Hidden {
    opens: &'static str,
    closes: &'static str,
    /// A search for its end found none: a page full of beginnings is not searched to its end for each of them.
    endless: bool,
}

impl Hidden {
    fn new(opens: &'static str, closes: &'static str) -> Self {
        Self { opens, closes, endless: false }
    }

    /// Where its end tag begins, if it begins at `tag`.
    fn end(&mut self, lower: &str, tag: usize) -> Option<usize> {
        if self.endless || !lower[tag..].starts_with(self.opens) {
            return None;
        }
        let end = lower[tag..].find(self.closes);
        self.endless = end.is_none();
        end.map(|found| tag + found)
    }
}

/// The named entities that occur in error pages, and numeric ones.
pub fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let tail = &rest[at..];
        // An entity is short: a page of nothing but ampersands is not searched to its end for each of them.
        let end = tail.bytes().take(11).position(|byte| byte == b';');
        let decoded = end.and_then(|end| Some((entity(tail.get(1..end)?)?, end)));
        if let Some((character, end)) = decoded {
            out.push(character);
            rest = &tail[end + 1..];
        } else {
            out.push('&');
            rest = &tail[1..];
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{page_title, plain_text};

    #[test]
    fn a_page_has_its_title_and_a_document_has_none() {
        let titled = |body| page_title(body).expect("a page");
        assert_eq!(
            titled("<html><head><TITLE>\n Access\tdenied &amp; logged </title>"),
            "Access denied & logged"
        );
        assert_eq!(titled("\n<!DOCTYPE html><p>Sorry"), "");
        assert_eq!(titled("<html><title>cut off"), "");
        assert_eq!(page_title("{\"error\":\"<html>\"}"), None);
        assert_eq!(page_title("<?xml version=\"1.0\"?><Error/>"), None);
    }

    #[test]
    fn what_a_browser_hides_is_left_out() {
        let page = "<title>No</title><STYLE>p{}</Style><p>Error <b>Code</b>: x &amp; y &#39;z&#x27;</p><script>if (a<b)</script>end";
        assert_eq!(
            plain_text(page).split_whitespace().collect::<Vec<_>>().join(" "),
            "No Error Code: x & y 'z' end"
        );
    }

    #[test]
    fn an_end_that_never_comes_hides_nothing() {
        assert_eq!(plain_text("<script>a<b").trim(), "a");
        assert_eq!(plain_text("&unknown; & &#xffffffff;"), "&unknown; & &#xffffffff;");
    }

    /// Took hours where each beginning was searched for its end.
    #[test]
    fn a_page_of_nothing_but_beginnings_is_read_at_once() {
        assert_eq!(plain_text(&"<script>".repeat(200_000)).trim(), "");
        assert_eq!(plain_text(&"<".repeat(500_000)).trim(), "");
        assert_eq!(plain_text(&"&".repeat(900_000)).len(), 900_000);
    }
}
