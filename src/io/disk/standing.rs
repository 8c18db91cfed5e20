//! What is known of a name in a folder, and why a way to it could not be walked, whatever the system.

use std::io;

/// How many links are followed before a circle is assumed, as Linux does.
pub(super) const LINKS: usize = 40;

/// Why a way could not be walked.
#[derive(Debug)]
pub(in crate::io) enum NoWay {
    /// A link on it belongs to somebody else.
    ForeignLink,
    /// Its links lead round in a circle.
    Circle,
    /// What the system says.
    System(io::Error),
}

/// What stands under a name, as far as a change needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::io) struct Standing {
    pub is_file: bool,
    pub names: u64,
    pub owner: (u32, u32),
    pub mode: u32,
}
