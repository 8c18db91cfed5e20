//! Reading the values of some keys out of a file.

use std::collections::BTreeMap;

use crate::base::{untrusted, words};

use super::editor::Editor;
use super::tree::Tree;
use super::value::Value;

/// What a file says about the keys that were asked for. Keys that are not in the file are simply absent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The values by key, just as the file has them: nothing is expanded. A value of a key that is known to be secret
    /// should be turned with [`Value::into_secret`] at once.
    pub values: BTreeMap<String, Value>,
    /// The keys whose value is taken from elsewhere, so that the file alone does not tell it.
    pub references: Vec<Reference>,
}

/// A value that stands elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The key.
    pub key: String,
    /// The names it goes to: `${OIDC_SECRET}`, `var.client_secret`, `valueFrom`.
    pub reference: String,
}

/// Why a text could not be read as what it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {}, column {}: {reason}", line.unwrap_or(0), column.unwrap_or(0))]
pub struct ReadError {
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// The column, from 1, where it is known.
    pub column: Option<usize>,
    /// What the parser said.
    pub reason: String,
}

impl ReadError {
    /// Where and why, as a full sentence.
    pub fn say(&self) -> String {
        let reason = untrusted::visible_up_to(&self.reason, 200);
        match (self.line, self.column) {
            (Some(line), Some(column)) => words::fill(
                "config.read.at",
                &[("line", &line.to_string()), ("column", &column.to_string()), ("reason", &reason)],
            ),
            (Some(line), None) => {
                words::fill("config.read.line", &[("line", &line.to_string()), ("reason", &reason)])
            }
            _ => words::fill("config.read.somewhere", &[("reason", &reason)]),
        }
    }
}

/// Reads the values of some keys. A key that this format cannot have is absent like any other.
pub fn read(editor: Editor, text: &str, keys: &[String]) -> Result<Reading, ReadError> {
    let format = editor.format();
    let tree = format.tree(text)?;
    let mut reading = Reading::default();
    for key in keys {
        let Ok(steps) = format.steps(key) else { continue };
        let reference = match tree.get(&steps) {
            Some(Tree::Reference(reference)) => Some(super::tree::names_in(&reference)),
            Some(found) => {
                reading.values.extend(found.value().map(|value| (key.clone(), value)));
                None
            }
            None => elsewhere(&tree, &steps),
        };
        reading.references.extend(reference.map(|reference| Reference { key: key.clone(), reference }));
    }
    Ok(reading)
}

/// The keys of everything that stands in a text, entries of lists by their place.
pub fn keys(editor: Editor, text: &str) -> Result<Vec<String>, ReadError> {
    let tree = editor.format().tree(text)?;
    let mut all = Vec::new();
    tree.walk(&mut Vec::new(), &mut |steps| all.push(super::key::spelled(steps)));
    Ok(all)
}

/// Kubernetes takes a variable's value from a secret by `valueFrom` in the place of `value`.
fn elsewhere(tree: &Tree, steps: &[super::key::Step]) -> Option<String> {
    let (last, parents) = steps.split_last()?;
    if *last != super::key::Step::Name("value".to_owned()) {
        return None;
    }
    let mut other = parents.to_vec();
    other.push(super::key::Step::Name("valueFrom".to_owned()));
    tree.get(&other).map(|_| "valueFrom".to_owned())
}

/// A read error at a byte of a text.
pub(super) fn at(text: &str, offset: Option<usize>, reason: &str) -> ReadError {
    let before = offset.and_then(|offset| text.get(..offset));
    ReadError {
        line: before.map(|before| before.matches('\n').count() + 1),
        column: before.map(|before| before.chars().rev().take_while(|one| *one != '\n').count() + 1),
        reason: reason.to_owned(),
    }
}
