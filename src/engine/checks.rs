//! Running the browser-free checks: [`Preflight`] says which question comes next, this file asks it and keeps the answer.

use super::Setup;
use super::effect::{Effect, Task};
use super::preflight::{self, Preflight};
use super::tasks::Purpose;
use crate::base::{Exchange, Timestamp};
use crate::okta::probes::{
    self, Class, DISCOVERY, HoldsFor, KEYS, LIVE_ORGANIZATION, LIVE_REDIRECT, LIVE_REQUEST, ORGANIZATION,
    Probe, Question,
};

/// What a login needs.
const OF_LOGIN: [&Probe; 2] = [&DISCOVERY, &KEYS];
/// What a visit needs that nothing else is checked beside.
const OF_VISIT: [&Probe; 5] = [&DISCOVERY, &ORGANIZATION, &LIVE_ORGANIZATION, &LIVE_REDIRECT, &LIVE_REQUEST];

impl Setup {
    /// Asks everything anew, but for what the provider wants not to be asked yet.
    pub(super) fn check(&mut self, now: Timestamp, out: &mut Vec<Effect>) {
        self.stop_check(out);
        // Without what stands elsewhere no answer would tell anything.
        if self.lacks_what_was_held() {
            return;
        }
        self.evidence.probed.retain(|_, exchange| preflight::is_to_wait(exchange, now));
        self.checking = true;
        self.login_only = false;
        self.paused_ms = 0;
        self.advance_preflight(out);
    }

    /// Whether the questions are left out that the provider logs as a failure.
    pub fn leave_out_noise(&mut self, leave_out: bool) {
        self.leaves_out_noise = leave_out;
        self.refresh_view();
    }

    /// For how many seconds the checks pause in all, and until when, so that real logins keep their share of the provider's
    /// limit.
    pub fn pause(&self) -> Option<(u64, Timestamp)> {
        self.pause.filter(|_| self.tasks.any(|purpose| *purpose == Purpose::Pause))
    }

    pub(super) fn stop_check(&mut self, out: &mut Vec<Effect>) {
        self.stop_where(out, is_of_checks);
        self.checking = false;
    }

    /// The checks as they stand.
    fn preflight(&self) -> Preflight<'_> {
        let is_quiet = |probe: &Probe| !self.evidence.subject.leaves_out_noise || !probe.is_noise();
        let is_wanted = |probe: &Probe| {
            (!self.login_only || OF_LOGIN.contains(&probe))
                && (!self.visits_alone || OF_VISIT.contains(&probe))
                && is_quiet(probe)
        };
        Preflight {
            known: preflight::known(&self.evidence, self.secret.as_ref()),
            probed: &self.evidence.probed,
            out: self.questions_out().cloned().collect(),
            pausing: self.tasks.any(|purpose| *purpose == Purpose::Pause),
            probes: probes::ALL.into_iter().filter(|probe| is_wanted(probe)).collect(),
        }
    }

    fn questions_out(&self) -> impl Iterator<Item = &Question> {
        self.tasks.purposes().filter_map(|purpose| match purpose {
            Purpose::Probe(question) => Some(question),
            _ => None,
        })
    }

    pub(super) fn advance_preflight(&mut self, out: &mut Vec<Effect>) {
        self.resolve();
        for (question, request) in self.preflight().due() {
            let task =
                if self.is_outward(&question) { Task::SendOutward(request) } else { Task::Send(request) };
            self.run(Purpose::Probe(question), task, out);
        }
        if !self.tasks.any(is_of_checks) {
            self.checking = false;
            self.login_only = false;
        }
    }

    /// Whether discovery or the keys, which a login needs, are still on their way.
    pub(super) fn documents_are_out(&self) -> bool {
        self.questions_out().any(|question| OF_LOGIN.contains(&question.probe))
    }

    /// Forgets what a login needs, as far as it cannot be used, and asks for it again.
    pub(super) fn ask_documents_again(&mut self, out: &mut Vec<Effect>) {
        let is_readable = self.evidence.metadata().is_some();
        if is_readable && self.keys().is_some() {
            return;
        }
        self.evidence.probed.retain(|question, _| match question.probe {
            probe if *probe == KEYS => false,
            probe if *probe == DISCOVERY => is_readable,
            _ => true,
        });
        self.login_only = true;
        self.advance_preflight(out);
    }

    pub(super) fn probed(
        &mut self,
        question: Question,
        exchange: Exchange,
        now: Timestamp,
        out: &mut Vec<Effect>,
    ) {
        let probe = question.probe;
        let pause = exchange.answer().filter(|_| probe.class == Class::Authorize);
        let pause = pause.and_then(|answer| preflight::pause_after(answer, now, self.paused_ms));
        self.evidence.probed.keep(question, exchange);
        if *probe == ORGANIZATION {
            self.judge_client_id_again(out);
        }
        if self.evidence.knows_other_issuer() {
            self.use_other_issuer(out);
        }
        if let Some(after_ms) = pause
            && !self.preflight().due_of(Class::Authorize).is_empty()
        {
            self.paused_ms = self.paused_ms.saturating_add(after_ms);
            let until = now.plus_ms(i64::try_from(after_ms).unwrap_or(i64::MAX));
            self.pause = Some((after_ms.div_ceil(1000), until));
            self.run(Purpose::Pause, Task::Wake { after_ms }, out);
        }
        self.advance_preflight(out);
        self.bind_when_ready(now, out);
    }

    /// Forgets the answers that held for values which have changed: what was seen with others says nothing about these.
    pub(super) fn forget_answers(&mut self, changed: HoldsFor) {
        let known = preflight::known(&self.evidence, self.secret.as_ref());
        let mut probed = self.evidence.probed.clone();
        probed.retain(|question, _| question.probe.holds < changed && question.is_current(&known));
        self.evidence.probed = probed;
    }
}

fn is_of_checks(purpose: &Purpose) -> bool {
    matches!(purpose, Purpose::Probe(_) | Purpose::Pause)
}
