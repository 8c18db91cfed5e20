//! The browser-free checks: which question is asked next, given what is known and what is still out.
//!
//! ```text
//! discovery    ┐
//! organization ├→ keys
//! with client  ┘  pushed → introspection → (last, announced) a bogus code
//!                 /authorize one at a time: control → test → application … → (refused) others that are likely … → the whole request
//! ```
//!
//! [`Preflight::due`] is a function of what is known alone, so the order and the restraint can be read here and tested
//! without a network. What each probe asks and when it can be asked stands in its record ([`crate::okta::probes`]). The
//! secret goes only to endpoints of a document whose issuer is the one that was asked.

use url::Url;

use crate::base::{Answer, Exchange, Request, Secret, Timestamp};
use crate::diagnosis::evidence::{Evidence, Probed};
use crate::diagnosis::is_redirect_refused;
use crate::oidc::token::ClientAuthentication;
use crate::okta::authorize::read_error;
use crate::okta::host::{self, HostKind};
use crate::okta::probes::{Class, Client, Known, Probe, Question};
use crate::okta::{issuer, pasted};

/// The checks as they stand.
#[derive(Debug)]
pub struct Preflight<'a> {
    /// What the requests are made of.
    pub known: Known<'a>,
    /// What was answered.
    pub probed: &'a Probed,
    /// The questions that are out.
    pub out: Vec<Question>,
    /// Whether a pause goes on, so that real logins keep their share of the rate limit of `/authorize`.
    pub pausing: bool,
    /// The probes that are wanted, in the order in which they are asked.
    pub probes: Vec<&'static Probe>,
}

impl Preflight<'_> {
    /// The questions to ask now, all at once. Noise comes last: when nothing else is left and nothing is out.
    pub fn due(&self) -> Vec<(Question, Request)> {
        if issuer::correct(self.known.issuer).is_err() {
            return Vec::new();
        }
        let classes = [Class::Document, Class::Client, Class::Authorize];
        let due: Vec<_> = classes.into_iter().flat_map(|class| self.due_of(class)).collect();
        let is_last = due.is_empty() && self.out.is_empty() && !self.pausing;
        if is_last { self.due_of(Class::Noise) } else { due }
    }

    /// The questions of a class whose turn it is. Documents are asked all at once, everything else one after the other: the
    /// client while nothing has settled whether it authenticates, `/authorize` while nobody says "slow down".
    pub fn due_of(&self, class: Class) -> Vec<(Question, Request)> {
        let open = self.open(class);
        let turn: Vec<_> = match class {
            Class::Document => open.collect(),
            Class::Client | Class::Noise if self.is_client_settled() => Vec::new(),
            Class::Authorize if self.pausing || self.is_slowed_down() => Vec::new(),
            Class::Client | Class::Noise | Class::Authorize => open.take(1).collect(),
        };
        let can_go_out =
            |question: &Question| !(question.probe.waits)(&self.known) && !self.out.contains(question);
        turn.into_iter().filter(|(question, _)| can_go_out(question)).collect()
    }

    /// The questions of a class that can be asked now or later and have no answer yet.
    fn open(&self, class: Class) -> impl Iterator<Item = (Question, Request)> {
        let probes = self.probes.iter().filter(move |probe| probe.class == class);
        let questions = probes.flat_map(|probe| probe.questions(&self.known));
        questions
            .filter(|question| self.probed.about(question.probe, &question.about).is_none())
            .filter_map(|question| question.request(&self.known).map(|request| (question, request)))
            .filter(|(_, request)| may_send_to(&request.url))
    }

    /// Whether an answer tells about the client's authentication: it was accepted, or refused as such.
    fn is_client_settled(&self) -> bool {
        let settles = |answer: &Answer| {
            let refused = || read_error(answer).is_some_and(|error| error.error == "invalid_client");
            answer.is_success() || (answer.status == 401 && refused())
        };
        self.probed.of_class(Class::Client).filter_map(Exchange::answer).any(settles)
    }

    fn is_slowed_down(&self) -> bool {
        let mut answers = self.probed.of_class(Class::Authorize).filter_map(Exchange::answer);
        answers.any(|answer| answer.status == 429 || answer.retry_after().is_some())
    }
}

/// What the probes' requests are made of.
pub fn known<'a>(evidence: &'a Evidence, secret: Option<&'a Secret>) -> Known<'a> {
    let subject = &evidence.subject;
    // A text that cannot be a client ID would only make the provider say so.
    let problem = pasted::client_id_problem(&subject.client_id);
    let client_id = Some(subject.client_id.as_str())
        .filter(|_| problem.is_none_or(|problem| problem == pasted::CLIENT_ID_LENGTH));
    // What has no secret and was meant to have one is not sent in its place.
    let is_public = subject.client_authentication == ClientAuthentication::None;
    let is_refused = secret.is_none() && (subject.secret_problem.is_some() || !is_public);
    let client = client_id.filter(|_| !is_refused).map(|id| Client {
        id,
        secret,
        authentication: subject.client_authentication,
    });
    Known {
        issuer: &subject.issuer,
        otherwise: subject.issuer_otherwise.as_deref().filter(|_| evidence.denies_issuer()),
        client_id,
        client,
        test_redirect: &subject.test_redirect,
        app_redirects: &subject.app_redirects,
        likely_redirects: if is_redirect_refused(evidence) { &subject.likely_redirects } else { &[] },
        scopes: &subject.scopes,
        metadata: evidence.metadata(),
        is_okta: evidence.is_okta(),
        sent: evidence.sent(),
    }
}

/// The longest that the checks of one round pause altogether, in milliseconds: where requests are left, and where none is.
const MINUTE: i64 = 60_000;
const MINUTES: i64 = 3 * MINUTE;

/// How long to pause after an `/authorize` answer, in milliseconds: while less than half of the limit remains, until it
/// is reset (`X-Rate-Limit-*`); a minute at most, and with what was paused
/// before no longer than a round may.
pub fn pause_after(answer: &Answer, now: Timestamp, paused_ms: u64) -> Option<u64> {
    let number = |name: &str| answer.header(name).and_then(|text| text.trim().parse::<i64>().ok());
    let limit = number("x-rate-limit-limit")?;
    let remaining = number("x-rate-limit-remaining")?;
    if remaining.saturating_mul(2) >= limit {
        return None;
    }
    let until =
        number("x-rate-limit-reset").map_or(MINUTE, |reset| Timestamp::from_seconds(reset).since_ms(now));
    let longest = if remaining > 0 { MINUTE } else { MINUTES };
    let left = longest.saturating_sub(i64::try_from(paused_ms).unwrap_or(longest)).clamp(0, MINUTE);
    u64::try_from(until.clamp(0, left)).ok().filter(|ms| *ms > 0)
}

/// Whether the provider asked for a wait (`Retry-After`, RFC 9110 section 10.2.3) that is not over: until then the same is
/// not asked again. No wait longer than a quarter of an hour is kept; who asks for more is asked again when the person says
/// so.
pub fn is_to_wait(exchange: &Exchange, now: Timestamp) -> bool {
    const LONGEST_MS: i64 = 15 * 60_000;
    exchange.answer().is_some_and(|answer| {
        answer.asks_to_wait_until().is_some_and(|until| now < until.min(answer.at.plus_ms(LONGEST_MS)))
    })
}

/// Whether credentials may be sent to this endpoint: https, or this computer.
pub fn may_send_to(endpoint: &Url) -> bool {
    endpoint.scheme() == "https" || host::kind(endpoint) == HostKind::Loopback
}
