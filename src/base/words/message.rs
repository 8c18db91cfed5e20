//! What is to be said, before anybody knows to whom: a key and its values.

use std::fmt::Display;

use super::key::Key;

/// The key of a sentence: `key!("wizard.values.title")`. Without such a sentence it does not compile.
macro_rules! key {
    ($($name:expr),+) => {{
        const KEY: $crate::base::words::Key = $crate::base::words::Key::of(&[$($name),+]);
        KEY
    }};
}

/// A message: `message!("wizard.values.gap", name = label)`. It does not compile without such a sentence, or where a place of
/// it has no value.
macro_rules! message {
    ($name:literal $(, $place:ident = $value:expr)* $(,)?) => {{
        const KEY: $crate::base::words::Key =
            $crate::base::words::Key::of(&[$name]).filled_by(&[$(stringify!($place)),*]);
        $crate::base::words::Message::Sentence(
            KEY,
            vec![$((stringify!($place), $crate::base::words::ToMessage::to_message(&$value))),*],
        )
    }};
    ($key:expr $(, $place:ident = $value:expr)* $(,)?) => {
        $crate::base::words::Message::Sentence(
            $key,
            vec![$((stringify!($place), $crate::base::words::ToMessage::to_message(&$value))),*],
        )
    };
}

/// A message as text in a voice, or in that of whoever has one: `say!(voice, "wizard.values.gap", name = label)`.
macro_rules! say {
    ($voice:expr, $($message:tt)+) => {
        $voice.say(&$crate::base::words::message!($($message)+))
    };
}

pub(crate) use {key, message, say};

/// Something to be said to a person. Whoever shows it has a [`Voice`](super::Voice) that makes text of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Message {
    /// What is the same in every language and to everybody: a value, a name, what somebody else said.
    Text(String),
    /// A sentence with the values of its places.
    Sentence(Key, Vec<(&'static str, Message)>),
    /// Several things one after the other.
    List(Vec<Message>),
}

impl Message {
    /// Several things one after the other, as the language lists them.
    pub fn list<T: ToMessage>(items: &[T]) -> Self {
        Self::List(items.iter().map(ToMessage::to_message).collect())
    }

    /// A name and what belongs to it.
    pub fn labelled(label: &(impl ToMessage + ?Sized), value: &(impl ToMessage + ?Sized)) -> Self {
        message!("joins.labelled", label = label.to_message(), value = value.to_message())
    }

    /// A text with something said aside.
    pub fn aside(text: &(impl ToMessage + ?Sized), aside: &(impl ToMessage + ?Sized)) -> Self {
        message!("joins.aside", text = text.to_message(), aside = aside.to_message())
    }

    /// The same with every text in it made into another.
    #[must_use]
    pub fn map(&self, change: &dyn Fn(&str) -> String) -> Self {
        match self {
            Self::Text(text) => Self::Text(change(text)),
            Self::Sentence(key, values) => {
                Self::Sentence(*key, values.iter().map(|(name, value)| (*name, value.map(change))).collect())
            }
            Self::List(items) => Self::List(items.iter().map(|item| item.map(change)).collect()),
        }
    }

    /// It as the usual voice says it.
    #[cfg(test)]
    pub fn in_english(&self) -> String {
        super::Voice::default().say(self)
    }
}

impl Default for Message {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl From<String> for Message {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Message {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Message {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<&Message> for Message {
    fn from(message: &Message) -> Self {
        message.clone()
    }
}

impl From<Key> for Message {
    fn from(key: Key) -> Self {
        Self::Sentence(key, Vec::new())
    }
}

/// What can stand in the place of a sentence: a value, or another message.
pub trait ToMessage {
    /// It as a message.
    fn to_message(&self) -> Message;
}

impl<T: Display + ?Sized> ToMessage for T {
    fn to_message(&self) -> Message {
        Message::Text(self.to_string())
    }
}

impl ToMessage for Message {
    fn to_message(&self) -> Message {
        self.clone()
    }
}

impl ToMessage for &Message {
    fn to_message(&self) -> Message {
        (*self).clone()
    }
}

impl ToMessage for Key {
    fn to_message(&self) -> Message {
        (*self).into()
    }
}
