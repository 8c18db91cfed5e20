//! One test login as a state machine, from fresh values to revoked tokens.
//!
//! ```text
//! Idle → Preparing → Binding → Waiting → Exchanging → (KeysAgain) → Userinfo → Refreshing → Revoking → Ended
//!          │            │         │ strays are noted, the wait goes on                              ▲
//!          └────────────┴─────────┴── cannot listen · stopped · timed out ─────────────────────────┘
//! ```
//!
//! It decides nothing about right and wrong: `oidc` judges, the diagnosis explains. It owns the attempt's values, and they
//! are gone with it.

use url::Url;

use super::Setup;
use super::effect::{Effect, Outcome, Task};
use super::intent::{LoginPlan, Who};
use super::phase::{End, Phase, Waiting};
use super::tasks::Purpose;
use crate::base::{Secret, Timestamp};
use crate::diagnosis::evidence::LoginEvidence;
use crate::oidc::attempt::{Attempt, Seeds};
use crate::oidc::callback;
use crate::oidc::discovery::Metadata;
use crate::oidc::judge::Claims;
use crate::oidc::keys::KeySet;
use crate::oidc::token::Tokens;
use crate::okta::probes::KEYS;

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
        self.ask_documents_again(out);
    }

    pub(super) fn keys(&self) -> Option<KeySet> {
        KeySet::read(self.evidence.probed.of(&KEYS)?.document()?).ok()
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
        match (self.evidence.metadata(), self.keys()) {
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
