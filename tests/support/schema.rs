//! As much of JSON Schema as the project's schemas use; it refuses a keyword that it does not know, so that nothing in the
//! schema goes unchecked.

use serde_json::Value as Json;

/// What is wrong with a value, by its path; empty when it fits.
pub(crate) fn faults(schema: &Json, value: &Json) -> Vec<String> {
    let mut found = Vec::new();
    check(schema, schema, value, "$", &mut found);
    found
}

fn check(root: &Json, schema: &Json, value: &Json, path: &str, found: &mut Vec<String>) {
    for (keyword, rule) in schema.as_object().expect("a schema is an object") {
        match keyword.as_str() {
            "$schema" | "title" | "description" | "$defs" | "format" | "required" => {}
            "additionalProperties" if schema.get("properties").is_some() => {}
            "$ref" => {
                let name =
                    rule.as_str().and_then(|path| path.strip_prefix("#/$defs/")).expect("a local reference");
                check(root, &root["$defs"][name], value, path, found);
            }
            "const" => note(rule == value, || format!("{path} is not {rule}"), found),
            "enum" => {
                let fits = rule.as_array().expect("a list").contains(value);
                note(fits, || format!("{path} is none of {rule}"), found);
            }
            "type" => {
                let several = rule.as_array().cloned().unwrap_or_else(|| vec![rule.clone()]);
                let fits = several.iter().any(|kind| is_of(kind.as_str().expect("a type"), value));
                note(fits, || format!("{path} is no {rule}"), found);
            }
            "minimum" => note(value.as_i64() >= rule.as_i64(), || format!("{path} is too small"), found),
            "pattern" => slug(value, path, found),
            "minItems" => {
                note(
                    value.as_array().is_none_or(|all| at_least(rule, all.len())),
                    || format!("{path} is too short"),
                    found,
                );
            }
            "minProperties" => {
                note(
                    value.as_object().is_none_or(|all| at_least(rule, all.len())),
                    || format!("{path} says too little"),
                    found,
                );
            }
            "maxProperties" => {
                let fits =
                    value.as_object().is_none_or(|all| all.len() as u64 <= rule.as_u64().unwrap_or_default());
                note(fits, || format!("{path} says too much"), found);
            }
            "items" => {
                for (at, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, rule, item, &format!("{path}[{at}]"), found);
                }
            }

            "additionalProperties" | "properties" => members(root, schema, value, path, found),
            other => panic!("the schema uses {other}, which this check does not know"),
        }
    }
}

/// Whether there are as many as the rule says, or more.
fn at_least(rule: &Json, count: usize) -> bool {
    rule.as_u64().is_some_and(|least| u64::try_from(count).is_ok_and(|count| count >= least))
}

fn note(fits: bool, fault: impl Fn() -> String, found: &mut Vec<String>) {
    if !fits {
        found.push(fault());
    }
}

fn members(root: &Json, schema: &Json, value: &Json, path: &str, found: &mut Vec<String>) {
    let Some(object) = value.as_object() else { return };
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Json::as_str) {
        if !object.contains_key(name) {
            found.push(format!("{path}.{name} is missing"));
        }
    }
    for (name, member) in object {
        match schema["properties"].get(name) {
            Some(rule) => check(root, rule, member, &format!("{path}.{name}"), found),
            // An object is open unless the schema closes it.
            None if schema["additionalProperties"].is_object() => {
                check(root, &schema["additionalProperties"], member, &format!("{path}.{name}"), found);
            }
            None if schema["additionalProperties"] != Json::Bool(false) => {}
            None => found.push(format!("{path}.{name} is not in the schema")),
        }
    }
}

/// The one pattern that the schema has: two words with a dot between.
fn slug(value: &Json, path: &str, found: &mut Vec<String>) {
    let word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let fits = value.as_str().and_then(|text| text.split_once('.')).is_some_and(|(a, b)| word(a) && word(b));
    if !fits {
        found.push(format!("{path} is no slug: {value}"));
    }
}

fn is_of(kind: &str, value: &Json) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "integer" => value.is_i64() || value.is_u64(),
        other => panic!("the schema uses the type {other}, which this check does not know"),
    }
}
