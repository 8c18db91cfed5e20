//! How a visit ends, and what is asked then for the reason.

use url::Url;

use super::{Goal, MOST_STARTS, Visit};
use crate::apps::guide::OnTheWay;
use crate::apps::recipe::REDIRECT;
use crate::base::Exchange;
use crate::live::request::As;
use crate::live::seen::{Attempt, End};

impl Visit {
    /// One start is over. What failed is asked for its reason; the next redirect URI has its turn otherwise.
    pub(super) fn finish(&mut self, end: End) {
        let attempt = match self.goal {
            Goal::On => return self.look_up(),
            Goal::Up | Goal::Over => return self.goal = Goal::Over,
            Goal::Before(_) => 0,
            Goal::Start { attempt, .. } => attempt,
        };
        let end = match (self.missed.take(), end) {
            (Some(said), end) if !matches!(end, End::Captured(_) | End::Insecure(_) | End::Several(_)) => {
                End::Answered(said)
            }
            (_, end) => end,
        };
        let redirect = self.brought.get(REDIRECT).cloned();
        let goes_on = matches!(end, End::Captured(_) | End::EmptyAddress);
        let says_why =
            matches!(end, End::Answered(_) | End::NoForm(_) | End::NotThere(_) | End::EmptyAddress);
        self.seen.attempts.push(Attempt { redirect, end });
        let asked_for_each =
            self.plan.recipe.asks_for_each_redirect() && matches!(self.goal, Goal::Start { .. });
        let more = attempt + 1 < self.plan.redirects.len().min(MOST_STARTS);
        if goes_on && asked_for_each && more {
            return self.start(attempt + 1);
        }
        self.goal = Goal::Over;
        if says_why && self.seen.captured().next().is_none() {
            self.look_on();
        }
    }

    /// Ends everything at once.
    pub(super) fn over(&mut self, end: End) {
        self.due = None;
        let was_asking = matches!(self.goal, Goal::Before(_) | Goal::Start { .. });
        self.goal = Goal::Over;
        if was_asking {
            self.seen.attempts.push(Attempt { redirect: None, end });
        }
    }

    /// Whether sign-on is switched on.
    pub(super) fn look_on(&mut self) {
        let get = self.live().and_then(|live| live.on.as_ref()).and_then(|on| on.get.clone());
        self.goal = Goal::On;
        match get.and_then(|get| self.aside(&get)) {
            Some(url) => self.go(url, As::Script, false),
            None => self.look_up(),
        }
    }

    /// Whether the application is up; not asked where it answered already that it is.
    pub(super) fn look_up(&mut self) {
        let answered = |exchange: &Exchange| exchange.answer().is_some_and(|answer| answer.status < 500);
        if self.seen.exchanges.iter().any(answered) {
            return self.goal = Goal::Over;
        }
        let up = self.live().and_then(|live| live.up.clone());
        self.goal = Goal::Up;
        match up.and_then(|up| self.aside(&up)) {
            Some(url) => self.go(url, As::Script, false),
            None => self.goal = Goal::Over,
        }
    }

    pub(super) fn aside(&self, template: &OnTheWay) -> Option<Url> {
        let filled = self.plan.recipe.fill(template, &self.brought);
        filled.is_complete().then(|| Url::parse(filled.reveal()).ok()).flatten()
    }
}
