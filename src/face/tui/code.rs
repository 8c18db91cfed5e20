//! An address as a square code (QR), two modules in each character.

use qrcodegen::{QrCode, QrCodeEcc};
use ratatui::style::{Color, Style};
use ratatui::text::Line;

/// Modules of quiet edge on each side.
const EDGE: i32 = 2;

/// The columns and rows that the code takes; `None` where the text is too long for any.
pub(super) fn size(text: &str) -> Option<(usize, usize)> {
    let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
    let edge = usize::try_from(code.size() + 2 * EDGE).ok()?;
    Some((edge, edge.div_ceil(2)))
}

/// The rows of the code with its quiet edge.
pub(super) fn lines(text: &str) -> Vec<Line<'static>> {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Low) else { return Vec::new() };
    let size = code.size();
    let style = Style::new().fg(Color::Black).bg(Color::White);
    let module = |x: i32, y: i32| match (code.get_module(x, y), code.get_module(x, y + 1)) {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        (false, false) => ' ',
    };
    let row = |y: i32| Line::styled((-EDGE..size + EDGE).map(|x| module(x, y)).collect::<String>(), style);
    (-EDGE..size + EDGE).step_by(2).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_takes_the_room_that_it_says() {
        let address = "https://example.okta.com/oauth2/v1/authorize?client_id=0oa8x2k4mQ1vJ7dT5e6";
        let (columns, rows) = size(address).expect("a code");
        let lines = lines(address);
        assert!(lines.len() == rows && lines.iter().all(|line| line.width() == columns));
        assert!(rows < 30);
    }
}
