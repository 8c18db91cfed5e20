//! YAML in a text of YAML, as a ConfigMap carries whole files: `data."oidc.config">issuer`.
//!
//! A text of several lines that reads as a table stands in the tree as that table, one step further in. A change goes into
//! the inner text, which is put back as a block with the indentation that it had.

use yaml_edit::YamlFile;

use super::super::depth::LEVELS;
use super::super::format::{Format as _, Row, Task};
use super::super::key::{INSIDE, Step, spelled};
use super::super::refusal::RefusalKind;
use super::super::toml::Toml;
use super::super::tree::Tree;
use super::super::value::{Setting, Value};
use super::{Room, YamlText, load};

/// What stands in the place of the inner text for a moment.
const MARK: &str = "USHER-PUTS-THE-INNER-TEXT-HERE";

impl YamlText {
    /// The tree of an inner text, where a text is one; the name of the row in which it stands may say that it is TOML.
    pub(super) fn text_inside(&self, name: Option<&str>, text: &str, room: Room) -> Option<Tree> {
        if self.compose || !text.contains('\n') {
            return None;
        }
        let room = Room { levels: room.levels.checked_sub(1)?, texts: room.texts.checked_sub(1)? };
        if name.is_some_and(is_toml) {
            let inner = Toml.tree(text).ok().filter(|inner| matches!(inner, Tree::Table(_)))?;
            return Some(Tree::table([(INSIDE.to_owned(), inner)]));
        }
        let mut inner = load::only(text, room.levels).filter(|inner| matches!(inner, Tree::Table(_)))?;
        self.read_texts(None, &mut inner, room);
        Some(Tree::table([(INSIDE.to_owned(), inner)]))
    }

    /// The comments of a text, and of every inner text so far in.
    pub(super) fn comments_down_to(&self, text: &str, texts: usize) -> Vec<String> {
        let file = YamlFile::parse(text).tree();
        let mut all: Vec<String> = file.comments().map(|comment| comment.text().trim().to_owned()).collect();
        if let Some(outer) = load::only(text, LEVELS) {
            self.gather(None, &outer, Room { levels: LEVELS, texts }, &mut all);
        }
        all
    }

    fn gather(&self, name: Option<&str>, tree: &Tree, room: Room, all: &mut Vec<String>) {
        match tree {
            Tree::Text(text) if self.text_inside(name, text, room).is_some() => {
                all.extend(if name.is_some_and(is_toml) {
                    Toml.comments(text)
                } else {
                    self.comments_down_to(text, room.texts.saturating_sub(1))
                });
            }
            Tree::List(items) => items.iter().for_each(|item| self.gather(None, item, room, all)),
            Tree::Table(rows) => {
                rows.iter().for_each(|(name, value)| self.gather(Some(name), value, room, all));
            }
            _ => {}
        }
    }

    /// The text with one setting put into an inner text.
    pub(super) fn set_inside(&self, text: &str, task: &Task<'_>) -> Result<String, RefusalKind> {
        self.changed_inside(text, task.setting, &task.steps, |old, inner| {
            let within = Task { setting: task.setting, steps: inner.to_vec(), leaf: task.leaf.clone() };
            if leads_to_toml(&task.steps) { Toml.set(old, &within) } else { self.set(old, &within) }
        })
    }

    /// The text without what stands at a place of an inner text.
    pub(super) fn without_inside(
        &self,
        text: &str,
        key: &str,
        steps: &[Step],
    ) -> Result<String, RefusalKind> {
        let setting = Setting::new(key, Value::Text(String::new()));
        self.changed_inside(text, &setting, steps, |old, inner| {
            if leads_to_toml(steps) {
                Toml.remove(old, &Row { key: key.to_owned(), steps: inner.to_vec() })
            } else {
                self.without(old, key, inner)
            }
        })
    }

    /// The text with a change of the inner text to which a key leads.
    fn changed_inside(
        &self,
        text: &str,
        setting: &Setting,
        steps: &[Step],
        change: impl FnOnce(&str, &[Step]) -> Result<String, RefusalKind>,
    ) -> Result<String, RefusalKind> {
        let shape = || RefusalKind::Shape { key: setting.key.clone(), at: spelled(steps) };
        let border = steps.iter().position(|step| *step == Step::Name(INSIDE.to_owned()));
        let (outer, inner) = steps.split_at(border.ok_or_else(shape)?);
        let old = raw(text, outer).ok_or_else(shape)?;
        let new = change(&old, &inner[1..])?;
        // A text without a line end at its end stays one.
        let is_open = !old.is_empty() && !old.ends_with('\n');
        let new = if is_open { new.trim_end_matches(['\r', '\n']).to_owned() } else { new };
        let around = Task { setting, steps: outer.to_vec(), leaf: Tree::Text(MARK.to_owned()) };
        let marked = self.set(text, &around)?;
        let depth = old.lines().find(|line| !line.trim().is_empty()).and_then(|first| indent_of(text, first));
        let changed = put_back(&marked, &new, depth).ok_or_else(shape)?;
        Ok(with_gap(text, &marked, changed))
    }
}

/// Whether a row of this name holds a file of TOML: charts name it after the file, or `configFile`.
fn is_toml(name: &str) -> bool {
    name == "configFile" || [".toml", ".cfg"].iter().any(|ending| name.ends_with(ending))
}

/// Whether the way into a text leads through such a row first.
fn leads_to_toml(steps: &[Step]) -> bool {
    let border = steps.iter().position(|step| *step == Step::named(INSIDE));
    let outer = border.and_then(|border| steps.get(border.checked_sub(1)?));
    matches!(outer, Some(Step::Name(name)) if is_toml(name))
}

/// The inner text as it stands; empty where there is none yet, `None` where something else is.
fn raw(text: &str, steps: &[Step]) -> Option<String> {
    let outer = load::only(text, LEVELS)?;
    let mut here = Some(&outer);
    for step in steps {
        here = match (here, step) {
            (Some(Tree::Table(rows)), Step::Name(name)) => rows.get(name),
            (Some(Tree::List(items)), Step::At(at)) => items.get(*at),
            (Some(Tree::List(items)), Step::Entry { field, is }) => {
                items.iter().find(|item| item.is_entry(field, is))
            }
            (None | Some(Tree::Null), _) => None,
            _ => return None,
        };
    }
    match here {
        None | Some(Tree::Null) => Some(String::new()),
        Some(Tree::Text(inner)) => Some(inner.clone()),
        Some(_) => None,
    }
}

/// The changed text with as many empty lines behind the inner text as there were.
fn with_gap(text: &str, marked: &str, changed: String) -> String {
    let behind =
        marked.split(MARK).nth(1).and_then(|rest| rest.split_once('\n')).map_or("", |(_, rest)| rest);
    let behind = behind.trim_start_matches(['\r', '\n']);
    let (Some(before), Some(head)) = (text.strip_suffix(behind), changed.strip_suffix(behind)) else {
        return changed;
    };
    if behind.is_empty() {
        return changed;
    }
    let gap = &before[before.trim_end_matches(['\r', '\n']).len()..];
    [head.trim_end_matches(['\r', '\n']), gap, behind].concat()
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
