//! `sso.toml`: the connections that a repository declares, so that many of them are verified at once, on any machine.
//!
//! PURE. It is read like a guide: everything that is wrong with it is told at once, with its place. Where a secret lives stands
//! in it, never a secret.

use super::table::table;

/// A file of declared connections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fleet {
    /// They, in the order of the file.
    pub connections: Vec<Declared>,
}

table! {
    /// One declared connection.
    Declared {
        /// The name by which reports call it.
        name: String,
        /// The guide's identifier; an application without a guide of its own where it is left out.
        app: Option<String>,
        /// Answers to the guide's questions.
        set: Vec<(String, String)> = pairs_of("set"),
        /// The Okta organization's address, where the issuer's host is not it.
        organization: Option<String>,
        /// The issuer.
        issuer: Option<String>,
        /// The client ID.
        client_id: Option<String>,
        /// The scopes; those of the guide where there are none.
        scopes: Vec<String>,
        /// Where a test login would come back to.
        redirect_uri: Option<String>,
        /// The application's own configuration; what it says goes before what stands here.
        from: Option<String>,
        /// Which of several places in it is meant.
        entry: Option<String>,
        /// Whether what it refers to is looked up.
        follow_references: bool,
        /// Where the client secret lives.
        secret: Option<SecretPlace>,
        /// Who looks after it, as reports name them.
        owner: Option<String>,
        /// By what it can be selected.
        labels: Vec<(String, String)> = labels(),
        /// Whether the running application is visited.
        live: bool,
        /// Whether questions may be asked that the provider logs as a failure.
        noise: bool = noise(),
        /// Where each of its members stands in the text, from its first byte.
        places: Vec<(String, usize)> = places(),
    }
}

/// Where a client secret lives. Paths are as they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretPlace {
    /// A file that holds nothing else.
    File(String),
    /// A variable of the environment.
    Variable(String),
    /// A command that prints it, run without a shell.
    Command(Vec<String>),
    /// The client has none.
    None,
}

/// Words by which connections are selected without a label.
pub const RESERVED: [&str; 3] = ["name", "app", "owner"];

impl Declared {
    /// One of which nothing but the name is said.
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            app: None,
            set: Vec::new(),
            organization: None,
            issuer: None,
            client_id: None,
            scopes: Vec::new(),
            redirect_uri: None,
            from: None,
            entry: None,
            follow_references: false,
            secret: None,
            owner: None,
            labels: Vec::new(),
            live: false,
            noise: true,
            places: Vec::new(),
        }
    }

    /// Where a member's value starts; where the connection starts for one that is not there.
    pub fn place(&self, member: &str) -> usize {
        let found = self.places.iter().find(|(name, _)| name == member);
        found.or(self.places.first()).map_or(0, |(_, at)| *at)
    }

    /// Whether it is the one that a selection asks for, by a label or by one of [`RESERVED`].
    pub fn is(&self, key: &str, value: &str) -> bool {
        match key {
            "name" => self.name == value,
            "app" => self.app.as_deref().unwrap_or(super::catalogue::GENERIC) == value,
            "owner" => self.owner.as_deref() == Some(value),
            _ => self.labels.iter().any(|(label, is)| label == key && is == value),
        }
    }
}
