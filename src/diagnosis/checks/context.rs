//! What several checks need to know at once: the documents as read, whether the host is Okta's, what the login proved.

use url::Url;

use crate::base::{Answer, Exchange};
use crate::diagnosis::evidence::{Evidence, LoginEvidence, Subject};
use crate::diagnosis::slugs::Slug;
use crate::oidc::discovery::{DocumentError, Metadata};
use crate::oidc::judge::Claims;
use crate::okta::console::{self, Page, Tab};
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

    /// The page in the Admin Console where a finding is mended; only ever on the organization's own console.
    pub(super) fn link_for(&self, slug: Slug) -> Option<Url> {
        let own = self.organization.as_ref().and_then(Organization::console);
        let by_name = || console::admin_origin(&Url::parse(&self.subject().issuer).ok()?);
        if self.subject().is_elsewhere {
            return None;
        }
        let admin = self.subject().console.clone().or(own).or_else(by_name)?;
        let app = |tab| Page::App { client_id: self.subject().client_id.clone(), tab };
        let custom_server = server_of(&self.subject().issuer).is_some();
        let page = match slug {
            Slug::ClientUnknown | Slug::ClientMalformedId | Slug::ClientSecretInId => Page::Applications,
            Slug::LoginUserNotAssigned => app(Tab::Assignments),
            Slug::IssuerModeMismatch | Slug::LoginSignInPolicyDenied => app(Tab::SignOn),
            Slug::ClaimsGroupsMissing | Slug::LoginTooManyGroups | Slug::LoginClaimExpression
                if !custom_server =>
            {
                app(Tab::SignOn)
            }
            Slug::ClaimsGroupsMissing
            | Slug::ClaimsGroupsOnlyInUserinfo
            | Slug::LoginTooManyGroups
            | Slug::LoginClaimExpression
            | Slug::LoginAccessPolicyDenied
            | Slug::LoginScopesDenied
            | Slug::ScopeNotConfigured
            | Slug::ScopeNotAllowed => Page::AuthorizationServers,
            Slug::LoginProviderError
            | Slug::LoginDenied
            | Slug::LoginIdentityProvider
            | Slug::LoginAccountLinking => Page::SystemLog,
            _ if is_client_setting(slug) => app(Tab::General),
            _ => return None,
        };
        Some(console::link(&admin, &page))
    }
}

/// Whether a finding is mended on the application's General tab.
fn is_client_setting(slug: Slug) -> bool {
    ["client.", "redirect.", "grant.", "response_type."]
        .iter()
        .any(|family| slug.as_str().starts_with(family))
        || matches!(
            slug,
            Slug::RefreshNotIssued
                | Slug::ScopeRefreshNotEnabled
                | Slug::LoginConsentRequired
                | Slug::LoginTileNotConfigured
                | Slug::LoginNetworkZone
        )
}
