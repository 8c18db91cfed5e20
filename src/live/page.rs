//! What is looked for in a page of an application: forms, links, a refresh, JSON that its script reads.
//!
//! Not a parser: it draws nothing and runs nothing. Whatever a server sends, the work grows with its length alone.

use url::{Url, form_urlencoded};

use crate::okta::page_text::{entities, page_title};

/// How many forms and links are looked at.
const MOST: usize = 400;

/// A page, as far as it matters here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// Its title.
    pub title: String,
    /// Its forms.
    pub forms: Vec<Form>,
    /// The addresses of its links, as they stand.
    pub links: Vec<String>,
    /// Where it goes on to by itself (`<meta http-equiv="refresh">`).
    pub refresh: Option<String>,
    /// Whether it asks for a password.
    pub asks_password: bool,
}

/// A form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Form {
    /// Where it is sent; empty: to the page itself.
    pub action: String,
    /// Whether it is sent by `POST`.
    pub posts: bool,
    /// Its hidden fields.
    pub hidden: Vec<(String, String)>,
    /// Whether it has a field that a person fills in.
    pub asks: bool,
}

impl Page {
    /// Reads a page; `None` where the text is none.
    pub fn read(text: &str) -> Option<Self> {
        let title = page_title(text).or_else(|| looks_like_page(text).then(String::new))?;
        let mut page = Self { title, ..Self::default() };
        let mut open = false;
        for tag in Tags::of(text) {
            match tag.name.as_str() {
                "form" if page.forms.len() < MOST => {
                    let posts = tag.get("method").is_some_and(|method| method.eq_ignore_ascii_case("post"));
                    let action = tag.get("action").unwrap_or_default().to_owned();
                    page.forms.push(Form { action, posts, ..Form::default() });
                    open = true;
                }
                "/form" => open = false,
                "input" | "textarea" | "select" => page.field(&tag, open),
                "a" => {
                    let link = tag.get("href").filter(|_| page.links.len() < MOST);
                    page.links.extend(link.map(str::to_owned));
                }
                "meta" if tag.get("http-equiv").is_some_and(|kind| kind.eq_ignore_ascii_case("refresh")) => {
                    page.refresh = page.refresh.take().or_else(|| refresh(tag.get("content")?));
                }
                _ => {}
            }
        }
        Some(page)
    }

    fn field(&mut self, tag: &Tag, open: bool) {
        let kind = tag.get("type").unwrap_or("text").to_ascii_lowercase();
        self.asks_password |= kind == "password";
        let Some(form) = self.forms.last_mut().filter(|_| open) else { return };
        if kind == "hidden" && tag.name == "input" {
            let value = tag.get("value").unwrap_or_default().to_owned();
            let name = tag.get("name").filter(|name| !name.is_empty() && form.hidden.len() < MOST);
            form.hidden.extend(name.map(|name| (name.to_owned(), value)));
        } else if !matches!(kind.as_str(), "submit" | "button" | "image" | "reset" | "checkbox" | "radio") {
            form.asks = true;
        }
    }
}

/// A page that goes on later than this, in seconds, is one to be read: it loads itself anew, or ends a session that is idle.
const LATER: f64 = 10.0;

/// The address of a refresh: `5; url=/login`, as a header or in a page.
pub fn refresh(content: &str) -> Option<String> {
    let (after, rest) = content.split_once([';', ','])?;
    if after.trim().parse().is_ok_and(|seconds: f64| seconds > LATER) {
        return None;
    }
    let rest = rest.trim_start();
    let address =
        rest.get(..4).filter(|word| word.eq_ignore_ascii_case("url=")).and_then(|_| rest.get(4..))?;
    let address = address.trim().trim_matches(['"', '\'']);
    (!address.is_empty()).then(|| address.to_owned())
}

/// The text under a name in the JSON that stands in a page: `"csrfToken": "…"`.
pub fn in_script(text: &str, name: &str) -> Option<String> {
    // In an attribute the quotation marks are written as entities.
    let decoded = entities(text);
    let found = |text: &str| {
        let at = text.find(&format!("\"{name}\""))? + name.len() + 2;
        let rest = text.get(at..)?.trim_start().strip_prefix(':')?.trim_start();
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<serde_json::Value>();
        values.next()?.ok()?.as_str().map(str::to_owned)
    };
    found(text).or_else(|| found(&decoded))
}

/// The links of a page that look like the start of a login: at an address that may be one, and not to anything that ends a
/// session, takes something away, or signs in another way.
pub fn ways_in(page: &Page, at: &Url, may_be: impl Fn(&Url) -> bool) -> Vec<Url> {
    let mut found: Vec<Url> = Vec::new();
    for link in page.links.iter().filter_map(|link| at.join(link).ok()) {
        let path = link.path().to_ascii_lowercase();
        let names = ["oidc", "oauth", "sso", "openid", "okta"];
        let is_way = names.iter().any(|name| path.contains(name)) && may_be(&link) && !is_bait(&link);
        if is_way && link.path() != at.path() && !found.contains(&link) {
            found.push(link);
        }
    }
    found
}

