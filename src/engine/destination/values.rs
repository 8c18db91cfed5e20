//! What becomes of a value that a file has already, where it belongs to others too.

use std::collections::BTreeSet;

use serde_json::Value as Json;
use url::Url;

use crate::apps::guide::Key;
use crate::base::Secret;
use crate::config::{Place, Setting, Stands, Value};
use crate::okta::host;

/// The fields by which the entries of a list are told apart.
const NAMES: [&str; 4] = ["provider_id", "OAUTH2_NAME", "name", "id"];

/// What becomes of a value, given what stands in its place.
pub(super) enum Becomes {
    /// It is written so.
    Written(Value),
    /// What stands there says the same.
    Left,
    /// A text of lines stays, and this line is added by hand.
    AddedByHand(String),
}

/// How a value is written where something stands already; `is_there`: in a file that holds the connection.
pub(super) fn becomes(key: Option<&Key>, own: &Value, stands: Option<Stands>, is_there: bool) -> Becomes {
    if let (Value::Bool(flag), Some(Stands::Here(Value::Text(there)))) = (own, &stands)
        && (there.eq_ignore_ascii_case("true") || there.eq_ignore_ascii_case("false"))
    {
        // It is a text there, as a container's environment wants it.
        let says_so = there.eq_ignore_ascii_case(&flag.to_string());
        return if says_so { Becomes::Left } else { Becomes::Written(Value::Text(flag.to_string())) };
    }
    if let (Value::Text(own), Some(Stands::Here(Value::Bool(there)))) = (own, &stands)
        && let Ok(flag) = own.parse::<bool>()
    {
        return if flag == *there { Becomes::Left } else { Becomes::Written(Value::Bool(flag)) };
    }
    if key.is_some_and(|key| key.keep_path) && stands.as_ref().is_some_and(|stands| is_same_host(own, stands))
    {
        return Becomes::Left;
    }
    if let Some(Stands::Here(there)) = &stands
        && are_same_words(own, there)
    {
        return Becomes::Written(there.clone());
    }
    // A text of words in the place of a list of words is such a list.
    if let (Value::Text(own), Some(Stands::Here(Value::List { items, separator: None }))) = (own, &stands)
        && own.contains(' ')
        && items.iter().all(|item| !item.contains(' '))
        && !key.is_some_and(|key| key.shared)
    {
        let items = own.split(' ').map(str::to_owned).collect();
        return Becomes::Written(Value::List { items, separator: None });
    }
    // The name of a place where a secret is takes the place of the secret, also as the only one of a list.
    if let (true, Some(Stands::Here(Value::List { items, separator }))) = (is_reference(own), &stands)
        && let (Value::Text(own), [_]) = (own, items.as_slice())
    {
        return Becomes::Written(Value::List { items: vec![own.clone()], separator: separator.clone() });
    }
    let is_one_of = matches!(&stands, Some(Stands::Here(Value::List { separator: None, .. })));
    if key.is_some_and(|key| key.shared) || (is_one_of && matches!(own, Value::Text(_))) {
        let own = first_of(own, is_there && key.is_some_and(|key| key.only_new));
        return match shared(&own, stands) {
            Ok(value) => Becomes::Written(value),
            Err(line) => line.map_or(Becomes::Left, Becomes::AddedByHand),
        };
    }
    match (own, &stands) {
        (Value::Text(text), Some(Stands::Here(Value::Text(there)))) => {
            let merged = merged(text, there).map(Value::Text);
            Becomes::Written(merged.unwrap_or_else(|| as_ordered(own, &Value::Text(there.clone()))))
        }
        (own, Some(Stands::Here(there))) => Becomes::Written(as_ordered(own, there)),
        _ => Becomes::Written(own.clone()),
    }
}

/// A value in the order in which its parts stand already: a list keeps what stays where it is, and a text of the same words is
/// left as it is.
fn as_ordered(own: &Value, there: &Value) -> Value {
    match (own, there) {
        (Value::List { items, separator: None }, Value::List { items: known, .. }) => {
            let stays = known.iter().filter(|item| items.contains(item)).cloned();
            Value::List { items: joined(stays.collect(), items), separator: None }
        }
        (Value::Text(_) | Value::List { .. }, Value::Text(there)) => {
            let text = own.as_text().unwrap_or_default();
            if same_words(&text, there) { Value::Text(there.clone()) } else { own.clone() }
        }
        _ => own.clone(),
    }
}

