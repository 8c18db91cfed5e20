//! What a configuration refers to and was not followed: asked for, agreed to, kept.

use std::path::Path;

use super::Setup;
use super::effect::Effect;
use super::format::Open;
use super::intent::Field;
use super::reference::{Agreed, Consent, Issuer, Reference};
use super::tasks::Purpose;
use crate::base::words::{Message, key, message};
use crate::diagnosis::evidence::NotFollowed;
use crate::oidc::token::ClientAuthentication;

impl Setup {
    /// What the person said beforehand: that references may be followed, and that the issuer is theirs.
    pub fn trust(&mut self, everything: bool, issuer_is_given: bool) {
        self.consent.everything = everything;
        if issuer_is_given {
            self.consent.issuer = Issuer::Person;
        }
    }

    /// Values that a configuration takes from where Usher did not look. Whatever is given in their stead takes their place.
    pub fn hold_back(&mut self, open: impl IntoIterator<Item = Open>) {
        self.held = open.into_iter().filter(|open| open.held.is_some()).collect();
        self.refresh_view();
    }

    /// Those values, as far as nothing else gave them.
    pub fn held(&self) -> &[Open] {
        &self.held
    }

    /// Whether the value of this field is one of them.
    pub fn is_held(&self, field: &Field) -> bool {
        self.held.iter().any(|open| open.field == *field)
    }

    /// Whether the checks would have to do without one of the values by which the application and the provider know each other.
    pub fn lacks_what_was_held(&self) -> bool {
        let is_public = self.evidence.subject.client_authentication == ClientAuthentication::None;
        self.is_held(&Field::Issuer)
            || self.is_held(&Field::ClientId)
            || (self.is_held(&Field::Secret) && !is_public)
    }

    /// What the person must agree to before the secret can be had from where it lives.
    pub fn asks_to_follow(&self) -> Vec<Open> {
        let asks = |open: &&Open| open.held.as_ref().is_some_and(super::format::Held::asks);
        let is_out = self.tasks.any(|purpose| matches!(purpose, Purpose::Secret | Purpose::SecretReferences));
        let waits = self.secret_search.is_some() && !is_out;
        self.held.iter().filter(asks).filter(|_| waits).cloned().collect()
    }

    /// The person's word on that.
    pub(super) fn follow_references(&mut self, yes: bool, out: &mut Vec<Effect>) {
        let asked = self.asks_to_follow();
        let Some(search) = &mut self.secret_search else { return };
        if yes {
            search.agree(&asked);
            self.search_secret(out);
        } else {
            self.secret_search = None;
        }
    }

    /// Keeps that these references of a file were followed to the issuer of this connection.
    pub fn remember_followed<'a>(&mut self, file: &Path, followed: impl IntoIterator<Item = &'a Reference>) {
        let Some(host) = self.issuer_host() else { return };
        for reference in followed {
            let one = Agreed { reference: reference.to_string(), file: file.to_owned(), host: host.clone() };
            if !self.connection.references.contains(&one) {
                self.connection.references.push(one);
            }
        }
    }

    /// What the person said of the configuration in which the secret lives.
    pub(super) fn consent_of_record(&self) -> Consent {
        let issuer = match &self.consent.issuer {
            Issuer::Person => Issuer::Person,
            Issuer::File | Issuer::Record(_) => Issuer::Record(self.issuer_host()),
        };
        Consent { issuer, kept: self.connection.references.clone(), ..self.consent.clone() }
    }

    /// Scheme, host and port of the issuer.
    pub fn issuer_host(&self) -> Option<String> {
        self.connection.issuer_host()
    }

    /// The same for the diagnosis; `None` where nothing was held back.
    pub(super) fn not_followed(&self) -> Option<NotFollowed> {
        let all: Vec<_> = self.held.iter().filter_map(|open| Some((open, open.held.as_ref()?))).collect();
        let (first, held) = all.first()?;
        let mut flags: Vec<String> = all.iter().map(|(open, _)| open.flag()).collect();
        flags.dedup();
        let way = if all.iter().any(|(_, held)| held.asks()) {
            key!("engine.reference.way_ask")
        } else {
            key!("engine.reference.way_never")
        };
        let leads: Vec<Message> = all.iter().map(|(open, held)| open.leads(held)).collect();
        Some(NotFollowed {
            place: first.at(),
            leads: Message::List(leads),
            target: self.issuer_host().map_or_else(|| held.target(), Message::from),
            way: message!(way, flags = Message::list(&flags)),
        })
    }
}
