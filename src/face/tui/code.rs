//! An address as a square code (QR), two modules in each character.

use qrcodegen::{QrCode, QrCodeEcc};
use ratatui::style::{Color, Style};
use ratatui::text::Line;

/// The rows of the code with its quiet edge; `None` where it cannot be seen whole, since half a code is no code.
pub(super) fn lines(text: &str, width: usize, height: usize) -> Option<Vec<Line<'static>>> {
    let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
    let size = code.size();
    let edge = usize::try_from(size).ok()? + 4;
    if edge > width || edge.div_ceil(2) > height {
        return None;
    }
    let style = Style::new().fg(Color::Black).bg(Color::White);
    let module = |x: i32, y: i32| match (code.get_module(x, y), code.get_module(x, y + 1)) {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        (false, false) => ' ',
    };
    let row = |y: i32| Line::styled((-2..size + 2).map(|x| module(x, y)).collect::<String>(), style);
    Some((-2..size + 2).step_by(2).map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_shown_whole_or_not_at_all() {
        let address = "https://example.okta.com/oauth2/v1/authorize?client_id=0oa8x2k4mQ1vJ7dT5e6";
        assert!(lines(address, 76, 40).is_some_and(|rows| rows.len() < 30));
        assert!(lines(address, 20, 40).is_none() && lines(address, 76, 8).is_none());
    }
}
