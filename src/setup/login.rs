//! One test login as a state machine, from fresh values to revoked tokens.
//!
//! ```text
//! Idle → Preparing → Binding → Waiting → Exchanging → (KeysAgain) → Userinfo → Refreshing → Revoking → Ended
//!          │            │         │ strays are noted, the wait goes on                              ▲
//!          └────────────┴─────────┴── cannot listen · stopped · timed out ─────────────────────────┘
//! ```
//!
//! It decides nothing about right and wrong: `oidc` judges, the doctor explains. It owns the attempt's values, and they
//! are gone with it.

use url::Url;

use super::Setup;
use super::effect::{Effect, Outcome, Task};
use super::intent::{LoginPlan, Who};
use super::phase::{End, Phase, Waiting};
use super::preflight;
use super::tasks::Purpose;
use crate::base::{Request, Secret, Timestamp, Trouble};
use crate::doctor::evidence::{LoginEvidence, PageSeen};
use crate::oidc::attempt::{Attempt, Seeds};
use crate::oidc::callback::{self, CallbackRefusal};
use crate::oidc::discovery::Metadata;
use crate::oidc::judge::Claims;
use crate::oidc::keys::KeySet;
use crate::oidc::token::Tokens;

/// After this long without an answer, Usher asks `/authorize` itself what it makes of the request.
const SILENCE_MS: u64 = 45_000;

/// The login of a set-up.
#[derive(Debug, Default)]
pub struct Login {
    /// Where it stands.
    pub phase: Phase,
    pub(super) plan: LoginPlan,
    pub(super) attempt: Option<Attempt>,
    pub(super) prepared: Option<(Metadata, KeySet)>,
    pub(super) code: Option<Secret>,
    pub(super) tokens: Option<Tokens>,
    pub(super) claims: Option<Claims>,
    pub(super) to_revoke: Vec<(Secret, &'static str)>,
    /// The values that it is made with.
    pub(super) values: Option<Secret>,
    /// The person ended it, or changed a value under it: what is still issued is revoked, nothing more is asked.
    pub(super) stopping: bool,
}

impl Login {
    /// Whether something is going on.
    pub fn running(&self) -> bool {
        !matches!(self.phase, Phase::Idle | Phase::Ended(_))
    }

    /// Whether tokens may have been issued that are not revoked yet.
    fn holds_tokens(&self) -> bool {
        self.phase == Phase::Exchanging || !self.to_revoke.is_empty() || self.phase == Phase::Revoking
    }

    /// What is shown while the browser is out.
    pub fn waiting(&self) -> Option<&Waiting> {
        if let Phase::Waiting(waiting) = &self.phase { Some(waiting) } else { None }
    }
}

impl Setup {
    /// The login, as far as it came.
    pub fn login(&self) -> &Login {
        &self.login
    }

    pub(super) fn login_evidence(&mut self) -> &mut LoginEvidence {
        self.evidence.login.get_or_insert_with(LoginEvidence::default)
    }

    pub(super) fn start_login(&mut self, plan: LoginPlan, now: Timestamp, out: &mut Vec<Effect>) {
        // One login at a time: what the last one was given is revoked before the next one begins.
        if self.login.holds_tokens() {
            return;
        }
        self.stop_login_tasks(out);
        self.tell_test_address();
        let values = Some(self.values());
        self.login = Login { phase: Phase::Preparing, plan, values, ..Login::default() };
        self.evidence.login = Some(LoginEvidence { started: now, ..LoginEvidence::default() });
        self.run(Purpose::Seeds, Task::Randomness, out);
        if preflight::metadata(&self.evidence).is_none() {
            self.evidence.discovery = None;
            self.evidence.keys = None;
            self.login_only = true;
            self.advance_preflight(out);
        } else if self.keys().is_none() {
            self.evidence.keys = None;
            self.login_only = true;
            self.advance_preflight(out);
        }
    }

    fn keys(&self) -> Option<KeySet> {
        let answer = self.evidence.keys.as_ref()?.answer()?;
        answer.is_success().then(|| KeySet::read(answer.body.reveal()).ok())?
    }

