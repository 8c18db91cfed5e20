//! Texts in quotes: where they end, and what they mean where that is certain.

use super::language::Language;

/// What a text in quotes means (`None` where that is not certain) and its length.
type Found = (Option<String>, usize);

/// A text in quotes at the start; `None` where none begins, an error where it never ends.
pub(super) fn text(language: Language, rest: &str) -> Option<Result<Found, ()>> {
    let prefix = if language == Language::Python { python_prefix(rest) } else { "" };
    let quoted = &rest[prefix.len()..];
    let mark = quoted.chars().next().filter(|one| matches!(one, '"' | '\'' | '`'))?;
    if mark == '`' && language == Language::Python {
        return None;
    }
    let triple: String = std::iter::repeat_n(mark, 3).collect();
    let long = language == Language::Python && quoted.starts_with(&triple);
    let fence = if long { triple.as_str() } else { &quoted[..1] };
    let one_line = language == Language::Python && !long;
    let Some(inner) = inside(&quoted[fence.len()..], fence, one_line) else { return Some(Err(())) };
    let length = prefix.len() + inner.len() + 2 * fence.len();
    Some(Ok((meaning(language, &prefix.to_ascii_lowercase(), mark, inner), length)))
}

/// The letters that change what a Python text is, where a quotation mark follows them at once.
fn python_prefix(rest: &str) -> &str {
    let end = rest.find(|one: char| !one.is_ascii_alphabetic()).unwrap_or(rest.len());
    let letters = &rest[..end];
    let known = letters.len() <= 2 && letters.chars().all(|one| "rRuUbBfFtT".contains(one));
    if known && rest[end..].starts_with(['"', '\'']) { letters } else { "" }
}

/// What stands between the marks. A backslash takes the meaning of the character behind it.
fn inside<'a>(text: &'a str, fence: &str, one_line: bool) -> Option<&'a str> {
    let mut characters = text.char_indices();
    while let Some((at, one)) = characters.next() {
        if text[at..].starts_with(fence) {
            return Some(&text[..at]);
        }
        if one_line && one == '\n' {
            return None;
        }
        if one == '\\' {
            characters.next();
        }
    }
    None
}

fn meaning(language: Language, prefix: &str, mark: char, inner: &str) -> Option<String> {
    match (language, prefix, mark) {
        (_, _, '`') => None,
        (Language::Python, "r", _) => Some(inner.to_owned()),
        (Language::Python, "" | "u", _) => escapes(inner, &['\\', '\'', '"', 'n', 't', 'r', 'x', 'u']),
        (Language::Python, ..) => None,
        (_, _, '\'') => Some(single(inner)),
        (Language::Ruby, ..) if has_sign_before(inner, '#', &['{', '$', '@']) => None,
        (Language::Ruby, ..) => escapes(inner, &['\\', '"', '\'', 'n', 't', 'r', '#']),
        (Language::Php, ..) if inner.contains("{$") || begins_variable(inner) => None,
        (Language::Php, ..) => escapes(inner, &['\\', '"', 'n', 't', 'r', '$']),
    }
}

/// Even an escaped sign counts: what is not certain is left alone.
fn has_sign_before(text: &str, sign: char, next: &[char]) -> bool {
    text.match_indices(sign).any(|(at, _)| text[at + 1..].starts_with(next))
}

fn begins_variable(text: &str) -> bool {
    let next = |one: char| one.is_alphabetic() || matches!(one, '_' | '{');
    text.match_indices('$').any(|(at, _)| text[at + 1..].starts_with(next))
}

/// Single quotes of Ruby and PHP: only the backslash and the quotation mark can be escaped.
fn single(inner: &str) -> String {
    let mut out = String::with_capacity(inner.len());
    let mut characters = inner.chars().peekable();
    while let Some(one) = characters.next() {
        let taken = if one == '\\' { characters.next_if(|next| matches!(next, '\\' | '\'')) } else { None };
        out.push(taken.unwrap_or(one));
    }
    out
}

/// A text with its escapes read; `None` where one is not among the known ones.
fn escapes(inner: &str, known: &[char]) -> Option<String> {
    let mut out = String::with_capacity(inner.len());
    let mut characters = inner.chars();
    while let Some(one) = characters.next() {
        if one != '\\' {
            out.push(one);
            continue;
        }
        let escape = characters.next().filter(|escape| known.contains(escape))?;
        out.push(match escape {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'x' => hexadecimal(&mut characters, 2)?,
            'u' => hexadecimal(&mut characters, 4)?,
            plain => plain,
        });
    }
    Some(out)
}

fn hexadecimal(characters: &mut std::str::Chars<'_>, digits: usize) -> Option<char> {
    let spelled: String = characters.take(digits).collect();
    let full = spelled.len() == digits && spelled.chars().all(|one| one.is_ascii_hexdigit());
    full.then(|| u32::from_str_radix(&spelled, 16).ok().and_then(char::from_u32))?
}

/// Ruby's `<<~WORD`: the word that ends the text, and the length of the mark.
pub(super) fn here_word(rest: &str) -> Option<(&str, usize)> {
    let behind = rest.strip_prefix("<<")?;
    let word = behind.trim_start_matches(['-', '~']);
    let gentle = word.len() < behind.len();
    let mark = word.chars().next().filter(|one| matches!(one, '"' | '\''));
    let word = mark.map_or(word, |mark| word.trim_start_matches(mark));
    let end = word.find(|one: char| !one.is_ascii_alphanumeric() && one != '_').unwrap_or(word.len());
    let name = &word[..end];
    let begins =
        name.starts_with(|one: char| one.is_ascii_uppercase() || (gentle && one.is_ascii_alphabetic()));
    let closed = mark.is_none_or(|mark| word[end..].starts_with(mark));
    let used = rest.len() - word.len() + end + usize::from(mark.is_some());
    (begins && closed).then_some((name, used))
}

/// The length of Ruby's `%w( … )` and its kin; `None` where none begins, an error where it never ends.
pub(super) fn percent(rest: &str) -> Option<Result<usize, ()>> {
    let behind = rest.strip_prefix('%').unwrap_or(rest);
    let letters = behind.trim_start_matches(['w', 'W', 'i', 'I', 'q', 'Q', 'r', 's', 'x']);
    let open = letters.chars().next()?;
    let close = match open {
        '(' => ')',
        '[' => ']',
        '{' => '}',
        '<' => '>',
        '|' | '!' | '/' => open,
        _ => return None,
    };
    let head = rest.len() - letters.len() + 1;
    let mut deep = 1;
    let mut characters = letters[1..].char_indices();
    while let Some((at, one)) = characters.next() {
        if one == '\\' {
            characters.next();
        } else if one == close {
            deep -= 1;
        } else if one == open {
            deep += 1;
        }
        if deep == 0 {
            return Some(Ok(head + at + 1));
        }
    }
    Some(Err(()))
}
