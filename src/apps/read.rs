//! Reading tables whose every key has a place in the text: unknown keys, missing keys and wrong types become problems
//! with line, column and the nearest right word, and reading goes on, so that all problems come at once.

use std::cell::RefCell;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem::{Log, Mention, nearest};
use super::when::Maybe;
use crate::base::untrusted;
use crate::base::words::{Key, Message, key, message};
use crate::config::{TOML_LEVELS, too_deep_in_toml};

mod item;

pub(super) use item::{Entry, Item, Member, Table};
use item::{TABLES, TEXT};

/// Parses a text into its outermost table. `None` after a syntax error, which is noted.
pub(super) fn document<'t>(text: &'t str, log: &Log<'_>) -> Option<Spanned<DeTable<'t>>> {
    // What goes too deep is not even looked at: reading it, and letting it go, would take the stack level by level.
    if let Some(at) = too_deep_in_toml(text) {
        log.note(at, &message!("apps.problem.too_deep", levels = TOML_LEVELS));
        return None;
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let at = error.span().map_or(0, |span| span.start);
        log.note(at, &message!("apps.problem.syntax", detail = error.message()));
    }
    check_texts(table.get_ref(), log);
    errors.is_empty().then_some(table)
}

/// Notes every text that holds a character by which a terminal could be steered or a line turned around: a guide comes from
/// anywhere, and is shown in many places.
fn check_texts(table: &DeTable<'_>, log: &Log<'_>) {
    for (name, value) in table {
        check_characters(name.get_ref(), name.span().start, name.get_ref(), log);
        check_text(value, name.get_ref(), log);
    }
}

fn check_text(value: &Spanned<DeValue<'_>>, name: &str, log: &Log<'_>) {
    match value.get_ref() {
        DeValue::String(text) => check_characters(text, start(value), name, log),
        DeValue::Array(items) => items.iter().for_each(|item| check_text(item, name, log)),
        DeValue::Table(table) => check_texts(table, log),
        _ => {}
    }
}

