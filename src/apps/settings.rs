//! A format's keys as settings of [`crate::config`]: complete or not at all to be written, with gaps to be read.

use super::guide::{Format, FormatBody, Key, KeyType};
use super::template::{Filled, pairs, several};
use crate::base::Secret;
use crate::config::{Setting, Value, snippet};

impl Format {
    /// Its settings; `None` while something is missing, so that nothing unfilled is ever written.
    pub fn settings(&self) -> Option<Vec<Setting>> {
        let one = |key| setting(key, |value| value.reveal().to_owned());
        let is_ready = self.editor().is_some() && self.is_complete();
        is_ready.then(|| self.keys().iter().map(one).collect())
    }

    /// The keys that it is read by, with their values, as far as none is missing.
    pub fn read_settings(&self) -> Vec<Setting> {
        let complete = self
            .read
            .iter()
            .filter(|key| key.each.is_none() && key.in_secret.is_none() && key.value.is_complete());
        complete.map(|key| setting(key, |value| value.reveal().to_owned())).collect()
    }

    /// Whether it is a file, and not a web page.
    pub fn is_file(&self) -> bool {
        !self.is_sheet()
    }

    /// The text of a file that is written whole; `None` for every other one, and while something is missing.
    pub fn whole_text(&self) -> Option<Secret> {
        match &self.body {
            FormatBody::Text(text) => text.is_complete().then(|| text.secret().clone()),
            FormatBody::Settings(_) | FormatBody::Sheet(_) => None,
        }
    }

    /// Whether the client secret stands in it.
    pub fn holds_secret(&self) -> bool {
        self.values().iter().any(|value| value.is_secret())
    }

    /// The text of a new file as it may be shown: gaps visible, secrets masked. `None` for a sheet.
    pub fn shown_text(&self) -> Option<String> {
        match &self.body {
            FormatBody::Sheet(_) => None,
            FormatBody::Text(text) => Some(text.shown()),
            FormatBody::Settings(settings) => self.file_shown(&settings.settings),
        }
    }

    /// Masks and gaps go in as plain marks and are put in their place afterwards, so that no format spells them out.
    fn file_shown(&self, settings: &[Key]) -> Option<String> {
        let mut marks = Vec::new();
        let mut shown = Vec::new();
        for (number, key) in settings.iter().enumerate() {
            let text = marked(&key.value, number, &mut marks);
            shown.push(setting(key, |_| text.clone()));
        }
        let mut text = snippet(self.editor()?, &shown).reveal().to_owned();
        for (mark, value) in marks {
            text = text.replace(&mark, &value);
        }
        Some(text)
    }
}

/// A value with a mark in the place of each gap; one mark alone where the value is secret.
fn marked(value: &Filled, number: usize, marks: &mut Vec<(String, String)>) -> String {
    if value.is_secret() {
        let mark = format!("SHOWN-{number}-HERE");
        marks.push((mark.clone(), value.shown()));
        return mark;
    }
    let mut text = value.shown();
    for (at, label) in value.gaps().iter().enumerate() {
        let mark = format!("SHOWN-{number}-{at}-HERE");
        let gap = format!("‹{label}›");
        text = text.replace(&gap, &mark);
        marks.push((mark, gap));
    }
    text
}

fn setting(key: &Key, text: impl Fn(&Filled) -> String) -> Setting {
    let text = text(&key.value);
    let value = match &key.kind {
        _ if key.value.is_secret() => Value::Secret(text.into()),
        KeyType::Secret | KeyType::String => Value::Text(text),
        KeyType::Bool => text.parse().map_or_else(|_| Value::Text(text.clone()), Value::Bool),
        KeyType::Number => text.parse().map_or_else(|_| Value::Text(text.clone()), Value::Number),
        // While the answer is missing there are no rows, but the gap shall be seen.
        KeyType::Map { .. } if pairs(&text).is_empty() => Value::Text(text),
        KeyType::Map { lists } => {
            let rows = pairs(&text)
                .into_iter()
                .map(|(from, to)| (from, if *lists { several(&to) } else { vec![to] }));
            Value::Map { rows: rows.collect(), lists: *lists }
        }
        KeyType::List { separator } => Value::List { items: items(&text), separator: separator.clone() },
    };
    let setting = Setting::new(key.key.clone(), value);
    if key.connects { setting } else { setting.or_from_elsewhere() }
}

/// The items of a list: words apart, or a JSON list where an item may hold spaces.
fn items(text: &str) -> Vec<String> {
    serde_json::from_str(text).unwrap_or_else(|_| text.split_whitespace().map(str::to_owned).collect())
}
