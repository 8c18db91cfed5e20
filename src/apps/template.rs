//! Templates: text with `{name}` places and a fixed list of filters, `{base_url|host}`. No expressions.
//!
//! A place whose value is not known yet stays visible as a gap, `‹client ID›`, and is remembered, so that nothing
//! unfilled is ever written. A text that took the client secret in is a secret from then on.

use std::fmt;

use crate::base::Secret;
use crate::base::words::{Message, message};

mod filter;
mod unfill;

pub use filter::{FILTERS, Filter, pairs};
use filter::{apply, gap};
pub(super) use filter::{json_list, several};

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Place { name: String, filters: Vec<Filter> },
}

/// A parsed template.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Template {
    parts: Vec<Part>,
}

impl Template {
    /// Reads a template. `{{` and `}}` are braces.
    ///
    /// # Errors
    /// The sentence that says what is wrong: a brace without its partner, or an unknown filter and the nearest right one.
    pub fn parse(source: &str) -> Result<Self, Message> {
        let mut parts = Vec::new();
        let mut plain = String::new();
        let mut rest = source;
        while let Some(found) = rest.find(['{', '}']) {
            plain.push_str(&rest[..found]);
            let tail = &rest[found..];
            if tail.starts_with("{{") || tail.starts_with("}}") {
                plain.push_str(&tail[..1]);
                rest = &tail[2..];
            } else if tail.starts_with('}') {
                return Err(message!("apps.problem.stray_brace"));
            } else {
                let end = tail.find('}').ok_or_else(|| message!("apps.problem.open_brace"))?;
                if !plain.is_empty() {
                    parts.push(Part::Text(std::mem::take(&mut plain)));
                }
                parts.push(place(&tail[1..end])?);
                rest = &tail[end + 1..];
            }
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            parts.push(Part::Text(plain));
        }
        Ok(Self { parts })
    }

    /// The names of its places, in order.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Place { name, .. } => Some(name.as_str()),
            Part::Text(_) => None,
        })
    }

    /// Whether the client secret stands in it.
    pub fn holds_secret(&self) -> bool {
        self.places().any(|name| name == "client_secret")
    }

    /// The template with its places filled from `lookup`.
    pub fn fill(&self, lookup: &dyn Fn(&str) -> Found) -> Filled {
        let mut text = String::new();
        let mut filled = Filled::default();
        for part in &self.parts {
            match part {
                Part::Text(plain) => text.push_str(plain),
                Part::Place { name, filters } => match lookup(name) {
                    Found::Plain(value) => text.push_str(&apply(filters, value)),
                    Found::Secret(value) => {
                        filled.secret = true;
                        text.push_str(&apply(filters, value.reveal().to_owned()));
                    }
                    Found::Filled(inner) => {
                        filled.secret |= inner.secret;
                        text.push_str(&apply(filters, inner.text.reveal().to_owned()));
                        filled.gaps.extend(inner.gaps);
                    }
                    Found::Gap(label) => {
                        text.push_str(&gap(filters, &label));
                        filled.gaps.push(label);
                    }
                },
            }
        }
        filled.text = Secret::new(text);
        filled
    }
}

/// What stands for a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A value that anybody may see.
    Plain(String),
    /// The client secret.
    Secret(Secret),
    /// Not known yet; what it is called.
    Gap(String),
    /// A text that was computed already, with its own gaps.
    Filled(Filled),
}

/// A template's outcome: a text, whether it holds the secret, and what is still missing in it.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Filled {
    text: Secret,
    secret: bool,
    gaps: Vec<String>,
}

impl Filled {
    /// A text with nothing missing and nothing secret.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: Secret::new(text), ..Self::default() }
    }

    /// The text as it may be shown: gaps as `‹client ID›`, a secret masked.
    pub fn shown(&self) -> String {
        if self.secret { self.text.masked() } else { self.text.reveal().to_owned() }
    }

    /// The text itself, the secret included. For writing and copying only, after [`Filled::is_complete`].
    pub fn reveal(&self) -> &str {
        self.text.reveal()
    }

    /// The text itself, still as a secret.
    pub fn secret(&self) -> &Secret {
        &self.text
    }

    /// Whether the client secret stands in it.
    pub fn is_secret(&self) -> bool {
        self.secret
    }

    /// Whether nothing is missing.
    pub fn is_complete(&self) -> bool {
        self.gaps.is_empty()
    }

    /// What is missing, by its name in words.
    pub fn gaps(&self) -> &[String] {
        &self.gaps
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

impl fmt::Debug for Filled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.secret { f.write_str("Filled(…)") } else { write!(f, "Filled({:?})", self.text.reveal()) }
    }
}