/// Whether two texts are the same words, such as scopes, in another order.
fn same_words(one: &str, other: &str) -> bool {
    let is_plain = |text: &str| text.chars().all(|it| it.is_ascii_alphanumeric() || "_-.:/ ,".contains(it));
    let words = |text: &str| -> BTreeSet<String> { text.split([' ', ',']).map(str::to_owned).collect() };
    let is_alike = one.len() == other.len() && one.contains(',') == other.contains(',');
    is_plain(one) && is_plain(other) && is_alike && words(one) == words(other)
}

/// A list, an object in a text, or a text of lines, with what others have put there; `Err` with the line that is missing in a text
/// that cannot be added to, if one is.
pub(super) fn shared(own: &Value, stands: Option<Stands>) -> Result<Value, Option<String>> {
    let Some(Stands::Here(there)) = stands else { return Ok(own.clone()) };
    Ok(match (own, there) {
        // All of them: nothing need be added.
        (Value::List { .. }, Value::Bool(true)) => Value::Bool(true),
        (Value::List { items, separator }, there) => {
            let known = match (there, separator) {
                (Value::List { items, .. }, _) => items,
                (Value::Text(text), Some(between)) => {
                    text.split(between.as_str()).map(|one| one.trim().to_owned()).collect()
                }
                (Value::Text(text), None) => vec![text],
                _ => Vec::new(),
            };
            Value::List { items: joined(known, items), separator: separator.clone() }
        }
        (Value::Map { rows, lists }, Value::Map { rows: there, .. }) => {
            let own = |name: &String| rows.iter().find(|(known, _)| known == name);
            let kept = there.iter().map(|row| own(&row.0).unwrap_or(row).clone());
            let more = rows.iter().filter(|(name, _)| !there.iter().any(|(known, _)| known == name));
            Value::Map { rows: kept.chain(more.cloned()).collect(), lists: *lists }
        }
        (Value::Text(one), Value::List { items, separator }) => {
            Value::List { items: joined(items, std::slice::from_ref(one)), separator }
        }
        (Value::Text(own), Value::Text(there)) => {
            if let Some(text) = merged(own, &there) {
                return Ok(Value::Text(text));
            }
            let is_there = there.lines().any(|known| known.trim() == own.trim());
            return Err((!is_there).then(|| own.clone()));
        }
        (Value::Secret(own), there) => {
            let text = there.as_text().and_then(|there| merged(own.reveal(), &there));
            Value::Secret(text.map_or_else(|| own.clone(), Secret::new))
        }
        _ => own.clone(),
    })
}

/// A list, or where that is enough, the first of its items.
fn first_of(value: &Value, is_enough: bool) -> Value {
    match value {
        Value::List { items, separator } if is_enough => {
            Value::List { items: items.iter().take(1).cloned().collect(), separator: separator.clone() }
        }
        other => other.clone(),
    }
}

fn joined(known: Vec<String>, own: &[String]) -> Vec<String> {
    let more: Vec<String> = own.iter().filter(|item| !known.contains(item)).cloned().collect();
    known.into_iter().filter(|item| !item.is_empty()).chain(more).collect()
}

/// An object or a list of JSON with another one in it; `None` where either is none.
pub(super) fn merged(own: &str, there: &str) -> Option<String> {
    let [own, known] = [own, there].map(|text| serde_json::from_str::<Json>(text).ok());
    let (own, known) = (own?, known?);
    let is_both = (own.is_object() && known.is_object()) || (own.is_array() && known.is_array());
    let mut all = known.clone();
    merge(&own, &mut all);
    // What says the same already stays as it is spelled.
    is_both.then(|| if all == known { there.to_owned() } else { all.to_string() })
}

