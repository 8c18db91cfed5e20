//! Reading tables whose every key has a place in the text: unknown keys, missing keys and wrong types become problems
//! with line, column and the nearest right word, and reading goes on, so that all problems come at once.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::guide::When;
use super::problem::{Problem, position};
use super::template::Template;
use crate::base::{untrusted, words};

/// Collects the problems of one text.
pub(super) struct Log<'t> {
    text: &'t str,
    found: RefCell<Vec<Problem>>,
}

impl<'t> Log<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, found: RefCell::new(Vec::new()) }
    }

    /// Notes a problem with a sentence that is made already.
    pub(super) fn say(&self, at: usize, message: String, hint: Option<String>) {
        let (line, column) = position(self.text, at);
        self.found.borrow_mut().push(Problem { line, column, message, hint });
    }

    /// Notes a problem by the key of its sentence. Values come from the file, so they are made visible.
    pub(super) fn note(&self, at: usize, key: &str, values: &[(&str, &str)]) {
        self.near(at, key, values, None);
    }

    /// Notes a problem with the nearest right word, if one is near.
    pub(super) fn near(&self, at: usize, key: &str, values: &[(&str, &str)], right: Option<&str>) {
        let safe: Vec<(&str, String)> =
            values.iter().map(|(name, value)| (*name, untrusted::visible_up_to(value, 200))).collect();
        let filled: Vec<(&str, &str)> = safe.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let hint = right.map(|word| words::fill("apps.problem.nearest", &[("word", word)]));
        self.say(at, words::fill(&format!("apps.problem.{key}"), &filled), hint);
    }

    /// The problems, in the order of the text.
    pub(super) fn into_problems(self) -> Vec<Problem> {
        let mut found = self.found.into_inner();
        found.sort();
        found.dedup();
        found
    }
}

/// The nearest of some words, if it is near enough to be meant.
pub(super) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let (distance, best) = known.map(|name| (strsim::damerau_levenshtein(name, word), name)).min()?;
    (distance <= 3 && distance < word.chars().count().max(2)).then_some(best)
}

/// Parses a text into its outermost table. `None` after a syntax error, which is noted.
pub(super) fn document<'t>(text: &'t str, log: &Log<'_>) -> Option<Spanned<DeTable<'t>>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let at = error.span().map_or(0, |span| span.start);
        log.note(at, "syntax", &[("detail", error.message())]);
    }
    errors.is_empty().then_some(table)
}

/// A table that remembers which of its keys were asked for.
pub(super) struct Reader<'a, 't> {
    table: &'a DeTable<'t>,
    at: usize,
    log: &'a Log<'a>,
    asked: RefCell<Vec<&'static str>>,
}

impl<'a, 't> Reader<'a, 't> {
    pub(super) fn new(table: &'a DeTable<'t>, at: usize, log: &'a Log<'a>) -> Self {
        Self { table, at, log, asked: RefCell::new(Vec::new()) }
    }

