//! What a value of a file tells: its text in the guide's template, turned back.

use std::collections::BTreeMap;

use super::adopted::Parts;
use super::{Adopted, Given, Source, origin};
use crate::apps::Guide;
use crate::apps::guide::{Key, KeyType};
use crate::apps::template::Template;
use crate::config::Value;
use crate::engine::intent::Field;

/// The values behind a text. An address means the same with a slash at its end and without.
pub(super) fn read_back(template: &Template, text: &str) -> Option<Vec<(String, String)>> {
    let as_it_is = template.unfill(text);
    let address = text.starts_with("https://") && !text.ends_with('/');
    as_it_is.or_else(|| template.unfill(&format!("{text}/")).filter(|_| address))
}

/// What the value of a key tells, wherever it stands.
pub(in crate::engine) fn told(
    guide: &Guide,
    key: &Key<Template>,
    value: &Value,
    source: Source<'_>,
) -> BTreeMap<Field, Given> {
    let (mut adopted, mut parts) = (Adopted::default(), Parts::new());
    let texts = spellings(value, matches!(key.kind, KeyType::List { .. }));
    let found = texts.iter().find_map(|text| read_back(&key.value, text)).unwrap_or_default();
    adopted.take(guide, found, &mut parts, &origin(source, None, None));
    adopted.put_together(&mut parts);
    adopted.values
}

/// How a value can stand in a template: as text, and a list as words or as a list of JSON. Where the guide has no list, one of
/// the items may be what is meant, such as a redirect URI among others.
pub(super) fn spellings(value: &Value, is_list: bool) -> Vec<String> {
    match value {
        Value::List { items, .. } => {
            let whole = vec![items.join(" "), serde_json::to_string(items).unwrap_or_default()];
            if is_list { whole } else { [items.clone(), whole].concat() }
        }
        Value::Map { rows, .. } => {
            let rows = rows.iter().map(|(name, items)| format!("{name}={}", items.join("+")));
            vec![rows.collect::<Vec<_>>().join(", ")]
        }
        other => other.as_text().into_iter().collect(),
    }
}

/// Whether a text is the name of a variable, as programs expand it.
pub(super) fn is_variable(text: &str) -> bool {
    let name = text.trim_start_matches('$').trim_start_matches('{').trim_end_matches('}');
    !name.is_empty() && name.chars().all(|one| one.is_ascii_alphanumeric() || one == '_')
}

/// The text that a value is, also as the only item of a list.
pub(super) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::List { items, separator: None } if items.len() == 1 => items.first().cloned(),
        other => other.as_text(),
    }
}
