//! Literals: what they say, and where each piece of them stands.

use std::collections::HashSet;
use std::ops::Range;

use super::super::tree::Tree;
use super::language::{Language, Names};
use super::lexer::{Kind, Token};

/// A value and its place.
#[derive(Clone)]
pub(super) struct Node {
    /// Where the element begins whose value this is, with its name.
    pub(super) from: usize,
    pub(super) span: Range<usize>,
    pub(super) body: Body,
}

/// What a value is.
#[derive(Clone)]
pub(super) enum Body {
    /// Text, flag, number, nothing, or an expression, which is a reference.
    Leaf(Tree),
    /// A list, a tuple or a set.
    List { items: Vec<Node>, inside: Range<usize> },
    /// A table.
    Table { rows: Vec<(String, Node)>, inside: Range<usize>, names: Names },
}

impl Node {
    /// The value without its places.
    pub(super) fn tree(&self) -> Tree {
        match &self.body {
            Body::Leaf(tree) => tree.clone(),
            Body::List { items, .. } => Tree::List(items.iter().map(Self::tree).collect()),
            Body::Table { rows, .. } => {
                Tree::Table(rows.iter().map(|(name, value)| (name.clone(), value.tree())).collect())
            }
        }
    }
}

/// One element of brackets.
struct Element {
    name: Option<(String, Names)>,
    value: Node,
}

pub(super) struct Parser<'a> {
    pub(super) language: Language,
    pub(super) text: &'a str,
    /// The tokens that say something.
    pub(super) tokens: &'a [&'a Token],
}