    pub(super) fn seeded(&mut self, random: &Secret, out: &mut Vec<Effect>) {
        if self.login.phase != Phase::Preparing {
            return;
        }
        let Some(seeds) = Seeds::from_random(random) else {
            self.end_login(End::NotPrepared, out);
            return;
        };
        let subject = &self.evidence.subject;
        let Ok(redirect_uri) = Url::parse(&subject.test_redirect) else {
            self.end_login(End::NotPrepared, out);
            return;
        };
        let prompt = self
            .login
            .plan
            .prompt
            .clone()
            .or_else(|| (self.login.plan.who == Who::SomebodyElse).then(|| "login".to_owned()));
        self.login.attempt = Some(Attempt {
            issuer: subject.issuer.clone(),
            client_id: subject.client_id.clone(),
            client_secret: self.secret.clone(),
            authentication: subject.client_authentication,
            redirect_uri,
            scopes: subject.scopes.clone(),
            seeds,
            prompt,
            login_hint: self.login.plan.login_hint.clone(),
        });
        self.bind_when_ready(out);
    }

    /// Goes on to the sockets once fresh values, discovery and keys are all there; gives up where they cannot be had.
    pub(super) fn bind_when_ready(&mut self, out: &mut Vec<Effect>) {
        if self.login.phase != Phase::Preparing || self.documents_are_out() {
            return;
        }
        match (preflight::metadata(&self.evidence), self.keys()) {
            (Some(metadata), Some(keys)) => {
                let Some(attempt) = &self.login.attempt else { return };
                let redirect = attempt.redirect_uri.clone();
                self.login.prepared = Some((metadata, keys));
                self.login.phase = Phase::Binding;
                self.run(Purpose::Listen, Task::Listen { redirect }, out);
            }
            _ => self.end_login(End::NotPrepared, out),
        }
    }

    pub(super) fn listening(
        &mut self,
        result: Result<Vec<String>, Trouble>,
        now: Timestamp,
        out: &mut Vec<Effect>,
    ) {
        if self.login.phase != Phase::Binding {
            return;
        }
        self.login_evidence().listening = Some(result.clone());
        let (Ok(listening), Some(attempt), Some((metadata, _))) =
            (result, &self.login.attempt, &self.login.prepared)
        else {
            self.end_login(End::CannotListen, out);
            return;
        };
        let address = attempt.authorization_url(metadata);
        let wait_ms = self.login.plan.wait_ms;
        let until = now.plus_ms(i64::try_from(wait_ms).unwrap_or(i64::MAX));
        let opens = self.login.plan.open && self.login.plan.who != Who::PrivateWindow;
        self.login.phase = Phase::Waiting(Waiting {
            address: address.clone(),
            listening,
            since: now,
            until,
            paste_problem: None,
        });
        self.login_evidence().started = now;
        self.run(Purpose::Deadline, Task::Wake { after_ms: wait_ms }, out);
        if wait_ms > SILENCE_MS {
            self.run(Purpose::Silence, Task::Wake { after_ms: SILENCE_MS }, out);
        }
        if opens {
            self.run(Purpose::Browser, Task::Open(address), out);
        }
    }

    pub(super) fn open_browser(&mut self, out: &mut Vec<Effect>) {
        if let Some(waiting) = self.login.waiting() {
            let address = waiting.address.clone();
            self.run(Purpose::Browser, Task::Open(address), out);
        }
    }

    /// A long silence: the very request, asked without cookies, shows what Okta makes of it before anybody signs in.
    pub(super) fn ask_about_silence(&mut self, out: &mut Vec<Effect>) {
        if let Some(waiting) = self.login.waiting() {
            let request = Request {
                method: crate::base::Method::Get,
                url: waiting.address.clone(),
                headers: vec![crate::base::Header::new("accept", "text/html")],
                body: None,
            };
            self.run(Purpose::SilenceProbe, Task::Send(request), out);
        }
    }

