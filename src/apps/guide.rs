//! The shape of a guide after it was read: questions, Okta's side, claims, steps, formats, traps, confirmations.
//!
//! Data only. How the text is read is `parse`'s business, what it becomes for one set-up is `resolve`'s.

use super::question::Question;
use super::template::Template;

mod formats;
mod steps;

pub use super::when::{Maybe, When};
pub use formats::{Apply, Beside, Format, Key, KeyType, SHEET, TEXT};
pub use steps::{
    ConsolePage, DrawingTemplate, GuideStep, OktaStep, PasteTemplate, Phase, StepBody, StepPart,
};

/// One application's guide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guide {
    /// Its identifier, also its file's name.
    pub id: String,
    /// The application's name as its vendor writes it.
    pub name: String,
    /// How it is called in sentences, where that depends on an answer; the name otherwise.
    pub called: Option<Template>,
    /// What it is, in one sentence.
    pub about: String,
    /// The kind of application, for the catalogue.
    pub category: String,
    /// Other names it is looked for by.
    pub aliases: Vec<String>,
    /// Words it is looked for by.
    pub keywords: Vec<String>,
    /// `self-hosted`, `saas` or `both`.
    pub deployment: String,
    /// The vendor's page.
    pub docs: Option<String>,
    /// The day on which its facts were last read in the documentation, `2026-11-22`.
    pub checked: Option<String>,
    /// About how long the set-up takes.
    pub minutes: Option<u16>,
    /// The plan or licence that the vendor asks for.
    pub plan: Option<String>,
    /// Who is needed.
    pub roles: Roles,
    /// What is asked.
    pub questions: Vec<Question>,
    /// The application in Okta.
    pub okta: OktaSide,
    /// What the application makes of the tokens.
    pub claims: Claims,
    /// What is to be done, in order.
    pub steps: Vec<GuideStep>,
    /// How the application can be given its values.
    pub formats: Vec<Format>,
    /// What goes wrong, and its cure.
    pub traps: Vec<Trap>,
    /// What only a person can see.
    pub confirmations: Vec<Confirm>,
}

/// Who is needed for a set-up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roles {
    /// In Okta.
    pub okta: String,
    /// In the application.
    pub app: String,
}

/// The kind of application in Okta.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApplicationType {
    /// Web Application: a confidential client.
    Web,
    /// Single-Page Application: a public client in a browser.
    SinglePage,
    /// Native Application: a public client on a device.
    Native,
}

/// The two kinds of authorization servers of Okta.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Server {
    /// The organization's own.
    Org,
    /// A custom one, `default` included.
    Custom,
}

impl Server {
    /// Its word in guides.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Org => "org",
            Self::Custom => "custom",
        }
    }
}

/// In which form the application wants the issuer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GivenAs {
    /// The issuer itself.
    #[default]
    Issuer,
    /// The address of the discovery document.
    Discovery,
}

impl GivenAs {
    /// Its word in guides.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Issuer => "issuer",
            Self::Discovery => "discovery",
        }
    }
}

/// A grant that the application must have in Okta.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grant {
    /// Authorization Code.
    AuthorizationCode,
    /// Refresh Token.
    RefreshToken,
    /// Implicit (hybrid).
    ImplicitHybrid,
}

/// Okta's side: from `[okta]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OktaSide {
    /// The app integration's name.
    pub name: Template,
    /// Its kind.
    pub application: ApplicationType,
    /// Sign-in redirect URIs.
    pub sign_in: Vec<Maybe<Template>>,
    /// Sign-out redirect URIs.
    pub sign_out: Vec<Maybe<Template>>,
    /// The initiate login URI, where the tile can start the application's login.
    pub initiate: Option<Template>,
    /// The tile on people's dashboard, where the guide knows that it works.
    pub tile: Option<TileTemplate>,
    /// Grants.
    pub grants: Vec<Maybe<Grant>>,
    /// Which servers the application can be used with; the first is proposed.
    pub servers: Vec<Server>,
    /// The `choice` question (`org`, `custom`) that chooses the server, where the guide leaves it open.
    pub server_asked: Option<String>,
    /// In which form it wants the issuer.
    pub given_as: GivenAs,
    /// Scopes.
    pub scopes: Vec<Maybe<String>>,
    /// How the application authenticates at the token endpoint (`token_endpoint_auth_method` of RFC 7591 §2).
    pub client_authentication: String,
    /// `always`, `when offered` or `unknown`.
    pub pkce: String,
}

/// The tile's settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TileTemplate {
    /// Whether Okta may start the login too.
    pub either: bool,
    /// Whether Okta calls the application's initiate login URI (OIDC compliant).
    pub oidc_compliant: bool,
    /// Its condition.
    pub when: When,
}

/// What the application makes of the tokens: from `[claims]`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Claims {
    /// Claims that become the username.
    pub username: Vec<Template>,
    /// Claims that become the e-mail address.
    pub email: Vec<Template>,
    /// What is made of `email_verified`.
    pub verified: Verified,
    /// When that counts.
    pub verified_when: When,
    /// The claim that holds groups.
    pub groups: Option<Maybe<Template>>,
    /// Whether userinfo is read.
    pub userinfo: bool,
    /// Claims beyond these that must be there.
    pub required: Vec<String>,
    /// The `map` question from groups to roles.
    pub roles: Option<String>,
}

/// What the application makes of `email_verified`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Verified {
    /// Nothing.
    #[default]
    Ignored,
    /// It refuses `false`.
    NotFalse,
    /// It wants `true`.
    True,
}

/// What goes wrong with this application, and its cure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trap {
    /// What happens.
    pub say: Template,
    /// What to do.
    pub cure: Template,
    /// The finding whose cure this is, `claims.email_unverified`.
    pub finding: Option<String>,
    /// Its condition.
    pub when: When,
}

/// What a confirmation is about; decides the finding of a "no".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConfirmKind {
    /// The application's own login.
    Login,
    /// Somebody who is not assigned is refused.
    Refused,
    /// The tile on Okta's dashboard.
    Tile,
    /// Signing out.
    SignOut,
    /// Groups and roles have arrived.
    Groups,
    /// The way back in.
    WayBack,
}

impl ConfirmKind {
    /// Its word in guides, which is also its identifier.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::Refused => "refused",
            Self::Tile => "tile",
            Self::SignOut => "sign_out",
            Self::Groups => "groups",
            Self::WayBack => "way_back",
        }
    }
}

/// A question that only a person can answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirm {
    /// What it is about.
    pub kind: ConfirmKind,
    /// The question.
    pub ask: Template,
    /// What to do when the answer is no.
    pub otherwise: Option<Template>,
    /// Its condition.
    pub when: When,
}
