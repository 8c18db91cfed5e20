//! Where new keys go in YAML.
//!
//! A block takes the place of `{}` or `[]`, which Helm charts ship where something may come: everything that is put there
//! would otherwise end up on one endless line. A new key at the margin goes below the comment that shows it.

use yaml_edit::{Document, YamlNode};

use super::super::key::Step;
use super::super::near;
use super::super::tree::Tree;
use super::place;
use super::spelling::{in_quotes, key_text};

/// The path of an empty mapping or list on the way to a key, and the block that begins the way on from there.
pub(super) fn in_place_of_nothing(tree: &Tree, steps: &[Step]) -> Option<(String, YamlNode)> {
    let at = (1..steps.len()).find(|at| is_nothing(tree.get(&steps[..*at]).as_deref()))?;
    let mut text = String::from("block:\n");
    for (deep, step) in steps[at..].iter().enumerate() {
        let margin = "  ".repeat(deep + 1);
        match step {
            Step::Name(name) => text.extend([&margin, &*key_text(name), ":\n"]),
            Step::Entry { field, is } => {
                text.extend([&margin, "- ", &*key_text(field), ": ", &*in_quotes(is), "\n"]);
            }
            Step::At(_) => return None,
        }
    }
    let text = format!("{} \"\"\n", text.trim_end());
    let document: Document = text.parse().ok()?;
    let block = document.as_mapping()?.get("block")?;
    Some((place::place(tree, &steps[..at]).path, block))
}

/// Whether an empty mapping or list stands on the way to a key.
pub(super) fn is_empty_at(tree: &Tree, steps: &[Step]) -> bool {
    (1..steps.len()).any(|at| is_nothing(tree.get(&steps[..at]).as_deref()))
}

/// The text in two, where the key's first name is new and a comment shows it: the key goes to the end of the first part.
pub(super) fn near_example<'t>(text: &'t str, tree: &Tree, steps: &[Step]) -> Option<(&'t str, &'t str)> {
    let (Tree::Table(rows), Some(Step::Name(name))) = (tree, steps.first()) else { return None };
    if rows.contains_key(name) {
        return None;
    }
    let shows = |said: &str| said.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with(':'));
    let (before, after) = text.split_at(near::below_example(text, shows)?);
    let says = |line: &str| line.starts_with(|one: char| one.is_alphanumeric() || one == '_');
    let within = !after.trim().is_empty() && near::follows_at_margin(after) && before.lines().any(says);
    within.then_some((before, after))
}

fn is_nothing(here: Option<&Tree>) -> bool {
    match here {
        Some(Tree::Table(rows)) => rows.is_empty(),
        Some(Tree::List(items)) => items.is_empty(),
        _ => false,
    }
}
