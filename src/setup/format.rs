//! The bridge between a guide's format and the editors: settings to write, and values found in a file that exists.

use std::collections::BTreeMap;

use crate::apps::guide::{Format, KeyType};
use crate::apps::resolved::ResolvedKey;
use crate::apps::{FormatBody, Guide, ResolvedFormat};
use crate::base::Secret;
use crate::config::{self, Editor, ReadError, Setting, Value};

/// The editor of a format; `None` for a text that is written whole and for a web page.
pub fn editor(format: &ResolvedFormat) -> Option<Editor> {
    match &format.body {
        FormatBody::Settings { editor, dialect, .. } => Editor::named(editor, dialect.as_deref()).ok(),
        FormatBody::Text(_) | FormatBody::Sheet(_) => None,
    }
}

/// Whether a format is a file that can be written.
pub fn is_file(format: &ResolvedFormat) -> bool {
    matches!(format.body, FormatBody::Settings { .. } | FormatBody::Text(_))
}

/// The settings of a format, typed for its editor.
pub fn settings(format: &ResolvedFormat) -> Vec<Setting> {
    match &format.body {
        FormatBody::Settings { settings, .. } => settings.iter().map(setting).collect(),
        FormatBody::Text(_) | FormatBody::Sheet(_) => Vec::new(),
    }
}

fn setting(key: &ResolvedKey) -> Setting {
    let text = key.value.reveal();
    let value = match &key.kind {
        _ if key.value.is_secret() => Value::Secret(key.value.secret().clone()),
        KeyType::Secret => Value::Secret(key.value.secret().clone()),
        KeyType::String => Value::Text(text.to_owned()),
        KeyType::Bool => Value::Bool(text == "true"),
        KeyType::Number => text.parse().map_or_else(|_| Value::Text(text.to_owned()), Value::Number),
        KeyType::List { separator } => Value::List {
            items: serde_json::from_str(text).unwrap_or_else(|_| {
                text.split([' ', ',']).filter(|item| !item.is_empty()).map(str::to_owned).collect()
            }),
            separator: separator.clone(),
        },
    };
    Setting::new(key.key.clone(), value)
}

/// The whole text of a format that is written whole.
pub fn whole_text(format: &ResolvedFormat) -> Option<Secret> {
    match &format.body {
        FormatBody::Text(text) => Some(text.secret().clone()),
        FormatBody::Settings { .. } | FormatBody::Sheet(_) => None,
    }
}

/// Whether the client secret stands in it.
pub fn holds_secret(format: &ResolvedFormat) -> bool {
    format.values().iter().any(|value| value.is_secret())
}

/// What a file that exists already says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Adopted {
    /// The issuer, in the form in which it stands there.
    pub issuer: Option<String>,
    /// The client ID.
    pub client_id: Option<String>,
    /// The client secret.
    pub client_secret: Option<Secret>,
    /// The scopes.
    pub scopes: Option<Vec<String>>,
    /// Answers to the guide's questions.
    pub answers: BTreeMap<String, String>,
    /// Keys whose value is a reference that the file alone does not resolve, with the reference.
    pub references: Vec<(String, String)>,
}

impl Adopted {
    /// How many values were found: the format that finds most is the file's.
    pub fn count(&self) -> usize {
        usize::from(self.issuer.is_some())
            + usize::from(self.client_id.is_some())
            + usize::from(self.client_secret.is_some())
            + usize::from(self.scopes.is_some())
            + self.answers.len()
            + self.references.len()
    }

    fn take(&mut self, place: &str, value: &Value) {
        let text = match value {
            Value::List { items, .. } => items.join(" "),
            other => other.as_text().unwrap_or_default(),
        };
        match place {
            "issuer" | "issuer_given" | "discovery_url" => self.issuer = Some(text),
            "client_id" => self.client_id = Some(text),
            "client_secret" => self.client_secret = Some(Secret::new(text)),
            "scopes" => {
                let split = text.split([' ', ',', '+']).filter(|scope| !scope.is_empty());
                self.scopes = Some(split.map(str::to_owned).collect());
            }
            question => {
                self.answers.insert(question.to_owned(), text);
            }
        }
    }
}

/// Reads what a guide's format finds in a text: only keys whose value is one place and nothing else can be read back.
///
/// # Errors
/// The text is not of this format, with line and column.
pub fn adopt(guide: &Guide, format: &Format, text: &str) -> Result<Adopted, ReadError> {
    let Ok(editor) = Editor::named(&format.editor, format.dialect.as_deref()) else {
        return Ok(Adopted::default());
    };
    let nothing = |_: &str| crate::apps::template::Found::Gap(String::new());
    let places: Vec<(String, &str)> = format
        .keys
        .iter()
        .filter_map(|key| Some((key.key.fill(&nothing).reveal().to_owned(), key.value.only_place()?)))
        .collect();
    let keys: Vec<String> = places.iter().map(|(key, _)| key.clone()).collect();
    let reading = config::read(editor, text, &keys)?;
    let mut adopted = Adopted::default();
    for (key, place) in places {
        let known = is_fact(place) || guide.questions.iter().any(|question| question.key == place);
        if let Some(value) = reading.values.get(&key).filter(|_| known) {
            adopted.take(place, value);
        }
    }
    adopted.references = reading.references.into_iter().map(|one| (one.key, one.reference)).collect();
    Ok(adopted)
}

fn is_fact(place: &str) -> bool {
    matches!(place, "issuer" | "issuer_given" | "discovery_url" | "client_id" | "client_secret" | "scopes")
}

/// The format of a guide that finds most in a text, with what it finds; `None` when none finds anything.
pub fn recognise<'a>(guide: &'a Guide, text: &str) -> Option<(&'a Format, Adopted)> {
    let mut best: Option<(&Format, Adopted)> = None;
    for format in &guide.formats {
        if let Ok(adopted) = adopt(guide, format, text)
            && adopted.count() > best.as_ref().map_or(0, |(_, found)| found.count())
        {
            best = Some((format, adopted));
        }
    }
    best
}