impl Parser<'_> {
    /// The tokens from `from` to `to` as one value; what is no literal is an expression.
    pub(super) fn value(&self, from: usize, to: usize) -> Option<Node> {
        let first = self.tokens.get(from..to)?.first()?;
        let last = self.tokens.get(to - 1)?;
        let span = first.span.start..last.span.end;
        let body = self.literal(from, to);
        let body = body.unwrap_or_else(|| Body::Leaf(self.expression(span.clone())));
        Some(Node { from: span.start, body, span })
    }

    fn expression(&self, span: Range<usize>) -> Tree {
        Tree::Reference(self.text.get(span).unwrap_or_default().to_owned())
    }

    fn spelled(&self, at: usize) -> &str {
        self.tokens.get(at).and_then(|token| self.text.get(token.span.clone())).unwrap_or_default()
    }

    fn is(&self, at: usize, mark: &str) -> bool {
        self.spelled(at) == mark && self.tokens[at].kind == Kind::Mark
    }

    fn literal(&self, from: usize, to: usize) -> Option<Body> {
        let token = self.tokens.get(from)?;
        match (&token.kind, to - from) {
            (Kind::Text(meaning), 1) => meaning.clone().map(|text| Body::Leaf(Tree::Text(text))),
            (Kind::Number, 1) => Some(Body::Leaf(Tree::Number(self.spelled(from).to_owned()))),
            (Kind::Mark, 2) if self.spelled(from) == "-" && self.tokens[from + 1].kind == Kind::Number => {
                Some(Body::Leaf(Tree::Number(format!("-{}", self.spelled(from + 1)))))
            }
            (Kind::Word, 1) => self.language.word(self.spelled(from)).map(Body::Leaf),
            (Kind::Word, _)
                if self.language == Language::Php && self.spelled(from).eq_ignore_ascii_case("array") =>
            {
                self.brackets(from + 1, to, "(")
            }
            (Kind::Open, _) => self.brackets(from, to, ""),
            _ => None,
        }
    }

    /// Brackets that reach from the first token to the last. `wanted` is the bracket that must open them, empty for any
    /// that the language has for literals.
    fn brackets(&self, from: usize, to: usize, wanted: &str) -> Option<Body> {
        let (open, close) = (self.tokens.get(from)?, self.tokens.get(to.checked_sub(1)?)?);
        let closes = (from + 1..to).find(|at| self.closes(*at, open.depth))?;
        let bracket = self.spelled(from);
        let fits = if wanted.is_empty() {
            bracket != "(" || self.language == Language::Python
        } else {
            bracket == wanted
        };
        if closes + 1 != to || !fits {
            return None;
        }
        let inside = open.span.end..close.span.start;
        let ends = self.commas(from + 1, closes, open.depth + 1);
        // `("x")` is a text in parentheses, not a tuple.
        if bracket == "(" && self.language == Language::Python && ends.len() == 1 && !self.is(closes - 1, ",")
        {
            return None;
        }
        let elements: Option<Vec<Element>> =
            ends.into_iter().map(|(from, to)| self.element(from, to)).collect();
        self.gathered(elements?, inside, bracket)
    }

    fn closes(&self, at: usize, depth: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == Kind::Close && token.depth == depth)
    }

    /// The stretches between commas.
    fn commas(&self, from: usize, to: usize, depth: usize) -> Vec<(usize, usize)> {
        let mut all = Vec::new();
        let mut start = from;
        for at in from..to {
            if self.is(at, ",") && self.tokens[at].depth == depth {
                all.push((start, at));
                start = at + 1;
            }
        }
        if start < to {
            all.push((start, to));
        }
        all
    }

    /// One element; `None` where it makes the whole an expression: spread, or made by a loop.
    fn element(&self, from: usize, to: usize) -> Option<Element> {
        let first = self.tokens.get(from)?;
        let spread = matches!(self.spelled(from), "*" | "**" | "." | "&");
        let looped = (from..to).any(|at| self.tokens[at].depth == first.depth && self.spelled(at) == "for");
        if from >= to || spread || looped {
            return None;
        }
        let divided = match self.language {
            Language::Php => {
                (from..to).find(|at| self.is(*at, "=>") && self.tokens[*at].depth == first.depth)
            }
            _ => (from..to).find(|at| {
                (self.is(*at, ":") || self.is(*at, "=>"))
                    && self.tokens[*at].depth == first.depth
                    && *at > from
            }),
        };
        let Some(at) = divided else {
            return self.value(from, to).map(|value| Element { name: None, value });
        };
        let name = self.key(from, at);
        let value = self.value(at + 1, to).map(|value| Node { from: first.span.start, ..value });
        value.map(|value| Element { name: Some(name), value })
    }

    /// A table's name: a text or a symbol by its meaning, everything else as it is spelled.
    fn key(&self, from: usize, to: usize) -> (String, Names) {
        let single = to == from + 1;
        let symbol = self.language == Language::Ruby;
        let colon = self.is(to, ":");
        match &self.tokens[from].kind {
            Kind::Text(Some(text)) if single => {
                (text.clone(), if symbol && colon { Names::Symbols } else { Names::Texts })
            }
            Kind::Word if single && symbol && colon => (self.spelled(from).to_owned(), Names::Symbols),
            Kind::Mark if symbol && to == from + 2 && self.spelled(from) == ":" => {
                (self.spelled(from + 1).to_owned(), Names::Symbols)
            }
            _ => {
                let span = self.tokens[from].span.start..self.tokens[to - 1].span.end;
                (format!("({})", self.text.get(span).unwrap_or_default()), Names::Texts)
            }
        }
    }

    fn gathered(&self, elements: Vec<Element>, inside: Range<usize>, bracket: &str) -> Option<Body> {
        let curly = bracket == "{";
        let named = elements.iter().filter(|element| element.name.is_some()).count();
        if elements.is_empty() && self.language == Language::Php {
            return Some(Body::Leaf(Tree::Null));
        }
        if named == 0 && !(elements.is_empty() && curly) {
            return Some(Body::List {
                items: elements.into_iter().map(|element| element.value).collect(),
                inside,
            });
        }
        if named < elements.len() {
            return None;
        }
        let rows: Vec<(String, Names, Node)> = elements
            .into_iter()
            .filter_map(|element| element.name.map(|(name, names)| (name, names, element.value)))
            .collect();
        let numbered = self.language == Language::Php
            && rows.iter().enumerate().all(|(at, (name, ..))| *name == format!("({at})"));
        if numbered {
            return Some(Body::List { items: rows.into_iter().map(|(_, _, value)| value).collect(), inside });
        }
        let mut seen = HashSet::new();
        if !rows.iter().all(|(name, ..)| seen.insert(name)) {
            return None;
        }
        let style = rows.last().map_or(self.language.names(), |(_, names, _)| *names);
        Some(Body::Table {
            rows: rows.into_iter().map(|(name, _, value)| (name, value)).collect(),
            inside,
            names: style,
        })
    }
}
