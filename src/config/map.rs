//! From settings to tasks. A map is written row by row: a row that is there is changed at its place, and one that the map
//! no longer has goes.

use super::format::{Format, Row, Task};
use super::key::Step;
use super::refusal::RefusalKind;
use super::tree::Tree;
use super::value::{Setting, Value};

/// A setting, or one row of a setting that is a map.
pub(super) struct Flat {
    /// The setting, or the row as a setting of its own under the map's key.
    pub(super) setting: Setting,
    /// The row's name.
    pub(super) row: Option<String>,
}

/// The settings with each map as its rows.
pub(super) fn flat(settings: &[Setting]) -> Vec<Flat> {
    let mut all = Vec::new();
    for setting in settings {
        let Value::Map { rows, lists } = &setting.value else {
            all.push(Flat { setting: setting.clone(), row: None });
            continue;
        };
        for (name, items) in rows {
            let value = if *lists {
                Value::List { items: items.clone(), separator: None }
            } else {
                Value::Text(items.join(" "))
            };
            all.push(Flat { setting: Setting::new(setting.key.clone(), value), row: Some(name.clone()) });
        }
    }
    all
}

/// The settings with their keys taken apart and their values as this format has them.
pub(super) fn tasks<'a>(format: &dyn Format, settings: &'a [Flat]) -> Result<Vec<Task<'a>>, RefusalKind> {
    let mut all: Vec<Task<'a>> = Vec::new();
    for Flat { setting, row } in settings {
        let mut steps = format.steps(&setting.key)?;
        steps.extend(row.clone().map(Step::Name));
        if all.iter().any(|task| task.steps == steps) {
            return Err(RefusalKind::Twice { key: setting.key.clone() });
        }
        let leaf = format.leaf(setting, &steps)?;
        all.push(Task { setting, steps, leaf });
    }
    Ok(all)
}

/// The rows that stand in a text and that the maps no longer have.
pub(super) fn gone(
    format: &dyn Format,
    before: &Tree,
    settings: &[Setting],
) -> Result<Vec<Row>, RefusalKind> {
    let mut all = Vec::new();
    for setting in settings {
        let Value::Map { rows, .. } = &setting.value else { continue };
        let key = &setting.key;
        if !format.has_maps() || rows.iter().any(|(name, _)| name.is_empty()) {
            return Err(RefusalKind::NoMap { key: key.clone() });
        }
        let steps = format.steps(key)?;
        let standing = before.get(&steps);
        let Some(Tree::Table(standing)) = standing.as_deref() else { continue };
        for name in standing.keys() {
            if !rows.iter().any(|(wanted, _)| wanted == name) {
                let steps = steps.iter().cloned().chain([Step::named(name)]).collect();
                all.push(Row { key: key.clone(), steps });
            }
        }
    }
    Ok(all)
}

/// A text without one element of brackets: with its comma, and with its line where nothing else stands on it.
pub(super) fn without(text: &str, element: std::ops::Range<usize>) -> Option<String> {
    let (mut start, mut end) = (element.start, element.end);
    let after = text.get(end..)?.trim_start_matches([' ', '\t']);
    let comma = after.strip_prefix(',');
    if let Some(behind) = comma {
        end = text.len() - behind.len();
    }
    let line = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let rest = text[end..].split('\n').next().unwrap_or_default();
    if text[line..start].trim().is_empty() && rest.trim().is_empty() {
        start = line;
        end = text.len().min(end + rest.len() + 1);
    } else if comma.is_some() {
        end = text.len() - text[end..].trim_start_matches([' ', '\t']).len();
    } else {
        let before = text[..start].trim_end();
        start = before.strip_suffix(',').map_or(start, str::len);
    }
    Some([text.get(..start)?, text.get(end..)?].concat())
}
