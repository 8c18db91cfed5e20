//! The proof that a change did what it should and nothing else, by a second parser.

use super::format::{Format, Task};
use super::refusal::ProofError;
use super::tree::Tree;

/// Proves that `new` is `old` with exactly these settings changed, so that it says what `expected` does, and every comment kept.
pub(super) fn check(
    format: &dyn Format,
    old: &str,
    new: &str,
    tasks: &[Task<'_>],
    expected: &Tree,
) -> Result<(), ProofError> {
    let seen = format.tree(new).map_err(ProofError::New)?;
    for task in tasks {
        if seen.get(&task.steps).as_deref() != Some(&task.leaf) {
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
