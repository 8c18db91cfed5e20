//! Groups of flags that several commands share.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, ValueEnum};

use crate::base::words::{Voice, say};
use crate::engine::connection::Connection;

/// The values of a connection, as flags.
#[derive(Debug, Args, Default, Clone, PartialEq, Eq)]
pub struct ValueArgs {
    /// The application, by its name in the catalogue.
    #[arg(long, value_name = "ID")]
    pub app: Option<String>,
    /// The connection’s name.
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Take the answers of another connection (staging, production).
    #[arg(long, value_name = "NAME")]
    pub like: Option<String>,
    /// An answer to one of the guide’s questions; the application’s address is base_url in nearly every guide.
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// The Okta organization’s address; the issuer’s host when not given.
    #[arg(long, value_name = "URL")]
    pub organization: Option<String>,
    /// The issuer.
    #[arg(long, value_name = "URL")]
    pub issuer: Option<String>,
    /// The client ID.
    #[arg(long, value_name = "ID")]
    pub client_id: Option<String>,
    /// A file that holds the client secret; “-” is standard input. Or set USHER_CLIENT_SECRET.
    #[arg(long, value_name = "PATH")]
    pub client_secret_file: Option<PathBuf>,
    /// The client has no secret (a public client).
    #[arg(long, conflicts_with = "client_secret_file")]
    pub no_secret: bool,
    /// The scopes, separated by spaces or commas.
    #[arg(long, value_name = "SCOPES")]
    pub scopes: Option<String>,
    /// Where to wait for the test login’s answer [default: http://localhost:8749/callback]
    #[arg(long, value_name = "URL")]
    pub redirect_uri: Option<String>,
    /// Read the application’s own configuration.
    #[arg(long, value_name = "PATH")]
    pub from: Option<PathBuf>,
    /// Which of several entries or places of that file is meant (a service, a provider, a prefix).
    #[arg(long, value_name = "NAME", visible_alias = "at")]
    pub entry: Option<String>,
    /// The file that will be written into: it answers what nobody else does.
    #[arg(skip)]
    pub over: Option<PathBuf>,
    /// A connection that a file declares: it stands for a saved one.
    #[arg(skip)]
    pub declared: Option<Box<Connection>>,
    /// Whether the application is visited: where people open it is what was said of the connection, not what its file says.
    #[arg(skip)]
    pub visits: bool,
    /// Look up what the application’s configuration refers to (variables, files beside it) without asking.
    #[arg(long)]
    pub follow_references: bool,
}

/// How a login goes.
#[derive(Debug, Args, Default, Clone, PartialEq, Eq)]
pub struct LoginArgs {
    /// Ask Okta to show its sign-in page although somebody is signed in already.
    #[arg(long, value_name = "VALUE", value_parser = ["login", "none", "consent", "select_account"])]
    pub prompt: Option<String>,
    /// A username to propose on the sign-in page.
    #[arg(long, value_name = "NAME")]
    pub login_hint: Option<String>,
    /// Certificates to trust besides the system’s, as PEM.
    #[arg(long, value_name = "PATH")]
    pub ca_file: Option<PathBuf>,
    /// The browser’s command, or “none” [default: $BROWSER, else the system’s]
    #[arg(long, value_name = "CMD")]
    pub browser: Option<String>,
    /// How long to wait for the sign-in, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 180)]
    pub login_timeout: u64,
    /// Only the checks that need no browser.
    #[arg(long)]
    pub no_login: bool,
    /// Visit the application’s sign-in page as anybody can, and compare what it sends to Okta.
    #[arg(long)]
    pub live: bool,
    /// Leave out the questions that the provider logs as a failure: which redirect URIs it refuses, and the last try of the secret.
    #[arg(long)]
    pub no_noise: bool,
    /// The address that the browser shows when a login has begun in the application, in place of that visit.
    #[arg(long, value_name = "URL", conflicts_with = "live")]
    pub seen_at: Option<String>,
}

/// In which forms a report is written, and where.
#[derive(Debug, Args, Default, Clone, PartialEq, Eq)]
pub struct FormArgs {
    /// The report’s form.
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
    /// Short for --format json.
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
    /// Write the report to a file instead of standard output.
    #[arg(long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// An earlier report, as JSON: what is new since then, what still is, and what was fixed.
    #[arg(long, value_name = "PATH")]
    pub baseline: Option<PathBuf>,
    /// Write the report in this form to this file as well; may be given several times.
    #[arg(long = "report", value_name = "FORM=PATH")]
    pub reports: Vec<WantedReport>,
}

/// A form of the report and the file for it: `junit=report.xml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedReport {
    /// The form.
    pub format: ReportFormat,
    /// The file.
    pub path: PathBuf,
}

impl FromStr for WantedReport {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (form, path) = text.split_once('=').unwrap_or((text, ""));
        let format = ReportFormat::from_str(form, false).ok().filter(|_| !path.is_empty());
        let forms: Vec<String> = ReportFormat::value_variants()
            .iter()
            .filter_map(|form| Some(form.to_possible_value()?.get_name().to_owned()))
            .collect();
        let wrong = || say!(Voice::default(), "cli.wanted_report", forms = forms.join(", "));
        Ok(Self { format: format.ok_or_else(wrong)?, path: path.into() })
    }
}

/// What is reported, and how.
#[derive(Debug, Args, Default, Clone, PartialEq, Eq)]
pub struct ReportArgs {
    /// In which forms, and where.
    #[command(flatten)]
    pub form: FormArgs,
    /// Show who signed in, also in machine formats and files.
    #[arg(long)]
    pub include_identity: bool,
    /// Warnings count as broken.
    #[arg(long)]
    pub strict: bool,
}

/// The report’s forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ReportFormat {
    /// For people.
    #[default]
    Text,
    /// For programs; described by a JSON Schema.
    Json,
    /// For a ticket.
    Markdown,
    /// One file for a browser.
    Html,
    /// For a build server.
    Junit,
    /// For the textfile collector of Prometheus’s node exporter.
    Prometheus,
}

/// Where the configuration goes.
#[derive(Debug, Args, Default, Clone)]
pub struct TargetArgs {
    /// The configuration’s format, by its name in the guide.
    #[arg(long = "as", value_name = "FORMAT")]
    pub as_format: Option<String>,
    /// The file to write.
    #[arg(long, value_name = "PATH")]
    pub to: Option<PathBuf>,
    /// Write also what no login has proven.
    #[arg(long)]
    pub unproven: bool,
    /// Say that a local administrator was tested, who can still sign in should sign-on fail.
    #[arg(long)]
    pub local_admin_tested: bool,
    /// Write also where Usher’s record cannot be saved, so that “usher write --undo” will not know of it.
    #[arg(long)]
    pub no_undo: bool,
}
