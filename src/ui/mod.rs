//! What people and machines see: the screen, plain lines, reports; and which command does what.
//!
//! It draws, reads keys and prints. It decides nothing about a set-up: it drives [`crate::engine`] and shows what is there.
//! No sentence stands in here; they live in `assets/words/en/`.

pub mod cli;
mod completions;
mod links;
pub mod manual;
mod opening;
pub mod panic;
pub mod plain;
pub mod report;
pub mod silent;
mod start;
pub mod talk;
pub mod tui;

pub use start::start;

use std::io::IsTerminal as _;
use std::process::ExitCode;

use clap::Parser as _;

use crate::base::words::message;
use crate::ui::cli::{Cli, Command, VerifyArgs};
use crate::ui::silent::usage::Usage;
use crate::wizard::Start;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Works, or no fault found.
    Works,
    /// Only the report could not be written.
    Unreported,
    /// Could not find out.
    Unknown,
    /// Something is wrong with the setup, or a write failed.
    Broken,
    /// Wrong usage or unreadable input.
    Usage,
    /// Interrupted.
    Interrupted,
}

impl Exit {
    /// The number for the shell.
    pub fn code(self) -> u8 {
        match self {
            Self::Works => 0,
            Self::Broken => 1,
            Self::Usage => 2,
            Self::Unknown => 3,
            Self::Unreported => 4,
            Self::Interrupted => 130,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// Does what the command line asks for. An answer that could not be written whole is no success.
pub async fn run(cli: Cli) -> Exit {
    let exit = obey(cli).await;
    if talk::is_lost() { exit.max(Exit::Broken) } else { exit }
}

async fn obey(cli: Cli) -> Exit {
    if let Some(usage) = unusable_ca_file(cli.command.as_ref()) {
        return silent::refuse(&usage);
    }
    let plain = cli.plain || is_plain_terminal() || wants_plain_lines(|name| std::env::var(name).ok());
    match cli.command {
        None if plain => plain::run(tui::Options::default()).await,
        None => tui::run(tui::Options::default()).await,
        Some(Command::Setup(args)) if !args.yes => match opening::of(args) {
            Ok(options) if plain => plain::run(options).await,
            Ok(options) => tui::run(options).await,
            Err(usage) => silent::refuse(&usage),
        },
        Some(Command::Setup(args)) => silent::setup(args).await,
        Some(Command::Verify(args)) if is_bare(&args) && asks_which(plain) => {
            let start = Start { verify: true, ..Start::default() };
            let options = tui::Options { start, ..tui::Options::default() };
            if plain { plain::run(options).await } else { tui::run(options).await }
        }
        Some(Command::Verify(args)) => silent::verify(args).await,
        Some(Command::Write(args)) => silent::write::write(args).await,
        Some(Command::Plan(args)) => silent::plan::plan(args).await,
        Some(Command::Apply(args)) => silent::apply::apply(args).await,
        Some(Command::Request(args)) => silent::request(&args),
        Some(Command::Notice(args)) => silent::notice(&args),
        Some(Command::Explain(args)) => silent::explain(&args),
        Some(Command::Report(command)) => silent::reports::reports(&command),
        Some(Command::Apps(args)) => silent::apps(&args),
        Some(Command::Connections(args)) => silent::connections(args),
        Some(Command::Practice(args)) => silent::practice::practice(args).await,
        Some(Command::Completions { shell }) => completions::completions(shell),
        Some(Command::Man(args)) => manual::man(&args),
    }
}

/// Why the file of certificates that is named cannot be used: said at once, not with the first request.
fn unusable_ca_file(command: Option<&Command>) -> Option<Usage> {
    let path = match command {
        Some(Command::Setup(args)) => args.login.ca_file.as_ref()?,
        Some(Command::Verify(args)) => args.login.ca_file.as_ref()?,
        Some(Command::Plan(args)) => args.look.ca_file.as_ref()?,
        Some(Command::Apply(args)) => args.look.ca_file.as_ref()?,
        _ => return None,
    };
    let why = crate::io::unusable_ca_file(path)?;
    Some(Usage(message!("io.http.ca_file", path = path.display(), why = why)))
}

/// Whether nothing was said about what to verify, nor how.
fn is_bare(args: &VerifyArgs) -> bool {
    let alone = Cli::try_parse_from(["usher", "verify"]).map(|cli| cli.command);
    matches!(alone, Ok(Some(Command::Verify(bare))) if bare == *args)
}

/// The variables by which people ask every program for plain lines instead of a screen that moves.
const PLAIN_VARIABLES: [&str; 2] = ["USHER_ACCESSIBLE", "ACCESSIBLE"];

/// Whether one of them is set; empty, `0`, `false` and `no` mean that it is not.
fn wants_plain_lines(variable: impl Fn(&str) -> Option<String>) -> bool {
    let is_on = |text: &String| {
        let text = text.trim().to_lowercase();
        !matches!(text.as_str(), "" | "0" | "false" | "no" | "off")
    };
    // Usher's own variable decides where it is set; so it can also take the common one back.
    PLAIN_VARIABLES.into_iter().find_map(variable).is_some_and(|text| is_on(&text))
}

/// A terminal that cannot move its cursor, or none at all.
fn is_plain_terminal() -> bool {
    let dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb" || term.is_empty());
    dumb || !std::io::stdout().is_terminal() || !std::io::stdin().is_terminal()
}

/// Whether somebody can be asked which of several connections is meant.
fn asks_which(plain: bool) -> bool {
    silent::keep::only_one().is_err() && (!plain || std::io::stdin().is_terminal())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_lines_come_by_themselves_where_a_variable_asks_for_them() {
        let set = |wanted: &'static [(&str, &str)]| {
            move |name: &str| {
                wanted.iter().find(|(one, _)| *one == name).map(|(_, value)| (*value).to_owned())
            }
        };
        assert!(wants_plain_lines(set(&[("ACCESSIBLE", "1")])));
        assert!(wants_plain_lines(set(&[("USHER_ACCESSIBLE", "yes")])));
        assert!(!wants_plain_lines(set(&[])));
        assert!(!wants_plain_lines(set(&[("ACCESSIBLE", "0")])));
        assert!(!wants_plain_lines(set(&[("ACCESSIBLE", "1"), ("USHER_ACCESSIBLE", "no")])));
    }

    #[test]
    fn verify_alone_is_told_from_verify_with_a_word() {
        let bare = |line: &[&str]| match Cli::try_parse_from(line).map(|cli| cli.command) {
            Ok(Some(Command::Verify(args))) => is_bare(&args),
            other => panic!("{other:?}"),
        };
        assert!(bare(&["usher", "verify"]));
        for more in ["coder", "--no-login", "--all", "--json", "--login-timeout=9"] {
            assert!(!bare(&["usher", "verify", more]), "{more}");
        }
    }
}
