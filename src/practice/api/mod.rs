//! Okta's management API as Okta answers it, as far as a set-up needs it: applications, groups, policies, authorization servers.
//!
//! Whoever asks holds one of the practice's own API tokens. They are no secrets: nothing real is behind them.

use serde_json::Value as Json;

use super::fault::Fault;
use super::reply;
use super::visit::Visit;
use crate::base::Answer;

mod applications;
mod assigned;
mod document;
mod groups;
mod registering;
mod server_writes;
mod servers;

/// An API token of a Super Administrator of the practice. Like any secret it is blotted out wherever it appears, so no name there
/// may hold it.
pub const TOKEN: &str = "practice-super-administrator";
/// One of a Read-only Administrator.
pub const READ_ONLY_TOKEN: &str = "practice-read-only";
/// One of an Application Administrator, who may do everything but what is about authorization servers.
pub const APPLICATIONS_TOKEN: &str = "practice-application-administrator";
/// One of a Group Administrator, who sees groups and no applications.
pub const GROUPS_TOKEN: &str = "practice-groups";

/// When everything in the practice was made.
pub(super) const MADE: &str = "2026-01-06T09:19:37.000Z";

/// What a role may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Everything,
    Applications,
    Reading,
    Groups,
}

impl Role {
    fn may(self, part: Option<&str>, reads: bool) -> bool {
        match self {
            Self::Everything => true,
            Self::Applications => part != Some("authorizationServers"),
            Self::Reading => reads,
            Self::Groups => reads && part == Some("groups"),
        }
    }
}

impl Visit<'_> {
    /// A request to the API.
    pub(super) fn api(&mut self, parts: &[&str]) -> Answer {
        let Some(role) = self.role() else { return self.summary(401, "E0000011", "Invalid token provided") };
        if self.is_over_limit() {
            return self.too_many();
        }
        if !role.may(parts.first().copied(), self.reads()) {
            return self.forbidden();
        }
        // HEAD is answered as GET.
        let method = if self.reads() { "GET" } else { self.request.method.as_str() };
        match (method, parts) {
            ("GET", ["apps"]) => self.applications(),
            ("POST", ["apps"]) => self.create_application(),
            ("GET", ["apps", id]) => self.application(id),
            ("PUT", ["apps", id]) => self.replace_application(id),
            ("DELETE", ["apps", id]) => self.delete_application(id),
            ("POST", ["apps", id, "lifecycle", act]) => self.application_lifecycle(id, act),
            ("GET", ["apps", id, "groups"]) => self.assigned_groups(id),
            (_, ["apps", id, "groups", group]) => self.group_assignment(id, group),
            ("GET", ["apps", id, "users"]) => self.assigned_people(id),
            ("GET" | "POST", ["apps", id, "federated-claims"]) => self.federated_claims(id),
            (_, ["apps", id, "federated-claims", claim]) => self.federated_claim(id, claim),
            ("GET", ["groups"]) => self.list_groups(),
            ("GET", ["policies", id]) => self.sign_in_policy(id),
            (_, ["authorizationServers", id, rest @ ..]) => self.authorization_server(id, rest),
            ("GET", other) => self.not_found(&other.join("/")),
            _ => self.wrong_method(),
        }
    }

    fn role(&self) -> Option<Role> {
        let (scheme, token) = self.request.header("authorization")?.split_once(' ')?;
        if scheme != "SSWS" {
            return None;
        }
        match token {
            TOKEN => Some(Role::Everything),
            APPLICATIONS_TOKEN => Some(Role::Applications),
            READ_ONLY_TOKEN => Some(Role::Reading),
            GROUPS_TOKEN => Some(Role::Groups),
            _ => None,
        }
    }

    fn forbidden(&mut self) -> Answer {
        self.summary(403, "E0000006", "You do not have permission to perform the requested action")
    }

    /// A feature that this organization does not have.
    fn feature_off(&mut self) -> Answer {
        let sentence = "You do not have permission to access the feature you are requesting";
        self.summary(401, "E0000015", sentence)
    }

    /// Counts a request of this minute.
    fn is_over_limit(&mut self) -> bool {
        let minute = self.now.seconds().div_euclid(60);
        let (counted, number) = self.org.state.api_window;
        let number = if counted == minute { number + 1 } else { 1 };
        self.org.state.api_window = (minute, number);
        number > self.org.api_limit || self.org.faults.has(Fault::RateLimited)
    }

    /// A page of a list, with the links to itself and to the next one.
    fn page_of(&mut self, all: &[Json], most: usize) -> Answer {
        let asked = self.query.get("limit").and_then(|limit| limit.parse::<usize>().ok());
        let limit = asked.filter(|limit| *limit > 0).unwrap_or(most).min(most);
        let after = self.query.get("after").map(str::to_owned);
        let is_it = |one: &Json| one["id"].as_str() == after.as_deref();
        let start = match &after {
            None => 0,
            Some(_) => match all.iter().position(is_it) {
                Some(at) => at + 1,
                None => return self.bad_cursor(),
            },
        };
        let page = all.get(start..).unwrap_or_default();
        let (page, rest) = page.split_at(limit.min(page.len()));
        let mut answer = reply::json(200, &Json::Array(page.to_vec()), self.now);
        answer = reply::with(answer, "link", &self.link("self", after.as_deref()));
        let last = page.last().and_then(|one| one["id"].as_str()).filter(|_| !rest.is_empty());
        match last {
            Some(last) => reply::with(answer, "link", &self.link("next", Some(last))),
            None => answer,
        }
    }

    fn bad_cursor(&mut self) -> Answer {
        self.refused_for(400, "E0000029", "Invalid paging request.", "Invalid cursor.")
    }

    /// A refusal with its cause.
    fn refused_for(&mut self, status: u16, code: &str, summary: &str, cause: &str) -> Answer {
        let value = serde_json::json!({
            "errorCode": code, "errorSummary": summary, "errorLink": code, "errorId": self.seeds.id("oae"),
            "errorCauses": [{ "errorSummary": cause }],
        });
        reply::json(status, &value, self.now)
    }

    fn link(&self, rel: &str, after: Option<&str>) -> String {
        let mut url = self.request.url.clone();
        let others: Vec<(String, String)> = url
            .query_pairs()
            .filter(|(name, _)| name != "after")
            .map(|(a, b)| (a.into_owned(), b.into_owned()))
            .collect();
        url.set_query(None);
        if after.is_some() || !others.is_empty() {
            let mut pairs = url.query_pairs_mut();
            pairs.extend_pairs(after.map(|after| ("after", after)));
            pairs.extend_pairs(others);
        }
        format!("<{url}>; rel=\"{rel}\"")
    }

    /// An address of the API, as links name it.
    fn href(&self, path: &str) -> String {
        format!("{}/api/v1/{path}", self.origin)
    }
}
