//! Planning a change: what would be written, what changes by it, and whether that is proven.

use crate::base::Secret;

use super::byte_order;
use super::document::Document;
use super::editor::Editor;
use super::format::{Format, Row, Task};
use super::key::Step;
use super::lead;
use super::map;
use super::note::Note;
use super::proof;
use super::refusal::{Refusal, RefusalKind};
use super::tree::{Tree, names_in};
use super::value::{Setting, Value};

/// A proven change, ready to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The whole new text.
    pub text: Secret,
    /// What becomes different, in the order of the settings.
    pub changes: Vec<Change>,
    /// Whether the file says all of it already; then `text` is the old text, byte for byte.
    pub unchanged: bool,
    /// What the person should know about it all the same.
    pub notes: Vec<Note>,
    /// Every secret that stood there or shall stand there, to be hidden in a difference.
    pub hide: Vec<Secret>,
}

impl Plan {
    /// Nothing is to be changed in this text.
    pub fn unchanged(text: &Secret) -> Self {
        let (changes, notes, hide) = (Vec::new(), Vec::new(), Vec::new());
        Self { text: text.clone(), changes, unchanged: true, notes, hide }
    }

    /// The difference to the old text with every secret masked.
    #[cfg(feature = "internals")]
    pub fn difference(&self, old: Option<&str>) -> Vec<super::difference::DiffLine> {
        super::difference::difference(old, self.text.reveal(), &self.hide)
    }
}

/// One key that becomes different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The key.
    pub key: String,
    /// What stood there; `None` where nothing did. A secret's old value is a secret too.
    pub before: Option<Value>,
    /// What shall stand there.
    pub after: Value,
}

/// Plans the change of a file, or of a file that is not there yet (`None`): [`Document::plan`] for a text that is not
/// open yet, which is refused where it cannot be read.
pub fn plan(editor: Editor, old: Option<&str>, settings: &[Setting]) -> Result<Plan, Refusal> {
    Document::open(editor, old.unwrap_or_else(|| editor.format().empty()))
        .map_err(|why| refusal(editor, RefusalKind::Unreadable(why), settings))?
        .plan(settings)
}

/// A refusal with the lines to paste by hand.
pub(super) fn refusal(editor: Editor, why: RefusalKind, settings: &[Setting]) -> Refusal {
    Refusal { why, snippet: snippet(editor, settings) }
}

