//! What a format must be able to do. All else (planning, proof, reading, snippets) is made from this.

use crate::base::Secret;

use super::key::{self, Step};
use super::note::Note;
use super::read_error::ReadError;
use super::refusal::RefusalKind;
use super::tree::Tree;
use super::value::{Setting, Value};

/// One setting with its key taken apart, and the leaf that it becomes in the tree.
pub(super) struct Task<'a> {
    /// The setting.
    pub(super) setting: &'a Setting,
    /// Its key, step by step.
    pub(super) steps: Vec<Step>,
    /// Its value as this format has it.
    pub(super) leaf: Tree,
}

/// A row that a map no longer has.
pub(super) struct Row {
    /// The key of the map.
    pub(super) key: String,
    /// The steps to the row.
    pub(super) steps: Vec<Step>,
}

impl Task<'_> {
    /// Something else stands at the key than it needs.
    pub(super) fn shape(&self) -> RefusalKind {
        RefusalKind::shape(&self.setting.key, &self.steps)
    }
}

impl Row {
    /// Something else stands at the row than it needs.
    pub(super) fn shape(&self) -> RefusalKind {
        RefusalKind::shape(&self.key, &self.steps)
    }
}

/// One configuration format.
pub(super) trait Format: Sync {
    /// The text with one setting changed in place. It is called only with a setting whose value differs from the text's,
    /// and only where the tree has room for it.
    fn set(&self, text: &str, task: &Task<'_>) -> Result<String, RefusalKind>;

    /// The text with several settings changed, one after the other.
    fn edit(&self, old: &str, tasks: &[Task<'_>]) -> Result<Secret, RefusalKind> {
        tasks.iter().try_fold(old.to_owned(), |text, task| self.set(&text, task)).map(Secret::new)
    }

    /// What the text says, by a second parser that shares nothing with [`Format::edit`] where there is one.
    fn tree(&self, text: &str) -> Result<Tree, ReadError>;

    /// The comments of the text, each trimmed, in order, trailing ones included where they can be told.
    fn comments(&self, text: &str) -> Vec<String>;

    /// What a comment line starts with; `None` where the format has no comments.
    fn comment_mark(&self) -> Option<&'static str> {
        Some("#")
    }

    /// Whether a comment can stand on the same line behind a value.
    fn has_comments_behind_values(&self) -> bool {
        true
    }

    /// A key taken apart.
    fn steps(&self, key: &str) -> Result<Vec<Step>, RefusalKind> {
        key::steps(key)
    }

    /// A name, or a text that holds names, as it is compared with others: in small letters where capitals do not count. Every
    /// place stays where it is.
    fn folded(&self, name: &str) -> String {
        name.to_owned()
    }

    /// How a key can be written that leads to a place.
    fn spellings(&self, steps: &[Step]) -> Vec<String> {
        vec![key::spelled(steps)]
    }

    /// The leaf that a value becomes at a key.
    fn leaf(&self, setting: &Setting, _steps: &[Step]) -> Result<Tree, RefusalKind> {
        typed_leaf(setting)
    }

    /// Whether a key can lead to a table whose rows are a map.
    fn has_maps(&self) -> bool {
        true
    }

    /// The text without a row of a table, whose other rows stay.
    fn remove(&self, _text: &str, row: &Row) -> Result<String, RefusalKind> {
        Err(RefusalKind::NoMap { key: row.key.clone() })
    }

    /// Refuses a text in which it is not certain what sets the key. It is asked before the values are compared.
    fn clear(&self, _old: &str, _task: &Task<'_>) -> Result<(), RefusalKind> {
        Ok(())
    }

    /// Adds to the expected tree what must come with a setting, such as the head of a new document.
    fn prepare(&self, _tree: &mut Tree, _task: &Task<'_>) {}

    /// The text of a file that says nothing yet.
    fn empty(&self) -> &'static str {
        ""
    }

    /// What the person should know about a change that is right all the same.
    fn notes(&self, _new: &str, _tasks: &[Task<'_>]) -> Vec<Note> {
        Vec::new()
    }
}

/// How the lines of a text end.
pub(super) fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// The blanks at the beginning of a line.
pub(super) fn indent(line: &str) -> &str {
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// What must come before a line that is put to the end of a text.
pub(super) fn before_line(text: &str) -> &'static str {
    if text.is_empty() || text.ends_with('\n') { "" } else { line_end(text) }
}

/// The leaf of a format with flags, numbers and lists of its own. Control characters are refused everywhere.
pub(super) fn typed_leaf(setting: &Setting) -> Result<Tree, RefusalKind> {
    match &setting.value {
        Value::Bool(flag) => Ok(Tree::Bool(*flag)),
        Value::Number(number) => Ok(Tree::Number(number.to_string())),
        Value::List { items, separator: None } => items
            .iter()
            .map(|item| clean(setting, item).map(Tree::Text))
            .collect::<Result<_, _>>()
            .map(Tree::List),
        _ => text_leaf(setting),
    }
}

/// The leaf of a format, or a place, that knows only text.
pub(super) fn text_leaf(setting: &Setting) -> Result<Tree, RefusalKind> {
    if let Value::List { items, separator: Some(separator) } = &setting.value {
        let torn = !separator.is_empty() && items.iter().any(|item| item.contains(separator));
        if torn || (separator.is_empty() && items.len() > 1) {
            return Err(RefusalKind::Separator { key: setting.key.clone() });
        }
    }
    let text = setting.value.as_text().ok_or_else(|| RefusalKind::NoList { key: setting.key.clone() })?;
    clean(setting, &text).map(Tree::Text)
}

fn clean(setting: &Setting, text: &str) -> Result<String, RefusalKind> {
    let bad = |one: char| one.is_control() || matches!(one, '\u{2028}' | '\u{2029}' | '\u{FEFF}');
    if text.chars().any(bad) {
        return Err(RefusalKind::Control { key: setting.key.clone() });
    }
    Ok(text.to_owned())
}
