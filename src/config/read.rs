//! Reading the values of some keys out of a file.

use std::collections::BTreeMap;

use super::editor::Editor;
use super::key::Step;
use super::lead::{self, Lead, Piece};
use super::read_error::ReadError;
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
    /// The value taken apart: what stands here, and where the rest leads.
    pub pieces: Vec<Piece>,
}

/// Reads the values of some keys. A key that this format cannot have is absent like any other.
pub fn read(editor: Editor, text: &str, keys: &[String]) -> Result<Reading, ReadError> {
    let format = editor.format();
    let tree = format.tree(text)?;
    let mut reading = Reading::default();
    for key in keys {
        let Ok(steps) = format.steps(key) else { continue };
        let reference =
            |raw: &str, pieces| Reference { key: key.clone(), reference: super::tree::names_in(raw), pieces };
        match tree.get(&steps) {
            Some(Tree::Reference(raw)) => {
                reading.references.push(reference(&raw, lead::of_reference(&raw)));
            }
            Some(found) => {
                reading.values.extend(found.value().map(|value| (key.clone(), value)));
            }
            None => reading.references.extend(elsewhere(&tree, &steps).map(|pieces| Reference {
                key: key.clone(),
                reference: VALUE_FROM.to_owned(),
                pieces,
            })),
        }
    }
    Ok(reading)
}

/// The keys of everything that stands in a text, entries of lists by their place.
pub fn keys(editor: Editor, text: &str) -> Result<Vec<String>, ReadError> {
    let format = editor.format();
    let tree = format.tree(text)?;
    let mut all = Vec::new();
    tree.walk(&mut Vec::new(), &mut |steps| all.extend(format.spellings(steps)));
    Ok(all)
}

/// What stands in the place of `value` where a Kubernetes manifest takes it from a Secret.
const VALUE_FROM: &str = "valueFrom";

/// Kubernetes takes a variable's value from a secret by `valueFrom` in the place of `value`.
fn elsewhere(tree: &Tree, steps: &[Step]) -> Option<Vec<Piece>> {
    let (last, parents) = steps.split_last()?;
    if *last != Step::Name("value".to_owned()) {
        return None;
    }
    let at = |more: &[&str]| {
        let names = more.iter().map(|name| Step::Name((*name).to_owned()));
        let path: Vec<Step> = parents.iter().cloned().chain(names).collect();
        tree.get(&path)
    };
    at(&[VALUE_FROM])?;
    let text = |name: &str| at(&[VALUE_FROM, "secretKeyRef", name])?.value()?.as_text();
    let lead = match (text("name"), text("key")) {
        (Some(name), Some(key)) => Lead::KubernetesSecret { name, key },
        _ => Lead::Unclear(VALUE_FROM.to_owned()),
    };
    Some(vec![Piece::Lead(lead)])
}
