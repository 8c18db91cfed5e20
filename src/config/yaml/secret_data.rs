//! A Kubernetes Secret keeps its values in `data` as base64, or in `stringData` as they are.
//!
//! Both stand in the tree as `stringData`, decoded, so that a key means the value wherever the file keeps it.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::super::key::Step;
use super::super::tree::{Rows, Tree};

const DATA: &str = "data";
const TEXTS: &str = "stringData";

/// The tree of a document with a Secret's values decoded; any other document as it is.
pub(super) fn decoded(document: Tree) -> Tree {
    let Tree::Table(mut rows) = document else { return document };
    let is_secret = rows.get("kind").is_some_and(|value| is_text(value, "Secret"));
    if !is_secret || rows_of(&rows, TEXTS).is_none() || rows_of(&rows, DATA).is_none() {
        return Tree::Table(rows);
    }
    let mut taken = |name| match rows.shift_remove(name) {
        Some(Tree::Table(rows)) => rows,
        _ => Rows::new(),
    };
    let (mut texts, data) = (taken(TEXTS), taken(DATA));
    let mut others = Vec::new();
    for (name, value) in data {
        let text = plain(&value);
        let hidden = texts.contains_key(&name);
        if hidden || text.is_none() {
            others.push(value);
        }
        if !hidden {
            texts.insert(name, text.map_or_else(|| Tree::Reference("base64".to_owned()), Tree::Text));
        }
    }
    if !texts.is_empty() {
        rows.insert(TEXTS.to_owned(), Tree::Table(texts));
    }
    if !others.is_empty() {
        rows.insert(String::new(), Tree::List(others));
    }
    Tree::Table(rows)
}

/// A key of a Secret in the words of the decoded tree: `data` is `stringData` there.
pub(super) fn normal(mut steps: Vec<Step>) -> Vec<Step> {
    if let [Step::Name(head), Step::Name(table), _, ..] = steps.as_mut_slice()
        && head.starts_with("Secret/")
        && table == DATA
    {
        TEXTS.clone_into(table);
    }
    steps
}

/// Where a Secret's value must be written, and as what: into `data` where the document keeps it, or keeps all, there.
/// The steps and the tree are those of one document as it is spelled.
pub(super) fn spelled(document: &Tree, steps: &[Step], leaf: &Tree) -> Option<(Vec<Step>, Tree)> {
    let [Step::Name(table), Step::Name(name)] = steps else { return None };
    let Tree::Table(rows) = document else { return None };
    let is_secret = rows.get("kind").is_some_and(|value| is_text(value, "Secret"));
    let (texts, data) = (rows_of(rows, TEXTS)?, rows_of(rows, DATA)?);
    let in_data =
        !texts.contains_key(name) && (data.contains_key(name) || (texts.is_empty() && !data.is_empty()));
    let Tree::Text(text) = leaf else { return None };
    let made = vec![Step::named(DATA), Step::named(name)];
    (is_secret && table == TEXTS && in_data).then(|| (made, Tree::Text(STANDARD.encode(text))))
}

/// The rows of a table in a document; none where it is not there, `None` where it is something else.
fn rows_of<'r>(rows: &'r Rows, name: &str) -> Option<Cow<'r, Rows>> {
    match rows.get(name) {
        None | Some(Tree::Null) => Some(Cow::Owned(Rows::new())),
        Some(Tree::Table(rows)) => Some(Cow::Borrowed(rows)),
        Some(_) => None,
    }
}

fn is_text(value: &Tree, wanted: &str) -> bool {
    matches!(value, Tree::Text(text) if text == wanted)
}

fn plain(value: &Tree) -> Option<String> {
    let Tree::Text(text) = value else { return None };
    let packed: String = text.chars().filter(|one| !one.is_whitespace()).collect();
    String::from_utf8(STANDARD.decode(packed).ok()?).ok()
}
