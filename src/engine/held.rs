//! A client secret that was given as client ID is held back: it is no value, so that nothing shows, keeps or sends it. What
//! is known of the provider and of the secret decides, so it is judged again whenever that changes.

use super::Setup;
use super::connection::Connection;
use super::effect::Effect;
use super::field::{self, FieldState};
use super::intent::Field;
use super::proof::{self, ProofState};
use crate::apps::Format;
use crate::base::Secret;
use crate::config::Document;
use crate::oidc::token::ClientAuthentication;
use crate::okta::misplaced::{self, Provider, Suspicion};
use crate::okta::pasted;
use crate::okta::probes::ORGANIZATION;

impl Setup {
    /// What becomes of a text in a field of this set-up.
    pub(super) fn judged(&mut self, field: &Field, typed: &Secret) -> FieldState {
        let state = field::judge(field, typed, &self.guide);
        if *field != Field::ClientId {
            return state;
        }
        let Some(suspicion) = self.suspicion(typed).filter(|_| !self.is_proven(&state)) else {
            self.withheld = None;
            return state;
        };
        self.withheld = Some(typed.clone());
        state.held_back(suspicion)
    }

    fn suspicion(&self, typed: &Secret) -> Option<Suspicion> {
        let provider = self.provider();
        // While a secret is deleted letter by letter, what is left of it is no client ID yet.
        let left = || {
            let is_left = self.withheld.as_ref().is_some_and(|held| misplaced::is_left_of(typed, held));
            (is_left && provider != Provider::Other).then_some(Suspicion::Likely)
        };
        misplaced::suspicion(typed, &self.typed(&Field::Secret), provider).or_else(left)
    }

    /// Whether a login has passed with exactly these values: then it is a client ID, whatever it looks like.
    fn is_proven(&self, state: &FieldState) -> bool {
        let with = Connection { client_id: state.value.clone(), ..self.connection.clone() };
        proof::state(&with, self.secret.as_ref()) == ProofState::Fresh
    }

    fn provider(&self) -> Provider {
        let address = self.connection.issuer.as_ref().or(self.connection.organization.as_ref());
        let told = self.evidence.probed.of(&ORGANIZATION).and_then(|exchange| exchange.answer());
        Provider::of(address.map(String::as_str), told)
    }

    pub(super) fn typed(&self, field: &Field) -> Secret {
        self.fields.get(field).map(|state| state.typed.clone()).unwrap_or_default()
    }

    /// Judges the client ID once more, with what has come to be known. What was insisted on stays, unless it is the secret
    /// itself.
    pub(super) fn judge_client_id_again(&mut self, out: &mut Vec<Effect>) {
        let Some(known) = self.fields.get(&Field::ClientId).cloned() else { return };
        if known.typed.is_empty() {
            return;
        }
        let again = self.judged(&Field::ClientId, &known.typed);
        if again.suspicion == known.suspicion
            || (known.as_typed && again.suspicion != Some(Suspicion::Certain))
        {
            return;
        }
        let was_checking = self.checking;
        self.settle(Field::ClientId, again, out);
        // Checks that are on go on with what is left to ask.
        self.checking = was_checking;
    }

    /// Client secrets that a file holds where its client ID belongs.
    pub(super) fn secrets_as_ids(&self, resolved: &Format, text: &Secret) -> Vec<Secret> {
        let (Some(id), Some(editor)) = (&self.connection.client_id, resolved.editor()) else {
            return Vec::new();
        };
        let Ok(document) = Document::open(editor, text.reveal()) else { return Vec::new() };
        let settings = resolved.settings().unwrap_or_default().into_iter();
        let given = settings
            .filter(|one| one.value.shown() == *id)
            .filter_map(|one| Some(Secret::new(document.value(&one.key)?.shown())));
        let provider = self.provider();
        given.filter(|id| misplaced::suspicion(id, &self.typed(&Field::Secret), provider).is_some()).collect()
    }

    /// Whether what was given as client ID is held back.
    pub fn holds_back_client_id(&self) -> bool {
        self.fields.get(&Field::ClientId).is_some_and(|state| state.suspicion.is_some())
    }

    /// Client ID and client secret in each other's place: both as they belong, else `None`.
    pub fn put_right(&self) -> Option<(Secret, Secret)> {
        let (id, secret) = (self.typed(&Field::ClientId), self.typed(&Field::Secret));
        let is_alone = id.is_empty() && pasted::secret_problem(&secret) == Some(pasted::SECRET_IS_CLIENT_ID);
        if !self.holds_back_client_id() && !is_alone {
            return None;
        }
        let (id, secret) = misplaced::put_right(&id, &secret);
        let is_public = self.evidence.subject.client_authentication == ClientAuthentication::None;
        Some((id, if is_public { Secret::default() } else { secret }))
    }
}

impl Connection {
    /// The client ID as it may be shown: `None` where it looks like a client secret that was saved in its place.
    pub fn shown_client_id(&self) -> Option<&str> {
        let address = self.issuer.as_ref().or(self.organization.as_ref());
        let provider = Provider::of(address.map(String::as_str), None);
        let id = self.client_id.as_deref()?;
        let held = misplaced::suspicion(&Secret::from(id), &Secret::default(), provider);
        let is_shown = match held {
            Some(Suspicion::Possible) => self.proof.is_some(),
            held => held.is_none(),
        };
        is_shown.then_some(id)
    }
}
