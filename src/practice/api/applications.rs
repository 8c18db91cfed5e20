//! Applications as the API has them.

use serde_json::{Value as Json, json};

use super::super::app::{App, Authentication, Grant, IssuerMode};
use super::super::fault::Fault;
use super::super::reply;
use super::super::visit::Visit;
use super::{MADE, document};
use crate::base::Answer;

/// The sign-in policy that every application of the practice has.
const POLICY: &str = "rstpractice000000001";

impl Visit<'_> {
    /// `GET /api/v1/apps`.
    pub(super) fn applications(&mut self) -> Answer {
        let filter = self.query.text("filter");
        let (with_inactive, starts) = (self.query.text("includeNonDeleted") == "true", self.query.text("q"));
        if !matches!(filter, "" | "name eq \"oidc_client\"" | "status eq \"ACTIVE\"") {
            return self.refused_for(400, "E0000031", "Invalid search criteria.", "Invalid search criteria.");
        }
        let is_meant = |app: &&App| {
            let is_named = app.name.to_lowercase().starts_with(&starts.to_lowercase());
            (app.active || (with_inactive && filter != "status eq \"ACTIVE\"")) && is_named
        };
        let all: Vec<Json> = self.org.apps.iter().filter(is_meant).map(|app| self.as_json(app)).collect();
        self.page_of(&all, 200)
    }

    /// `GET /api/v1/apps/{id}`.
    pub(super) fn application(&mut self, id: &str) -> Answer {
        match self.org.app(id) {
            Some(app) => reply::json(200, &self.as_json(app), self.now),
            None => self.no_app(id),
        }
    }

    pub(super) fn no_app(&mut self, id: &str) -> Answer {
        self.summary(404, "E0000007", &format!("Not found: Resource not found: {id} (AppInstance)"))
    }

    /// `GET /api/v1/policies/{id}`.
    pub(super) fn sign_in_policy(&mut self, id: &str) -> Answer {
        if id != POLICY {
            return self.summary(404, "E0000007", &format!("Not found: Resource not found: {id} (Policy)"));
        }
        let value = json!({
            "id": POLICY, "status": "ACTIVE", "name": "Any two factors",
            "description": "Require two factors to access.", "priority": 1, "system": true, "conditions": null,
            "created": MADE, "lastUpdated": MADE, "type": "ACCESS_POLICY",
            "_embedded": { "resourceType": "APP" },
            "_links": {
                "self": { "href": self.href(&format!("policies/{POLICY}")), "hints": { "allow": ["GET", "PUT"] } },
            },
        });
        reply::json(200, &value, self.now)
    }

    pub(super) fn as_json(&self, app: &App) -> Json {
        let id = &app.client_id;
        let is_classic = self.org.faults.has(Fault::ClassicEngine);
        let hidden = !app.initiation.tile || !app.initiation.by_okta;
        let mut value = json!({
            "id": id,
            "orn": format!("orn:okta:idp:00opractice000000000:apps:oidc_client:{id}"),
            "name": "oidc_client",
            "label": app.name,
            "status": if app.active { "ACTIVE" } else { "INACTIVE" },
            "lastUpdated": MADE,
            "created": MADE,
            "accessibility": { "selfService": false, "errorRedirectUrl": null, "loginRedirectUrl": null },
            "visibility": {
                "autoLaunch": false, "autoSubmitToolbar": false, "hide": { "iOS": hidden, "web": hidden },
                "appLinks": { "oidc_client_link": true },
            },
            "features": [],
            "signOnMode": "OPENID_CONNECT",
            "credentials": {
                "userNameTemplate": { "template": "${source.login}", "type": "BUILT_IN" },
                "signing": { "kid": self.keys.kid() },
                "oauthClient": {
                    "autoKeyRotation": true, "client_id": id,
                    "token_endpoint_auth_method": authentication(app), "pkce_required": app.pkce_required,
                },
            },
            "universalLogout": null,
            "settings": {
                "app": {},
                "notifications": { "vpn": { "network": { "connection": "DISABLED" }, "message": null, "helpUrl": null } },
                "manualProvisioning": false,
                "implicitAssignment": false,
                "emOptInStatus": "NONE",
                "notes": { "admin": null, "enduser": null },
                "oauthClient": client(app),
            },
            "_links": {
                "groups": { "href": self.href(&format!("apps/{id}/groups")) },
                "users": { "href": self.href(&format!("apps/{id}/users")) },
            },
        });
        if let Some(changed) = app.changed {
            value["lastUpdated"] = json!(changed.rfc3339());
        }
        value = document::merged(&value, &app.document);
        // The page shows a tile only where Okta starts the login; the API knows one without the other.
        if let Some(hide) = app.document.pointer("/visibility/hide").filter(|_| !app.initiation.by_okta) {
            value["visibility"]["hide"] = hide.clone();
        }
        if !is_classic {
            value["_links"]["accessPolicy"] = json!({ "href": self.href(&format!("policies/{POLICY}")) });
        }
        value
    }
}

fn authentication(app: &App) -> &'static str {
    match app.authentication {
        Authentication::ClientSecret => "client_secret_basic",
        Authentication::None => "none",
    }
}

fn client(app: &App) -> Json {
    let implicit = app.grants.contains(&Grant::Implicit);
    let mut responses = vec!["code"];
    if implicit {
        responses.extend(["token", "id_token"]);
    }
    let mode = match (app.initiation.by_okta, app.initiation.simplified) {
        (false, _) => "DISABLED",
        (true, false) => "SPEC",
        (true, true) => "OKTA",
    };
    let issuer = match app.issuer_mode {
        IssuerMode::OktaUrl => "ORG_URL",
        IssuerMode::CustomUrl => "CUSTOM_URL",
        IssuerMode::Dynamic => "DYNAMIC",
    };
    let kind = if app.authentication == Authentication::None { "native" } else { "web" };
    let mut value = json!({
        "client_uri": null,
        "logo_uri": null,
        "redirect_uris": app.redirect_uris,
        "response_types": responses,
        "grant_types": app.grants.iter().map(|grant| grant.as_str()).collect::<Vec<_>>(),
        "application_type": kind,
        "consent_method": "TRUSTED",
        "issuer_mode": issuer,
        "idp_initiated_login": { "mode": mode, "default_scope": [] },
        "wildcard_redirect": if app.wildcard { "SUBDOMAIN" } else { "DISABLED" },
        "dpop_bound_access_tokens": app.dpop_required,
        "participate_slo": false,
    });
    if !app.sign_out_uris.is_empty() {
        value["post_logout_redirect_uris"] = json!(app.sign_out_uris);
    }
    if !app.initiation.uri.is_empty() {
        value["initiate_login_uri"] = json!(app.initiation.uri);
    }
    if app.grants.contains(&Grant::RefreshToken) {
        let rotation = if app.rotate_refresh { "ROTATE" } else { "STATIC" };
        value["refresh_token"] = json!({ "rotation_type": rotation });
    }
    value
}
