//! Whose directives they are, and what a word of theirs means.

use super::super::tree::Tree;

/// Whose directives they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::config) enum Server {
    /// Apache: `Name value`, names in any case, sections in `< >`.
    Apache,
    /// nginx: `name value;`, blocks in braces.
    Nginx,
    /// Caddy: `name value`, blocks in braces.
    Caddy,
}

impl Server {
    /// What a word means; `None` where something is filled in.
    pub(super) fn meaning(self, spelled: &str, quoted: bool) -> Option<String> {
        let inner = if quoted { spelled.get(1..spelled.len() - 1)? } else { spelled };
        let raw = spelled.starts_with('`');
        let filled = match self {
            Self::Apache => inner.contains("${") || inner.starts_with("exec:"),
            Self::Nginx => inner.contains('$'),
            Self::Caddy => inner.contains('{') && !raw || inner.contains("{$") || inner.contains("{env."),
        };
        let escapes: &[char] = match self {
            Self::Apache | Self::Nginx => &['\\', '"', '\''],
            Self::Caddy => &['"'],
        };
        if filled || (!quoted && inner.contains(['\\', '"', '\''])) {
            return None;
        }
        let mut out = String::with_capacity(inner.len());
        let mut characters = inner.chars().peekable();
        while let Some(one) = characters.next() {
            let begins = one == '\\' && quoted && !raw;
            let taken = if begins { characters.next_if(|next| escapes.contains(next)) } else { None };
            if begins && taken.is_none() && self != Self::Caddy {
                return None;
            }
            out.push(taken.unwrap_or(one));
        }
        Some(out)
    }

    /// A text as one word, or the first character that this server cannot take.
    fn spelled(self, text: &str) -> Result<String, char> {
        let plain = |one: char| one.is_ascii_alphanumeric() || ":/.-_@+=&?,~*".contains(one);
        let looks_otherwise = flag_of(self, text).is_some() || is_number(text);
        if !text.is_empty() && text.chars().all(plain) && !looks_otherwise && !text.starts_with("exec:") {
            return Ok(text.to_owned());
        }
        match self {
            Self::Apache if text.starts_with("exec:") => Err(':'),
            Self::Apache if text.contains("${") => Err('$'),
            Self::Nginx if text.contains('$') => Err('$'),
            Self::Caddy if text.contains('{') => Err('{'),
            Self::Caddy if text.contains(['"', '\\']) && text.contains('`') => Err('`'),
            Self::Caddy if text.contains(['"', '\\']) => Ok(format!("`{text}`")),
            Self::Caddy => Ok(format!("\"{text}\"")),
            Self::Apache | Self::Nginx => {
                Ok(format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")))
            }
        }
    }

    /// A leaf in words, or the first character that this server cannot take.
    pub(super) fn value(self, leaf: &Tree) -> Result<String, char> {
        match (self, leaf) {
            (Self::Caddy, Tree::Bool(flag)) => Ok(flag.to_string()),
            (Self::Apache, Tree::Bool(flag)) => Ok(if *flag { "On" } else { "Off" }.to_owned()),
            (Self::Nginx, Tree::Bool(flag)) => Ok(if *flag { "on" } else { "off" }.to_owned()),
            (_, Tree::Number(number)) => Ok(number.clone()),
            (_, Tree::List(items)) => {
                let words: Result<Vec<String>, char> = items.iter().map(|item| self.value(item)).collect();
                words.map(|words| words.join(" "))
            }
            (_, Tree::Text(text)) => self.spelled(text),
            _ => self.spelled(""),
        }
    }

    /// The name by which directives are told apart.
    pub(super) fn name(self, spelled: &str) -> String {
        if self == Self::Apache { spelled.to_ascii_lowercase() } else { spelled.to_owned() }
    }
}

/// What a bare word says, where it is yes or no.
pub(super) fn flag_of(server: Server, word: &str) -> Option<bool> {
    let (yes, no) = if server == Server::Caddy { ("true", "false") } else { ("on", "off") };
    if word.eq_ignore_ascii_case(yes) {
        return Some(true);
    }
    word.eq_ignore_ascii_case(no).then_some(false)
}

/// Whether a word is a number as it would be written.
pub(super) fn is_number(word: &str) -> bool {
    word.parse::<i64>().is_ok_and(|number| number.to_string() == word)
}
