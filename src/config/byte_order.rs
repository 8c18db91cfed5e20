//! The byte order mark with which editors on Windows begin a text. No format says anything by it: it is taken off before a text is
//! read, and stands there again after a change.

use super::editor::Editor;
use super::env::EnvDialect;

/// U+FEFF. In UTF-8 it tells no byte order; it is three bytes that most editors hide.
const MARK: char = '\u{FEFF}';

/// What a byte order mark does to the application that reads the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing: the format allows it, or whatever reads it takes it off.
    None,
    /// What begins the file is not read as it looks, or the file is refused.
    Spoils,
    /// It depends on what reads it.
    Unknown,
}

impl Editor {
    /// What a byte order mark before this text does.
    ///
    /// YAML 1.2 §5.2 allows it, and so do HCL, Caddy, Python, Ruby and PowerShell; Docker takes it off env files. systemd, shells and
    /// Java take it for a part of the first key, Apache and nginx for a part of the first directive, and PHP prints it. RFC 8259
    /// §8.1 lets a reader of JSON ignore it or refuse the file, and TOML does not say.
    pub fn byte_order_mark(self, text: &str) -> Effect {
        let first = text.lines().next().unwrap_or_default();
        let says_something = first.contains('=') && !first.starts_with(['#', '!', ';']);
        match self {
            Self::Env(EnvDialect::Systemd | EnvDialect::Shell) | Self::Properties if says_something => {
                Effect::Spoils
            }
            Self::Apache | Self::Nginx | Self::Php => Effect::Spoils,
            Self::Json | Self::Toml => Effect::Unknown,
            _ => Effect::None,
        }
    }
}

/// The text without its mark.
pub fn bare(text: &str) -> &str {
    text.strip_prefix(MARK).unwrap_or(text)
}

/// Whether a text begins with one.
pub fn is_marked(text: &str) -> bool {
    text.starts_with(MARK)
}

/// The text with the mark that it had.
pub(super) fn marked(text: &str) -> String {
    format!("{MARK}{}", bare(text))
}
