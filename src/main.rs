//! The program; everything is the library's.

use std::alloc::System;
use std::process::ExitCode;

use zeroizing_alloc::ZeroAlloc;

/// Wipes whatever is let go of: secrets pass through buffers of the network, of parsers and of the terminal that no type of
/// ours reaches.
#[global_allocator]
static MEMORY: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> ExitCode {
    usher::start()
}
