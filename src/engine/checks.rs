//! Running the browser-free checks: [`preflight`] says which question comes next, this file asks it and keeps the answer.

use std::collections::BTreeSet;

use super::Setup;
use super::effect::{Effect, Outcome, Task};
use super::patience;
use super::preflight::{self, Budget, Next, Slot};
use super::tasks::Purpose;
use crate::base::{Exchange, Request, Timestamp};
use crate::diagnosis::evidence::RedirectProbe;

impl Setup {
    pub(super) fn check(&mut self, now: Timestamp, out: &mut Vec<Effect>) {
        self.stop_check(out);
        let login = self.evidence.login.take();
        let configuration = self.evidence.configuration.take();
        let before = self.evidence.clone();
        self.forget_everything_seen();
        patience::carry_over(before, &mut self.evidence, now);
        self.evidence.login = login;
        self.evidence.configuration = configuration;
        self.checking = true;
        self.login_only = false;
        self.advance_preflight(out);
    }

    pub(super) fn stop_check(&mut self, out: &mut Vec<Effect>) {
        self.stop_where(out, |purpose| matches!(purpose, Purpose::Preflight(_)));
        self.checking = false;
    }

    /// The questions that are out.
    pub(super) fn slots_out(&self) -> BTreeSet<Slot> {
        let slots = self.tasks.purposes().filter_map(|purpose| match purpose {
            Purpose::Preflight(slot) => Some(slot.clone()),
            _ => None,
        });
        slots.collect()
    }

    pub(super) fn advance_preflight(&mut self, out: &mut Vec<Effect>) {
        self.resolve();
        let budget = Budget { bogus_code: self.bogus_code };
        let slots_out = self.slots_out();
        let next = if self.login_only {
            preflight::next_for_login(&self.evidence, &slots_out)
        } else {
            preflight::next(&self.evidence, &slots_out, budget)
        };
        match next {
            Next::Ask(slots) => {
                for slot in slots {
                    match self.slot_request(&slot) {
                        Some(request) => self.run(Purpose::Preflight(slot), Task::Send(request), out),
                        None => self.checking = false,
                    }
                }
            }
            Next::Wait => {}
            Next::Done => {
                self.checking = false;
                self.login_only = false;
            }
        }
    }

    /// Whether discovery or the keys, which a login needs, are still on their way.
    pub(super) fn documents_are_out(&self) -> bool {
        let out = self.slots_out();
        out.contains(&Slot::Discovery) || out.contains(&Slot::Keys)
    }

    pub(super) fn slot_request(&self, slot: &Slot) -> Option<Request> {
        preflight::request(slot, &self.evidence, self.secret.as_ref())
            .filter(|request| preflight::may_send_to(&request.url))
    }

    pub(super) fn probed(&mut self, slot: &Slot, outcome: Outcome, now: Timestamp, out: &mut Vec<Effect>) {
        if let Outcome::Answered(exchange) = outcome {
            if let Some(ms) = exchange.answer().and_then(|answer| preflight::pause_after(answer, now))
                && preflight::redirect_of(&self.evidence, slot).is_some()
            {
                self.run(Purpose::Preflight(Slot::Pause), Task::Wake { after_ms: ms }, out);
            }
            self.keep(slot, *exchange);
            if *slot == Slot::Organization {
                self.judge_client_id_again(out);
            }
        }
        self.advance_preflight(out);
        self.bind_when_ready(out);
    }

    pub(super) fn keep(&mut self, slot: &Slot, exchange: Exchange) {
        let evidence = &mut self.evidence;
        match slot {
            Slot::Organization => evidence.organization = Some(exchange),
            Slot::Discovery => evidence.discovery = Some(exchange),
            Slot::ClientDiscovery => evidence.client_discovery = Some(exchange),
            Slot::Keys => evidence.keys = Some(exchange),
            Slot::Pushed => evidence.pushed = Some(exchange),
            Slot::Introspection => evidence.introspection = Some(exchange),
            Slot::BogusCode => evidence.bogus_code = Some(exchange),
            Slot::Request => evidence.request = Some(exchange),
            Slot::Control | Slot::Test | Slot::Application(_) => {
                if let Some((role, uri)) = preflight::redirect_of(evidence, slot) {
                    evidence.redirects.push(RedirectProbe { role, uri, exchange });
                }
            }
            Slot::Pause => {}
        }
    }
}
