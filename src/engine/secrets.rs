//! What a provider may know of this connection and repeat: the values that are at hand now, and what was sent or issued
//! before, also in an exchange of which nothing is kept.

use super::Setup;
use crate::base::{Exchange, Secret};
use crate::diagnosis::secrets;

/// More is not remembered: the oldest go first.
const MOST: usize = 200;

impl Setup {
    /// Remembers what an exchange sent and brought.
    pub(super) fn remember_secrets(&mut self, exchange: &Exchange) {
        for secret in secrets::of_exchange(exchange) {
            if !self.told_secrets.contains(&secret) {
                self.told_secrets.push(secret);
            }
        }
        let superfluous = self.told_secrets.len().saturating_sub(MOST);
        self.told_secrets.drain(..superfluous);
    }

    /// Everything that must not be told from now on.
    pub(super) fn secrets(&self) -> Vec<Secret> {
        let login = &self.login;
        let seeds = login.attempt.iter().map(|attempt| &attempt.seeds);
        let seeds = seeds.flat_map(|seeds| [&seeds.state, &seeds.nonce, &seeds.verifier]);
        let of_login = seeds.chain(&login.code);
        self.secret.iter().chain(&self.withheld).chain(of_login).chain(&self.told_secrets).cloned().collect()
    }
}
