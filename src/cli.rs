//! The command line, as clap definitions only.
