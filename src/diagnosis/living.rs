//! What the visit to the living application showed, and what follows from it at once: who sent it, and to which server.

use url::Url;

use super::checks::{RedirectSaid, said_of_redirect};
use super::evidence::Evidence;
use crate::apps::guide::{Confirmed, RedirectFrom};
use crate::apps::recipe::{Cures, Recipe};
use crate::base::Exchange;
use crate::live::{Captured, Seen, is_private, is_same_endpoint};
use crate::okta::host::{self, HostKind};
use crate::okta::organization;
use crate::okta::probes::{APPLICATION, LIVE_ORGANIZATION, LIVE_REDIRECT, LIVE_REQUEST, Sent};

/// The visit, with what it was made by.
#[derive(Debug, Clone, PartialEq)]
pub struct LiveEvidence {
    /// What was seen.
    pub seen: Seen,
    /// How the application was visited.
    pub recipe: Recipe,
    /// What the guide says of PKCE: `always`, `when offered` or `unknown`.
    pub pkce: String,
    /// Whether the person pasted the address, so that nothing was visited and what it shows is sure.
    pub is_pasted: bool,
    /// Whether nothing else is checked, since no values were given beside the application's address.
    pub alone: bool,
    /// Whether issuer and client ID are those that the application sends, since none were given.
    pub adopted: bool,
    /// The state of Usher's own for this visit.
    pub state: String,
}

/// Who made the request that was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sender {
    /// The application.
    Application,
    /// Something in front of it.
    InFront {
        /// The host of its callback.
        host: String,
        /// The path of its callback.
        path: String,
    },
}

/// To which server the application sends people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Server {
    /// To the issuer's.
    Right,
    /// To the same one under another host of the same organization.
    OtherHost,
    /// To another authorization server of the same host or organization.
    OtherPath,
    /// To another organization, or another provider.
    OtherProvider,
    /// Whose host it is was not asked yet.
    NotAsked,
    /// There is no issuer to compare with.
    NoIssuer,
}

impl LiveEvidence {
    /// Whether what the visit shows may be called wrong: the way in is known from the source, the documentation, or the
    /// application itself.
    pub fn is_verified(&self) -> bool {
        self.is_pasted || self.recipe.live.as_ref().is_some_and(|live| live.verified != Confirmed::No)
    }

    /// Where the application takes its redirect URI from.
    pub fn redirect_from(&self) -> RedirectFrom {
        self.recipe.live.as_ref().map(|live| live.redirect_from).unwrap_or_default()
    }

    /// Where a wrong value is set.
    pub fn cures(&self) -> &Cures {
        &self.recipe.cures
    }
}

impl Evidence {
    /// What the application sends, where it was seen.
    pub fn captured(&self) -> Option<&Captured> {
        self.live.as_ref()?.seen.captured().next()
    }

    /// Who sent it. The callback tells: nothing in front of an application could use the application's own.
    pub fn live_sender(&self) -> Sender {
        let Some(captured) = self.captured() else { return Sender::Application };
        let is_adopted = self.live.as_ref().is_some_and(|live| live.adopted);
        let client = Some(self.subject.client_id.as_str()).filter(|id| !id.is_empty() && !is_adopted);
        let Some(sent) = captured.redirect_uri.as_deref().and_then(|uri| Url::parse(uri).ok()) else {
            return Sender::Application;
        };
        let own: Vec<Url> =
            self.subject.app_redirects.iter().filter_map(|uri| Url::parse(uri).ok()).collect();
        let path = |url: &Url| url.path().trim_end_matches('/').to_ascii_lowercase();
        let same_path = |own: &Url| path(own) == path(&sent);
        let same_host = |own: &Url| own.host_str() == sent.host_str();
        let is_own = match client {
            _ if own.is_empty() => true,
            Some(client) if client == captured.client_id => true,
            Some(_) => own.iter().any(|own| same_path(own) && same_host(own)),
            None => own.iter().any(same_path),
        };
        if is_own {
            return Sender::Application;
        }
        let host = sent.host_str().unwrap_or_default();
        let host = sent.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
        Sender::InFront { host, path: sent.path().to_owned() }
    }

    /// The authorization endpoint of the issuer; by the usual path where the issuer has not described itself.
    pub fn expected_endpoint(&self) -> Option<Url> {
        let issuer = &self.subject.issuer;
        let described = self.metadata().map(|document| document.authorization_endpoint);
        let usual = || {
            let base = issuer.trim_end_matches('/');
            let middle = if base.contains("/oauth2/") { "" } else { "/oauth2" };
            Url::parse(&format!("{base}{middle}/v1/authorize")).ok()
        };
        described.or_else(usual).filter(|_| !issuer.is_empty())
    }

