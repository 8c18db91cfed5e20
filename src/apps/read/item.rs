//! How each type of a guide's members is read: texts, numbers, words, templates, conditions, tables and lists of them.

use toml::Spanned;
use toml::de::{DeString, DeValue};

use super::{Reader, closed, start};
use crate::apps::guide::OnTheWay;
use crate::apps::pointer::{Pointer, Taken};
use crate::apps::problem::{Log, Mention};
use crate::apps::template::Template;
use crate::apps::text::Shown;
use crate::apps::when::{Maybe, When};
use crate::base::words::{Key, Message, key, message};

pub(super) const TEXT: Key = key!("apps.problem.type.text");
pub(super) const TEXTS: Key = key!("apps.problem.type.texts");
pub(super) const TABLES: Key = key!("apps.problem.type.tables");
const BOOL: Key = key!("apps.problem.type.bool");
const NUMBER: Key = key!("apps.problem.type.number");
const TABLE: Key = key!("apps.problem.type.table");
const WORD: Key = key!("apps.problem.type.word");

/// What is read under a key of a table, there or missing.
pub(in crate::apps) trait Member: Sized {
    /// Reads it. What is wrong is noted, and something stands for it so that reading can go on.
    fn member(reader: &Reader<'_, '_>, key: &'static str) -> Self;
}

/// What is read of one value.
pub(in crate::apps) trait Item: Sized {
    /// What the problem says that was wanted, for a value alone and for one of a list.
    const WANTED: (Key, Key) = (TEXT, TEXT);

    /// Reads it; `None` where it is wrong, which is noted.
    fn item(entry: &Entry<'_, '_>) -> Option<Self>;
}

/// A table with members of its own; keys that none of them asked for are refused.
pub(in crate::apps) trait Table: Sized {
    /// Reads it.
    fn table(reader: &Reader<'_, '_>) -> Self;
}

/// One value with what is needed to say what is wrong with it.
pub(in crate::apps) struct Entry<'a, 't> {
    pub(super) value: &'a Spanned<DeValue<'t>>,
    pub(super) key: &'a str,
    pub(super) wanted: Key,
    pub(super) log: &'a Log<'a>,
}

impl<'a, 't> Entry<'a, 't> {
    pub(super) fn wrong_type(&self) {
        let told = message!("apps.problem.wrong_type", key = self.key, wanted = self.wanted);
        self.log.note(start(self.value), &told);
    }

    /// What is there, or a note that it is of the wrong type.
    pub(super) fn right<T>(&self, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.wrong_type();
        }
        value
    }

    fn text(&self) -> Option<&'a str> {
        self.right(self.value.get_ref().as_str())
    }

    /// Which of some words stands there.
    pub(in crate::apps) fn word<T: Copy>(&self, known: &[(&str, T)]) -> Option<T> {
        self.log.known(start(self.value), self.text()?, known)
    }

    pub(super) fn reader(&self) -> Option<Reader<'a, 't>> {
        let table = self.right(self.value.get_ref().as_table())?;
        Some(Reader::new(table, start(self.value), self.log))
    }

    /// A plain value, or a table with the value under `inner` and perhaps a `when`.
    pub(super) fn maybe<T: Item>(&self, inner: &'static str) -> Option<Maybe<T>> {
        if !self.value.get_ref().is_table() {
            return Some(Maybe { what: T::item(self)?, when: When::default() });
        }
        let reader = self.reader()?;
        let when = reader.get("when");
        let what: Option<T> = reader.get(inner);
        reader.need(inner);
        Some(closed(&reader, Maybe { what: what?, when }))
    }

    /// A text as something else.
    fn parsed<T>(&self, parse: impl Fn(&str) -> Result<T, Message>) -> Option<T> {
        parse(self.text()?).map_err(|message| self.log.note(start(self.value), &message)).ok()
    }

    /// A template, whose places are mentioned as places of this kind.
    fn template(&self, places: &Mention) -> Option<Template> {
        let at = start(self.value);
        let text = self.right(self.plain())?;
        let template = Template::parse(&text).map_err(|message| self.log.note(at, &message)).ok()?;
        template.places().for_each(|place| self.log.mention(at, place, places.clone()));
        Some(template)
    }

    fn without_secret(&self, places: &Mention) -> Option<Template> {
        let template = self.template(places)?;
        if template.holds_secret() {
            self.log.note(start(self.value), &message!("apps.problem.secret_shown"));
        }
        Some(template)
    }

    /// A word of a condition, or a text of a template: what people may as well write without quotes.
    fn plain(&self) -> Option<String> {
        match self.value.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            DeValue::Boolean(flag) => Some(flag.to_string()),
            DeValue::Integer(number) => Some(number.as_str().to_owned()),
            _ => None,
        }
    }
}

impl Item for String {
    const WANTED: (Key, Key) = (TEXT, TEXTS);

    fn item(entry: &Entry<'_, '_>) -> Option<Self> {
        entry.text().map(str::to_owned)
    }
}

impl Item for bool {
    const WANTED: (Key, Key) = (BOOL, BOOL);

