//! Text that came from outside: claims, error descriptions, file contents. It never reaches a terminal or a page raw.

use std::fmt::Write as _;

/// The text with control, escape and bidirectional characters shown as what they are, `⟨U+001B⟩`.
///
/// Line breaks and tabs become one space. What is left can be printed without moving the cursor, changing colours or
/// turning the direction of the line (see Unicode TR36 on bidirectional spoofing).
pub fn visible(text: &str) -> String {
    shown(text, |space| if matches!(space, '\n' | '\r' | '\t') { ' ' } else { space })
}

/// The same for a text of several lines, whose ends and tabs stay. What a face says goes through this last, so that nothing
/// that was forgotten before can steer a terminal.
pub fn visible_lines(text: &str) -> String {
    shown(text, |space| space)
}

fn shown(text: &str, space: impl Fn(char) -> char) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars().map(space) {
        if is_unsafe(character) && !matches!(character, '\n' | '\t') {
            // Writing into a String cannot fail.
            let _ = write!(out, "⟨U+{:04X}⟩", u32::from(character));
        } else {
            out.push(character);
        }
    }
    out
}

/// At most `limit` characters of the visible text, with an ellipsis where something was cut.
pub fn visible_up_to(text: &str, limit: usize) -> String {
    let shown = visible(text);
    if shown.chars().count() <= limit {
        return shown;
    }
    let mut cut: String = shown.chars().take(limit.saturating_sub(1)).collect();
    cut.push('…');
    cut
}

/// Whether a character could steer a terminal or hide text: controls, directions, what has no width, blanks that look like
/// nothing, tags.
pub fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_bidi_become_visible() {
        assert_eq!(visible("a\u{1b}[31mb\u{202e}c\nd"), "a⟨U+001B⟩[31mb⟨U+202E⟩c d");
        assert_eq!(visible_lines("a\u{1b}[31mb\u{202e}\n\tc\r"), "a⟨U+001B⟩[31mb⟨U+202E⟩\n\tc⟨U+000D⟩");
        for hidden in
            ['\u{ad}', '\u{3164}', '\u{115f}', '\u{ffa0}', '\u{e0041}', '\u{e007f}', '\u{e0101}', '\u{2800}']
        {
            assert_eq!(visible(&format!("a{hidden}b")), format!("a⟨U+{:04X}⟩b", u32::from(hidden)));
        }
    }
}
