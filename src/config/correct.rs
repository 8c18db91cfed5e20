//! Setting a file right in place: values that are wrong, and keys that have another name than they should.

use super::byte_order;
use super::document::Document;
use super::editor::Editor;
use super::json_text;
use super::key::Step;
use super::plan::{self, Plan};
use super::proof;
use super::refusal::{Refusal, RefusalKind};
use super::template;
use super::value::Setting;
use crate::base::Secret;

/// A key that gets another name where it stands, its value kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rename {
    /// The key.
    pub key: String,
    /// What in its last name is wrong.
    pub from: String,
    /// What should be in its place.
    pub to: String,
}

/// So many places of a name are tried.
const TRIED: usize = 64;

impl Document<'_> {
    /// Plans to change these values, and to rename these keys, and nothing else.
    ///
    /// # Errors
    /// The file is a template, or a change cannot be made or proven; with the lines to paste by hand.
    pub fn correct(&self, settings: &[Setting], renames: &[Rename]) -> Result<Plan, Refusal> {
        let refused = |why| plan::refusal(self.editor, why, &self.wanted(settings, renames));
        if let Some(line) = template::place_line(self.editor, self.text) {
            return Err(refused(RefusalKind::Template { line }));
        }
        let settings = json_text::whole(self, settings)?;
        let mut planned = plan::planned(self, &settings, &[]).map_err(&refused)?;
        for rename in renames {
            let text =
                renamed(self.editor, byte_order::bare(planned.text.reveal()), rename).map_err(&refused)?;
            planned.text = Secret::new(if self.is_marked { byte_order::marked(&text) } else { text });
            planned.unchanged = false;
        }
        Ok(planned)
    }

    /// All of it as settings, to be pasted: a key that gets another name with the value that it has.
    fn wanted(&self, settings: &[Setting], renames: &[Rename]) -> Vec<Setting> {
        let values = renames.iter().filter_map(|rename| {
            let key = rename.key.replace(&rename.from, &rename.to);
            Some(Setting::new(key, self.value(&rename.key)?))
        });
        settings.iter().cloned().chain(values).collect()
    }
}

/// The text with one key renamed: at the one place of the name that makes it so, by the word of the second parser.
fn renamed(editor: Editor, text: &str, rename: &Rename) -> Result<String, RefusalKind> {
    let Rename { key, from, to } = rename;
    let refused = || RefusalKind::Rename { key: key.clone(), to: to.clone() };
    let format = editor.format();
    let steps = format.steps(key)?;
    let old = editor.tree(text).map_err(RefusalKind::Unreadable)?;
    let (at, name) = steps
        .iter()
        .enumerate()
        .rev()
        .find_map(|(at, step)| Some((at, named(step, &format.folded(from), to)?)))
        .ok_or_else(refused)?;
    let mut expected = old;
    expected.rename(&steps, at, &format.folded(&name)).ok_or_else(refused)?;
    let line = Document::open(editor, text).ok().and_then(|document| document.line_of(key)).unwrap_or(1);
    let mut places: Vec<usize> = words(&format.folded(text), &format.folded(from)).collect();
    // The name is most often on the line of its value.
    places.sort_by_key(|place| (text[..*place].matches('\n').count() + 1).abs_diff(line));
    let made = places
        .into_iter()
        .take(TRIED)
        .map(|place| [&text[..place], to, &text[place + from.len()..]].concat());
    let mut proven = made.filter(|new| proof::check(format, text, new, &[], &expected).is_ok());
    proven.next().ok_or_else(refused)
}

/// What the name of a step becomes.
fn named(step: &Step, from: &str, to: &str) -> Option<String> {
    match step {
        Step::Name(name) | Step::Entry { is: name, .. } => Some(format!("{}{to}", name.strip_suffix(from)?)),
        Step::At(_) => None,
    }
}

/// Where a name is a word of its own.
fn words(text: &str, name: &str) -> impl Iterator<Item = usize> {
    let is_inside = |one: char| one.is_alphanumeric() || matches!(one, '_' | '-');
    text.match_indices(name).map(|(at, _)| at).filter(move |at| {
        let before = text[..*at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        !before.is_some_and(is_inside) && !after.is_some_and(is_inside)
    })
}

#[cfg(test)]
mod tests;
