//! What a run of `apply` did in Okta, so that it can be taken back: the members of the plan before and after, and what was
//! made. It holds no secret. What is about to be done is noted before the request, so that a run which ended in the middle
//! leaves nothing unknown.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// The version of the record. A newer one is refused.
pub const JOURNAL_VERSION: u32 = 1;

/// What one run did.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Journal {
    /// The version of the record.
    #[serde(rename = "journal")]
    pub version: u32,
    /// The organization's origin.
    pub organization: String,
    /// The guide.
    pub app: String,
    /// Where the application lives.
    pub address: String,
    /// When it began (RFC 3339).
    pub at: String,
    /// A number of a change request, where one was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Whether the run was to make the application.
    pub made: bool,
    /// The mark of this run in the application's notes.
    pub mark: String,
    /// The application's name in Okta.
    pub label: String,
    /// The application's ID, as soon as it was known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application: Option<String>,
    /// The custom authorization server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server: Option<String>,
    /// What was done, in order.
    pub entries: Vec<Entry>,
}

/// One thing that was done, or about to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Entry {
    /// A member of the application's document.
    Value {
        /// Its path (RFC 6901).
        path: String,
        /// Before; null: it was not there.
        before: Json,
        /// Afterwards.
        after: Json,
    },
    /// Entries of a list of the document.
    List {
        /// Its path.
        path: String,
        /// What was added.
        added: Vec<Json>,
    },
    /// It was activated.
    Activated,
    /// A group was assigned.
    Group {
        /// Its ID.
        id: String,
        /// Its name.
        name: String,
    },
    /// Something was made that has an ID of its own: a claim, a scope, a policy.
    Made {
        /// What.
        what: Made,
        /// Its name.
        name: String,
        /// What was asked for.
        body: Json,
        /// Its ID; absent as long as Okta's answer is not there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        id: Option<String>,
    },
}

/// Something that Usher makes beside the application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Made {
    /// A claim of the organization's own server for this application.
    Claim,
    /// A scope of a custom server.
    ServerScope,
    /// A claim of a custom server.
    ServerClaim,
    /// An access policy of a custom server.
    ServerPolicy,
}

/// Why a record cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum UnreadableJournal {
    /// A newer Usher wrote it.
    #[error("a newer version wrote it")]
    Newer,
    /// It is damaged.
    #[error("it is damaged")]
    Damaged(#[source] serde_json::Error),
}

impl Journal {
    /// Reads a record.
    ///
    /// # Errors
    /// When it is damaged, or a newer Usher wrote it.
    pub fn read(text: &str) -> Result<Self, UnreadableJournal> {
        let value: Json = serde_json::from_str(text).map_err(UnreadableJournal::Damaged)?;
        if value["journal"].as_u64().is_some_and(|version| version > u64::from(JOURNAL_VERSION)) {
            return Err(UnreadableJournal::Newer);
        }
        serde_json::from_value(value).map_err(UnreadableJournal::Damaged)
    }

    /// The record as text.
    pub fn write(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Whether there is anything to take back.
    pub fn is_empty(&self) -> bool {
        !self.made && self.entries.is_empty()
    }
}
