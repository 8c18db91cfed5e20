//! The browser-free checks: which question is asked next, given what is known and what is still out.
//!
//! ```text
//! organization ┐
//! discovery    ├→ keys
//! with client  ┘  pushed → introspection → (last, announced) a bogus code
//!                 /authorize one at a time: control → test → application … → the whole request
//! ```
//!
//! [`next`] is a function of the evidence alone, so the order and the restraint can be read here and tested without a
//! network. The secret goes only to endpoints of a document whose issuer is the one that was asked.

use std::collections::BTreeSet;

use url::Url;

use crate::base::{Answer, Exchange, Request, Secret, Timestamp};
use crate::diagnosis::evidence::{Evidence, RedirectRole};
use crate::oidc::discovery::Metadata;
use crate::okta::host::{self, HostKind};
use crate::okta::{issuer, organization, pasted, probes};

/// One question of the browser-free checks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// `/.well-known/okta-organization`.
    Organization,
    /// Plain discovery.
    Discovery,
    /// Discovery with `?client_id=`.
    ClientDiscovery,
    /// The key set.
    Keys,
    /// Pushed authorization.
    Pushed,
    /// Introspection of a dummy token.
    Introspection,
    /// A code that cannot exist.
    BogusCode,
    /// `/authorize` without `state`, for the control URI.
    Control,
    /// The same for Usher's own redirect URI.
    Test,
    /// The same for the application's redirect URI at this place of the list.
    Application(usize),
    /// The whole request, with `state`.
    Request,
    /// A pause, so that real logins keep their share of Okta's rate limit.
    Pause,
}

impl Slot {
    /// Whether it asks `/authorize`, which Okta limits to 60 requests a minute, real logins included.
    fn is_authorize(&self) -> bool {
        matches!(self, Self::Control | Self::Test | Self::Application(_) | Self::Request | Self::Pause)
    }
}

/// What to do now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Ask these, all at once.
    Ask(Vec<Slot>),
    /// Wait for what is out.
    Wait,
    /// All is asked that can be asked.
    Done,
}

/// What the checks may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Whether a bogus code may be sent, which Okta logs as a failed grant.
    pub bogus_code: bool,
}

/// The discovery document, where it can be relied on: readable, its issuer is the one that was asked, and it leads nowhere
/// that it must not.
pub fn metadata(evidence: &Evidence) -> Option<Metadata> {
    let answer = evidence.discovery.as_ref()?.answer()?;
    if answer.status != 200 {
        return None;
    }
    let metadata = Metadata::read(answer.body.reveal()).ok()?;
    let asked = &evidence.subject.issuer;
    (metadata.issuer == *asked && metadata.astray(asked).is_none()).then_some(metadata)
}

/// Which question comes next.
pub fn next(evidence: &Evidence, out: &BTreeSet<Slot>, budget: Budget) -> Next {
    let mut ask = Vec::new();
    let mut want = |slot: Slot, there: bool| {
        let missing = !there && !out.contains(&slot);
        if missing {
            ask.push(slot);
        }
        there
    };
    if issuer::mend(&evidence.subject.issuer).is_err() {
        return Next::Done;
    }
    let client = has_usable_client(evidence);
    want(Slot::Discovery, evidence.discovery.is_some());
    want(Slot::Organization, evidence.organization.is_some());
    if client {
        want(Slot::ClientDiscovery, evidence.client_discovery.is_some());
    }
    if let Some(metadata) = metadata(evidence) {
        want(Slot::Keys, evidence.keys.is_some());
        if client {
            if let Some(slot) = client_question(evidence, &metadata, out, budget) {
                want(slot, false);
            }
            if !out.iter().any(Slot::is_authorize)
                && let Some(slot) = authorize_question(evidence)
            {
                want(slot, false);
            }
        }
    }
    match (ask.is_empty(), out.is_empty()) {
        (false, _) => Next::Ask(ask),
        (true, false) => Next::Wait,
        (true, true) => Next::Done,
    }
}

