//! Kubernetes manifests: several YAML documents in one file, told apart by kind and name.
//!
//! The first step of a key is `Kind/name`: `Secret/coder-oidc.stringData.client-secret`. Only the text of that document is
//! touched. A Secret's values mean the same in `data` and in `stringData`. A Secret or ConfigMap that is missing is added as a new document; other kinds are not made up.

use super::super::format::{Format, Row, Task, before_line, line_end, text_leaf, typed_leaf};
use super::super::key::{self, Step};
use super::super::read_error::ReadError;
use super::super::refusal::RefusalKind;
use super::super::tree::Tree;
use super::super::value::Setting;
use super::{YamlText, secret_data};

/// Files of Kubernetes manifests.
pub(in crate::config) struct Manifest;

const YAML: YamlText = YamlText { compose: false };

impl Format for Manifest {
    fn set(&self, text: &str, task: &Task<'_>) -> Result<String, RefusalKind> {
        let shape = || task.shape();
        let (head, rest) = task.steps.split_at_checked(1).ok_or_else(shape)?;
        let inner = Task { setting: task.setting, steps: rest.to_vec(), leaf: task.leaf.clone() };
        let all = documents(text);
        let Some(at) = position(&all, head) else {
            let line_end = line_end(text);
            let made = YAML.set(&skeleton(head).ok_or_else(shape)?, &inner)?.replace('\n', line_end);
            let gap = before_line(text);
            let divider = if text.trim().is_empty() { String::new() } else { format!("---{line_end}") };
            return Ok(format!("{text}{gap}{divider}{made}"));
        };
        let kept = YAML.tree(all[at]).ok().and_then(|tree| secret_data::spelled(&tree, rest, &task.leaf));
        let inner = match kept {
            Some((steps, leaf)) => Task { setting: task.setting, steps, leaf },
            None => inner,
        };
        let changed = YAML.set(all[at], &inner)?;
        Ok(format!("{}{changed}{}", all[..at].concat(), all[at + 1..].concat()))
    }

    fn tree(&self, text: &str) -> Result<Tree, ReadError> {
        let mut tree = Tree::table([]);
        let mut line = 0;
        for (number, document) in documents(text).into_iter().enumerate() {
            let one =
                YAML.tree(document).map_err(|why| ReadError { line: why.line.map(|at| at + line), ..why })?;
            line += document.matches('\n').count();
            if matches!(one, Tree::Null) {
                continue;
            }
            let name = identity(&one).unwrap_or_else(|| format!("#{number}"));
            let steps = [Step::Name(name)];
            let found = match tree.put(&steps, Tree::Null) {
                None => secret_data::decoded(one),
                // Two documents of one kind and name: neither can be meant, so the name leads to no table.
                Some(earlier) => Tree::List(vec![earlier, one]),
            };
            tree.put(&steps, found);
        }
        Ok(tree)
    }

    fn comments(&self, text: &str) -> Vec<String> {
        documents(text).into_iter().flat_map(|document| YAML.comments(document)).collect()
    }

    fn steps(&self, key: &str) -> Result<Vec<Step>, RefusalKind> {
        let steps = secret_data::normal(key::steps_inside(key)?);
        match steps.first() {
            Some(Step::Name(name)) if name.contains(['/', '#']) && steps.len() > 1 => Ok(steps),
            _ => Err(RefusalKind::Key { key: key.to_owned() }),
        }
    }

    fn leaf(&self, setting: &Setting, steps: &[Step]) -> Result<Tree, RefusalKind> {
        match steps.get(1) {
            _ if key::leads_inside(steps) => typed_leaf(setting),
            Some(Step::Name(name)) if name == "data" || name == "stringData" => text_leaf(setting),
            _ if YAML.is_environment(steps) => text_leaf(setting),
            _ => typed_leaf(setting),
        }
    }

    fn remove(&self, text: &str, row: &Row) -> Result<String, RefusalKind> {
        let shape = || row.shape();
        let (head, rest) = row.steps.split_at_checked(1).ok_or_else(shape)?;
        let all = documents(text);
        let at = position(&all, head).ok_or_else(shape)?;
        let changed = YAML.without(all[at], &row.key, rest)?;
        Ok(format!("{}{changed}{}", all[..at].concat(), all[at + 1..].concat()))
    }

    fn prepare(&self, tree: &mut Tree, task: &Task<'_>) {
        let Some(head) = task.steps.get(..1) else { return };
        if let (None, Some(made)) = (tree.get(head), skeleton(head).and_then(|text| YAML.tree(&text).ok())) {
            tree.put(head, made);
        }
    }
}

/// The documents of a file, each with the line `---` that opens it. Joined, they are the file.
fn documents(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        if at > start
            && line
                .strip_prefix("---")
                .is_some_and(|rest| rest.trim_start().len() < rest.len() || rest.is_empty())
        {
            all.push(&text[start..at]);
            start = at;
        }
        at += line.len();
    }
    all.push(&text[start..]);
    all
}

/// `Kind/name` of a document.
fn identity(tree: &Tree) -> Option<String> {
    let text = |path: &[&str]| {
        let steps: Vec<Step> = path.iter().map(|&name| Step::named(name)).collect();
        match tree.get(&steps).as_deref() {
            Some(Tree::Text(text)) => Some(text.clone()),
            _ => None,
        }
    };
    Some(format!("{}/{}", text(&["kind"])?, text(&["metadata", "name"])?))
}

/// A new document of a kind that needs nothing else.
fn skeleton(head: &[Step]) -> Option<String> {
    let [Step::Name(head)] = head else { return None };
    let (kind, name) = head.split_once('/')?;
    let plain =
        !name.is_empty() && name.chars().all(|one| one.is_ascii_alphanumeric() || matches!(one, '-' | '.'));
    let known = matches!(kind, "Secret" | "ConfigMap");
    (known && plain).then(|| format!("apiVersion: v1\nkind: {kind}\nmetadata:\n  name: \"{name}\"\n"))
}

/// Which of the documents is meant: by kind and name, or by its number where it has none.
fn position(all: &[&str], head: &[Step]) -> Option<usize> {
    let name = |(number, document): (usize, &&str)| {
        let tree = YAML.tree(document).ok()?;
        Some(identity(&tree).unwrap_or_else(|| format!("#{number}")))
    };
    all.iter().enumerate().position(|one| name(one).is_some_and(|name| head == [Step::Name(name)]))
}
