//! Colours and signs: sixteen colours at most, one accent, and never a meaning that colour carries alone.

use ratatui::style::{Color, Modifier, Style};

use crate::config::Sign as DiffSign;
use crate::ui::links;
use crate::wizard::page::{Sign, Tone};

/// The colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Palette {
    /// For light letters on a dark background; also where the background is not known.
    #[default]
    Dark,
    /// For dark letters on a light background.
    Light,
    /// The terminal's own letters and background alone, nothing dimmed, the focus reversed.
    Contrast,
    /// No colours: weight and underline alone.
    Plain,
}

impl Palette {
    /// What the variables ask for. `NO_COLOR` wins over every colour; `USHER_THEME` chooses; else `COLORFGBG`, as some
    /// terminals set it, tells the background; else the terminal is asked ([`Theme::may_ask_background`]).
    fn chosen(variable: impl Fn(&str) -> Option<String>) -> Self {
        let has_no_colour = variable("NO_COLOR").is_some();
        match variable("USHER_THEME").map(|name| name.trim().to_lowercase()).as_deref() {
            Some("contrast") => Self::Contrast,
            _ if has_no_colour => Self::Plain,
            Some("plain") => Self::Plain,
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ if variable("COLORFGBG").is_some_and(|colours| is_light(&colours)) => Self::Light,
            _ => Self::Dark,
        }
    }
}

/// Whether the last number of `15;default;0` names a light background: white or bright, not bright black.
fn is_light(colours: &str) -> bool {
    let background = colours.rsplit(';').next().and_then(|number| number.trim().parse::<u8>().ok());
    matches!(background, Some(7 | 9..=15))
}

/// The console of Linux and GNU Screen do not answer, or not well; tmux answers for itself under either name.
fn may_ask(variable: impl Fn(&str) -> Option<String>) -> bool {
    let is_decided =
        ["NO_COLOR", "USHER_THEME", "COLORFGBG"].into_iter().any(|name| variable(name).is_some());
    let term = variable("TERM").unwrap_or_default();
    let is_mute = matches!(term.as_str(), "" | "dumb" | "linux" | "vt100" | "vt220")
        || (term.starts_with("screen") && variable("TMUX").is_none());
    !is_decided && !is_mute
}

/// How the screen looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// The colours; weight and underline are used either way.
    pub palette: Palette,
    /// Whether only ASCII signs can be shown.
    pub ascii: bool,
    /// Whether addresses can be clicked.
    pub links: bool,
}

