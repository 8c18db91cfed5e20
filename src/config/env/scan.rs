//! What the text after `KEY=` means, dialect by dialect.

use std::ops::Range;

use super::super::lines::Meaning;
use super::dialect::EnvDialect;

/// A quote that is opened and never closed.
pub(super) struct Unclosed;

/// A value found at the start of a text.
pub(super) struct Scanned {
    /// Where it stands, quotes included.
    pub(super) value: Range<usize>,
    /// What it means.
    pub(super) meaning: Meaning,
    /// Where the line ends, its line break included.
    pub(super) end: usize,
}

/// Reads the value at the start of a text.
pub(super) fn scan(dialect: EnvDialect, text: &str) -> Result<Scanned, Unclosed> {
    match dialect {
        EnvDialect::Docker => Ok(docker(text)),
        EnvDialect::Systemd => systemd(text),
        EnvDialect::Compose => compose(text),
        EnvDialect::Shell => shell(text),
    }
}

/// Where the content of the line that `from` stands in ends, and where its line break does.
fn line_end(text: &str, from: usize) -> (usize, usize) {
    let (content, end) =
        text[from..].find('\n').map_or((text.len(), text.len()), |at| (from + at, from + at + 1));
    (content - usize::from(content > from && text[..content].ends_with('\r')), end)
}

fn blanks(text: &str, from: usize) -> usize {
    text[from..].find(|one| !matches!(one, ' ' | '\t')).map_or(text.len(), |at| from + at)
}

/// Everything up to the line break is the value.
fn docker(text: &str) -> Scanned {
    let (content, end) = line_end(text, 0);
    Scanned { value: 0..content, meaning: Meaning::Text(text[..content].to_owned()), end }
}

/// systemd.exec(5): quotes at the start are taken off, a backslash takes the next character as it is and joins lines.
fn systemd(text: &str) -> Result<Scanned, Unclosed> {
    let start = blanks(text, 0);
    let mut out = String::new();
    let mut at = start;
    while let Some(one @ ('"' | '\'')) = text[at..].chars().next() {
        let escapes = if one == '"' { "\"\\`$" } else { "" };
        at = quoted(text, at, one, escapes, &mut out)?;
        let value_end = at;
        at = blanks(text, at);
        let rest = &text[at..];
        if rest.is_empty() || rest == "\r" || rest.starts_with('\n') || rest.starts_with("\r\n") {
            let (_, end) = line_end(text, at);
            return Ok(Scanned { value: start..value_end, meaning: Meaning::Text(out), end });
        }
        if at > value_end && rest.starts_with('#') {
            // systemd drops the blanks; one is kept here, so that what is meant as a comment can be told.
            out.push(' ');
        }
    }
    let mut kept = out.len();
    let mut characters = text[at..].char_indices();
    let (mut value_end, mut end) = (at, text.len());
    while let Some((offset, one)) = characters.next() {
        match one {
            '\n' => {
                end = at + offset + 1;
                break;
            }
            '\\' => {
                let next = characters.next();
                out.extend(next.map(|(_, taken)| taken).filter(|taken| *taken != '\n'));
                kept = out.len();
                value_end = next.map_or(text.len(), |(place, taken)| at + place + taken.len_utf8());
            }
            blank if blank.is_ascii_whitespace() => out.push(blank),
            plain => {
                out.push(plain);
                kept = out.len();
                value_end = at + offset + plain.len_utf8();
            }
        }
    }
    out.truncate(kept);
    Ok(Scanned { value: start..value_end.max(start), meaning: Meaning::Text(out), end })
}

/// Reads a quoted piece that opens at `from`, and says where it ends. In double quotes a backslash takes the characters
/// of `escapes` as they are and joins lines; before any other it is itself.
fn quoted(text: &str, from: usize, quote: char, escapes: &str, out: &mut String) -> Result<usize, Unclosed> {
    let mut characters = text[from + 1..].char_indices();
    while let Some((offset, one)) = characters.next() {
        if one == quote {
            return Ok(from + 1 + offset + 1);
        }
        if one != '\\' || escapes.is_empty() {
            out.push(one);
            continue;
        }
        match characters.next() {
            Some((_, '\n')) => {}
            Some((_, next)) => {
                if !escapes.contains(next) {
                    out.push('\\');
                }
                out.push(next);
            }
            None => return Err(Unclosed),
        }
    }
    Err(Unclosed)
}

