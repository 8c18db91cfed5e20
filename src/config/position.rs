//! On which line a value stands, found by one look through the text, line by line.
//!
//! It only points a finger: what it finds is shown to a person, and nothing is written by it. A text in a style that it does not
//! know has no line.

use std::ops::Range;

use super::document::Document;
use super::editor::Editor;
use super::key::{INSIDE, Step};

/// The line of what these steps lead to, from 1.
pub(super) fn line(document: &Document<'_>, steps: &[Step]) -> Option<usize> {
    let (editor, text) = (document.editor, document.text);
    let rows = || {
        let spans = document.outline.rows(text).iter();
        spans.map(|span| span.of(text)).collect::<Vec<_>>()
    };
    match editor {
        Editor::Env(_) | Editor::Properties | Editor::Ini => assignment(editor, text, steps),
        Editor::Yaml | Editor::ComposeFile => yaml(&rows(), steps),
        Editor::Manifest => manifest(text, &rows(), steps),
        _ => None,
    }
}

/// The last line of the section that assigns something to a name.
fn assignment(editor: Editor, text: &str, steps: &[Step]) -> Option<usize> {
    let (section, name) = match steps {
        [Step::Name(name)] => ("", name),
        [Step::Name(section), Step::Name(name)] => (section.as_str(), name),
        _ => return None,
    };
    let dividers: &[char] = if matches!(editor, Editor::Env(_)) { &['='] } else { &['=', ':'] };
    let mut is_here = section.is_empty();
    let mut found = None;
    for (at, line) in text.lines().enumerate() {
        let line = line.trim_start_matches('\u{FEFF}').trim();
        if editor == Editor::Ini && line.starts_with('[') {
            is_here = line.trim_start_matches('[').split(']').next().map(str::trim) == Some(section);
        }
        let line = line.strip_prefix("export ").unwrap_or(line);
        let assigned = line.strip_prefix(name.as_str()).map(str::trim_start);
        if is_here && assigned.is_some_and(|rest| rest.starts_with(dividers)) {
            found = Some(at + 1);
        }
    }
    found
}

/// A line that says something: its number, how far in it begins, and what it says.
#[derive(Debug, Clone, Copy)]
struct Row<'t> {
    number: usize,
    indent: usize,
    said: &'t str,
}

/// Where such a line stands in its text, which is looked through once for all the values that are asked for.
#[derive(Debug, Clone)]
pub(super) struct Span {
    number: usize,
    indent: usize,
    said: Range<usize>,
}

impl Span {
    fn of<'t>(&self, text: &'t str) -> Row<'t> {
        Row { number: self.number, indent: self.indent, said: &text[self.said.clone()] }
    }
}

/// The lines of a text that say something.
pub(super) fn spans(text: &str) -> Vec<Span> {
    let mut begin = 0;
    let lines = text.split_inclusive('\n').enumerate().filter_map(|(at, line)| {
        let start = begin;
        begin += line.len();
        let said = line.trim_start_matches([' ', '\u{FEFF}']);
        let indent = line.len() - said.len();
        let said = said.trim_end();
        let from = start + indent;
        let says = !said.is_empty() && !said.starts_with('#') && said != "---";
        says.then(|| Span { number: at + 1, indent, said: from..from + said.len() })
    });
    lines.collect()
}

