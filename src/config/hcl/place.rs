//! Where in an HCL text a setting goes, and the change of just that place.

use std::ops::Range;

use hcl_edit::Span;
use hcl_edit::expr::{Expression, Object};
use hcl_edit::structure::{Attribute, Block, Body};

use super::super::format::Task;
use super::super::key::{Step, spelled};
use super::super::refusal::RefusalKind;
use super::super::tree::Tree;
use super::reading::{name_of, path};
use crate::base::quoting;

/// Block types of Terraform with the number of their labels, for blocks that are not there yet.
const LABELS: &[(&str, usize)] = &[
    ("resource", 2),
    ("data", 2),
    ("variable", 1),
    ("output", 1),
    ("module", 1),
    ("provider", 1),
    ("locals", 0),
    ("terraform", 0),
];

/// A change of the text: what stands in a range is replaced.
struct Change {
    range: Range<usize>,
    text: String,
}

/// What a walk through the text knows.
struct Walk<'a> {
    text: &'a str,
    line_end: &'static str,
    leaf: &'a Tree,
}

/// The text with one setting put in.
pub(super) fn set(text: &str, body: &Body, task: &Task<'_>) -> Result<String, RefusalKind> {
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let walk = Walk { text, line_end, leaf: &task.leaf };
    let names: Option<Vec<&str>> = task
        .steps
        .iter()
        .map(|step| if let Step::Name(name) = step { Some(name.as_str()) } else { None })
        .collect();
    let change = names.and_then(|names| walk.in_body(body, &names, None));
    let Some(change) = change.filter(|change| text.get(change.range.clone()).is_some()) else {
        return Err(RefusalKind::Shape { key: task.setting.key.clone(), at: spelled(&task.steps) });
    };
    let mut out = text.to_owned();
    out.replace_range(change.range, &change.text);
    Ok(out)
}

/// Where the entry of an object stands, its name included.
pub(super) fn entry(body: &Body, steps: &[Step]) -> Option<Range<usize>> {
    let names: Option<Vec<&str>> = steps
        .iter()
        .map(|step| if let Step::Name(name) = step { Some(name.as_str()) } else { None })
        .collect();
    entry_in(body, &names?)
}

fn entry_in(body: &Body, names: &[&str]) -> Option<Range<usize>> {
    let (name, rest) = names.split_first()?;
    if let Some(attribute) = body.get_attribute(name) {
        return entry_of(&attribute.value, rest);
    }
    let block = body.blocks().find(|block| names.starts_with(&path(block)))?;
    entry_in(&block.body, &names[path(block).len()..])
}

fn entry_of(expression: &Expression, names: &[&str]) -> Option<Range<usize>> {
    let (name, rest) = names.split_first()?;
    let Expression::Object(object) = expression else { return None };
    let (key, value) = object.iter().find(|(key, _)| name_of(key) == *name)?;
    if !rest.is_empty() {
        return entry_of(value.expr(), rest);
    }
    Some(key.span()?.start..value.expr().span()?.end)
}