/// The dotenv dialect of Docker Compose: one quoted value, or plain text up to ` #`; `$` is expanded outside single quotes.
fn compose(text: &str) -> Result<Scanned, Unclosed> {
    let start = blanks(text, 0);
    if let Some(quote @ ('"' | '\'')) = text[start..].chars().next() {
        let mut out = String::new();
        let escapes = if quote == '"' { "\"\\$" } else { "" };
        let value_end = quoted(text, start, quote, escapes, &mut out)?;
        let inner = &text[start + 1..value_end - 1];
        let (content, end) = line_end(text, value_end);
        let tail = text[value_end..content].trim_start();
        let meaning = if !(tail.is_empty() || tail.starts_with('#')) || special_escape(quote, inner) {
            Meaning::Unclear
        } else if quote == '"' && expands(inner) {
            Meaning::Reference(inner.to_owned())
        } else {
            Meaning::Text(out)
        };
        return Ok(Scanned { value: start..value_end, meaning, end });
    }
    let (content, end) = line_end(text, start.min(line_end(text, 0).0));
    let start = start.min(content);
    let line = &text[start..content];
    let comment = if line.starts_with('#') { Some(0) } else { line.find(" #").or_else(|| line.find("\t#")) };
    let value = line[..comment.unwrap_or(line.len())].trim_end();
    let meaning =
        if expands(value) { Meaning::Reference(value.to_owned()) } else { Meaning::Text(value.to_owned()) };
    Ok(Scanned { value: start..start + value.len(), meaning, end })
}

/// Whether a quoted value has escapes that the dotenv libraries read differently from each other.
fn special_escape(quote: char, inner: &str) -> bool {
    let mut characters = inner.chars();
    while let Some(one) = characters.next() {
        if one == '\\' && (quote == '\'' || !matches!(characters.next(), Some('"' | '\\' | '$'))) {
            return true;
        }
    }
    false
}

/// Whether a `$` without a backslash before it stands in a text.
fn expands(text: &str) -> bool {
    let mut escaped = false;
    text.chars().any(|one| {
        let found = one == '$' && !escaped;
        escaped = one == '\\' && !escaped;
        found
    })
}

/// A word of a POSIX shell (XCU 2.2): pieces in quotes and out of them, put together.
fn shell(text: &str) -> Result<Scanned, Unclosed> {
    let mut out = String::new();
    let mut at = 0;
    let mut elsewhere = text.starts_with('~');
    let mut clear = true;
    while let Some(one) = text[at..].chars().next() {
        match one {
            '\'' => at = quoted(text, at, one, "", &mut out)?,
            '"' => {
                let end = quoted(text, at, one, "\"\\`$", &mut out)?;
                elsewhere |= expands(&text[at..end]) || unescaped_backtick(&text[at..end]);
                at = end;
            }
            '\\' => {
                let next = text[at + 1..].chars().next();
                out.extend(next.filter(|taken| *taken != '\n'));
                at += 1 + next.map_or(0, char::len_utf8);
            }
            ' ' | '\t' | '\r' | '\n' => break,
            ';' | '&' | '|' | '<' | '>' | '(' | ')' => {
                clear = false;
                break;
            }
            other => {
                elsewhere |= matches!(other, '$' | '`');
                out.push(other);
                at += other.len_utf8();
            }
        }
    }
    let (content, end) = line_end(text, at);
    let tail = text[at..content].trim_start();
    clear &= tail.is_empty() || tail.starts_with('#');
    let meaning = match (clear, elsewhere) {
        (false, _) => Meaning::Unclear,
        (true, true) => Meaning::Reference(text[..at].to_owned()),
        (true, false) => Meaning::Text(out),
    };
    Ok(Scanned { value: 0..at, meaning, end })
}

fn unescaped_backtick(text: &str) -> bool {
    expands(&text.replace('$', " ").replace('`', "$"))
}
