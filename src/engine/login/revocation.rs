//! Nothing stays issued: what a login was given is revoked as soon as it ended, all side by side and under one deadline.
//!
//! The login does not wait for it. What was issued is read from the very answers, those that could not be used included.

use url::Url;

use super::phase::Prepared;
use super::step::Step;
use crate::base::{Exchange, Secret};
use crate::engine::effect::{Effect, Task};
use crate::engine::tasks::{LoginTask, Purpose, Tasks};
use crate::engine::{Setup, preflight};
use crate::oidc::attempt::Attempt;
use crate::oidc::token;

/// How long the provider has to make all tokens of a login worthless, in milliseconds.
const WITHIN_MS: u64 = 10_000;

/// How long it has when the program ends, in milliseconds.
const LAST_MOMENT_MS: u64 = 1_500;

/// Who revokes tokens, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Revoker {
    attempt: Attempt,
    endpoint: Url,
}

impl Revoker {
    /// `None` where the provider offers no revocation, or at an address that credentials must not be sent to.
    fn of(prepared: &Prepared) -> Option<Self> {
        let endpoint = prepared.metadata.revocation_endpoint.clone()?;
        let attempt = || prepared.attempt.clone();
        preflight::may_send_to(&endpoint).then(|| Self { attempt: attempt(), endpoint })
    }

    /// Sends the revocations, all at once.
    fn revoke(&self, issued: &[(Secret, &str)], tasks: &mut Tasks, out: &mut Vec<Effect>) {
        for (token, hint) in issued {
            let request = token::revoke(&self.attempt, &self.endpoint, token, hint);
            let id = tasks.start(Purpose::Revocation);
            out.push(Effect::Run(id, Task::Send(request)));
        }
    }
}

impl Step<'_> {
    /// Revokes all that the token endpoint gave to this login so far.
    pub(super) fn revoke(&mut self, prepared: &Prepared) {
        let Some(revoker) = Revoker::of(prepared) else { return };
        let answers = [&self.seen.token, &self.seen.refresh].into_iter().flatten();
        let mut issued: Vec<_> = answers.filter_map(Exchange::answer).flat_map(token::issued).collect();
        // Refresh tokens go first: revoking one ends what hangs on it (RFC 7009 §2.1).
        issued.sort_by_key(|(_, hint)| *hint != token::REFRESH_TOKEN);
        revoker.revoke(&issued, self.tasks, self.out);
        limit(WITHIN_MS, self.tasks, self.out);
    }

    /// Keeps a request under way whose answer may bring tokens, only to revoke them.
    pub(super) fn revoke_later(&mut self, under_way: LoginTask, prepared: &Prepared) {
        if let Some(revoker) = Revoker::of(prepared) {
            self.tasks.reassign(&Purpose::Login(under_way), &Purpose::LateTokens(Box::new(revoker)));
            limit(WITHIN_MS, self.tasks, self.out);
        }
    }
}

/// From now on all that is still to be revoked has so long; where nothing is, nothing waits.
fn limit(within_ms: u64, tasks: &mut Tasks, out: &mut Vec<Effect>) {
    let former = tasks.drop_where(|purpose| *purpose == Purpose::RevocationDeadline);
    out.extend(former.into_iter().map(Effect::Stop));
    if tasks.any(is_revocation) {
        let id = tasks.start(Purpose::RevocationDeadline);
        out.push(Effect::Run(id, Task::Wake { after_ms: within_ms }));
    }
}

fn is_revocation(purpose: &Purpose) -> bool {
    matches!(purpose, Purpose::Revocation | Purpose::LateTokens(_))
}

fn is_of_revocations(purpose: &Purpose) -> bool {
    is_revocation(purpose) || *purpose == Purpose::RevocationDeadline
}

impl Setup {
    /// Whether tokens of a login may still be usable, and are being revoked.
    pub fn is_revoking(&self) -> bool {
        self.tasks.any(is_revocation)
    }

    /// Closes this connection, for another one to be set up: only what was issued is still revoked, and a record that is
    /// being saved is saved.
    pub fn close(&mut self) -> Vec<Effect> {
        let mut out = Vec::new();
        self.stop_check(&mut out);
        self.stop_login(&mut out);
        self.tasks.retain(|purpose| is_of_revocations(purpose) || *purpose == Purpose::Store);
        out
    }

    /// Comes after a closed connection, whose revocations go on. No task is numbered twice, so that nothing that comes back
    /// of that one is taken for an answer to this one. Call it before anything is asked of this one.
    pub fn succeed(&mut self, mut former: Self) {
        former.tasks.retain(is_of_revocations);
        self.tasks = former.tasks;
    }

    /// The program ends: what is still to be revoked has a last moment.
    pub(in crate::engine) fn hurry_revocations(&mut self, out: &mut Vec<Effect>) {
        limit(LAST_MOMENT_MS, &mut self.tasks, out);
    }

    /// An answer that nobody waits for any more, but for its tokens.
    pub(in crate::engine) fn late_tokens(
        &mut self,
        revoker: &Revoker,
        exchange: Exchange,
        out: &mut Vec<Effect>,
    ) {
        let issued = exchange.answer().map(token::issued).unwrap_or_default();
        revoker.revoke(&issued, &mut self.tasks, out);
        self.revoked(exchange, out);
    }

    /// A revocation was answered; with the last one nothing waits any more.
    pub(in crate::engine) fn revoked(&mut self, exchange: Exchange, out: &mut Vec<Effect>) {
        self.evidence.note_revocation(exchange);
        if !self.is_revoking() {
            self.stop_where(out, |purpose| *purpose == Purpose::RevocationDeadline);
        }
    }

    /// The deadline passed: whoever did not answer by now is not waited for.
    pub(in crate::engine) fn give_up_revocations(&mut self, out: &mut Vec<Effect>) {
        self.stop_where(out, is_revocation);
    }
}
