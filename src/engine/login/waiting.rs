//! While the browser is out: the sockets are held, one answer is awaited, everything else is turned away.

use super::phase::{Binding, End, Exchanging, Phase, Waiting};
use super::step::Step;
use crate::base::{Header, Method, Request, Secret, Timestamp, Trouble};
use crate::engine::effect::Task;
use crate::engine::intent::Who;
use crate::engine::tasks::LoginTask;
use crate::oidc::callback::{self, Callback, CallbackRefusal};
use crate::oidc::token;

/// After this long without an answer, Usher asks `/authorize` itself what it makes of the request.
const SILENCE_MS: u64 = 45_000;

/// Somebody may send thousands of answers that are not ours; so many are enough to tell.
const MOST_STRAYS: usize = 20;

impl Binding {
    pub(super) fn listening(
        self,
        result: Result<Vec<String>, Trouble>,
        now: Timestamp,
        step: &mut Step<'_>,
    ) -> Phase {
        let cannot_listen = result.is_err();
        step.seen.listening = Some(result);
        if cannot_listen {
            return step.end(End::CannotListen);
        }
        self.wait(now, step)
    }

    /// The browser may go; whether an answer is listened for or pasted.
    pub(super) fn wait(self, now: Timestamp, step: &mut Step<'_>) -> Phase {
        let Self { prepared, plan } = self;
        let address = prepared.attempt.authorization_url(&prepared.metadata);
        let until = now.plus_ms(i64::try_from(plan.wait_ms).unwrap_or(i64::MAX));
        step.seen.started = now;
        step.run(LoginTask::Deadline, Task::Wake { after_ms: plan.wait_ms });
        if plan.wait_ms > SILENCE_MS {
            step.run(LoginTask::Silence, Task::Wake { after_ms: SILENCE_MS });
        }
        let waiting = Waiting { prepared, address, until, paste_problem: None };
        if plan.open && plan.who != Who::PrivateWindow {
            waiting.open_browser(step)
        } else {
            Phase::Waiting(waiting)
        }
    }
}

impl Waiting {
    pub(super) fn open_browser(self, step: &mut Step<'_>) -> Phase {
        step.run(LoginTask::Browser, Task::Open(self.address.clone()));
        Phase::Waiting(self)
    }

    /// A long silence: the very request, asked without cookies, shows what Okta makes of it before anybody signs in.
    pub(super) fn ask_about_silence(self, step: &mut Step<'_>) -> Phase {
        let request = Request {
            method: Method::Get,
            url: self.address.clone(),
            headers: vec![Header::new("accept", "text/html")],
            body: None,
        };
        step.run(LoginTask::SilenceProbe, Task::Send(request));
        Phase::Waiting(self)
    }

    pub(super) fn pasted(mut self, text: &Secret, step: &mut Step<'_>) -> Phase {
        match callback::pasted_for(text.reveal(), &self.prepared.attempt, &self.prepared.metadata) {
            Ok(callback) => {
                self.paste_problem = None;
                self.arrived(callback, step)
            }
            Err(problem) => {
                self.paste_problem = Some(problem);
                Phase::Waiting(self)
            }
        }
    }

    pub(super) fn arrived(self, callback: Callback, step: &mut Step<'_>) -> Phase {
        match callback::accept(&callback, &self.prepared.attempt, &self.prepared.metadata) {
            Ok(()) => self.take_answer(callback, step),
            Err(
                refusal @ (CallbackRefusal::IssuerDiffers { .. }
                | CallbackRefusal::IssuerMissing
                | CallbackRefusal::Unusable
                | CallbackRefusal::Repeated(_)),
            ) => {
                // It bears the right state, so it is the answer; and it must not be used (RFC 9207 §2.4), or cannot be.
                step.seen.callback_refusal = Some(refusal);
                step.seen.callback = Some(callback);
                step.end(End::Answered)
            }
            Err(stray) => {
                if step.seen.strays.len() < MOST_STRAYS {
                    step.seen.strays.push(stray);
                }
                Phase::Waiting(self)
            }
        }
    }

    fn take_answer(self, callback: Callback, step: &mut Step<'_>) -> Phase {
        // Whether a browser was started may still be told.
        step.stop(|task| task != LoginTask::Browser);
        let prepared = self.prepared;
        let code = callback.code.clone();
        step.seen.callback = Some(callback);
        let exchange = |code| token::exchange(&prepared.attempt, &prepared.metadata, code).ok();
        let request = code.as_ref().and_then(exchange);
        match code {
            Some(code) if step.send(LoginTask::Exchange, request) => {
                Phase::Exchanging(Exchanging { prepared, code })
            }
            _ => step.end(End::Answered),
        }
    }
}
