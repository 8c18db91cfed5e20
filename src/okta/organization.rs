//! The organization document, `/.well-known/okta-organization`: which engine, which host behind a custom domain.

use serde_json::Value as Json;
use url::Url;

use super::{console, host};
use crate::base::Answer;

/// Which of Okta's two engines the organization runs on; it decides the console's labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Okta Identity Engine (`pipeline: idx`).
    Identity,
    /// Classic Engine (`pipeline: v1`).
    Classic,
    /// The document names another.
    Unknown,
}

/// What the organization says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// Its ID, `00o…`.
    pub id: String,
    /// Its engine.
    pub engine: Engine,
    /// Its own host under Okta's domains.
    pub home: Option<Url>,
    /// Its custom domain, where it has one.
    pub custom_domain: Option<Url>,
}

impl Organization {
    /// The origin of its Admin Console. Only a host under Okta's own domains, or this
    /// computer, counts, whatever the document names.
    pub fn console(&self) -> Option<Url> {
        self.home
            .as_ref()
            .filter(|home| host::kind(home) != host::HostKind::Other)
            .and_then(console::admin_origin)
    }
}

impl Organization {
    /// Where it lives, if that is not this address: neither its own host nor its custom domain. This computer is itself under
    /// every name of it.
    pub fn not_at(&self, address: &Url) -> Option<String> {
        let home = self.home.as_ref()?;
        let is_there = |own: &Url| host::origin(own) == host::origin(address);
        let is_local = [home, address].into_iter().all(|url| host::kind(url) == host::HostKind::Loopback);
        let is_own = is_local || is_there(home) || self.custom_domain.as_ref().is_some_and(is_there);
        (!is_own).then(|| host::origin(home))
    }
}

/// Whether an issuer is known not to be Okta's: its host is none of Okta's own, and what it answered in place of the
/// document is an answer in earnest, not one of a host that is overburdened or broken.
pub fn is_other_provider(issuer: &str, answer: &Answer) -> bool {
    let named_okta = Url::parse(issuer).is_ok_and(|issuer| host::kind(&issuer) == host::HostKind::Okta);
    let in_earnest = answer.status < 500 && answer.status != 429;
    !named_okta && in_earnest && read(answer).is_none()
}

/// Reads the document; `None` when the answer is not one, which means that the host is not known to be Okta's.
pub fn read(answer: &Answer) -> Option<Organization> {
    if !answer.is_success() {
        return None;
    }
    let document: Json = serde_json::from_str(answer.body.reveal()).ok()?;
    let id = document.get("id")?.as_str()?.to_owned();
    let engine = match document.get("pipeline").and_then(Json::as_str) {
        Some("idx") => Engine::Identity,
        Some("v1") => Engine::Classic,
        _ => Engine::Unknown,
    };
    let href = |link: &str| {
        let address = document.get("_links")?.get(link)?.get("href")?.as_str()?;
        Url::parse(address)
            .ok()
            .filter(|url| url.scheme() == "https" || host::kind(url) == host::HostKind::Loopback)
    };
    document.get("pipeline").or_else(|| document.get("_links"))?;
    Some(Organization { id, engine, home: href("organization"), custom_domain: href("alternate") })
}
