//! Drawings of console pages: lines of characters, and the frame around them.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::guide::Drawing;

/// The widest frame of a drawing, in columns.
pub const WIDEST: usize = 60;
/// The highest frame of a drawing, in rows.
#[cfg(test)]
pub const HIGHEST: usize = 10;

/// Marks where to click or paste.
#[cfg(test)]
pub const MARK: char = '▸';

impl Drawing {
    /// The drawing with its frame, each line exactly `width` columns wide (at least 20, at most [`WIDEST`]).
    /// What is too long ends with an ellipsis.
    pub fn framed(&self, width: usize) -> Vec<String> {
        let inner = width.clamp(20, WIDEST) - 4;
        let title = fit(&self.title, inner - 1);
        let rule = "─".repeat(inner.saturating_sub(title.width()));
        let mut all = vec![format!("┌ {title} {rule}┐")];
        all.extend(self.lines.iter().map(|line| {
            let shown = fit(line, inner);
            let fill = " ".repeat(inner.saturating_sub(shown.width()));
            format!("│ {shown}{fill} │")
        }));
        all.push(format!("└{}┘", "─".repeat(inner + 2)));
        all
    }
}

/// At most so many columns of a text, with an ellipsis where something was cut.
fn fit(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    for character in text.chars() {
        used += character.width().unwrap_or(0);
        if used > columns {
            break;
        }
        out.push(character);
    }
    out.push('…');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_a_frame_is_equally_wide() {
        let lines = vec!["▸ short".to_owned(), "x".repeat(200), String::new()];
        let drawing =
            Drawing { title: "A very long title of a page in the console".to_owned(), lines, when: () };
        for width in [20, 33, 60, 200] {
            let framed = drawing.framed(width);
            assert!(framed.iter().all(|line| line.width() == width.min(WIDEST)), "{framed:#?}");
        }
    }
}
