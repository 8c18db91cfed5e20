//! What each answer leads to: a part of what Okta holds, and the questions that follow from it.

use serde_json::Value as Json;

use super::super::answer::Refusal;
use super::super::application::{Application, is_id};
use super::super::found::{Candidate, FoundBy};
use super::super::held::{Group, Part};
use super::super::request::Ask;
use super::{Access, Look, Question, items};
use crate::base::{Answer, Secret, Timestamp};
use crate::okta::organization;

impl Look {
    /// Reads the value of an answer.
    pub(super) fn read(&mut self, question: &Question, value: Json, next: Option<&str>) {
        match &question.ask {
            Ask::Organization => self.organization(&value),
            Ask::AccessToken => self.access_token(&value),
            Ask::App(id) => self.one(id, Application(value)),
            Ask::Policy(_) => {
                let name = value["name"].as_str().map(str::to_owned);
                self.held.policy = name.map_or(Part::Refused(Refusal::Unreadable), Part::Known);
            }
            Ask::Server(_) => {
                let issuer = value["issuer"].as_str().unwrap_or_default().to_owned();
                self.held.server.itself = Part::Known((issuer, value["status"] != "INACTIVE"));
            }
            ask => match items(value) {
                Some(items) => self.list(question, items, next),
                None => self.refused(ask, Refusal::Unreadable),
            },
        }
    }

    fn organization(&mut self, value: &Json) {
        let body = Secret::new(value.to_string());
        let answer = Answer { status: 200, headers: Vec::new(), body, at: Timestamp(0), elapsed_ms: 0 };
        let Some(organization) = organization::read(&answer) else {
            return self.refused(&Ask::Organization, Refusal::Unreadable);
        };
        if let Some(home) = organization.not_at(&self.terms.organization) {
            return self.refused(&Ask::Organization, Refusal::OtherHost(home));
        }
        self.held.organization = Part::Known(organization);
        match &self.terms.access {
            Access::Token(_) => self.begin(),
            Access::Service(_) => self.at_once(Ask::AccessToken),
        }
    }

    fn access_token(&mut self, value: &Json) {
        let token =
            value["access_token"].as_str().filter(|token| token.bytes().all(|one| one.is_ascii_graphic()));
        let is_bearer = value["token_type"].as_str().is_some_and(|kind| kind.eq_ignore_ascii_case("bearer"));
        match token {
            Some(_) if self.scopes.granted() => self.ask_for_fewer(),
            Some(token) if is_bearer => {
                self.bearer = Some(Secret::new(token));
                self.begin();
            }
            Some(_) => self.refused(&Ask::AccessToken, Refusal::ProofWanted),
            None => self.refused(&Ask::AccessToken, Refusal::Unreadable),
        }
    }

    /// The questions that depend on nothing else.
    fn begin(&mut self) {
        let known = self.terms.chosen.clone().or_else(|| self.terms.client_id.clone());
        let first = known.filter(|id| is_id(id)).map_or(Ask::Apps, Ask::App);
        let groups = self.terms.wanted.groups.clone();
        self.held.groups = groups.iter().map(|name| (name.clone(), Part::Unasked)).collect();
        let server = self.terms.wanted.server.clone().filter(|id| is_id(id));
        self.then([first]);
        self.then(groups.into_iter().map(Ask::Group));
        if let Some(id) = server {
            self.then([Ask::Server(id.clone()), Ask::ServerPolicies(id.clone())]);
            if self.terms.wanted.groups_claim.is_some() {
                self.then([Ask::ServerClaims(id.clone())]);
            }
            if self.terms.wanted.server_scope().is_some() {
                self.then([Ask::ServerScopes(id)]);
            }
        }
    }

    /// The application that was asked for by its ID.
    fn one(&mut self, id: &str, application: Application) {
        let is_chosen = self.terms.chosen.as_deref() == Some(id);
        let is_it = is_chosen || self.terms.client_id.as_deref() == Some(application.client_id());
        if !application.is_own() || !is_it {
            // Another ID than its client ID, or one of the catalogue: it may still be in the list.
            self.held.not_looked = is_chosen.then_some(Refusal::NotFound);
            if !is_chosen {
                self.at_once(Ask::Apps);
            }
            return;
        }
        let found_by = if is_chosen { FoundBy::Choice } else { FoundBy::ClientId };
        self.held.candidates = vec![Candidate::new(&application, found_by)];
        self.found(application, found_by);
    }

    /// The application that it is, and what else there is to know of it.
    pub(super) fn found(&mut self, application: Application, found_by: FoundBy) {
        let id = application.id().to_owned();
        let policy = application.policy().map(|id| Ask::Policy(id.to_owned()));
        let own_claim = self.terms.wanted.groups_claim.is_some() && self.terms.wanted.server.is_none();
        self.held.application = Some((application, found_by));
        if !is_id(&id) {
            return;
        }
        self.then([Ask::Assigned(id.clone(), true)]);
        self.then(own_claim.then_some(Ask::Claims(id)));
        self.then(policy);
    }

