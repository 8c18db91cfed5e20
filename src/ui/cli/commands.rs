//! The flags of each command.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::groups::{FormArgs, LoginArgs, ReportArgs, TargetArgs, ValueArgs};
use super::shards::WantedShard;

/// `usher setup`.
#[derive(Debug, Args, Default, Clone)]
pub struct SetupArgs {
    /// The application, by its name in the catalogue.
    #[arg(value_name = "APP")]
    pub application: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the flattened group is documented above")]
    pub values: ValueArgs,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the flattened group is documented above")]
    pub login: LoginArgs,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the flattened group is documented above")]
    pub target: TargetArgs,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the flattened group is documented above")]
    pub report: ReportArgs,
    /// Ask nothing: take the flags, check, sign in, write.
    #[arg(long, short = 'y')]
    pub yes: bool,
}

/// What is said of one connection has no meaning for all of them.
const OF_ONE: [&str; 15] = [
    "connection",
    "app",
    "name",
    "like",
    "set",
    "organization",
    "issuer",
    "client_id",
    "client_secret_file",
    "no_secret",
    "scopes",
    "redirect_uri",
    "from",
    "entry",
    "save",
];

/// `usher verify`.
#[derive(Debug, Args, Default, Clone, PartialEq, Eq)]
pub struct VerifyArgs {
    /// A saved connection. None is needed for --from, or for --issuer and --client-id, which test any OpenID client. Several of
    /// them are verified without a login.
    #[arg(value_name = "NAME")]
    pub connection: Vec<String>,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the flattened group is documented above")]
    pub values: ValueArgs,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the flattened group is documented above")]
    pub login: LoginArgs,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the flattened group is documented above")]
    pub report: ReportArgs,
    /// Keep these values as a connection; otherwise only a new proof of a saved one is kept.
    #[arg(long)]
    pub save: bool,
    /// Every saved connection, without a login.
    #[arg(long, conflicts_with_all = OF_ONE)]
    pub all: bool,
    /// The connections that this file declares (sso.toml), without a login.
    #[arg(long, value_name = "PATH", conflicts_with_all = OF_ONE, conflicts_with = "all")]
    pub fleet: Option<PathBuf>,
    /// Only those of them with this label; may be given several times, and all must match. “name”, “app” and “owner” count as
    /// labels.
    #[arg(long, value_name = "LABEL=VALUE", requires = "fleet")]
    pub select: Vec<String>,
    /// Only this part of them, such as 3/10 for the third of ten; “auto” where JOB_COMPLETION_INDEX and JOB_COMPLETIONS say it.
    #[arg(long, value_name = "I/N", requires = "fleet")]
    pub shard: Option<WantedShard>,
    /// Ask nothing.
    #[arg(long, short = 'y')]
    pub yes: bool,
}

/// `usher write`.
#[derive(Debug, Args, Default, Clone)]
pub struct WriteArgs {
    /// A saved connection; the only one when not named.
    #[arg(value_name = "NAME")]
    pub connection: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the flattened group is documented above")]
    pub target: TargetArgs,
    /// Show the difference and write nothing.
    #[arg(long, conflicts_with_all = ["print", "undo"])]
    pub diff: bool,
    /// Print the configuration, the secret included, and write nothing.
    #[arg(long, conflicts_with_all = ["undo", "to"])]
    pub print: bool,
    /// Bring back what was in the file before the last write.
    #[arg(long, conflicts_with_all = ["as_format", "to", "unproven", "no_undo", "client_secret_file"])]
    pub undo: bool,
    /// Set the application’s own file right, at the lines in which something wrong was found and nowhere else.
    #[arg(long, conflicts_with_all = ["undo", "print", "as_format", "to", "unproven"])]
    pub fix: bool,
    /// The application’s own file that is set right; of a saved connection, the file that it was written to.
    #[arg(long, value_name = "PATH", requires = "fix")]
    pub from: Option<PathBuf>,
    /// Whose file it is, by the application’s name in the catalogue.
    #[arg(long, value_name = "ID", requires = "from")]
    pub app: Option<String>,
    /// Which of several entries or places of that file is meant (a service, a provider, a prefix).
    #[arg(long, value_name = "NAME", visible_alias = "at", requires = "from")]
    pub entry: Option<String>,
    /// An answer to one of the guide’s questions, of which the file says nothing.
    #[arg(long, value_name = "KEY=VALUE", requires = "from")]
    pub set: Vec<String>,
    /// Sign in before and after, so that what only a login shows is set right as well.
    #[arg(long, requires = "fix")]
    pub login: bool,
    /// The browser’s command for that, or “none” [default: $BROWSER, else the system’s]
    #[arg(long, value_name = "CMD", requires = "login")]
    pub browser: Option<String>,
    /// Certificates to trust besides the system’s, as PEM.
    #[arg(long, value_name = "PATH", requires = "fix")]
    pub ca_file: Option<PathBuf>,
    /// A file that holds the client secret; “-” is standard input. Or set USHER_CLIENT_SECRET.
    #[arg(long, value_name = "PATH")]
    pub client_secret_file: Option<PathBuf>,
    /// Look up what the configuration that holds the secret refers to (variables, files beside it) without asking.
    #[arg(long)]
    pub follow_references: bool,
    /// Ask nothing.
    #[arg(long, short = 'y')]
    pub yes: bool,
}

