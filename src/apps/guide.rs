//! The shape of a guide after it was read: questions, Okta's side, claims, steps, formats, traps, confirmations.
//!
//! Data only. How the text is read is `parse`'s business, what it becomes for one set-up is `resolve`'s.

use super::question::Question;
use super::template::Template;

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

/// Conditions on answers and facts; all must hold. Each holds when the answer is one of the values.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct When {
    pub(crate) all: Vec<(String, Vec<String>)>,
    pub(crate) at: usize,
}

impl When {
    /// Whether nothing is asked.
    pub fn is_always(&self) -> bool {
        self.all.is_empty()
    }
}

/// Something that counts only under a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Maybe<T> {
    /// The thing.
    pub what: T,
    /// Its condition.
    pub when: When,
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

/// When a step is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// In the application, before Okta.
    AppBefore,
    /// In Okta.
    Okta,
    /// In the application.
    App,
    /// In Okta again, at the end.
    OktaAfter,
}

impl Phase {
    /// Its word in guides, which is also the first part of a step's identifier.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AppBefore => "app_before",
            Self::Okta => "okta",
            Self::App => "app",
            Self::OktaAfter => "okta_after",
        }
    }
}

/// One `[[step]]` of a guide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuideStep {
    /// When it is done.
    pub phase: Phase,
    /// Its condition.
    pub when: When,
    /// The step.
    pub body: StepBody,
}

/// A step of Okta's own, by name, or a step of the guide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepBody {
    /// One of Okta's steps.
    Use {
        /// Its identifier.
        id: String,
        /// Values for what it takes.
        with: Vec<(String, Template)>,
        /// What this application adds to it, said on its last part.
        note: Vec<Template>,
        /// Where the name stands in the file.
        at: usize,
    },
    /// A step of this guide.
    Own(Box<StepPart>),
}

/// A page of Okta's Admin Console that a step happens on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsolePage {
    /// The list of applications.
    Applications,
    /// The application's General tab.
    AppGeneral,
    /// The application's Sign On tab.
    AppSignOn,
    /// The application's Assignments tab.
    AppAssignments,
    /// Security › API.
    AuthorizationServers,
    /// Reports › System Log.
    SystemLog,
}

/// One screen: one thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StepPart {
    /// Its identifier inside the step.
    pub id: String,
    /// The thing to do, in one sentence.
    pub title: Template,
    /// What to know about it.
    pub say: Vec<Maybe<Template>>,
    /// Values to paste.
    pub values: Vec<PasteTemplate>,
    /// A drawing of the page.
    pub drawing: Option<DrawingTemplate>,
    /// The page in Okta.
    pub link: Option<ConsolePage>,
    /// The page in the application, an address.
    pub page: Option<Template>,
    /// Whether the configuration is shown and written here.
    pub write: bool,
    /// What must not be overlooked.
    pub warn: Option<Template>,
    /// The question that is answered here.
    pub ask: Option<String>,
    /// Its condition.
    pub when: When,
}

/// A value to paste; a list place makes one of each item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasteTemplate {
    /// The field's name on the page.
    pub label: Template,
    /// The value.
    pub value: Template,
    /// What to know about it.
    pub note: Option<Template>,
    /// Its condition.
    pub when: When,
}

/// A page in characters. The frame is drawn around it; `▸` marks where to click or paste.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawingTemplate {
    /// The page's title.
    pub title: Template,
    /// Its lines; a line with a list place is repeated for each item.
    pub lines: Vec<Maybe<Template>>,
}

/// One of Okta's own steps: from `assets/okta/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OktaStep {
    /// Its identifier, also its file's name.
    pub id: String,
    /// What it takes, and what stands for it when a guide gives nothing.
    pub takes: Vec<(String, Template)>,
    /// Its screens, in order.
    pub parts: Vec<StepPart>,
}

/// One way to give the application its values: from `[[format]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Format {
    /// Its identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    /// When to choose it.
    pub about: Option<Template>,
    /// `sheet`, `text`, or the name of an editor of [`crate::config`].
    pub editor: String,
    /// The editor's dialect.
    pub dialect: Option<String>,
    /// Where the file usually stands.
    pub path: Option<Template>,
    /// Lines of comment at the head of a new file.
    pub header: Vec<Template>,
    /// Keys and values.
    pub keys: Vec<Key>,
    /// The whole text, for `text`.
    pub text: Option<Template>,
    /// What has no place in the file and is set beside it.
    pub beside: Vec<Beside>,
    /// How the application takes it up.
    pub apply: Vec<Apply>,
    /// Where the page is, for a sheet.
    pub place: Vec<Template>,
    /// The page's fields in their order, for a sheet.
    pub fields: Vec<PasteTemplate>,
    /// What to do after the last field, for a sheet.
    pub then: Option<Template>,
    /// Its condition.
    pub when: When,
}

/// The type of a key's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyType {
    /// A string.
    String,
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Number,
    /// A list.
    List {
        /// The separator; `None` where the format has lists of its own.
        separator: Option<String>,
    },
    /// The client secret, or a text that holds it.
    Secret,
}

/// One key of a configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Its name or path.
    pub key: Template,
    /// Its value.
    pub value: Template,
    /// Its type.
    pub kind: KeyType,
    /// What it does, in one sentence.
    pub note: Option<Template>,
    /// Its condition.
    pub when: When,
}

/// What is set beside the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// Why and where, in one sentence.
    pub say: Template,
    /// The variable, where it is one.
    pub variable: Option<String>,
    /// The command, where it is one; never with the secret in it.
    pub run: Option<Template>,
    /// Its condition.
    pub when: When,
}

/// How the application takes a change up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apply {
    /// For which installation, `packages`.
    pub how: String,
    /// The command or the click.
    pub run: Template,
    /// Its condition.
    pub when: When,
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
