//! Lines from standard input, one when one is wanted, so that a wait can go on while somebody may type.

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::base::Secret;
use crate::ui::talk;

/// Reads lines on a thread of its own; at most one read is out at a time.
#[derive(Debug)]
pub(super) struct Input {
    wanted: UnboundedSender<()>,
    lines: UnboundedReceiver<Option<Secret>>,
    out: bool,
}

impl Input {
    /// Begins; nothing is read before a line is wanted.
    pub(super) fn new() -> Self {
        let (wanted, mut requests) = unbounded_channel::<()>();
        let (sender, lines) = unbounded_channel();
        std::thread::spawn(move || {
            while requests.blocking_recv().is_some() {
                if sender.send(talk::ask("").map(Secret::from)).is_err() {
                    break;
                }
            }
        });
        Self { wanted, lines, out: false }
    }

    /// The next line; `None` when the input has ended. Can be dropped while waiting: the line then answers the next call.
    pub(super) async fn line(&mut self) -> Option<Secret> {
        if !self.out {
            self.out = self.wanted.send(()).is_ok();
        }
        let line = self.lines.recv().await.flatten();
        self.out = false;
        line
    }
}