    /// To which server the application sends people.
    pub fn live_server(&self) -> Server {
        let (Some(captured), Some(expected)) = (self.captured(), self.expected_endpoint()) else {
            return Server::NoIssuer;
        };
        if is_same_endpoint(&captured.endpoint, &expected) {
            return Server::Right;
        }
        if host::origin(&captured.endpoint) == host::origin(&expected) {
            return Server::OtherPath;
        }
        let by_path = |is_same: bool| match (is_same, captured.endpoint.path() == expected.path()) {
            (true, true) => Server::OtherHost,
            (true, false) => Server::OtherPath,
            (false, _) => Server::OtherProvider,
        };
        let Some(own) = self.organization() else { return by_path(false) };
        let is_named = |url: &Option<Url>| {
            url.as_ref().is_some_and(|url| host::origin(url) == host::origin(&captured.endpoint))
        };
        if is_named(&own.home) || is_named(&own.custom_domain) {
            return by_path(true);
        }
        match self.probed.of(&LIVE_ORGANIZATION) {
            Some(exchange) => {
                let other = exchange.answer().and_then(organization::read);
                by_path(other.is_some_and(|other| other.id == own.id))
            }
            None if self.other_origin().is_some() => Server::NotAsked,
            None => by_path(false),
        }
    }

    /// The host to which the application sends people, where it may be asked which organization it belongs to: by https, and
    /// nothing private on the word of something public.
    fn other_origin(&self) -> Option<&str> {
        let (captured, live) = (self.captured()?, self.live.as_ref()?);
        let issuer = Url::parse(&self.subject.issuer).ok()?;
        let base = live.recipe.base.as_ref();
        let is_inward = is_private(&captured.endpoint) && base.is_none_or(|base| !is_private(base));
        let is_safe =
            captured.endpoint.scheme() == "https" || host::kind(&captured.endpoint) == HostKind::Loopback;
        let is_other = host::origin(&captured.endpoint) != host::origin(&issuer);
        let end = captured.endpoint.as_str().len() - captured.endpoint.path().len();
        (is_other && is_safe && !is_inward).then(|| captured.endpoint.as_str().get(..end)).flatten()
    }

    /// What the provider is asked about: what the application itself sends, to the right server.
    pub fn sent(&self) -> Option<Sent<'_>> {
        let (captured, live) = (self.captured()?, self.live.as_ref()?);
        let server = self.live_server();
        let is_asked =
            self.live_sender() == Sender::Application && matches!(server, Server::Right | Server::OtherHost);
        let redirect_uri = captured.redirect_uri.as_deref().filter(|_| is_asked);
        let scope = captured.scope.as_deref();
        Some(Sent {
            client_id: &captured.client_id,
            redirect_uri,
            scope: scope.or_else(|| captured.may_lack("scope").then_some("openid")),
            response_type: captured.response_type.as_deref(),
            response_mode: captured.response_mode.as_deref(),
            challenge: captured.challenge.as_deref(),
            state: &live.state,
            other_origin: self.other_origin().filter(|_| {
                matches!(server, Server::NotAsked) || self.probed.of(&LIVE_ORGANIZATION).is_some()
            }),
            // Where no noise is wanted, the request with a state is all that is asked.
            is_refused: if self.subject.leaves_out_noise {
                Some(false)
            } else {
                self.live_redirect().map(|exchange| said_of_redirect(exchange) == RedirectSaid::NotRegistered)
            },
            was_asked: self.was_asked_about_redirect(),
        })
    }

    /// Whether the usual checks ask about this client and redirect URI anyway.
    fn was_asked_about_redirect(&self) -> bool {
        let (Some(captured), Some(live)) = (self.captured(), &self.live) else { return false };
        let uri = captured.redirect_uri.as_deref().unwrap_or_default();
        !live.alone
            && captured.client_id == self.subject.client_id
            && self.subject.app_redirects.iter().take(APPLICATION_REDIRECTS).any(|own| own == uri)
    }

    /// What the provider said about client and redirect URI.
    pub fn live_redirect(&self) -> Option<&Exchange> {
        let uri = self.captured()?.redirect_uri.as_deref()?;
        if self.subject.leaves_out_noise {
            return self.probed.about(&LIVE_REQUEST, uri);
        }
        let probe = if self.was_asked_about_redirect() { &APPLICATION } else { &LIVE_REDIRECT };
        self.probed.about(probe, uri)
    }
}

/// As many redirect URIs of an application are asked about by the usual checks.
const APPLICATION_REDIRECTS: usize = 5;
