//! One test login as a state machine, from fresh values to the verdict; what was issued is revoked beside it.
//!
//! ```text
//! Idle → Preparing → Binding → Waiting → Exchanging → (KeysAgain) → Userinfo → Refreshing → Ended
//!          │            │         │ strays are noted, the wait goes on                        ▲
//!          └────────────┴─────────┴── cannot listen · stopped · timed out ────────────────────┘
//! ```
//!
//! Each phase holds what exists while it lasts. A step takes the phase and gives the next one; what does not fit the phase
//! changes nothing. It decides nothing about right and wrong: `oidc` judges, the diagnosis explains what was seen.

mod phase;
mod preparation;
mod revocation;
mod step;
mod tokens;
mod waiting;

use url::Url;

use super::Setup;
use super::effect::{Effect, Outcome, Task};
use super::preflight;
use super::tasks::{LoginTask, Purpose};
use crate::base::{Exchange, Secret, Timestamp};
use crate::diagnosis::evidence::PageSeen;
use crate::oidc::{callback, sign_out};

pub use phase::{End, Ended, Phase, Waiting};
pub(super) use revocation::Revoker;
use step::Step;

impl Phase {
    /// What follows from a task's outcome.
    fn next(self, task: LoginTask, outcome: Outcome, now: Timestamp, step: &mut Step<'_>) -> Self {
        use LoginTask as For;
        match (self, task, outcome) {
            (phase, For::Browser, Outcome::Opened(result)) => {
                step.seen.opened = Some(result);
                phase
            }
            (Self::Preparing(phase), For::Seeds, Outcome::Random(random)) => phase.seeded(&random, step),
            (Self::Binding(phase), For::Listener, Outcome::Listening(result)) => {
                phase.listening(result, now, step)
            }
            (Self::Waiting(phase), For::Listener, Outcome::Arrived(raw)) => {
                phase.arrived(callback::read(raw.reveal()), step)
            }
            (Self::Waiting(_), For::Deadline, Outcome::Woke) => {
                step.seen.timed_out = true;
                step.end(End::TimedOut)
            }
            (Self::Waiting(phase), For::Silence, Outcome::Woke) => phase.ask_about_silence(step),
            (Self::Waiting(phase), For::SilenceProbe, Outcome::Answered(exchange)) => {
                step.seen.silence_probe = Some(*exchange);
                Self::Waiting(phase)
            }
            (Self::Exchanging(phase), For::Exchange, Outcome::Answered(exchange)) => {
                phase.answered(*exchange, now, step)
            }
            (Self::KeysAgain(phase), For::KeysAgain, Outcome::Answered(exchange)) => {
                phase.with_fresh_keys(*exchange, now, step)
            }
            (Self::Userinfo(phase), For::Userinfo, Outcome::Answered(exchange)) => {
                phase.told(*exchange, now, step)
            }
            (Self::Refreshing(phase), For::Refresh, Outcome::Answered(exchange)) => {
                phase.refreshed(*exchange, now, step)
            }
            (phase, ..) => phase,
        }
    }

    /// Ends early. What was issued is revoked; a request that may still bring tokens cannot be called back, so its answer is
    /// awaited for that alone.
    fn stop(self, step: &mut Step<'_>) -> Self {
        match self {
            Self::Idle | Self::Ended(_) => return self,
            Self::Exchanging(phase) => step.revoke_later(LoginTask::Exchange, &phase.prepared),
            Self::KeysAgain(phase) => step.revoke(&phase.prepared),
            Self::Userinfo(phase) => step.revoke(&phase.prepared),
            Self::Refreshing(phase) => {
                step.revoke_later(LoginTask::Refresh, &phase.prepared);
                step.revoke(&phase.prepared);
            }
            Self::Preparing(_) | Self::Binding(_) | Self::Waiting(_) => {}
        }
        step.end(End::Stopped)
    }
}

impl Setup {
    /// Where the test login stands.
    pub fn login(&self) -> &Phase {
        &self.login
    }

    /// Takes the login a step on. Where none was begun there is nothing to see and nothing to do.
    fn step_login(&mut self, out: &mut Vec<Effect>, next: impl FnOnce(Phase, &mut Step<'_>) -> Phase) {
        if let Some(seen) = &mut self.evidence.login {
            let phase = std::mem::take(&mut self.login);
            self.login = next(phase, &mut Step { seen, tasks: &mut self.tasks, out });
        }
    }

    pub(super) fn login_outcome(
        &mut self,
        task: LoginTask,
        outcome: Outcome,
        now: Timestamp,
        out: &mut Vec<Effect>,
    ) {
        self.step_login(out, |phase, step| phase.next(task, outcome, now, step));
        self.bind_when_ready(now, out);
    }

    pub(super) fn open_browser(&mut self, out: &mut Vec<Effect>) {
        self.step_waiting(out, Waiting::open_browser);
    }

    pub(super) fn pasted(&mut self, text: &Secret, out: &mut Vec<Effect>) {
        self.step_waiting(out, |waiting, step| waiting.pasted(text, step));
    }

    /// The person says what the browser shows.
    pub(super) fn shows(&mut self, page: PageSeen, out: &mut Vec<Effect>) {
        let Some(seen) = &mut self.evidence.login else { return };
        seen.page_seen = Some(page);
        if seen.silence_probe.is_none() {
            self.step_waiting(out, Waiting::ask_about_silence);
        }
    }

    fn step_waiting(&mut self, out: &mut Vec<Effect>, next: impl FnOnce(Waiting, &mut Step<'_>) -> Phase) {
        self.step_login(out, |phase, step| match phase {
            Phase::Waiting(waiting) => next(waiting, step),
            other => other,
        });
    }

    pub(super) fn stop_login(&mut self, out: &mut Vec<Effect>) {
        if self.login.running() {
            self.step_login(out, |phase, step| {
                step.seen.stopped = true;
                phase.stop(step)
            });
        }
    }

    /// The values changed: what was seen of a login with others says nothing about these.
    pub(super) fn abandon_login(&mut self, out: &mut Vec<Effect>) {
        self.stop_where(out, |purpose| {
            matches!(purpose, Purpose::SignOut | Purpose::Salt | Purpose::TestUriGone(_))
        });
        self.removals.clear();
        self.stop_login(out);
        self.evidence.login = None;
        self.login = Phase::Idle;
    }

    /// Asks about the first sign-out URI, with the ID token of the last login and without a cookie, so that nobody is
    /// signed out anywhere.
    pub(super) fn check_sign_out(&mut self, out: &mut Vec<Effect>) {
        let Phase::Ended(Ended { accepted: Some(accepted), .. }) = &self.login else { return };
        let uri = self.evidence.subject.sign_out_redirects.first().and_then(|uri| Url::parse(uri).ok());
        let request = uri.and_then(|uri| {
            let prepared = &accepted.prepared;
            sign_out::request(&prepared.attempt, &prepared.metadata, &accepted.id_token, &uri, None)
        });
        if let Some(request) = request.filter(|request| preflight::may_send_to(&request.url)) {
            self.run(Purpose::SignOut, Task::Send(request), out);
        }
    }

    pub(super) fn sign_out_told(&mut self, exchange: Exchange) {
        if let Some(login) = &mut self.evidence.login {
            login.sign_out = Some(exchange);
        }
    }

    /// The program ends: nothing new is asked, and what was issued has a last moment to be revoked.
    pub(super) fn quit(&mut self, out: &mut Vec<Effect>) {
        self.stop_check(out);
        self.stop_login(out);
        self.hurry_revocations(out);
    }
}
