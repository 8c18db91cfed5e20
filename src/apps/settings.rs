//! A format's keys as settings of [`crate::config`]: complete or not at all to be written, with gaps to be read.

use super::guide::KeyType;
use super::resolved::{FormatBody, ResolvedFormat, ResolvedKey};
use super::template::Filled;
use crate::config::{Editor, Setting, Value, snippet};

impl ResolvedFormat {
    /// The editor of its file; `None` for a sheet and for a text that is written whole.
    pub fn editor(&self) -> Option<Editor> {
        match &self.body {
            FormatBody::Settings { editor, dialect, .. } => Editor::named(editor, dialect.as_deref()).ok(),
            FormatBody::Text(_) | FormatBody::Sheet(_) => None,
        }
    }

    /// Its settings; `None` while something is missing, so that nothing unfilled is ever written.
    pub fn settings(&self) -> Option<Vec<Setting>> {
        let FormatBody::Settings { settings, .. } = &self.body else { return None };
        self.is_complete()
            .then(|| settings.iter().map(|key| setting(key, |value| value.reveal().to_owned())).collect())
    }

    /// The text of a new file as it may be shown: gaps visible, secrets masked. `None` for a sheet.
    pub fn shown_text(&self) -> Option<String> {
        match &self.body {
            FormatBody::Sheet(_) => None,
            FormatBody::Text(text) => Some(text.shown()),
            FormatBody::Settings { settings, .. } => {
                let shown: Vec<Setting> = settings.iter().map(|key| setting(key, Filled::shown)).collect();
                Some(snippet(self.editor()?, &shown).reveal().to_owned())
            }
        }
    }
}

fn setting(key: &ResolvedKey, text: impl Fn(&Filled) -> String) -> Setting {
    let text = text(&key.value);
    let value = match &key.kind {
        KeyType::Secret if key.value.is_secret() => Value::Secret(text.into()),
        KeyType::Secret | KeyType::String => Value::Text(text),
        KeyType::Bool => text.parse().map_or_else(|_| Value::Text(text.clone()), Value::Bool),
        KeyType::Number => text.parse().map_or_else(|_| Value::Text(text.clone()), Value::Number),
        KeyType::List { separator } => Value::List {
            items: text.split_whitespace().map(str::to_owned).collect(),
            separator: separator.clone(),
        },
    };
    Setting::new(key.key.clone(), value)
}
