//! While the browser is out: the sockets are held, one answer is awaited, everything else is turned away.

use super::Setup;
use super::effect::{Effect, Task};
use super::intent::Who;
use super::phase::{End, Phase, Waiting};
use super::tasks::Purpose;
use crate::base::{Header, Method, Request, Secret, Timestamp, Trouble};
use crate::diagnosis::evidence::PageSeen;
use crate::oidc::callback::{self, CallbackRefusal};

/// After this long without an answer, Usher asks `/authorize` itself what it makes of the request.
const SILENCE_MS: u64 = 45_000;

impl Setup {
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
                method: Method::Get,
                url: waiting.address.clone(),
                headers: vec![Header::new("accept", "text/html")],
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
