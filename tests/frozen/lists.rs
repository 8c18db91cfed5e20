//! Sorted lists of what there was, one thing a line, and the comparison with what there is.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Names of one kind.
pub(crate) type Names = BTreeSet<String>;

/// A folder or file of these tests.
pub(crate) fn kept(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/frozen").join(name)
}

/// The text of a file.
pub(crate) fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

/// The files of a folder with this ending: the name without it, and the text; in order.
pub(crate) fn files(folder: &Path, ending: &str) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display()));
    let paths = entries.flatten().map(|entry| entry.path());
    let mut all: Vec<(String, String)> = paths
        .filter_map(|path| {
            let name = path.file_name()?.to_str()?.strip_suffix(ending)?.to_owned();
            Some((name, text(&path)))
        })
        .collect();
    all.sort();
    assert!(!all.is_empty(), "no {ending} in {}", folder.display());
    all
}

/// Fails where something that the list names is not there any more. What is new passes.
pub(crate) fn still_there(list: &str, today: &Names) {
    let path = kept("lists").join(format!("{list}.txt"));
    if std::env::var("USHER_FROZEN").is_ok_and(|how| how == "add") {
        let before = std::fs::read_to_string(&path).unwrap_or_default();
        let all: Names = before.lines().map(str::to_owned).chain(today.iter().cloned()).collect();
        let lines: String = all.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
        std::fs::write(&path, lines).expect("the list is written");
    }
    let before = text(&path);
    assert!(!before.trim().is_empty(), "{} is empty", path.display());
    let gone: Vec<&str> = before.lines().filter(|line| !today.contains(*line)).collect();
    assert!(
        gone.is_empty(),
        "users rely on these of {list}.txt, and they are gone:\n  {}",
        gone.join("\n  ")
    );
}

/// Every member of a value by its path, with its type: `results[].checks[].elapsed_ms integer`. What stands below a member
/// of `free` is named by the person, not by the program. A `null` says nothing of the type.
pub(crate) fn members(value: &Value, path: &str, free: &[&str], found: &mut Names) {
    let kind = match value {
        Value::Null => return,
        Value::Bool(_) => "bool",
        Value::Number(_) => "integer",
        Value::String(_) => "text",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    };
    if !path.is_empty() {
        found.insert(format!("{path} {kind}"));
    }
    match value {
        Value::Array(items) => {
            for item in items {
                members(item, &format!("{path}[]"), free, found);
            }
        }
        Value::Object(all) if !free.contains(&path) => {
            for (name, member) in all {
                let dot = if path.is_empty() { "" } else { "." };
                members(member, &format!("{path}{dot}{name}"), free, found);
            }
        }
        _ => {}
    }
}

/// What the old value says and the new one does not, by path. Members that are new pass.
pub(crate) fn lost(old: &Value, new: &Value, path: &str) -> Vec<String> {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            let of = |(name, member): (&String, &Value)| match new.get(name) {
                Some(now) => lost(member, now, &format!("{path}.{name}")),
                None => vec![format!("{path}.{name} is gone")],
            };
            old.iter().flat_map(of).collect()
        }
        (Value::Array(old), Value::Array(new)) if old.len() == new.len() => {
            let pairs = old.iter().zip(new).enumerate();
            pairs.flat_map(|(at, (old, new))| lost(old, new, &format!("{path}[{at}]"))).collect()
        }
        _ if old == new => Vec::new(),
        _ => vec![format!("{path}: was {old}, is {new}")],
    }
}

/// The comparisons themselves, tried on what is gone, what is new and what is another.
#[test]
fn a_loss_is_seen_and_an_addition_passes() {
    let old = serde_json::json!({ "a": { "b": [1, { "c": "x" }] } });
    let new = serde_json::json!({ "a": { "b": [1, { "c": "x", "new": 1 }], "more": true } });
    assert_eq!(lost(&old, &new, ""), Vec::<String>::new());
    assert_eq!(lost(&new, &old, ""), [".a.b[1].new is gone", ".a.more is gone"]);
    let other = serde_json::json!({ "a": { "b": [2, { "c": "x" }] } });
    assert_eq!(lost(&old, &other, ""), [".a.b[0]: was 1, is 2"]);
    let mut found = Names::new();
    members(&old, "", &[], &mut found);
    let found: Vec<&str> = found.iter().map(String::as_str).collect();
    assert_eq!(found, ["a object", "a.b list", "a.b[] integer", "a.b[] object", "a.b[].c text"]);
}
