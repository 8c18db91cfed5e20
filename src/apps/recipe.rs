//! What the living application of one set-up is asked, and where a wrong value is set in it: `[live]` with what is known of
//! this set-up, open for what the visit itself brings.

use std::collections::BTreeMap;

use url::Url;

use super::guide::{Guide, Live, LiveClass, OnTheWay, ProxyHeader};
use super::scope::Scope;
use super::template::{Filled, Found, Template};
use super::text::Shown;

/// How one application is visited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipe {
    /// What the guide says; `None` where it says nothing, so that the application's first page is searched for a way in.
    pub live: Option<Live>,
    /// Where the application is asked to; `None` where no condition of the guide's starts holds, or none is needed.
    pub start: Option<OnTheWay>,
    /// The application's own address, as it was given.
    pub base: Option<Url>,
    /// Where a wrong value is set.
    pub cures: Cures,
    values: BTreeMap<String, Found>,
}

/// Where a wrong value is set in this application, in noun phrases; what the guide does not say is missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cures {
    /// Its own address.
    pub redirect_uri: Option<String>,
    /// The client ID.
    pub client_id: Option<String>,
    /// The issuer.
    pub issuer: Option<String>,
    /// The scopes.
    pub scopes: Option<String>,
    /// PKCE.
    pub pkce: Option<String>,
    /// The response type or mode.
    pub response_type: Option<String>,
    /// Where sign-on is switched on.
    pub start: Option<String>,
    /// What makes it believe that people come by https.
    pub https: Option<String>,
    /// The header of the proxy that it reads.
    pub proxy: ProxyHeader,
}

impl Guide {
    /// How the application is visited in this set-up.
    pub(super) fn recipe(&self, scope: &Scope<'_>) -> Recipe {
        let live = self.live.as_ref();
        let start = live.and_then(|live| live.start.iter().find(|one| scope.holds(&one.when)));
        let places = live.into_iter().flat_map(templates).flat_map(Template::places);
        let mut values: BTreeMap<String, Found> =
            places.map(|name| (name.to_owned(), scope.find(name))).collect();
        // What the visit brings has no value yet.
        let brought = live.iter().flat_map(|live| &live.before).flat_map(|visit| &visit.take);
        brought.for_each(|(name, _)| drop(values.remove(name)));
        values.remove(REDIRECT);
        Recipe {
            live: live.cloned(),
            start: start.map(|one| one.what.clone()),
            base: scope.answer_of("base_url").and_then(|address| Url::parse(address).ok()),
            cures: live.map(|live| live.cures(scope)).unwrap_or_default(),
            values,
        }
    }
}

/// The name under which a start is given one of the redirect URIs.
pub const REDIRECT: &str = "redirect";

impl Recipe {
    /// A template with the values of the set-up, and with those that the visit brought so far. A value that is missing is a
    /// gap.
    pub fn fill(&self, template: &OnTheWay, brought: &BTreeMap<String, String>) -> Filled {
        template.0.fill(&|name| {
            let brought = brought.get(name).cloned().map(Found::Plain);
            brought.or_else(|| self.values.get(name).cloned()).unwrap_or_else(|| Found::Gap(name.to_owned()))
        })
    }

    /// How the application sends people to the provider; by a redirect from its first page where no guide tells.
    pub fn class(&self) -> LiveClass {
        self.live.as_ref().map(|live| live.class).unwrap_or_default()
    }

    /// Whether it is asked once for each redirect URI.
    pub fn asks_for_each_redirect(&self) -> bool {
        let posted = self.live.iter().flat_map(|live| live.post.iter().flatten()).map(|(_, value)| value);
        posted.chain(&self.start).any(|template| template.0.places().any(|name| name == REDIRECT))
    }
}

impl Live {
    fn cures(&self, scope: &Scope<'_>) -> Cures {
        let said = |cure: &Option<Shown>| cure.as_ref().map(|cure| scope.text(cure));
        let cures = &self.cures;
        Cures {
            redirect_uri: said(&cures.redirect_uri),
            client_id: said(&cures.client_id),
            issuer: said(&cures.issuer),
            scopes: said(&cures.scopes),
            pkce: said(&cures.pkce),
            response_type: said(&cures.response_type),
            start: said(&cures.start),
            https: said(&cures.https),
            proxy: cures.proxy,
        }
    }
}

/// Every template of the visit.
fn templates(live: &Live) -> Vec<&Template> {
    let posted = live.post.iter().flatten().chain(live.fields.iter().flatten()).chain(&live.address);
    let before = live.before.iter().map(|visit| &visit.get);
    let switched = live.on.iter().flat_map(|on| &on.get);
    let starts = live.start.iter().map(|start| &start.what);
    let alone = live.form.iter().chain(&live.up).chain(&live.companions);
    let all = posted.map(|(_, value)| value).chain(before).chain(switched).chain(starts).chain(alone);
    all.map(|template| &template.0).collect()
}