/// The document that the first step names, by its kind and its name.
fn manifest(text: &str, all: &[Row<'_>], steps: &[Step]) -> Option<usize> {
    let (Step::Name(head), rest) = steps.split_first()? else { return None };
    let (kind, name) = head.split_once('/')?;
    let starts = |line: &str| line.trim_end() == "---" || line.starts_with("--- ");
    let borders = text.lines().enumerate().filter(|(_, line)| starts(line)).map(|(at, _)| at + 1);
    let mut from = 0;
    for border in borders.chain([usize::MAX]) {
        let to = all.partition_point(|row| row.number < border);
        let document = &all[from..to];
        from = to;
        let says = |path: &[&str], wanted: &str| {
            let steps: Vec<Step> = path.iter().map(|name| Step::named(name)).collect();
            let line = yaml(document, &steps).and_then(|line| document.iter().find(|row| row.number == line));
            let value = line.and_then(|row| entry(row.said)).map(|(_, value)| bare(value));
            value.is_some_and(|value| value == wanted)
        };
        if says(&["kind"], kind) && says(&["metadata", "name"], name) {
            // A Secret has its values in either of two tables.
            let plain = yaml(document, rest);
            let in_data = || {
                let mut steps = rest.to_vec();
                *steps.first_mut().filter(|step| **step == Step::named("stringData"))? = Step::named("data");
                yaml(document, &steps)
            };
            return plain.or_else(in_data);
        }
    }
    None
}

/// The line of a value in rows of YAML.
fn yaml(rows: &[Row<'_>], steps: &[Step]) -> Option<usize> {
    let mut here = rows.to_vec();
    let mut found = None;
    for step in steps.iter().filter(|step| **step != Step::named(INSIDE)) {
        // What stands between braces is on the line on which they open, or on one of those that follow.
        if let [row] = here.as_slice()
            && row.said.starts_with(['{', '['])
        {
            return Some(row.number);
        }
        let (row, below) = match step {
            Step::Name(name) => named(&here, name)?,
            Step::At(at) => items(&here).into_iter().nth(*at)?,
            Step::Entry { field, is } => {
                let is_it = |(_, item): &(Row<'_>, Vec<Row<'_>>)| {
                    let value = named(item, field).map(|(row, _)| row);
                    value.and_then(|row| entry(row.said)).is_some_and(|(_, value)| bare(value) == is)
                };
                items(&here).into_iter().find(is_it)?
            }
        };
        found = Some(row.number);
        here = below;
    }
    found
}

/// The row of a name, and what is below it.
fn named<'t>(rows: &[Row<'t>], name: &str) -> Option<(Row<'t>, Vec<Row<'t>>)> {
    let margin = rows.first()?.indent;
    let is_it = |row: &Row<'_>| row.indent == margin && entry(row.said).is_some_and(|(key, _)| key == name);
    if let Some(at) = rows.iter().position(is_it) {
        let row = rows[at];
        let (_, value) = entry(row.said)?;
        let is_block = value.is_empty() || value.starts_with(['|', '>', '&', '!']);
        if !is_block {
            let inner = Row { said: value, ..row };
            return Some((row, vec![inner]));
        }
        // The entries of a list may begin at the margin of its name.
        let below = rows[at + 1..].iter();
        let belongs = |next: &&Row<'t>| next.indent > margin || (next.indent == margin && is_item(next.said));
        return Some((row, below.take_while(belongs).copied().collect()));
    }
    // `NAME=value` in a list.
    let pair = |row: &&Row<'_>| {
        let item =
            row.said.strip_prefix('-').map_or(row.said, str::trim_start).trim_start_matches(['"', '\'']);
        item.strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['=', ' ', '"', '\'', ':']))
    };
    rows.iter().find(pair).map(|row| (*row, vec![*row]))
}

/// The entries of a list, each as if it stood without its dash.
fn items<'t>(rows: &[Row<'t>]) -> Vec<(Row<'t>, Vec<Row<'t>>)> {
    let Some(margin) = rows.first().map(|row| row.indent) else { return Vec::new() };
    let mut all: Vec<(Row<'t>, Vec<Row<'t>>)> = Vec::new();
    for row in rows {
        if row.indent == margin && is_item(row.said) {
            let inner = row.said[1..].trim_start();
            let indent = row.indent + (row.said.len() - inner.len());
            let first = Row { indent, said: inner, ..*row };
            all.push((*row, if inner.is_empty() { Vec::new() } else { vec![first] }));
        } else if let Some((_, item)) = all.last_mut() {
            item.push(*row);
        }
    }
    all
}

fn is_item(said: &str) -> bool {
    said == "-" || said.starts_with("- ")
}

/// A name and what stands behind its colon on the same line.
fn entry(said: &str) -> Option<(&str, &str)> {
    let quote = said.chars().next().filter(|first| matches!(first, '"' | '\''));
    let plain = || {
        let end = said.find(": ").or_else(|| said.strip_suffix(':').map(str::len))?;
        Some(said.split_at(end))
    };
    let (key, rest) = quote.map_or_else(plain, |quote| said[1..].split_once(quote))?;
    let value = rest.trim_start().strip_prefix(':')?.trim();
    let comment = if value.starts_with('#') { Some(0) } else { value.find(" #") };
    Some((key, value[..comment.unwrap_or(value.len())].trim_end()))
}

/// A value without its quotes.
fn bare(value: &str) -> &str {
    let inner = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote);
    inner('"').or_else(|| inner('\'')).unwrap_or(value)
}
