//! Custom authorization servers as the API has them: scopes, claims, access policies and their rules.

use serde_json::{Value as Json, json};

use super::super::app::GroupMatch;
use super::super::documents::STANDARD_SCOPES;
use super::super::fault::Fault;
use super::super::org::Server;
use super::super::reply;
use super::super::visit::Visit;
use super::MADE;
use crate::base::Answer;

/// The policy and the rule that let everybody in.
const POLICY: &str = "00ppractice000000001";
const RULE: &str = "0prpractice000000001";

impl Visit<'_> {
    /// `GET /api/v1/authorizationServers/{id}` and what is below it.
    pub(super) fn authorization_server(&mut self, id: &str, rest: &[&str]) -> Answer {
        if self.org.faults.has(Fault::NoApiAccessManagement) {
            return self.feature_off();
        }
        let Some(server) = self.org.server(id).cloned() else {
            return self.summary(
                404,
                "E0000007",
                &format!("Not found: Resource not found: {id} (AuthorizationServer)"),
            );
        };
        match self.request.method.as_str() {
            "POST" => return self.make_on_server(id, rest),
            "DELETE" => return self.remove_from_server(id, rest),
            _ if self.reads() => {}
            _ => return self.wrong_method(),
        }
        let value = match rest {
            [] => self.server(&server),
            ["scopes"] => json!(self.server_scopes(&server)),
            ["claims"] => json!(self.server_claims(&server)),
            ["policies"] => json!(self.access_policies(&server)),
            ["policies", POLICY, "rules"] if self.has_policy(&server) => json!([self.rule(&server)]),
            ["policies", policy, "rules"] => {
                match server.policies.iter().find(|one| one.document["id"] == *policy) {
                    Some(held) => json!(held.rules),
                    None => return self.not_found(&format!("{policy} (Policy)")),
                }
            }
            other => return self.not_found(&other.join("/")),
        };
        reply::json(200, &value, self.now)
    }

    fn has_policy(&self, server: &Server) -> bool {
        server.access_policy && !self.org.faults.has(Fault::NoAccessPolicy)
    }

    fn server_href(&self, server: &Server, below: &str) -> Json {
        let href = self.href(&format!("authorizationServers/{}{below}", server.id));
        json!({ "href": href, "hints": { "allow": ["GET"] } })
    }

    fn server(&self, server: &Server) -> Json {
        json!({
            "id": server.id,
            "name": server.name,
            "description": "",
            "audiences": [format!("api://{}", server.name)],
            "issuer": format!("{}/oauth2/{}", self.origin, server.id),
            "issuerMode": "DYNAMIC",
            "status": "ACTIVE",
            "created": MADE,
            "lastUpdated": MADE,
            "credentials": {
                "signing": { "kid": self.keys.kid(), "rotationMode": "MANUAL", "lastRotated": MADE },
            },
            "default": server.id == "default",
            "_links": {
                "self": self.server_href(server, ""),
                "scopes": self.server_href(server, "/scopes"),
                "claims": self.server_href(server, "/claims"),
                "policies": self.server_href(server, "/policies"),
            },
        })
    }

    fn server_scopes(&self, server: &Server) -> Vec<Json> {
        let own = STANDARD_SCOPES.iter().map(|name| ((*name).to_owned(), true));
        let all = own.chain(server.extra_scopes.iter().map(|name| (name.clone(), false)));
        let one = |(at, (name, system)): (usize, (String, bool))| {
            if let Some(made) = server.made("scp", &name) {
                return made;
            }
            json!({
                "id": format!("scppractice{at:09}"), "name": name, "displayName": name, "description": null,
                "system": system, "metadataPublish": if system { "ALL_CLIENTS" } else { "NO_CLIENTS" },
                "consent": "IMPLICIT", "optional": false, "apiResourceId": null, "default": false,
                "_links": { "self": self.server_href(server, &format!("/scopes/scppractice{at:09}")) },
            })
        };
        all.enumerate().map(one).collect()
    }

    fn server_claims(&self, server: &Server) -> Vec<Json> {
        let link = |id: &str| self.server_href(server, &format!("/claims/{id}"));
        let mut all = vec![json!({
            "id": "oclpractice000000001", "name": "zoneinfo", "status": "ACTIVE", "claimType": "IDENTITY",
            "valueType": "SYSTEM", "conditions": { "scopes": ["profile"] }, "system": true,
            "alwaysIncludeInToken": false, "apiResourceId": null, "_links": { "self": link("oclpractice000000001") },
        })];
        let made = server.groups_claim.as_ref().and_then(|claim| server.made("ocl", &claim.name));
        if let Some(made) = made {
            all.push(made);
        } else if let Some(claim) = &server.groups_claim {
            let by = match claim.by {
                GroupMatch::StartsWith => "STARTS_WITH",
                GroupMatch::Equals => "EQUALS",
                GroupMatch::Contains => "CONTAINS",
                GroupMatch::Regex => "REGEX",
            };
            all.push(json!({
                "id": "oclpractice000000002", "name": claim.name, "status": "ACTIVE", "claimType": "IDENTITY",
                "valueType": "GROUPS", "value": claim.value, "group_filter_type": by,
                "conditions": { "scopes": [] }, "system": false, "alwaysIncludeInToken": true,
                "apiResourceId": null, "_links": { "self": link("oclpractice000000002") },
            }));
        }
        all
    }

    fn access_policies(&self, server: &Server) -> Vec<Json> {
        let policy = json!({
            "id": POLICY, "status": "ACTIVE", "name": "Everybody", "description": "", "priority": 1,
            "system": false, "conditions": { "clients": { "include": ["ALL_CLIENTS"] } }, "created": MADE,
            "lastUpdated": MADE, "type": "OAUTH_AUTHORIZATION_POLICY",
            "_links": { "self": self.server_href(server, &format!("/policies/{POLICY}")) },
        });
        let made = server.policies.iter().map(|held| held.document.clone());
        self.has_policy(server).then_some(policy).into_iter().chain(made).collect()
    }

    fn rule(&self, server: &Server) -> Json {
        json!({
            "id": RULE, "status": "ACTIVE", "name": "Everybody", "priority": 1, "created": MADE,
            "lastUpdated": MADE, "system": false,
            "conditions": {
                "people": { "users": { "exclude": [] }, "groups": { "include": ["EVERYONE"] } },
                "grantTypes": { "include": ["authorization_code", "implicit"] },
                "scopes": { "include": ["*"] },
            },
            "actions": {
                "token": {
                    "accessTokenLifetimeMinutes": 60, "refreshTokenLifetimeMinutes": 0,
                    "refreshTokenWindowMinutes": 10080,
                },
            },
            "type": "RESOURCE_ACCESS",
            "_links": { "self": self.server_href(server, &format!("/policies/{POLICY}/rules/{RULE}")) },
        })
    }
}

impl Server {
    /// What was made by the API under a name.
    fn made(&self, kind: &str, name: &str) -> Option<Json> {
        let is_it =
            |one: &&Json| one["name"] == name && one["id"].as_str().is_some_and(|id| id.starts_with(kind));
        self.documents.iter().find(is_it).cloned()
    }
}
