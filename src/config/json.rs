//! JSON, with or without comments.
//!
//! `jsonc-parser`'s concrete tree changes the text and keeps comments, tabs and trailing commas. The proof reads plain JSON
//! with `serde_json`, and JSON with comments with `jsonc-parser`'s other parser, the one that builds no concrete tree. A
//! file that was plain JSON stays plain JSON. A key that stands twice in one object is an error here, since readers differ
//! about which one counts.

use jsonc_parser::ast::Value as Ast;
use jsonc_parser::common::Ranged as _;
use jsonc_parser::cst::{CstInputValue, CstNode, CstObject, CstObjectProp, CstRootNode};
use jsonc_parser::errors::ParseError;
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions, parse_to_ast};

use crate::base::Secret;

use super::depth;
use super::format::{Format, Row, Task};
use super::key::Step;
use super::read_error::ReadError;
use super::refusal::RefusalKind;
use super::tree::{Rows, Tree};

/// JSON files.
pub(super) struct Json;

/// Comments and trailing commas are known from real files; every other liberty is an error.
fn options() -> ParseOptions {
    ParseOptions {
        allow_comments: true,
        allow_trailing_commas: true,
        allow_loose_object_property_names: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    }
}

impl Format for Json {
    fn set(&self, text: &str, task: &Task<'_>) -> Result<String, RefusalKind> {
        self.edit(text, std::slice::from_ref(task)).map(|text| text.reveal().to_owned())
    }

    fn edit(&self, old: &str, tasks: &[Task<'_>]) -> Result<Secret, RefusalKind> {
        let root =
            CstRootNode::parse(old, &options()).map_err(|why| RefusalKind::Unreadable(read_error(&why)))?;
        for task in tasks {
            let shape = || task.shape();
            let top = root.object_value_or_create().ok_or_else(shape)?;
            in_object(&top, &task.steps, &task.leaf).ok_or_else(shape)?;
        }
        Ok(Secret::new(root.to_string()))
    }

    fn tree(&self, text: &str) -> Result<Tree, ReadError> {
        depth::check_json(text)?;
        let parsed =
            parse_to_ast(text, &CollectOptions::default(), &options()).map_err(|why| read_error(&why))?;
        let Some(ast) = parsed.value else { return Ok(Tree::Null) };
        let loose = tree_of(&ast, text)?;
        Ok(serde_json::from_str(text).map_or(loose, |plain| tree_of_plain(&plain)))
    }

    fn comments(&self, text: &str) -> Vec<String> {
        let collect = CollectOptions { comments: CommentCollectionStrategy::Separate, tokens: false };
        let Ok(parsed) = parse_to_ast(text, &collect, &options()) else { return Vec::new() };
        // A comment is listed under what precedes it and under what follows it; its place tells it apart.
        let lists = parsed.comments.iter().flat_map(|map| map.values());
        let mut found: Vec<(usize, String)> = lists
            .flat_map(|list| list.iter())
            .map(|comment| (comment.range().start, comment.range().text(text).trim().to_owned()))
            .collect();
        found.sort();
        found.dedup();
        found.into_iter().map(|(_, comment)| comment).collect()
    }

    fn comment_mark(&self) -> Option<&'static str> {
        None
    }

    fn remove(&self, text: &str, row: &Row) -> Result<String, RefusalKind> {
        let root =
            CstRootNode::parse(text, &options()).map_err(|why| RefusalKind::Unreadable(read_error(&why)))?;
        let property = root.value().and_then(|value| property(&value, &row.steps));
        let shape = || row.shape();
        property.ok_or_else(shape)?.remove();
        Ok(root.to_string())
    }

    fn empty(&self) -> &'static str {
        "{}\n"
    }
}

/// Sets a leaf below an object; `None` where something else stands in the way.
fn in_object(object: &CstObject, steps: &[Step], leaf: &Tree) -> Option<()> {
    let (Step::Name(name), rest) = steps.split_first()? else { return None };
    match object.get(name) {
        None => {
            if object.properties().is_empty() {
                object.ensure_multiline();
            }
            object.append(name, made(rest, leaf));
        }
        Some(property) => {
            let value = property.value()?;
            if rest.is_empty() || value.as_null_keyword().is_some() {
                property.set_value(made(rest, leaf));
            } else {
                in_value(&value, rest, leaf)?;
            }
        }
    }
    Some(())
}

