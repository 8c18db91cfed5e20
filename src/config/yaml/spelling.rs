//! How texts and keys are written in YAML.

use yaml_edit::{Document, YamlNode};

/// A text in double quotes. The library would spell everything but ASCII as escapes, which nobody can read.
pub(super) fn quoted(text: &str) -> Option<YamlNode> {
    spelled_as(&in_quotes(text))
}

/// A text between double quotes.
pub(super) fn in_quotes(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A key as it is written: plain where that is safe.
pub(super) fn key_text(name: &str) -> String {
    let plain = |one: char| one.is_ascii_alphanumeric() || matches!(one, '_' | '-' | '.' | '/');
    let safe = name.chars().all(plain) && name.starts_with(|one: char| one.is_ascii_alphabetic());
    if safe { name.to_owned() } else { in_quotes(name) }
}

/// A node that is spelled just so. A scalar that the library spells itself is left out of the text.
pub(super) fn spelled_as(text: &str) -> Option<YamlNode> {
    let document: Document = format!("- {text}").parse().ok()?;
    document.as_sequence()?.get(0)
}
