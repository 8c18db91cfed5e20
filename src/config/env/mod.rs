//! Env files: lines of `KEY=value`, in four dialects.
//!
//! Only the value of the line that counts is replaced; a new key goes below the commented-out example of itself where the
//! file has one, else to the end. The last assignment of a key counts in all four dialects, so that one is changed;
//! earlier ones have no effect, stay, and are told as a note. A line that touches a key in a way that is not a plain
//! assignment is never guessed at: the change is refused.

mod dialect;
mod lines;
mod quote;
mod scan;

use crate::base::Secret;

pub use self::dialect::EnvDialect;
use self::lines::{Assignment, Kind, Line, split};
use self::scan::Meaning;
use super::format::{Format, Task, one_by_one, text_leaf};
use super::key::Step;
use super::note::Note;
use super::read_error::ReadError;
use super::refusal::RefusalKind;
use super::tree::{Rows, Tree};
use super::value::{Setting, Value};

/// Env files of one dialect.
pub(super) struct Env(pub(super) EnvDialect);

impl Format for Env {
    fn edit(&self, old: &str, tasks: &[Task<'_>]) -> Result<Secret, RefusalKind> {
        one_by_one(old, tasks, |text, task| set(self.0, text, task))
    }

    fn tree(&self, text: &str) -> Result<Tree, ReadError> {
        let mut rows = Rows::new();
        let mut without_effect = Vec::new();
        for line in split(self.0, text)? {
            match line.kind {
                Kind::Assignment(found) => {
                    let is_unclear = matches!(found.meaning, Meaning::Unclear);
                    let key = found.key.clone();
                    let earlier = match found.meaning {
                        Meaning::Text(text) => rows.insert(found.key, Tree::Text(text)),
                        Meaning::Reference(text) => rows.insert(found.key, Tree::Reference(text)),
                        Meaning::Unclear => rows.shift_remove(&key),
                    };
                    without_effect.extend(earlier.map(|value| Tree::table([(key, value)])));
                    if is_unclear {
                        without_effect.push(Tree::Text(line.raw.trim().to_owned()));
                    }
                }
                Kind::Other => without_effect.push(Tree::Text(line.raw.trim().to_owned())),
                Kind::Blank | Kind::Comment => {}
            }
        }
        // No key can have this empty name; the row makes the proof cover lines that are no effective assignment.
        rows.insert(String::new(), Tree::List(without_effect));
        Ok(Tree::Table(rows))
    }

    fn comments(&self, text: &str) -> Vec<String> {
        let lines = split(self.0, text).unwrap_or_default();
        let comments = lines.iter().map(|line| match &line.kind {
            Kind::Comment => line.raw.trim(),
            Kind::Assignment(found) => line.raw[found.value.end..].trim(),
            Kind::Blank | Kind::Other => "",
        });
        comments.filter(|comment| !comment.is_empty()).map(str::to_owned).collect()
    }

    fn comment_mark(&self) -> Option<&'static str> {
        Some("#")
    }

    fn steps(&self, key: &str) -> Result<Vec<Step>, RefusalKind> {
        if lines::is_key(self.0, key) {
            Ok(vec![Step::Name(key.to_owned())])
        } else {
            Err(RefusalKind::Key { key: key.to_owned() })
        }
    }

    fn leaf(&self, setting: &Setting, _steps: &[Step]) -> Result<Tree, RefusalKind> {
        let leaf = text_leaf(setting)?;
        if let Tree::Text(text) = &leaf {
            quote::quoted(self.0, text, None)
                .map_err(|character| RefusalKind::Character { key: setting.key.clone(), character })?;
        }
        Ok(leaf)
    }

    fn notes(&self, new: &str, tasks: &[Task<'_>]) -> Vec<Note> {
        let lines = split(self.0, new).unwrap_or_default();
        let mut notes = Vec::new();
        for task in tasks {
            let key = &task.setting.key;
            let places: Vec<usize> =
                lines.iter().filter(|line| line.assigns(key).is_some()).map(|line| line.number).collect();
            if let Some((_, earlier)) = places.split_last() {
                notes.extend(earlier.iter().map(|line| Note::Earlier { key: key.clone(), line: *line }));
            }
        }
        notes
    }
}

/// The text with one key set.
fn set(dialect: EnvDialect, text: &str, task: &Task<'_>) -> Result<String, RefusalKind> {
    let key = &task.setting.key;
    let lines = split(dialect, text).map_err(RefusalKind::Unreadable)?;
    if let Some(line) = lines.iter().find(|line| line.is_unclear_about(key)) {
        return Err(RefusalKind::Unclear { key: key.clone(), line: line.number });
    }
    let value = task.leaf.value().and_then(|value: Value| value.as_text()).unwrap_or_default();
    let spell = |like| {
        quote::quoted(dialect, &value, like)
            .map_err(|character| RefusalKind::Character { key: key.clone(), character })
    };
    let mut out = String::with_capacity(text.len() + key.len() + value.len() + 16);
    let last = lines.iter().rposition(|line| line.assigns(key).is_some());
    if let Some((at, found)) = last.and_then(|at| Some((at, lines[at].assigns(key)?))) {
        join(&mut out, &lines[..at]);
        let raw = lines[at].raw;
        out.push_str(&raw[..found.value.start]);
        out.push_str(&spell(raw[found.value.start..].chars().next())?);
        out.push_str(&raw[found.value.end..]);
        join(&mut out, &lines[at + 1..]);
    } else {
        let place = lines.iter().rposition(|line| line.is_example_of(key)).map_or(lines.len(), |at| at + 1);
        let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        join(&mut out, &lines[..place]);
        if !out.is_empty() && !out.ends_with('\n') {
            out.push_str(line_end);
        }
        let lead = if dialect == EnvDialect::Shell { "export " } else { "" };
        out.extend([lead, key, "=", &spell(None)?, line_end]);
        join(&mut out, &lines[place..]);
    }
    Ok(out)
}

fn join(out: &mut String, lines: &[Line<'_>]) {
    for line in lines {
        out.push_str(line.raw);
    }
}

impl Line<'_> {
    fn assigns(&self, key: &str) -> Option<&Assignment> {
        match &self.kind {
            Kind::Assignment(found) if found.key == key => Some(found),
            _ => None,
        }
    }

    /// Whether the line names the key, but is no assignment that could be understood.
    fn is_unclear_about(&self, key: &str) -> bool {
        match &self.kind {
            Kind::Assignment(found) => found.key == key && matches!(found.meaning, Meaning::Unclear),
            Kind::Other => lines::names(self.raw, key),
            Kind::Blank | Kind::Comment => false,
        }
    }

    /// Whether this is the key commented out, `# KEY=…`.
    fn is_example_of(&self, key: &str) -> bool {
        let text = self.raw.trim_start().trim_start_matches(['#', ';', ' ', '\t']);
        let text = text.strip_prefix("export ").unwrap_or(text);
        matches!(self.kind, Kind::Comment)
            && text.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='))
    }
}
