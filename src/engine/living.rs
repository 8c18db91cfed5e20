//! The visit to the living application: it is made step by step by [`crate::live`]; this file sends its requests, keeps what
//! was seen, and lets the provider be asked about it.

use super::Setup;
use super::effect::{Effect, Task};
use super::intent::Field;
use super::tasks::Purpose;
use crate::apps::Filled;
use crate::base::{Exchange, Secret, Timestamp};
use crate::diagnosis::living::LiveEvidence;
use crate::live::{Captured, Next, Plan, Seen, Visit, is_private, read_pasted};
use crate::okta::host::{self, HostKind};
use crate::okta::probes::{LIVE_ORGANIZATION, Question};

impl Setup {
    /// Visits the application, as anybody can. `alone`: nothing else is checked, since no values are known beside its address.
    pub(super) fn visit(&mut self, alone: bool, now: Timestamp, out: &mut Vec<Effect>) {
        let visited = self.evidence.live.take().and_then(|live| live.seen.last_start);
        let last_start = self.visit.as_ref().and_then(Visit::last_start).max(visited);
        self.stop_visit(out);
        self.forget_live_answers();
        self.visits_alone = alone;
        let complete = |all: &[Filled]| -> Vec<String> {
            all.iter().filter(|uri| uri.is_complete()).map(|uri| uri.reveal().to_owned()).collect()
        };
        let plan = Plan {
            recipe: self.resolved.recipe.clone(),
            redirects: complete(&self.resolved.okta.sign_in),
            endpoint: self.evidence.expected_endpoint(),
        };
        self.visit = Some(Visit::new(plan, last_start));
        self.go_on_visiting(now, out);
    }

    pub(super) fn stop_visit(&mut self, out: &mut Vec<Effect>) {
        self.stop_where(out, |purpose| matches!(purpose, Purpose::Visit | Purpose::VisitPause));
        self.visit = None;
    }

    /// Whether the application is being visited.
    pub fn visiting(&self) -> bool {
        self.visit.is_some()
    }

    /// What the application sends, where it was seen.
    pub fn captured(&self) -> Option<&Captured> {
        self.evidence.captured()
    }

    pub(super) fn visited(
        &mut self,
        exchange: &Exchange,
        is_private: Option<bool>,
        now: Timestamp,
        out: &mut Vec<Effect>,
    ) {
        if let Some(visit) = &mut self.visit {
            visit.answered(exchange, is_private);
        }
        self.go_on_visiting(now, out);
    }

    pub(super) fn go_on_visiting(&mut self, now: Timestamp, out: &mut Vec<Effect>) {
        let Some(visit) = &mut self.visit else { return };
        match visit.next(now) {
            Next::Send(request, terms) => self.run(Purpose::Visit, Task::Visit(*request, terms), out),
            Next::Wait(after_ms) => self.run(Purpose::VisitPause, Task::Wake { after_ms }, out),
            Next::Over => self.visit_is_over(now, out),
        }
    }

    fn visit_is_over(&mut self, now: Timestamp, out: &mut Vec<Effect>) {
        let Some(visit) = self.visit.take() else { return };
        self.saw(visit.into_seen(), false, now, out);
    }

    /// What the person's browser showed, in place of a visit.
    pub(super) fn seen_at(&mut self, address: &Secret, alone: bool, now: Timestamp, out: &mut Vec<Effect>) {
        self.stop_visit(out);
        self.forget_live_answers();
        self.visits_alone = alone;
        self.saw(read_pasted(address.reveal()), true, now, out);
    }

    fn saw(&mut self, seen: Seen, is_pasted: bool, now: Timestamp, out: &mut Vec<Effect>) {
        self.evidence.live = Some(LiveEvidence {
            seen,
            recipe: self.resolved.recipe.clone(),
            pkce: self.resolved.okta.pkce.clone(),
            is_pasted,
            alone: self.visits_alone,
            adopted: false,
            state: format!("usher-live-{}", now.0),
        });
        // Where no issuer is known, the captured one is shown first.
        if self.connection.issuer.is_some() && !self.lacks_what_was_held() {
            self.ask_about_live(out);
        }
    }

    /// Asks the provider whether it takes what the application sends; where no issuer or client ID was given, with those that
    /// it sends.
    pub(super) fn ask_about_live(&mut self, out: &mut Vec<Effect>) {
        self.adopt_captured(out);
        self.checking = true;
        self.login_only = false;
        self.paused_ms = 0;
        self.advance_preflight(out);
    }

    /// Takes issuer and client ID from what the application sends, where they are not known: by https alone, and nothing
    /// private on the word of something public.
    fn adopt_captured(&mut self, out: &mut Vec<Effect>) {
        let is_lacking = self.connection.issuer.is_none() || self.connection.client_id.is_none();
        let Some(captured) = self.captured().filter(|_| self.visits_alone && is_lacking).cloned() else {
            return;
        };
        let base = self.resolved.recipe.base.as_ref();
        let is_inward = is_private(&captured.endpoint) && base.is_none_or(|base| !is_private(base));
        let is_safe =
            captured.endpoint.scheme() == "https" || host::kind(&captured.endpoint) == HostKind::Loopback;
        if is_inward || !is_safe {
            return;
        }
        let now = self.connection.changed;
        if self.connection.issuer.is_none() {
            self.put(Field::Issuer, &Secret::new(captured.likely_issuer()), now, out);
        }
        if self.connection.client_id.is_none() {
            self.put(Field::ClientId, &Secret::new(captured.client_id), now, out);
        }
        self.resolve();
        if let Some(live) = &mut self.evidence.live {
            live.adopted = true;
        }
    }

    /// Whether a question goes to public addresses alone: it goes where a public application said, and nobody else did.
    pub(super) fn is_outward(&self, question: &Question) -> bool {
        let asks_its_word = |live: &LiveEvidence| {
            live.seen.is_public && (live.adopted || question.probe.name == LIVE_ORGANIZATION.name)
        };
        self.evidence.live.as_ref().is_some_and(asks_its_word)
    }

    fn forget_live_answers(&mut self) {
        let is_live = |name: &str| name.starts_with("live_");
        self.evidence.probed.retain(|question, _| !is_live(question.probe.name));
    }

    /// What was seen of an application at another address says nothing of this one.
    pub(super) fn forget_other_visit(&mut self) {
        let is_other = |live: &LiveEvidence| {
            live.recipe.base != self.resolved.recipe.base || live.recipe.start != self.resolved.recipe.start
        };
        if self.evidence.live.as_ref().is_some_and(is_other) {
            self.evidence.live = None;
            self.forget_live_answers();
        }
    }
}
