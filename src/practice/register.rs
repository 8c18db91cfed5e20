//! Registering an application without the Admin Console, for tests and for `usher practice` with an application ready.

use serde_json::Value as Json;

use super::app::{App, Assignments, Authentication, ClientSecret, Grant, Initiation, IssuerMode};
use super::org::Org;
use super::seeds::Seeds;
use crate::base::{Secret, Timestamp};

/// What an application shall be. [`AppSpec::web`] fills in what most need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppSpec {
    /// The client ID; `None` makes one.
    pub client_id: Option<String>,
    /// The client secret; `None` makes one.
    pub secret: Option<Secret>,
    /// The application, its client ID and secrets left empty.
    pub app: App,
}

impl AppSpec {
    /// A web application as the form makes it: authorization code, client secret, access for Engineering and Finance.
    pub fn web(name: &str, redirect_uris: &[&str]) -> Self {
        Self {
            client_id: None,
            secret: None,
            app: App {
                client_id: String::new(),
                name: name.to_owned(),
                secrets: Vec::new(),
                authentication: Authentication::ClientSecret,
                pkce_required: false,
                dpop_required: false,
                grants: vec![Grant::AuthorizationCode],
                rotate_refresh: false,
                redirect_uris: redirect_uris.iter().map(|uri| (*uri).to_owned()).collect(),
                wildcard: false,
                sign_out_uris: Vec::new(),
                initiation: Initiation { tile: true, ..Initiation::default() },
                assignments: Assignments {
                    groups: vec!["Engineering".to_owned(), "Finance".to_owned()],
                    ..Assignments::default()
                },
                issuer_mode: IssuerMode::default(),
                groups_claim: None,
                active: true,
                federated_claims: Vec::new(),
                document: Json::Null,
                changed: None,
            },
        }
    }

    /// The same under a fixed client ID and secret.
    pub fn with_credentials(mut self, client_id: &str, secret: &str) -> Self {
        self.client_id = Some(client_id.to_owned());
        self.secret = Some(Secret::new(secret));
        self
    }

    /// The same as a program on people's own computers, which has no secret.
    pub fn without_secret(mut self) -> Self {
        self.app.authentication = Authentication::None;
        self.app.pkce_required = true;
        self
    }

    /// The same with the Refresh Token grant.
    pub fn with_refresh(mut self) -> Self {
        self.app.grants.push(Grant::RefreshToken);
        self
    }

    /// The same with a claim `groups` for all groups.
    pub fn with_groups(mut self) -> Self {
        self.app.groups_claim = Some(super::app::GroupsClaim {
            name: "groups".to_owned(),
            by: super::app::GroupMatch::Regex,
            value: ".*".to_owned(),
        });
        self
    }

    /// The same with sign-out redirect URIs.
    pub fn with_sign_out(mut self, uris: &[&str]) -> Self {
        self.app.sign_out_uris = uris.iter().map(|uri| (*uri).to_owned()).collect();
        self
    }
}

impl Org {
    /// Registers an application and gives its client ID and secret. A client ID that exists already is replaced.
    pub fn register(&mut self, spec: AppSpec, now: Timestamp, seeds: &mut Seeds) -> (String, Secret) {
        let AppSpec { client_id, secret, mut app } = spec;
        let client_id = client_id.unwrap_or_else(|| seeds.id("0oa"));
        let secret = secret.unwrap_or_else(|| Secret::new(seeds.text(64)));
        app.client_id.clone_from(&client_id);
        if app.authentication == Authentication::ClientSecret {
            app.secrets =
                vec![ClientSecret { id: seeds.id("ocs"), value: secret.clone(), created: now, active: true }];
        }
        self.apps.retain(|other| other.client_id != client_id);
        self.apps.push(app);
        self.note(now, "application.lifecycle.create", "practice admin", &client_id);
        (client_id, secret)
    }
}
