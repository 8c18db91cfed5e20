//! The application as it shall be in Okta, in the terms of Okta's own API: the one source of what the request sheet lists, what
//! the Terraform file declares and what the plan compares with. None of them says anything of its own.

use super::guide::{ApplicationType, Grant, Server};
use super::resolved::Resolved;
use super::template::Filled;

/// How a group claim picks groups where nobody chose: all of them.
pub const ALL_GROUPS: &str = ".*";
/// `consent_method`: an application of one's own company asks nobody.
pub const CONSENT: &str = "TRUSTED";
/// The scope by which an application asks for groups.
pub const GROUPS_SCOPE: &str = "groups";

/// What is wanted of the application in Okta.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The guide's identifier.
    pub app: String,
    /// The application's name, as sentences have it.
    pub called: String,
    /// `label`: the app integration's name.
    pub label: String,
    /// `application_type`.
    pub kind: ApplicationType,
    /// `grant_types`, as the guide has them.
    pub grants: Vec<Grant>,
    /// `redirect_uris`: the application's own. Gaps stay visible.
    pub redirect_uris: Vec<Filled>,
    /// The test login's redirect URI, which goes out again at the end.
    pub test_redirect: Option<String>,
    /// `post_logout_redirect_uris`.
    pub sign_out_uris: Vec<Filled>,
    /// `token_endpoint_auth_method`.
    pub client_authentication: String,
    /// `pkce_required` of a new application: only where every login is known to send a challenge.
    pub pkce_required: bool,
    /// Whether it is a part of the set-up that people can start the login at Okta.
    pub wishes_tile: bool,
    /// How they can, and whether the application stands on their dashboard.
    pub tile: WantedTile,
    /// The groups that may sign in, by name, as far as somebody named them.
    pub groups: Vec<String>,
    /// The one of them whose people sign in first, with the tile hidden; the others follow once that works.
    pub pilot: Option<String>,
    /// The claim that names a person's groups, where the application reads one.
    pub groups_claim: Option<String>,
    /// The scopes that it asks for.
    pub scopes: Vec<String>,
    /// The custom authorization server, by its identifier or name; `None`: the organization's own.
    pub server: Option<String>,
    /// The issuer that it is given; a gap while none is known.
    pub issuer: Filled,
    /// What others added to the application that is there, and what stays beside the guide's.
    pub others: Others,
}

/// How a login starts from Okta.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WantedTile {
    /// `idp_initiated_login.mode`.
    pub mode: LoginMode,
    /// `initiate_login_uri`.
    pub initiate: Option<Filled>,
    /// Whether the tile is shown; the opposite of `visibility.hide`.
    pub is_shown: bool,
}

/// `idp_initiated_login.mode`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LoginMode {
    /// Only the application starts a login.
    #[default]
    Disabled,
    /// Okta sends people to the application, which starts it (OpenID Connect Core §4).
    Spec,
    /// Okta sends an ID token that nobody asked for ("Okta Simplified").
    Okta,
}

impl LoginMode {
    /// The word of the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Disabled => "DISABLED",
            Self::Spec => "SPEC",
            Self::Okta => "OKTA",
        }
    }
}

/// Entries of lists that stand in Okta beside those of the guide. They are never taken away.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Others {
    /// Sign-in redirect URIs.
    pub redirect_uris: Vec<String>,
    /// Sign-out redirect URIs.
    pub sign_out_uris: Vec<String>,
    /// Grants.
    pub grant_types: Vec<String>,
    /// Response types.
    pub response_types: Vec<String>,
}

impl Resolved {
    /// The application as it shall be in Okta, for these groups.
    pub fn wanted(&self, groups: &[String]) -> Wanted {
        let okta = &self.okta;
        let shown = okta.tile.as_ref().filter(|tile| tile.either && okta.initiate.is_some());
        let mode = match shown {
            Some(tile) if tile.oidc_compliant => LoginMode::Spec,
            Some(_) => LoginMode::Okta,
            None => LoginMode::Disabled,
        };
        let is_shown = okta.tile.as_ref().is_some_and(|tile| tile.either);
        Wanted {
            app: self.id.clone(),
            called: self.name.clone(),
            label: okta.name.clone(),
            kind: okta.application,
            grants: okta.grants.clone(),
            redirect_uris: okta.sign_in.clone(),
            test_redirect: okta.test_redirect.clone(),
            sign_out_uris: okta.sign_out.clone(),
            client_authentication: okta.client_authentication.clone(),
            pkce_required: okta.pkce == "always",
            wishes_tile: okta.tile.is_some(),
            tile: WantedTile { mode, initiate: okta.initiate.clone(), is_shown },
            groups: groups.to_vec(),
            pilot: None,
            groups_claim: self.claims.groups.clone(),
            scopes: okta.scopes.clone(),
            server: (okta.server == Server::Custom).then(|| self.server_name().to_owned()),
            issuer: okta.issuer_expected.clone(),
            others: Others::default(),
        }
    }

    /// The custom server's name or identifier, the last piece of its issuer; `default` while no issuer is known.
    fn server_name(&self) -> &str {
        let okta = &self.okta;
        let known =
            [&okta.issuer_given, &okta.issuer_expected].into_iter().find(|issuer| issuer.is_complete());
        let server =
            known.and_then(|issuer| issuer.reveal().split_once("/oauth2/")).map_or("", |(_, server)| server);
        server.split('/').next().filter(|server| !server.is_empty()).unwrap_or("default")
    }
}

impl Wanted {
    /// The same with a group whose people sign in first.
    #[must_use]
    pub fn piloted(mut self, group: Option<&str>) -> Self {
        self.pilot = group.map(str::to_owned);
        self
    }

    /// `application_type`.
    pub fn application_type(&self) -> &'static str {
        match self.kind {
            ApplicationType::Web => "web",
            ApplicationType::SinglePage => "browser",
            ApplicationType::Native => "native",
        }
    }

    /// `grant_types`, those of others last.
    pub fn grant_types(&self) -> Vec<&str> {
        let own = self.grants.iter().map(|grant| grant.in_api());
        own.chain(self.others.grant_types.iter().map(String::as_str)).collect()
    }

    /// `response_types`, which follow from the grants, those of others last.
    pub fn response_types(&self) -> Vec<&str> {
        let implicit = self.grants.contains(&Grant::ImplicitHybrid).then_some("id_token");
        let own = std::iter::once("code").chain(implicit);
        own.chain(self.others.response_types.iter().map(String::as_str)).collect()
    }

    /// `refresh_token.rotation_type`, where it is given one.
    pub fn refresh_rotation(&self) -> Option<&'static str> {
        self.grants.contains(&Grant::RefreshToken).then_some("STATIC")
    }

    /// Whether it has a client secret.
    pub fn has_secret(&self) -> bool {
        self.client_authentication != "none"
    }

    /// The scope that a custom server has only when somebody added it, where it is asked for.
    pub fn server_scope(&self) -> Option<&'static str> {
        let asked = self.scopes.iter().any(|scope| scope == GROUPS_SCOPE);
        (self.server.is_some() && asked).then_some(GROUPS_SCOPE)
    }

    /// The grants that a rule of a custom server must allow; a refresh token needs none of its own there.
    pub fn rule_grants(&self) -> Vec<&'static str> {
        self.grants
            .iter()
            .filter(|grant| **grant != Grant::RefreshToken)
            .map(|grant| grant.in_api())
            .collect()
    }
}

impl Grant {
    /// A grant as the application's settings name it in the API.
    pub fn in_api(self) -> &'static str {
        match self {
            Self::ImplicitHybrid => "implicit",
            other => other.as_str(),
        }
    }
}