/// Whether an address is one that a careful visitor leaves alone.
pub fn is_bait(url: &Url) -> bool {
    const LEFT_ALONE: [&str; 18] = [
        "logout",
        "signout",
        "logoff",
        "signoff",
        "endsession",
        "unlink",
        "disconnect",
        "delete",
        "remove",
        "destroy",
        "revoke",
        "deactivate",
        "unsubscribe",
        "saml",
        "reset",
        "terminate",
        "uninstall",
        "suspend",
    ];
    let letters = |text: &str| text.to_ascii_lowercase().replace(['_', '-', '.'], "");
    // In a query whole words count, since a state may be made of any letters: `next=/users/sign_out`, `do=delete-account`.
    let is_word = |text: &str| LEFT_ALONE.contains(&text.to_ascii_lowercase().as_str());
    let named = |text: &str| {
        let pieces = text.split(|one: char| !one.is_ascii_alphanumeric() && !"_-.".contains(one));
        let mut words = text.split(|one: char| !one.is_ascii_alphanumeric());
        words.any(is_word) || pieces.map(letters).any(|piece| is_word(&piece))
    };
    // A server takes %6F for the letter that it stands for.
    let path: String = form_urlencoded::parse(url.path().as_bytes())
        .map(|(name, value)| letters(&format!("{name}={value}")))
        .collect();
    LEFT_ALONE.iter().any(|word| path.contains(word))
        || url.query_pairs().any(|(name, value)| named(&name) || named(&value))
}

fn looks_like_page(text: &str) -> bool {
    let start: String = text.chars().take(4000).collect::<String>().to_ascii_lowercase();
    ["<form", "<a ", "<meta", "<input"].iter().any(|tag| start.contains(tag))
}

struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Elements that hold text, which a browser takes for no tags.
const TEXT_ALONE: [&str; 8] =
    ["script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"];

/// The tags of a page, without what stands in comments, scripts and the like.
struct Tags<'t> {
    text: &'t str,
    /// Of the same length, byte for byte, so that a place in one is a place in the other.
    lower: String,
    at: usize,
}

impl<'t> Tags<'t> {
    fn of(text: &'t str) -> Self {
        Self { text, lower: text.to_ascii_lowercase(), at: 0 }
    }

    /// Goes on behind a text; to the end where it is not there.
    fn skip_to(&mut self, end: &str) {
        let found = self.lower[self.at..].find(end);
        self.at = found.map_or(self.text.len(), |found| self.at + found + end.len());
    }
}

impl Iterator for Tags<'_> {
    type Item = Tag;

    fn next(&mut self) -> Option<Tag> {
        loop {
            self.at += self.text[self.at..].find('<')? + 1;
            let rest = &self.text[self.at..];
            if rest.starts_with("!--") {
                self.skip_to("-->");
                continue;
            }
            if !rest.starts_with(|one: char| one.is_ascii_alphabetic() || one == '/') {
                continue;
            }
            let (inside, rest) = split_tag(rest);
            self.at = self.text.len() - rest.len();
            let tag = read_tag(inside);
            match tag.name.as_str() {
                element if TEXT_ALONE.contains(&element) => self.skip_to(&format!("</{element}")),
                _ => {}
            }
            return Some(tag);
        }
    }
}

/// What stands in a tag, and what comes after it; a `>` in quotation marks does not end it.
fn split_tag(text: &str) -> (&str, &str) {
    let mut quote = None;
    for (at, one) in text.char_indices() {
        match (quote, one) {
            (None, '>') => return (&text[..at], &text[at + 1..]),
            (None, '"' | '\'') if text[..at].trim_end().ends_with('=') => quote = Some(one),
            (Some(open), one) if open == one => quote = None,
            _ => {}
        }
    }
    (text, "")
}

fn read_tag(inside: &str) -> Tag {
    let end = inside.find(|one: char| one.is_whitespace()).unwrap_or(inside.len());
    let (name, mut rest) = inside.split_at(end);
    let name = name.trim_end_matches('/').to_ascii_lowercase();
    let name = if inside.starts_with('/') { format!("/{}", name.trim_start_matches('/')) } else { name };
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|one: char| one.is_whitespace() || one == '/');
        if rest.is_empty() || attributes.len() >= MOST {
            break;
        }
        let end = rest.find(|one: char| one.is_whitespace() || one == '=').unwrap_or(rest.len());
        let (key, after) = rest.split_at(end.max(1).min(rest.len()));
        let (value, after) = match after.trim_start().strip_prefix('=') {
            Some(valued) => attribute(valued.trim_start()),
            None => (String::new(), after),
        };
        attributes.push((key.to_ascii_lowercase(), value));
        rest = after;
    }
    Tag { name, attributes }
}

fn attribute(text: &str) -> (String, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            let end = inner.find(quote).unwrap_or(inner.len());
            return (entities(&inner[..end]), inner.get(end + 1..).unwrap_or_default());
        }
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    (entities(&text[..end]), &text[end..])
}
