//! The terminal's backend, and the one way to it: whatever is drawn, no cell hides anything.
//!
//! It remembers where it put the cursor instead of asking the terminal. Clearing and resizing make ratatui ask for the cursor's position. The terminal's answer would arrive among the keys,
//! where the reader of keys takes it, so that the question runs into its deadline.

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use crate::base::untrusted::is_unsafe;
use crate::ui::links::LINK;

/// A backend that shows what has no width of its own, or turns the line, and is never asked for the cursor. The loop draws on
/// no other.
#[derive(Debug)]
pub struct Outlet<B> {
    inner: B,
    cursor: Position,
}

impl<B> Outlet<B> {
    /// Wraps a backend.
    pub(crate) fn new(inner: B) -> Self {
        Self { inner, cursor: Position::ORIGIN }
    }

    #[cfg(test)]
    pub(crate) fn inner(&self) -> &B {
        &self.inner
    }
}

/// Whether a cell holds what could steer the terminal or hide: pages show by themselves what such a letter is, and this is
/// the last word on whatever was forgotten there.
fn hides(cell: &Cell) -> bool {
    let letters = cell.symbol();
    !letters.is_ascii() && !letters.starts_with(LINK) && letters.chars().any(is_unsafe)
}

impl<B: Backend> Backend for Outlet<B> {
    type Error = B::Error;

    fn draw<'a, I>(&mut self, content: I) -> Result<(), Self::Error>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let shown = Cell::new("\u{fffd}");
        self.inner.draw(content.map(|(x, y, cell)| (x, y, if hides(cell) { &shown } else { cell })))
    }

    fn hide_cursor(&mut self) -> Result<(), Self::Error> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> Result<(), Self::Error> {
        // Asked on the way out too. A terminal that is gone has no cursor, and ratatui would say so on a standard error
        // that is gone as well.
        let _ = self.inner.show_cursor();
        Ok(())
    }

    fn get_cursor_position(&mut self) -> Result<Position, Self::Error> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Self::Error> {
        self.cursor = position.into();
        self.inner.set_cursor_position(self.cursor)
    }

    fn clear(&mut self) -> Result<(), Self::Error> {
        self.inner.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> Result<(), Self::Error> {
        self.inner.clear_region(clear_type)
    }

    fn size(&self) -> Result<Size, Self::Error> {
        self.inner.size()
    }

    fn window_size(&mut self) -> Result<WindowSize, Self::Error> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> Result<(), Self::Error> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    use super::*;

    /// Whoever draws, and however: nothing reaches the terminal past this.
    #[test]
    fn no_cell_hides_anything() {
        let link = "\u{1b}]8;id=x;http://a\u{1b}\\x";
        let mut terminal = Terminal::new(Outlet::new(TestBackend::new(5, 1))).expect("a terminal");
        let drawn = terminal.draw(|frame| {
            let buffer = frame.buffer_mut();
            buffer.set_string(0, 0, "abcéd", ratatui::style::Style::new());
            for (at, symbol) in [(0, "a\u{202e}"), (1, "\u{ad}"), (2, "\u{e0041}"), (4, link)] {
                buffer.content[at].set_symbol(symbol);
            }
        });
        assert!(drawn.is_ok());
        let shown = &terminal.backend().inner().buffer().content;
        assert_eq!(shown.iter().map(Cell::symbol).collect::<Vec<_>>(), ["�", "�", "�", "é", link]);
    }
}
