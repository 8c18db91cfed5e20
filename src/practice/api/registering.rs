//! Applications as they are made, replaced, switched off and removed by the API.

use serde_json::{Value as Json, json};

use super::super::app::{App, Authentication, ClientSecret};
use super::super::register::AppSpec;
use super::super::reply;
use super::super::visit::Visit;
use super::document;
use crate::base::{Answer, Secret};

impl Visit<'_> {
    /// `POST /api/v1/apps`: answers 200, and shows the secret this once.
    pub(super) fn create_application(&mut self) -> Answer {
        let Some(body) = self.json_body() else { return self.not_well_formed() };
        if body["signOnMode"] != "OPENID_CONNECT" || body["name"] != "oidc_client" {
            return self.invalid("signOnMode", "The practice makes OpenID Connect applications alone.");
        }
        let mut app = AppSpec::web("", &[]).app;
        app.assignments = super::super::app::Assignments::default();
        if let Err(cause) = document::take(&mut app, &body, self.org.custom_origin.is_some()) {
            return self.invalid("label", &cause);
        }
        app.active = self.query.text("activate") != "false";
        app.client_id = self.seeds.id("0oa");
        if app.authentication == Authentication::ClientSecret {
            app.secrets = vec![self.new_secret()];
        }
        app.changed = Some(self.now);
        self.org.note(self.now, "application.lifecycle.create", "api token", &app.client_id);
        let shown = document::with_secret(self.as_json(&app), &app);
        self.org.apps.push(app);
        reply::json(200, &shown, self.now)
    }

    fn new_secret(&mut self) -> ClientSecret {
        let value = Secret::new(self.seeds.text(64));
        ClientSecret { id: self.seeds.id("ocs"), value, created: self.now, active: true }
    }

    /// `PUT /api/v1/apps/{id}`: a full replacement; the status is not touched.
    pub(super) fn replace_application(&mut self, id: &str) -> Answer {
        let Some(mut app) = self.org.app(id).cloned() else { return self.no_app(id) };
        let Some(body) = self.json_body() else { return self.not_well_formed() };
        if let Err(cause) = document::take(&mut app, &body, self.org.custom_origin.is_some()) {
            return self.invalid("label", &cause);
        }
        if app.authentication == Authentication::ClientSecret && app.secrets.is_empty() {
            app.secrets = vec![self.new_secret()];
        }
        let shown = self.changed(app);
        reply::json(200, &shown, self.now)
    }

    /// Keeps what an application became, and gives it with its secret.
    fn changed(&mut self, mut app: App) -> Json {
        app.changed = Some(self.now);
        self.org.note(self.now, "application.lifecycle.update", "api token", &app.client_id);
        let shown = document::with_secret(self.as_json(&app), &app);
        if let Some(place) = self.org.app_mut(&app.client_id) {
            *place = app;
        }
        shown
    }

    /// `POST /api/v1/apps/{id}/lifecycle/activate` and `…/deactivate`.
    pub(super) fn application_lifecycle(&mut self, id: &str, act: &str) -> Answer {
        let Some(mut app) = self.org.app(id).cloned() else { return self.no_app(id) };
        app.active = match act {
            "activate" => true,
            "deactivate" => false,
            other => return self.not_found(other),
        };
        self.changed(app);
        reply::json(200, &json!({}), self.now)
    }

    /// `DELETE /api/v1/apps/{id}`: only what is deactivated.
    pub(super) fn delete_application(&mut self, id: &str) -> Answer {
        match self.org.app(id).map(|app| app.active) {
            None => self.no_app(id),
            Some(true) => {
                let cause = "The application must be deactivated before deletion.";
                self.refused_for(403, "E0000056", "Delete application forbidden.", cause)
            }
            Some(false) => {
                self.org.apps.retain(|app| app.client_id != id);
                self.org.note(self.now, "application.lifecycle.delete", "api token", id);
                reply::empty(204, self.now)
            }
        }
    }

    /// The JSON that was sent.
    pub(super) fn json_body(&self) -> Option<Json> {
        let kind = self.request.header("content-type")?;
        let is_json = kind.to_ascii_lowercase().starts_with("application/json");
        let body = self.request.body.as_ref().filter(|_| is_json)?;
        serde_json::from_str(body.reveal()).ok().filter(Json::is_object)
    }

    pub(super) fn not_well_formed(&mut self) -> Answer {
        self.summary(400, "E0000003", "The request body was not well-formed.")
    }

    /// Something in the request cannot be so.
    pub(super) fn invalid(&mut self, what: &str, cause: &str) -> Answer {
        self.refused_for(400, "E0000001", &format!("Api validation failed: {what}"), cause)
    }
}