/// A new file with these settings under a comment (several lines are several comment lines; formats without comments
/// leave it out).
pub fn fresh(editor: Editor, settings: &[Setting], header_comment: &str) -> Result<Secret, Refusal> {
    let body = plan(editor, None, settings)?.text;
    let Some(mark) = editor.format().comment_mark() else { return Ok(body) };
    let mut out = String::new();
    for line in header_comment.lines() {
        let line = crate::base::untrusted::visible(line);
        out.push_str(format!("{mark} {line}").trim_end());
        out.push('\n');
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(body.reveal());
    Ok(Secret::new(out))
}

/// The settings in the file's own format, to be pasted by hand. A value that the format cannot carry is left out.
pub fn snippet(editor: Editor, settings: &[Setting]) -> Secret {
    let mut text = Secret::new(editor.format().empty());
    for setting in settings {
        let document = Document::open(editor, text.reveal()).ok();
        let longer =
            document.and_then(|document| planned(&document, std::slice::from_ref(setting), &[]).ok());
        if let Some(longer) = longer {
            text = longer.text;
        }
    }
    text
}

/// Plans these settings; what stands at the keys of `without` goes.
pub(super) fn planned(
    document: &Document<'_>,
    settings: &[Setting],
    without: &[String],
) -> Result<Plan, RefusalKind> {
    let Document { editor, text: old_text, tree: before, .. } = document;
    let format = editor.format();
    let mut expected = Tree::clone(before);
    let mut changes = Vec::new();
    let mut hide = Vec::new();
    let mut differing = Vec::new();
    let mut notes = Vec::new();
    let mut gone = map::gone(format, before, settings)?;
    for key in without {
        let steps = format.steps(key)?;
        let is_there = before.get(&steps).is_some() && !gone.iter().any(|row| steps.starts_with(&row.steps));
        gone.extend(is_there.then(|| Row { key: key.clone(), steps }));
    }
    let flat = map::flat(settings);
    for task in map::tasks(format, &flat)? {
        format.clear(old_text, &task)?;
        let stood = before.get(&task.steps);
        note_secrets(&task, stood.as_deref(), &mut hide);
        // Kubernetes takes it from a Secret in the place of the value.
        let around = task.steps.split_last().filter(|(last, _)| **last == Step::named("value"));
        let around = around.and_then(|(_, outer)| before.get(outer));
        let stood = stood.or_else(|| around.filter(|around| takes_from(around)));
        if let Some(note) = from_elsewhere(&task, stood.as_deref()) {
            notes.push(note);
            continue;
        }
        if stood.as_deref() == Some(&task.leaf) {
            continue;
        }
        format.prepare(&mut expected, &task);
        expected.set(&task.setting.key, &task.steps, task.leaf.clone())?;
        note_change(format, before, settings, &task.setting.key, &mut changes)?;
        differing.push(task);
    }
    for row in &gone {
        expected.remove(&row.steps);
        notes.extend(without.contains(&row.key).then(|| Note::Removed { key: row.key.clone() }));
        note_change(format, before, settings, &row.key, &mut changes)?;
    }
    let unchanged = changes.is_empty() && gone.is_empty();
    let mut text = if unchanged {
        Secret::new(*old_text)
    } else {
        let mut text = format.edit(old_text, &differing)?;
        for row in &gone {
            text = Secret::new(removed(*editor, text.reveal(), row)?);
        }
        proof::check(format, old_text, text.reveal(), &differing, &expected).map_err(RefusalKind::Proof)?;
        text
    };
    notes.extend(format.notes(text.reveal(), &differing));
    if document.is_marked {
        text = Secret::new(byte_order::marked(text.reveal()));
    }
    Ok(Plan { text, changes, unchanged, notes, hide })
}

/// The text without what stands at a key: as the format takes it out, or else without its lines, where the second parser says
/// that nothing but it goes with them.
fn removed(editor: Editor, text: &str, row: &Row) -> Result<String, RefusalKind> {
    const LONGEST: usize = 16;
    let format = editor.format();
    let why = match format.remove(text, row) {
        Err(why @ RefusalKind::NoMap { .. }) => why,
        done => return done,
    };
    let before = editor.tree(text).map_err(RefusalKind::Unreadable)?;
    let mut expected = before;
    expected.remove(&row.steps);
    let line = Document::open(editor, text).ok().and_then(|document| document.line_at(&row.key, &row.steps));
    let Some(first) = line.and_then(|line| line.checked_sub(1)) else { return Err(why) };
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let without = |count: usize| -> String {
        lines
            .iter()
            .enumerate()
            .filter(|(at, _)| !(first..first + count).contains(at))
            .map(|(_, line)| *line)
            .collect()
    };
    let mut tried = (1..=LONGEST).map(without);
    tried.find(|new| editor.tree(new).is_ok_and(|tree| tree == expected)).ok_or(why)
}

/// Notes the change of a key once; a map changes as a whole, whichever of its rows do.
fn note_change(
    format: &dyn Format,
    before: &Tree,
    settings: &[Setting],
    key: &str,
    changes: &mut Vec<Change>,
) -> Result<(), RefusalKind> {
    let setting = settings.iter().find(|setting| setting.key == key);
    if let Some(setting) = setting.filter(|_| !changes.iter().any(|change| change.key == key)) {
        let stood = before.get(&format.steps(key)?);
        changes.push(change(setting, stood.as_deref()));
    }
    Ok(())
}

fn change(setting: &Setting, stood: Option<&Tree>) -> Change {
    let before = stood.and_then(Tree::value);
    let secret = setting.value.is_secret();
    Change {
        key: setting.key.clone(),
        before: before.map(|value| if secret { value.into_secret() } else { value }),
        after: setting.value.clone(),
    }
}

/// A reference that may stay where it stands.
fn from_elsewhere(task: &Task<'_>, stood: Option<&Tree>) -> Option<Note> {
    let raw = match stood.filter(|_| task.setting.or_from_elsewhere)? {
        Tree::Reference(raw) => raw.as_str(),
        // Kubernetes takes it from a Secret.
        table if takes_from(table) => "valueFrom",
        // The format expands nothing, but somebody does.
        Tree::Text(raw) if lead::of_text(raw).is_some() => raw,
        _ => return None,
    };
    Some(Note::FromElsewhere {
        key: task.setting.key.clone(),
        reference: names_in(raw),
        value: task.setting.value.shown(),
    })
}

/// Whether a table takes its value from elsewhere.
fn takes_from(tree: &Tree) -> bool {
    matches!(tree, Tree::Table(rows) if rows.contains_key("valueFrom"))
}

fn note_secrets(task: &Task<'_>, stood: Option<&Tree>, hide: &mut Vec<Secret>) {
    let Value::Secret(secret) = &task.setting.value else { return };
    let old = stood.and_then(Tree::value).and_then(|value| value.as_text()).map(Secret::new);
    hide.extend([Some(secret.clone()), old].into_iter().flatten().filter(|one| !one.is_empty()));
}
