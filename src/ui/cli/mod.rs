//! The command line, as clap definitions only: what may be typed, with its help. What it means is `face`'s business.
//!
//! One source for `--help`, completions and man pages; their examples stand in `assets/words/en/man.toml`.

mod commands;
mod groups;
mod okta;
mod shards;

use clap::{Parser, Subcommand};
use clap_complete::Shell;

pub use commands::{
    AppsArgs, ConnectionsArgs, ConnectionsCommand, ExplainArgs, ManArgs, NoticeArgs, PracticeArgs,
    ReportCommand, RequestArgs, RequestForm, SetupArgs, VerifyArgs, WriteArgs,
};
pub use groups::{FormArgs, LoginArgs, ReportArgs, ReportFormat, ValueArgs};
pub use okta::{AccessArgs, ApplyArgs, LookArgs, PlanArgs, PlanForm};
pub use shards::WantedShard;

/// Ushers you through Okta single sign-on for an application, and proves that it works.
///
/// Without a command it opens the wizard. Answers go to standard output, everything else to standard error.
#[derive(Debug, Parser)]
#[command(name = "usher", version, about, long_about = None, propagate_version = true, args_override_self = true)]
pub struct Cli {
    /// What to do; the wizard when nothing is named.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Questions and answers line by line, without a screen that moves.
    #[arg(long, global = true)]
    pub plain: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Set up sign-on for an application.
    Setup(SetupArgs),
    /// Verify a connection: checks without a browser, a test login, the verdict.
    Verify(VerifyArgs),
    /// Write the application’s configuration again.
    Write(WriteArgs),
    /// What differs between the application in Okta and its guide. It only looks.
    Plan(PlanArgs),
    /// Do in Okta what the plan says, after a yes; with --undo, take it back.
    Apply(ApplyArgs),
    /// The request sheet for the person who may create applications in Okta.
    Request(RequestArgs),
    /// A paragraph for the security team: which requests of Usher’s their log will show.
    Notice(NoticeArgs),
    /// What a finding means, by the name that reports give it.
    Explain(ExplainArgs),
    /// Other forms of reports that are there as JSON, and several of them as one.
    #[command(subcommand)]
    Report(ReportCommand),
    /// The catalogue; with a name, one guide as Markdown; “usher apps check FILE” for a guide of your own.
    Apps(AppsArgs),
    /// The saved connections.
    Connections(ConnectionsArgs),
    /// A practice Okta on this computer; nothing real is touched.
    Practice(PracticeArgs),
    /// Completions for a shell, to standard output.
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// The manual page of a command, to standard output.
    Man(ManArgs),
}
