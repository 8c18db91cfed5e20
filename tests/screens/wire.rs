//! A terminal at the end of a wire: what the program sends it, and what it shows.

use std::cell::RefCell;
use std::io;
use std::rc::Rc;

use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};
use usher::ui::tui::draw;
use vt100::Parser;

use crate::tests::screens::desk::Desk;

/// What a terminal is sent.
#[derive(Clone, Default)]
struct Wire(Rc<RefCell<Vec<u8>>>);

impl io::Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The terminal.
pub(crate) struct Wired {
    /// What it shows.
    pub(crate) parser: Parser,
    terminal: Terminal<CrosstermBackend<Wire>>,
    wire: Wire,
}

impl Wired {
    pub(crate) fn new(size: (u16, u16)) -> Self {
        let wire = Wire::default();
        let options = TerminalOptions { viewport: Viewport::Fixed(Rect::new(0, 0, size.0, size.1)) };
        let terminal =
            Terminal::with_options(CrosstermBackend::new(wire.clone()), options).expect("a terminal");
        Self { parser: Parser::new(size.1, size.0, 0), terminal, wire }
    }

    /// Draws the next frame and gives back what was sent for it.
    pub(crate) fn draw(&mut self, desk: &Desk) -> String {
        self.terminal.draw(|frame| drop(draw(frame, &desk.wizard, desk.theme))).expect("a frame");
        let sent = self.wire.0.take();
        self.parser.process(&sent);
        String::from_utf8(sent).expect("letters")
    }

    /// The letters of the screen, without the blanks at the lines' ends.
    pub(crate) fn text(&self) -> String {
        let screen = self.parser.screen();
        screen.rows(0, screen.size().1).map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
    }
}
