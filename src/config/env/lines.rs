//! An env file as a row of lines. An assignment whose quoted value runs over several lines is one line here.

use super::super::lines::{Assignment, Kind, Line, Meaning};
use super::super::read_error::ReadError;
use super::dialect::EnvDialect;
use super::scan::{Unclosed, scan};
use crate::base::words::key;

/// Takes a file apart. The raw texts of the lines, joined, are the file.
pub(super) fn split(dialect: EnvDialect, text: &str) -> Result<Vec<Line<'_>>, ReadError> {
    let mut lines = Vec::new();
    let mut at = 0;
    let mut number = 1;
    while at < text.len() {
        let rest = &text[at..];
        let (kind, length) = line(dialect, rest)
            .map_err(|Unclosed| ReadError::new(Some(number), None, key!("config.read.unclosed")))?;
        let raw = &rest[..length];
        lines.push(Line { number, raw, section: "", kind });
        number += raw.matches('\n').count();
        at += length;
    }
    Ok(lines)
}

/// The first line of a text: what it is, and its length with the line break.
fn line(dialect: EnvDialect, text: &str) -> Result<(Kind, usize), Unclosed> {
    let end = text.find('\n').map_or(text.len(), |at| at + 1);
    let first = &text[..end];
    let content = first.trim();
    if content.is_empty() {
        return Ok((Kind::Blank, end));
    }
    if content.starts_with('#') || (dialect == EnvDialect::Systemd && content.starts_with(';')) {
        return Ok((Kind::Comment, comment_end(dialect, text, end)));
    }
    let Some((name, value_at)) = key(dialect, first) else {
        return Ok((bare(dialect, content), end));
    };
    let scanned = scan(dialect, &text[value_at..])?;
    let value = value_at + scanned.value.start..value_at + scanned.value.end;
    Ok((Kind::Assignment(Assignment { name, value, meaning: scanned.meaning }), value_at + scanned.end))
}

/// In systemd's reading a comment that ends in a backslash goes on in the next line.
fn comment_end(dialect: EnvDialect, text: &str, first: usize) -> usize {
    let mut end = first;
    while dialect == EnvDialect::Systemd && text[..end].trim_end_matches(['\r', '\n']).ends_with('\\') {
        let longer = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
        if longer == end {
            break;
        }
        end = longer;
    }
    end
}

/// The key of an assignment, and where in the line what follows its `=` begins.
fn key(dialect: EnvDialect, line: &str) -> Option<(String, usize)> {
    let equals = line.find('=')?;
    let before = &line[..equals];
    let name = match dialect {
        EnvDialect::Docker => before.trim_start(),
        EnvDialect::Systemd => before.trim(),
        EnvDialect::Compose => exported(before.trim_start()).trim_end(),
        EnvDialect::Shell => exported(before),
    };
    is_key(dialect, name).then(|| (name.to_owned(), equals + 1))
}

fn exported(text: &str) -> &str {
    match text.strip_prefix("export") {
        Some(rest) if rest.starts_with([' ', '\t']) => rest.trim_start_matches([' ', '\t']),
        _ => text,
    }
}

/// A line without an assignment. A bare key hands on what the surroundings have; `export A B` says nothing of a value.
fn bare(dialect: EnvDialect, content: &str) -> Kind {
    let inherits = matches!(dialect, EnvDialect::Docker | EnvDialect::Compose) && is_key(dialect, content);
    if inherits {
        let meaning = Meaning::Reference(content.to_owned());
        let value = content.len()..content.len();
        return Kind::Assignment(Assignment { name: content.to_owned(), value, meaning });
    }
    let exports = dialect == EnvDialect::Shell
        && content
            .strip_prefix("export ")
            .is_some_and(|rest| rest.split_whitespace().all(|one| is_key(dialect, one)));
    if exports { Kind::Blank } else { Kind::Other }
}

/// Whether a text can be a key. Where a program, not a shell, reads the file, dots and dashes are fine too.
pub(super) fn is_key(dialect: EnvDialect, text: &str) -> bool {
    let loose = matches!(dialect, EnvDialect::Docker | EnvDialect::Compose);
    let fits = |one: char| one.is_ascii_alphanumeric() || one == '_' || (loose && matches!(one, '.' | '-'));
    text.starts_with(|one: char| one.is_ascii_alphabetic() || one == '_') && text.chars().all(fits)
}

/// Whether a text names a key as a whole word.
pub(super) fn names(text: &str, key: &str) -> bool {
    let inside = |one: char| one.is_ascii_alphanumeric() || one == '_';
    text.match_indices(key)
        .any(|(at, _)| !text[..at].ends_with(inside) && !text[at + key.len()..].starts_with(inside))
}
