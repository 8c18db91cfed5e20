//! How a value is spelled so that each dialect reads back exactly that value.

use super::dialect::EnvDialect;
use crate::base::quoting;

/// The value as it stands after `KEY=`, or the first character that the dialect cannot carry.
///
/// `like` is the first character of the old value: where that was a quote, a value that needs none gets the same one.
/// Control characters never come here; they are refused for every format.
pub(super) fn quoted(dialect: EnvDialect, value: &str, like: Option<char>) -> Result<String, char> {
    if dialect == EnvDialect::Docker {
        return Ok(value.to_owned());
    }
    if value.chars().all(is_plain) {
        return Ok(match like {
            Some(quote @ ('"' | '\'')) => format!("{quote}{value}{quote}"),
            _ => value.to_owned(),
        });
    }
    // JSON that stood without quotes around it is read so.
    let is_open = matches!(like, Some(sign @ ('{' | '[')) if value.starts_with(sign));
    if is_open && dialect != EnvDialect::Shell && !value.contains(['$', '#', '\\', '`', '\'']) {
        return Ok(value.to_owned());
    }
    match dialect {
        EnvDialect::Shell => Ok(format!("'{}'", quoting::shell(value))),
        EnvDialect::Compose => compose(value),
        EnvDialect::Systemd | EnvDialect::Docker => Ok(systemd(value)),
    }
}

/// Characters that mean themselves everywhere, without quotes.
fn is_plain(one: char) -> bool {
    one.is_ascii_alphanumeric() || matches!(one, '_' | '-' | '.' | '/' | ':' | '@' | '%' | '+' | ',' | '=')
}

fn systemd(value: &str) -> String {
    if !value.contains('\'') {
        return format!("'{value}'");
    }
    let mut out = String::from("\"");
    for one in value.chars() {
        if matches!(one, '"' | '\\' | '`' | '$') {
            out.push('\\');
        }
        out.push(one);
    }
    out.push('"');
    out
}

/// The dotenv libraries differ in how they read a backslash, and all of them expand `$` outside single quotes; so only
/// spellings are used that all of them read alike.
fn compose(value: &str) -> Result<String, char> {
    if value.contains('\\') {
        return Err('\\');
    }
    if !value.contains('\'') {
        return Ok(format!("'{value}'"));
    }
    match value.chars().find(|one| matches!(one, '"' | '$' | '`')) {
        Some(_) => Err('\''),
        None => Ok(format!("\"{value}\"")),
    }
}
