//! What is kept of a set-up between two sessions: one versioned JSON record for each connection, never a secret.
//!
//! An unfinished set-up is a connection without a proof. `world` reads and writes the file; this room knows its shape.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use url::Url;

use super::reference::Agreed;
use crate::apps::StepPage;
use crate::base::Timestamp;
use crate::okta::host::{self, HostKind};

mod path;
mod written;

pub(super) use written::Stands;
pub use written::{BroughtBack, Progress, Written};

/// The record's version that this program writes; an older one is read and becomes this one when it is saved. A newer one is
/// refused, never rewritten. Version 2 added what a file holds before it is written, and how far a change of it came.
pub const RECORD_VERSION: u32 = 2;

/// Where the test login comes back to, unless another port was chosen from [`TEST_PORTS`].
pub const DEFAULT_REDIRECT: &str = "http://localhost:8749/callback";

/// The loopback ports a test login may use. Okta compares ports, so the chosen one is registered and kept.
pub const TEST_PORTS: [u16; 3] = [8749, 8750, 8751];

/// One connection of an application to an issuer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Connection {
    /// The record's version.
    pub version: u32,
    /// Counts the writes; a write over another revision than the one that was read is refused.
    pub revision: u64,
    /// The name by which it is called; also its file's name.
    pub name: String,
    /// The guide's identifier.
    pub app: String,
    /// Answers to the guide's questions, as typed and cleaned.
    pub answers: BTreeMap<String, String>,
    /// The organization as the person gave it, `https://acme.okta.com`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// The issuer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// The client ID.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    /// Where the secret lives. Usher keeps none itself.
    #[serde(default)]
    pub secret: SecretSource,
    /// References of a configuration that the person agreed to have followed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<Agreed>,
    /// Which of several places in the application's file is meant, by its label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// Scopes, when they were chosen by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scopes: Option<Vec<String>>,
    /// Where the test login comes back to.
    pub redirect_uri: String,
    /// How far the set-up came.
    pub stage: Stage,
    /// Which steps of the guide were ticked off, by `phase/number`.
    #[serde(default)]
    pub done_steps: Vec<String>,
    /// Somebody else registers the application in Okta.
    #[serde(default)]
    pub somebody_else: bool,
    /// The proof of the last passed login.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Proof>,
    /// Files that were written, or were about to be, the last one last.
    #[serde(default)]
    pub written: Vec<Written>,
    /// Files that were brought back to what stood there before, since the last one was written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub brought_back: Vec<BroughtBack>,
    /// Redirect URIs of the test that the person was told to add in Okta, and that are not known to be gone again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub test_addresses: Vec<String>,
    /// The admin's word, by question.
    #[serde(default)]
    pub confirmed: BTreeMap<String, bool>,
    /// When it was made.
    pub created: Timestamp,
    /// When it was last changed.
    pub changed: Timestamp,
}

impl Connection {
    /// Whether the organization is the practice Okta, or whatever else answers on this computer.
    pub fn is_practice(&self) -> bool {
        let given = self.organization.as_ref().or(self.issuer.as_ref());
        given.and_then(|text| Url::parse(text).ok()).is_some_and(|url| host::kind(&url) == HostKind::Loopback)
    }

    /// Scheme, host and port of the issuer.
    pub fn issuer_host(&self) -> Option<String> {
        let issuer = self.issuer.as_deref()?;
        Url::parse(issuer).ok().map(|url| host::origin(&url))
    }

    /// Reads a record. The version is looked at before anything else is believed.
    pub fn read(json: &str) -> Result<Self, UnreadableRecord> {
        let damaged = |why: serde_json::Error| UnreadableRecord::Damaged(why.to_string());
        let value: serde_json::Value = serde_json::from_str(json).map_err(damaged)?;
        if value.get("version").and_then(serde_json::Value::as_u64) > Some(u64::from(RECORD_VERSION)) {
            return Err(UnreadableRecord::Newer);
        }
        serde_json::from_value(value).map_err(damaged)
    }

    /// A new record without any values.
    pub fn new(name: &str, app: &str, now: Timestamp) -> Self {
        Self {
            version: RECORD_VERSION,
            revision: 0,
            name: name.to_owned(),
            app: app.to_owned(),
            answers: BTreeMap::new(),
            organization: None,
            issuer: None,
            client_id: None,
            secret: SecretSource::Ask,
            references: Vec::new(),
            entry: None,
            scopes: None,
            redirect_uri: DEFAULT_REDIRECT.to_owned(),
            stage: Stage::Application,
            done_steps: Vec::new(),
            somebody_else: false,
            proof: None,
            written: Vec::new(),
            brought_back: Vec::new(),
            test_addresses: Vec::new(),
            confirmed: BTreeMap::new(),
            created: now,
            changed: now,
        }
    }
}

impl Connection {
    /// Whether the configuration was written and is not any more, since what stood there before was brought back.
    pub fn is_brought_back(&self) -> bool {
        !self.brought_back.is_empty()
    }

    /// Whether everything that is done on a page was ticked off.
    pub fn has_done(&self, page: &StepPage) -> bool {
        page.steps.iter().all(|step| self.done_steps.contains(step))
    }

    /// Whether a file is known to be written.
    pub fn is_written(&self) -> bool {
        self.written.iter().any(Written::is_known)
    }

    /// The files of the last writing, in the order in which an undo brings them back.
    pub fn last_writing(&self) -> impl Iterator<Item = &Written> {
        let mut goes_on = true;
        let last = self.written.iter().rev();
        last.take_while(move |one| std::mem::replace(&mut goes_on, one.with_previous))
    }
}

/// Why a text is no record that can be used. Neither is ever written over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnreadableRecord {
    /// A newer Usher wrote it.
    #[error("a newer Usher wrote it")]
    Newer,
    /// It is not JSON of a record's shape; the reader's own reason.
    #[error("{0}")]
    Damaged(String),
}

/// How far a set-up came; also the rail of the wizard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Which application.
    Application,
    /// Its addresses and the guide's questions, and what the application must give first.
    Addresses,
    /// The steps in Okta.
    Okta,
    /// The three values.
    Values,
    /// The test login.
    Login,
    /// What came of it.
    Verdict,
    /// The application's configuration.
    Configuration,
    /// Proof and clean-up.
    Proof,
}

/// Where a client secret lives.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum SecretSource {
    /// It is asked for each time.
    #[default]
    Ask,
    /// The client has none.
    None,
    /// A file that holds nothing else.
    File {
        /// The file.
        #[serde(with = "path")]
        path: PathBuf,
    },
    /// An environment variable.
    Variable {
        /// Its name.
        name: String,
    },
    /// A command that prints it, `op read op://…`, run without a shell.
    Command {
        /// The program and its arguments.
        argv: Vec<String>,
    },
    /// The application's own configuration.
    Configuration {
        /// The file.
        #[serde(with = "path")]
        path: PathBuf,
        /// The guide's format that reads it.
        format: String,
    },
}

/// A command as it can be typed: what a shell would read otherwise is quoted.
pub fn command_line(argv: &[String]) -> String {
    shlex::try_join(argv.iter().map(String::as_str)).unwrap_or_else(|_| argv.join(" "))
}

/// The memory of a passed login, tied to the values it was made with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// When the login passed.
    pub at: Timestamp,
    /// Random, of this record alone, in base64url.
    pub salt: String,
    /// HMAC-SHA-256 under that salt over all values, the secret included, in base64url.
    pub fingerprint: String,
    /// The same over all values but the secret, so that a list can tell whether the proof still fits without asking for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub values: Option<String>,
}
