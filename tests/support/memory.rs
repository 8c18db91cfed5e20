//! The memory of another process, as the system lets its parent read it, and what stands in it.

use std::fs::{self, File};
use std::os::unix::fs::FileExt as _;

/// What stands in the writable memory of a process at one moment.
pub(crate) struct Memory {
    pieces: Vec<(String, Vec<u8>)>,
}

impl Memory {
    /// All of it; `None` where the system does not let this test look.
    pub(crate) fn of(process: u32) -> Option<Self> {
        let maps = fs::read_to_string(format!("/proc/{process}/maps")).ok()?;
        let memory = File::open(format!("/proc/{process}/mem")).ok()?;
        let pieces: Vec<_> = maps.lines().filter_map(|line| read(&memory, line)).collect();
        (!pieces.is_empty()).then_some(Self { pieces })
    }

    /// How often a text stands in it.
    pub(crate) fn count(&self, text: &str) -> usize {
        self.places(text).len()
    }

    /// What stands around each place where a text is, with the name of the region.
    pub(crate) fn places(&self, text: &str) -> Vec<String> {
        let found = |(name, bytes): &(String, Vec<u8>)| {
            let starts = bytes.windows(text.len()).enumerate();
            let starts = starts.filter(|(_, window)| *window == text.as_bytes()).map(|(at, _)| at);
            starts
                .map(|at| {
                    let around = &bytes[at.saturating_sub(80)..bytes.len().min(at + text.len() + 40)];
                    format!("{name}: {}", around.escape_ascii())
                })
                .collect::<Vec<_>>()
        };
        self.pieces.iter().flat_map(found).collect()
    }
}

/// One region that the process may write to; nothing is told of others.
fn read(memory: &File, line: &str) -> Option<(String, Vec<u8>)> {
    let mut words = line.split_whitespace();
    let (range, rights) = (words.next()?, words.next()?);
    let name = words.nth(3).unwrap_or("unnamed").to_owned();
    if !rights.starts_with("rw") {
        return None;
    }
    let (from, to) = range.split_once('-')?;
    let (from, to) = (u64::from_str_radix(from, 16).ok()?, u64::from_str_radix(to, 16).ok()?);
    let mut bytes = vec![0; usize::try_from(to - from).ok()?];
    memory.read_exact_at(&mut bytes, from).ok()?;
    Some((name, bytes))
}
