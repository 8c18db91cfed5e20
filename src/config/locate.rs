//! On which line of a text a key's value stands.
//!
//! No format keeps positions. The value is changed by the format's own editor, and the first line that becomes another
//! one is the place: so it holds for every format, and for a value the editor can reach.

use super::editor::Editor;
use super::format::Task;
use super::key::Step;
use super::tree::Tree;
use super::value::{Setting, Value};

/// A text that no file holds.
const MARK: &str = "usher-looks-here";

/// The line of a key's value, from 1; `None` where the key is not in the text, or its place cannot be told.
pub fn line_of(editor: Editor, text: &str, key: &str) -> Option<usize> {
    let format = editor.format();
    let steps = format.steps(key).ok()?;
    let tree = format.tree(text).ok()?;
    let other = match tree.get(&steps) {
        Some(Tree::Bool(flag)) => Value::Bool(!flag),
        Some(Tree::Number(_)) => Value::Number(-987_654),
        Some(Tree::List(_)) => Value::List { items: vec![MARK.to_owned()], separator: None },
        Some(Tree::Text(_) | Tree::Null) => Value::Text(MARK.to_owned()),
        Some(Tree::Reference(_) | Tree::Table(_)) | None => return by_name(text, &steps),
    };
    let setting = Setting::new(key, other);
    let leaf = format.leaf(&setting, &steps).ok()?;
    let changed = format.edit(text, &[Task { setting: &setting, steps, leaf }]).ok()?;
    let same = text.lines().zip(changed.reveal().lines()).take_while(|(old, new)| old == new).count();
    (same < text.lines().count()).then_some(same + 1)
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
    let told = |line: &str| !line.trim_start().starts_with(['#', ';', '/']) && word(line);
    let mut places = text.lines().enumerate().filter(|(_, line)| told(line)).map(|(at, _)| at + 1);
    places.next().filter(|_| places.next().is_none())
}

fn is_inside(one: char) -> bool {
    one.is_alphanumeric() || matches!(one, '_' | '-' | '.')
}
