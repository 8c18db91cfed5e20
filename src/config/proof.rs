//! The proof that a change did what it should and nothing else, by a second parser.

use crate::base::words;

use super::editor::Editor;
use super::format::{Format, Task};
use super::map;
use super::plan;
use super::read::ReadError;
use super::refusal::RefusalKind;
use super::tree::Tree;
use super::value::Setting;

/// What the second parser found wrong with a changed text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The old text cannot be read.
    #[error("the old text cannot be read: {0}")]
    Old(#[source] ReadError),
    /// The new text cannot be read.
    #[error("the new text cannot be read: {0}")]
    New(#[source] ReadError),
    /// The settings have no room in the old text.
    #[error("the settings do not fit: {0}")]
    Settings(#[source] Box<RefusalKind>),
    /// A key does not read back with its value.
    #[error("`{key}` does not read back as it was meant")]
    Value {
        /// The key.
        key: String,
    },
    /// Something else changed than the keys that were meant.
    #[error("something else changed as well")]
    Other,
    /// A comment is gone.
    #[error("the comment on line {line} was lost")]
    Comment {
        /// Its line in the old text, from 1. The text itself may hold a secret that was commented out.
        line: usize,
    },
}

impl ProofError {
    /// What is wrong, as a full sentence.
    pub fn say(&self) -> String {
        match self {
            Self::Old(why) => words::fill("config.proof.old", &[("why", &why.say())]),
            Self::New(why) => words::fill("config.proof.new", &[("why", &why.say())]),
            Self::Settings(why) => why.say(),
            Self::Value { key } => words::fill("config.proof.value", &[("key", key)]),
            Self::Other => words::text("config.proof.other"),
            Self::Comment { line } => words::fill("config.proof.comment", &[("line", &line.to_string())]),
        }
    }
}

/// Proves that `new` is `old` with exactly these settings changed and every comment kept.
pub fn prove(editor: Editor, old: Option<&str>, new: &str, settings: &[Setting]) -> Result<(), ProofError> {
    let format = editor.format();
    let old = old.unwrap_or_else(|| format.empty());
    let unfit = |why| ProofError::Settings(Box::new(why));
    let flat = map::flat(settings);
    let tasks = plan::tasks(format, &flat).map_err(unfit)?;
    let mut expected = format.tree(old).map_err(ProofError::Old)?;
    let gone = map::gone(format, &expected, settings).map_err(unfit)?;
    for task in &tasks {
        format.prepare(&mut expected, task);
        expected.set(&task.setting.key, &task.steps, task.leaf.clone()).map_err(unfit)?;
    }
    for row in &gone {
        expected.remove(&row.steps);
    }
    check(format, old, new, &tasks, &expected)
}

/// The proof itself, with the tree that the new text must have.
pub(super) fn check(
    format: &dyn Format,
    old: &str,
    new: &str,
    tasks: &[Task<'_>],
    expected: &Tree,
) -> Result<(), ProofError> {
    let seen = format.tree(new).map_err(ProofError::New)?;
    for task in tasks {
        if seen.get(&task.steps).as_ref() != Some(&task.leaf) {
            return Err(ProofError::Value { key: task.setting.key.clone() });
        }
    }
    if seen != *expected {
        return Err(ProofError::Other);
    }
    match lost_comment(&format.comments(old), &format.comments(new)) {
        Some(comment) => Err(ProofError::Comment { line: line_of(old, &comment) }),
        None => Ok(()),
    }
}

/// The first comment of the old text that does not come again, in order, in the new one.
fn lost_comment(old: &[String], new: &[String]) -> Option<String> {
    let mut rest = new.iter();
    old.iter().find(|comment| !rest.any(|candidate| candidate == *comment)).cloned()
}

fn line_of(text: &str, comment: &str) -> usize {
    let first = comment.lines().next().unwrap_or_default();
    text.lines().position(|line| line.contains(first)).map_or(0, |at| at + 1)
}
