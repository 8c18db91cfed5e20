//! What the wizard needs of the program around it: saved connections, guides of one's own, the practice, files, the terminal.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::reading::{Read, Reading};
use crate::apps::{Context, catalogue, naming};
use crate::base::words::Message;
use crate::base::{Secret, Timestamp};
use crate::engine::connection::{Connection, Stage};
use crate::engine::effect::{FileTrouble, Gathered, Want};

/// Facts about the surroundings that were there at the start.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// How one reaches this computer by SSH, `ana@build-7`, when this is a remote shell.
    pub ssh_target: Option<String>,
    /// Whether this shell is remote.
    pub is_remote: bool,
    /// Whether a browser can be started here.
    pub has_browser: bool,
    /// How long a login may take, in milliseconds; `None`: the usual time.
    pub login_wait_ms: Option<u64>,
    /// A user name to propose at the sign-in.
    pub login_hint: Option<String>,
    /// The folder in which the program runs; a path that does not begin at the root is meant from here.
    pub folder: Option<PathBuf>,
    /// The person's own folder, which `~` stands for.
    pub home: Option<PathBuf>,
    /// What Okta is asked to show (`prompt`), where it was said; who signs in decides it otherwise.
    pub prompt: Option<String>,
}

/// Where the wizard starts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Start {
    /// Straight at an application.
    pub app: Option<String>,
    /// Straight at a saved connection.
    pub connection: Option<String>,
    /// Under which name the new connection is kept.
    pub name: Option<String>,
    /// Values that flags gave already: answers by key.
    pub answers: BTreeMap<String, String>,
    /// A configuration that exists, whose values are taken.
    pub from: Option<String>,
    /// Which of several places in it is meant.
    pub entry: Option<String>,
    /// Whether what configurations refer to may be looked up without asking.
    pub follow_references: bool,
    /// The organization that a flag gave.
    pub organization: Option<String>,
    /// The format that a flag chose.
    pub format: Option<String>,
    /// The file that a flag chose.
    pub path: Option<String>,
    /// Whether a file is written also where the record cannot be saved, so that no undo knows of it.
    pub without_undo: bool,
    /// The issuer that a flag gave.
    pub issuer: Option<String>,
    /// The client ID that a flag gave.
    pub client_id: Option<String>,
    /// The client secret, from a file or the environment.
    pub secret: Option<Secret>,
    /// Scopes that a flag gave.
    pub scopes: Option<String>,
    /// The redirect URI of the test that a flag gave.
    pub redirect: Option<String>,
    /// Whether something that exists is to be verified rather than set up.
    pub verify: bool,
    /// Whether the practice is wanted.
    pub practice: bool,
}

/// What the host is asked to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HostTask {
    /// List the saved connections → [`HostReport::Connections`].
    ListConnections,
    /// Load one → [`HostReport::Loaded`].
    Load(String),
    /// Read the guides of one's own → [`HostReport::OwnGuides`].
    OwnGuides,
    /// Start the practice Okta → [`HostReport::Practice`].
    StartPractice,
    /// Register an application in the practice Okta → [`HostReport::Registered`].
    Register {
        /// Its name.
        name: String,
        /// Its sign-in redirect URIs.
        redirects: Vec<String>,
        /// Its sign-out redirect URIs.
        sign_out: Vec<String>,
        /// Whether it is a public client, without a secret.
        is_public: bool,
    },
    /// Put another redirect URI on the list of the practice's application.
    AddRedirect {
        /// The application.
        client_id: String,
        /// The URI.
        redirect: String,
    },
    /// Take a redirect URI out of the practice's application again.
    Unregister {
        /// The application.
        client_id: String,
        /// The URI.
        redirect: String,
    },
    /// End the practice Okta.
    StopPractice,
    /// Read a file → [`HostReport::FileRead`].
    ReadFile(PathBuf),
    /// Read into a file → [`HostReport::ReadInto`].
    ReadInto(Reading),
    /// See which of these files are there → [`HostReport::Standing`].
    LookFor(Vec<PathBuf>),
    /// List what a folder holds that begins like this → [`HostReport::Completed`].
    Complete {
        /// The folder.
        folder: PathBuf,
        /// How the names begin; empty for all of them that are not hidden.
        begins: String,
    },
    /// See which of these ports of this computer is free, the first that is → [`HostReport::FreePort`].
    FreePort(Vec<u16>),
    /// Look at what a configuration refers to → [`HostReport::Gathered`].
    Gather(Vec<Want>),
    /// Save a text to a new file; an existing one is never replaced → [`HostReport::Saved`].
    SaveText {
        /// The name of the file, in the current folder.
        name: String,
        /// Its text.
        text: Secret,
    },
    /// Write the report of this connection's examination to a file → [`HostReport::Saved`].
    ExportReport,
    /// Leave the screen, print these lines unbroken, come back on Enter.
    PrintRaw(Vec<Secret>),
    /// Suspend, as Ctrl-Z does.
    Suspend,
    /// Draw everything anew.
    Redraw,
}

