//! INI with sections, as Grafana, Gitea and other programs built on Go's `ini` library read it.
//!
//! A key is `section.name`; the last dot divides, since section names such as `auth.generic_oauth` have dots of their own,
//! and a lone name stands before the first section. In a value `#` and `;` begin a comment anywhere, quotes around the
//! whole value are taken off, and `${…}`, `$__…` and `%(…)s` are expanded; a value with such characters is put in
//! backquotes where that helps, else refused.

mod lines;
mod value;

use crate::base::Secret;

use self::lines::{Kind, Line, lines};
use self::value::{meaning, spelled};

use super::format::{Format, Task, one_by_one, text_leaf};
use super::key::{self, Step};
use super::note::Note;
use super::read_error::ReadError;
use super::refusal::RefusalKind;
use super::tree::Tree;
use super::value::Setting;

/// INI files.
pub(super) struct Ini;

impl Format for Ini {
    fn edit(&self, old: &str, tasks: &[Task<'_>]) -> Result<Secret, RefusalKind> {
        one_by_one(old, tasks, set)
    }

    fn tree(&self, text: &str) -> Result<Tree, ReadError> {
        let mut tree = Tree::table([]);
        let mut others = Vec::new();
        for line in lines(text) {
            match line.kind {
                Kind::Assignment { name, start, end } => {
                    let mut steps = Vec::new();
                    if !line.section.is_empty() {
                        steps.push(Step::Name(line.section.to_owned()));
                    }
                    steps.push(Step::Name(name.to_owned()));
                    let earlier = tree.put(&steps, meaning(&line.raw[start..end]));
                    others.extend(earlier);
                }
                Kind::Other => others.push(Tree::Text(line.raw.trim().to_owned())),
                Kind::Blank | Kind::Comment | Kind::Head => {}
            }
        }
        // No key can have this empty name; the row makes the proof cover what is no effective assignment.
        tree.put(&[Step::Name(String::new())], Tree::List(others));
        Ok(tree)
    }

    fn comments(&self, text: &str) -> Vec<String> {
        let all = lines(text);
        let comments = all.iter().map(|line| match line.kind {
            Kind::Comment => line.raw.trim(),
            Kind::Assignment { end, .. } => line.raw[end..].trim(),
            _ => "",
        });
        comments.filter(|comment| !comment.is_empty()).map(str::to_owned).collect()
    }

    fn comment_mark(&self) -> Option<&'static str> {
        Some(";")
    }

    fn steps(&self, key: &str) -> Result<Vec<Step>, RefusalKind> {
        let bad = || RefusalKind::Key { key: key.to_owned() };
        let steps = if key.contains('"') {
            key::steps(key)?
        } else {
            let (section, name) = key.rsplit_once('.').unwrap_or(("", key));
            let section = (!section.is_empty()).then(|| Step::Name(section.to_owned()));
            section.into_iter().chain([Step::Name(name.to_owned())]).collect()
        };
        let (section, name) = parts(&steps).ok_or_else(bad)?;
        let clean = |text: &str, not: &[char]| {
            text.trim() == text && !text.contains(not) && !text.contains(char::is_control)
        };
        if name.is_empty()
            || !clean(name, &['=', ':', '#', ';', '[', '"', '`'])
            || !clean(section, &['[', ']', '#', ';'])
        {
            return Err(bad());
        }
        Ok(steps)
    }

    fn leaf(&self, setting: &Setting, _steps: &[Step]) -> Result<Tree, RefusalKind> {
        let leaf = text_leaf(setting)?;
        if let Tree::Text(text) = &leaf {
            spelled(text)
                .map_err(|character| RefusalKind::Character { key: setting.key.clone(), character })?;
        }
        Ok(leaf)
    }

    fn notes(&self, new: &str, tasks: &[Task<'_>]) -> Vec<Note> {
        let all = lines(new);
        let mut notes = Vec::new();
        for task in tasks {
            let Some((section, name)) = parts(&task.steps) else { continue };
            let places: Vec<usize> = all
                .iter()
                .filter(|line| line.assigns(section, name).is_some())
                .map(|line| line.number)
                .collect();
            let earlier = places.split_last().map_or(&[][..], |(_, earlier)| earlier);
            notes.extend(
                earlier.iter().map(|line| Note::Earlier { key: task.setting.key.clone(), line: *line }),
            );
        }
        notes
    }
}

/// Section and name of a key.
fn parts(steps: &[Step]) -> Option<(&str, &str)> {
    match steps {
        [Step::Name(name)] => Some(("", name)),
        [Step::Name(section), Step::Name(name)] => Some((section, name)),
        _ => None,
    }
}

/// The text with one key set.
fn set(text: &str, task: &Task<'_>) -> Result<String, RefusalKind> {
    let key = &task.setting.key;
    let (section, name) = parts(&task.steps).ok_or_else(|| RefusalKind::Key { key: key.clone() })?;
    let all = lines(text);
    if let Some(line) = all.iter().find(|line| line.is_unclear_about(section, name)) {
        return Err(RefusalKind::Unclear { key: key.clone(), line: line.number });
    }
    let value = task.leaf.value().and_then(|value| value.as_text()).unwrap_or_default();
    let value =
        spelled(&value).map_err(|character| RefusalKind::Character { key: key.clone(), character })?;
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let raw = |lines: &[Line<'_>]| lines.iter().map(|line| line.raw).collect::<String>();
    let last = all.iter().rposition(|line| line.assigns(section, name).is_some());
    if let Some((at, (start, end))) = last.and_then(|at| Some((at, all[at].assigns(section, name)?))) {
        let line = all[at].raw;
        // `name =` without a value may have no blank behind the divider yet.
        let gap = if line[..start].ends_with('=') && line[..start].contains(" =") { " " } else { "" };
        return Ok(format!(
            "{}{}{gap}{value}{}{}",
            raw(&all[..at]),
            &line[..start],
            &line[end..],
            raw(&all[at + 1..])
        ));
    }
    let place = all
        .iter()
        .rposition(|line| line.is_example_of(section, name))
        .or_else(|| all.iter().rposition(|line| line.section == section && line.ends_section()))
        .map_or(if section.is_empty() { 0 } else { all.len() }, |at| at + 1);
    let before = raw(&all[..place]);
    let gap = if before.is_empty() || before.ends_with('\n') { "" } else { line_end };
    let known = section.is_empty() || all.iter().any(|line| line.section == section);
    let blank = if before.is_empty() { "" } else { line_end };
    let head = if known { String::new() } else { format!("{blank}[{section}]{line_end}") };
    Ok(format!("{before}{gap}{head}{name} = {value}{line_end}{}", raw(&all[place..])))
}
