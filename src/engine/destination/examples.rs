//! Entries of a list that are there as examples alone, without any value; and keys that two of the guide's are.

use crate::config::{Document, Setting, Value};
use crate::engine::connection::Connection;

/// A new entry takes the place of one that is only an example: an application that reads it without its values may not even start.
pub(super) fn over_examples(document: &Document<'_>, settings: &mut Vec<Setting>, connection: &Connection) {
    let tells = |setting: &Setting| {
        let text = setting.value.as_text().unwrap_or_default();
        let holds = |one: &Option<String>| one.as_ref().is_some_and(|one| text.contains(one.as_str()));
        setting.value.is_secret() || holds(&connection.client_id) || holds(&connection.issuer)
    };
    let entries: Vec<(String, String, String)> = settings.iter().filter_map(entry_of).collect();
    let mut names: Vec<Setting> = Vec::new();
    for (list, field, is) in entries {
        let entry = format!("{list}[{field}={is}].");
        let below = settings.iter().filter(|setting| tells(setting));
        let telling: Vec<&str> = below.filter_map(|setting| setting.key.strip_prefix(&entry)).collect();
        if telling.is_empty() || document.has(entry.trim_end_matches('.')) {
            continue;
        }
        let Some(at) = document.example_in(&list, &telling) else { continue };
        for setting in settings.iter_mut() {
            if let Some(rest) = setting.key.strip_prefix(&entry) {
                setting.key = format!("{list}[{at}].{rest}");
            }
        }
        names.push(Setting::new(format!("{list}[{at}].{field}"), Value::Text(is)));
    }
    settings.splice(0..0, names);
}

/// Two keys of the guide may be one in a file: the first counts.
pub(super) fn each_once(settings: &mut Vec<Setting>) {
    let mut known: Vec<String> = Vec::new();
    settings.retain(|setting| {
        let is_new = !known.contains(&setting.key);
        known.push(setting.key.clone());
        is_new
    });
}

/// The entry of a list that a setting is in: the list, and the field by which its entries are told apart, with its text.
fn entry_of(setting: &Setting) -> Option<(String, String, String)> {
    let (list, rest) = setting.key.split_once('[')?;
    let (field, is) = rest.split_once(']')?.0.split_once('=')?;
    Some((list.to_owned(), field.to_owned(), is.to_owned()))
}
