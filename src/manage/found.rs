//! Which application may be the one: by its client ID, a redirect URI, the address that starts its login, its name.

use super::application::Application;
use crate::apps::Wanted;
use crate::base::named;

named! {
    /// Why an application may be the one, the surest first.
    #[derive(PartialOrd, Ord)]
    FoundBy {
        /// Its client ID is known.
        ClientId = "client_id",
        /// The person chose it.
        Choice = "choice",
        /// Usher made it for this application: its notes say so.
        Mark = "mark",
        /// It has a redirect URI of the guide.
        RedirectUri = "redirect_uri",
        /// Its login starts at the application's own host.
        InitiateUri = "initiate_uri",
        /// It is called so.
        Label = "label",
    }
}

/// An application that may be the one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its ID.
    pub id: String,
    /// Its client ID.
    pub client_id: String,
    /// Its name.
    pub label: String,
    /// Whether it is in use.
    pub is_active: bool,
    /// Why it may be the one.
    pub found_by: FoundBy,
}

impl Candidate {
    pub(super) fn new(application: &Application, found_by: FoundBy) -> Self {
        Self {
            id: application.id().to_owned(),
            client_id: application.client_id().to_owned(),
            label: application.label().to_owned(),
            is_active: application.is_active(),
            found_by,
        }
    }
}

/// Why an application may be the one, if it may.
pub(super) fn reason(application: &Application, wanted: &Wanted, client_id: Option<&str>) -> Option<FoundBy> {
    if client_id.is_some_and(|id| id == application.client_id()) {
        return Some(FoundBy::ClientId);
    }
    if super::mark::bears(application, &super::mark::of(wanted)) {
        return Some(FoundBy::Mark);
    }
    let uris = application.list("/settings/oauthClient/redirect_uris");
    let own = wanted.redirect_uris.iter().filter(|uri| uri.is_complete());
    if own.clone().any(|uri| uris.iter().any(|one| one == uri.reveal())) {
        return Some(FoundBy::RedirectUri);
    }
    let host = |address: &str| url::Url::parse(address).ok()?.host_str().map(str::to_owned);
    let started = host(application.text("/settings/oauthClient/initiate_login_uri"));
    if started.is_some() && own.clone().any(|uri| host(uri.reveal()) == started) {
        return Some(FoundBy::InitiateUri);
    }
    let is_called_so = application.label().trim().eq_ignore_ascii_case(wanted.label.trim());
    is_called_so.then_some(FoundBy::Label)
}

/// The one that it is, where a single one has the surest reason; of several, the single one that is in use.
pub(super) fn choose(candidates: &[Candidate]) -> Option<&Candidate> {
    let best = candidates.iter().map(|one| one.found_by).min()?;
    let surest: Vec<&Candidate> = candidates.iter().filter(|one| one.found_by == best).collect();
    let active: Vec<&Candidate> = surest.iter().copied().filter(|one| one.is_active).collect();
    match (surest.as_slice(), active.as_slice()) {
        ([one], _) | (_, [one]) => Some(one),
        _ => None,
    }
}
