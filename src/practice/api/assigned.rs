//! Who is assigned to an application, and its claims of the organization's own server.

use serde_json::{Value as Json, json};

use super::super::app::FederatedClaim;
use super::super::fault::Fault;
use super::super::reply;
use super::super::visit::Visit;
use super::MADE;
use crate::base::Answer;

impl Visit<'_> {
    /// `GET /api/v1/apps/{id}/groups`.
    pub(super) fn assigned_groups(&mut self, id: &str) -> Answer {
        let Some(app) = self.org.app(id) else { return self.no_app(id) };
        let everyone = app.assignments.everyone.then(|| super::super::people::EVERYONE.to_owned());
        let names: Vec<String> = everyone.into_iter().chain(app.assignments.groups.iter().cloned()).collect();
        let embeds = self.query.text("expand") == "group";
        let one = |(priority, name): (usize, &String)| {
            let group = self.group(name)?;
            let mut value = self.assignment(id, &group, priority);
            if embeds {
                value["_embedded"] = json!({ "group": group });
            }
            Some(value)
        };
        let all: Vec<Json> = names.iter().enumerate().filter_map(one).collect();
        self.page_of(&all, 200)
    }

    fn assignment(&self, id: &str, group: &Json, priority: usize) -> Json {
        let group_id = group["id"].as_str().unwrap_or_default();
        json!({
            "id": group["id"], "lastUpdated": MADE, "priority": priority, "profile": {},
            "_links": {
                "app": { "href": self.href(&format!("apps/{id}")) },
                "self": { "href": self.href(&format!("apps/{id}/groups/{group_id}")) },
                "group": { "href": self.href(&format!("groups/{group_id}")) },
            },
        })
    }

    /// `GET`, `PUT` and `DELETE` of `/api/v1/apps/{id}/groups/{group}`.
    pub(super) fn group_assignment(&mut self, id: &str, group: &str) -> Answer {
        let Some(app) = self.org.app(id) else { return self.no_app(id) };
        let found =
            self.org.groups.iter().find(|name| self.group(name).is_some_and(|one| one["id"] == group));
        let Some(name) = found.cloned() else {
            return self.not_found(&format!("{group} (UserGroup)"));
        };
        let held = app.assignments.groups.iter().position(|one| *one == name);
        let priority = held.unwrap_or(app.assignments.groups.len());
        match self.request.method.as_str() {
            "PUT" => {
                if held.is_none() {
                    self.org.note(self.now, "group.application_assignment.add", "api token", id);
                    if let Some(app) = self.org.app_mut(id) {
                        app.assignments.groups.push(name.clone());
                    }
                }
            }
            "DELETE" if held.is_some() => {
                if let Some(app) = self.org.app_mut(id) {
                    app.assignments.groups.retain(|one| *one != name);
                }
                self.org.note(self.now, "group.application_assignment.remove", "api token", id);
                return reply::empty(204, self.now);
            }
            "GET" if held.is_some() => {}
            "GET" | "DELETE" => return self.not_found(&format!("{group} (GroupAppAssignment)")),
            _ => return self.wrong_method(),
        }
        let value = self.group(&name).map(|one| self.assignment(id, &one, priority)).unwrap_or_default();
        reply::json(200, &value, self.now)
    }

    /// `GET /api/v1/apps/{id}/users`: those that are assigned by themselves.
    pub(super) fn assigned_people(&mut self, id: &str) -> Answer {
        let Some(app) = self.org.app(id) else { return self.no_app(id) };
        let people = app.assignments.people.iter().filter_map(|login| self.org.user(login));
        let one = |user: &super::super::people::User| {
            json!({
                "id": user.id, "status": "PROVISIONED", "created": MADE, "lastUpdated": MADE, "scope": "USER",
                "credentials": { "userName": user.login }, "profile": {},
            })
        };
        let all: Vec<Json> = people.map(one).collect();
        self.page_of(&all, 500)
    }

    /// `GET` and `POST` of `/api/v1/apps/{id}/federated-claims`. The older filter of the Sign On tab is none of them.
    pub(super) fn federated_claims(&mut self, id: &str) -> Answer {
        let app = self.org.app(id).filter(|_| !self.org.faults.has(Fault::ClassicEngine));
        let Some(app) = app else { return self.no_app(id) };
        if self.reads() {
            let all: Vec<Json> = app.federated_claims.iter().map(claim).collect();
            return reply::json(200, &Json::Array(all), self.now);
        }
        let Some(body) = self.json_body() else { return self.not_well_formed() };
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        let (name, expression) = (text("name"), text("expression"));
        let is_taken = app.federated_claims.iter().any(|claim| claim.name == name);
        if name.is_empty() || expression.is_empty() || is_taken {
            return self.invalid("name", "name: The name is already in use or left blank.");
        }
        let made = FederatedClaim { id: self.seeds.id("ofc"), name, expression };
        let value = claim(&made);
        self.org.note(self.now, "application.lifecycle.update", "api token", id);
        if let Some(app) = self.org.app_mut(id) {
            app.federated_claims.push(made);
        }
        reply::json(201, &value, self.now)
    }

    /// `GET` and `DELETE` of `/api/v1/apps/{id}/federated-claims/{claim}`.
    pub(super) fn federated_claim(&mut self, id: &str, claim_id: &str) -> Answer {
        let found =
            self.org.app(id).and_then(|app| app.federated_claims.iter().find(|one| one.id == claim_id));
        let Some(found) = found else { return self.not_found(&format!("{claim_id} (FederatedClaim)")) };
        let value = claim(found);
        match self.request.method.as_str() {
            "GET" => reply::json(200, &value, self.now),
            "DELETE" => {
                if let Some(app) = self.org.app_mut(id) {
                    app.federated_claims.retain(|one| one.id != claim_id);
                }
                reply::empty(204, self.now)
            }
            _ => self.wrong_method(),
        }
    }
}

fn claim(claim: &FederatedClaim) -> Json {
    json!({
        "id": claim.id, "name": claim.name, "expression": claim.expression, "created": MADE, "lastUpdated": MADE,
    })
}
