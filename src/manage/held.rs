//! What Okta holds, as far as it was read: each part with its value, or with the reason why there is none.

use serde_json::Value as Json;
use url::Url;

use super::answer::Refusal;
use super::application::Application;
use super::found::{Candidate, FoundBy};
use crate::base::named;
use crate::okta::organization::Organization;

/// One part of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Part<T> {
    /// Nobody needed it.
    #[default]
    Unasked,
    /// It was read.
    Known(T),
    /// It could not be read.
    Refused(Refusal),
}

impl<T> Part<T> {
    /// The value, where it was read.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            _ => None,
        }
    }

    /// Why it could not be read.
    pub fn refused(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(why) => Some(why),
            _ => None,
        }
    }
}

named! {
    /// What an organization is for.
    Kind {
        /// People work with it.
        Production = "production",
        /// Okta's releases are tried in it.
        Preview = "preview",
        /// It is for trying Okta, or for developing.
        Trial = "trial",
        /// A custom domain that does not tell, or this computer.
        Unknown = "unknown",
    }
}

impl Kind {
    /// By the organization's own host, as far as a name can tell.
    pub(super) fn of(home: &Url) -> Self {
        let host = home.host_str().unwrap_or_default();
        let name = host.split('.').next().unwrap_or_default();
        let made = ["trial-", "dev-", "integrator-", "demo-"];
        if host.ends_with(".oktapreview.com") {
            Self::Preview
        } else if !matches!(crate::okta::host::kind(home), crate::okta::host::HostKind::Okta) {
            Self::Unknown
        } else if made.iter().any(|start| name.starts_with(start)) {
            Self::Trial
        } else {
            Self::Production
        }
    }
}

/// A group of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its ID.
    pub id: String,
    /// Its name; its ID where that was not told.
    pub name: String,
    /// How many people are in it, where that was told.
    pub people: Option<u64>,
}

/// A custom authorization server, as far as a login depends on it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ServerHeld {
    /// Its issuer, and whether it is active.
    pub itself: Part<(String, bool)>,
    /// The names of its scopes.
    pub scopes: Part<Vec<String>>,
    /// Its claims, raw.
    pub claims: Part<Vec<Json>>,
    /// Its access policies, each with its rules; raw.
    pub policies: Part<Vec<(Json, Part<Vec<Json>>)>>,
}

/// What Okta holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Held {
    /// The organization.
    pub organization: Part<Organization>,
    /// The application, where it is clear which one it is.
    pub application: Option<(Application, FoundBy)>,
    /// Why it could not be looked for.
    pub not_looked: Option<Refusal>,
    /// The applications that may be the one, the likeliest first.
    pub candidates: Vec<Candidate>,
    /// The groups that it is assigned to.
    pub assigned: Part<Vec<Group>>,
    /// Whether single people are assigned to it.
    pub people: Part<bool>,
    /// The wanted groups, by name: those of that name.
    pub groups: Vec<(String, Part<Vec<Group>>)>,
    /// The names of its claims of the organization's own server.
    pub claims: Part<Vec<String>>,
    /// The name of its sign-in policy.
    pub policy: Part<String>,
    /// The custom authorization server.
    pub server: ServerHeld,
    /// The scopes, or the rights of a role, without which something could not be read.
    pub missing: Vec<&'static str>,
}

impl Held {
    /// Why nothing at all could be read, where that is so.
    pub fn nothing(&self) -> Option<&Refusal> {
        let not_looked = self.not_looked.as_ref().filter(|_| self.application.is_none());
        self.organization
            .refused()
            .or(not_looked.filter(|why| why.ends_all() || **why == Refusal::ScopeRefused))
    }
}
