//! Java properties, as `java.util.Properties` reads them, with the `${…}` of Spring and SonarQube.
//!
//! A key is one name with dots in it, not a path. What is not ASCII is written as `\uXXXX`, since older readers take the
//! file for ISO 8859-1.

mod spelling;

use self::spelling::{assignment, escaped, is_remark};
use super::key::Step;
use super::lines::{Dialect, Kind, Line, Style};
use super::read_error::ReadError;

/// Java properties files.
pub(super) struct Properties;

impl Dialect for Properties {
    fn style(&self) -> Style {
        Style {
            comment: "#",
            remarks: &['#', '!', ' ', '\t'],
            before_example: "",
            dividers: &['=', ':'],
            before: "",
            between: "=",
            has_sections: false,
            comments_behind_values: false,
        }
    }

    fn lines<'a>(&self, text: &'a str) -> Result<Vec<Line<'a>>, ReadError> {
        let mut all = Vec::new();
        let (mut start, mut at, mut number) = (0, 0, 1);
        for (index, piece) in text.split_inclusive('\n').enumerate() {
            at += piece.len();
            let raw = &text[start..at];
            if !is_remark(raw) && ends_open(piece) && at < text.len() {
                continue;
            }
            let remark = if raw.trim().is_empty() { Kind::Blank } else { Kind::Comment };
            let kind = assignment(raw).map_or(remark, Kind::Assignment);
            all.push(Line { number, raw, section: "", kind });
            start = at;
            number = index + 2;
        }
        Ok(all)
    }

    fn key(&self, key: &str) -> Option<Vec<Step>> {
        let fits = |one: char| one.is_ascii_graphic() && !matches!(one, '=' | ':' | '\\' | '#' | '!');
        (!key.is_empty() && key.chars().all(fits)).then(|| vec![Step::named(key)])
    }

    fn spelled(&self, value: &str, _like: Option<char>) -> Result<String, char> {
        if value.contains("${") { Err('$') } else { Ok(escaped(value)) }
    }

    /// A key alone on its line needs something between itself and its value.
    fn gap(&self, begun: &str) -> &'static str {
        if begun.ends_with(['=', ':', ' ', '\t']) { "" } else { "=" }
    }
}

/// Whether a line ends in a backslash that is not itself escaped.
fn ends_open(line: &str) -> bool {
    let content = line.trim_end_matches(['\r', '\n']);
    (content.len() - content.trim_end_matches('\\').len()) % 2 == 1
}
