//! How a value is spelled in an INI file, and what a spelling means.

use super::super::lines::Meaning;

/// The quotes of a text that may have several lines.
pub(super) const TRIPLE: &str = "\"\"\"";

/// What a value means once its quotes are taken off.
pub(super) fn meaning(value: &str) -> Meaning {
    let quoted = |quote: char| {
        let inner = value.strip_prefix(quote)?.strip_suffix(quote)?;
        (!inner.contains(quote)).then_some(inner)
    };
    let tripled = value.strip_prefix(TRIPLE).and_then(|inner| inner.strip_suffix(TRIPLE));
    let text =
        tripled.or_else(|| quoted('`')).or_else(|| quoted('"')).or_else(|| quoted('\'')).unwrap_or(value);
    if expands(text).is_some() { Meaning::Reference(text.to_owned()) } else { Meaning::Text(text.to_owned()) }
}

/// The character that begins something that is filled in from elsewhere.
fn expands(text: &str) -> Option<char> {
    if text.contains("${") || text.contains("$__") {
        return Some('$');
    }
    text.contains("%(").then_some('%')
}

/// A value as it must be spelled, or the first character that cannot be carried.
pub(super) fn spelled(text: &str) -> Result<String, char> {
    if let Some(character) = expands(text) {
        return Err(character);
    }
    let bare = text.trim() == text
        && !text.contains(['#', ';'])
        && !text.starts_with(['"', '\'', '`'])
        && !text.ends_with('\\');
    if bare {
        return Ok(text.to_owned());
    }
    if text.contains('`') { Err('`') } else { Ok(format!("`{text}`")) }
}
