//! How `java.util.Properties` spells keys and values, and what a spelling means.

use super::super::lines::{Assignment, Meaning};

/// What a line assigns; `None` for a blank line or a comment.
pub(super) fn assignment(raw: &str) -> Option<Assignment> {
    if is_remark(raw) {
        return None;
    }
    let end = raw.trim_end_matches(['\r', '\n']).len();
    let content = &raw[..end];
    let begin = end - content.trim_start().len();
    let mut escaped = false;
    let key_length = content[begin..].find(|one: char| {
        let ends = !escaped && (matches!(one, '=' | ':') || one.is_ascii_whitespace());
        escaped = one == '\\' && !escaped;
        ends
    });
    let key_end = key_length.map_or(end, |length| begin + length);
    let rest = &content[key_end..];
    let after = rest.trim_start_matches([' ', '\t', '\u{c}']);
    let after = after.strip_prefix(['=', ':']).unwrap_or(after).trim_start_matches([' ', '\t', '\u{c}']);
    let value = end - after.len()..end;
    let text = meant(&raw[value.clone()]);
    let meaning = if text.contains("${") { Meaning::Reference(text) } else { Meaning::Text(text) };
    Some(Assignment { name: meant(&content[begin..key_end]), value, meaning })
}

/// Whether a line is blank or a comment; a backslash at its end joins nothing then.
pub(super) fn is_remark(raw: &str) -> bool {
    let content = raw.trim_start();
    content.is_empty() || content.starts_with(['#', '!'])
}

/// What a key or value means once its escapes are read and its lines are joined.
fn meant(spelled: &str) -> String {
    let mut out = Vec::new();
    let mut characters = spelled.chars().peekable();
    while let Some(one) = characters.next() {
        let taken = if one == '\\' { characters.next() } else { None };
        match taken {
            None if one == '\\' => {}
            None => out.extend(one.encode_utf16(&mut [0; 2]).iter()),
            Some('\r' | '\n') => while characters.next_if(char::is_ascii_whitespace).is_some() {},
            Some('u') => {
                let digits: String =
                    (0..4).filter_map(|_| characters.next_if(char::is_ascii_hexdigit)).collect();
                out.push(u16::from_str_radix(&digits, 16).unwrap_or(0xFFFD));
            }
            Some(escape) => {
                let meant = match escape {
                    't' => '\t',
                    'n' => '\n',
                    'r' => '\r',
                    'f' => '\u{c}',
                    other => other,
                };
                out.extend(meant.encode_utf16(&mut [0; 2]).iter());
            }
        }
    }
    String::from_utf16_lossy(&out)
}

/// A value as it must be spelled: the backslash and a blank at the start escaped, all but ASCII as `\uXXXX`.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, one) in text.char_indices() {
        match one {
            '\\' => out.push_str("\\\\"),
            ' ' if at == 0 => out.push_str("\\ "),
            plain if plain.is_ascii() => out.push(plain),
            other => {
                let units = other.encode_utf16(&mut [0; 2]).to_vec();
                out.extend(units.iter().flat_map(|unit| unicode(*unit)));
            }
        }
    }
    out
}

fn unicode(unit: u16) -> [char; 6] {
    let digit =
        |shift: u32| char::from_digit(u32::from(unit >> shift) & 0xF, 16).unwrap_or('0').to_ascii_uppercase();
    ['\\', 'u', digit(12), digit(8), digit(4), digit(0)]
}
