//! The redirect URIs of the test in Okta: which ones the person was told to add, and whether each is out again.
//!
//! Whoever takes another port on the way leaves the first one's address behind, and it leads to their own computer.

use super::Setup;
use super::effect::{Effect, Task};
use super::preflight::{self, may_send_to};
use super::tasks::Purpose;
use crate::base::Exchange;
use crate::diagnosis::refuses_redirect;
use crate::okta::authorize::{AuthorizeAnswer, read_authorize};
use crate::okta::probes::TEST;

/// What came of asking whether a redirect URI is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    /// Okta refuses it now.
    Gone,
    /// Okta still takes it.
    StillThere,
    /// The answer does not tell.
    Unknown,
}

impl Setup {
    /// The redirect URIs of the test that may stand in Okta, in the order in which the person was told of them; where none
    /// was told yet, the one that will be.
    pub fn test_addresses(&self) -> Vec<String> {
        let mut all = self.connection.test_addresses.clone();
        let asked = self.removals.keys().filter(|uri| !self.connection.test_addresses.contains(uri));
        all.extend(asked.cloned());
        if all.is_empty() && !self.comes_back_to_app {
            all.push(self.connection.redirect_uri.clone());
        }
        all
    }

    /// The application's own redirect URI, to which a test login can come back where Okta may have no test address.
    pub fn own_redirect(&self) -> Option<String> {
        let of_guide = || self.resolved.okta.sign_in.iter().find(|uri| uri.is_complete());
        self.sent_redirects.first().cloned().or_else(|| of_guide().map(|uri| uri.reveal().to_owned()))
    }

    /// Whether the test login comes back to the application itself.
    pub fn comes_back_to_app(&self) -> bool {
        self.comes_back_to_app
    }

    /// Where the test login comes back to.
    pub(super) fn login_redirect(&self) -> String {
        let own = self.own_redirect().filter(|_| self.comes_back_to_app);
        own.unwrap_or_else(|| self.connection.redirect_uri.clone())
    }

    pub(super) fn come_back_to_app(&mut self, yes: bool, out: &mut Vec<Effect>) {
        let before = self.evidence.subject.clone();
        // One that the provider does not have need not be taken out again.
        if self.evidence.probed.of(&TEST).is_some_and(refuses_redirect) {
            self.connection.test_addresses.retain(|uri| *uri != before.test_redirect);
        }
        self.comes_back_to_app = yes && self.own_redirect().is_some();
        self.resolve();
        self.forget_what_changed(&before, false, out);
    }

    /// Whether the person was told of others before, and not yet of this one: Okta's list lacks it then.
    pub fn is_new_test_address(&self, uri: &str) -> bool {
        let told = &self.connection.test_addresses;
        !told.is_empty() && told.iter().all(|one| one != uri)
    }

    /// What is known of a redirect URI's removal, once Okta was asked.
    pub fn removal(&self, uri: &str) -> Option<Removal> {
        self.removals.get(uri).copied()
    }

    /// From here on Okta should have the address that is used now.
    pub(super) fn tell_test_address(&mut self) {
        if self.comes_back_to_app {
            return;
        }
        let uri = self.connection.redirect_uri.clone();
        self.removals.remove(&uri);
        if !self.connection.test_addresses.contains(&uri) {
            self.connection.test_addresses.push(uri);
        }
    }

    pub(super) fn ask_test_addresses_gone(&mut self, out: &mut Vec<Effect>) {
        for uri in self.test_addresses() {
            let known = preflight::known(&self.evidence, None);
            let request = TEST.about(&uri).request(&known);
            if let Some(request) = request.filter(|request| may_send_to(&request.url)) {
                self.run(Purpose::TestUriGone(uri), Task::Send(request), out);
            }
        }
    }

    /// One that is known to be gone needs no reminder any more.
    pub(super) fn removal_told(&mut self, uri: String, exchange: &Exchange, out: &mut Vec<Effect>) {
        let removal = removal(exchange);
        if removal == Removal::Gone {
            self.connection.test_addresses.retain(|one| *one != uri);
            self.save(out);
        }
        self.removals.insert(uri, removal);
    }
}

/// A refusal is about the redirect URI only where it says so.
fn removal(exchange: &Exchange) -> Removal {
    match read_authorize(exchange) {
        _ if refuses_redirect(exchange) => Removal::Gone,
        Some(AuthorizeAnswer::Redirected { .. }) => Removal::StillThere,
        _ => Removal::Unknown,
    }
}