fn place(inside: &str) -> Result<Part, Message> {
    let mut pieces = inside.split('|').map(str::trim);
    let name = pieces.next().unwrap_or_default();
    let plain =
        |character: char| character.is_ascii_lowercase() || character.is_ascii_digit() || character == '_';
    if name.is_empty() || !name.chars().all(plain) {
        return Err(message!("apps.problem.place_name", name = inside));
    }
    let mut filters = Vec::new();
    for piece in pieces {
        let Some((_, filter)) = FILTERS.iter().find(|(name, _)| *name == piece) else {
            let names: Vec<&str> = FILTERS.iter().map(|(name, _)| *name).collect();
            return Err(message!("apps.problem.filter", name = piece, known = Message::list(&names)));
        };
        filters.push(*filter);
    }
    Ok(Part::Place { name: name.to_owned(), filters })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(source: &str) -> Filled {
        let template = Template::parse(source).expect("parses");
        template.fill(&|name| match name {
            "base_url" => Found::Plain("https://coder.example.com:8443/x/".to_owned()),
            "issuer" => Found::Plain("https://acme.okta.com".to_owned()),
            "scopes" => Found::Plain("openid profile".to_owned()),
            "roles" => Found::Plain("Eng \"A\"=admin+auditor, Everyone=member".to_owned()),
            "client_secret" => Found::Secret(Secret::new("s3cret-s3cret-s3cret")),
            other => Found::Gap(other.to_owned()),
        })
    }

    #[test]
    fn filters_shape_values() {
        assert_eq!(fill("{base_url|host} {base_url|path} {{x}}").reveal(), "coder.example.com:8443 /x {x}");
        assert_eq!(
            fill("{base_url|parent} {base_url|last} {issuer|parent} ({issuer|last})").reveal(),
            "https://coder.example.com:8443 x https://acme.okta.com ()"
        );
        assert_eq!(
            fill("{issuer|discovery}").reveal(),
            "https://acme.okta.com/.well-known/openid-configuration"
        );
        assert_eq!(
            fill("{scopes|comma} {scopes|json_list}").reveal(),
            "openid,profile [\"openid\",\"profile\"]"
        );
        assert_eq!(
            fill("{roles|json_map_list}").reveal(),
            r#"{"Eng \"A\"":["admin","auditor"],"Everyone":["member"]}"#
        );
    }

    #[test]
    fn endpoints_stand_where_the_kind_of_server_has_them() {
        let of = |issuer: &'static str, source: &str| {
            let template = Template::parse(source).expect("parses");
            template.fill(&|_| Found::Plain(issuer.to_owned())).reveal().to_owned()
        };
        assert_eq!(of("https://acme.okta.com", "{issuer|token}"), "https://acme.okta.com/oauth2/v1/token");
        let custom = "https://acme.okta.com/oauth2/default";
        assert_eq!(of(custom, "{issuer|keys}"), "https://acme.okta.com/oauth2/default/v1/keys");
        assert_eq!(of(custom, "{issuer|server_id}"), "default");
        assert_eq!(of("https://acme.okta.com", "{issuer|server_id}"), "");
        assert_eq!(of(custom, "{issuer|endpoints}/"), "https://acme.okta.com/oauth2/default/v1/");
        assert_eq!(fill("{gone|userinfo}").shown(), "‹gone›/…/v1/userinfo");
        assert_eq!(of("it's", "'{issuer|shell}'"), r"'it'\''s'");
    }

    #[test]
    fn what_is_missing_stays_visible_and_is_told() {
        let filled = fill("at {gone|discovery}");
        assert_eq!(filled.shown(), "at ‹gone›/.well-known/openid-configuration");
        assert_eq!(filled.gaps(), ["gone"]);
    }

    #[test]
    fn a_secret_is_neither_shown_nor_debugged() {
        let filled = fill("key={client_secret}");
        assert!(filled.is_secret());
        assert!(!filled.shown().contains("s3cret-s3cret"));
        assert!(!format!("{filled:?}").contains("s3cret"));
        assert_eq!(filled.reveal(), "key=s3cret-s3cret-s3cret");
    }

    #[test]
    fn wrong_templates_are_refused_in_words() {
        for source in ["{base_url", "a } b", "{base_url|hots}", "{Base}", "{}"] {
            assert!(Template::parse(source).is_err(), "{source}");
        }
    }
}
