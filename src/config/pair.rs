//! Items of a list that give a value to a name: `NAME=value` of an environment, and the flags of a command.

use std::borrow::Cow;

use super::key::Step;
use super::refusal::RefusalKind;
use super::tree::{Tree, reference};

/// Whether the step is the last one and names what an item of a list gives a value to: a flag, or a variable of an `environment`,
/// which Compose also takes as a list.
pub(super) fn is_paired(all: &[Step], at: usize) -> bool {
    let parent = at.checked_sub(1).and_then(|parent| all.get(parent));
    let is_variable = matches!(parent, Some(Step::Name(name)) if name == "environment");
    let is_flag = matches!(all.get(at), Some(Step::Name(name)) if name.starts_with("--"));
    at + 1 == all.len() && (is_variable || is_flag)
}

/// Whether a list holds only texts: `KEY=value` and bare `KEY` as `environment` of a Compose service may, or a command's words.
pub(super) fn is_pairs(items: &[Tree]) -> bool {
    !items.is_empty() && items.iter().all(|item| text_of(item).is_some())
}

/// Which item of a list gives a value to a name, and whether it holds the name as well: `NAME=value`, `--flag=value`, or the word
/// behind `--flag`.
pub(super) fn place_of_pair(items: &[Tree], name: &str) -> Option<(usize, bool)> {
    let is_named = |item: &Tree| text_of(item).is_some_and(|text| text.split('=').next() == Some(name));
    let place = items.iter().rposition(is_named)?;
    let is_bare = name.starts_with("--") && text_of(&items[place]) == Some(name);
    let next = items.get(place + 1).and_then(text_of);
    let is_behind = is_bare && next.is_some_and(|text| !text.starts_with('-'));
    Some(if is_behind { (place + 1, false) } else { (place, true) })
}

fn text_of(item: &Tree) -> Option<&str> {
    match item {
        Tree::Text(text) | Tree::Reference(text) => Some(text),
        _ => None,
    }
}

pub(super) fn paired<'a>(items: &'a [Tree], name: &str) -> Option<Cow<'a, Tree>> {
    match place_of_pair(items, name)? {
        (place, false) => items.get(place).map(Cow::Borrowed),
        (place, true) => match &items[place] {
            Tree::Text(text) => Some(Cow::Owned(match text.split_once('=') {
                Some((_, value)) => Tree::Text(value.to_owned()),
                None if name.starts_with("--") => Tree::Bool(true),
                None => Tree::Reference(text.clone()),
            })),
            other => Some(Cow::Borrowed(other)),
        },
    }
}

pub(super) fn set_pair(key: &str, items: &mut Vec<Tree>, name: &str, leaf: &Tree) -> Result<(), RefusalKind> {
    let text = leaf.value().and_then(|value| value.as_text());
    let text = text.ok_or_else(|| RefusalKind::NoList { key: key.to_owned() })?;
    let line = Tree::Text(format!("{name}={text}"));
    match place_of_pair(items, name) {
        Some((place, false)) => items[place].replace(key, &[], Tree::Text(text))?,
        Some((place, true)) => match &items[place] {
            Tree::Text(old) if old.contains('=') => items[place] = line,
            Tree::Text(old) | Tree::Reference(old) => return Err(reference(key, old)),
            _ => return Err(RefusalKind::Shape { key: key.to_owned(), at: key.to_owned() }),
        },
        None => items.push(line),
    }
    Ok(())
}
