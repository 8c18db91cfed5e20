//! The terminal itself: taken over, given back on every exit, left for a moment, suspended.

use std::io::{self, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute};

use crate::base::Secret;
use crate::base::untrusted::Shown;
use crate::base::words::{Voice, say};
use crate::io::process;

/// Whether the terminal is taken over now; what gives it back may run twice, and after a panic.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// What the loop needs of a terminal beside drawing. Tests give one that does nothing.
pub trait Control {
    /// Takes the terminal over.
    fn enter(&mut self) -> io::Result<()>;
    /// Gives it back as it was.
    fn leave(&mut self);
    /// HoldsFor the picture still until the next frame is whole.
    fn begin_frame(&mut self);
    /// Shows it.
    fn end_frame(&mut self);
    /// Sends a control sequence to the terminal, for copying.
    fn send(&mut self, sequence: &str);
    /// Leaves the screen and prints lines unbroken, so that they can be marked and copied whole.
    fn print_raw(&mut self, voice: Voice, lines: &[Secret]);
    /// Shows the screen again.
    fn come_back(&mut self);
    /// Pauses the program as Ctrl-Z does and comes back when it goes on.
    fn suspend(&mut self);
}

/// The real one, on standard output.
#[derive(Debug, Default)]
pub struct RealTerminal;

impl Drop for RealTerminal {
    fn drop(&mut self) {
        give_back();
    }
}

fn take_over() -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)?;
    take_mouse();
    Ok(())
}

/// Asks for clicks and the wheel alone: a mouse that merely moves must not wake the program.
fn take_mouse() {
    #[cfg(unix)]
    {
        let mut out = io::stdout();
        let _ = out.write_all(b"\x1b[?1000h\x1b[?1006h").and_then(|()| out.flush());
    }
    #[cfg(not(unix))]
    let _ = execute!(io::stdout(), crossterm::event::EnableMouseCapture);
}

/// Gives the terminal back. Nothing can be done about an error here: the terminal may be gone.
pub(in crate::ui) fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let _ = execute!(
            io::stdout(),
            EndSynchronizedUpdate,
            DisableMouseCapture,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            cursor::Show
        );
        let _ = disable_raw_mode();
    }
}

/// A text as it is printed to be marked and copied.
fn unbroken(text: &Secret) -> String {
    format!("\r\n{}\r\n", Shown::lines(text.reveal().trim_end()).replace('\n', "\r\n"))
}

impl Control for RealTerminal {
    fn enter(&mut self) -> io::Result<()> {
        take_over()
    }

    fn leave(&mut self) {
        give_back();
    }

    fn begin_frame(&mut self) {
        let _ = execute!(io::stdout(), BeginSynchronizedUpdate);
    }

    fn end_frame(&mut self) {
        let _ = execute!(io::stdout(), EndSynchronizedUpdate);
    }

    fn send(&mut self, sequence: &str) {
        let mut out = io::stdout();
        let _ = out.write_all(sequence.as_bytes()).and_then(|()| out.flush());
    }

    fn print_raw(&mut self, voice: Voice, lines: &[Secret]) {
        let mut out = io::stdout();
        let _ = execute!(out, DisableMouseCapture, LeaveAlternateScreen, cursor::Show);
        // Raw mode stays on, since keys are being read; a line therefore ends with both characters.
        for line in lines {
            let _ = out.write_all(unbroken(line).as_bytes());
        }
        let _ = write!(out, "\r\n{}\r\n", say!(voice, "wizard.frame.enter_returns"));
        let _ = out.flush();
    }

    fn come_back(&mut self) {
        let _ = execute!(io::stdout(), EnterAlternateScreen, cursor::Hide);
        take_mouse();
    }

    fn suspend(&mut self) {
        give_back();
        let _ = process::suspend();
        let _ = take_over();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_to_be_copied_steers_nothing() {
        let text = Secret::from("https://a\u{1b}[2J\u{202e}b\nc\r\n");
        assert_eq!(unbroken(&text), "\r\nhttps://a⟨U+001B⟩[2J⟨U+202E⟩b\r\nc\r\n");
    }
}
