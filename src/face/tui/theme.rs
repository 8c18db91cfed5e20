//! Colours and signs: sixteen colours at most, one accent, and never a meaning that colour carries alone.

use ratatui::style::{Color, Modifier, Style};

use crate::config::Sign as DiffSign;
use crate::wizard::page::{Sign, Tone};

/// How the screen looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Whether colours are used; weight and underline are used either way.
    pub colour: bool,
    /// Whether only ASCII signs can be shown.
    pub ascii: bool,
}

impl Theme {
    /// The look that fits the terminal: `NO_COLOR`, the console of Linux, and a locale without UTF-8 are heeded.
    pub fn from_environment() -> Self {
        let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let locale =
            ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set).unwrap_or_default().to_lowercase();
        let speaks_utf8 = locale.is_empty() || locale.contains("utf-8") || locale.contains("utf8");
        Self {
            colour: set("NO_COLOR").is_none(),
            ascii: !speaks_utf8 || set("TERM").as_deref() == Some("linux"),
        }
    }

    fn with(self, colour: Color) -> Style {
        if self.colour { Style::new().fg(colour) } else { Style::new() }
    }

    /// What has the focus, and what is to be pressed.
    pub(super) fn accent(self) -> Style {
        self.with(Color::Cyan).add_modifier(Modifier::BOLD)
    }

    /// Less important.
    pub(super) fn quiet(self) -> Style {
        // The console of Linux shows dim text as another colour, or not at all.
        if self.ascii { Style::new() } else { Style::new().add_modifier(Modifier::DIM) }
    }

    pub(super) fn tone(self, tone: Tone) -> Style {
        match tone {
            Tone::Plain => Style::new(),
            Tone::Quiet => self.quiet(),
            Tone::Strong | Tone::Heading => strong(),
        }
    }

    pub(super) fn sign_style(self, sign: Sign) -> Style {
        match sign {
            Sign::Good => self.with(Color::Green),
            Sign::Bad => self.with(Color::Red).add_modifier(Modifier::BOLD),
            Sign::Caution | Sign::Mended => self.with(Color::Yellow).add_modifier(Modifier::BOLD),
            Sign::Busy => self.accent(),
            Sign::Open | Sign::Note | Sign::Under => Style::new(),
            Sign::Blank => self.quiet(),
        }
    }

    /// The sign itself; `beat` moves what is going on.
    pub(super) fn sign(self, sign: Sign, beat: usize) -> &'static str {
        const TURNING: [&str; 8] = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠇"];
        const TURNING_ASCII: [&str; 4] = ["|", "/", "-", "\\"];
        match (sign, self.ascii) {
            (Sign::Good, false) => "✓",
            (Sign::Bad, false) => "✗",
            (Sign::Open, false) => "○",
            (Sign::Blank, false) => "·",
            (Sign::Note, false) => "•",
            (Sign::Mended, false) => "→",
            (Sign::Busy, false) => TURNING[beat % TURNING.len()],
            (Sign::Caution, _) => "!",
            (Sign::Under, _) => " ",
            (Sign::Good, true) => "+",
            (Sign::Bad, true) => "x",
            (Sign::Open, true) => "o",
            (Sign::Blank, true) => ".",
            (Sign::Note, true) => "*",
            (Sign::Mended, true) => ">",
            (Sign::Busy, true) => TURNING_ASCII[beat % TURNING_ASCII.len()],
        }
    }

    /// A masked secret, in signs that can be shown.
    pub(super) fn dots(self, masked: String) -> String {
        if self.ascii { masked.replace('•', "*") } else { masked }
    }

    /// The mark before what has the focus.
    pub(super) fn focus_mark(self) -> &'static str {
        if self.ascii { ">" } else { "▌" }
    }

    pub(super) fn diff(self, sign: DiffSign) -> (&'static str, Style) {
        match sign {
            DiffSign::Added => ("+ ", self.with(Color::Green).add_modifier(Modifier::BOLD)),
            DiffSign::Removed => ("- ", self.with(Color::Red)),
            DiffSign::Same => ("  ", Style::new()),
            DiffSign::Gap => ("  ", self.quiet()),
        }
    }
}

/// More important.
pub(super) fn strong() -> Style {
    Style::new().add_modifier(Modifier::BOLD)
}

/// A text that is being typed.
pub(super) fn typed() -> Style {
    Style::new().add_modifier(Modifier::UNDERLINED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colour_every_sign_still_differs() {
        let all = [
            Sign::Good,
            Sign::Bad,
            Sign::Caution,
            Sign::Open,
            Sign::Blank,
            Sign::Busy,
            Sign::Note,
            Sign::Mended,
        ];
        for ascii in [false, true] {
            let theme = Theme { colour: false, ascii };
            let signs: std::collections::BTreeSet<&str> =
                all.into_iter().map(|sign| theme.sign(sign, 0)).collect();
            assert_eq!(signs.len(), all.len());
            assert_eq!(theme.accent().fg, None);
        }
    }
}
