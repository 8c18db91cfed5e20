//! What is made and removed on a custom authorization server by the API: scopes, claims, access policies and their rules.

use serde_json::{Value as Json, json};

use super::super::app::{GroupMatch, GroupsClaim};
use super::super::org::{AccessPolicy, Server};
use super::super::reply;
use super::super::visit::Visit;
use super::MADE;
use crate::base::Answer;

impl Visit<'_> {
    /// `POST` below a server: 201 with what was made.
    pub(super) fn make_on_server(&mut self, id: &str, rest: &[&str]) -> Answer {
        let Some(mut made) = self.json_body() else { return self.not_well_formed() };
        let Some(mut server) = self.org.server(id).cloned() else { return self.not_found(id) };
        let prefix = match rest {
            ["scopes"] => "scp",
            ["claims"] => "ocl",
            ["policies"] => "00p",
            ["policies", _, "rules"] => "0pr",
            _ => return self.wrong_method(),
        };
        let name = made["name"].as_str().unwrap_or_default().to_owned();
        if name.is_empty() || is_taken(&server, rest, &name) {
            return self.invalid("name", "name: The name is already in use or left blank.");
        }
        let own = self.seeds.id(prefix);
        let place = format!("authorizationServers/{id}/{}/{own}", rest.join("/"));
        filled(&mut made, rest, &own, &self.href(&place));
        match rest {
            ["scopes"] => {
                server.extra_scopes.push(name);
                server.documents.push(made.clone());
            }
            ["claims"] => {
                server.groups_claim = groups_claim(&made).or(server.groups_claim);
                server.documents.push(made.clone());
            }
            ["policies"] => {
                server.policies.push(AccessPolicy { document: made.clone(), rules: Vec::new() });
            }
            ["policies", policy, ..] => {
                let held = server.policies.iter_mut().find(|one| one.document["id"] == *policy);
                let Some(held) = held else { return self.not_found(&format!("{policy} (Policy)")) };
                held.rules.push(made.clone());
            }
            _ => {}
        }
        self.keep_server(server);
        reply::json(201, &made, self.now)
    }

    fn keep_server(&mut self, server: Server) {
        let id = server.id.clone();
        if let Some(place) = self.org.server_mut(&id) {
            *place = server;
        }
        self.org.note(self.now, "oauth2.as.updated", "api token", &id);
    }

    /// `DELETE` below a server: 204.
    pub(super) fn remove_from_server(&mut self, id: &str, rest: &[&str]) -> Answer {
        let Some(mut server) = self.org.server(id).cloned() else { return self.not_found(id) };
        let is_gone = match rest {
            ["scopes" | "claims", one] => {
                let at = server.documents.iter().position(|made| made["id"] == *one);
                let made = at.map(|at| server.documents.remove(at));
                if let Some(name) = made.as_ref().and_then(|made| made["name"].as_str()) {
                    if rest.first() == Some(&"scopes") {
                        server.extra_scopes.retain(|scope| scope != name);
                    } else {
                        server.groups_claim = server.groups_claim.filter(|claim| claim.name != name);
                    }
                }
                made.is_some()
            }
            ["policies", one] => {
                let before = server.policies.len();
                server.policies.retain(|policy| policy.document["id"] != *one);
                server.policies.len() < before
            }
            _ => return self.wrong_method(),
        };
        if !is_gone {
            return self.not_found(&rest.join("/"));
        }
        self.keep_server(server);
        reply::empty(204, self.now)
    }
}

fn is_taken(server: &Server, rest: &[&str], name: &str) -> bool {
    match rest {
        ["scopes"] => server.extra_scopes.iter().any(|scope| scope == name),
        ["claims"] => server.groups_claim.as_ref().is_some_and(|claim| claim.name == name),
        ["policies"] => server.policies.iter().any(|policy| policy.document["name"] == name),
        _ => false,
    }
}

/// What Okta adds and fills in.
fn filled(made: &mut Json, rest: &[&str], id: &str, href: &str) {
    let defaults = match rest {
        ["scopes"] => json!({
            "displayName": null, "description": null, "system": false, "metadataPublish": "NO_CLIENTS",
            "consent": "IMPLICIT", "optional": false, "apiResourceId": null, "default": false,
        }),
        ["claims"] => json!({
            "status": "ACTIVE", "conditions": { "scopes": [] }, "system": false, "alwaysIncludeInToken": true,
            "apiResourceId": null,
        }),
        ["policies"] => json!({
            "status": "ACTIVE", "description": null, "priority": 1, "system": false,
            "conditions": { "clients": { "include": [] } }, "created": MADE, "lastUpdated": MADE,
        }),
        _ => {
            json!({ "status": "ACTIVE", "priority": 1, "system": false, "created": MADE, "lastUpdated": MADE })
        }
    };
    for (name, value) in defaults.as_object().into_iter().flatten() {
        if made[name].is_null() {
            made[name] = value.clone();
        }
    }
    made["id"] = json!(id);
    made["_links"] = json!({ "self": { "href": href, "hints": { "allow": ["GET", "PUT", "DELETE"] } } });
}

fn groups_claim(made: &Json) -> Option<GroupsClaim> {
    if made["valueType"] != "GROUPS" {
        return None;
    }
    let by = match made["group_filter_type"].as_str() {
        Some("STARTS_WITH") => GroupMatch::StartsWith,
        Some("EQUALS") => GroupMatch::Equals,
        Some("CONTAINS") => GroupMatch::Contains,
        _ => GroupMatch::Regex,
    };
    let text = |name: &str| made[name].as_str().unwrap_or_default().to_owned();
    Some(GroupsClaim { name: text("name"), by, value: text("value") })
}
