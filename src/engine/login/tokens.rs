//! From the code to the verdict: tokens, their judge's word, userinfo, one refresh.
//!
//! `oidc` judges; this file only asks the next question and keeps what was seen.

use super::phase::{Accepted, End, Ended, Exchanging, Issued, Phase, Prepared, SignedIn};
use super::step::Step;
use crate::base::{Answer, Exchange, Request, Timestamp};
use crate::diagnosis::evidence::RefreshFailure;
use crate::engine::effect::Task;
use crate::engine::tasks::LoginTask;
use crate::oidc::judge::{self, Case, Rejection};
use crate::oidc::keys::KeySet;
use crate::oidc::{token, userinfo};

impl Exchanging {
    pub(super) fn answered(self, exchange: Exchange, now: Timestamp, step: &mut Step<'_>) -> Phase {
        let read = exchange.answer().map(token::read);
        step.seen.token = Some(exchange);
        let Self { prepared, code } = self;
        match read {
            Some(Ok(tokens)) => {
                step.seen.refresh_issued = Some(tokens.refresh.is_some());
                return Issued { prepared, code, tokens }.judge(now, step);
            }
            Some(Err(error)) => step.seen.token_error = Some(error),
            None => {}
        }
        answered(&prepared, step)
    }
}

/// The answer was followed as far as it leads.
fn answered(prepared: &Prepared, step: &mut Step<'_>) -> Phase {
    step.revoke(prepared);
    step.end(End::Answered)
}

impl Issued {
    fn judge(self, now: Timestamp, step: &mut Step<'_>) -> Phase {
        let Prepared { attempt, metadata, keys, .. } = &*self.prepared;
        let code = Some(&self.code);
        let case = Case { attempt, metadata, keys, tokens: &self.tokens, code, now };
        match judge::judge(&case) {
            // Okta rotates keys without notice, so an unknown key is looked for once more (Core §10.1.1).
            Err(Rejection::UnknownKey { .. }) if step.seen.second_keys.is_none() => {
                step.run(LoginTask::KeysAgain, Task::Send(Request::get(metadata.jwks_uri.clone())));
                Phase::KeysAgain(self)
            }
            Err(rejection) => {
                step.seen.judged = Some(Err(rejection));
                answered(&self.prepared, step)
            }
            Ok(claims) => {
                step.seen.judged = Some(Ok(claims.clone()));
                let Self { prepared, tokens, .. } = self;
                SignedIn { prepared, tokens, claims }.ask_userinfo(step)
            }
        }
    }

    pub(super) fn with_fresh_keys(
        mut self,
        exchange: Exchange,
        now: Timestamp,
        step: &mut Step<'_>,
    ) -> Phase {
        if let Some(keys) = exchange.document().and_then(|document| KeySet::read(document).ok()) {
            self.prepared.keys = keys;
        }
        step.seen.second_keys = Some(exchange);
        self.judge(now, step)
    }
}

impl SignedIn {
    fn ask_userinfo(self, step: &mut Step<'_>) -> Phase {
        let request = userinfo::request(&self.prepared.metadata, &self.tokens.access);
        if step.send(LoginTask::Userinfo, request) { Phase::Userinfo(self) } else { self.refresh(step) }
    }

    /// Userinfo answered.
    pub(super) fn told(self, exchange: Exchange, now: Timestamp, step: &mut Step<'_>) -> Phase {
        let Prepared { attempt, metadata, keys, .. } = &*self.prepared;
        let judge = |answer| userinfo::judge(answer, &self.claims, attempt, metadata, keys, now);
        step.seen.userinfo_judged = exchange.answer().map(judge);
        step.seen.userinfo = Some(exchange);
        self.refresh(step)
    }

    fn refresh(self, step: &mut Step<'_>) -> Phase {
        let Prepared { attempt, metadata, wants_refresh, .. } = &*self.prepared;
        let refresh = self.tokens.refresh.as_ref().filter(|_| *wants_refresh);
        let request = refresh.and_then(|refresh| token::refresh(attempt, metadata, refresh).ok());
        if step.send(LoginTask::Refresh, request) { Phase::Refreshing(self) } else { self.accepted(step) }
    }

    pub(super) fn refreshed(self, exchange: Exchange, now: Timestamp, step: &mut Step<'_>) -> Phase {
        step.seen.refresh_judged = exchange.answer().map(|answer| self.judge_refresh(answer, now));
        step.seen.refresh = Some(exchange);
        self.accepted(step)
    }

    /// Whether the refresh token was rotated; or what is wrong with what came.
    fn judge_refresh(&self, answer: &Answer, now: Timestamp) -> Result<bool, RefreshFailure> {
        let fresh = token::read(answer).map_err(RefreshFailure::Token)?;
        if fresh.id.is_some() {
            let Prepared { attempt, metadata, keys, .. } = &*self.prepared;
            let case = Case { attempt, metadata, keys, tokens: &fresh, code: None, now };
            judge::judge_refreshed(&case, &self.claims).map_err(RefreshFailure::Judge)?;
        }
        Ok(fresh.refresh.is_some() && fresh.refresh != self.tokens.refresh)
    }

    fn accepted(self, step: &mut Step<'_>) -> Phase {
        let ended = answered(&self.prepared, step);
        let Self { prepared, tokens, .. } = self;
        match tokens.id {
            Some(id_token) => {
                let accepted = Some(Accepted { prepared, id_token });
                Phase::Ended(Ended { end: End::Answered, accepted })
            }
            None => ended,
        }
    }
}
