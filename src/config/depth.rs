//! How deep a file may go: brackets, blocks, tables and texts that stand in one another.
//!
//! Every parser, and everything that walks through what it made, takes a piece of the stack for each level. A file comes
//! from anywhere and may have as many levels as it has bytes; so its levels are counted before a parser sees it, or while
//! our own reads it. The deepest files that are known, Kubernetes' definitions of resources, have some forty levels.

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use super::read_error::ReadError;

/// How many levels a text may have. The second parsers give up at 127 (`serde_json`) and 128 (`yaml_serde`).
pub(super) const LEVELS: usize = 120;

/// How many levels TOML may have, names with dots counted: its parsers have this limit, but for brackets and for each name
/// alone, so that one of them times the other would be allowed.
pub const TOML_LEVELS: usize = 80;

/// Refuses one level more than a text may have; it opens at `at`.
pub(super) fn check(text: &str, at: usize, levels: usize) -> Result<(), ReadError> {
    if levels <= LEVELS { Ok(()) } else { Err(ReadError::at(text, Some(at), "").deeper_than(LEVELS)) }
}

/// Refuses JSON, with comments or without, that goes too deep.
pub(super) fn check_json(text: &str) -> Result<(), ReadError> {
    let bytes = text.as_bytes();
    let until = |from: usize, mark: &[u8]| {
        let rest = bytes.get(from..).unwrap_or_default();
        let found = rest.windows(mark.len()).position(|here| here == mark);
        found.map_or(bytes.len(), |at| from + at + mark.len())
    };
    let (mut at, mut open) = (0, 0_usize);
    while let Some(one) = bytes.get(at) {
        at = match (one, bytes.get(at + 1)) {
            (b'"', _) => text_end(bytes, at),
            (b'/', Some(b'/')) => until(at, b"\n"),
            (b'/', Some(b'*')) => until(at + 2, b"*/"),
            (b'[' | b'{', _) => {
                open += 1;
                check(text, at, open)?;
                at + 1
            }
            (b']' | b'}', _) => {
                open = open.saturating_sub(1);
                at + 1
            }
            _ => at + 1,
        };
    }
    Ok(())
}

/// Where a text in double quotes ends that begins here.
fn text_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(one) = bytes.get(at) {
        match one {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    at
}

/// Where TOML goes too deep: tables by their heads, by names with dots and by braces, and lists, added up.
pub fn too_deep_in_toml(text: &str) -> Option<usize> {
    let (mut head, mut is_head) = (0, false);
    let (mut open, mut around, mut dots) = (Vec::new(), 0, 0);
    let mut begins = true;
    for token in Source::new(text).lex() {
        let kind = token.kind();
        match kind {
            TokenKind::Dot => dots += 1,
            TokenKind::LeftSquareBracket if begins && open.is_empty() => (head, is_head) = (0, true),
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => {
                around += dots + 1;
                open.push(dots + 1);
                dots = 0;
            }
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket if !is_head => {
                around -= open.pop().unwrap_or(0);
                dots = 0;
            }
            TokenKind::Newline if is_head => {
                (head, is_head) = (dots + 1, false);
                (open, around, dots) = (Vec::new(), 0, 0);
            }
            TokenKind::Comma | TokenKind::Newline => dots = 0,
            _ => {}
        }
        if head + around + dots > TOML_LEVELS {
            return Some(token.span().start());
        }
        begins = kind == TokenKind::Newline || (begins && kind == TokenKind::Whitespace);
    }
    None
}

/// Refuses TOML that goes too deep.
pub(super) fn check_toml(text: &str) -> Result<(), ReadError> {
    too_deep_in_toml(text)
        .map_or(Ok(()), |at| Err(ReadError::at(text, Some(at), "").deeper_than(TOML_LEVELS)))
}
