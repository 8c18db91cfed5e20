//! Arguments in, exit status out. Everything else is the library's.

use std::process::ExitCode;
use std::time::Duration;

use usher::{face, world};

fn main() -> ExitCode {
    world::process::harden();
    let cli = face::manual::read_arguments();
    match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => {
            let exit = runtime.block_on(face::run(cli));
            // A file that is being written may finish; a name that is being looked up must not hold the end back.
            runtime.shutdown_timeout(Duration::from_millis(500));
            exit.into()
        }
        Err(error) => {
            face::talk::say(&error.to_string());
            face::Exit::Unknown.into()
        }
    }
}
