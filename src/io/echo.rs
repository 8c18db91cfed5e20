//! Typing without being shown, for a secret that is asked for line by line.

/// While this lives, the terminal does not show what is typed; dropping it brings that back.
#[derive(Debug)]
pub struct Quiet {
    #[cfg(unix)]
    before: rustix::termios::Termios,
}

impl Quiet {
    /// Turns the showing off. `None` where standard input is no terminal, or cannot do that.
    #[cfg(unix)]
    pub fn begin() -> Option<Self> {
        use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
        let before = tcgetattr(std::io::stdin()).ok()?;
        let mut quiet = before.clone();
        quiet.local_modes.remove(LocalModes::ECHO);
        quiet.local_modes.insert(LocalModes::ECHONL);
        tcsetattr(std::io::stdin(), OptionalActions::Flush, &quiet).ok()?;
        Some(Self { before })
    }

    /// Not known for this system.
    #[cfg(not(unix))]
    pub fn begin() -> Option<Self> {
        None
    }
}

#[cfg(unix)]
impl Drop for Quiet {
    fn drop(&mut self) {
        use rustix::termios::{OptionalActions, tcsetattr};
        // Nothing better can be done when the terminal is gone.
        let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, &self.before);
    }
}
