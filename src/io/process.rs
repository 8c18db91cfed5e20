//! The process itself: no core dumps that could hold a secret, and the system's signals as a stream.

use std::io;

/// What the system asks of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// Ctrl-C from outside raw mode, or `kill -INT`.
    Interrupt,
    /// The polite request to end.
    Terminate,
    /// The terminal is gone.
    Hangup,
    /// The request to pause; restore the terminal, then call [`suspend`].
    Suspend,
    /// The pause is over; draw anew.
    Resume,
}

/// Keeps the memory of this process out of core dumps and away from other programs of this person. What the system
/// does not allow is left as it is.
pub fn harden() {
    #[cfg(unix)]
    {
        let limit = rustix::process::getrlimit(rustix::process::Resource::Core);
        let none = rustix::process::Rlimit { current: Some(0), maximum: limit.maximum };
        let _ = rustix::process::setrlimit(rustix::process::Resource::Core, none);
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}

/// Pauses this process, as the shell expects after Ctrl-Z. Comes back when it is continued.
pub fn suspend() -> io::Result<()> {
    #[cfg(unix)]
    rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::STOP)?;
    Ok(())
}

/// The signals of the system. From the first one on, their usual effect is off.
#[derive(Debug)]
pub struct Signals {
    #[cfg(unix)]
    streams: Vec<(Signal, tokio::signal::unix::Signal)>,
    /// Tells once that the terminal is gone, where nothing else does.
    #[cfg(unix)]
    gone: Option<tokio::sync::oneshot::Receiver<()>>,
}

#[cfg(unix)]
impl Signals {
    /// Begins to listen to all of them, for a program that owns the screen and must restore it before it pauses. Must be
    /// called inside a tokio runtime.
    pub fn new() -> io::Result<Self> {
        use rustix::process::Signal as Raw;
        let mut all = Self::ending()?;
        all.listen(Signal::Suspend, Raw::TSTP)?;
        all.listen(Signal::Resume, Raw::CONT)?;
        all.gone = terminal_gone();
        Ok(all)
    }

    /// Begins to listen only to those that end a program; Ctrl-Z then pauses as usual. Must be called inside a tokio
    /// runtime.
    pub fn ending() -> io::Result<Self> {
        use rustix::process::Signal as Raw;
        let mut ending = Self { streams: Vec::new(), gone: None };
        ending.listen(Signal::Interrupt, Raw::INT)?;
        ending.listen(Signal::Terminate, Raw::TERM)?;
        ending.listen(Signal::Hangup, Raw::HUP)?;
        Ok(ending)
    }

    fn listen(&mut self, name: Signal, raw: rustix::process::Signal) -> io::Result<()> {
        use tokio::signal::unix::{SignalKind, signal};
        self.streams.push((name, signal(SignalKind::from_raw(raw.as_raw()))?));
        Ok(())
    }

    /// The next signal. It can be dropped while waiting without losing one.
    pub async fn next(&mut self) -> Signal {
        use std::future::Future as _;
        use std::pin::Pin;
        use std::task::{Poll, ready};
        std::future::poll_fn(|context| {
            for (name, stream) in &mut self.streams {
                if let Poll::Ready(Some(())) = stream.poll_recv(context) {
                    return Poll::Ready(*name);
                }
            }
            let Some(gone) = &mut self.gone else { return Poll::Pending };
            let told = ready!(Pin::new(gone).poll(context));
            self.gone = None;
            if told.is_ok() { Poll::Ready(Signal::Hangup) } else { Poll::Pending }
        })
        .await
    }
}

/// Tells when the terminal at standard input goes away. The system sends a signal to the programs that the terminal
/// controls, and to no others; those would read an end without end. `None` where standard input is no terminal.
#[cfg(unix)]
fn terminal_gone() -> Option<tokio::sync::oneshot::Receiver<()>> {
    use rustix::event::{PollFd, PollFlags, poll};
    use std::io::IsTerminal as _;
    let input = io::stdin();
    if !input.is_terminal() {
        return None;
    }
    let (sender, gone) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        // Asked for nothing, it wakes for a hang-up alone.
        let mut watched = [PollFd::new(&input, PollFlags::empty())];
        while poll(&mut watched, None).is_err_and(|error| error == rustix::io::Errno::INTR) {}
        if watched.iter().any(|input| input.revents().contains(PollFlags::HUP)) {
            let _ = sender.send(());
        }
    });
    Some(gone)
}

#[cfg(not(unix))]
impl Signals {
    /// Begins to listen. Must be called inside a tokio runtime.
    pub fn new() -> io::Result<Self> {
        Ok(Self {})
    }

    /// Begins to listen only to those that end a program. Must be called inside a tokio runtime.
    pub fn ending() -> io::Result<Self> {
        Self::new()
    }

    /// The next signal: Ctrl-C alone.
    pub async fn next(&mut self) -> Signal {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        Signal::Interrupt
    }
}