fn merge(own: &Json, there: &mut Json) {
    match (own, there) {
        (Json::Object(own), Json::Object(there)) => {
            for (name, value) in own {
                match there.get_mut(name) {
                    Some(known) => merge(value, known),
                    None => drop(there.insert(name.clone(), value.clone())),
                }
            }
        }
        (Json::Array(own), Json::Array(there)) => {
            for item in own {
                let same = there.iter_mut().find(|known| is_same(item, known));
                match same {
                    Some(known) => merge(item, known),
                    None => there.push(item.clone()),
                }
            }
        }
        (own, there) => *there = own.clone(),
    }
}

/// Whether two entries of a list have the same name, or are the same.
fn is_same(one: &Json, other: &Json) -> bool {
    let name = |entry: &Json| NAMES.iter().find_map(|&field| entry.get(field).cloned());
    one == other || name(one).is_some_and(|own| name(other) == Some(own))
}

/// The number as it stands, or one that nothing else below a key has under the same name.
pub(super) fn distinct(own: &Setting, below: &str, place: &Place<'_>, planned: &[Setting]) -> Value {
    let Value::Number(wanted) = own.value else { return own.value.clone() };
    let plain = |key: &str| key.replace('"', "");
    let last = |key: &str| plain(key).rsplit('.').next().unwrap_or_default().to_owned();
    let own_key = plain(&place.name_of(&own.key));
    let number = |key: &str| place.value(key)?.as_text()?.parse::<i64>().ok();
    if let Some(known) = number(&own.key) {
        return Value::Number(known);
    }
    let keys = place.keys();
    let others = keys
        .iter()
        .filter(|key| plain(key).starts_with(below) && last(key) == last(&own.key) && plain(key) != own_key);
    let new =
        planned.iter().filter(|one| plain(&one.key).starts_with(below) && last(&one.key) == last(&own.key));
    let new = new.filter_map(|one| one.value.as_text()?.parse().ok());
    let taken: Vec<i64> = others.filter_map(|key| number(key)).chain(new).collect();
    let above = taken.iter().max().map_or(wanted, |most| most.saturating_add(1));
    Value::Number(if taken.contains(&wanted) { above } else { wanted })
}

/// Whether a value is the name of the place where a secret is, such as `${OKTA_SECRET}`, alone or as the only one of a list.
pub(super) fn is_reference(value: &Value) -> bool {
    // Kong takes such a name in braces.
    let is_name = |text: &String| text.len() > 1 && (text.starts_with('$') || text.starts_with("{vault://"));
    match value {
        Value::Text(text) => is_name(text),
        Value::List { items, .. } => !items.is_empty() && items.iter().all(is_name),
        _ => false,
    }
}

/// Whether two values are the same scopes in another order.
fn are_same_words(own: &Value, there: &Value) -> bool {
    let split = |text: &str, between: &str| text.split(between).map(|one| one.trim().to_owned()).collect();
    let (mut own, mut there): (Vec<String>, Vec<String>) = match (own, there) {
        (Value::Text(own), Value::Text(there)) => (split(own, " "), split(there, " ")),
        (Value::List { items, separator: Some(between) }, Value::Text(there)) => {
            (items.clone(), split(there, between))
        }
        (Value::List { items: own, .. }, Value::List { items: there, .. }) => (own.clone(), there.clone()),
        _ => return false,
    };
    own.sort();
    there.sort();
    own.iter().any(|word| word == "openid") && own == there
}

/// Whether an address of the same host stands there, alone or among others.
fn is_same_host(own: &Value, stands: &Stands) -> bool {
    let origin = |text: &str| Url::parse(text).ok().map(|url| host::origin(&url));
    let texts = |value: &Value| match value {
        Value::List { items, .. } => items.clone(),
        other => other.as_text().into_iter().collect(),
    };
    let Stands::Here(there) = stands else { return false };
    let own: Vec<_> = texts(own).iter().filter_map(|text| origin(text)).collect();
    texts(there).iter().filter_map(|text| origin(text)).any(|one| own.contains(&one))
}

/// Whether such a name stands there already.
pub(super) fn refers(stands: &Stands) -> bool {
    match stands {
        Stands::Here(value) => is_reference(value),
        Stands::Elsewhere { .. } => true,
    }
}