fn in_value(value: &CstNode, steps: &[Step], leaf: &Tree) -> Option<()> {
    if let Some(object) = value.as_object() {
        return in_object(&object, steps, leaf);
    }
    let array = value.as_array()?;
    let (step, rest) = steps.split_first()?;
    match step {
        Step::At(at) => in_value(array.elements().get(*at)?, rest, leaf),
        Step::Entry { field, is } => {
            if let Some(found) = array.elements().iter().find(|element| is_entry(element, field, is)) {
                return in_value(found, rest, leaf);
            }
            array.append(entry(field, is, rest, leaf));
            Some(())
        }
        Step::Name(_) => None,
    }
}

/// The property that a key leads to.
fn property(value: &CstNode, steps: &[Step]) -> Option<CstObjectProp> {
    let (step, rest) = steps.split_first()?;
    match step {
        Step::Name(name) => {
            let found = value.as_object()?.get(name)?;
            if rest.is_empty() { Some(found) } else { property(&found.value()?, rest) }
        }
        Step::At(at) => property(value.as_array()?.elements().get(*at)?, rest),
        Step::Entry { field, is } => {
            let elements = value.as_array()?.elements();
            property(elements.iter().find(|element| is_entry(element, field, is))?, rest)
        }
    }
}

fn is_entry(element: &CstNode, field: &str, is: &str) -> bool {
    let text = element
        .as_object()
        .and_then(|object| object.get(field)?.value()?.as_string_lit()?.decoded_value().ok());
    text.as_deref() == Some(is)
}

/// What must be put in where a key leads through nothing yet.
fn made(steps: &[Step], leaf: &Tree) -> CstInputValue {
    match steps.split_first() {
        None => input(leaf),
        Some((Step::Name(name), rest)) => CstInputValue::Object(vec![(name.clone(), made(rest, leaf))]),
        Some((Step::Entry { field, is }, rest)) => CstInputValue::Array(vec![entry(field, is, rest, leaf)]),
        Some((Step::At(_), rest)) => CstInputValue::Array(vec![made(rest, leaf)]),
    }
}

fn entry(field: &str, is: &str, rest: &[Step], leaf: &Tree) -> CstInputValue {
    let mut rows = vec![(field.to_owned(), CstInputValue::String(is.to_owned()))];
    if let CstInputValue::Object(more) = made(rest, leaf) {
        rows.extend(more);
    }
    CstInputValue::Object(rows)
}

fn input(leaf: &Tree) -> CstInputValue {
    match leaf {
        Tree::Bool(flag) => CstInputValue::Bool(*flag),
        Tree::Number(number) => CstInputValue::Number(number.clone()),
        Tree::List(items) => CstInputValue::Array(items.iter().map(input).collect()),
        Tree::Text(text) | Tree::Reference(text) => CstInputValue::String(text.clone()),
        Tree::Null | Tree::Table(_) => CstInputValue::Null,
    }
}

fn tree_of(ast: &Ast<'_>, text: &str) -> Result<Tree, ReadError> {
    Ok(match ast {
        Ast::StringLit(lit) => Tree::Text(lit.value.to_string()),
        Ast::NumberLit(lit) => Tree::Number(lit.value.to_owned()),
        Ast::BooleanLit(lit) => Tree::Bool(lit.value),
        Ast::NullKeyword(_) => Tree::Null,
        Ast::Array(array) => {
            Tree::List(array.elements.iter().map(|element| tree_of(element, text)).collect::<Result<_, _>>()?)
        }
        Ast::Object(object) => {
            let mut rows = Rows::new();
            for property in &object.properties {
                let name = property.name.as_str();
                if rows.contains_key(name) {
                    return Err(twice(text, property.range.start, name));
                }
                rows.insert(name.to_owned(), tree_of(&property.value, text)?);
            }
            Tree::Table(rows)
        }
    })
}

fn tree_of_plain(value: &serde_json::Value) -> Tree {
    match value {
        serde_json::Value::Null => Tree::Null,
        serde_json::Value::Bool(flag) => Tree::Bool(*flag),
        serde_json::Value::Number(number) => Tree::Number(number.to_string()),
        serde_json::Value::String(text) => Tree::Text(text.clone()),
        serde_json::Value::Array(items) => Tree::List(items.iter().map(tree_of_plain).collect()),
        serde_json::Value::Object(rows) => {
            Tree::Table(rows.iter().map(|(name, value)| (name.clone(), tree_of_plain(value))).collect())
        }
    }
}

fn twice(text: &str, at: usize, name: &str) -> ReadError {
    ReadError::at(text, Some(at), ReadError::twice(name))
}

fn read_error(why: &ParseError) -> ReadError {
    ReadError::new(Some(why.line_display()), Some(why.column_display()), why.kind().to_string())
}
