//! What the texts of a document tell by themselves: which entry of a list it is, a value behind a name, JSON.

use crate::config::format::Format as _;
use crate::config::json::Json;
use crate::config::tree::Tree;

/// The texts of a table by which it is told apart from others in its list.
pub(super) fn fields(tree: &Tree) -> Vec<(String, String)> {
    let Tree::Table(rows) = tree else { return Vec::new() };
    let texts = rows.iter().filter_map(|(name, value)| match value {
        Tree::Text(text) if text.len() < 200 => Some((name.clone(), text.clone())),
        _ => None,
    });
    texts.collect()
}

pub(super) fn spelled(tree: &Tree) -> Option<(&str, bool)> {
    match tree {
        Tree::Text(text) => Some((text, false)),
        Tree::Reference(text) => Some((text, true)),
        _ => None,
    }
}

/// JSON in a text.
pub(super) fn structure(text: &str) -> Option<Tree> {
    let text = text.trim();
    if !text.starts_with(['{', '[']) {
        return None;
    }
    Json.tree(text).ok()
}

pub(super) fn is_name(text: &str) -> bool {
    let plain = |one: char| one.is_ascii_alphanumeric() || matches!(one, '_' | '-' | '.');
    text.len() > 1 && text.chars().all(plain) && text.chars().any(|one| one.is_ascii_alphabetic())
}
