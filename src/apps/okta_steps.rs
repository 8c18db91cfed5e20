//! Okta's own steps, written once in `assets/okta/` and named by the guides.

use std::sync::LazyLock;

use super::embedded::OKTA_STEPS;
use super::guide::{ConsolePage, OktaStep, Step};
use super::resolved::Resolved;

/// Every step, read when the first is wanted. An embedded step has no problems; tests see to it.
static STEPS: LazyLock<Vec<OktaStep>> =
    LazyLock::new(|| OKTA_STEPS.iter().filter_map(|(_, text)| OktaStep::parse(text).ok()).collect());

/// The names of all steps.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    OKTA_STEPS.iter().map(|(name, _)| *name)
}

/// A step by its name.
pub(super) fn find(id: &str) -> Option<&'static OktaStep> {
    STEPS.iter().find(|step| step.id == id)
}

/// A part of these steps that something else refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OktaPart {
    /// The sign-in method and the application type.
    Kind,
    /// The grant types.
    Grants,
    /// The sign-in redirect URIs.
    SignIn,
    /// The sign-out redirect URIs.
    SignOut,
    /// The client's credentials.
    Credentials,
    /// Who may sign in.
    Assignments,
    /// The access policy of a custom server.
    AccessPolicy,
    /// The claim that names the groups.
    Claim,
    /// The tile, and how a login that it starts goes.
    Tile,
}

impl OktaPart {
    /// Its identifiers; which of them a guide has, its steps and conditions decide.
    fn ids(self) -> &'static [&'static str] {
        match self {
            Self::Kind => &["create_web_app.kind", "create_native_app.kind"],
            Self::Grants => &["create_web_app.grants", "create_native_app.grants"],
            Self::SignIn => &["create_web_app.sign_in", "create_native_app.sign_in"],
            Self::SignOut => &["create_web_app.sign_out"],
            Self::Credentials => &["client_credentials.client_id", "client_id.client_id"],
            Self::Assignments => &["assign.groups"],
            Self::AccessPolicy => &["access_policy.policy"],
            Self::Claim => &["groups_claim.org_open", "groups_claim.custom_claim"],
            Self::Tile => &["tile.edit"],
        }
    }

    /// The page of the Admin Console that it happens on, with an organization's own server or a custom one.
    pub fn page(self, on_custom_server: bool) -> ConsolePage {
        match self {
            Self::Kind => ConsolePage::Applications,
            Self::Grants | Self::SignIn | Self::SignOut | Self::Credentials | Self::Tile => {
                ConsolePage::AppGeneral
            }
            Self::Assignments => ConsolePage::AppAssignments,
            Self::Claim if !on_custom_server => ConsolePage::AppSignOn,
            Self::Claim | Self::AccessPolicy => ConsolePage::AuthorizationServers,
        }
    }
}

impl Resolved {
    /// The step in Okta that a part is done in, where this guide has it.
    pub fn okta_part(&self, part: OktaPart) -> Option<&Step> {
        let is_part = |step: &&Step| step.id.strip_prefix("okta/").is_some_and(|id| part.ids().contains(&id));
        self.steps.iter().find(is_part)
    }
}

#[cfg(test)]
mod tests {
    use super::{OktaPart, find};

    const ALL: [OktaPart; 9] = [
        OktaPart::Kind,
        OktaPart::Grants,
        OktaPart::SignIn,
        OktaPart::SignOut,
        OktaPart::Credentials,
        OktaPart::Assignments,
        OktaPart::AccessPolicy,
        OktaPart::Claim,
        OktaPart::Tile,
    ];

    #[test]
    fn every_part_is_there_and_happens_on_its_page() {
        for part in ALL {
            for id in part.ids() {
                let (step, name) = id.split_once('.').expect("a step and its part");
                let parts = find(step).map(|step| step.parts.as_slice()).unwrap_or_default();
                let found = parts.iter().find(|one| one.id == name).unwrap_or_else(|| panic!("no {id}"));
                let pages = [part.page(false), part.page(true)];
                assert!(found.link.is_none_or(|link| pages.contains(&link)), "{id} is on another page");
            }
        }
    }
}
