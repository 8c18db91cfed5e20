//! Reading tables whose every key has a place in the text: unknown keys, missing keys and wrong types become problems
//! with line, column and the nearest right word, and reading goes on, so that all problems come at once.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem::{Log, nearest};
use crate::base::{untrusted, words};

mod templates;

/// Parses a text into its outermost table. `None` after a syntax error, which is noted.
pub(super) fn document<'t>(text: &'t str, log: &Log<'_>) -> Option<Spanned<DeTable<'t>>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let at = error.span().map_or(0, |span| span.start);
        log.note(at, "syntax", &[("detail", error.message())]);
    }
    look_at_texts(table.get_ref(), log);
    errors.is_empty().then_some(table)
}

/// Notes every text that holds a character by which a terminal could be steered or a line turned around: a guide comes from
/// anywhere, and is shown in many places.
fn look_at_texts(table: &DeTable<'_>, log: &Log<'_>) {
    for (name, value) in table {
        steers(name.get_ref(), name.span().start, name.get_ref(), log);
        look_at(value, name.get_ref(), log);
    }
}

fn look_at(value: &Spanned<DeValue<'_>>, name: &str, log: &Log<'_>) {
    match value.get_ref() {
        DeValue::String(text) => steers(text, start(value), name, log),
        DeValue::Array(items) => items.iter().for_each(|item| look_at(item, name, log)),
        DeValue::Table(table) => look_at_texts(table, log),
        _ => {}
    }
}

fn steers(text: &str, at: usize, name: &str, log: &Log<'_>) {
    let unsafe_one = |one: &char| untrusted::is_unsafe(*one) && !matches!(one, '\n' | '\r' | '\t');
    if let Some(one) = text.chars().find(unsafe_one) {
        let character = format!("U+{:04X}", u32::from(one));
        log.note(at, "steers", &[("key", name), ("character", &character)]);
    }
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
            self.log.note(self.place(key), "name", &[("name", &name), ("also", &words::list(&also))]);
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
            self.log.near(at, "unknown_word", &[("word", text), ("known", &words::list(&names))], right);
        }
        found
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

/// What was read of a table, after its unknown keys were refused.
pub(super) fn closed<T>(reader: &Reader<'_, '_>, read: T) -> T {
    reader.finish();
    read
}
