//! The two shells: how a word is quoted, and what a quoted word means.
//!
//! POSIX: XCU §2.2. PowerShell: `about_Quoting_Rules` and `about_Parsing`; there the four typographic apostrophes count as
//! quotation marks, and programs outside of PowerShell do not get a `"` whole in every version, so such a value is refused.

use crate::base::quoting;

/// The shell that runs the commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::config) enum Shell {
    /// POSIX `sh`.
    Posix,
    /// PowerShell.
    Power,
}

/// What PowerShell takes for an apostrophe.
const APOSTROPHES: [char; 5] = ['\'', '\u{2018}', '\u{2019}', '\u{201A}', '\u{201B}'];

impl Shell {
    /// A text as one argument: bare where that is safe, in single quotes otherwise; or the first character that cannot be.
    pub(super) fn argument(self, text: &str) -> Result<String, char> {
        let plain = |one: char| {
            one.is_ascii_alphanumeric()
                || match self {
                    Self::Posix => "_./:@%+,=-".contains(one),
                    // A bare word that begins with a hyphen is torn apart at a dot or a colon.
                    Self::Power => "_/=-".contains(one),
                }
        };
        if !text.is_empty() && text.chars().all(plain) {
            return Ok(text.to_owned());
        }
        if self == Self::Power && (text.contains('"') || text.is_empty()) {
            return Err('"');
        }
        if self == Self::Power && text.ends_with('\\') {
            return Err('\\');
        }
        Ok(self.quoted(text))
    }

    /// A text in single quotes, in which nothing is expanded.
    fn quoted(self, text: &str) -> String {
        let double = |text: String, one: &char| text.replace(*one, &format!("{one}{one}"));
        let inside = match self {
            Self::Posix => quoting::shell(text),
            Self::Power => APOSTROPHES.iter().fold(text.to_owned(), double),
        };
        format!("'{inside}'")
    }

    /// A text that is handed to a command by its standard input: `printf` is built into the shell and is no process of its
    /// own, so that nobody sees the text in a list of processes.
    pub(super) fn input(self, text: &str) -> Result<String, char> {
        match self {
            Self::Posix => Ok(self.quoted(text)),
            // Windows PowerShell pipes ASCII.
            Self::Power => {
                text.chars().find(|one| !one.is_ascii()).map_or_else(|| Ok(self.quoted(text)), Err)
            }
        }
    }

    /// What stands before a text that is handed over by standard input.
    pub(super) fn feeder(self) -> &'static str {
        if self == Self::Posix { "printf '%s' " } else { "" }
    }

    /// What takes a line end back.
    pub(super) fn goes_on(self) -> char {
        if self == Self::Posix { '\\' } else { '`' }
    }

    /// What a word means; `None` where the shell fills something in.
    pub(super) fn meaning(self, spelled: &str) -> Option<String> {
        let mut out = String::new();
        let mut rest = spelled;
        while let Some(one) = rest.chars().next() {
            let tail = &rest[one.len_utf8()..];
            rest = match (self, one) {
                (Self::Posix, '\'') => {
                    let (inner, after) = tail.split_once('\'')?;
                    out.push_str(inner);
                    after
                }
                (Self::Posix, '"') => posix_double(tail, &mut out)?,
                (Self::Posix, '\\') => {
                    let next = tail.chars().next()?;
                    out.push(next);
                    &tail[next.len_utf8()..]
                }
                (Self::Power, _) if APOSTROPHES.contains(&one) => power_single(tail, &mut out)?,
                (Self::Power, '"') => {
                    let (inner, after) = tail.split_once('"')?;
                    if inner.contains(['$', '`']) || after.starts_with('"') {
                        return None;
                    }
                    out.push_str(inner);
                    after
                }
                (Self::Posix, '$' | '`' | '*' | '?' | '[' | '~')
                | (Self::Power, '$' | '`' | '@' | ',' | '(' | ')' | '{' | '}') => return None,
                _ => {
                    out.push(one);
                    tail
                }
            };
        }
        Some(out)
    }
}

fn posix_double<'t>(text: &'t str, out: &mut String) -> Option<&'t str> {
    let mut characters = text.char_indices();
    while let Some((at, one)) = characters.next() {
        match one {
            '"' => return text.get(at + 1..),
            '$' | '`' => return None,
            '\\' => {
                let (_, next) = characters.next()?;
                if !matches!(next, '$' | '`' | '"' | '\\') {
                    out.push('\\');
                }
                out.push(next);
            }
            plain => out.push(plain),
        }
    }
    None
}

fn power_single<'t>(text: &'t str, out: &mut String) -> Option<&'t str> {
    let mut characters = text.char_indices().peekable();
    while let Some((at, one)) = characters.next() {
        if !APOSTROPHES.contains(&one) {
            out.push(one);
            continue;
        }
        match characters.next_if(|(_, next)| APOSTROPHES.contains(next)) {
            Some((_, doubled)) => out.push(doubled),
            None => return text.get(at + one.len_utf8()..),
        }
    }
    None
}
