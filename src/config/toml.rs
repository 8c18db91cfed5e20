//! TOML.
//!
//! `toml_edit` changes the text; the `toml` crate reads it for the proof. Comments behind a replaced value stay, and missing
//! tables are made as real tables, not inline ones.

use toml_edit::{Array, DocumentMut, Item, Table, TableLike, Value as Edit};

use crate::base::Secret;

use super::depth;
use super::format::{Format, Row, Task};
use super::key::Step;
use super::near;
use super::read_error::ReadError;
use super::refusal::RefusalKind;
use super::tree::Tree;

/// TOML files.
pub(super) struct Toml;

impl Format for Toml {
    fn set(&self, text: &str, task: &Task<'_>) -> Result<String, RefusalKind> {
        self.edit(text, std::slice::from_ref(task)).map(|text| text.reveal().to_owned())
    }

    fn edit(&self, old: &str, tasks: &[Task<'_>]) -> Result<Secret, RefusalKind> {
        let mut document: DocumentMut = old.parse().map_err(|why: toml_edit::TomlError| {
            RefusalKind::Unreadable(ReadError::at(old, why.span().map(|span| span.start), why.message()))
        })?;
        for task in tasks {
            let shape = || task.shape();
            let value = value(&task.leaf).ok_or_else(shape)?;
            if let Some(longer) = near_example(&document, task, &value) {
                document = longer;
            } else {
                set(document.as_table_mut(), &task.steps, value).ok_or_else(shape)?;
            }
        }
        let text = document.to_string();
        // The library writes every line with a plain line feed.
        Ok(Secret::new(if old.contains("\r\n") && !text.contains("\r\n") {
            text.replace('\n', "\r\n")
        } else {
            text
        }))
    }

    fn tree(&self, text: &str) -> Result<Tree, ReadError> {
        depth::check_toml(text)?;
        let table: toml::Table = text.parse().map_err(|why: toml::de::Error| {
            ReadError::at(text, why.span().map(|span| span.start), why.message())
        })?;
        Ok(of_table(&table))
    }

    fn comments(&self, text: &str) -> Vec<String> {
        text.lines().map(str::trim).filter(|line| line.starts_with('#')).map(str::to_owned).collect()
    }

    fn remove(&self, text: &str, row: &Row) -> Result<String, RefusalKind> {
        let mut document: DocumentMut = text.parse().map_err(|why: toml_edit::TomlError| {
            RefusalKind::Unreadable(ReadError::at(text, why.span().map(|span| span.start), why.message()))
        })?;
        let shape = || row.shape();
        take(document.as_table_mut(), &row.steps).ok_or_else(shape)?;
        let out = document.to_string();
        Ok(if text.contains("\r\n") && !out.contains("\r\n") { out.replace('\n', "\r\n") } else { out })
    }
}

/// The document with a new key of the outermost table below the comment that shows it.
fn near_example(document: &DocumentMut, task: &Task<'_>, value: &Edit) -> Option<DocumentMut> {
    let [Step::Name(name)] = task.steps.as_slice() else { return None };
    if document.contains_key(name) {
        return None;
    }
    let text = document.to_string();
    let shows =
        |said: &str| said.strip_prefix(name.as_str()).is_some_and(|rest| rest.trim_start().starts_with('='));
    let (before, after) = text.split_at(near::below_example(&text, shows)?);
    let mut row = Table::new();
    row.insert(name, Item::Value(value.clone()));
    let outermost = !before.lines().any(|line| line.trim_start().starts_with('['));
    let longer: DocumentMut = format!("{before}{row}{after}").parse().ok()?;
    (outermost && near::follows_at_margin(after)).then_some(longer)
}

/// Sets a value below a table; `None` where something else stands in the way.
fn set(table: &mut dyn TableLike, steps: &[Step], value: Edit) -> Option<()> {
    let (Step::Name(name), rest) = steps.split_first()? else { return None };
    match table.get_mut(name) {
        Some(item) if rest.is_empty() => {
            let old = item.as_value_mut()?;
            let decor = old.decor().clone();
            *old = value;
            *old.decor_mut() = decor;
            Some(())
        }
        Some(item) => set_in(item, rest, value),
        None if rest.is_empty() => {
            table.insert(name, Item::Value(value));
            Some(())
        }
        None => {
            let mut made = Table::new();
            made.set_implicit(rest.len() > 1);
            set(&mut made, rest, value)?;
            table.insert(name, Item::Table(made));
            Some(())
        }
    }
}

/// Takes a row out of a table; `None` where there is none.
fn take(table: &mut dyn TableLike, steps: &[Step]) -> Option<()> {
    match steps {
        [Step::Name(name)] => table.remove(name).map(|_| ()),
        [Step::Name(name), rest @ ..] => take(table.get_mut(name)?.as_table_like_mut()?, rest),
        _ => None,
    }
}

fn set_in(item: &mut Item, steps: &[Step], value: Edit) -> Option<()> {
    let (step, rest) = steps.split_first()?;
    if let Step::Name(_) = step {
        return set(item.as_table_like_mut()?, steps, value);
    }
    let tables = item.as_array_of_tables_mut()?;
    let at = match step {
        Step::At(at) => *at,
        Step::Entry { field, is } => {
            let found = tables.iter().position(|table| table.get(field).and_then(Item::as_str) == Some(is));
            found.unwrap_or_else(|| {
                let mut made = Table::new();
                made.insert(field, Item::Value(is.as_str().into()));
                tables.push(made);
                tables.len() - 1
            })
        }
        Step::Name(_) => return None,
    };
    set(tables.get_mut(at)?, rest, value)
}

fn value(leaf: &Tree) -> Option<Edit> {
    Some(match leaf {
        Tree::Text(text) => text.as_str().into(),
        Tree::Bool(flag) => (*flag).into(),
        Tree::Number(number) => number.parse::<i64>().ok()?.into(),
        Tree::List(items) => Edit::Array(items.iter().map(value).collect::<Option<Array>>()?),
        Tree::Null | Tree::Table(_) | Tree::Reference(_) => return None,
    })
}

fn of_table(table: &toml::Table) -> Tree {
    Tree::Table(table.iter().map(|(name, value)| (name.clone(), of_value(value))).collect())
}

fn of_value(value: &toml::Value) -> Tree {
    match value {
        toml::Value::String(text) => Tree::Text(text.clone()),
        toml::Value::Boolean(flag) => Tree::Bool(*flag),
        toml::Value::Array(items) => Tree::List(items.iter().map(of_value).collect()),
        toml::Value::Table(table) => of_table(table),
        number_or_date => Tree::Number(number_or_date.to_string()),
    }
}
