//! Where a value stands in an answer of the application: a path into JSON, a link of a page, or a member of the JSON in it.

use serde_json::Value;

use crate::base::words::{Message, message};

/// A path into JSON: `data.auth_url`, `items.0.id`, `items.*.id` (the first item that has one), `items[type=oidc].id` (the
/// first whose member has that value).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pointer {
    steps: Vec<Step>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Member(String),
    /// Every item.
    Any,
    /// The items with this value.
    With(String, String),
}

impl Pointer {
    /// Reads a path.
    ///
    /// # Errors
    /// The sentence that says what is wrong.
    pub fn parse(text: &str) -> Result<Self, Message> {
        let wrong = || message!("apps.problem.pointer", pointer = text);
        let mut steps = Vec::new();
        for part in text.split('.') {
            let (name, mut filters) = part.find('[').map_or((part, ""), |at| part.split_at(at));
            match name {
                "*" => steps.push(Step::Any),
                "" if filters.is_empty() => return Err(wrong()),
                "" => {}
                name => steps.push(Step::Member(name.to_owned())),
            }
            while let Some(rest) = filters.strip_prefix('[') {
                let (inside, after) = rest.split_once(']').ok_or_else(wrong)?;
                steps.push(match inside.split_once('=') {
                    Some((key, value)) => Step::With(key.to_owned(), value.to_owned()),
                    None => Step::Member(inside.to_owned()),
                });
                filters = after;
            }
            if !filters.is_empty() {
                return Err(wrong());
            }
        }
        Ok(Self { steps })
    }

    /// The first value at this path.
    pub fn find<'a>(&self, value: &'a Value) -> Option<&'a Value> {
        found(&self.steps, value)
    }
}

fn found<'a>(steps: &[Step], value: &'a Value) -> Option<&'a Value> {
    let Some((step, rest)) = steps.split_first() else { return Some(value) };
    match step {
        Step::Member(name) => {
            let by_place = || value.as_array()?.get(name.parse::<usize>().ok()?);
            found(rest, value.get(name).or_else(by_place)?)
        }
        Step::Any => items(value).find_map(|item| found(rest, item)),
        Step::With(key, wanted) => {
            let fits = |item: &&Value| item.get(key).and_then(plain).is_some_and(|is| is == *wanted);
            items(value).filter(fits).find_map(|item| found(rest, item))
        }
    }
}

fn items(value: &Value) -> Box<dyn Iterator<Item = &Value> + '_> {
    match value {
        Value::Array(all) => Box::new(all.iter()),
        Value::Object(all) => Box::new(all.values()),
        _ => Box::new(std::iter::empty()),
    }
}

/// A text, a number or a flag as text.
pub fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// What is taken from an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// What stands in the JSON.
    Json(Pointer),
    /// `link:TEXT`: the first link of the page with this text in its address.
    Link(String),
    /// `script:NAME`: the first member of this name in the JSON that stands in the page.
    Script(String),
}

impl Taken {
    /// Reads it.
    ///
    /// # Errors
    /// The sentence that says what is wrong with its path.
    pub fn parse(text: &str) -> Result<Self, Message> {
        if let Some(link) = text.strip_prefix("link:") {
            return Ok(Self::Link(link.to_owned()));
        }
        if let Some(name) = text.strip_prefix("script:") {
            return Ok(Self::Script(name.to_owned()));
        }
        Pointer::parse(text).map(Self::Json)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_the_first_that_fits() {
        let value = serde_json::json!({
            "data": { "auth_url": "https://acme.okta.com" },
            "items": [{ "type": "password", "id": "a" }, { "type": "oidc", "id": "b", "on": true }],
        });
        let at = |path: &str| Pointer::parse(path).expect(path).find(&value).and_then(plain);
        assert_eq!(at("data.auth_url").as_deref(), Some("https://acme.okta.com"));
        assert_eq!(at("items.0.id").as_deref(), Some("a"));
        assert_eq!(at("items[1].id").as_deref(), Some("b"));
        assert_eq!(at("items.*.on").as_deref(), Some("true"));
        assert_eq!(at("items[type=oidc].id").as_deref(), Some("b"));
        assert_eq!(at("items[type=oidc].gone"), None);
        assert_eq!(at("items.7.id"), None);
        for wrong in ["", "a..b", "a[b", "a[b]c"] {
            assert!(Pointer::parse(wrong).is_err(), "{wrong}");
        }
    }
}
