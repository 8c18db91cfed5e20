//! The flags of what is done with Okta's management API.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Where to look, for what, and by which right.
#[derive(Debug, Args, Default, Clone)]
pub struct LookArgs {
    /// A saved connection, or an application by its name in the catalogue.
    #[arg(value_name = "NAME|APP")]
    pub connection: Option<String>,
    /// The application, by its name in the catalogue.
    #[arg(long, value_name = "ID")]
    pub app: Option<String>,
    /// An answer to one of the guide’s questions; the application’s address is base_url in nearly every guide.
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// The Okta organization’s address; the issuer’s host when not given.
    #[arg(long, value_name = "URL")]
    pub organization: Option<String>,
    /// The issuer.
    #[arg(long, value_name = "URL")]
    pub issuer: Option<String>,
    /// The client ID of the application, where it exists.
    #[arg(long, value_name = "ID")]
    pub client_id: Option<String>,
    /// The scopes, separated by spaces or commas.
    #[arg(long, value_name = "SCOPES")]
    pub scopes: Option<String>,
    /// Where the test login comes back to [default: http://localhost:8749/callback]
    #[arg(long, value_name = "URL")]
    pub redirect_uri: Option<String>,
    /// Read the application’s own configuration.
    #[arg(long, value_name = "PATH")]
    pub from: Option<PathBuf>,
    /// Which of several entries or places of that file is meant (a service, a provider, a prefix).
    #[arg(long, value_name = "NAME", visible_alias = "at")]
    pub entry: Option<String>,
    /// A group that should be able to sign in; may be given more than once.
    #[arg(long, value_name = "NAME")]
    pub group: Vec<String>,
    /// A group that signs in first, before the others.
    #[arg(long, value_name = "GROUP")]
    pub pilot: Option<String>,
    /// Which of Okta’s applications it is, by its ID, where several may be the one.
    #[arg(long, value_name = "ID")]
    pub adopt: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the flattened group is documented above")]
    pub access: AccessArgs,
    /// Certificates to trust besides the system’s, as PEM.
    #[arg(long, value_name = "PATH")]
    pub ca_file: Option<PathBuf>,
}

/// `usher plan`.
#[derive(Debug, Args, Default, Clone)]
pub struct PlanArgs {
    #[command(flatten)]
    #[allow(missing_docs, reason = "the flattened group is documented above")]
    pub look: LookArgs,
    /// A page for people, or the same as a Terraform file.
    #[arg(long = "as", value_name = "FORM", value_enum, default_value_t = PlanForm::Text)]
    pub form: PlanForm,
    /// For programs; described by a JSON Schema.
    #[arg(long, conflicts_with = "form")]
    pub json: bool,
    /// Write the plan to a file instead of standard output.
    #[arg(long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// Ask nothing.
    #[arg(long, short = 'y')]
    pub yes: bool,
}

/// `usher apply`.
#[derive(Debug, Args, Default, Clone)]
pub struct ApplyArgs {
    #[command(flatten)]
    #[allow(missing_docs, reason = "the flattened group is documented above")]
    pub look: LookArgs,
    /// Put the client secret of a new application into this file, for you alone; it must not be there yet.
    #[arg(long, value_name = "PATH", conflicts_with = "undo")]
    pub client_secret_to: Option<PathBuf>,
    /// The number of a change request, for the notes of a new application and for the report.
    #[arg(long, value_name = "TEXT", conflicts_with = "undo")]
    pub reference: Option<String>,
    /// Take back what the last run did, as far as nobody changed it since; what Usher made is deactivated.
    #[arg(long)]
    pub undo: bool,
    /// Delete an application that Usher made, once it is deactivated.
    #[arg(long, requires = "undo")]
    pub clean: bool,
    /// For programs; described by a JSON Schema.
    #[arg(long)]
    pub json: bool,
    /// Write what came of it to a file instead of standard output.
    #[arg(long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// Keep the evidence in a file, as JSON: the plan, the yes, what came of each row, Okta’s request IDs.
    #[arg(long, value_name = "PATH", conflicts_with = "undo")]
    pub report: Option<PathBuf>,
    /// Agree to what the plan says, and ask nothing. Where people work with the organization, --organization must name it.
    #[arg(long, short = 'y')]
    pub yes: bool,
}

/// By which right Okta is asked; one of them, or the variable USHER_OKTA_TOKEN.
#[derive(Debug, Args, Default, Clone)]
pub struct AccessArgs {
    /// A file that holds an API token of Okta’s; “-” is standard input. Or set USHER_OKTA_TOKEN.
    #[arg(long = "okta-token-file", value_name = "PATH", conflicts_with_all = ["token_env", "client"])]
    pub token_file: Option<PathBuf>,
    /// The variable that holds an API token of Okta’s.
    #[arg(long = "okta-token-env", value_name = "NAME", conflicts_with = "client")]
    pub token_env: Option<String>,
    /// The client ID of a service app in Okta, which signs with a private key.
    #[arg(long = "okta-client", value_name = "ID", requires = "key_file")]
    pub client: Option<String>,
    /// The service app’s private key (RSA), as PEM or JWK; “-” is standard input.
    #[arg(long = "okta-key-file", value_name = "PATH", requires = "client")]
    pub key_file: Option<PathBuf>,
}

/// What `usher plan` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum PlanForm {
    /// For people.
    #[default]
    Text,
    /// A file for Terraform and its Okta provider.
    Terraform,
}
