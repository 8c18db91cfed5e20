//! Text that came from outside: claims, error descriptions, file contents. It never reaches a terminal or a page raw.
//!
//! What is shown is [`Shown`]: terminal, lines and reports take nothing else, and there is no other way to make one.

use std::fmt::{self, Write as _};
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize};

/// A text for eyes, without anything in it that steers a terminal or hides.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[serde(transparent)]
pub struct Shown(String);

impl Shown {
    /// The whole text, in one line.
    pub fn of(text: &str) -> Self {
        Self(visible(text))
    }

    /// At most `limit` characters of it.
    pub fn up_to(text: &str, limit: usize) -> Self {
        Self(visible_up_to(text, limit))
    }

    /// A text of several lines, whose ends and tabs stay.
    pub fn lines(text: &str) -> Self {
        Self(shown(text, |space| space))
    }
}

impl Deref for Shown {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self)
    }
}

/// What is read was written by anybody: it is made visible once more.
impl<'de> Deserialize<'de> for Shown {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(|text| Self::of(&text))
    }
}

/// The text with control, escape and bidirectional characters shown as what they are, `⟨U+001B⟩`.
///
/// Line breaks and tabs become one space. What is left can be printed without moving the cursor, changing colours or
/// turning the direction of the line (see Unicode TR36 on bidirectional spoofing).
pub fn visible(text: &str) -> String {
    shown(text, |space| if matches!(space, '\n' | '\r' | '\t') { ' ' } else { space })
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
/// nothing, tags (Unicode's `Default_Ignorable_Code_Point`, and those that a terminal takes for orders).
pub fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_bidi_become_visible() {
        assert_eq!(visible("a\u{1b}[31mb\u{202e}c\nd"), "a⟨U+001B⟩[31mb⟨U+202E⟩c d");
        assert_eq!(&*Shown::lines("a\u{1b}[31mb\u{202e}\n\tc\r"), "a⟨U+001B⟩[31mb⟨U+202E⟩\n\tc⟨U+000D⟩");
        for hidden in
            ['\u{ad}', '\u{3164}', '\u{115f}', '\u{ffa0}', '\u{e0041}', '\u{e007f}', '\u{e0101}', '\u{2800}']
        {
            assert_eq!(visible(&format!("a{hidden}b")), format!("a⟨U+{:04X}⟩b", u32::from(hidden)));
        }
    }
}
