//! A guide, computed for one set-up: everything that is shown, pasted or written, with its gaps.
//!
//! Data only. `resolve` makes it; the wizard, the Markdown page, the request sheet and the write plan read it.

use std::collections::BTreeMap;

use url::Url;

use super::ClaimNeeds;
use super::guide::{
    ApplicationType, ConfirmKind, ConsolePage, GivenAs, Grant, KeyType, Phase, Roles, Server,
};
use super::template::Filled;
use crate::base::Secret;

/// What is known of one set-up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Context {
    /// Answers to the guide's questions, checked, by key.
    pub answers: BTreeMap<String, String>,
    /// The Okta organization's address, `https://acme.okta.com`.
    pub organization: Option<Url>,
    /// The issuer.
    pub issuer: Option<String>,
    /// The client ID.
    pub client_id: Option<String>,
    /// The client secret.
    pub client_secret: Option<Secret>,
    /// Where the test login comes back to; it goes into Okta for a while, beside the application's own.
    pub test_redirect: Option<String>,
    /// Scopes, when they were chosen by hand.
    pub scopes: Option<Vec<String>>,
}

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
    /// Every step, one screen each, in order.
    pub steps: Vec<Step>,
    /// The ways to give the application its values.
    pub formats: Vec<ResolvedFormat>,
    /// What only a person can see.
    pub confirmations: Vec<Confirmation>,
    /// What goes wrong, and its cure.
    pub traps: Vec<ResolvedTrap>,
    /// About how long it takes.
    pub minutes: Option<u16>,
    /// Who is needed.
    pub roles: Roles,
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

/// The tile's settings in Okta.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tile {
    /// Whether Okta may start the login too ("Either Okta or App").
    pub either: bool,
    /// Whether the login flow is "Redirect to app to initiate login (OIDC Compliant)".
    pub oidc_compliant: bool,
}

/// One screen: one thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Unique in the guide, and stable while the guide is: `okta/create_web_app.name`.
    pub id: String,
    /// When it is done.
    pub phase: Phase,
    /// The thing to do.
    pub title: String,
    /// What to know about it, in paragraphs.
    pub say: Vec<String>,
    /// Values to paste, in the order of the page.
    pub values: Vec<Paste>,
    /// A drawing of the page.
    pub drawing: Option<Drawing>,
    /// The page in Okta.
    pub link: Option<ConsolePage>,
    /// The page in the application; complete, or absent.
    pub page: Option<String>,
    /// Whether the configuration is shown and written here.
    pub write: bool,
    /// What must not be overlooked.
    pub warn: Option<String>,
    /// The question that is answered here, by its key.
    pub ask: Option<String>,
}

/// A value to paste.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paste {
    /// The field's name on the page.
    pub label: String,
    /// The value.
    pub value: Filled,
    /// Whether it is the secret, known already or not.
    pub secret: bool,
    /// What to know about it.
    pub note: Option<String>,
}

/// A page in characters, without its frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// The page's title.
    pub title: String,
    /// Its lines. `▸` at the start marks where to click or paste.
    pub lines: Vec<String>,
}

/// A way to give the application its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedFormat {
    /// Its identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    /// When to choose it.
    pub about: Option<String>,
    /// What it consists of.
    pub body: FormatBody,
    /// Where the file usually stands.
    pub path: Option<String>,
    /// Lines of comment at the head of a new file.
    pub header: Vec<String>,
    /// The formats whose files are written together with it.
    pub also: Vec<String>,
    /// What is set beside it.
    pub beside: Vec<ResolvedBeside>,
    /// How the application takes it up.
    pub apply: Vec<ResolvedApply>,
}

/// What a format consists of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormatBody {
    /// Keys in a file that an editor of [`crate::config`] changes in place.
    Settings {
        /// The editor's name.
        editor: String,
        /// Its dialect.
        dialect: Option<String>,
        /// Keys and values in order.
        settings: Vec<ResolvedKey>,
    },
    /// A text that is written whole.
    Text(Filled),
    /// The fields of a web page.
    Sheet(Sheet),
}

/// One key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedKey {
    /// Its name or path.
    pub key: String,
    /// Its value as text; a list is separated by spaces.
    pub value: Filled,
    /// Its type.
    pub kind: KeyType,
    /// What it does.
    pub note: Option<String>,
}

/// A web page to paste into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The way to the page, one menu after the other.
    pub place: Vec<String>,
    /// Its fields in their order.
    pub fields: Vec<Paste>,
    /// What to do after the last one.
    pub then: Option<String>,
}

/// What is set beside a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedBeside {
    /// Why and where.
    pub say: String,
    /// The variable that is to hold the secret.
    pub variable: Option<String>,
    /// The command, never with the secret in it.
    pub run: Option<String>,
}

/// How the application takes a change up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedApply {
    /// For which installation.
    pub how: String,
    /// The command or the click.
    pub run: String,
}

/// What goes wrong, and its cure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedTrap {
    /// What happens.
    pub say: String,
    /// What to do.
    pub cure: String,
    /// The finding whose cure this is in this application.
    pub finding: Option<String>,
}

/// A question that only a person can answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// Unique in the guide: its kind, and a number where there are several.
    pub id: String,
    /// What it is about.
    pub kind: ConfirmKind,
    /// The question.
    pub ask: String,
    /// What to do when the answer is no.
    pub otherwise: Option<String>,
}

impl Resolved {
    /// The steps of one phase.
    pub fn phase(&self, phase: Phase) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(move |step| step.phase == phase)
    }

    /// A format by its identifier.
    pub fn format(&self, id: &str) -> Option<&ResolvedFormat> {
        self.formats.iter().find(|format| format.id == id)
    }

    /// Everything that is still missing somewhere, each once, by its name in words.
    pub fn gaps(&self) -> Vec<String> {
        let okta = self.okta.sign_in.iter().chain(&self.okta.sign_out).chain(&self.okta.initiate);
        let pasted = self.steps.iter().flat_map(|step| &step.values).map(|paste| &paste.value);
        let mut all: Vec<String> = Vec::new();
        let formats = self.formats.iter().flat_map(ResolvedFormat::gaps);
        for gap in okta.chain(pasted).flat_map(Filled::gaps).cloned().chain(formats) {
            if !all.contains(&gap) {
                all.push(gap);
            }
        }
        all
    }
}

impl ResolvedFormat {
    /// Every computed value of it.
    pub fn values(&self) -> Vec<&Filled> {
        match &self.body {
            FormatBody::Settings { settings, .. } => settings.iter().map(|key| &key.value).collect(),
            FormatBody::Text(text) => vec![text],
            FormatBody::Sheet(sheet) => sheet.fields.iter().map(|field| &field.value).collect(),
        }
    }

    /// What is missing before it may be written, each once.
    pub fn gaps(&self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for gap in self.values().into_iter().flat_map(Filled::gaps) {
            if !all.contains(gap) {
                all.push(gap.clone());
            }
        }
        all
    }

    /// Whether nothing is missing: only then may it be written.
    pub fn is_complete(&self) -> bool {
        self.gaps().is_empty()
    }
}

impl OktaSettings {
    /// Every sign-in redirect URI to register now, the test's last; only those without a gap.
    pub fn redirect_uris(&self) -> Vec<String> {
        let own = self.sign_in.iter().filter(|uri| uri.is_complete()).map(|uri| uri.reveal().to_owned());
        own.chain(self.test_redirect.clone()).collect()
    }
}
