//! The second half of a test login: code to tokens, judged, userinfo, one refresh, and everything revoked.
//!
//! `oidc` judges; this file only asks the next question and keeps what was seen.

use url::Url;

use super::Setup;
use super::effect::{Effect, Task};
use super::phase::{End, Phase};
use super::preflight;
use super::tasks::Purpose;
use crate::base::{Exchange, Request, Timestamp};
use crate::diagnosis::evidence::RefreshFailure;
use crate::oidc::callback::Callback;
use crate::oidc::judge::{self, Case, Rejection};
use crate::oidc::keys::KeySet;
use crate::oidc::token::{self, Tokens};
use crate::oidc::userinfo;

impl Setup {
    pub(super) fn take_answer(&mut self, callback: Callback, out: &mut Vec<Effect>) {
        self.stop_where(out, |purpose| {
            matches!(purpose, Purpose::Listen | Purpose::Deadline | Purpose::Silence | Purpose::SilenceProbe)
        });
        let code = callback.code.clone();
        self.login_evidence().callback = Some(callback);
        let request = match (&code, &self.login.attempt, &self.login.prepared) {
            (Some(code), Some(attempt), Some((metadata, _))) => token::exchange(attempt, metadata, code).ok(),
            _ => None,
        };
        self.login.code = code;
        match request {
            Some(request) if preflight::may_send_to(&request.url) => {
                self.login.phase = Phase::Exchanging;
                self.run(Purpose::Exchange, Task::Send(request), out);
            }
            _ => self.end_login(End::Answered, out),
        }
    }

    pub(super) fn exchanged(&mut self, exchange: Exchange, now: Timestamp, out: &mut Vec<Effect>) {
        let read = exchange.answer().map(token::read);
        if self.login.stopping {
            if let Some(Ok(tokens)) = read {
                self.remember_for_revocation(&tokens);
            }
            self.revoke_next(out);
            return;
        }
        self.login_evidence().token = Some(exchange);
        match read {
            Some(Ok(tokens)) => {
                self.login_evidence().refresh_issued = Some(tokens.refresh.is_some());
                self.remember_for_revocation(&tokens);
                self.login.tokens = Some(tokens);
                self.judge(now, out);
            }
            Some(Err(error)) => {
                self.login_evidence().token_error = Some(error);
                self.end_login(End::Answered, out);
            }
            None => self.end_login(End::Answered, out),
        }
    }

    pub(super) fn judge(&mut self, now: Timestamp, out: &mut Vec<Effect>) {
        let (Some(attempt), Some((metadata, keys)), Some(tokens)) =
            (&self.login.attempt, &self.login.prepared, &self.login.tokens)
        else {
            return;
        };
        let case = Case { attempt, metadata, keys, tokens, code: self.login.code.as_ref(), now };
        let judged = judge::judge(&case);
        let first_time = self.evidence.login.as_ref().is_some_and(|login| login.second_keys.is_none());
        if matches!(judged, Err(Rejection::UnknownKey { .. })) && first_time {
            // Okta rotates keys without notice, so an unknown key is looked for once more (Core §10.1.1).
            let request = Request::get(metadata.jwks_uri.clone());
            self.login.phase = Phase::KeysAgain;
            self.run(Purpose::KeysAgain, Task::Send(request), out);
            return;
        }
        let request = judged.is_ok().then(|| userinfo::request(metadata, &tokens.access)).flatten();
        self.login.claims = judged.as_ref().ok().cloned();
        self.login_evidence().judged = Some(judged);
        match request {
            Some(request) if preflight::may_send_to(&request.url) => {
                self.login.phase = Phase::Userinfo;
                self.run(Purpose::Userinfo, Task::Send(request), out);
            }
            _ => self.refresh(out),
        }
    }

    pub(super) fn keys_again(&mut self, exchange: Exchange, now: Timestamp, out: &mut Vec<Effect>) {
        let fresh = exchange.document().and_then(|document| KeySet::read(document).ok());
        self.login_evidence().second_keys = Some(exchange);
        if let (Some(keys), Some(prepared)) = (fresh, &mut self.login.prepared) {
            prepared.1 = keys;
        }
        self.judge(now, out);
    }

    pub(super) fn userinfo_came(&mut self, exchange: Exchange, now: Timestamp, out: &mut Vec<Effect>) {
        if let (Some(answer), Some(claims), Some(attempt), Some((metadata, keys))) =
            (exchange.answer(), &self.login.claims, &self.login.attempt, &self.login.prepared)
        {
            let judged = userinfo::judge(answer, claims, attempt, metadata, keys, now);
            self.login_evidence().userinfo_judged = Some(judged);
        }
        self.login_evidence().userinfo = Some(exchange);
        self.refresh(out);
    }

