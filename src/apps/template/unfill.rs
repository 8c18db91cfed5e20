//! From a text back to the values of a template's places: what a file that Usher could have written was filled with.
//!
//! The words of the template must stand in the text; blanks may be more or fewer, since people align their files. What a
//! filter made of a value is turned back where nothing was lost by it.

use super::filter::{Undone, undo};
use super::{Filter, Part, Template};

/// A value is longer than this in no configuration, and a text that is would only be searched in vain.
const LONGEST: usize = 16 * 1024;
/// So many attempts to divide a text are made at most.
const ATTEMPTS: usize = 50_000;

/// What the places of a template held, by name, in their order.
type Values = Vec<(String, String)>;

impl Template {
    /// The values of its places, where a text is this template filled in. What a filter has lost cannot be turned back and is
    /// left out, but for parts of an address, which are found as `name|host` and `name|server_id`.
    pub fn unfill(&self, text: &str) -> Option<Vec<(String, String)>> {
        unfilled(&self.parts.iter().collect::<Vec<_>>(), text)
    }
}

fn unfilled(parts: &[&Part], text: &str) -> Option<Values> {
    if text.len() > LONGEST {
        return None;
    }
    let mut found = Vec::new();
    divide(parts, text, &mut found, &mut ATTEMPTS.clone()).then_some(found)
}

/// The application's own address, in every guide.
const ADDRESS: &str = "base_url";

/// Where the host of an address ends, or its port.
fn end_of_host(text: &str) -> Option<usize> {
    let start = ["https://", "http://"].iter().find(|scheme| text.starts_with(**scheme))?.len();
    Some(text[start..].find('/').map_or(text.len(), |slash| start + slash))
}

/// Divides a text among the parts; a place takes the shortest piece with which the rest still fits.
fn divide(parts: &[&Part], text: &str, found: &mut Values, attempts: &mut usize) -> bool {
    let Some((part, rest)) = parts.split_first() else { return text.trim().is_empty() };
    let (name, filters) = match part {
        Part::Text(words) => return eat(words, text).is_some_and(|text| divide(rest, text, found, attempts)),
        Part::Place { name, filters } => (name, filters),
    };
    let ends: Vec<usize> = if matches!(rest.first(), Some(Part::Place { .. })) {
        // Two places side by side leave open where one ends, but an application's address does so with its host.
        end_of_host(text).filter(|_| name == ADDRESS).into_iter().collect()
    } else {
        text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
    };
    for end in ends.into_iter().filter(|end| !rest.is_empty() || *end == text.len()) {
        *attempts = attempts.saturating_sub(1);
        if *attempts == 0 {
            return false;
        }
        if let Some(Part::Text(words)) = rest.first()
            && eat(words, &text[end..]).is_none()
        {
            continue;
        }
        let kept = found.len();
        let piece = undo(filters, &text[..end]);
        let value = match &piece {
            Undone::Value(value) => Some((name.clone(), value.clone())),
            // A part of an address is not the whole, but may be put together with what else is found.
            Undone::Lost => part_of(filters).map(|part| (format!("{name}|{part}"), text[..end].to_owned())),
            Undone::Wrong => None,
        };
        found.extend(value.filter(|(_, value)| !value.is_empty()));
        if *attempts > 0 && !matches!(piece, Undone::Wrong) && divide(rest, &text[end..], found, attempts) {
            return true;
        }
        found.truncate(kept);
    }
    false
}

/// The name of a part that a filter takes out of an address.
fn part_of(filters: &[Filter]) -> Option<&'static str> {
    match filters {
        [Filter::Host] => Some("host"),
        [Filter::ServerId] => Some("server_id"),
        _ => None,
    }
}

/// What follows some words at the start of a text; any blanks stand for any others.
fn eat<'t>(words: &str, text: &'t str) -> Option<&'t str> {
    let mut text = text;
    let mut words = words;
    loop {
        let Some(next) = words.chars().next() else { return Some(text) };
        if next.is_whitespace() {
            let after = text.trim_start();
            // At either end of the whole, a blank may be missing.
            if after.len() == text.len() && !text.is_empty() {
                return None;
            }
            words = words.trim_start();
            text = after;
        } else {
            text = text.strip_prefix(next)?;
            words = &words[next.len_utf8()..];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Template;

    fn unfilled(source: &str, text: &str) -> Option<Vec<(String, String)>> {
        Template::parse(source).expect("parses").unfill(text)
    }

    #[track_caller]
    fn one(source: &str, text: &str, wanted: &str) {
        let found = unfilled(source, text).unwrap_or_else(|| panic!("{source} in {text}"));
        assert_eq!(found, [("x".to_owned(), wanted.to_owned())], "{source} in {text}");
    }

    #[test]
    fn what_a_filter_made_is_turned_back() {
        for (endpoint, issuer) in [
            ("https://acme.okta.com/oauth2/v1/token", "https://acme.okta.com"),
            ("https://acme.okta.com/oauth2/default/v1/token", "https://acme.okta.com/oauth2/default"),
        ] {
            one("{x|token}", endpoint, issuer);
        }
        one("{x|discovery}", "https://a.okta.com/.well-known/openid-configuration", "https://a.okta.com");
        one("{x|endpoints}/", "https://a.okta.com/oauth2/v1/", "https://a.okta.com");
        one("{x|json_list}", r#"["openid", "email"]"#, "openid email");
        one("{x|comma}", "openid,email", "openid email");
        one(r#"a: "{x|json}""#, r#"a:   "b\"c""#, "b\"c");
        one("'{x|shell}'", r"'it'\''s'", "it's");
        one("\"{x|hcl}\"", "\"$${a} %%{b}\"", "${a} %{b}");
        one("{x|json_map_list}", r#"{"A b":["c","d"],"e":["f"]}"#, "A b=c+d, e=f");
        one("{x|arrows}", "A b -> c, e -> f", "A b=c, e=f");
    }

    #[test]
    fn an_address_ends_with_its_host_where_another_place_follows() {
        let found = unfilled("{base_url}{path}/back", "http://wiki.example.com:8080/a/b/back").expect("fits");
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(found, [pair("base_url", "http://wiki.example.com:8080"), pair("path", "/a/b")]);
    }

    #[test]
    fn what_lost_something_is_left_out_and_what_does_not_fit_is_none() {
        assert_eq!(unfilled("{x|slug}-{y}", "a-b-c").expect("fits"), [("y".to_owned(), "b-c".to_owned())]);
        for (source, text) in [
            ("a={x}", "b=c"),
            ("{x}{y}", "ab"),
            ("{base_url}{y}/z", "wiki.example.com/y/z"),
            ("\"{x|json}\"", "\"a"),
            ("{x|token}", "https://a/authorize"),
        ] {
            assert_eq!(unfilled(source, text), None, "{source} in {text}");
        }
        // A text that could be divided in very many ways ends the search, not the program.
        let many = "{a}a{b}a{c}a{d}a{e}a{f}a{g}b";
        assert_eq!(unfilled(many, &"a".repeat(4000)), None);
    }
}
