//! An HCL text as a tree: attributes by name, blocks by type and then by each label.

use hcl_edit::expr::{Expression, ObjectKey};
use hcl_edit::structure::{Block, Body, Structure};
use hcl_edit::template::{Element, Template};

use super::super::tree::Tree;

/// A body as a table: attributes by name, blocks by type and then by each label.
pub(super) fn of_body(body: &Body) -> Tree {
    let mut table = Tree::table([]);
    for structure in body {
        match structure {
            Structure::Attribute(attribute) => {
                add(&mut table, &[attribute.key.as_str()], of_expression(&attribute.value));
            }
            Structure::Block(block) => add(&mut table, &path(block), of_body(&block.body)),
        }
    }
    table
}

/// A block's type and labels.
pub(super) fn path(block: &Block) -> Vec<&str> {
    let labels = block.labels.iter().map(hcl_edit::structure::BlockLabel::as_str);
    std::iter::once(block.ident.as_str()).chain(labels).collect()
}

/// Adds a value below some names. A second block of the same names makes a list of them.
fn add(table: &mut Tree, names: &[&str], value: Tree) {
    let Tree::Table(rows) = table else { return };
    let Some((name, rest)) = names.split_first() else { return };
    match (rows.get_mut(*name), rest.is_empty()) {
        (None, true) => drop(rows.insert((*name).to_owned(), value)),
        (None, false) => {
            let mut inner = Tree::table([]);
            add(&mut inner, rest, value);
            rows.insert((*name).to_owned(), inner);
        }
        (Some(inner), false) => add(inner, rest, value),
        (Some(stands), true) => match stands {
            Tree::List(items) => items.push(value),
            single => {
                let first = std::mem::replace(single, Tree::Null);
                *single = Tree::List(vec![first, value]);
            }
        },
    }
}

pub(super) fn of_expression(expression: &Expression) -> Tree {
    match expression {
        Expression::Null(_) => Tree::Null,
        Expression::Bool(flag) => Tree::Bool(*flag.value()),
        Expression::Number(number) => Tree::Number(number.value().to_string()),
        Expression::String(text) => Tree::Text(text.value().clone()),
        Expression::Array(items) => Tree::List(items.iter().map(of_expression).collect()),
        Expression::Object(object) => Tree::Table(
            object.iter().map(|(key, value)| (name_of(key), of_expression(value.expr()))).collect(),
        ),
        Expression::StringTemplate(template) => {
            literal(template).map_or_else(|| reference(expression), Tree::Text)
        }
        Expression::HeredocTemplate(heredoc) => {
            literal(&heredoc.template).map_or_else(|| reference(expression), Tree::Text)
        }
        _ => reference(expression),
    }
}

fn reference(expression: &Expression) -> Tree {
    Tree::Reference(expression.to_string().trim().to_owned())
}

/// The text of a template in which nothing is filled in.
fn literal(template: &Template) -> Option<String> {
    let pieces = template.iter().map(|element| match element {
        Element::Literal(text) => Some(text.value().as_str()),
        Element::Interpolation(_) | Element::Directive(_) => None,
    });
    pieces.collect()
}

/// The name of an object's entry: `name = …`, `"name" = …`, or any other key as it is spelled.
pub(super) fn name_of(key: &ObjectKey) -> String {
    match key {
        ObjectKey::Ident(name) => name.as_str().to_owned(),
        ObjectKey::Expression(Expression::String(text)) => text.value().clone(),
        ObjectKey::Expression(other) => other.to_string().trim().to_owned(),
    }
}
