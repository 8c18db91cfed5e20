//! Claims by name, read as kindly as applications read them.

use serde_json::{Map, Value as Json};

/// Claims that were verified, as they stand.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Claims(pub Map<String, Json>);

impl Claims {
    /// `sub`; empty when there is none, which the judge lets nobody see.
    pub fn subject(&self) -> &str {
        self.text("sub").unwrap_or_default()
    }

    /// A claim that is text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_str()
    }

    /// A claim that is true or false; some providers send the words as text.
    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.0.get(name)? {
            Json::Bool(flag) => Some(*flag),
            Json::String(text) if text == "true" => Some(true),
            Json::String(text) if text == "false" => Some(false),
            _ => None,
        }
    }

    /// A claim that is a list of texts, or one text alone. `None` when it is anything else.
    pub fn strings(&self, name: &str) -> Option<Vec<String>> {
        list_of_text(self.0.get(name)?)
    }

    /// A claim that is a number, cut to a whole one.
    pub fn number(&self, name: &str) -> Option<i64> {
        whole_number(self.0.get(name)?)
    }

    /// These claims with those of `other` that are not among them: what an application sees that asks userinfo too.
    pub fn merged(&self, other: &Self) -> Self {
        let mut all = self.0.clone();
        for (name, value) in &other.0 {
            all.entry(name.clone()).or_insert_with(|| value.clone());
        }
        Self(all)
    }
}

pub(super) fn list_of_text(value: &Json) -> Option<Vec<String>> {
    match value {
        Json::String(text) => Some(vec![text.clone()]),
        Json::Array(items) => items.iter().map(|item| item.as_str().map(str::to_owned)).collect(),
        _ => None,
    }
}

pub(super) fn whole_number(value: &Json) -> Option<i64> {
    let number = value.as_number()?;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float beyond i64 saturates, which is what is wanted"
    )]
    number.as_i64().or_else(|| number.as_f64().map(|float| float as i64))
}