/// Whether the client ID can be asked about: a text that cannot be one would only make the provider say so.
fn has_usable_client(evidence: &Evidence) -> bool {
    pasted::client_id_problem(&evidence.subject.client_id).is_none_or(|problem| problem == "client_id.length")
}

/// Which question comes next when only a login is wanted: discovery and keys.
pub fn next_for_login(evidence: &Evidence, out: &BTreeSet<Slot>) -> Next {
    let slot = if evidence.discovery.is_none() {
        Slot::Discovery
    } else if evidence.keys.is_none() && metadata(evidence).is_some() {
        Slot::Keys
    } else {
        return if out.is_empty() { Next::Done } else { Next::Wait };
    };
    if out.contains(&slot) { Next::Wait } else { Next::Ask(vec![slot]) }
}

/// The next question about the client and its secret; each only when the one before did not settle it.
fn client_question(
    evidence: &Evidence,
    metadata: &Metadata,
    out: &BTreeSet<Slot>,
    budget: Budget,
) -> Option<Slot> {
    if !evidence.subject.has_secret && evidence.subject.secret_problem.is_some() {
        return None;
    }
    if metadata.pushed_authorization_request_endpoint.is_some() {
        match &evidence.pushed {
            // Okta and other providers want it in different forms, so first it must be known which of them this is.
            None if !named_okta(evidence) && evidence.organization.is_none() => return None,
            None => return Some(Slot::Pushed),
            Some(exchange) if settles_client(exchange) => return None,
            Some(_) => {}
        }
    }
    if !evidence.subject.has_secret {
        return None;
    }
    if metadata.introspection_endpoint.is_some() {
        match &evidence.introspection {
            None => return Some(Slot::Introspection),
            Some(exchange) if settles_client(exchange) => return None,
            Some(_) => {}
        }
    }
    // Okta logs this one as a failed grant, so it is asked once, and only when everything else is in.
    let last = out.is_empty() && authorize_question(evidence).is_none() && evidence.keys.is_some();
    (budget.bogus_code && evidence.bogus_code.is_none() && last).then_some(Slot::BogusCode)
}

/// Whether an answer tells about the client's authentication: it was accepted, or refused as such.
fn settles_client(exchange: &Exchange) -> bool {
    exchange.answer().is_some_and(|answer| {
        answer.is_success() || (answer.status == 401 && answer.body.reveal().contains("invalid_client"))
    })
}

/// The next `/authorize` question. Where Okta says "slow down", no more are asked.
fn authorize_question(evidence: &Evidence) -> Option<Slot> {
    if authorize_answers(evidence).any(|answer| answer.status == 429 || answer.retry_after().is_some()) {
        return None;
    }
    let probed =
        |role: RedirectRole| evidence.redirects.iter().filter(move |probe| probe.role == role).count();
    if probed(RedirectRole::Control) == 0 {
        return Some(Slot::Control);
    }
    if probed(RedirectRole::Test) == 0 {
        return Some(Slot::Test);
    }
    let asked = |uri: &String| {
        evidence.redirects.iter().any(|probe| probe.role == RedirectRole::Application && probe.uri == *uri)
    };
    let first = evidence.subject.app_redirects.iter().take(MOST_REDIRECTS).position(|uri| !asked(uri));
    if let Some(at) = first {
        return Some(Slot::Application(at));
    }
    evidence.request.is_none().then_some(Slot::Request)
}

/// More redirect URIs than this are not asked about: each costs one `/authorize`.
const MOST_REDIRECTS: usize = 5;

fn authorize_answers(evidence: &Evidence) -> impl Iterator<Item = &Answer> {
    evidence
        .redirects
        .iter()
        .map(|probe| &probe.exchange)
        .chain(&evidence.request)
        .filter_map(Exchange::answer)
}

