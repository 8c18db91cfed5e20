//! A guide, computed for one set-up: everything that is shown, pasted or written, with its gaps.
//!
//! Data only. `resolve` makes it; the wizard, the Markdown page, the request sheet and the write plan read it.

use super::claim_needs::ClaimNeeds;
use super::guide::{
    Accounts, ApplicationType, Confirmation, Format, FormatBody, GivenAs, Grant, Phase, Roles, Server, Step,
    StepPage, Tile, Trap,
};
use super::recipe::Recipe;
use super::template::Filled;

/// A guide with its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// The guide's identifier.
    pub id: String,
    /// The application's name.
    pub name: String,
    /// Okta's side.
    pub okta: OktaSettings,
    /// What the application makes of the tokens.
    pub claims: ClaimNeeds,
    /// Every step, in order.
    pub steps: Vec<Step>,
    /// The pages that they are done on, one screen each, in order.
    pub pages: Vec<StepPage>,
    /// The ways to give the application its values.
    pub formats: Vec<Format>,
    /// What only a person can see.
    pub confirmations: Vec<Confirmation>,
    /// What goes wrong, and its cure.
    pub traps: Vec<Trap>,
    /// What becomes of people who have accounts already, where the guide says it.
    pub accounts: Option<Accounts>,
    /// About how long it takes.
    pub minutes: Option<u16>,
    /// Who is needed.
    pub roles: Roles,
    /// How the living application is visited.
    pub recipe: Recipe,
}

/// The application as it must be in Okta.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OktaSettings {
    /// The app integration's name.
    pub name: String,
    /// Its kind.
    pub application: ApplicationType,
    /// The application's own sign-in redirect URIs, without the test's. Gaps stay visible.
    pub sign_in: Vec<Filled>,
    /// The test's redirect URI, which comes out again.
    pub test_redirect: Option<String>,
    /// Every redirect URI of the test that goes out again at the end.
    pub test_addresses: Vec<Filled>,
    /// Sign-out redirect URIs.
    pub sign_out: Vec<Filled>,
    /// The initiate login URI.
    pub initiate: Option<Filled>,
    /// The tile, where it is part of the set-up.
    pub tile: Option<Tile>,
    /// Grants.
    pub grants: Vec<Grant>,
    /// Scopes that the application asks for.
    pub scopes: Vec<String>,
    /// Which servers the application can be used with.
    pub servers: Vec<Server>,
    /// The server of this set-up: the issuer's, else the chosen one, else the first that fits.
    pub server: Server,
    /// In which form the application wants the issuer.
    pub given_as: GivenAs,
    /// The issuer in that form.
    pub issuer_given: Filled,
    /// The issuer that the organization and the server lead to expect; a gap while no organization is known.
    pub issuer_expected: Filled,
    /// `client_secret_basic`, `client_secret_post`, `none` …
    pub client_authentication: String,
    /// `always`, `when offered` or `unknown`.
    pub pkce: String,
}

impl Resolved {
    /// The steps of one phase.
    pub fn phase(&self, phase: Phase) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(move |step| step.phase == phase)
    }

    /// A format by its identifier.
    pub fn format(&self, id: &str) -> Option<&Format> {
        self.formats.iter().find(|format| format.id == id)
    }

    /// Everything that is still missing somewhere, each once, by its name in words.
    pub fn gaps(&self) -> Vec<String> {
        let okta = self.okta.sign_in.iter().chain(&self.okta.sign_out).chain(&self.okta.initiate);
        let pasted = self.steps.iter().flat_map(|step| &step.values).map(|paste| &paste.value);
        let written = self.formats.iter().flat_map(Format::values);
        each_once(okta.chain(pasted).chain(written).flat_map(Filled::gaps))
    }
}

impl OktaSettings {
    /// Every sign-in redirect URI to register now, the test's last; only those without a gap.
    pub fn redirect_uris(&self) -> Vec<String> {
        let own = self.sign_in.iter().filter(|uri| uri.is_complete()).map(|uri| uri.reveal().to_owned());
        own.chain(self.test_redirect.clone()).collect()
    }
}

impl Format {
    /// Every computed value of it.
    pub fn values(&self) -> Vec<&Filled> {
        match &self.body {
            FormatBody::Settings(settings) => settings.settings.iter().map(|key| &key.value).collect(),
            FormatBody::Text(text) => vec![text],
            FormatBody::Sheet(sheet) => sheet.fields.iter().map(|field| &field.value).collect(),
        }
    }

    /// What is missing before it may be written, each once.
    pub fn gaps(&self) -> Vec<String> {
        each_once(self.values().into_iter().flat_map(Filled::gaps))
    }

    /// Whether nothing is missing: only then may it be written.
    pub fn is_complete(&self) -> bool {
        self.values().into_iter().all(Filled::is_complete)
    }
}

fn each_once<'a>(all: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for one in all {
        if !once.contains(one) {
            once.push(one.clone());
        }
    }
    once
}