fn check_characters(text: &str, at: usize, name: &str, log: &Log<'_>) {
    let unsafe_one = |one: &char| untrusted::is_unsafe(*one) && !matches!(one, '\n' | '\r' | '\t');
    if let Some(one) = text.chars().find(unsafe_one) {
        let character = format!("U+{:04X}", u32::from(one));
        log.note(at, &message!("apps.problem.steers", key = name, character = character));
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

    /// What stands under a key, read by its type.
    pub(super) fn get<T: Member>(&self, key: &'static str) -> T {
        T::member(self, key)
    }

    /// What stands under a key, which is missing where nothing does.
    pub(super) fn needed<T: Item + Default>(&self, key: &'static str) -> T {
        let found: Option<T> = self.get(key);
        self.need(key);
        found.unwrap_or_default()
    }

    /// What stands under a key, or what counts where nothing does.
    pub(super) fn or_default<T: Item + Default>(&self, key: &'static str) -> T {
        self.get::<Option<T>>(key).unwrap_or_default()
    }

    /// The items of a list that are a plain value, or a table with the value under `inner` and perhaps a `when`.
    pub(super) fn maybe<T: Item>(&self, key: &'static str, inner: &'static str) -> Vec<Maybe<T>> {
        self.entries(key, T::WANTED.1).iter().filter_map(|entry| entry.maybe(inner)).collect()
    }

    /// What stands under a key that must be there, though it may be an empty list.
    pub(super) fn required<T: Member>(&self, key: &'static str) -> T {
        self.need(key);
        self.get(key)
    }

    /// The tables of a list, for whoever has to say something of each as a whole.
    pub(super) fn tables(&self, key: &'static str) -> Vec<Reader<'a, 't>> {
        self.entries(key, TABLES).iter().filter_map(Entry::reader).collect()
    }

    /// A text by which others call this: small letters, digits and what else is allowed here.
    pub(super) fn name(&self, key: &'static str, also: &str) -> String {
        let name: String = self.get(key);
        let fits = |one: char| one.is_ascii_lowercase() || one.is_ascii_digit() || also.contains(one);
        if !name.chars().all(fits) {
            let also: Vec<String> = also.chars().map(|one| format!("“{one}”")).collect();
            let told = message!("apps.problem.name", name = name, also = Message::list(&also));
            self.log.note(self.place(key), &told);
        }
        name
    }

    /// The key of a question, which must be there.
    pub(super) fn question(&self, key: &'static str) -> Option<String> {
        let named: Option<String> = self.get(key);
        if let Some(question) = &named {
            self.log.mention(self.place(key), question, Mention::Question);
        }
        named
    }

    /// Values under names that the table itself chooses.
    pub(super) fn pairs_of(&self, key: &'static str) -> Vec<(String, String)> {
        self.or_default(key)
    }

    /// A day, as TOML writes it or as text.
    pub(super) fn day(&self, key: &'static str) -> Option<String> {
        let entry = self.entry(key, key!("apps.problem.type.day"))?;
        let day = match entry.value.get_ref() {
            DeValue::Datetime(day) => Some(day.to_string()),
            DeValue::String(text) => Some(text.to_string()),
            _ => None,
        };
        entry.right(day)
    }

    /// Which of some words stands there.
    pub(super) fn word<T: Copy>(&self, key: &'static str, known: &[(&str, T)]) -> Option<T> {
        self.entry(key, TEXT)?.word(known)
    }

    /// What the word that stands there means, or what counts without one.
    pub(super) fn word_or<T: Copy>(&self, key: &'static str, known: &[(&str, T)], otherwise: T) -> T {
        self.word(key, known).unwrap_or(otherwise)
    }

    /// One of some words as it stands there, or what counts without one.
    pub(super) fn one_of(&self, key: &'static str, known: &[&str], otherwise: &str) -> String {
        let known: Vec<(&str, &str)> = known.iter().map(|word| (*word, *word)).collect();
        self.word_or(key, &known, otherwise).to_owned()
    }

    /// The value of a key as it stands there.
    fn entry(&self, key: &'static str, wanted: Key) -> Option<Entry<'a, 't>> {
        self.asked.borrow_mut().push(key);
        Some(Entry { value: self.table.get(key)?, key, wanted, log: self.log })
    }

    /// The items of a list, or the one thing in its place.
    fn entries(&self, key: &'static str, wanted: Key) -> Vec<Entry<'a, 't>> {
        let Some(entry) = self.entry(key, wanted) else { return Vec::new() };
        match entry.value.get_ref().as_array() {
            Some(list) => list.iter().map(|value| Entry { value, key, wanted, log: self.log }).collect(),
            None => vec![entry],
        }
    }

    /// Whether the key is there, right or wrong.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Whether nothing stands there, right or wrong.
    pub(super) fn is_empty(&self, key: &'static str) -> bool {
        self.entries(key, TEXT).is_empty()
    }

    /// Where a key's value starts; the table's start where there is none.
    pub(super) fn place(&self, key: &str) -> usize {
        self.table.get(key).map_or(self.at, start)
    }

    /// The keys, each with where its value starts.
    pub(super) fn keys(&self) -> impl Iterator<Item = (&'a str, usize)> {
        self.table.iter().map(|(key, value)| (key.get_ref().as_ref(), start(value)))
    }

    /// Notes that a key is missing, where it is.
    pub(super) fn need(&self, key: &str) {
        if !self.has(key) {
            self.missing(key);
        }
    }

    pub(super) fn missing(&self, key: &str) {
        self.log.note(self.at, &message!("apps.problem.missing", key = key));
    }

    /// Refuses every key that nobody asked for.
    pub(super) fn finish(&self) {
        let asked = self.asked.borrow();
        for (key, _) in self.table {
            if !asked.iter().any(|known| *known == key.get_ref().as_ref()) {
                let right = nearest(key.get_ref(), asked.iter().copied());
                let told = message!("apps.problem.unknown_key", key = key.get_ref());
                self.log.near(key.span().start, &told, right);
            }
        }
    }
}

fn start<T>(value: &Spanned<T>) -> usize {
    value.span().start
}

/// What was read of a table, after its unknown keys were refused.
pub(super) fn closed<T>(reader: &Reader<'_, '_>, read: T) -> T {
    reader.finish();
    read
}
