//! Where in a literal a setting goes, and the changes of just those places.

use std::ops::Range;

use super::super::key::Step;
use super::super::tree::Tree;
use super::language::{Language, Names};
use super::literal::{Body, Node};

/// A change of the text: what stands in a range is replaced.
pub(super) struct Change {
    pub(super) range: Range<usize>,
    pub(super) text: String,
}

/// What a walk through the text knows.
pub(super) struct Walk<'a> {
    pub(super) language: Language,
    pub(super) text: &'a str,
    pub(super) line_end: &'static str,
    pub(super) leaf: &'a Tree,
}

/// The value that a path leads to.
pub(super) fn element<'n>(node: &'n Node, steps: &[Step]) -> Option<&'n Node> {
    let Some((step, rest)) = steps.split_first() else { return Some(node) };
    let next = match (&node.body, step) {
        (Body::Table { rows, .. }, Step::Name(name)) => &rows.iter().find(|(other, _)| other == name)?.1,
        (Body::List { items, .. }, Step::At(at)) => items.get(*at)?,
        (Body::List { items, .. }, Step::Entry { field, is }) => {
            items.iter().find(|item| item.tree().is_entry(field, is))?
        }
        _ => return None,
    };
    element(next, rest)
}

impl Walk<'_> {
    /// The changes that set the leaf below a value; `None` where something else stands in the way.
    pub(super) fn below(&self, node: &Node, steps: &[Step]) -> Option<Vec<Change>> {
        let Some((step, rest)) = steps.split_first() else { return Some(vec![self.replaced(node)]) };
        let indent = self.indent(node.span.start);
        match (&node.body, step) {
            (Body::Leaf(Tree::Null), _) => {
                Some(vec![Change { range: node.span.clone(), text: self.made(steps, indent) }])
            }
            (Body::Table { rows, inside, names }, Step::Name(name)) => {
                if let Some((_, value)) = rows.iter().find(|(candidate, _)| candidate == name) {
                    return self.below(value, rest);
                }
                let last = rows.last().map(|(_, value)| value.span.end);
                let inner = self.inner(inside, rows.first().map(|(_, value)| value));
                let entry = self.language.name(name, *names) + &self.made(rest, inner);
                Some(self.added(inside, last, inner, &entry))
            }
            (Body::List { items, .. }, Step::At(at)) => self.below(items.get(*at)?, rest),
            (Body::List { items, inside }, Step::Entry { field, is }) => {
                if let Some(item) = items.iter().find(|item| item.tree().is_entry(field, is)) {
                    return self.below(item, rest);
                }
                let inner = self.inner(inside, items.first());
                let entry = self.entry(field, is, rest, inner);
                Some(self.added(inside, items.last().map(|item| item.span.end), inner, &entry))
            }
            _ => None,
        }
    }

    /// The whole value replaced. A list keeps its brackets: a tuple stays a tuple, a set a set.
    fn replaced(&self, node: &Node) -> Change {
        if let (Body::List { inside, .. }, Tree::List(items)) = (&node.body, self.leaf)
            && !items.is_empty()
        {
            let texts: Vec<String> = items.iter().map(|item| self.literal(item)).collect();
            let tuple = self.language == Language::Python
                && texts.len() == 1
                && self.text[..inside.start].ends_with('(');
            return Change { range: inside.clone(), text: texts.join(", ") + if tuple { "," } else { "" } };
        }
        let kept = self.in_same_quotes(&self.text[node.span.clone()]);
        Change { range: node.span.clone(), text: kept.unwrap_or_else(|| self.literal(self.leaf)) }
    }

    /// The new text in the quotes of the old one, where it means itself in them.
    fn in_same_quotes(&self, old: &str) -> Option<String> {
        let Tree::Text(new) = self.leaf else { return None };
        let mark = old.chars().next().filter(|one| matches!(one, '"' | '\''))?;
        let is_plain = old.len() > 1 && old.ends_with(mark) && !old[1..old.len() - 1].contains(mark);
        let means_itself = !new.contains([mark, '\\', '#', '$', '{']);
        (is_plain && means_itself).then(|| format!("{mark}{new}{mark}"))
    }

    /// A new element at the end of brackets: on a line of its own where there are several lines or nothing yet.
    fn added(&self, inside: &Range<usize>, last: Option<usize>, indent: usize, entry: &str) -> Vec<Change> {
        let text = &self.text[inside.clone()];
        let outer = self.indent(inside.start);
        let margin = " ".repeat(indent);
        let end = self.line_end;
        let line_start = self.text[..inside.end].rfind('\n').map_or(0, |at| at + 1);
        let own_line = line_start > inside.start && self.text[line_start..inside.end].trim().is_empty();
        let Some(last) = last else {
            let (range, head) = if text.trim().is_empty() {
                (inside.clone(), end.to_owned())
            } else if own_line {
                return vec![Change {
                    range: line_start..line_start,
                    text: format!("{margin}{entry},{end}"),
                }];
            } else {
                (inside.end..inside.end, end.to_owned())
            };
            let tail = " ".repeat(outer);
            return vec![Change { range, text: format!("{head}{margin}{entry},{end}{tail}") }];
        };
        let comma = self.comma_behind(last, inside.end);
        let missing = if comma.is_none() { "," } else { "" };
        let place = comma.unwrap_or(last);
        if own_line {
            let line = Change { range: line_start..line_start, text: format!("{margin}{entry},{end}") };
            let comma = Change { range: place..place, text: missing.to_owned() };
            return vec![comma, line];
        }
        let gap = if text.contains('\n') { format!("{end}{margin}") } else { " ".to_owned() };
        vec![Change { range: place..place, text: format!("{missing}{gap}{entry}") }]
    }

    /// Where the comma behind the last element ends, comments between them left out.
    fn comma_behind(&self, last: usize, close: usize) -> Option<usize> {
        super::lexer::find(self.language, self.text.get(last..close)?, ",").map(|at| last + at + 1)
    }

    /// How far in the elements of brackets stand.
    fn inner(&self, inside: &Range<usize>, first: Option<&Node>) -> usize {
        let shared = |first: &&Node| self.text[inside.start..first.span.start].contains('\n');
        first.filter(shared).map_or_else(
            || self.indent(inside.start) + self.language.indent(),
            |node| self.indent(node.span.start),
        )
    }

    /// The value, inside tables and lists for the steps that are still to come.
    pub(super) fn made(&self, steps: &[Step], indent: usize) -> String {
        let Some((step, rest)) = steps.split_first() else { return self.literal(self.leaf) };
        let inner = indent + self.language.indent();
        let (open, close, entry) = match step {
            Step::Name(name) => {
                let (open, close) = self.language.table();
                (open, close, self.language.name(name, self.language.names()) + &self.made(rest, inner))
            }
            Step::Entry { field, is } => ('[', ']', self.entry(field, is, rest, inner)),
            Step::At(_) => ('[', ']', self.made(rest, inner)),
        };
        let end = self.line_end;
        format!("{open}{end}{:inner$}{entry},{end}{:indent$}{close}", "", "")
    }

    /// A new table that is an entry of a list, with the field that names it.
    fn entry(&self, field: &str, is: &str, rest: &[Step], indent: usize) -> String {
        let inner = indent + self.language.indent();
        let (open, close) = self.language.table();
        let names: Names = self.language.names();
        let mut rows = vec![self.language.name(field, names) + &self.language.quoted(is)];
        if let Some((Step::Name(name), rest)) = rest.split_first() {
            rows.push(self.language.name(name, names) + &self.made(rest, inner));
        }
        let end = self.line_end;
        let lines: String = rows.join(&format!(",{end}{:inner$}", ""));
        format!("{open}{end}{:inner$}{lines},{end}{:indent$}{close}", "", "")
    }

    fn literal(&self, leaf: &Tree) -> String {
        match leaf {
            Tree::Text(text) | Tree::Reference(text) => self.language.quoted(text),
            Tree::Bool(flag) => self.language.flag(*flag).to_owned(),
            Tree::Number(number) => number.clone(),
            Tree::List(items) => {
                format!("[{}]", items.iter().map(|item| self.literal(item)).collect::<Vec<_>>().join(", "))
            }
            Tree::Null | Tree::Table(_) => self.language.quoted(""),
        }
    }

    /// How many blanks the line has in front that a place is in.
    fn indent(&self, at: usize) -> usize {
        let start = self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let line = &self.text[start..];
        line.len() - line.trim_start_matches([' ', '\t']).len()
    }
}
