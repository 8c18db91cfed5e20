//! What a practice Okta holds: people, groups, applications, authorization servers, and what was issued.
//!
//! Everything here is plain data in memory, gone when the practice ends.

use super::fault::Faults;
use super::log::LogEvent;
use super::state::State;
use crate::base::{Secret, Timestamp};

/// A whole organization.
#[derive(Debug, Clone)]
pub struct Org {
    /// The organization's name, as the pages show it.
    pub name: String,
    /// Its own origin without a slash at the end: `http://localhost:8780`, `https://example.okta.com`.
    pub origin: String,
    /// The origin of its custom domain, where it has one.
    pub custom_origin: Option<String>,
    /// The applications.
    pub apps: Vec<App>,
    /// The people.
    pub users: Vec<User>,
    /// The names of the groups.
    pub groups: Vec<String>,
    /// The custom authorization servers; the organization's own needs no entry.
    pub servers: Vec<Server>,
    /// What is wrong with it.
    pub faults: Faults,
    /// What happened, oldest first.
    pub log: Vec<LogEvent>,
    /// How many `/authorize` requests a minute are answered.
    pub authorize_limit: u32,
    pub(super) state: State,
}

/// A person of the practice. The password is on the sign-in page, so it is no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The user ID, `00u…`.
    pub id: String,
    /// The username.
    pub login: String,
    /// The practice password.
    pub password: String,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// The e-mail address, where there is one.
    pub email: Option<String>,
    /// Whether it counts as verified.
    pub email_verified: bool,
    /// The names of this person's groups.
    pub groups: Vec<String>,
    /// What this account is good for, as a key into the words.
    pub about: &'static str,
}

/// A client secret of an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientSecret {
    /// The secret's own ID.
    pub id: String,
    /// The secret.
    pub value: Secret,
    /// Since when.
    pub created: Timestamp,
    /// Whether it may be used.
    pub active: bool,
}

/// The grants that an application may use (RFC 6749 §1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grant {
    /// Authorization Code.
    AuthorizationCode,
    /// Refresh Token.
    RefreshToken,
    /// Implicit (hybrid).
    Implicit,
    /// Interaction Code.
    InteractionCode,
    /// Client Credentials.
    ClientCredentials,
}

impl Grant {
    /// The name of the grant on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AuthorizationCode => "authorization_code",
            Self::RefreshToken => "refresh_token",
            Self::Implicit => "implicit",
            Self::InteractionCode => "interaction_code",
            Self::ClientCredentials => "client_credentials",
        }
    }
}

/// How the client authenticates, as the General tab has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Authentication {
    /// Client secret, by Basic or in the body.
    #[default]
    ClientSecret,
    /// None: a public client that must use PKCE.
    None,
}

/// Which issuer the organization's own server uses for an application (Sign On tab).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum IssuerMode {
    /// Okta URL.
    OktaUrl,
    /// Custom URL.
    CustomUrl,
    /// Dynamic (based on request domain).
    #[default]
    Dynamic,
}

/// How the groups claim picks groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GroupMatch {
    /// Starts with.
    StartsWith,
    /// Equals.
    Equals,
    /// Contains.
    Contains,
    /// Matches regex.
    #[default]
    Regex,
}

/// The group claims filter of the Sign On tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupsClaim {
    /// The claim's name, `groups`.
    pub name: String,
    /// How it picks.
    pub by: GroupMatch,
    /// The text or regular expression.
    pub value: String,
}

/// Who may use an application.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Assignments {
    /// Everyone in the organization.
    pub everyone: bool,
    /// The names of groups.
    pub groups: Vec<String>,
    /// The logins of people.
    pub people: Vec<String>,
}

/// Login initiated by, Login flow, Initiate login URI.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Initiation {
    /// Either Okta or App, instead of App Only.
    pub by_okta: bool,
    /// Send ID Token directly to app (Okta Simplified), instead of Redirect to app.
    pub simplified: bool,
    /// Display application icon to users.
    pub tile: bool,
    /// Initiate login URI.
    pub uri: String,
}

/// An application integration: OpenID Connect, Web Application.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a tick box of its own on the application's page")]
pub struct App {
    /// The application's ID, which is its client ID as well.
    pub client_id: String,
    /// App integration name.
    pub name: String,
    /// Client secrets, at most two.
    pub secrets: Vec<ClientSecret>,
    /// Client authentication.
    pub authentication: Authentication,
    /// Require PKCE as additional verification.
    pub pkce_required: bool,
    /// Require Demonstrating Proof of Possession.
    pub dpop_required: bool,
    /// Grant type.
    pub grants: Vec<Grant>,
    /// Whether a refresh token is replaced when it is used.
    pub rotate_refresh: bool,
    /// Sign-in redirect URIs.
    pub redirect_uris: Vec<String>,
    /// Allow wildcard * in sign-in redirect URI.
    pub wildcard: bool,
    /// Sign-out redirect URIs.
    pub sign_out_uris: Vec<String>,
    /// The LOGIN section.
    pub initiation: Initiation,
    /// Controlled access, and the Assignments tab.
    pub assignments: Assignments,
    /// Issuer, on the Sign On tab.
    pub issuer_mode: IssuerMode,
    /// Group claims filter, on the Sign On tab.
    pub groups_claim: Option<GroupsClaim>,
    /// Active, or deactivated.
    pub active: bool,
}

/// A custom authorization server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Its ID: `default`, or `aus…`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it has an access policy with a rule that lets everybody in.
    pub access_policy: bool,
    /// Scopes beyond the standard ones.
    pub extra_scopes: Vec<String>,
    /// A groups claim, always in the ID token.
    pub groups_claim: Option<GroupsClaim>,
}

impl Org {
    /// An organization at an origin, with the practice people and groups, the `default` authorization server without
    /// an access policy, and no application.
    pub fn new(name: &str, origin: &str) -> Self {
        Self {
            name: name.to_owned(),
            origin: origin.trim_end_matches('/').to_owned(),
            custom_origin: None,
            apps: Vec::new(),
            users: super::people::users(),
            groups: super::people::groups(),
            servers: vec![Server {
                id: "default".to_owned(),
                name: "default".to_owned(),
                access_policy: false,
                extra_scopes: Vec::new(),
                groups_claim: None,
            }],
            faults: Faults::default(),
            log: Vec::new(),
            authorize_limit: 60,
            state: State::default(),
        }
    }

    /// The same with faults.
    pub fn with_faults(mut self, faults: Faults) -> Self {
        self.faults = faults;
        self
    }

    /// The application with this client ID.
    pub fn app(&self, client_id: &str) -> Option<&App> {
        self.apps.iter().find(|app| app.client_id == client_id)
    }

    /// The application with this client ID, to be changed.
    pub fn app_mut(&mut self, client_id: &str) -> Option<&mut App> {
        self.apps.iter_mut().find(|app| app.client_id == client_id)
    }

    /// The custom authorization server with this ID.
    pub fn server(&self, id: &str) -> Option<&Server> {
        self.servers.iter().find(|server| server.id == id)
    }

    /// The custom authorization server with this ID, to be changed.
    pub fn server_mut(&mut self, id: &str) -> Option<&mut Server> {
        self.servers.iter_mut().find(|server| server.id == id)
    }

    /// The person with this username, whatever its case.
    pub fn user(&self, login: &str) -> Option<&User> {
        self.users.iter().find(|user| user.login.eq_ignore_ascii_case(login))
    }
}
