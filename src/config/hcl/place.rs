//! Where in an HCL text a setting goes, and the change of just that place.

use std::ops::Range;

use hcl_edit::Span;
use hcl_edit::expr::{Expression, Object};
use hcl_edit::structure::{Block, Body};

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
    let change = walk.in_body(body, &task.steps, None);
    let Some(change) = change.filter(|change| text.get(change.range.clone()).is_some()) else {
        return Err(RefusalKind::Shape { key: task.setting.key.clone(), at: spelled(&task.steps) });
    };
    let mut out = text.to_owned();
    out.replace_range(change.range, &change.text);
    Ok(out)
}

/// Where the entry of an object stands, its name included.
pub(super) fn entry(body: &Body, steps: &[Step]) -> Option<Range<usize>> {
    let (name, rest) = split_name(steps)?;
    if let Some(attribute) = body.get_attribute(name) {
        return entry_of(&attribute.value, rest);
    }
    let (block, rest) = blocks_of(body, steps).into_iter().next()?;
    entry(&block.body, rest)
}

fn entry_of(expression: &Expression, steps: &[Step]) -> Option<Range<usize>> {
    let (name, rest) = split_name(steps)?;
    let Expression::Object(object) = expression else { return None };
    let (key, value) = object.iter().find(|(key, _)| name_of(key) == name)?;
    if !rest.is_empty() {
        return entry_of(value.expr(), rest);
    }
    Some(key.span()?.start..value.expr().span()?.end)
}

/// The blocks that steps lead into, each with the steps inside it; several where nothing says which one is meant: where they
/// have the same name, a number behind the name does.
fn blocks_of<'b, 's>(body: &'b Body, steps: &'s [Step]) -> Vec<(&'b Block, &'s [Step])> {
    let behind = |block: &Block| {
        let path = path(block);
        let (head, rest) = steps.split_at_checked(path.len())?;
        let is_named = head.iter().zip(path).all(|(step, name)| *step == Step::named(name));
        (is_named && !rest.is_empty()).then_some(rest)
    };
    let same: Vec<_> = body.blocks().filter_map(|block| Some((block, behind(block)?))).collect();
    match same.as_slice() {
        [(_, [Step::At(at), rest @ ..]), _, ..] => {
            same.get(*at).map_or(same.clone(), |(block, _)| vec![(*block, rest)])
        }
        _ => same,
    }
}

fn split_name(steps: &[Step]) -> Option<(&str, &[Step])> {
    match steps {
        [Step::Name(name), rest @ ..] => Some((name, rest)),
        _ => None,
    }
}

impl Walk<'_> {
    /// In a body: the whole file, or a block's inside, whose block is `within`.
    fn in_body(&self, body: &Body, steps: &[Step], within: Option<&Block>) -> Option<Change> {
        let (name, rest) = split_name(steps)?;
        if let Some(attribute) = body.get_attribute(name) {
            return self.in_expression(&attribute.value, rest);
        }
        match blocks_of(body, steps).as_slice() {
            [] => {}
            [(block, rest)] => return self.in_body(&block.body, rest, Some(block)),
            _ => return None,
        }
        let indent =
            within.map_or(0, |block| self.indent(block.span().map_or(0, |span| span.start)).len() + 2);
        let lines = match within {
            None if labels(body, name).is_some() => self.new_block(body, steps)?,
            _ => vec![format!("{name} = {}", self.made(rest, indent)?)],
        };
        let margin = " ".repeat(indent);
        let lines: String =
            lines.iter().flat_map(|line| [margin.as_str(), line.as_str(), self.line_end]).collect();
        match within {
            None => Some(self.at_end(&lines)),
            Some(block) => self.before_brace(block.span()?, block.body.is_empty(), lines),
        }
    }

    fn in_expression(&self, expression: &Expression, steps: &[Step]) -> Option<Change> {
        let range = expression.span()?;
        let indent = self.indent(range.start).len();
        match (expression, steps) {
            (_, []) => Some(Change { range, text: literal(self.leaf) }),
            (Expression::Null(_), _) => Some(Change { range, text: self.made(steps, indent)? }),
            (Expression::Array(items), [Step::At(at), rest @ ..]) => {
                self.in_expression(items.get(*at)?, rest)
            }
            (Expression::Object(object), [Step::Name(name), rest @ ..]) => {
                match object.iter().find(|(key, _)| name_of(key) == *name) {
                    Some((_, value)) => self.in_expression(value.expr(), rest),
                    None => self.in_object(object, &range, name, rest),
                }
            }
            _ => None,
        }
    }

    /// A new entry at the end of an object: on a line of its own where the object has several.
    fn in_object(&self, object: &Object, range: &Range<usize>, name: &str, rest: &[Step]) -> Option<Change> {
        let indent = self.indent(range.start).len() + 2;
        let entry = format!("{} = {}", key(name), self.made(rest, indent)?);
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
    fn new_block(&self, body: &Body, steps: &[Step]) -> Option<Vec<String>> {
        let (kind, rest) = split_name(steps)?;
        let (labels, rest) = rest.split_at_checked(labels(body, kind)?)?;
        let (name, rest) = split_name(rest)?;
        let mut head = kind.to_owned();
        for label in labels {
            let Step::Name(label) = label else { return None };
            head.extend([" ", &quoted(label)]);
        }
        let gap = (!self.text.is_empty()).then(String::new);
        let inside = format!("  {name} = {}", self.made(rest, 2)?);
        Some(gap.into_iter().chain([format!("{head} {{"), inside, "}".to_owned()]).collect())
    }

    /// The value, inside objects for the names that are still to come.
    fn made(&self, steps: &[Step], indent: usize) -> Option<String> {
        if steps.is_empty() {
            return Some(literal(self.leaf));
        }
        let (name, rest) = split_name(steps)?;
        let (end, deep) = (self.line_end, indent + 2);
        let inner = self.made(rest, deep)?;
        Some(format!("{{{end}{:deep$}{} = {inner}{end}{:indent$}}}", "", key(name), ""))
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
