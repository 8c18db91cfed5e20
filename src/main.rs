//! Arguments in, exit status out. Everything else is the library's.

use std::process::ExitCode;

use clap::Parser as _;
use usher::{cli, face, world};

fn main() -> ExitCode {
    world::process::harden();
    let cli = cli::Cli::parse();
    match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(face::run(cli)).into(),
        Err(error) => {
            face::talk::say(&error.to_string());
            face::Exit::Unknown.into()
        }
    }
}
