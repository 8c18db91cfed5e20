//! What a practice Okta holds: people, groups, applications, authorization servers, and what was issued.
//!
//! Everything here is plain data in memory, gone when the practice ends.

use serde_json::Value as Json;

use super::app::{App, GroupsClaim};
use super::fault::Faults;
use super::log::{LogEvent, short};
use super::people::{self, User};
use super::state::{State, keep};
use crate::base::Timestamp;

/// A whole organization.
#[derive(Debug, Clone)]
pub struct Org {
    /// The organization's name, as the pages show it.
    pub name: String,
    /// Its own origin without a slash at the end: `http://localhost:8780`, `https://example.okta.com`.
    pub origin: String,
    /// The origin of its custom domain, where it has one.
    pub custom_origin: Option<String>,
    /// The applications.
    pub apps: Vec<App>,
    /// The people.
    pub users: Vec<User>,
    /// The names of the groups.
    pub groups: Vec<String>,
    /// The custom authorization servers; the organization's own needs no entry.
    pub servers: Vec<Server>,
    /// What is wrong with it.
    pub faults: Faults,
    /// What happened, oldest first.
    pub log: Vec<LogEvent>,
    /// How many `/authorize` requests a minute are answered.
    pub authorize_limit: u32,
    /// How many requests to the management API a minute are answered.
    pub api_limit: u32,
    pub(super) state: State,
}

/// A custom authorization server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Its ID: `default`, or `aus…`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it has an access policy with a rule that lets everybody in.
    pub access_policy: bool,
    /// Scopes beyond the standard ones.
    pub extra_scopes: Vec<String>,
    /// A groups claim, always in the ID token.
    pub groups_claim: Option<GroupsClaim>,
    /// Access policies that were made by the API.
    pub policies: Vec<AccessPolicy>,
    /// Scopes and claims that were made by the API, as it knows them.
    pub documents: Vec<Json>,
}

/// An access policy as the API knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessPolicy {
    /// The policy.
    pub document: Json,
    /// Its rules.
    pub rules: Vec<Json>,
}

impl Server {
    /// Whether an access policy lets people in who sign in to this application.
    pub fn lets_in(&self, client_id: &str) -> bool {
        let names = |value: Option<&Json>, wanted: &[&str]| {
            let all = value.and_then(Json::as_array).into_iter().flatten();
            all.filter_map(Json::as_str).any(|one| wanted.contains(&one))
        };
        let clients = [client_id, "ALL_CLIENTS"];
        let covers = |policy: &AccessPolicy| {
            names(policy.document.pointer("/conditions/clients/include"), &clients)
                && policy.rules.iter().any(|rule| {
                    names(rule.pointer("/conditions/people/groups/include"), &["EVERYONE"])
                        && names(rule.pointer("/conditions/grantTypes/include"), &["authorization_code"])
                        && names(rule.pointer("/conditions/scopes/include"), &["*"])
                })
        };
        self.access_policy || self.policies.iter().any(covers)
    }
}

impl Org {
    /// An organization at an origin, with the practice people and groups, the `default` authorization server without
    /// an access policy, and no application.
    pub fn new(name: &str, origin: &str) -> Self {
        Self {
            name: name.to_owned(),
            origin: origin.trim_end_matches('/').to_owned(),
            custom_origin: None,
            apps: Vec::new(),
            users: people::users(),
            groups: people::groups(),
            servers: vec![Server {
                id: "default".to_owned(),
                name: "default".to_owned(),
                access_policy: false,
                extra_scopes: Vec::new(),
                groups_claim: None,
                policies: Vec::new(),
                documents: Vec::new(),
            }],
            faults: Faults::default(),
            log: Vec::new(),
            authorize_limit: 60,
            api_limit: 50,
            state: State::default(),
        }
    }

    /// The same with faults.
    pub fn with_faults(mut self, faults: Faults) -> Self {
        self.faults = faults;
        self
    }

    /// The application with this client ID.
    pub fn app(&self, client_id: &str) -> Option<&App> {
        self.apps.iter().find(|app| app.client_id == client_id)
    }

    /// The application with this client ID, to be changed.
    pub fn app_mut(&mut self, client_id: &str) -> Option<&mut App> {
        self.apps.iter_mut().find(|app| app.client_id == client_id)
    }

    /// The custom authorization server with this ID.
    pub fn server(&self, id: &str) -> Option<&Server> {
        self.servers.iter().find(|server| server.id == id)
    }

    /// The custom authorization server with this ID, to be changed.
    pub fn server_mut(&mut self, id: &str) -> Option<&mut Server> {
        self.servers.iter_mut().find(|server| server.id == id)
    }

    /// The person with this username, whatever its case.
    pub fn user(&self, login: &str) -> Option<&User> {
        self.users.iter().find(|user| user.login.eq_ignore_ascii_case(login))
    }

    /// Notes that something went well.
    pub(super) fn note(&mut self, at: Timestamp, event: &'static str, actor: &str, detail: &str) {
        let (actor, detail) = (short(actor), short(detail));
        keep(&mut self.log, LogEvent { at, event, success: true, reason: String::new(), actor, detail });
    }

    /// Notes a failure with its reason.
    pub(super) fn note_failure(
        &mut self,
        at: Timestamp,
        event: &'static str,
        reason: &str,
        actor: &str,
        detail: &str,
    ) {
        let (actor, detail, reason) = (short(actor), short(detail), reason.to_owned());
        keep(&mut self.log, LogEvent { at, event, success: false, reason, actor, detail });
    }
}
