//! The plan: what Okta holds beside what is wanted, one row for each setting. It takes nothing away that others added, and
//! leaves alone what cannot be changed without breaking those who sign in now.

use serde_json::{Value as Json, json};

use super::application::Application;
use super::found::{Candidate, FoundBy};
use super::held::{Held, Kind};
use crate::apps::{OktaPart, Wanted};
use crate::base::named;
use crate::base::words::Message;
use crate::okta::organization::Organization;

mod claims;
mod client;
mod people;
mod policy;
mod rows;

pub(super) use people::counted;
use rows::Rows;

named! {
    /// What becomes of a setting.
    #[derive(PartialOrd, Ord)]
    Status {
        /// It is as wanted.
        Keep = "keep",
        /// It is missing, and is put beside what is there.
        Add = "add",
        /// It is otherwise, and becomes what is wanted.
        Change = "change",
        /// It is otherwise, or more, and stays as it is.
        Leave = "leave",
        /// A person does it, or looks: these rights, or this way, do not go so far.
        ByHand = "by_hand",
    }
}

named! {
    /// A setting, by the API's own word in snake case.
    Setting {
        /// Its name in the Admin Console.
        Label = "label",
        /// Whether it is in use.
        AppStatus = "status",
        /// Web, browser, native.
        ApplicationType = "application_type",
        /// Sign-in redirect URIs.
        RedirectUris = "redirect_uris",
        /// Whether those may hold a wildcard.
        WildcardRedirect = "wildcard_redirect",
        /// Sign-out redirect URIs.
        SignOutUris = "post_logout_redirect_uris",
        /// Grants.
        GrantTypes = "grant_types",
        /// Response types.
        ResponseTypes = "response_types",
        /// How the client authenticates.
        ClientAuthentication = "token_endpoint_auth_method",
        /// Whether PKCE is required.
        Pkce = "pkce_required",
        /// Whether tokens are bound to a key.
        Dpop = "dpop_bound_access_tokens",
        /// Whether people are asked for their consent.
        Consent = "consent_method",
        /// Which issuer the organization's own server uses.
        IssuerMode = "issuer_mode",
        /// Whether a refresh token is replaced when it is used.
        RefreshToken = "refresh_token",
        /// How a login starts from Okta.
        IdpInitiatedLogin = "idp_initiated_login",
        /// Where it starts.
        InitiateLoginUri = "initiate_login_uri",
        /// Whether the tile is hidden.
        Hide = "hide",
        /// Whether everybody may sign in without being assigned.
        ImplicitAssignment = "implicit_assignment",
        /// The groups that may sign in.
        Groups = "groups",
        /// The claim that names a person's groups.
        GroupsClaim = "groups_claim",
        /// Scopes of the custom server.
        ServerScopes = "server_scopes",
        /// The access policy of the custom server.
        ServerAccessPolicy = "server_access_policy",
        /// The policy by which people sign in.
        SignInPolicy = "app_sign_in_policy",
    }
}

named! {
    /// Whether a change would break the logins of those who sign in now.
    Breaks {
        /// It would.
        True = "true",
        /// It would not.
        False = "false",
        /// Nobody can tell from here.
        Unknown = "unknown",
    }
}

/// One row of the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The setting.
    pub setting: Setting,
    /// What becomes of it.
    pub status: Status,
    /// What Okta holds, as the API has it; null where there is nothing, or where it could not be read.
    pub now: Json,
    /// What it shall be afterwards.
    pub wanted: Json,
    /// Why, or what to know about it.
    pub why: Option<Message>,
    /// Whether nobody can sign in to the application as long as it is so.
    pub stops_login: bool,
    /// Whether changing it breaks the logins of those who sign in now.
    pub breaks_running: Breaks,
    /// Whether it could be read.
    pub is_read: bool,
    /// The step by hand that is about it.
    pub part: OktaPart,
}

impl Row {
    /// Whether something is to be done about it.
    pub fn differs(&self) -> bool {
        let is_open = matches!(self.status, Status::Add | Status::Change | Status::ByHand);
        self.is_read && (is_open || self.stops_login)
    }
}

/// What differs between the application in Okta and its guide.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The organization; `None` where it did not say who it is.
    pub organization: Option<(Organization, Kind)>,
    /// The application's ID, client ID and name, and why it is this one.
    pub application: Option<Candidate>,
    /// The applications that may be the one, where it is not clear which.
    pub candidates: Vec<Candidate>,
    /// A sentence about why there is no such application, or none was compared.
    pub why_none: Option<Message>,
    /// Whether what was to be read could not be read.
    pub is_incomplete: bool,
    /// The rows, in the order of Okta's own pages.
    pub rows: Vec<Row>,
    /// The scopes, or the rights of a role, that are missing.
    pub missing: Vec<&'static str>,
    /// What is wanted, with what others added.
    pub after: Wanted,
}

impl Plan {
    /// Whether the application is yet to be made.
    pub fn is_new(&self) -> bool {
        self.application.is_none()
    }

    /// Whether something is to be done.
    pub fn differs(&self) -> bool {
        self.rows.iter().any(Row::differs)
    }
}

/// Compares.
pub fn plan(wanted: &Wanted, held: &Held, client_id: Option<&str>) -> Plan {
    let organization = held.organization.known().map(|organization| {
        let kind = organization.home.as_ref().map_or(Kind::Unknown, Kind::of);
        (organization.clone(), kind)
    });
    let application = held.application.as_ref();
    let mut plan = Plan {
        organization,
        application: application.map(|(application, found_by)| Candidate::new(application, *found_by)),
        candidates: held.candidates.clone(),
        why_none: None,
        is_incomplete: held.nothing().is_some() || (application.is_none() && held.not_looked.is_some()),
        rows: Vec::new(),
        missing: held.missing.clone(),
        after: wanted.clone(),
    };
    if held.nothing().is_some() {
        return plan;
    }
    if application.is_none() {
        plan.why_none = Some(why_none(held, client_id));
        // One that is there and cannot be seen, or is one of several, is not made a second time.
        let is_there = client_id.is_some() || held.not_looked.is_some() || !held.candidates.is_empty();
        if is_there {
            plan.is_incomplete = true;
            return plan;
        }
    }
    let mut rows = Rows::new(wanted, held);
    rows.client();
    rows.tile();
    rows.people();
    rows.claims();
    rows.policies();
    plan.is_incomplete |= rows.all.iter().any(|row| !row.is_read);
    plan.after = rows.after;
    plan.rows = rows.all;
    plan
}

fn why_none(held: &Held, client_id: Option<&str>) -> Message {
    use crate::base::words::message;
    match (&held.not_looked, client_id) {
        (Some(why), _) => message!("manage.none.not_looked", why = why.message()),
        (None, Some(id)) => message!("manage.none.not_seen", id = id),
        (None, None) if held.candidates.is_empty() => message!("manage.none.new"),
        (None, None) => message!("manage.none.several"),
    }
}

/// What an application has under a path, as JSON.
fn now(application: Option<&Application>, path: &str) -> Json {
    application.map_or(json!(null), |application| application.at(path).clone())
}

impl Candidate {
    /// Whether it is sure that it is the one.
    pub fn is_sure(&self) -> bool {
        matches!(self.found_by, FoundBy::ClientId | FoundBy::Choice | FoundBy::Mark)
    }
}
