//! On which line of a document a key's value stands.
//!
//! Where one look through the text does not tell it, the value is changed by the format's own editor, and the first line that
//! becomes another one is the place: so it holds for every format, and for a value the editor can set.

use super::document::Document;
use super::format::Task;
use super::key::Step;
use super::position;
use super::tree::Tree;
use super::value::{Setting, Value};

/// A text that is longer is not changed just to find a line.
const LARGE: usize = 200_000;

/// A text that no file holds.
const MARK: &str = "usher-looks-here";

impl Document<'_> {
    /// The line of a key's value, from 1; `None` where the key is not in the text, or its place cannot be told.
    pub fn line_of(&self, key: &str) -> Option<usize> {
        let steps = self.editor.format().steps(key).ok()?;
        self.line_at(key, &steps)
    }

    /// The line of what stands at a place.
    pub(super) fn line_at(&self, key: &str, steps: &[Step]) -> Option<usize> {
        let seen = position::line(self, steps);
        if seen.is_some() || self.text.len() > LARGE {
            return seen.or_else(|| by_name(self.text, steps));
        }
        let format = self.editor.format();
        let steps = steps.to_vec();
        let other = match self.tree.get(&steps).as_deref() {
            Some(Tree::Bool(flag)) => Value::Bool(!flag),
            Some(Tree::Number(_)) => Value::Number(-987_654),
            Some(Tree::List(_)) => Value::List { items: vec![MARK.to_owned()], separator: None },
            Some(Tree::Text(_) | Tree::Null) => Value::Text(MARK.to_owned()),
            Some(Tree::Reference(_) | Tree::Table(_)) | None => return by_name(self.text, &steps),
        };
        let setting = Setting::new(key, other);
        let leaf = format.leaf(&setting, &steps).ok()?;
        let changed = format.edit(self.text, &[Task { setting: &setting, steps, leaf }]).ok()?;
        let same =
            self.text.lines().zip(changed.reveal().lines()).take_while(|(old, new)| old == new).count();
        (same < self.text.lines().count()).then_some(same + 1)
    }
}

/// The only line that names the key and is no comment.
fn by_name(text: &str, steps: &[Step]) -> Option<usize> {
    let names = steps.iter().rev().filter_map(|step| match step {
        Step::Name(name) if !matches!(name.as_str(), "value" | "valueFrom" | ">") => Some(name),
        Step::Entry { is, .. } => Some(is),
        _ => None,
    });
    let name = names.into_iter().next()?;
    let word = |line: &str| line.split(|one: char| !is_inside(one)).any(|piece| piece == name);
    let names_it = |line: &str| !line.trim_start().starts_with(['#', ';', '/']) && word(line);
    let mut places = text.lines().enumerate().filter(|(_, line)| names_it(line)).map(|(at, _)| at + 1);
    places.next().filter(|_| places.next().is_none())
}

fn is_inside(one: char) -> bool {
    one.is_alphanumeric() || matches!(one, '_' | '-' | '.')
}
