//! An application integration of a practice Okta, as its pages have it.

use serde_json::Value as Json;

use crate::base::{Secret, Timestamp};

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
    /// Claims of the organization's own server for this application alone.
    pub federated_claims: Vec<FederatedClaim>,
    /// What the API was told of it and no page shows.
    pub document: Json,
    /// When the API last changed it.
    pub changed: Option<Timestamp>,
}

/// A claim that is an expression over the person (`federated-claims`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FederatedClaim {
    /// Its ID.
    pub id: String,
    /// The claim's name.
    pub name: String,
    /// What it is made of, in the expression language of the Identity Engine.
    pub expression: String,
}