    fn item(entry: &Entry<'_, '_>) -> Option<Self> {
        entry.right(entry.value.get_ref().as_bool())
    }
}

impl Item for u16 {
    const WANTED: (Key, Key) = (NUMBER, NUMBER);

    fn item(entry: &Entry<'_, '_>) -> Option<Self> {
        let number = entry.value.get_ref().as_integer();
        entry.right(number.and_then(|number| number.as_str().parse().ok()))
    }
}

/// May hold the secret.
impl Item for Template {
    fn item(entry: &Entry<'_, '_>) -> Option<Self> {
        entry.template(&Mention::Place)
    }
}

impl Item for Shown {
    fn item(entry: &Entry<'_, '_>) -> Option<Self> {
        entry.without_secret(&Mention::Place).map(Self)
    }
}

impl Item for OnTheWay {
    fn item(entry: &Entry<'_, '_>) -> Option<Self> {
        entry.without_secret(&Mention::OnTheWay).map(Self)
    }
}

impl Item for Pointer {
    fn item(entry: &Entry<'_, '_>) -> Option<Self> {
        entry.parsed(Self::parse)
    }
}

impl Item for Taken {
    fn item(entry: &Entry<'_, '_>) -> Option<Self> {
        entry.parsed(Self::parse)
    }
}

impl Item for Maybe<Shown> {
    fn item(entry: &Entry<'_, '_>) -> Option<Self> {
        entry.maybe("text")
    }
}

impl Item for When {
    const WANTED: (Key, Key) = (TABLE, TABLE);

    fn item(entry: &Entry<'_, '_>) -> Option<Self> {
        let at = start(entry.value);
        let table = entry.right(entry.value.get_ref().as_table())?;
        let mut all = Vec::new();
        for (name, value) in table {
            let key = name.get_ref();
            let entry = |value| Entry { value, key, wanted: WORD, log: entry.log };
            let words: Vec<String> = match value.get_ref().as_array() {
                Some(list) => list.iter().filter_map(|item| entry(item).plain()).collect(),
                None => entry(value).plain().into_iter().collect(),
            };
            if words.is_empty() {
                entry(value).wrong_type();
            }
            entry(value).log.mention(at, key, Mention::Condition(words.clone()));
            all.push((key.to_string(), words));
        }
        Some(Self { all })
    }
}

/// Things by names that the table itself chooses.
trait ByName: Item {}
impl ByName for Shown {}
impl ByName for OnTheWay {}
impl ByName for Taken {}

impl<T: ByName> Item for Vec<(String, T)> {
    const WANTED: (Key, Key) = (TABLE, TABLE);

    fn item(entry: &Entry<'_, '_>) -> Option<Self> {
        let table = entry.right(entry.value.get_ref().as_table())?;
        let one = |(name, value): (&Spanned<DeString<'_>>, _)| {
            let key = name.get_ref();
            Some((key.to_string(), T::item(&Entry { value, key, wanted: TEXT, log: entry.log })?))
        };
        Some(table.iter().filter_map(one).collect())
    }
}

/// A word, or a number or a flag as one, under each of some names that the table itself chooses.
impl Item for Vec<(String, String)> {
    const WANTED: (Key, Key) = (TABLE, TABLE);

    fn item(entry: &Entry<'_, '_>) -> Option<Self> {
        let table = entry.right(entry.value.get_ref().as_table())?;
        let one = |(name, value): (&Spanned<DeString<'_>>, _)| {
            let key = name.get_ref();
            let entry = Entry { value, key, wanted: WORD, log: entry.log };
            Some((key.to_string(), entry.right(entry.plain())?))
        };
        Some(table.iter().filter_map(one).collect())
    }
}

impl<T: Table> Item for T {
    const WANTED: (Key, Key) = (TABLE, TABLES);

    fn item(entry: &Entry<'_, '_>) -> Option<Self> {
        let reader = entry.reader()?;
        Some(closed(&reader, T::table(&reader)))
    }
}

impl<T: Item> Member for Option<T> {
    fn member(reader: &Reader<'_, '_>, key: &'static str) -> Self {
        T::item(&reader.entry(key, T::WANTED.0)?)
    }
}

/// One thing or a list of them.
impl<T: Item> Member for Vec<T> {
    fn member(reader: &Reader<'_, '_>, key: &'static str) -> Self {
        reader.entries(key, T::WANTED.1).iter().filter_map(T::item).collect()
    }
}

impl Member for String {
    fn member(reader: &Reader<'_, '_>, key: &'static str) -> Self {
        reader.needed(key)
    }
}

impl Member for Template {
    fn member(reader: &Reader<'_, '_>, key: &'static str) -> Self {
        reader.needed(key)
    }
}

impl Member for Shown {
    fn member(reader: &Reader<'_, '_>, key: &'static str) -> Self {
        reader.needed(key)
    }
}

impl Member for bool {
    fn member(reader: &Reader<'_, '_>, key: &'static str) -> Self {
        reader.or_default(key)
    }
}

impl Member for When {
    fn member(reader: &Reader<'_, '_>, key: &'static str) -> Self {
        reader.or_default(key)
    }
}
