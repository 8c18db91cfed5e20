//! Up to the sockets: fresh values, discovery and keys.

use url::Url;

use super::phase::{Binding, End, Phase, Prepared, Preparing};
use super::step::Step;
use crate::base::{Secret, Timestamp};
use crate::diagnosis::evidence::LoginEvidence;
use crate::engine::Setup;
use crate::engine::effect::{Effect, Task};
use crate::engine::intent::{LoginPlan, Who};
use crate::engine::tasks::{LoginTask, Purpose};
use crate::oidc::attempt::{Attempt, Seeds};
use crate::oidc::discovery::Metadata;
use crate::oidc::keys::KeySet;
use crate::okta::probes::KEYS;

impl Preparing {
    pub(super) fn seeded(self, random: &Secret, step: &mut Step<'_>) -> Phase {
        match Seeds::from_random(random) {
            Some(seeds) => Phase::Preparing(Self { seeds: Some(seeds), ..self }),
            None => step.end(End::NotPrepared),
        }
    }
}

impl Setup {
    /// One login at a time: one that still runs ends, and what it was given is revoked.
    pub(in crate::engine) fn start_login(&mut self, plan: LoginPlan, now: Timestamp, out: &mut Vec<Effect>) {
        if self.lacks_what_was_held() {
            return;
        }
        self.stop_login(out);
        self.tell_test_address();
        self.evidence.login = Some(LoginEvidence { started: now, ..LoginEvidence::default() });
        self.login = Phase::Preparing(Preparing { plan, values: self.values(), seeds: None });
        self.run(Purpose::Login(LoginTask::Seeds), Task::Randomness, out);
        self.ask_documents_again(out);
    }

    pub(in crate::engine) fn keys(&self) -> Option<KeySet> {
        KeySet::read(self.evidence.probed.of(&KEYS)?.document()?).ok()
    }

    /// Goes on to the sockets, or where none are needed to the wait, once fresh values, discovery and keys are all there; gives up where they cannot be had.
    pub(in crate::engine) fn bind_when_ready(&mut self, now: Timestamp, out: &mut Vec<Effect>) {
        if !matches!(self.login, Phase::Preparing(_)) || self.documents_are_out() {
            return;
        }
        let documents = self.evidence.metadata().zip(self.keys());
        let redirect = Url::parse(&self.evidence.subject.test_redirect);
        let (Some(documents), Ok(redirect)) = (documents, redirect) else {
            return self.step_login(out, |_, step| step.end(End::NotPrepared));
        };
        self.login = match std::mem::take(&mut self.login) {
            Phase::Preparing(Preparing { plan, values, seeds: Some(seeds) }) => {
                self.remember([&seeds.state, &seeds.nonce, &seeds.verifier].map(Clone::clone));
                let attempt = self.attempt(&plan, seeds, redirect.clone());
                if !self.comes_back_to_app {
                    self.run(Purpose::Login(LoginTask::Listener), Task::Listen { redirect }, out);
                }
                let prepared = Box::new(self.prepared(attempt, documents, values));
                Phase::Binding(Binding { prepared, plan })
            }
            other => other,
        };
        if self.comes_back_to_app {
            self.step_login(out, |phase, step| match phase {
                Phase::Binding(binding) => binding.wait(now, step),
                other => other,
            });
        }
    }

    fn prepared(&self, attempt: Attempt, (metadata, keys): (Metadata, KeySet), values: Secret) -> Prepared {
        Prepared { attempt, metadata, keys, wants_refresh: self.evidence.subject.wants_refresh, values }
    }

    fn attempt(&self, plan: &LoginPlan, seeds: Seeds, redirect_uri: Url) -> Attempt {
        let subject = &self.evidence.subject;
        let asks_again = plan.who == Who::SomebodyElse;
        Attempt {
            issuer: subject.issuer.clone(),
            client_id: subject.client_id.clone(),
            client_secret: self.secret.clone(),
            authentication: subject.client_authentication,
            redirect_uri,
            scopes: subject.scopes.clone(),
            seeds,
            prompt: plan.prompt.clone().or_else(|| asks_again.then(|| "login".to_owned())),
            login_hint: plan.login_hint.clone(),
        }
    }
}