    /// Where the table starts.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn log(&self) -> &'a Log<'a> {
        self.log
    }

    fn get(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'t>>> {
        self.asked.borrow_mut().push(key);
        self.table.get(key)
    }

    /// Where a key's value starts; the table's start where there is none.
    pub(super) fn place(&self, key: &str) -> usize {
        self.table.get(key).map_or(self.at, start)
    }

    fn wrong_type(&self, value: &Spanned<DeValue<'_>>, key: &str, wanted: &str) {
        let wanted = words::text(&format!("apps.problem.type.{wanted}"));
        self.log.note(start(value), "wrong_type", &[("key", key), ("wanted", &wanted)]);
    }

    pub(super) fn text(&self, key: &'static str) -> Option<String> {
        let value = self.get(key)?;
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.wrong_type(value, key, "text");
        }
        text.map(str::to_owned)
    }

    pub(super) fn need_text(&self, key: &'static str) -> String {
        let text = self.text(key);
        if !self.table.contains_key(key) {
            self.missing(key);
        }
        text.unwrap_or_default()
    }

    /// A text by which others call this: small letters, digits and what else is allowed here.
    pub(super) fn need_name(&self, key: &'static str, also: &str) -> String {
        let name = self.need_text(key);
        let fits = |one: char| one.is_ascii_lowercase() || one.is_ascii_digit() || also.contains(one);
        if !name.chars().all(fits) {
            let also: Vec<String> = also.chars().map(|one| format!("“{one}”")).collect();
            self.log.note(self.place(key), "name", &[("name", &name), ("also", &also.join(", "))]);
        }
        name
    }

    /// Whether the key is there, right or wrong.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    pub(super) fn missing(&self, key: &str) {
        self.log.note(self.at, "missing", &[("key", key)]);
    }

    pub(super) fn bool(&self, key: &'static str) -> Option<bool> {
        let value = self.get(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong_type(value, key, "bool");
        }
        flag
    }

    pub(super) fn number(&self, key: &'static str) -> Option<u16> {
        let value = self.get(key)?;
        let number = value.get_ref().as_integer().and_then(|number| number.as_str().parse().ok());
        if number.is_none() {
            self.wrong_type(value, key, "number");
        }
        number
    }

    /// A day, as TOML writes it or as text.
    pub(super) fn day(&self, key: &'static str) -> Option<String> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::Datetime(day) => Some(day.to_string()),
            DeValue::String(text) => Some(text.to_string()),
            _ => {
                self.wrong_type(value, key, "day");
                None
            }
        }
    }

    /// The items of a list, or the one thing in its place.
    fn items(&self, key: &'static str) -> Vec<&'a Spanned<DeValue<'t>>> {
        match self.get(key) {
            None => Vec::new(),
            Some(value) => match value.get_ref().as_array() {
                Some(list) => list.iter().collect(),
                None => vec![value],
            },
        }
    }

    /// Whether nothing stands there, right or wrong.
    pub(super) fn is_empty(&self, key: &'static str) -> bool {
        self.items(key).is_empty()
    }

    /// One text or a list of them.
    pub(super) fn texts(&self, key: &'static str) -> Vec<String> {
        self.items(key)
            .into_iter()
            .filter_map(|item| {
                let text = item.get_ref().as_str().map(str::to_owned);
                if text.is_none() {
                    self.wrong_type(item, key, "texts");
                }
                text
            })
            .collect()
    }

    /// Which of some words stands there.
    pub(super) fn word<T: Copy>(&self, key: &'static str, known: &[(&str, T)]) -> Option<T> {
        let text = self.text(key)?;
        self.known(self.place(key), &text, known)
    }

    /// The words of a list, each of which must be known.
    pub(super) fn known<T: Copy>(&self, at: usize, text: &str, known: &[(&str, T)]) -> Option<T> {
        let found = known.iter().find(|(name, _)| *name == text).map(|(_, meaning)| *meaning);
        if found.is_none() {
            let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
            let right = nearest(text, names.iter().copied());
            self.log.near(at, "unknown_word", &[("word", text), ("known", &names.join(", "))], right);
        }
        found
    }

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

    pub(super) fn template(&self, key: &'static str) -> Option<Template> {
        self.get(key).and_then(|value| self.parse_template(value, key))
    }

    pub(super) fn need_template(&self, key: &'static str) -> Template {
        let template = self.template(key);
        if !self.table.contains_key(key) {
            self.missing(key);
        }
        template.unwrap_or_default()
    }

    pub(super) fn templates(&self, key: &'static str) -> Vec<Template> {
        self.items(key).into_iter().filter_map(|item| self.parse_template(item, key)).collect()
    }

    /// Items that are a plain value, or a table with the value under `inner` and perhaps a `when`.
    pub(super) fn maybe<T>(
        &self,
        key: &'static str,
        inner: &'static str,
        make: impl Fn(&Self, &Spanned<DeValue<'t>>) -> Option<T>,
    ) -> Vec<super::guide::Maybe<T>> {
        let mut all = Vec::new();
        for item in self.items(key) {
            if let Some(table) = item.get_ref().as_table() {
                let reader = Reader::new(table, start(item), self.log);
                let when = reader.when("when");
                let value = reader.get(inner);
                if value.is_none() {
                    reader.missing(inner);
                }
                all.extend(
                    value.and_then(|value| make(self, value)).map(|what| super::guide::Maybe { what, when }),
                );
                reader.finish();
            } else {
                all.extend(make(self, item).map(|what| super::guide::Maybe { what, when: When::default() }));
            }
        }
        all
    }

    /// Templates, each perhaps under a condition.
    pub(super) fn maybe_templates(&self, key: &'static str) -> Vec<super::guide::Maybe<Template>> {
        self.maybe(key, "text", |reader, value| reader.parse_template(value, key))
    }

    pub(super) fn when(&self, key: &'static str) -> When {
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
    pub(super) fn pairs(&self, key: &'static str) -> Vec<(String, Template)> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type(value, key, "table");
            return Vec::new();
        };
        let one = |(name, value): (&Spanned<_>, &Spanned<DeValue<'t>>)| {
            let name: &toml::de::DeString<'_> = name.get_ref();
            Some((name.to_string(), self.parse_template(value, name)?))
        };
        table.iter().filter_map(one).collect()
    }

    pub(super) fn table(&self, key: &'static str) -> Option<Reader<'a, 't>> {
        let value = self.get(key)?;
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong_type(value, key, "table");
        }
        table.map(|table| Reader::new(table, start(value), self.log))
    }

    pub(super) fn tables(&self, key: &'static str) -> Vec<Reader<'a, 't>> {
        let mut all = Vec::new();
        for item in self.items(key) {
            match item.get_ref().as_table() {
                Some(table) => all.push(Reader::new(table, start(item), self.log)),
                None => self.wrong_type(item, key, "tables"),
            }
        }
        all
    }

    /// Refuses every key that nobody asked for.
    pub(super) fn finish(&self) {
        let asked = self.asked.borrow();
        for (key, _) in self.table {
            if !asked.iter().any(|known| *known == key.get_ref().as_ref()) {
                let right = nearest(key.get_ref(), asked.iter().copied());
                self.log.near(key.span().start, "unknown_key", &[("key", key.get_ref())], right);
            }
        }
    }
}

fn start<T>(value: &Spanned<T>) -> usize {
    let Range { start, .. } = value.span();
    start
}

fn word(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Boolean(flag) => Some(flag.to_string()),
        DeValue::Integer(number) => Some(number.as_str().to_owned()),
        _ => None,
    }
}
