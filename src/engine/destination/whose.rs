//! Whose an entry of a file is: this connection's, or another provider's, which must not be lost.

use std::path::Path;

use url::Url;

use super::super::Setup;
use super::super::effect::Gathered;
use super::super::format::{self, Adopted, Source};
use super::super::intent::Field;
use super::super::reference::Consent;
use super::super::search::Look;
use super::says;
use crate::apps::Format;
use crate::base::Secret;
use crate::config::{Editor, Opened, Place};
use crate::okta::host::{self, HostKind};
use crate::okta::misplaced::Provider;

/// The scopes that every provider knows (OpenID Connect Core §5.4 and §11).
const KNOWN_SCOPES: [&str; 6] = ["openid", "profile", "email", "address", "phone", "offline_access"];
/// The scope with which the organization's own server gives a person's groups.
const GROUPS: &str = "groups";

impl Setup {
    /// Whether the entry that a file has under a name of its own is this connection's, and not one of another kind or of another
    /// provider, beside which a new one is put.
    pub(super) fn is_ours(&self, adopted: &Adopted) -> bool {
        let is_other = |url: &Url| Provider::of(Some(url.as_str()), None) == Provider::Other;
        // Some formats only name what another file has.
        let tells_none = !self.guide.formats.iter().any(|format| {
            format.id == adopted.format
                && [Field::Issuer, Field::ClientId]
                    .iter()
                    .any(|field| !format::keys_of(&self.guide, format, field).is_empty())
        });
        !adopted.place.is_entry()
            || tells_none
            || (adopted.tells(&Field::ClientId)
                && adopted.tells(&Field::Issuer)
                && self.other_issuer(adopted, is_other).is_none())
    }

    /// The issuer of another provider that stands in the place of what is written, with its key, where the application takes
    /// several. What is no host of Okta's is another one then, since nothing has to give way.
    pub(super) fn other_provider(
        &self,
        resolved: &Format,
        path: &Path,
        opened: &Opened,
    ) -> Option<(String, String)> {
        let template =
            self.guide.formats.iter().find(|one| one.id == resolved.id).filter(|one| one.several)?;
        let (gathered, consent) = (Gathered::default(), Consent::default());
        let source = Source { path, opened, gathered: &gathered, consent: &consent, entry: None };
        let adopted =
            format::adopt(&self.guide, template, source).ok().filter(|adopted| adopted.is_placed)?;
        self.other_issuer(&adopted, |url| host::kind(url) != HostKind::Okta)
    }

    /// The issuer that a file tells, with its key, where its host is another than this connection's and it is another provider's.
    fn other_issuer(&self, adopted: &Adopted, is_other: impl Fn(&Url) -> bool) -> Option<(String, String)> {
        let given = adopted.values.get(&Field::Issuer).map(|given| (&given.origin, given.text.reveal()));
        // An address of which no issuer of Okta's can be read tells whose it is all the same.
        let unfit = adopted.unfit.iter().find(|one| one.field == Field::Issuer);
        let (origin, issuer) = given.or(unfit.map(|one| (&one.origin, one.shown.as_str())))?;
        let url = Url::parse(issuer).ok()?;
        let own = Url::parse(self.connection.issuer.as_deref()?).ok()?;
        let is_elsewhere = url.host_str() != own.host_str() && is_other(&url);
        is_elsewhere.then(|| (origin.key.clone().unwrap_or_default(), issuer.to_owned()))
    }

    /// Whether a file names a client at this place already, be it another one.
    pub(super) fn has_client(&self, resolved: &Format, place: &Place<'_>) -> bool {
        let client_id = self.connection.client_id.as_deref();
        let names_it = |text: &str| client_id.is_some_and(|id| text.contains(id));
        let mut keys = resolved.keys().iter().chain(&resolved.read);
        keys.any(|key| names_it(key.value.reveal()) && says(place, &key.key))
    }

    /// The scopes with those that a file asks for besides: all of them where it is of the same issuer, else those that every
    /// provider knows. `None` where there are none.
    pub fn scopes_in(&self, look: &Look) -> Option<Secret> {
        let given = |field| look.adopted.values.get(&field).map(|given| given.text.reveal());
        let is_same =
            given(Field::Issuer).is_some() && given(Field::Issuer) == self.connection.issuer.as_deref();
        let is_plain = self.is_ours(&look.adopted) && look.adopted.others.is_empty();
        let there = given(Field::Scopes).filter(|_| is_plain)?;
        let needed = &self.resolved.okta.scopes;
        let there = there.split([' ', ',']).filter(|scope| !scope.is_empty()).map(str::to_owned);
        let is_org = self.connection.issuer.as_deref().is_some_and(|issuer| !issuer.contains("/oauth2/"));
        let is_known =
            |scope: &String| is_same || KNOWN_SCOPES.contains(&scope.as_str()) || (is_org && scope == GROUPS);
        let more: Vec<String> = there.filter(|scope| !needed.contains(scope) && is_known(scope)).collect();
        (!more.is_empty()).then(|| needed.iter().cloned().chain(more).collect::<Vec<_>>().join(" ").into())
    }
}

/// Whether a text is a Compose file or an object of Kubernetes, in which a program may stand as a text: its end is not the
/// program's.
pub(super) fn is_of_others(opened: &Opened) -> bool {
    let yaml = opened.document(Editor::Yaml);
    yaml.is_ok_and(|yaml| ["services", "apiVersion"].iter().any(|name| yaml.has(name)))
}
