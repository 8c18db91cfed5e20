//! INI with sections, as Grafana, Gitea and other programs built on Go's `ini` library read it.
//!
//! A key is `section.name`; the last dot divides, since section names such as `auth.generic_oauth` have dots of their own,
//! and a lone name stands before the first section. In a value `#` and `;` begin a comment anywhere, quotes around the
//! whole value are taken off, and `${…}`, `$__…` and `%(…)s` are expanded; a value with such characters is put in
//! backquotes where that helps, else refused.

mod value;

use super::key::{self, Step};
use super::lines::{Assignment, Dialect, Kind, Line, Style, parts};
use super::read_error::ReadError;

/// INI files.
pub(super) struct Ini;

impl Dialect for Ini {
    fn style(&self) -> Style {
        Style {
            comment: ";",
            remarks: &['#', ';', ' ', '\t'],
            before_example: "",
            dividers: &['='],
            before: "",
            between: " = ",
            has_sections: true,
            comments_behind_values: true,
        }
    }

    fn lines<'a>(&self, text: &'a str) -> Result<Vec<Line<'a>>, ReadError> {
        let mut section = "";
        let mut all = Vec::new();
        for (index, raw) in text.split_inclusive('\n').enumerate() {
            let content = raw.trim_start_matches('\u{FEFF}').trim();
            let kind = if content.is_empty() {
                Kind::Blank
            } else if content.starts_with(['#', ';']) {
                Kind::Comment
            } else if let Some(name) = content.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
                section = name.0.trim();
                Kind::Head
            } else {
                assignment(raw).map_or(Kind::Other, Kind::Assignment)
            };
            all.push(Line { raw, number: index + 1, section, kind });
        }
        Ok(all)
    }

    fn key(&self, key: &str) -> Option<Vec<Step>> {
        let steps = if key.contains('"') {
            key::steps(key).ok()?
        } else {
            let (section, name) = key.rsplit_once('.').unwrap_or(("", key));
            let section = (!section.is_empty()).then(|| Step::named(section));
            section.into_iter().chain([Step::named(name)]).collect()
        };
        let (section, name) = parts(&steps)?;
        let clean = |text: &str, not: &[char]| {
            text.trim() == text && !text.contains(not) && !text.contains(char::is_control)
        };
        let fits = !name.is_empty()
            && clean(name, &['=', ':', '#', ';', '[', '"', '`'])
            && clean(section, &['[', ']', '#', ';']);
        fits.then_some(steps)
    }

    fn spelled(&self, value: &str, _like: Option<char>) -> Result<String, char> {
        value::spelled(value)
    }

    fn may_set(&self, raw: &str, name: &str) -> bool {
        let text = raw.trim_start().trim_start_matches(['"', '`']);
        text.strip_prefix(name)
            .is_some_and(|rest| rest.trim_start_matches(['"', '`', ' ']).starts_with(['=', ':']))
    }

    /// `name =` without a value may have no blank behind the divider yet.
    fn gap(&self, begun: &str) -> &'static str {
        if begun.ends_with('=') && begun.contains(" =") { " " } else { "" }
    }
}

fn assignment(raw: &str) -> Option<Assignment> {
    let divider = raw.find(['=', ':'])?;
    let name = raw[..divider].trim();
    if name.is_empty() || name.starts_with(['"', '`']) {
        return None;
    }
    let rest = &raw[divider + 1..];
    let start = divider + 1 + (rest.len() - rest.trim_start_matches([' ', '\t']).len());
    let value = raw[start..].trim_end();
    // Three quotes may hold several lines; those of one line are like any others.
    let tripled = value.strip_prefix(value::TRIPLE).map(|inner| inner.find(value::TRIPLE));
    if tripled == Some(None) || value.ends_with('\\') {
        return None;
    }
    let length = match (tripled.flatten(), value.strip_prefix('`')) {
        (Some(inner), _) => inner + 2 * value::TRIPLE.len(),
        (None, Some(inner)) => inner.find('`')? + 2,
        (None, None) => value[..value.find(['#', ';']).unwrap_or(value.len())].trim_end().len(),
    };
    let meaning = value::meaning(&value[..length]);
    Some(Assignment { name: name.to_owned(), value: start..start + length, meaning })
}
