//! The scopes that an application sends under one file: those of the file, those that it adds, or its own.

use super::KnownKeys;
use super::keys::FileKeys;
use crate::apps::guide::AddedTo;
use crate::apps::guide::Meaning;
use crate::apps::role::Role;
use crate::apps::template::Found;
use crate::config::Value;
use crate::diagnosis::as_configured::SentScopes;
use crate::engine::intent::Field;

/// What is sent; `None` where neither the file nor the guide tells.
pub(super) fn sent(known: &KnownKeys<'_>) -> Option<SentScopes> {
    let KnownKeys { keys, adopted, .. } = known;
    let sends = &keys.guide.sends;
    let names = names(keys);
    let found = names.iter().find_map(|name| Some((name, keys.value(name)?)));
    let mut result = match &found {
        Some((name, value)) => {
            let (sent, whole) = split(value, sends.split.as_deref());
            let mut found =
                SentScopes { stated: keys.stated(name).into_iter().next(), sent, added: Vec::new(), whole };
            found.add(own(keys));
            found
        }
        // Behind a reference, or in a longer text.
        None if adopted.values.contains_key(&Field::Scopes) => {
            let text = adopted.values.get(&Field::Scopes)?.text.reveal();
            let sent = text.split_whitespace().map(str::to_owned).collect();
            SentScopes { stated: None, sent, added: Vec::new(), whole: false }
        }
        None if names.iter().any(|name| keys.stands(name)) || sends.scopes.is_empty() => return None,
        None => SentScopes { stated: None, sent: sends.scopes.clone(), added: Vec::new(), whole: false },
    };
    if let (Some(stated), Some((_, value))) = (&mut result.stated, found) {
        stated.text = value.shown();
    }
    let is_default = result.stated.is_none() && !adopted.values.contains_key(&Field::Scopes);
    for adds in &keys.guide.adds {
        let in_format = adds.formats.is_empty() || adds.formats.contains(&keys.format.id);
        let counts = in_format && keys.all_are(&adds.when_key) && known.hold(&adds.when.all);
        let has_it = adds.to == AddedTo::Default && !is_default;
        if counts && !has_it {
            result.add(Some(adds.scope.clone()));
        }
    }
    Some(result)
}

/// `openid`, where the guide writes all scopes but that: then the application adds it by itself.
fn own(keys: &FileKeys<'_>) -> Option<String> {
    const OPENID: &str = "openid";
    let scopes = keys.of_format().into_iter().filter(|(key, _)| keys.guide.role(key) == Role::Scopes);
    let written: Vec<String> =
        scopes.map(|(key, _)| key.value.fill(&|_| Found::Gap(OPENID.to_owned())).shown()).collect();
    let never = !written.is_empty() && written.iter().all(|scopes| !scopes.contains(OPENID));
    never.then(|| OPENID.to_owned())
}

/// The scopes that stand in the file itself.
pub(super) fn stated(keys: &FileKeys<'_>) -> Vec<String> {
    let found = names(keys).iter().find_map(|name| keys.value(name));
    found.map(|value| split(&value, keys.guide.sends.split.as_deref()).0).unwrap_or_default()
}

/// The names under which the format has the scopes.
pub(super) fn names(keys: &FileKeys<'_>) -> Vec<String> {
    let of_format = keys.of_format().into_iter();
    let of_format = of_format.filter(|(key, _)| keys.guide.role(key) == Role::Scopes);
    let known = keys.guide.known_keys.iter().filter(|known| known.is == Meaning::Scopes);
    let known = known.filter(|known| known.formats.is_empty() || known.formats.contains(&keys.format.id));
    let mut names: Vec<String> = of_format.map(|(_, name)| name).collect();
    names.extend(known.flat_map(|known| keys.spellings(&known.names)));
    names.dedup();
    names
}

/// The scopes in a value as the application takes it apart, and whether several stay together as one.
fn split(value: &Value, at: Option<&str>) -> (Vec<String>, bool) {
    let apart = |text: &str, at: &str| -> Vec<String> {
        text.split(|one: char| at.contains(one))
            .map(str::trim)
            .filter(|one| !one.is_empty())
            .map(str::to_owned)
            .collect()
    };
    match value {
        // A list of the format's own; an entry that holds several is sent as one text, which the provider takes apart again.
        Value::List { items, separator: None } => {
            (items.iter().flat_map(|item| apart(item, " ")).collect(), false)
        }
        other => {
            let text = other.as_text().unwrap_or_default();
            // Docker keeps quotation marks that Compose takes away; which of them reads the file is not known.
            let bare = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
            let text = bare.unwrap_or(&text);
            match at {
                // What is sent as it stands is taken apart by the provider at its blanks (RFC 6749 §3.3).
                Some(at) => {
                    let sent: Vec<String> = apart(text, &format!("{at} \t"));
                    let whole = sent.iter().any(|scope| scope.contains(','));
                    (sent, whole)
                }
                None => (apart(text, " ,\t+\"'[]"), false),
            }
        }
    }
}
