//! A format's keys as settings of [`crate::config`], complete or not at all; and the way back, from a file to values.

use std::collections::BTreeMap;

use super::guide::{ConsolePage, Format, GivenAs, Guide, KeyType};
use super::resolved::{FormatBody, ResolvedFormat, ResolvedKey};
use super::template::{Filter, Part};
use crate::config::{Editor, Setting, Value};

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
        self.is_complete().then(|| settings.iter().map(setting).collect())
    }

    /// Its settings with the gaps as they are shown, to be read and never written.
    pub fn settings_shown(&self) -> Vec<Setting> {
        match &self.body {
            FormatBody::Settings { settings, .. } => settings.iter().map(setting).collect(),
            FormatBody::Text(_) | FormatBody::Sheet(_) => Vec::new(),
        }
    }
}

fn setting(key: &ResolvedKey) -> Setting {
    let text = key.value.reveal();
    let value = match &key.kind {
        _ if key.value.is_secret() => Value::Secret(key.value.secret().clone()),
        KeyType::Secret | KeyType::String => Value::Text(text.to_owned()),
        KeyType::Bool => text.parse().map_or_else(|_| Value::Text(text.to_owned()), Value::Bool),
        KeyType::Number => text.parse().map_or_else(|_| Value::Text(text.to_owned()), Value::Number),
        KeyType::List { separator } => Value::List {
            items: text.split_whitespace().map(str::to_owned).collect(),
            separator: separator.clone(),
        },
    };
    Setting::new(key.key.clone(), value)
}

impl Guide {
    /// Which keys of a format tell a value of the set-up, and which: `("CODER_OIDC_ISSUER_URL", "issuer")`.
    pub fn readable_keys(&self, format: &str) -> Vec<(String, String)> {
        let format = self.formats.iter().find(|one| one.id == format);
        format.map(readable).unwrap_or_default().into_iter().map(|(key, place, _)| (key, place)).collect()
    }

    /// The values of a set-up that a file tells, by their places: `issuer`, `client_id`, `client_secret`, `scopes` and
    /// answers. A discovery address is turned back into its issuer. The client secret comes as a secret.
    pub fn read_back(&self, format: &str, read: &BTreeMap<String, Value>) -> BTreeMap<String, Value> {
        let Some(format) = self.formats.iter().find(|one| one.id == format) else { return BTreeMap::new() };
        let mut all = BTreeMap::new();
        for (key, place, kind) in readable(format) {
            let Some(value) = read.get(&key).cloned() else { continue };
            let value = match (place.as_str(), kind, &value) {
                ("client_secret", ..) => value.into_secret(),
                ("scopes", KeyType::List { separator: Some(separator) }, Value::Text(text)) => {
                    Value::Text(text.split(separator.as_str()).map(str::trim).collect::<Vec<_>>().join(" "))
                }
                ("scopes", _, Value::List { items, .. }) => Value::Text(items.join(" ")),
                ("issuer", _, Value::Text(text)) if self.okta.given_as == GivenAs::Discovery => Value::Text(
                    text.strip_suffix("/.well-known/openid-configuration").unwrap_or(text).to_owned(),
                ),
                _ => value,
            };
            all.insert(place, value);
        }
        all
    }
}

/// The keys whose value is one place alone, and the key has none.
fn readable(format: &Format) -> Vec<(String, String, KeyType)> {
    let mut all = Vec::new();
    for key in &format.keys {
        let name = match key.key.parts.as_slice() {
            [Part::Text(name)] => name.clone(),
            _ => continue,
        };
        if let [Part::Place { name: place, filters }] = key.value.parts.as_slice() {
            if filters.iter().all(|filter| matches!(filter, Filter::Discovery | Filter::NoSlash)) {
                all.push((name, place.clone(), key.kind.clone()));
            }
        }
    }
    all
}

impl ConsolePage {
    /// Whether the page belongs to one application, so that its client ID must be known before it can be opened.
    pub fn needs_client_id(self) -> bool {
        matches!(self, Self::AppGeneral | Self::AppSignOn | Self::AppAssignments)
    }
}
