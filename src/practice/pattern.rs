//! The small part of regular expressions that group filters use: literals, `.`, `[…]`, `*`, `+`, `?`, `(…|…)`, `\`.
//!
//! A whole name must match, as in Okta. The work is bounded, so that no filter and no name can keep it busy.

use std::collections::BTreeSet;

/// How deep groups may be nested.
const DEPTH: usize = 4;

#[derive(Debug)]
enum Node {
    Any,
    One(char),
    Set { negated: bool, ranges: Vec<(char, char)> },
    Either(Vec<Vec<Item>>),
}

#[derive(Debug)]
struct Item {
    node: Node,
    optional: bool,
    many: bool,
}

/// Whether the whole text matches. A pattern that cannot be read matches nothing.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.trim_start_matches('^').chars().take(500).collect();
    let mut at = 0;
    let Some(branches) = alternatives(&pattern, &mut at, 0) else { return false };
    if at != pattern.len() {
        return false;
    }
    let text: Vec<char> = text.chars().take(300).collect();
    after_any(&branches, &text, &BTreeSet::from([0])).contains(&text.len())
}

fn alternatives(pattern: &[char], at: &mut usize, depth: usize) -> Option<Vec<Vec<Item>>> {
    if depth > DEPTH {
        return None;
    }
    let mut branches = vec![Vec::new()];
    while let Some(character) = pattern.get(*at) {
        match character {
            ')' if depth > 0 => break,
            '|' => {
                *at += 1;
                branches.push(Vec::new());
            }
            '$' if *at + 1 == pattern.len() => *at += 1,
            _ => {
                let node = node(pattern, at, depth)?;
                let (optional, many) = repeat(pattern, at);
                branches.last_mut()?.push(Item { node, optional, many });
            }
        }
    }
    Some(branches)
}

fn node(pattern: &[char], at: &mut usize, depth: usize) -> Option<Node> {
    let character = *pattern.get(*at)?;
    *at += 1;
    match character {
        '.' => Some(Node::Any),
        '\\' => {
            let escaped = *pattern.get(*at)?;
            *at += 1;
            // Classes such as \d are beyond this small part.
            (!escaped.is_ascii_alphanumeric()).then_some(Node::One(escaped))
        }
        '[' => set(pattern, at),
        '(' => {
            if pattern.get(*at..*at + 2) == Some(&['?', ':']) {
                *at += 2;
            }
            let branches = alternatives(pattern, at, depth + 1)?;
            if pattern.get(*at) != Some(&')') {
                return None;
            }
            *at += 1;
            Some(Node::Either(branches))
        }
        '*' | '+' | '?' | ')' => None,
        plain => Some(Node::One(plain)),
    }
}

fn set(pattern: &[char], at: &mut usize) -> Option<Node> {
    let negated = pattern.get(*at) == Some(&'^');
    if negated {
        *at += 1;
    }
    let mut ranges = Vec::new();
    loop {
        let from = *pattern.get(*at)?;
        *at += 1;
        if from == ']' {
            return Some(Node::Set { negated, ranges });
        }
        let to = match pattern.get(*at..*at + 2) {
            Some(&['-', to]) if to != ']' => {
                *at += 2;
                to
            }
            _ => from,
        };
        ranges.push((from, to));
    }
}

fn repeat(pattern: &[char], at: &mut usize) -> (bool, bool) {
    let bounds = match pattern.get(*at) {
        Some('*') => (true, true),
        Some('+') => (false, true),
        Some('?') => (true, false),
        _ => return (false, false),
    };
    *at += 1;
    bounds
}

/// Where a match of any branch can end, for matches that start at any of `starts`.
fn after_any(branches: &[Vec<Item>], text: &[char], starts: &BTreeSet<usize>) -> BTreeSet<usize> {
    let ends = branches
        .iter()
        .map(|branch| branch.iter().fold(starts.clone(), |starts, item| after_item(item, text, &starts)));
    ends.flatten().collect()
}

/// The same for one item and its repetitions. Only ends not seen before go round again, so it comes to an end.
fn after_item(item: &Item, text: &[char], starts: &BTreeSet<usize>) -> BTreeSet<usize> {
    let once = after_node(&item.node, text, starts);
    let mut found = once.clone();
    let mut fresh = once;
    while item.many && !fresh.is_empty() {
        let next = after_node(&item.node, text, &fresh);
        fresh = next.difference(&found).copied().collect();
        found.extend(&fresh);
    }
    if item.optional {
        found.extend(starts);
    }
    found
}

fn after_node(node: &Node, text: &[char], starts: &BTreeSet<usize>) -> BTreeSet<usize> {
    if let Node::Either(branches) = node {
        return after_any(branches, text, starts);
    }
    let fits = starts.iter().filter(|at| text.get(**at).is_some_and(|character| node.takes(*character)));
    fits.map(|at| at + 1).collect()
}

impl Node {
    fn takes(&self, character: char) -> bool {
        match self {
            Self::Any => true,
            Self::One(one) => *one == character,
            Self::Set { negated, ranges } => {
                ranges.iter().any(|(from, to)| (*from..=*to).contains(&character)) != *negated
            }
            Self::Either(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn whole_names_match_and_work_is_bounded() {
        assert!(matches(".*", "Engineering"));
        assert!(matches("^Eng.*$", "Engineering"));
        assert!(!matches("Eng", "Engineering"));
        assert!(matches("(Engineering|Finance)", "Finance"));
        assert!(matches("Project [0-9]+", "Project 012"));
        assert!(matches("(ab?)+c", "abaabc"));
        assert!(!matches("(", "(") && !matches("*", "*"));
        assert!(!matches("(a*)*(a*)*(a*)*b", &"a".repeat(200)));
        assert!(!matches(&"(a|a)*".repeat(40), &format!("{}b", "a".repeat(60))));
    }
}
