//! Reading what guides say more than plain values with: templates, conditions, and things that count under one.

use toml::Spanned;
use toml::de::{DeString, DeValue};

use super::{Reader, start};
use crate::apps::template::Template;
use crate::apps::when::{Maybe, When};

impl<'t> Reader<'_, 't> {
    fn parse_template(&self, value: &Spanned<DeValue<'t>>, key: &str) -> Option<Template> {
        let at = start(value);
        let text = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Boolean(flag) => flag.to_string(),
            DeValue::Integer(number) => number.as_str().to_owned(),
            _ => {
                self.wrong_type(value, key, "text");
                return None;
            }
        };
        Template::parse(&text, at).map_err(|message| self.log.say(at, message, None)).ok()
    }

    pub(in crate::apps) fn template(&self, key: &'static str) -> Option<Template> {
        self.get(key).and_then(|value| self.parse_template(value, key))
    }

    pub(in crate::apps) fn need_template(&self, key: &'static str) -> Template {
        let template = self.template(key);
        if !self.table.contains_key(key) {
            self.missing(key);
        }
        template.unwrap_or_default()
    }

    pub(in crate::apps) fn templates(&self, key: &'static str) -> Vec<Template> {
        self.items(key).into_iter().filter_map(|item| self.parse_template(item, key)).collect()
    }

    /// Items that are a plain value, or a table with the value under `inner` and perhaps a `when`.
    pub(in crate::apps) fn maybe<T>(
        &self,
        key: &'static str,
        inner: &'static str,
        make: impl Fn(&Self, &Spanned<DeValue<'t>>) -> Option<T>,
    ) -> Vec<Maybe<T>> {
        let mut all = Vec::new();
        for item in self.items(key) {
            if let Some(table) = item.get_ref().as_table() {
                let reader = Reader::new(table, start(item), self.log);
                let when = reader.when("when");
                let value = reader.get(inner);
                if value.is_none() {
                    reader.missing(inner);
                }
                all.extend(value.and_then(|value| make(self, value)).map(|what| Maybe { what, when }));
                reader.finish();
            } else {
                all.extend(make(self, item).map(|what| Maybe { what, when: When::default() }));
            }
        }
        all
    }

    /// Templates, each perhaps under a condition.
    pub(in crate::apps) fn maybe_templates(&self, key: &'static str) -> Vec<Maybe<Template>> {
        self.maybe(key, "text", |reader, value| reader.parse_template(value, key))
    }

    pub(in crate::apps) fn when(&self, key: &'static str) -> When {
        let Some(value) = self.get(key) else { return When { at: self.at, ..When::default() } };
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type(value, key, "table");
            return When::default();
        };
        let mut all = Vec::new();
        for (name, wanted) in table {
            let words: Vec<String> = match wanted.get_ref().as_array() {
                Some(list) => list.iter().filter_map(|item| word(item.get_ref())).collect(),
                None => word(wanted.get_ref()).into_iter().collect(),
            };
            if words.is_empty() {
                self.wrong_type(wanted, name.get_ref(), "word");
            }
            all.push((name.get_ref().to_string(), words));
        }
        When { all, at: start(value) }
    }

    /// Named templates.
    pub(in crate::apps) fn pairs(&self, key: &'static str) -> Vec<(String, Template)> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type(value, key, "table");
            return Vec::new();
        };
        let one = |(name, value): (&Spanned<_>, &Spanned<DeValue<'t>>)| {
            let name: &DeString<'_> = name.get_ref();
            Some((name.to_string(), self.parse_template(value, name)?))
        };
        table.iter().filter_map(one).collect()
    }
}

fn word(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Boolean(flag) => Some(flag.to_string()),
        DeValue::Integer(number) => Some(number.as_str().to_owned()),
        _ => None,
    }
}
