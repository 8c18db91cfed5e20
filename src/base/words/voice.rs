//! How something is said: of which provider, to whom, in which language.

use std::fmt;

use crate::base::untrusted::visible;

use super::key::{Key, PROVIDER_PLACES, WORDS};
use super::message::{Message, key, say};
use super::template::fill_in;

/// Whom the sentences are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Provider {
    /// Okta, or a provider of which nothing else is known yet.
    #[default]
    Okta,
    /// A provider that is known not to be Okta: nothing is said in the words of Okta's screens.
    Other,
}

/// How the person answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Face {
    /// By keys.
    #[default]
    Keys,
    /// By lines: a sentence that names a key is said as it stands under `plain.instead`.
    Lines,
}

/// A language: every sentence, in the order of the English table.
#[derive(Clone, Copy)]
pub struct Language(pub &'static [(&'static str, &'static str)]);

impl Default for Language {
    fn default() -> Self {
        Self(WORDS)
    }
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Language {}

impl fmt::Debug for Language {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "Language({} sentences)", self.0.len())
    }
}

/// Makes text of messages. The usual one speaks English, of Okta, to somebody at a keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Voice {
    /// Whom it speaks of.
    pub provider: Provider,
    /// How the person answers.
    pub face: Face,
    /// Which language it speaks.
    pub language: Language,
}

impl Voice {
    /// The same voice for a provider that is known not to be Okta, if it is one.
    #[must_use]
    pub fn about(self, is_other_provider: bool) -> Self {
        let provider = if is_other_provider { Provider::Other } else { Provider::Okta };
        Self { provider, ..self }
    }

    /// The sentence under a key as it stands in the table, in the form that fits.
    pub fn sentence(self, key: Key) -> &'static str {
        let key = if self.face == Face::Lines { key.in_lines() } else { key };
        let key = if self.provider == Provider::Other { key.other_provider() } else { key };
        self.language.0.get(key.place()).map_or("", |(_, sentence)| sentence)
    }

    /// The sentence under a key with the provider's name in it.
    pub fn text(self, key: Key) -> String {
        let names = [key!("checks.name_of.provider"), key!("checks.name_of.Provider")];
        let mut sentence = self.sentence(key).to_owned();
        for (place, name) in PROVIDER_PLACES.into_iter().zip(names) {
            let marked = format!("{{{place}}}");
            if sentence.contains(&marked) {
                sentence = sentence.replace(&marked, self.sentence(name));
            }
        }
        sentence
    }

    /// A message as text. What is no sentence of ours may be anybody's: it is shown as what it is.
    pub fn say(self, message: &Message) -> String {
        match message {
            Message::Text(text) => visible(text),
            Message::Sentence(key, values) if values.is_empty() => fill_in(&self.text(*key), &[]),
            Message::Sentence(key, values) => {
                let said: Vec<_> = values.iter().map(|(name, value)| (*name, self.say(value))).collect();
                let said: Vec<_> = said.iter().map(|(name, value)| (*name, value.as_str())).collect();
                fill_in(&self.text(*key), &said)
            }
            Message::List(items) => {
                let items = items.iter().map(|item| self.say(item));
                let joined = |list, item| say!(self, "joins.list", list = list, item = item);
                items.reduce(joined).unwrap_or_default()
            }
        }
    }

    /// Several things one after the other, as the language lists them.
    pub fn list<T: super::ToMessage>(self, items: &[T]) -> String {
        self.say(&Message::list(items))
    }
}
