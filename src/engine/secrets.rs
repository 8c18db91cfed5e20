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
        self.remember(secrets::of_exchange(exchange));
    }

    /// Remembers that these must not be told, whatever becomes of what they were for.
    pub(super) fn remember(&mut self, secrets: impl IntoIterator<Item = Secret>) {
        for secret in secrets {
            if !self.told_secrets.contains(&secret) {
                self.told_secrets.push(secret);
            }
        }
        let superfluous = self.told_secrets.len().saturating_sub(MOST);
        self.told_secrets.drain(..superfluous);
    }

    /// Everything that must not be told from now on.
    pub(super) fn secrets(&self) -> Vec<Secret> {
        self.secret.iter().chain(&self.withheld).chain(&self.told_secrets).cloned().collect()
    }
}
