//! Looks at a running process from the outside.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// The most memory that the process ever held, in kB; `None` when it is gone.
pub(crate) fn peak_memory(id: u32) -> Option<usize> {
    value(&format!("/proc/{id}/status"), "VmHWM:")
}

/// Voluntary context switches of all its threads so far.
pub(crate) fn switches(id: u32) -> usize {
    let threads = fs::read_dir(format!("/proc/{id}/task")).into_iter().flatten().flatten();
    threads
        .filter_map(|thread| {
            value(&thread.path().join("status").to_string_lossy(), "voluntary_ctxt_switches:")
        })
        .sum()
}

fn value(file: &str, name: &str) -> Option<usize> {
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Looks at a process's memory until it ends, often enough to see its peak.
pub(crate) struct Watch {
    thread: JoinHandle<usize>,
    stop: Arc<AtomicBool>,
}

impl Watch {
    pub(crate) fn of(id: u32) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&stop);
        let thread = thread::spawn(move || {
            let mut peak = 0;
            while let (Some(now), false) = (peak_memory(id), told.load(Ordering::Relaxed)) {
                peak = peak.max(now);
                thread::sleep(Duration::from_millis(2));
            }
            peak
        });
        Self { thread, stop }
    }

    /// The peak in kB, once the process has ended.
    pub(crate) fn peak(self) -> usize {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.join().unwrap_or_default()
    }
}
