//! Java properties, as `java.util.Properties` reads them, with the `${…}` of Spring and SonarQube.
//!
//! A key is one name with dots in it, not a path. The last assignment of a key counts and is changed; a new key goes below
//! the commented-out example of itself, else to the end. What is not ASCII is written as `\uXXXX`, since older readers
//! take the file for ISO 8859-1.

mod spelling;

use self::spelling::{escaped, is_remark, meaning};
use super::format::{Format, Task, text_leaf};
use super::key::Step;
use super::note::Note;
use super::read_error::ReadError;
use super::refusal::RefusalKind;
use super::tree::Tree;
use super::value::Setting;
use crate::base::Secret;

/// Java properties files.
pub(super) struct Properties;

/// One line, or several that a backslash joins.
struct Line<'a> {
    raw: &'a str,
    number: usize,
    /// Key, and where its value begins and ends; `None` for a blank line or a comment.
    assignment: Option<(String, usize, usize)>,
}

impl Format for Properties {
    fn edit(&self, old: &str, tasks: &[Task<'_>]) -> Result<Secret, RefusalKind> {
        Ok(Secret::new(tasks.iter().fold(old.to_owned(), |text, task| set(&text, task))))
    }

    fn tree(&self, text: &str) -> Result<Tree, ReadError> {
        let mut tree = Tree::table([]);
        let mut earlier = Vec::new();
        for line in lines(text) {
            let Some((key, start, end)) = line.assignment else { continue };
            earlier.extend(tree.put(&[Step::Name(key)], value(&line.raw[start..end])));
        }
        // No key that may be set has this empty name; the row makes the proof cover earlier assignments.
        tree.put(&[Step::Name(String::new())], Tree::List(earlier));
        Ok(tree)
    }

    fn comments(&self, text: &str) -> Vec<String> {
        let all = lines(text);
        let comments = all.iter().filter(|line| line.is_comment());
        comments.map(|line| line.raw.trim().to_owned()).collect()
    }

    fn comment_mark(&self) -> Option<&'static str> {
        Some("#")
    }

    fn steps(&self, key: &str) -> Result<Vec<Step>, RefusalKind> {
        let fits = |one: char| one.is_ascii_graphic() && !matches!(one, '=' | ':' | '\\' | '#' | '!');
        if key.is_empty() || !key.chars().all(fits) {
            return Err(RefusalKind::Key { key: key.to_owned() });
        }
        Ok(vec![Step::Name(key.to_owned())])
    }

    fn leaf(&self, setting: &Setting, _steps: &[Step]) -> Result<Tree, RefusalKind> {
        match text_leaf(setting)? {
            Tree::Text(text) if text.contains("${") => {
                Err(RefusalKind::Character { key: setting.key.clone(), character: '$' })
            }
            leaf => Ok(leaf),
        }
    }

    fn notes(&self, new: &str, tasks: &[Task<'_>]) -> Vec<Note> {
        let all = lines(new);
        let mut notes = Vec::new();
        for key in tasks.iter().map(|task| &task.setting.key) {
            let places: Vec<usize> =
                all.iter().filter(|line| line.assigns(key).is_some()).map(|line| line.number).collect();
            let earlier = places.split_last().map_or(&[][..], |(_, earlier)| earlier);
            notes.extend(earlier.iter().map(|line| Note::Earlier { key: key.clone(), line: *line }));
        }
        notes
    }
}

fn value(spelled: &str) -> Tree {
    let text = meaning(spelled);
    if text.contains("${") { Tree::Reference(text) } else { Tree::Text(text) }
}

/// The text with one key set.
fn set(text: &str, task: &Task<'_>) -> String {
    let key = &task.setting.key;
    let value = task.leaf.value().and_then(|value| value.as_text()).unwrap_or_default();
    let value = escaped(&value);
    let all = lines(text);
    let raw = |lines: &[Line<'_>]| lines.iter().map(|line| line.raw).collect::<String>();
    let last = all.iter().rposition(|line| line.assigns(key).is_some());
    if let Some((at, (start, end))) = last.and_then(|at| Some((at, all[at].assigns(key)?))) {
        let line = all[at].raw;
        // A key alone on its line needs something between itself and its value.
        let bare = !line[..start].ends_with(['=', ':', ' ', '\t']);
        let gap = if bare { "=" } else { "" };
        return [&raw(&all[..at]), &line[..start], gap, &value, &line[end..], &raw(&all[at + 1..])].concat();
    }
    let place = all.iter().rposition(|line| line.is_example_of(key)).map_or(all.len(), |at| at + 1);
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let before = raw(&all[..place]);
    let gap = if before.is_empty() || before.ends_with('\n') { "" } else { line_end };
    [&before, gap, key, "=", &value, line_end, &raw(&all[place..])].concat()
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut all: Vec<Line<'_>> = Vec::new();
    let (mut start, mut at, mut number) = (0, 0, 1);
    for (index, piece) in text.split_inclusive('\n').enumerate() {
        at += piece.len();
        let raw = &text[start..at];
        if !is_remark(raw) && ends_open(piece) && at < text.len() {
            continue;
        }
        all.push(Line { raw, number, assignment: spelling::assignment(raw) });
        start = at;
        number = index + 2;
    }
    all
}

/// Whether a line ends in a backslash that is not itself escaped.
fn ends_open(line: &str) -> bool {
    let content = line.trim_end_matches(['\r', '\n']);
    (content.len() - content.trim_end_matches('\\').len()) % 2 == 1
}

impl Line<'_> {
    fn assigns(&self, name: &str) -> Option<(usize, usize)> {
        self.assignment.as_ref().filter(|(key, ..)| key == name).map(|(_, start, end)| (*start, *end))
    }

    fn is_comment(&self) -> bool {
        self.assignment.is_none() && !self.raw.trim().is_empty()
    }

    /// Whether this is the key commented out, `#key=…`.
    fn is_example_of(&self, key: &str) -> bool {
        let text = self.raw.trim_start().trim_start_matches(['#', '!', ' ', '\t']);
        self.is_comment()
            && text.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with(['=', ':']))
    }
}