    fn list(&mut self, question: &Question, items: Vec<Json>, next: Option<&str>) {
        match &question.ask {
            Ask::Apps => {
                self.listed.extend(items.into_iter().map(Application).filter(Application::is_own));
                if !self.turn_page(question, next) {
                    self.sift();
                }
            }
            Ask::Assigned(id, _) => {
                let mut all = self.held.assigned.known().cloned().unwrap_or_default();
                all.extend(items.iter().filter_map(|item| group(item, "/_embedded/group/profile/name")));
                let is_empty = all.is_empty();
                self.held.assigned = Part::Known(all);
                if !self.turn_page(question, next) && is_empty {
                    self.then([Ask::People(id.clone())]);
                }
            }
            Ask::People(_) => self.held.people = Part::Known(!items.is_empty()),
            Ask::Group(name) => {
                let named = items.iter().filter_map(|item| group(item, "/profile/name"));
                let found: Vec<Group> = named.filter(|group| group.name == *name).collect();
                self.group(name, Part::Known(found));
            }
            Ask::Claims(_) => self.held.claims = Part::Known(names(&items)),
            Ask::ServerScopes(_) => self.held.server.scopes = Part::Known(names(&items)),
            Ask::ServerClaims(_) => self.held.server.claims = Part::Known(items),
            Ask::ServerPolicies(server) => self.policies(server, items),
            Ask::ServerRules(_, policy) => self.rules(policy, Part::Known(items)),
            _ => {}
        }
    }

    /// The policies that can be about this application: those of all clients, and those that name it.
    fn policies(&mut self, server: &str, items: Vec<Json>) {
        let client =
            self.held.application.as_ref().map(|(application, _)| application.client_id().to_owned());
        let covers = |policy: &Json| {
            let clients = policy.pointer("/conditions/clients/include").and_then(Json::as_array);
            let mut clients = clients.into_iter().flatten().filter_map(Json::as_str);
            clients.any(|one| one == "ALL_CLIENTS" || Some(one) == client.as_deref())
        };
        let about: Vec<Json> =
            items.into_iter().filter(|policy| policy["status"] != "INACTIVE" && covers(policy)).collect();
        let ids: Vec<String> = about
            .iter()
            .filter_map(|policy| policy["id"].as_str())
            .filter(|id| is_id(id))
            .map(str::to_owned)
            .collect();
        self.held.server.policies =
            Part::Known(about.into_iter().map(|policy| (policy, Part::Unasked)).collect());
        self.then(ids.into_iter().map(|policy| Ask::ServerRules(server.to_owned(), policy)));
    }

    fn rules(&mut self, policy: &str, rules: Part<Vec<Json>>) {
        if let Part::Known(policies) = &mut self.held.server.policies
            && let Some((_, held)) = policies.iter_mut().find(|(one, _)| one["id"] == policy)
        {
            *held = rules;
        }
    }

    fn group(&mut self, name: &str, found: Part<Vec<Group>>) {
        if let Some((_, held)) = self.held.groups.iter_mut().find(|(one, _)| one == name) {
            *held = found;
        }
    }

    /// Notes why a part could not be read, and goes on where that makes sense.
    pub(super) fn refused(&mut self, ask: &Ask, why: Refusal) {
        if why == Refusal::NotAllowed {
            ask.scope().into_iter().for_each(|scope| self.miss(scope));
        }
        if why.ends_all() || *ask == Ask::AccessToken {
            self.questions.clear();
            self.held.not_looked.get_or_insert(why.clone());
        }
        match ask {
            Ask::Organization => self.held.organization = Part::Refused(why),
            Ask::AccessToken => self.held.not_looked = Some(why),
            // It may have an ID of its own: then it is in the list.
            Ask::App(_) if why == Refusal::NotFound && self.terms.chosen.is_none() => self.at_once(Ask::Apps),
            Ask::App(_) | Ask::Apps => {
                self.held.not_looked = Some(why);
                // What was listed so far may hold it all the same.
                self.sift();
            }
            Ask::Assigned(..) => self.held.assigned = Part::Refused(why),
            Ask::People(_) => self.held.people = Part::Refused(why),
            Ask::Claims(_) => self.held.claims = Part::Refused(why),
            Ask::Policy(_) => self.held.policy = Part::Refused(why),
            Ask::Group(name) => self.group(name, Part::Refused(why)),
            Ask::Server(_) => self.held.server.itself = Part::Refused(why),
            Ask::ServerScopes(_) => self.held.server.scopes = Part::Refused(why),
            Ask::ServerClaims(_) => self.held.server.claims = Part::Refused(why),
            Ask::ServerPolicies(_) => self.held.server.policies = Part::Refused(why),
            Ask::ServerRules(_, policy) => self.rules(policy, Part::Refused(why)),
        }
    }
}

/// A group of an answer, with the number of its people where that was added.
fn group(item: &Json, name: &str) -> Option<Group> {
    let id = item["id"].as_str()?.to_owned();
    let name = item.pointer(name).and_then(Json::as_str).map_or_else(|| id.clone(), str::to_owned);
    Some(Group { id, name, people: item.pointer("/_embedded/stats/usersCount").and_then(Json::as_u64) })
}

fn names(items: &[Json]) -> Vec<String> {
    items.iter().filter_map(|item| item["name"].as_str()).map(str::to_owned).collect()
}
