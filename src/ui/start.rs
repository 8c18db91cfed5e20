//! The whole program: arguments in, exit status out.

use std::process::ExitCode;
use std::time::Duration;

use super::{Exit, manual, panic, talk};
use crate::io::process;

/// Runs the program with this process's arguments, to its end.
pub fn start() -> ExitCode {
    process::harden();
    panic::watched(run_to_the_end).into()
}

fn run_to_the_end() -> Exit {
    let cli = match manual::read_arguments() {
        Ok(cli) => cli,
        Err(exit) => return exit,
    };
    match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => {
            let exit = runtime.block_on(panic::ended_by_one(super::run(cli)));
            // A file that is being written may finish; a name that is being looked up must not hold the end back.
            runtime.shutdown_timeout(Duration::from_millis(500));
            exit
        }
        Err(error) => {
            talk::say(&error.to_string());
            Exit::Unknown
        }
    }
}