    pub(super) fn refresh(&mut self, out: &mut Vec<Effect>) {
        let request =
            match (&self.login.attempt, &self.login.prepared, &self.login.tokens, &self.login.claims) {
                (Some(attempt), Some((metadata, _)), Some(tokens), Some(_))
                    if self.login.plan.use_refresh && self.evidence.subject.wants_refresh =>
                {
                    tokens
                        .refresh
                        .as_ref()
                        .and_then(|refresh| token::refresh(attempt, metadata, refresh).ok())
                }
                _ => None,
            };
        match request {
            Some(request) if preflight::may_send_to(&request.url) => {
                self.login.phase = Phase::Refreshing;
                self.run(Purpose::Refresh, Task::Send(request), out);
            }
            _ => self.revoke_next(out),
        }
    }

    pub(super) fn refreshed(&mut self, exchange: Exchange, now: Timestamp, out: &mut Vec<Effect>) {
        let judged = exchange.answer().map(|answer| self.judge_refresh(token::read(answer), now));
        let evidence = self.login_evidence();
        evidence.refresh = Some(exchange);
        evidence.refresh_judged = judged;
        self.revoke_next(out);
    }

    pub(super) fn judge_refresh(
        &mut self,
        read: Result<Tokens, token::TokenError>,
        now: Timestamp,
    ) -> Result<bool, RefreshFailure> {
        let fresh = read.map_err(RefreshFailure::Token)?;
        self.remember_for_revocation(&fresh);
        let rotated = match (&fresh.refresh, self.login.tokens.as_ref().and_then(|old| old.refresh.as_ref()))
        {
            (Some(new), Some(old)) => new != old,
            _ => false,
        };
        if let (Some(attempt), Some((metadata, keys)), Some(first), true) =
            (&self.login.attempt, &self.login.prepared, &self.login.claims, fresh.id.is_some())
        {
            let case = Case { attempt, metadata, keys, tokens: &fresh, code: None, now };
            judge::judge_refreshed(&case, first).map_err(RefreshFailure::Judge)?;
        }
        Ok(rotated)
    }

    pub(super) fn remember_for_revocation(&mut self, tokens: &Tokens) {
        // The refresh token goes first: revoking it ends what hangs on it (RFC 7009 §2.1).
        if let Some(refresh) = &tokens.refresh {
            self.login.to_revoke.push((refresh.clone(), "refresh_token"));
        }
        self.login.to_revoke.push((tokens.access.clone(), "access_token"));
    }

    pub(super) fn revoked(&mut self, exchange: Exchange, out: &mut Vec<Effect>) {
        if let Some(login) = &mut self.evidence.login {
            login.revoked.push(exchange);
        }
        self.revoke_next(out);
    }

    pub(super) fn revoke_next(&mut self, out: &mut Vec<Effect>) {
        let endpoint = match &self.login.prepared {
            Some((metadata, _)) => metadata.revocation_endpoint.clone(),
            None => None,
        };
        let next = if self.login.to_revoke.is_empty() { None } else { Some(self.login.to_revoke.remove(0)) };
        match (endpoint, next, &self.login.attempt) {
            (Some(endpoint), Some((token, hint)), Some(attempt)) if preflight::may_send_to(&endpoint) => {
                let request = token::revoke(attempt, &endpoint, &token, hint);
                self.login.phase = Phase::Revoking;
                self.run(Purpose::Revoke, Task::Send(request), out);
            }
            _ => self.end_login(End::Answered, out),
        }
    }

    /// Asks about the first sign-out URI, with the ID token of the last login and without a cookie, so that nobody is
    /// signed out anywhere.
    pub(super) fn check_sign_out(&mut self, out: &mut Vec<Effect>) {
        let request = match (&self.login.prepared, &self.login.tokens, &self.login.attempt) {
            (Some((metadata, _)), Some(tokens), Some(attempt)) => {
                let uri =
                    self.evidence.subject.sign_out_redirects.first().and_then(|uri| Url::parse(uri).ok());
                match (uri, &tokens.id) {
                    (Some(uri), Some(id)) => {
                        crate::oidc::sign_out::request(attempt, metadata, id, &uri, None)
                    }
                    _ => None,
                }
            }
            _ => None,
        };
        if let Some(request) = request.filter(|request| preflight::may_send_to(&request.url)) {
            self.run(Purpose::SignOut, Task::Send(request), out);
        }
    }
}