/// What the host answers.
#[derive(Debug, Clone, PartialEq)]
pub enum HostReport {
    /// The saved connections, newest first.
    Connections(Vec<SavedConnection>),
    /// One record, or why it could not be had.
    Loaded(Result<Box<Connection>, FileTrouble>),
    /// Guides of one's own: file, text.
    OwnGuides(Vec<(PathBuf, String)>),
    /// The practice Okta, or why it could not be started.
    Practice(Result<Practice, Message>),
    /// An application of the practice.
    Registered {
        /// Its client ID.
        client_id: String,
        /// Its secret.
        secret: Secret,
    },
    /// A file's text.
    FileRead(Result<Option<Secret>, FileTrouble>),
    /// What was found in a file.
    ReadInto(Read),
    /// Those of the files that are there.
    Standing(Vec<PathBuf>),
    /// The names in a folder that begin as a path ends which is being typed, sorted; a folder's has a slash at its end.
    Completed {
        /// How they begin.
        begins: String,
        /// The names.
        names: Vec<String>,
    },
    /// The first of the ports that is free; none where each is taken.
    FreePort(Option<u16>),
    /// What a configuration refers to, as far as it is on this computer.
    Gathered(Gathered),
    /// Where a text was saved.
    Saved(Result<PathBuf, FileTrouble>),
}

/// A saved connection, as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedConnection {
    /// Its name.
    pub name: String,
    /// What it is, or why it could not be read.
    pub about: Result<SavedAbout, Message>,
}

/// What is told of a saved connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedAbout {
    /// The guide.
    pub app: String,
    /// How the application is called, where the person said it.
    pub called: Option<String>,
    /// The application's address, where one was given.
    pub address: Option<String>,
    /// How far it came.
    pub stage: Stage,
    /// When it was last changed.
    pub changed: Timestamp,
    /// When a login last passed.
    pub proven: Option<Timestamp>,
    /// Whether the client secret will be asked again.
    pub asks_secret: bool,
    /// Whether what was written was brought back to what stood there before.
    pub is_brought_back: bool,
    /// How many things were put off at its end: answers that only a person can give, and test addresses in Okta.
    pub later: usize,
    /// Whether it was made with a practice Okta that runs no more.
    pub is_practice_gone: bool,
}

impl SavedAbout {
    /// What is told of a record.
    pub fn of(connection: &Connection) -> Self {
        Self {
            app: connection.app.clone(),
            called: naming::given_name(&connection.app, &connection.answers).map(str::to_owned),
            address: connection.answers.get("base_url").cloned().or_else(|| connection.organization.clone()),
            stage: connection.stage,
            changed: connection.changed,
            proven: connection.proof.as_ref().map(|proof| proof.at),
            asks_secret: connection.secret == crate::engine::connection::SecretSource::Ask,
            is_brought_back: connection.is_brought_back(),
            later: later(connection),
            is_practice_gone: false,
        }
    }

    /// Whether it came to its end, where something may have been put off.
    pub fn is_at_its_end(&self) -> bool {
        self.proven.is_some() && self.stage >= Stage::Proof && !self.is_brought_back
    }

    /// Whether nothing is left to do.
    pub fn is_finished(&self) -> bool {
        self.is_at_its_end() && self.later == 0
    }
}

/// What was put off, as far as the guide is one of the catalogue's.
fn later(connection: &Connection) -> usize {
    let context = Context { answers: connection.answers.clone(), ..Context::default() };
    let asked = catalogue::open(&connection.app).map(|guide| guide.resolve(&context).confirmations);
    let is_open = |id: &str| !connection.confirmed.contains_key(id);
    let open = asked.unwrap_or_default().iter().filter(|question| is_open(&question.id)).count();
    open + connection.test_addresses.len()
}

/// A practice Okta that is running.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Practice {
    /// Its address, `http://localhost:8780`.
    pub origin: String,
    /// Its people: user name, what that account is good for.
    pub people: Vec<(String, Message)>,
    /// Everybody's password.
    pub password: String,
}