impl Walk<'_> {
    /// In a body: the whole file, or a block's inside, whose block is `within`.
    fn in_body(&self, body: &Body, names: &[&str], within: Option<&Block>) -> Option<Change> {
        let (name, rest) = names.split_first()?;
        if let Some(attribute) = body.get_attribute(name) {
            return self.in_attribute(attribute, rest);
        }
        let mut same = body.blocks().filter(|block| {
            let path = path(block);
            names.len() > path.len() && names.starts_with(&path)
        });
        if let Some(block) = same.next() {
            return match same.next() {
                Some(_) => None,
                None => self.in_body(&block.body, &names[path(block).len()..], Some(block)),
            };
        }
        let indent =
            within.map_or(0, |block| self.indent(block.span().map_or(0, |span| span.start)).len() + 2);
        let lines = match within {
            None if labels(body, name).is_some() => self.new_block(body, names)?,
            _ => vec![format!("{name} = {}", self.made(rest, indent))],
        };
        let margin = " ".repeat(indent);
        let lines: String =
            lines.iter().flat_map(|line| [margin.as_str(), line.as_str(), self.line_end]).collect();
        match within {
            None => Some(self.at_end(&lines)),
            Some(block) => self.before_brace(block.span()?, block.body.is_empty(), lines),
        }
    }

    fn in_attribute(&self, attribute: &Attribute, names: &[&str]) -> Option<Change> {
        self.in_expression(&attribute.value, names)
    }

    fn in_expression(&self, expression: &Expression, names: &[&str]) -> Option<Change> {
        let range = expression.span()?;
        let Some((name, rest)) = names.split_first() else {
            return Some(Change { range, text: self.made(&[], 0) });
        };
        let indent = self.indent(range.start).len();
        match expression {
            Expression::Null(_) => Some(Change { range, text: self.made(names, indent) }),
            Expression::Object(object) => match object.iter().find(|(key, _)| name_of(key) == *name) {
                Some((_, value)) => self.in_expression(value.expr(), rest),
                None => self.in_object(object, &range, name, rest),
            },
            _ => None,
        }
    }

    /// A new entry at the end of an object: on a line of its own where the object has several.
    fn in_object(&self, object: &Object, range: &Range<usize>, name: &str, rest: &[&str]) -> Option<Change> {
        let indent = self.indent(range.start).len() + 2;
        let entry = format!("{} = {}", key(name), self.made(rest, indent));
        if object.is_empty() || self.text.get(range.clone())?.contains('\n') {
            let line = format!("{:indent$}{entry}{}", "", self.line_end);
            return self.before_brace(range.clone(), object.is_empty(), line);
        }
        let brace = range.end.checked_sub(1)?;
        let inner_end = self.text.get(..brace)?.trim_end().len();
        let comma = if self.text[..inner_end].ends_with(',') { "" } else { "," };
        Some(Change { range: inner_end..brace, text: format!("{comma} {entry} ") })
    }

    /// Lines put in before the closing brace of a range.
    fn before_brace(&self, range: Range<usize>, empty: bool, lines: String) -> Option<Change> {
        let brace = range.end.checked_sub(1)?;
        let before = self.text.get(..brace)?;
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        if line_start > range.start && before[line_start..].trim().is_empty() {
            return Some(Change { range: line_start..line_start, text: lines });
        }
        let indent = self.indent(range.start);
        let open = before.rfind('{')?;
        if empty {
            let text = format!("{}{lines}{indent}", self.line_end);
            return Some(Change { range: open + 1..brace, text });
        }
        // A block on one line holds a single attribute; it is opened up.
        let open = range.start + self.text.get(range.clone())?.find('{')?;
        let inner = self.text.get(open + 1..brace)?.trim();
        let text = format!("{}{indent}  {inner}{}{lines}{indent}", self.line_end, self.line_end);
        Some(Change { range: open + 1..brace, text })
    }

    fn at_end(&self, lines: &str) -> Change {
        let end = self.text.len();
        let gap = if self.text.is_empty() || self.text.ends_with('\n') { "" } else { self.line_end };
        Change { range: end..end, text: format!("{gap}{lines}") }
    }

    /// A new block at the top of the file, line by line.
    fn new_block(&self, body: &Body, names: &[&str]) -> Option<Vec<String>> {
        let (kind, rest) = names.split_first()?;
        let (labels, rest) = rest.split_at_checked(labels(body, kind)?)?;
        let (name, rest) = rest.split_first()?;
        let labels: String = labels.iter().flat_map(|label| [" ".to_owned(), quoted(label)]).collect();
        let head = format!("{kind}{labels} {{");
        let gap = (!self.text.is_empty()).then(String::new);
        let inside = format!("  {name} = {}", self.made(rest, 2));
        Some(gap.into_iter().chain([head, inside, "}".to_owned()]).collect())
    }

    /// The value, inside objects for the names that are still to come.
    fn made(&self, names: &[&str], indent: usize) -> String {
        match names.split_first() {
            None => literal(self.leaf),
            Some((name, rest)) => {
                let inner = self.made(rest, indent + 2);
                let (end, deep) = (self.line_end, indent + 2);
                format!("{{{end}{:deep$}{} = {inner}{end}{:indent$}}}", "", key(name), "")
            }
        }
    }

    /// The white space at the start of the line that a place is in.
    fn indent(&self, at: usize) -> &str {
        let start = self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let line = &self.text[start..];
        &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
    }
}

/// How many labels blocks of a type have, by what Terraform knows or by what the file has; `None` for no type of blocks.
fn labels(body: &Body, name: &str) -> Option<usize> {
    let known = LABELS.iter().find(|(known, _)| *known == name).map(|(_, labels)| *labels);
    known.or_else(|| body.get_blocks(name).next().map(|block| block.labels.len()))
}

/// A key of an object: bare where HCL allows it.
fn key(name: &str) -> String {
    let plain = name.starts_with(|one: char| one.is_ascii_alphabetic() || one == '_')
        && name.chars().all(|one| one.is_ascii_alphanumeric() || matches!(one, '_' | '-'));
    if plain { name.to_owned() } else { quoted(name) }
}

fn literal(leaf: &Tree) -> String {
    match leaf {
        Tree::Text(text) => quoted(text),
        Tree::Bool(flag) => flag.to_string(),
        Tree::Number(number) => number.clone(),
        Tree::List(items) => format!("[{}]", items.iter().map(literal).collect::<Vec<_>>().join(", ")),
        Tree::Null | Tree::Table(_) | Tree::Reference(_) => "null".to_owned(),
    }
}

/// A text in HCL's quotes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", quoting::hcl(text))
}