    pub(super) fn pasted(&mut self, text: &Secret, out: &mut Vec<Effect>) {
        let (Some(attempt), Phase::Waiting(waiting)) = (&self.login.attempt, &mut self.login.phase) else {
            return;
        };
        match callback::from_pasted(text.reveal(), &attempt.redirect_uri) {
            Ok(callback) => {
                waiting.paste_problem = None;
                self.arrived(callback, out);
            }
            Err(problem) => waiting.paste_problem = Some(problem),
        }
    }

    pub(super) fn arrived(&mut self, callback: callback::Callback, out: &mut Vec<Effect>) {
        let (Some(attempt), Some((metadata, _)), Phase::Waiting(_)) =
            (&self.login.attempt, &self.login.prepared, &self.login.phase)
        else {
            return;
        };
        match callback::accept(&callback, attempt, metadata) {
            Ok(()) => self.take_answer(callback, out),
            Err(
                refusal @ (CallbackRefusal::IssuerDiffers { .. }
                | CallbackRefusal::IssuerMissing
                | CallbackRefusal::Unusable
                | CallbackRefusal::Repeated(_)),
            ) => {
                // It bears the right state, so it is the answer; and it must not be used (RFC 9207 §2.4), or cannot be.
                let evidence = self.login_evidence();
                evidence.callback_refusal = Some(refusal);
                evidence.callback = Some(callback);
                self.end_login(End::Answered, out);
            }
            Err(stray) => {
                let strays = &mut self.login_evidence().strays;
                // Somebody may send thousands of these; a few are enough to tell.
                if strays.len() < 20 {
                    strays.push(stray);
                }
            }
        }
    }

    pub(super) fn timed_out(&mut self, out: &mut Vec<Effect>) {
        if self.login.waiting().is_some() {
            self.login_evidence().timed_out = true;
            self.end_login(End::TimedOut, out);
        }
    }

    pub(super) fn shows(&mut self, page: PageSeen, out: &mut Vec<Effect>) {
        if self.evidence.login.is_none() {
            return;
        }
        self.login_evidence().page_seen = Some(page);
        if self.evidence.login.as_ref().is_some_and(|login| login.silence_probe.is_none()) {
            self.ask_about_silence(out);
        }
    }
}

/// Hands a login task's outcome to where it belongs.
pub(super) fn login_outcome(
    setup: &mut Setup,
    purpose: &Purpose,
    outcome: Outcome,
    now: Timestamp,
    out: &mut Vec<Effect>,
) {
    match (purpose, outcome) {
        (Purpose::Seeds, Outcome::Random(random)) => setup.seeded(&random, out),
        (Purpose::Listen, Outcome::Listening(result)) => setup.listening(result, now, out),
        (Purpose::Listen, Outcome::Arrived(raw)) => setup.arrived(callback::read(raw.reveal()), out),
        (Purpose::Browser, Outcome::Opened(result)) => setup.login_evidence().opened = Some(result),
        (Purpose::Deadline, Outcome::Woke) => setup.timed_out(out),
        (Purpose::Silence, Outcome::Woke) => setup.ask_about_silence(out),
        (Purpose::SilenceProbe, Outcome::Answered(exchange)) => {
            setup.login_evidence().silence_probe = Some(*exchange);
        }
        (Purpose::Exchange, Outcome::Answered(exchange)) => setup.exchanged(*exchange, now, out),
        (Purpose::KeysAgain, Outcome::Answered(exchange)) => setup.keys_again(*exchange, now, out),
        (Purpose::Userinfo, Outcome::Answered(exchange)) => setup.userinfo_came(*exchange, now, out),
        (Purpose::Refresh, Outcome::Answered(exchange)) => setup.refreshed(*exchange, now, out),
        (Purpose::Revoke, Outcome::Answered(exchange)) => setup.revoked(*exchange, out),
        (Purpose::SignOut, Outcome::Answered(exchange)) => {
            setup.login_evidence().sign_out = Some(*exchange);
        }
        _ => {}
    }
}
