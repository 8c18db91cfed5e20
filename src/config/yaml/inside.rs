//! YAML in a text of YAML, as a ConfigMap carries whole files: `data."oidc.config">issuer`.
//!
//! A text of several lines that reads as a table stands in the tree as that table, one step further in. A change goes into
//! the inner text, which is put back as a block with the indentation that it had.

use yaml_edit::YamlFile;
use yaml_serde::Value as Yaml;

use super::super::depth::LEVELS;
use super::super::format::{Format as _, Task};
use super::super::key::{INSIDE, Step, spelled};
use super::super::refusal::RefusalKind;
use super::super::tree::Tree;
use super::{Room, YamlText, load};

/// What stands in the place of the inner text for a moment.
const MARK: &str = "USHER-PUTS-THE-INNER-TEXT-HERE";

impl YamlText {
    /// The tree of an inner text, where a text is one.
    pub(super) fn text_inside(&self, text: &str, room: Room) -> Option<Tree> {
        if self.compose || !text.contains('\n') {
            return None;
        }
        let room = Room { levels: room.levels.checked_sub(1)?, texts: room.texts.checked_sub(1)? };
        let inner = load::only(text, room.levels)?;
        inner.is_mapping().then(|| Tree::table([(INSIDE.to_owned(), self.tree_of(&inner, room))]))
    }

    /// The comments of a text, and of every inner text so far in.
    pub(super) fn comments_down_to(&self, text: &str, texts: usize) -> Vec<String> {
        let file = YamlFile::parse(text).tree();
        let mut all: Vec<String> = file.comments().map(|comment| comment.text().trim().to_owned()).collect();
        if let Some(outer) = load::only(text, LEVELS) {
            self.gather(&outer, Room { levels: LEVELS, texts }, &mut all);
        }
        all
    }

    fn gather(&self, yaml: &Yaml, room: Room, all: &mut Vec<String>) {
        match yaml {
            Yaml::String(text) if self.text_inside(text, room).is_some() => {
                all.extend(self.comments_down_to(text, room.texts.saturating_sub(1)));
            }
            Yaml::Sequence(items) => items.iter().for_each(|item| self.gather(item, room, all)),
            Yaml::Mapping(rows) => rows.iter().for_each(|(_, value)| self.gather(value, room, all)),
            _ => {}
        }
    }

    /// The text with one setting put into an inner text.
    pub(super) fn set_inside(&self, text: &str, task: &Task<'_>) -> Result<String, RefusalKind> {
        let shape = || RefusalKind::Shape { key: task.setting.key.clone(), at: spelled(&task.steps) };
        let border = task.steps.iter().position(|step| *step == Step::Name(INSIDE.to_owned()));
        let (outer, inner) = task.steps.split_at(border.ok_or_else(shape)?);
        let old = raw(text, outer).ok_or_else(shape)?;
        let within = Task { setting: task.setting, steps: inner[1..].to_vec(), leaf: task.leaf.clone() };
        let new = self.set(&old, &within)?;
        let around = Task { setting: task.setting, steps: outer.to_vec(), leaf: Tree::Text(MARK.to_owned()) };
        let marked = self.set(text, &around)?;
        let depth = old.lines().find(|line| !line.trim().is_empty()).and_then(|first| indent_of(text, first));
        put_back(&marked, &new, depth).ok_or_else(shape)
    }
}

/// The inner text as it stands; empty where there is none yet, `None` where something else is.
fn raw(text: &str, steps: &[Step]) -> Option<String> {
    let outer = load::only(text, LEVELS)?;
    let mut here = Some(&outer);
    for step in steps {
        here = match (here, step) {
            (Some(Yaml::Mapping(rows)), Step::Name(name)) => rows.get(name.as_str()),
            (None | Some(Yaml::Null), _) => None,
            _ => return None,
        };
    }
    match here {
        None | Some(Yaml::Null) => Some(String::new()),
        Some(Yaml::String(inner)) => Some(inner.clone()),
        Some(_) => None,
    }
}

/// How far in the line stands that says this.
fn indent_of(text: &str, said: &str) -> Option<usize> {
    let line = text.lines().find(|line| line.trim() == said.trim())?;
    Some(line.len() - line.trim_start().len())
}

/// The marked text with the inner text in the place of the mark, as a block of its own lines.
fn put_back(marked: &str, inner: &str, depth: Option<usize>) -> Option<String> {
    let line_end = if marked.contains("\r\n") { "\r\n" } else { "\n" };
    let mark = format!("\"{MARK}\"");
    let at = marked.find(&mark)?;
    let start = marked[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = &marked[start..at];
    let outer = line.len() - line.trim_start().len();
    let margin = " ".repeat(depth.filter(|depth| *depth > outer).unwrap_or(outer + 2));
    let mut block = String::from(if inner.ends_with('\n') { "|" } else { "|-" });
    for line in inner.lines() {
        block.push_str(line_end);
        if !line.is_empty() {
            block.extend([margin.as_str(), line]);
        }
    }
    let behind = &marked[at + mark.len()..];
    // What follows on the same line can only be a comment, which belongs beside the sign of the block.
    let tail = behind.find(['\r', '\n']).unwrap_or(behind.len());
    let (comment, rest) = behind.split_at(tail);
    let sign_end = block.find(['\r', '\n']).unwrap_or(block.len());
    block.insert_str(sign_end, comment);
    Some([&marked[..at], &block, rest].concat())
}
