//! The values of a connection: typed, corrected, taken back, fetched; and what a changed value makes worthless.

use super::Setup;
use super::connection::SecretSource;
use super::effect::{Effect, Gathered, Task};
use super::field::{self, FieldState};
use super::format::keys_of;
use super::intent::Field;
use super::proof;
use super::search::Search;
use super::tasks::Purpose;
use crate::base::{Secret, Timestamp, Trouble, TroubleKind};
use crate::diagnosis::evidence::Subject;
use crate::okta::issuer::Slip;
use crate::okta::misplaced::Suspicion;
use crate::okta::probes::HoldsFor;

impl Setup {
    /// The name of a connection that was not kept yet; one that was keeps the name under which it is found.
    pub fn call(&mut self, name: String) {
        if self.connection.revision == 0 && !self.keeping() {
            self.connection.name = name;
        }
    }

    /// Says where the secret lives, without fetching it.
    pub fn secret_lives(&mut self, source: SecretSource) {
        self.connection.secret = source;
    }

    /// Says which of several places in the application's file is meant; `None` where there is one alone.
    pub fn reads_at(&mut self, entry: Option<String>) {
        self.connection.entry = entry;
    }

    pub(super) fn fill_fields(&mut self) {
        let connection = &self.connection;
        let mut known: Vec<(Field, String)> = Vec::new();
        known.extend(connection.organization.clone().map(|text| (Field::Organization, text)));
        known.extend(connection.issuer.clone().map(|text| (Field::Issuer, text)));
        known.extend(connection.client_id.clone().map(|text| (Field::ClientId, text)));
        known.extend(connection.scopes.clone().map(|list| (Field::Scopes, list.join(" "))));
        known.push((Field::Redirect, connection.redirect_uri.clone()));
        known.extend(connection.answers.iter().map(|(key, text)| (Field::Answer(key.clone()), text.clone())));
        for (field, text) in known {
            let mut state = self.judged(&field, &Secret::new(text));
            // What is kept was settled once, and is not what somebody types now.
            state.otherwise = None;
            if field == Field::ClientId && state.suspicion.is_some() {
                self.connection.client_id = None;
            }
            self.fields.insert(field, state);
        }
    }

    pub(super) fn put(&mut self, field: Field, typed: &Secret, now: Timestamp, out: &mut Vec<Effect>) {
        let state = self.judged(&field, typed);
        self.settle(field, state, out);
        self.connection.changed = now;
    }

    pub(super) fn take_as_typed(&mut self, field: &Field, now: Timestamp, out: &mut Vec<Effect>) {
        let Some(state) = self.fields.get(field) else { return };
        let mut state = match state.suspicion {
            Some(Suspicion::Certain) => return,
            // Insisted on: it is a client ID of somebody's own choice.
            Some(_) => field::judge(field, &state.typed, &self.guide),
            None => state.clone(),
        };
        self.withheld.take_if(|_| *field == Field::ClientId);
        state.as_typed = true;
        state.corrected.clear();
        state.otherwise = None;
        if *field != Field::Secret {
            state.value = Some(state.typed.reveal().to_owned());
        }
        self.settle(field.clone(), state, out);
        self.connection.changed = now;
    }

    /// A field has a new state: what that makes worthless goes.
    pub(super) fn settle(&mut self, field: Field, state: FieldState, out: &mut Vec<Effect>) {
        let decides = matches!(field, Field::Organization | Field::Issuer | Field::Secret);
        let before = self.values();
        let subject = self.evidence.subject.clone();
        let secret = self.secret.clone();
        self.take(&field, &state);
        if !state.typed.is_empty() {
            self.held.retain(|open| open.field != field);
        }
        self.fields.insert(field, state);
        self.resolve();
        let secret_changed = secret != self.secret;
        if before != self.values() {
            self.forget_plan(out);
        }
        self.forget_what_changed(&subject, secret_changed, out);
        if decides {
            self.judge_client_id_again(out);
        }
    }

    /// All values that a login proves, as one comparable text.
    pub(super) fn values(&self) -> Secret {
        proof::values(&self.connection, self.secret.as_ref())
    }

    /// Brings a field's value into the record. A refused text leaves no value: what is shown is what counts.
    pub(super) fn take(&mut self, field: &Field, state: &FieldState) {
        let value = if state.problem.is_none() { state.value.clone() } else { None };
        match field {
            Field::Organization => self.connection.organization = value,
            Field::Issuer => self.connection.issuer = value,
            Field::ClientId => self.connection.client_id = value,
            Field::Secret => {
                self.secret = value.map(|_| field::secret_of(state)).filter(|secret| !secret.is_empty());
            }
            Field::Scopes => {
                self.connection.scopes = value.map(|list| list.split(' ').map(str::to_owned).collect());
            }
            Field::Redirect => {
                if let Some(redirect) = value {
                    self.connection.redirect_uri = redirect;
                }
            }
            Field::Answer(key) => {
                match value {
                    Some(answer) => self.connection.answers.insert(key.clone(), answer),
                    None => self.connection.answers.remove(key),
                };
            }
        }
    }

