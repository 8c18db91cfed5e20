//! What is asked, as data: every one reads.

use url::Url;

/// One question to the management API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ask {
    /// The organization's document, which anybody may read.
    Organization,
    /// An access token for the service app.
    AccessToken,
    /// One application by its ID, which is its client ID where nobody chose another.
    App(String),
    /// All OpenID Connect applications: redirect URIs cannot be searched for.
    Apps,
    /// The groups that an application is assigned to; with their names, where Okta is asked to add them.
    Assigned(String, bool),
    /// Whether single people are assigned to it.
    People(String),
    /// Its claims of the organization's own server.
    Claims(String),
    /// A sign-in policy, for its name.
    Policy(String),
    /// A group by its name.
    Group(String),
    /// A custom authorization server.
    Server(String),
    /// Its scopes.
    ServerScopes(String),
    /// Its claims.
    ServerClaims(String),
    /// Its access policies.
    ServerPolicies(String),
    /// The rules of one of them.
    ServerRules(String, String),
}

impl Ask {
    /// The scope that it takes, of a service app; the right of the same name, of a role.
    pub(super) fn scope(&self) -> Option<&'static str> {
        match self {
            Self::Organization | Self::AccessToken => None,
            Self::App(_) | Self::Apps | Self::Assigned(..) | Self::People(_) | Self::Claims(_) => {
                Some("okta.apps.read")
            }
            Self::Policy(_) => Some("okta.policies.read"),
            Self::Group(_) => Some("okta.groups.read"),
            _ => Some("okta.authorizationServers.read"),
        }
    }

    /// Its address at an organization.
    pub(super) fn url(&self, organization: &Url) -> Url {
        let mut url = organization.clone();
        url.set_query(None);
        url.set_fragment(None);
        url.set_path(&self.path());
        let query = self.query();
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        url
    }

    fn path(&self) -> String {
        match self {
            Self::Organization => "/.well-known/okta-organization".to_owned(),
            Self::AccessToken => "/oauth2/v1/token".to_owned(),
            Self::App(id) => format!("/api/v1/apps/{id}"),
            Self::Apps => "/api/v1/apps".to_owned(),
            Self::Assigned(id, _) => format!("/api/v1/apps/{id}/groups"),
            Self::People(id) => format!("/api/v1/apps/{id}/users"),
            Self::Claims(id) => format!("/api/v1/apps/{id}/federated-claims"),
            Self::Policy(id) => format!("/api/v1/policies/{id}"),
            Self::Group(_) => "/api/v1/groups".to_owned(),
            Self::Server(id) => format!("/api/v1/authorizationServers/{id}"),
            Self::ServerScopes(id) => format!("/api/v1/authorizationServers/{id}/scopes"),
            Self::ServerClaims(id) => format!("/api/v1/authorizationServers/{id}/claims"),
            Self::ServerPolicies(id) => format!("/api/v1/authorizationServers/{id}/policies"),
            Self::ServerRules(id, policy) => {
                format!("/api/v1/authorizationServers/{id}/policies/{policy}/rules")
            }
        }
    }

    fn query(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Apps => vec![
                ("filter", "name eq \"oidc_client\"".to_owned()),
                ("limit", "200".to_owned()),
                ("includeNonDeleted", "true".to_owned()),
            ],
            Self::Assigned(_, true) => vec![("limit", "200".to_owned()), ("expand", "group".to_owned())],
            Self::Assigned(_, false) => vec![("limit", "200".to_owned())],
            Self::People(_) => vec![("limit", "1".to_owned())],
            Self::Group(name) => {
                let name = name.replace('\\', "\\\\").replace('"', "\\\"");
                vec![("search", format!("profile.name eq \"{name}\"")), ("expand", "stats".to_owned())]
            }
            _ => Vec::new(),
        }
    }
}
