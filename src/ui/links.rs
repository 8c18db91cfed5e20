//! Addresses that can be clicked (OSC 8): whether the terminal shows such links, and the sequences around a text.

use url::Url;

/// The longest address that terminals take; VTE refuses a longer one.
const LONGEST: usize = 2083;

/// How a link begins, and the cell that holds one.
pub(super) const LINK: &str = "\x1b]8;";

/// Ends a link.
pub(super) const CLOSE: &str = "\x1b]8;;\x1b\\";

/// The beginning of a link to a web page; `None` where the address is none, too long, or holds what may not stand in a
/// sequence. The parts of a link that is broken over lines have the same name, so that the terminal treats them as one.
pub(super) fn open(address: &str) -> Option<String> {
    let url = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let spelled = url.as_str();
    let is_clean = spelled.len() <= LONGEST && spelled.bytes().all(|byte| byte.is_ascii_graphic());
    is_clean.then(|| format!("\x1b]8;id=usher-{:08x};{spelled}\x1b\\", name(spelled)))
}

/// A short name for an address, the same each time (FNV-1a).
fn name(address: &str) -> u32 {
    address.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Whether this terminal is known to show links. One that is not known gets none: old ones print the sequence.
pub(super) fn are_shown() -> bool {
    shows(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
}

/// Terminals that name themselves in `TERM`, also on the other side of SSH.
const TERMS: [&str; 8] =
    ["xterm-kitty", "xterm-ghostty", "ghostty", "alacritty", "foot", "wezterm", "contour", "rio"];

/// Those that name themselves in `TERM_PROGRAM`, with the first version that shows links.
const PROGRAMS: [(&str, (u32, u32)); 8] = [
    ("iTerm.app", (3, 1)),
    ("WezTerm", (0, 0)),
    ("vscode", (1, 72)),
    ("ghostty", (0, 0)),
    ("Hyper", (2, 0)),
    ("mintty", (3, 1)),
    ("rio", (0, 0)),
    ("tmux", (3, 4)),
];

fn shows(variable: impl Fn(&str) -> Option<String>) -> bool {
    let term = variable("TERM").unwrap_or_default();
    if matches!(term.as_str(), "" | "dumb" | "linux" | "vt100" | "vt102" | "vt220") {
        return false;
    }
    if let Some(wanted) = variable("FORCE_HYPERLINK") {
        return wanted.trim() != "0";
    }
    let program = variable("TERM_PROGRAM");
    let is_version = |name: &str, least: (u32, u32)| {
        let version = variable("TERM_PROGRAM_VERSION").unwrap_or_default();
        program.as_deref() == Some(name) && (least == (0, 0) || version_of(&version) >= least)
    };
    // Inside a multiplexer the terminal's own variables tell nothing about what stands between.
    if variable("TMUX").is_some() || term.starts_with("tmux") {
        return is_version("tmux", (3, 4));
    }
    if variable("STY").is_some() || variable("ZELLIJ").is_some() || term.starts_with("screen") {
        return false;
    }
    let at_least = |name: &str, least: u32| {
        variable(name).and_then(|text| text.parse().ok()).is_some_and(|at: u32| at >= least)
    };
    TERMS
        .iter()
        .any(|known| term == *known || term.strip_prefix(known).is_some_and(|rest| rest.starts_with('-')))
        || PROGRAMS.into_iter().any(|(name, least)| is_version(name, least))
        || at_least("VTE_VERSION", 5000)
        || at_least("KONSOLE_VERSION", 201_200)
        || ["WT_SESSION", "KITTY_WINDOW_ID", "DOMTERM"].into_iter().any(|name| variable(name).is_some())
}

/// The first two numbers of `3.4a`.
fn version_of(text: &str) -> (u32, u32) {
    let mut numbers = text.split(|one: char| !one.is_ascii_digit()).map(|digits| digits.parse().unwrap_or(0));
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(set: &[(&str, &str)]) -> bool {
        shows(|name| set.iter().find(|(one, _)| *one == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn links_are_for_terminals_that_are_known_to_show_them() {
        let usual = ("TERM", "xterm-256color");
        for set in [
            vec![("TERM", "xterm-kitty")],
            vec![("TERM", "foot-extra")],
            vec![usual, ("VTE_VERSION", "7600")],
            vec![usual, ("TERM_PROGRAM", "vscode"), ("TERM_PROGRAM_VERSION", "1.95.2")],
            vec![usual, ("WT_SESSION", "a")],
            vec![usual, ("FORCE_HYPERLINK", "1")],
            vec![
                ("TERM", "tmux-256color"),
                ("TMUX", "a"),
                ("TERM_PROGRAM", "tmux"),
                ("TERM_PROGRAM_VERSION", "3.4"),
            ],
        ] {
            assert!(shown(&set), "{set:?}");
        }
        for set in [
            vec![],
            vec![usual],
            vec![("TERM", "linux"), ("VTE_VERSION", "7600")],
            vec![("TERM", "dumb"), ("FORCE_HYPERLINK", "1")],
            vec![usual, ("VTE_VERSION", "4800")],
            vec![usual, ("VTE_VERSION", "7600"), ("FORCE_HYPERLINK", "0")],
            vec![("TERM", "screen-256color"), ("STY", "a"), ("VTE_VERSION", "7600")],
            vec![("TERM", "screen-256color"), ("TMUX", "a"), ("KITTY_WINDOW_ID", "1")],
            vec![
                ("TERM", "tmux-256color"),
                ("TMUX", "a"),
                ("TERM_PROGRAM", "tmux"),
                ("TERM_PROGRAM_VERSION", "3.3a"),
            ],
            vec![usual, ("TERM_PROGRAM", "Apple_Terminal"), ("TERM_PROGRAM_VERSION", "455")],
        ] {
            assert!(!shown(&set), "{set:?}");
        }
    }

    #[test]
    fn only_web_addresses_become_links() {
        for address in ["ftp://example.com", "file:///etc/passwd", "javascript:alert(1)", "example.com", ""] {
            assert_eq!(open(address), None, "{address}");
        }
        let opened = open("https://example.com/a").expect("a link");
        assert!(
            opened.starts_with("\x1b]8;id=usher-") && opened.ends_with(";https://example.com/a\x1b\\"),
            "{opened:?}"
        );
        assert_eq!(open(&format!("https://example.com/{}", "a".repeat(LONGEST))), None);
    }

    proptest! {
        /// Whatever stands in an address: between the beginning of the sequence and its end there is no control character, and
        /// no sign that the sequence itself has a meaning for.
        #[test]
        fn nothing_in_an_address_ends_its_sequence(rest in "(\\PC|[\\x00-\\x1f\\x7f-\\x9f;\\\\]){0,60}") {
            if let Some(opened) = open(&format!("https://example.com/{rest}")) {
                let inside = opened.strip_prefix("\x1b]").and_then(|rest| rest.strip_suffix("\x1b\\")).expect("whole");
                prop_assert!(inside.bytes().all(|byte| byte.is_ascii_graphic()), "{opened:?}");
            }
        }
    }
}