    /// What was seen with other values says nothing about these; what is still out about them is stopped.
    pub(super) fn forget_what_changed(
        &mut self,
        before: &Subject,
        secret_changed: bool,
        out: &mut Vec<Effect>,
    ) {
        let now = self.evidence.subject.clone();
        let issuer = before.issuer != now.issuer;
        let client = before.client_id != now.client_id
            || before.client_authentication != now.client_authentication
            || secret_changed;
        let request = before.scopes != now.scopes || before.test_redirect != now.test_redirect;
        let redirects = before.app_redirects != now.app_redirects;
        let changed = match () {
            () if issuer => HoldsFor::Issuer,
            () if client => HoldsFor::Client,
            () if request || redirects => HoldsFor::Request,
            () => return,
        };
        self.stop_check(out);
        if issuer || client || request {
            self.abandon_login(out);
        }
        self.forget_answers(changed);
        if issuer || client {
            self.evidence.configuration = None;
        }
    }

    pub(super) fn fetch_secret(&mut self, source: SecretSource, out: &mut Vec<Effect>) {
        self.connection.secret = source.clone();
        self.secret_trouble = None;
        self.secret_search = None;
        self.held.retain(|open| open.field != Field::Secret);
        match source {
            SecretSource::Ask | SecretSource::None => {}
            source => self.run(Purpose::Secret, Task::FetchSecret(source), out),
        }
    }

    pub(super) fn secret_came(&mut self, result: Result<Secret, Trouble>, out: &mut Vec<Effect>) {
        match (result, &self.connection.secret) {
            (Err(trouble), _) => self.secret_trouble = Some(trouble),
            (Ok(text), SecretSource::Configuration { path, .. }) => {
                let search = Search::new(path, text)
                    .with_consent(self.consent_of_record())
                    .at(self.connection.entry.clone());
                self.secret_search = Some(search);
                self.search_secret(out);
            }
            (Ok(secret), _) => self.secret_found(&secret, out),
        }
    }

    pub(super) fn secret_gathered(&mut self, gathered: Gathered, out: &mut Vec<Effect>) {
        if let Some(search) = &mut self.secret_search {
            search.gather(gathered);
            self.search_secret(out);
        }
    }

    /// Looks for the secret in the application's configuration, and behind what that refers to.
    pub(super) fn search_secret(&mut self, out: &mut Vec<Effect>) {
        let Some(search) = self.secret_search.take() else { return };
        let SecretSource::Configuration { format, .. } = &self.connection.secret else { return };
        let format = self.guide.formats.iter().find(|candidate| candidate.id == *format);
        let Some(adopted) = format.and_then(|format| search.adopt(&self.guide, format)) else { return };
        if let Some(secret) = adopted.secret().cloned() {
            self.remember_followed(search.path(), &adopted.followed_to(&Field::Secret));
            return self.secret_found(&secret, out);
        }
        let wants = search.wants(&adopted);
        if !wants.is_empty() {
            self.secret_search = Some(search);
            return self.run(Purpose::SecretReferences, Task::Gather(wants), out);
        }
        let Some(open) = adopted.open.into_iter().find(|open| open.field == Field::Secret) else { return };
        if open.held.is_some() {
            // It stays open for the person's word.
            self.secret_search = Some(search);
            self.held.retain(|other| other.field != Field::Secret);
            self.held.push(open);
            return;
        }
        let path = search.path().display().to_string();
        self.secret_trouble =
            Some(Trouble { kind: TroubleKind::Other, target: path.into(), detail: open.message() });
    }

    fn secret_found(&mut self, secret: &Secret, out: &mut Vec<Effect>) {
        let state = self.judged(&Field::Secret, secret);
        self.settle(Field::Secret, state, out);
    }

    /// The keys that hold the scopes, in the file that is known, else in the first format of the guide that has any.
    pub(super) fn scopes_keys(&self) -> Vec<String> {
        let read = match &self.connection.secret {
            SecretSource::Configuration { format, .. } => Some(format),
            _ => None,
        };
        let known = read.or_else(|| self.connection.written.last().map(|written| &written.format));
        let formats =
            self.guide.formats.iter().filter(|format| known.is_none_or(|known| format.id == *known));
        let keys = formats.map(|format| keys_of(&self.guide, format, &Field::Scopes));
        keys.into_iter().find(|keys| !keys.is_empty()).unwrap_or_default()
    }

    /// What else may have been meant by the typed issuer.
    pub(super) fn issuer_otherwise(&self) -> Option<String> {
        Some(self.fields.get(&Field::Issuer)?.otherwise.as_ref()?.issuer.clone())
    }

    /// The issuer turned out to be none, and what else may have been meant is one: it is used from now on, which is said
    /// beside the field and can be taken back.
    pub(super) fn use_other_issuer(&mut self, out: &mut Vec<Effect>) {
        let other = self.fields.get(&Field::Issuer).and_then(FieldState::with_the_other);
        let Some(other) = other else { return };
        let asked: Vec<_> = self.evidence.probed.iter().map(|(_, exchange)| exchange.clone()).collect();
        let goes_on = (self.checking, self.login_only);
        self.settle(Field::Issuer, other, out);
        self.evidence.before_correction.extend(asked);
        (self.checking, self.login_only) = goes_on;
    }

    pub(super) fn issuer_slips(&self) -> Vec<Slip> {
        let state = self.fields.get(&Field::Issuer);
        state.filter(|state| !state.as_typed).map(|state| state.slips.clone()).unwrap_or_default()
    }
}
