//! The terminal's backend, which remembers where it put the cursor instead of asking the terminal.
//!
//! Clearing and resizing make ratatui ask for the cursor's position. The terminal's answer would arrive among the keys,
//! where the reader of keys takes it, so that the question runs into its deadline.

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

/// A backend that is never asked for the cursor.
#[derive(Debug)]
pub(crate) struct KnownCursor<B> {
    inner: B,
    cursor: Position,
}

impl<B> KnownCursor<B> {
    /// Wraps a backend.
    pub(crate) fn new(inner: B) -> Self {
        Self { inner, cursor: Position::ORIGIN }
    }
}

impl<B: Backend> Backend for KnownCursor<B> {
    type Error = B::Error;

    fn draw<'a, I>(&mut self, content: I) -> Result<(), Self::Error>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        self.inner.draw(content)
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