impl Theme {
    /// The look that fits the terminal: `NO_COLOR`, the console of Linux, and a locale without UTF-8 are heeded.
    pub fn from_environment() -> Self {
        let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let locale =
            ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set).unwrap_or_default().to_lowercase();
        let speaks_utf8 = locale.is_empty() || locale.contains("utf-8") || locale.contains("utf8");
        let ascii = !speaks_utf8 || set("TERM").as_deref() == Some("linux");
        Self { palette: Palette::chosen(set), ascii, links: links::are_shown() }
    }

    /// Whether the terminal is asked for its background: where no variable decides, and where an answer is likely.
    pub fn may_ask_background() -> bool {
        cfg!(unix) && may_ask(|name: &str| std::env::var(name).ok().filter(|value| !value.is_empty()))
    }

    /// The look on the background that the terminal told.
    #[must_use]
    pub fn on_background(self, is_light: bool) -> Self {
        let palette = match self.palette {
            Palette::Dark | Palette::Light if is_light => Palette::Light,
            Palette::Dark | Palette::Light => Palette::Dark,
            other => other,
        };
        Self { palette, ..self }
    }

    /// One of the sixteen colours, as it can be read on a dark and on a light background.
    fn with(self, dark: Color, light: Color) -> Style {
        match self.palette {
            Palette::Dark => Style::new().fg(dark),
            Palette::Light => Style::new().fg(light),
            Palette::Contrast | Palette::Plain => Style::new(),
        }
    }

    /// What is to be pressed, and what is going on.
    pub(super) fn accent(self) -> Style {
        self.with(Color::Cyan, Color::Blue).add_modifier(Modifier::BOLD)
    }

    /// What has the focus.
    pub(super) fn focused(self) -> Style {
        match self.palette {
            Palette::Contrast => Style::new().add_modifier(Modifier::BOLD | Modifier::REVERSED),
            _ => self.accent(),
        }
    }

    /// Less important.
    pub(super) fn quiet(self) -> Style {
        // The console of Linux shows dim text as another colour, or not at all.
        if self.ascii || self.palette == Palette::Contrast {
            Style::new()
        } else {
            Style::new().add_modifier(Modifier::DIM)
        }
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
            Sign::Good => self.with(Color::Green, Color::Green),
            Sign::Bad => self.with(Color::Red, Color::Red).add_modifier(Modifier::BOLD),
            Sign::Caution | Sign::Corrected => {
                self.with(Color::Yellow, Color::Magenta).add_modifier(Modifier::BOLD)
            }
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
            (Sign::Corrected, false) => "→",
            (Sign::Busy, false) => TURNING[beat % TURNING.len()],
            (Sign::Caution, _) => "!",
            (Sign::Under, _) => " ",
            (Sign::Good, true) => "+",
            (Sign::Bad, true) => "x",
            (Sign::Open, true) => "o",
            (Sign::Blank, true) => ".",
            (Sign::Note, true) => "*",
            (Sign::Corrected, true) => ">",
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
            DiffSign::Added => ("+ ", self.with(Color::Green, Color::Green).add_modifier(Modifier::BOLD)),
            DiffSign::Removed => ("- ", self.with(Color::Red, Color::Red)),
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
            Sign::Corrected,
        ];
        for ascii in [false, true] {
            let theme = Theme { palette: Palette::Plain, ascii, links: false };
            let signs: std::collections::BTreeSet<&str> =
                all.into_iter().map(|sign| theme.sign(sign, 0)).collect();
            assert_eq!(signs.len(), all.len());
            assert_eq!(theme.accent().fg, None);
        }
    }

    #[test]
    fn the_variables_choose_the_colours() {
        let chosen = |set: &[(&str, &str)]| {
            Palette::chosen(|name| {
                set.iter().find(|(one, _)| *one == name).map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(chosen(&[]), Palette::Dark);
        assert_eq!(chosen(&[("COLORFGBG", "0;15")]), Palette::Light);
        assert_eq!(chosen(&[("COLORFGBG", "0;default;7")]), Palette::Light);
        assert_eq!(chosen(&[("COLORFGBG", "15;0")]), Palette::Dark);
        assert_eq!(chosen(&[("COLORFGBG", "7;8")]), Palette::Dark);
        assert_eq!(chosen(&[("COLORFGBG", "0;15"), ("USHER_THEME", "dark")]), Palette::Dark);
        assert_eq!(chosen(&[("NO_COLOR", "1"), ("USHER_THEME", "light")]), Palette::Plain);
        assert_eq!(chosen(&[("NO_COLOR", "1"), ("USHER_THEME", "contrast")]), Palette::Contrast);
    }

    #[test]
    fn the_terminal_is_asked_where_nothing_decides_and_it_may_answer() {
        let asks = |set: &[(&str, &str)]| {
            may_ask(|name| set.iter().find(|(one, _)| *one == name).map(|(_, value)| (*value).to_owned()))
        };
        assert!(asks(&[("TERM", "xterm-256color")]));
        assert!(asks(&[("TERM", "screen-256color"), ("TMUX", "/tmp/tmux,1,0")]));
        for set in [
            [("TERM", "linux"), ("LANG", "C")],
            [("TERM", "screen"), ("LANG", "C")],
            [("TERM", "xterm"), ("NO_COLOR", "1")],
            [("TERM", "xterm"), ("USHER_THEME", "dark")],
            [("TERM", "xterm"), ("COLORFGBG", "15;0")],
        ] {
            assert!(!asks(&set), "{set:?}");
        }
        let theme = Theme { palette: Palette::Dark, ascii: false, links: false };
        assert_eq!(theme.on_background(true).palette, Palette::Light);
        let contrast = Theme { palette: Palette::Contrast, ..theme };
        assert_eq!(contrast.on_background(true), contrast);
    }

    #[test]
    fn high_contrast_dims_nothing_and_uses_no_colour() {
        let theme = Theme { palette: Palette::Contrast, ascii: false, links: false };
        let styles = [theme.quiet(), theme.accent(), theme.focused(), theme.sign_style(Sign::Bad)];
        assert!(styles.iter().all(|style| style.fg.is_none() && !style.add_modifier.contains(Modifier::DIM)));
    }
}
