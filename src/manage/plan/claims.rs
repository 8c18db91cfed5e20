//! How the application learns a person's groups: a claim of the organization's own server, or one of a custom server.

use serde_json::{Value as Json, json};

use super::super::answer::Refusal;
use super::super::held::Part;
use super::rows::Rows;
use super::{Breaks, Setting, Status};
use crate::apps::OktaPart;
use crate::apps::wanted::ALL_GROUPS;
use crate::base::words::message;
use crate::okta::organization::Engine;

/// Every group that was made in Okta, by its name: in the expression language of the Identity Engine.
const EXPRESSION: &str = "user.getGroups({'group.type': {'OKTA_GROUP'}}).![profile.name]";

impl Rows<'_> {
    /// The groups claim, where the application reads one.
    pub(super) fn claims(&mut self) {
        let Some(claim) = self.wanted.groups_claim.clone() else { return };
        if self.wanted.server.is_some() { self.server_claim(&claim) } else { self.own_claim(&claim) }
    }

    fn own_claim(&mut self, claim: &str) {
        let held = &self.held.claims;
        let wanted = json!({ "name": claim, "expression": EXPRESSION });
        let is_there = held.known().is_some_and(|names| names.iter().any(|name| name == claim));
        let is_classic =
            self.held.organization.known().is_some_and(|organization| organization.engine == Engine::Classic);
        let status = match held {
            _ if is_classic => Status::ByHand,
            Part::Known(_) if is_there => Status::Keep,
            Part::Known(_) => Status::Add,
            Part::Unasked if self.is_new() => Status::Add,
            Part::Unasked | Part::Refused(_) => Status::ByHand,
        };
        let now = if is_there { json!({ "name": claim }) } else { json!(null) };
        let refused = held.refused().cloned();
        let is_new = self.is_new();
        let row = self.row(Setting::GroupsClaim, OktaPart::Claim, status, now, wanted);
        match (status, refused) {
            // What the older filter of the Sign On tab sends cannot be read by the API.
            (Status::ByHand, Some(Refusal::FeatureOff | Refusal::NotFound) | None) => {
                row.unread(message!("manage.why.claim_by_hand", claim = claim));
                row.is_read = is_new;
            }
            (Status::ByHand, Some(why)) => row.unread(message!("manage.why.unread", why = why.message())),
            (Status::Add, _) if !is_new => {
                row.breaks_running = Breaks::Unknown;
                row.because(message!("manage.why.claim_unseen", claim = claim));
            }
            _ => {}
        }
    }

    fn server_claim(&mut self, claim: &str) {
        let wanted = json!({
            "name": claim, "claimType": "IDENTITY", "valueType": "GROUPS", "group_filter_type": "REGEX",
            "value": ALL_GROUPS, "alwaysIncludeInToken": true,
        });
        let is_it = |one: &&Json| {
            one["name"] == claim && one["claimType"] == "IDENTITY" && one["status"] != "INACTIVE"
        };
        let held = self.held.server.claims.known().and_then(|claims| claims.iter().find(is_it));
        let now = held.map_or(json!(null), short);
        let status = if held.is_some() { Status::Keep } else { Status::Add };
        let is_sometimes = held.is_some_and(|one| one["alwaysIncludeInToken"] == false);
        let refused = self.held.server.claims.refused().cloned();
        let row = self.row(Setting::GroupsClaim, OktaPart::Claim, status, now, wanted);
        match refused {
            Some(why) => row.unread(message!("manage.why.unread", why = why.message())),
            None if is_sometimes => {
                row.status = Status::Leave;
                row.because(message!("manage.why.claim_sometimes"));
            }
            None if status == Status::Keep => row.wanted = row.now.clone(),
            None => row.because(message!("manage.why.claim_for_all")),
        }
    }
}

/// What a claim says, without what only Okta needs.
fn short(claim: &Json) -> Json {
    let names = ["name", "claimType", "valueType", "group_filter_type", "value", "alwaysIncludeInToken"];
    names
        .iter()
        .filter(|name| !claim[**name].is_null())
        .map(|name| ((*name).to_owned(), claim[*name].clone()))
        .collect()
}
