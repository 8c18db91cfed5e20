//! From a key to the path that `yaml-edit` understands.

use super::super::key::Step;
use super::super::pair::{is_paired, place_of_pair};
use super::super::tree::Tree;

/// Where a key stands, in the words of `yaml-edit`.
pub(super) struct Place {
    pub(super) path: String,
    /// The entry of a list that must be made first.
    pub(super) entry: Option<NewEntry>,
    /// The name, where the place is an item `NAME=value` or `--flag=value` of a list.
    pub(super) pair: Option<String>,
}

impl Place {
    /// Which item of the document it is, where that is a list itself.
    pub(super) fn of_root(&self) -> Option<usize> {
        self.path.strip_prefix('[')?.strip_suffix(']')?.parse().ok()
    }
}

/// An entry that its list does not have yet.
pub(super) struct NewEntry {
    pub(super) path: String,
    pub(super) field: String,
    pub(super) is: String,
}

/// Finds the place by the tree: an entry that is not there yet comes to the end of its list.
pub(super) fn place(tree: &Tree, steps: &[Step]) -> Place {
    let mut place = Place { path: String::new(), entry: None, pair: None };
    for (at, step) in steps.iter().enumerate() {
        let here = tree.get(&steps[..at]);
        match (step, here.as_deref()) {
            (Step::Name(name), Some(Tree::List(items))) if is_paired(steps, at) => {
                let (found, is_named) = place_of_pair(items, name).unwrap_or((items.len(), true));
                index(&mut place.path, found);
                place.pair = is_named.then(|| name.clone());
            }
            (Step::Name(name), _) => {
                if !place.path.is_empty() {
                    place.path.push('.');
                }
                place.path.extend(name.chars().flat_map(|one| ['\\', one]));
            }
            (Step::At(at), _) => index(&mut place.path, *at),
            (Step::Entry { field, is }, here) => {
                let items = if let Some(Tree::List(items)) = here { items.as_slice() } else { &[] };
                let found = items.iter().position(|item| item.is_entry(field, is));
                index(&mut place.path, found.unwrap_or(items.len()));
                if found.is_none() {
                    place.entry =
                        Some(NewEntry { path: place.path.clone(), field: field.clone(), is: is.clone() });
                }
            }
        }
    }
    place
}

fn index(path: &mut String, at: usize) {
    path.extend(["[", &at.to_string(), "]"]);
}
