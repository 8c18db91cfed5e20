//! What is said about a person: the claims that the scopes allow, and the groups that the filter lets through.

use serde_json::{Map, Value as Json, json};

use super::app::{App, GroupMatch, GroupsClaim};
use super::fault::Fault;
use super::pattern;
use super::people::User;
use super::state::{Granted, ServerId};
use super::visit::Visit;

/// What an organization says of a person in an ID token beside which it issues an access token, where it keeps that token thin
/// as those before about 2021 did; the rest is in userinfo.
const THIN: [&str; 3] = ["name", "email", "preferred_username"];

/// Which answer the claims are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    IdToken,
    Userinfo,
}

impl Visit<'_> {
    /// Claims about the person of a grant, by scope. `sub` is not among them.
    pub(super) fn claims(&self, grant: &Granted, place: Place) -> Map<String, Json> {
        let mut claims = Map::new();
        let Some(user) = self.org.user(&grant.login) else { return claims };
        let faults = &self.org.faults;
        let asked = |scope: &str| grant.request.scopes.iter().any(|one| one == scope);
        if asked("profile") {
            profile(user, &mut claims);
        }
        if faults.has(Fault::UsernameMissing) {
            claims.remove("preferred_username");
        }
        if let Some(email) =
            user.email.as_ref().filter(|_| asked("email") && !faults.has(Fault::EmailMissing))
        {
            let verified = user.email_verified && !faults.has(Fault::EmailUnverified);
            claims.insert("email".to_owned(), email.as_str().into());
            let as_text = faults.has(Fault::EmailVerifiedText).then(|| verified.to_string().into());
            if !faults.has(Fault::EmailVerifiedMissing) {
                claims.insert("email_verified".to_owned(), as_text.unwrap_or_else(|| verified.into()));
            }
        }
        if faults.has(Fault::ThinIdToken) && place == Place::IdToken {
            claims.retain(|name, _| THIN.contains(&name.as_str()));
        }
        if let Some((name, groups)) = self.groups(grant, user, place) {
            claims.insert(name, groups);
        }
        if faults.has(Fault::HugeClaims) {
            let long: Vec<String> = (0..4000).map(|number| format!("entitlement-{number:05}")).collect();
            claims.insert("entitlements".to_owned(), json!(long));
        }
        claims
    }

    /// The groups claim, where one is set up and holds a group. No group that fits: no claim, never an empty list.
    fn groups(&self, grant: &Granted, user: &User, place: Place) -> Option<(String, Json)> {
        let faults = &self.org.faults;
        let filter = match &grant.request.server {
            ServerId::Org => {
                let asked = grant.request.scopes.iter().any(|scope| scope == "groups");
                let app = self.org.app(&grant.request.client_id);
                if let Some(claim) = app.and_then(App::federated_groups) {
                    let made = user.groups.iter().filter(|group| *group != super::people::EVERYONE);
                    let made: Vec<&String> = made.collect();
                    return (!made.is_empty()).then(|| (claim.to_owned(), json!(made)));
                }
                app.filter(|_| asked).and_then(App::groups_filter)
            }
            ServerId::Custom(id) => self.org.server(id).and_then(|server| server.groups_claim.as_ref()),
        }?;
        let userinfo_only = faults.has(Fault::GroupsInUserinfoOnly) && place == Place::IdToken;
        if faults.has(Fault::GroupsMissing) || userinfo_only {
            return None;
        }
        let name = filter.name.clone();
        if faults.has(Fault::GroupsEmpty) {
            return Some((name, json!([])));
        }
        let found: Vec<&String> = user.groups.iter().filter(|group| filter.lets_through(group)).collect();
        if faults.has(Fault::GroupsAsString) {
            return found.first().map(|group| (name, json!(group)));
        }
        (!found.is_empty()).then(|| (name, json!(found)))
    }
}

impl App {
    /// The name of the claim that is an expression for all groups made in Okta. Without the projection to their names the
    /// expression is accepted and gives nothing.
    fn federated_groups(&self) -> Option<&str> {
        let gives = |expression: &str| {
            expression.starts_with("user.getGroups(") && expression.ends_with(".![profile.name]")
        };
        let found = self.federated_claims.iter().find(|claim| gives(&claim.expression));
        found.map(|claim| claim.name.as_str())
    }

    fn groups_filter(&self) -> Option<&GroupsClaim> {
        self.groups_claim.as_ref()
    }
}

impl GroupsClaim {
    /// Whether a group passes the filter.
    pub fn lets_through(&self, group: &str) -> bool {
        match self.by {
            GroupMatch::StartsWith => group.starts_with(&self.value),
            GroupMatch::Equals => group == self.value,
            GroupMatch::Contains => group.contains(&self.value),
            GroupMatch::Regex => pattern::matches(&self.value, group),
        }
    }
}

fn profile(user: &User, claims: &mut Map<String, Json>) {
    let name = format!("{} {}", user.given_name, user.family_name);
    let all = [
        ("name", json!(name)),
        ("preferred_username", json!(user.login)),
        ("given_name", json!(user.given_name)),
        ("family_name", json!(user.family_name)),
        ("locale", json!("en-US")),
        ("zoneinfo", json!("Europe/Berlin")),
        ("updated_at", json!(1_767_225_600)),
    ];
    claims.extend(all.map(|(name, value)| (name.to_owned(), value)));
}
