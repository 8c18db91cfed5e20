//! The steps of a plan: what each is about, what it makes, and where that is seen again.

use serde_json::{Value as Json, json};

use super::super::held::Group;
use super::super::journal::Made;
use super::super::plan::{Row, Setting};
use super::super::wire::Call;
use super::document;

/// One step.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Step {
    /// The application is made.
    Create,
    /// Its document is changed.
    Change,
    /// A group is assigned.
    Assign(Group),
    /// Something is made that stands beside the application.
    Make(Piece),
    /// The application is switched on.
    Activate,
}

/// Where in a step it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// It is read once more, whether it is still as the plan has it.
    Look,
    /// It is written.
    Write,
    /// The answer was lost: it is looked for, for this time.
    Seek(u8),
    /// It is read back.
    Check,
}

/// Something that is made by one request.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) setting: Setting,
    /// What it is, where it can be taken back by itself. A rule goes with its policy.
    pub(super) what: Option<Made>,
    /// The list in which it will stand, below `/api/v1/`.
    pub(super) list: String,
    pub(super) body: Json,
}

impl Piece {
    pub(super) fn name(&self) -> &str {
        self.body["name"].as_str().unwrap_or_default()
    }

    /// Whether something that Okta holds is this one: it says at least all that was asked for.
    pub(super) fn fits(&self, held: &Json) -> bool {
        document::says(held, &self.body)
    }

    pub(super) fn make(&self) -> Call {
        Call::post(self.list.clone(), Some(self.body.clone()))
    }

    pub(super) fn seek(&self) -> Call {
        Call::get(self.list.clone())
    }
}

/// What stands beside the application, from the rows of the plan.
pub(super) struct Pieces<'a> {
    pub(super) server: Option<&'a str>,
    pub(super) mark: &'a str,
}

impl Pieces<'_> {
    /// The claim of the organization's own server, or of the custom one.
    pub(super) fn claim(&self, row: &Row, application: &str) -> Piece {
        let mut body = row.wanted.clone();
        let (what, list) = match self.server {
            None => (Made::Claim, format!("apps/{application}/federated-claims")),
            Some(server) => {
                body["status"] = json!("ACTIVE");
                body["conditions"] = json!({ "scopes": [] });
                (Made::ServerClaim, format!("authorizationServers/{server}/claims"))
            }
        };
        Piece { setting: row.setting, what: Some(what), list, body }
    }

    /// A scope of the custom server.
    pub(super) fn scope(&self, row: &Row, server: &str) -> Piece {
        let name = row.wanted[0].as_str().unwrap_or_default();
        let body = json!({
            "name": name, "displayName": name, "description": self.mark, "consent": "IMPLICIT",
            "metadataPublish": "ALL_CLIENTS",
        });
        let list = format!("authorizationServers/{server}/scopes");
        Piece { setting: row.setting, what: Some(Made::ServerScope), list, body }
    }

    /// An access policy for this application alone. It pushes others down and touches none of their applications.
    pub(super) fn policy(&self, row: &Row, server: &str, client_id: &str) -> Piece {
        let body = json!({
            "type": "OAUTH_AUTHORIZATION_POLICY", "status": "ACTIVE", "name": row.wanted["policy"],
            "description": self.mark, "priority": 1, "conditions": { "clients": { "include": [client_id] } },
        });
        let list = format!("authorizationServers/{server}/policies");
        Piece { setting: row.setting, what: Some(Made::ServerPolicy), list, body }
    }

    /// Its rule, without which it lets nobody in.
    pub(super) fn rule(row: &Row, server: &str, policy: &str) -> Piece {
        let body = json!({
            "type": "RESOURCE_ACCESS", "status": "ACTIVE", "name": row.wanted["policy"], "priority": 1,
            "conditions": {
                "people": { "groups": { "include": row.wanted["groups"] } },
                "grantTypes": { "include": row.wanted["grantTypes"] },
                "scopes": { "include": row.wanted["scopes"] },
            },
            "actions": { "token": {
                "accessTokenLifetimeMinutes": 60, "refreshTokenLifetimeMinutes": 0,
                "refreshTokenWindowMinutes": 10080,
            } },
        });
        let list = format!("authorizationServers/{server}/policies/{policy}/rules");
        Piece { setting: row.setting, what: None, list, body }
    }
}
