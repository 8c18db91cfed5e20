//! What one step of a login works with besides its phase.

use super::phase::{End, Ended, Phase};
use crate::base::Request;
use crate::diagnosis::evidence::LoginEvidence;
use crate::engine::effect::{Effect, Task};
use crate::engine::preflight;
use crate::engine::tasks::{LoginTask, Purpose, Tasks};

/// What one step of a login works with besides its phase.
pub(super) struct Step<'a> {
    /// What was seen so far.
    pub(super) seen: &'a mut LoginEvidence,
    pub(super) tasks: &'a mut Tasks,
    pub(super) out: &'a mut Vec<Effect>,
}

impl Step<'_> {
    pub(super) fn run(&mut self, purpose: LoginTask, task: Task) {
        let id = self.tasks.start(Purpose::Login(purpose));
        self.out.push(Effect::Run(id, task));
    }

    /// Sends a request where there is one and credentials may go there; answers whether it went out.
    pub(super) fn send(&mut self, purpose: LoginTask, request: Option<Request>) -> bool {
        let request = request.filter(|request| preflight::may_send_to(&request.url));
        let is_sent = request.is_some();
        if let Some(request) = request {
            self.run(purpose, Task::Send(request));
        }
        is_sent
    }

    /// Ends every task of the login that fits.
    pub(super) fn stop(&mut self, fits: impl Fn(LoginTask) -> bool) {
        let gone = self.tasks.drop_where(|purpose| matches!(purpose, Purpose::Login(task) if fits(*task)));
        self.out.extend(gone.into_iter().map(Effect::Stop));
    }

    /// The login is over, with nothing that could be used further.
    pub(super) fn end(&mut self, end: End) -> Phase {
        self.stop(|_| true);
        Phase::Ended(Ended { end, accepted: None })
    }
}
