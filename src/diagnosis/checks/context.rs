//! What several checks need to know at once: the documents as read, whether the host is Okta's, what the login proved.

use url::Url;

use crate::base::{Answer, Exchange};
use crate::diagnosis::evidence::{Evidence, LoginEvidence, Subject};
use crate::diagnosis::slugs::Slug;
use crate::oidc::discovery::{DocumentError, Metadata};
use crate::oidc::judge::Claims;
use crate::okta::console;
use crate::okta::issuer::server_of;
use crate::okta::organization::Organization;
use crate::okta::probes::Probe;

/// The evidence with what follows from it at once.
pub(super) struct Context<'a> {
    pub(super) evidence: &'a Evidence,
    /// The discovery document, where one came.
    pub(super) metadata: Option<Result<Metadata, DocumentError>>,
    /// The organization document, where the host is Okta's.
    pub(super) organization: Option<Organization>,
    /// Whether the host is known to be Okta's.
    pub(super) okta: bool,
}

impl<'a> Context<'a> {
    pub(super) fn new(evidence: &'a Evidence) -> Self {
        Self {
            evidence,
            metadata: evidence.document(),
            organization: evidence.organization(),
            okta: evidence.is_okta() == Some(true),
        }
    }

    /// What came of a probe.
    pub(super) fn probed(&self, probe: &Probe) -> Option<&'a Exchange> {
        self.evidence.probed.of(probe)
    }

    pub(super) fn subject(&self) -> &'a Subject {
        &self.evidence.subject
    }

    /// Whether a value is not known because it stands where Usher did not look.
    pub(super) fn is_held(&self, value: &str) -> bool {
        value.is_empty() && self.evidence.not_followed.is_some()
    }

    pub(super) fn login(&self) -> Option<&'a LoginEvidence> {
        self.evidence.login.as_ref()
    }

    /// The discovery document, where it could be read.
    pub(super) fn document(&self) -> Option<&Metadata> {
        self.metadata.as_ref().and_then(|read| read.as_ref().ok())
    }

    /// The claims of an ID token that the judge accepted: the login proved what came before it.
    pub(super) fn proven(&self) -> Option<&'a Claims> {
        self.login()?.judged.as_ref()?.as_ref().ok()
    }

    /// Whether the token endpoint issued tokens in the login: client, secret and redirect URI were accepted.
    pub(super) fn tokens_issued(&self) -> bool {
        self.login().is_some_and(|login| {
            let success =
                login.token.as_ref().and_then(|exchange| exchange.answer()).is_some_and(Answer::is_success);
            success && login.token_error.is_none()
        })
    }

    /// Whether the browser came back with a code.
    pub(super) fn code_came(&self) -> bool {
        self.login()
            .is_some_and(|login| login.callback.as_ref().is_some_and(|callback| callback.code.is_some()))
    }

    /// The page of the Admin Console where a finding is corrected, on the organization's own console and nowhere else.
    pub(super) fn link_for(&self, slug: Slug) -> Option<Url> {
        let subject = self.subject();
        if subject.is_other_provider {
            return None;
        }
        let page = slug.page(server_of(&subject.issuer).is_some())?.page(Some(&subject.client_id))?;
        let own = || self.organization.as_ref().and_then(Organization::console);
        let by_name = || console::admin_origin(&Url::parse(&subject.issuer).ok()?);
        Some(console::link(&subject.console.clone().or_else(own).or_else(by_name)?, &page))
    }
}
