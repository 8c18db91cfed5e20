//! What came of the browser-free probes, kept by probe, and what follows from it at once.

use url::Url;

use super::evidence::Evidence;
use crate::base::Exchange;
use crate::oidc::discovery::{DocumentError, Metadata};
use crate::okta::host::{self, HostKind};
use crate::okta::organization::{self, Organization};
use crate::okta::probes::{Class, DISCOVERY, ORGANIZATION, OTHER_DISCOVERY, Probe, Question};

/// The questions that were asked, each with its exchange, in the order in which they were first answered.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Probed(Vec<(Question, Exchange)>);

impl Probed {
    /// Keeps what came of a question, in place of what came of it before.
    pub fn keep(&mut self, question: Question, exchange: Exchange) {
        match self.0.iter_mut().find(|(known, _)| *known == question) {
            Some((_, before)) => *before = exchange,
            None => self.0.push((question, exchange)),
        }
    }

    /// Forgets what does not fit.
    pub fn retain(&mut self, fits: impl Fn(&Question, &Exchange) -> bool) {
        self.0.retain(|(question, exchange)| fits(question, exchange));
    }

    /// All of it.
    pub fn iter(&self) -> impl Iterator<Item = (&Question, &Exchange)> {
        self.0.iter().map(|(question, exchange)| (question, exchange))
    }

    /// What came of a probe; of the first question, where it was asked about more than one thing.
    pub fn of(&self, probe: &Probe) -> Option<&Exchange> {
        self.iter().find_map(|(question, exchange)| (question.probe == probe).then_some(exchange))
    }

    /// What came of a probe that was asked about this.
    pub fn about(&self, probe: &Probe, about: &str) -> Option<&Exchange> {
        let mut all = self.iter();
        all.find(|(question, _)| question.probe == probe && question.about == about).map(|(_, seen)| seen)
    }

    /// What came of all probes of a class.
    pub fn of_class(&self, class: Class) -> impl Iterator<Item = &Exchange> {
        self.iter().filter(move |(question, _)| question.probe.class == class).map(|(_, exchange)| exchange)
    }
}

impl Evidence {
    /// The discovery document as it was read, where one came.
    pub fn document(&self) -> Option<Result<Metadata, DocumentError>> {
        self.probed.of(&DISCOVERY)?.document().map(Metadata::read)
    }

    /// The discovery document, where it can be relied on: readable, its issuer is the one that was asked, and no address in it
    /// leads where it must not.
    pub fn metadata(&self) -> Option<Metadata> {
        let asked = &self.subject.issuer;
        self.document()?.ok().filter(|metadata| metadata.is_of(asked) && metadata.astray(asked).is_none())
    }

    /// Whether the address was asked as an issuer and is none: no document is there, or one of another issuer. A provider that
    /// fails or wants to be left alone has said nothing.
    pub fn denies_issuer(&self) -> bool {
        let Some(exchange) = self.probed.of(&DISCOVERY) else { return false };
        let is_told = exchange.answer().is_some_and(|answer| answer.status < 500 && answer.status != 429);
        let named = exchange.document().and_then(|document| Metadata::read(document).ok());
        is_told && named.is_none_or(|document| !document.is_of(&self.subject.issuer))
    }

    /// Whether what else may have been meant by the issuer describes itself.
    pub fn knows_other_issuer(&self) -> bool {
        let Some(other) = &self.subject.issuer_otherwise else { return false };
        let document = self.probed.about(&OTHER_DISCOVERY, other).and_then(Exchange::document);
        document.is_some_and(|document| Metadata::read(document).is_ok())
    }

    /// What the organization says of itself, where the issuer's host belongs to one of Okta's.
    pub fn organization(&self) -> Option<Organization> {
        organization::read(self.probed.of(&ORGANIZATION)?.answer()?)
    }

    /// Whether the issuer's host is one of Okta's own or belongs to an organization of Okta's; `None` while it was not asked.
    pub fn is_okta(&self) -> Option<bool> {
        let issuer = Url::parse(&self.subject.issuer);
        let is_named = issuer.is_ok_and(|issuer| host::kind(&issuer) == HostKind::Okta);
        let asked = self.probed.of(&ORGANIZATION).map(|_| self.organization().is_some());
        if is_named { Some(true) } else { asked }
    }
}