/// `usher request`.
#[derive(Debug, Args, Default, Clone)]
pub struct RequestArgs {
    /// The application, or a saved connection.
    #[arg(value_name = "APP")]
    pub application: String,
    /// An answer to one of the guide’s questions.
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// The Okta organization’s address.
    #[arg(long, value_name = "URL")]
    pub organization: Option<String>,
    /// Where the test login comes back to [default: http://localhost:8749/callback]
    #[arg(long, value_name = "URL")]
    pub redirect_uri: Option<String>,
    /// A group that should be able to use the application; may be given more than once.
    #[arg(long, value_name = "NAME")]
    pub group: Vec<String>,
    /// The group whose people sign in first; the others follow once that works.
    #[arg(long, value_name = "GROUP")]
    pub pilot: Option<String>,
    /// A page for people, or the same as a Terraform file.
    #[arg(long = "as", value_name = "FORM", value_enum, default_value_t = RequestForm::Sheet)]
    pub form: RequestForm,
    /// Write the sheet to a file instead of standard output.
    #[arg(long, value_name = "PATH")]
    pub output: Option<PathBuf>,
}

/// What `usher request` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum RequestForm {
    /// A page to send by e-mail or to put into a ticket.
    #[default]
    Sheet,
    /// A file for Terraform and its Okta provider.
    Terraform,
}

/// `usher notice`.
#[derive(Debug, Args, Default, Clone)]
pub struct NoticeArgs {
    /// Saved connections; all of them when none is named.
    #[arg(value_name = "NAME")]
    pub connection: Vec<String>,
    /// A client ID; may be given more than once.
    #[arg(long, value_name = "ID")]
    pub client_id: Vec<String>,
    /// The issuer of these client IDs.
    #[arg(long, value_name = "URL", requires = "client_id")]
    pub issuer: Option<String>,
    /// When it will be, in your own words [default: from now on, for an hour]
    #[arg(long, value_name = "TEXT")]
    pub when: Option<String>,
    /// For checks with --no-noise, which the provider logs as no failure.
    #[arg(long)]
    pub no_noise: bool,
}

/// `usher explain`.
#[derive(Debug, Args, Default, Clone)]
pub struct ExplainArgs {
    /// A finding, such as client.secret_wrong, or a part of its name; all of them when none is named.
    #[arg(value_name = "FINDING")]
    pub finding: Option<String>,
}

/// `usher apps`.
#[derive(Debug, Args, Default, Clone)]
pub struct AppsArgs {
    /// An application; or “check”, followed by a guide’s file.
    #[arg(value_name = "APP")]
    pub application: Option<String>,
    /// The guide’s file, after “check”.
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// For programs.
    #[arg(long)]
    pub json: bool,
    /// An answer to one of the guide’s questions.
    #[arg(long, value_name = "KEY=VALUE", requires = "application")]
    pub set: Vec<String>,
    /// The Okta organization’s address.
    #[arg(long, value_name = "URL", requires = "application")]
    pub organization: Option<String>,
}

/// `usher connections`.
#[derive(Debug, Args, Clone)]
pub struct ConnectionsArgs {
    /// What to do with them; the list when nothing is named.
    #[command(subcommand)]
    pub command: Option<ConnectionsCommand>,
    /// For programs.
    #[arg(long, global = true)]
    pub json: bool,
}

/// What can be done with saved connections.
#[derive(Debug, Subcommand, Clone)]
pub enum ConnectionsCommand {
    /// All of them.
    List {
        /// Only their names, one a line.
        #[arg(long, conflicts_with = "json")]
        names: bool,
    },
    /// One of them.
    Show {
        /// Its name.
        name: String,
    },
    /// All of them as a file for “usher verify --fleet”, to standard output. It says where each secret lives, and never holds one.
    Export,
    /// Give one another name.
    Rename {
        /// Its name.
        name: String,
        /// Its new name.
        to: String,
    },
    /// Forget one. Files that were written stay.
    Remove {
        /// Its name.
        name: String,
        /// Ask nothing.
        #[arg(long, short = 'y')]
        yes: bool,
    },
}

/// `usher practice`.
#[derive(Debug, Args, Default, Clone)]
pub struct PracticeArgs {
    /// The port on this computer.
    #[arg(long, default_value_t = 8780)]
    pub port: u16,
    /// Break it in a named way; may be given more than once. “list” names them all.
    #[arg(long, value_name = "NAME")]
    pub broken: Vec<String>,
    /// Register an application at once, so that a script need not fill in the console’s form: its client ID.
    #[arg(long, value_name = "ID", requires = "client_secret_file")]
    pub client_id: Option<String>,
    /// A file that holds the secret of that application.
    #[arg(long, value_name = "PATH")]
    pub client_secret_file: Option<PathBuf>,
    /// A sign-in redirect URI of that application; may be given more than once.
    #[arg(long, value_name = "URL")]
    pub redirect_uri: Vec<String>,
    /// A sign-out redirect URI of that application.
    #[arg(long, value_name = "URL")]
    pub sign_out_uri: Vec<String>,
}

/// `usher man`.
#[derive(Debug, Args, Default, Clone)]
pub struct ManArgs {
    /// The command; without one, the page about Usher itself.
    #[arg(value_name = "COMMAND")]
    pub command: Vec<String>,
    /// Write all pages into this folder, which is made where it is missing.
    #[arg(long, value_name = "FOLDER", conflicts_with = "command")]
    pub output: Option<PathBuf>,
}

/// `usher report`.
#[derive(Debug, Subcommand)]
pub enum ReportCommand {
    /// A report that was written with --json, in other forms.
    Convert {
        /// The report.
        file: PathBuf,
        /// In which forms, and where.
        #[command(flatten)]
        form: FormArgs,
    },
    /// Several such reports as one; a connection may be in one of them alone.
    Merge {
        /// The reports.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// In which forms, and where.
        #[command(flatten)]
        form: FormArgs,
    },
}