/// How long to pause after an `/authorize` answer, in milliseconds: while less than half of the limit remains, until it
/// is reset, a minute at most (`X-Rate-Limit-*`).
pub fn pause_after(answer: &Answer, now: Timestamp) -> Option<u64> {
    const MINUTE: i64 = 60_000;
    let number = |name: &str| answer.header(name).and_then(|text| text.trim().parse::<i64>().ok());
    let limit = number("x-rate-limit-limit")?;
    let remaining = number("x-rate-limit-remaining")?;
    if remaining.saturating_mul(2) >= limit {
        return None;
    }
    let until =
        number("x-rate-limit-reset").map_or(MINUTE, |reset| Timestamp::from_seconds(reset).since_ms(now));
    u64::try_from(until.clamp(0, MINUTE)).ok().filter(|ms| *ms > 0)
}

/// The URI of a redirect question, and whose it is.
pub fn redirect_of(evidence: &Evidence, slot: &Slot) -> Option<(RedirectRole, String)> {
    match slot {
        Slot::Control => Some((RedirectRole::Control, probes::CONTROL_REDIRECT.to_owned())),
        Slot::Test => Some((RedirectRole::Test, evidence.subject.test_redirect.clone())),
        Slot::Application(at) => {
            evidence.subject.app_redirects.get(*at).map(|uri| (RedirectRole::Application, uri.clone()))
        }
        _ => None,
    }
}

/// Whether the issuer's host is one of Okta's own.
fn named_okta(evidence: &Evidence) -> bool {
    Url::parse(&evidence.subject.issuer).is_ok_and(|url| host::kind(&url) == HostKind::Okta)
}

/// Whether the issuer's host is Okta's, or says that it belongs to an Okta organization.
fn at_okta(evidence: &Evidence) -> bool {
    let answer = evidence.organization.as_ref().and_then(|exchange| exchange.answer());
    named_okta(evidence) || answer.and_then(organization::read).is_some()
}

/// The request behind a question; `None` while what it needs is not known.
pub fn request(slot: &Slot, evidence: &Evidence, secret: Option<&Secret>) -> Option<Request> {
    let subject = &evidence.subject;
    match slot {
        Slot::Organization => return probes::organization(&subject.issuer),
        Slot::Discovery => return probes::discovery(&subject.issuer),
        Slot::ClientDiscovery => return probes::client_discovery(&subject.issuer, &subject.client_id),
        _ => {}
    }
    let metadata = metadata(evidence)?;
    let client =
        probes::Client { id: &subject.client_id, secret, authentication: subject.client_authentication };
    let test = subject.test_redirect.as_str();
    let request = match slot {
        Slot::Keys => probes::keys(&metadata.jwks_uri),
        Slot::Pushed => {
            let endpoint = metadata.pushed_authorization_request_endpoint.as_ref()?;
            probes::pushed(endpoint, &client, test, &subject.scopes, at_okta(evidence))
        }
        Slot::Introspection => probes::introspection(metadata.introspection_endpoint.as_ref()?, &client),
        Slot::BogusCode => probes::bogus_code(&metadata.token_endpoint, &client, test),
        Slot::Request => {
            probes::request(&metadata.authorization_endpoint, &subject.client_id, test, &subject.scopes)
        }
        slot => {
            let (_, uri) = redirect_of(evidence, slot)?;
            probes::redirect(&metadata.authorization_endpoint, &subject.client_id, &uri)
        }
    };
    Some(request)
}

/// Whether Okta still takes this redirect URI; `None` while it is not known where to ask.
pub(super) fn redirect_request(uri: &str, evidence: &Evidence) -> Option<Request> {
    let metadata = metadata(evidence)?;
    Some(probes::redirect(&metadata.authorization_endpoint, &evidence.subject.client_id, uri))
}

/// Whether credentials may be sent to this endpoint: https, or this computer.
pub fn may_send_to(endpoint: &Url) -> bool {
    endpoint.scheme() == "https" || host::kind(endpoint) == HostKind::Loopback
}
