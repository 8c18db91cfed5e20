//! Arguments in, exit status out. Everything else is the library's.

use std::alloc::System;
use std::process::ExitCode;
use std::time::Duration;

use usher::face::{self, panic};
use usher::world;
use zeroizing_alloc::ZeroAlloc;

/// Wipes whatever is let go of: secrets pass through buffers of the network, of parsers and of the terminal that no type of
/// ours reaches.
#[global_allocator]
static MEMORY: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> ExitCode {
    world::process::harden();
    panic::watched(whole).into()
}

fn whole() -> face::Exit {
    let cli = face::manual::read_arguments();
    match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => {
            let exit = runtime.block_on(panic::ended_by_one(face::run(cli)));
            // A file that is being written may finish; a name that is being looked up must not hold the end back.
            runtime.shutdown_timeout(Duration::from_millis(500));
            exit
        }
        Err(error) => {
            face::talk::say(&error.to_string());
            face::Exit::Unknown
        }
    }
}
