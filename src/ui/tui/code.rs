//! An address as a square code (QR), two modules in each character.

use qrcodegen::{QrCode, QrCodeEcc};
use ratatui::style::{Color, Style};
use ratatui::text::Line;

/// Modules of quiet edge on each side.
const EDGE: i32 = 2;

/// The code of a text: choosing its pattern takes longer than all the rest of a frame, so it is made once for each.
pub(super) struct Code(QrCode);

impl Code {
    /// The code; `None` where the text is too long for any.
    pub(super) fn of(text: &str) -> Option<Self> {
        QrCode::encode_text(text, QrCodeEcc::Low).ok().map(Self)
    }

    /// The columns and rows that it takes.
    pub(super) fn size(&self) -> (usize, usize) {
        let edge = usize::try_from(self.0.size() + 2 * EDGE).unwrap_or(usize::MAX);
        (edge, edge.div_ceil(2))
    }

    /// Its rows with their quiet edge.
    pub(super) fn lines(&self) -> Vec<Line<'static>> {
        let (code, size) = (&self.0, self.0.size());
        let style = Style::new().fg(Color::Black).bg(Color::White);
        let module = |x: i32, y: i32| match (code.get_module(x, y), code.get_module(x, y + 1)) {
            (true, true) => '█',
            (true, false) => '▀',
            (false, true) => '▄',
            (false, false) => ' ',
        };
        let row =
            |y: i32| Line::styled((-EDGE..size + EDGE).map(|x| module(x, y)).collect::<String>(), style);
        (-EDGE..size + EDGE).step_by(2).map(row).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_takes_the_room_that_it_says() {
        let address = "https://example.okta.com/oauth2/v1/authorize?client_id=0oa8x2k4mQ1vJ7dT5e6";
        let code = Code::of(address).expect("a code");
        let ((columns, rows), lines) = (code.size(), code.lines());
        assert!(lines.len() == rows && lines.iter().all(|line| line.width() == columns));
        assert!(rows < 30);
    }
}
