//! The policies: whether the custom server gives this application tokens, and by which rules people sign in.

use serde_json::{Value as Json, json};

use super::super::held::Part;
use super::rows::Rows;
use super::{Setting, Status};
use crate::apps::OktaPart;
use crate::base::words::message;

impl Rows<'_> {
    /// The custom server's scope and access policy, and the sign-in policy.
    pub(super) fn policies(&mut self) {
        if self.wanted.server.is_some() {
            self.server_scope();
            self.access_policy();
        }
        self.sign_in_policy();
    }

    fn server_scope(&mut self) {
        let Some(scope) = self.wanted.server_scope() else { return };
        let held = &self.held.server.scopes;
        let is_there = held.known().is_some_and(|names| names.iter().any(|name| name == scope));
        let now = if is_there { json!([scope]) } else { json!(null) };
        let status = if is_there { Status::Keep } else { Status::Add };
        let refused = held.refused().cloned();
        let row = self.row(Setting::ServerScopes, OktaPart::AccessPolicy, status, now, json!([scope]));
        match refused {
            Some(why) => row.unread(message!("manage.why.unread", why = why.message())),
            // A server refuses every login that asks for a scope which it does not have.
            None if !is_there => {
                row.stops_login = true;
                row.because(message!("manage.why.scope", scope = scope));
            }
            None => {}
        }
    }

    fn access_policy(&mut self) {
        let wanted = json!({
            "policy": self.wanted.label, "grantTypes": self.wanted.rule_grants(), "scopes": ["*"],
            "groups": ["EVERYONE"],
        });
        let server = &self.held.server;
        let unread = server.itself.refused().or(server.policies.refused()).cloned();
        let policies = server.policies.known().cloned().unwrap_or_default();
        let is_off = server.itself.known().is_some_and(|(_, is_active)| !is_active);
        let grants = self.wanted.rule_grants();
        let lets_in = policies.iter().find(|(_, rules)| {
            rules.known().is_some_and(|rules| rules.iter().any(|rule| fits(rule, &grants)))
        });
        let rules_unread = policies.iter().find_map(|(_, rules)| rules.refused()).cloned();
        let name = |policy: &Json| json!({ "policy": policy["name"] });
        let now = lets_in.map_or(json!(null), |(policy, _)| name(policy));
        let is_covered = lets_in.is_some();
        let status = if is_covered { Status::Keep } else { Status::Add };
        let row = self.row(Setting::ServerAccessPolicy, OktaPart::AccessPolicy, status, now, wanted);
        if let Some(why) = unread.or(rules_unread.filter(|_| !is_covered)) {
            row.unread(message!("manage.why.unread", why = why.message()));
        } else if is_off {
            row.status = Status::ByHand;
            row.stops_login = true;
            row.because(message!("manage.why.server_off"));
        } else if is_covered {
            row.wanted = row.now.clone();
        } else {
            row.stops_login = true;
            row.because(message!("manage.why.no_policy"));
        }
    }

    /// Shown by its name, and never changed.
    fn sign_in_policy(&mut self) {
        let (now, unread) = match &self.held.policy {
            Part::Unasked => return,
            Part::Known(name) => (json!(name), None),
            Part::Refused(why) => (json!(null), Some(why.message())),
        };
        let row = self.row(Setting::SignInPolicy, OktaPart::Assignments, Status::Leave, now.clone(), now);
        row.because(if let Some(why) = unread {
            message!("manage.why.sign_in_policy_unread", why = why)
        } else {
            message!("manage.why.sign_in_policy")
        });
    }
}

/// Whether a rule gives tokens for all of these grants.
fn fits(rule: &Json, grants: &[&str]) -> bool {
    let list = |path: &str| -> Vec<&str> {
        let items = rule.pointer(path).and_then(Json::as_array).into_iter().flatten();
        items.filter_map(Json::as_str).collect()
    };
    let allowed = list("/conditions/grantTypes/include");
    let scopes = list("/conditions/scopes/include");
    let people =
        [list("/conditions/people/groups/include"), list("/conditions/people/users/include")].concat();
    rule["status"] != "INACTIVE"
        && grants.iter().all(|grant| allowed.contains(grant))
        && !scopes.is_empty()
        && !people.is_empty()
}
