//! Work on a thread that the program need not wait for when it ends: reading standard input, asking the desktop.
//!
//! The runtime's own workers are waited for at the end, which is right for a file that is being written and wrong for a read
//! that may never come back.

use std::io;

use tokio::sync::oneshot;

/// Runs `work` on a thread of its own. Dropping the wait leaves the thread behind; it ends with the program.
pub async fn run<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> io::Result<T> {
    let (sender, receiver) = oneshot::channel();
    std::thread::Builder::new().spawn(move || {
        // Nobody waiting any more means that the task was stopped.
        let _ = sender.send(work());
    })?;
    receiver.await.map_err(io::Error::other)
}
