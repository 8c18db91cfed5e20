//! What the forms of an application's page change.

use super::super::app::{App, Authentication, ClientSecret, GroupsClaim};
use super::super::page::Html;
use super::super::reply;
use super::super::visit::{Fields, Visit};
use super::app::{MATCHES, MODES};
use super::fields;
use crate::base::words::key;
use crate::base::{Answer, Secret};

/// Okta keeps at most two client secrets.
const MOST_SECRETS: usize = 2;

impl Visit<'_> {
    /// A form of the application's page came back.
    pub(super) fn edit(&mut self, id: &str, section: &str) -> Answer {
        let Some(mut app) = self.org.app(id).cloned() else { return self.lost() };
        let tab = match section {
            "credentials" | "general" | "login" | "secret" | "status" => "general",
            "signon" => "signon",
            "assignments" => "assignments",
            _ => return self.lost(),
        };
        let form = self.form.clone();
        let trouble = match section {
            "credentials" => edit_credentials(&mut app, &form),
            "general" => edit_general(&mut app, &form),
            "login" => edit_login(&mut app, &form),
            "secret" => self.edit_secret(&mut app, &form),
            "signon" => edit_sign_on(&mut app, &form),
            "assignments" => edit_assignments(&mut app, &form),
            _ => {
                app.active = !app.active;
                None
            }
        };
        let adding = fields::asks_for_lines(&form);
        let trouble = trouble.or_else(|| if adding { None } else { fields::examine(&app, &self.org.apps) });
        if let Some(trouble) = trouble {
            return self.app_page_with(400, id, trouble);
        }
        if !adding {
            app.redirect_uris.retain(|uri| !uri.is_empty());
            app.sign_out_uris.retain(|uri| !uri.is_empty());
        }
        self.org.note(self.now, "application.lifecycle.update", "practice admin", id);
        if let Some(place) = self.org.app_mut(id) {
            *place = app;
        }
        reply::to(303, &format!("/admin/app/oidc_client/instance/{id}#tab-{tab}"), self.now)
    }

    fn edit_secret(&mut self, app: &mut App, form: &Fields) -> Option<Html> {
        let id = form.text("secret_id");
        match form.text("action") {
            "delete" => app.secrets.retain(|secret| secret.id != id || secret.active),
            "toggle" => {
                for secret in app.secrets.iter_mut().filter(|secret| secret.id == id) {
                    secret.active = !secret.active;
                }
            }
            _ if app.secrets.len() >= MOST_SECRETS => {
                return Some(fields::trouble(key!("practice.form.two_secrets"), ""));
            }
            _ => {
                let value = Secret::new(self.seeds.text(64));
                let secret =
                    ClientSecret { id: self.seeds.id("ocs"), value, created: self.now, active: true };
                app.secrets.insert(0, secret);
            }
        }
        None
    }
}

fn edit_credentials(app: &mut App, form: &Fields) -> Option<Html> {
    let public = form.text("authentication") == "none";
    app.authentication = if public { Authentication::None } else { Authentication::ClientSecret };
    app.pkce_required = form.ticked("pkce") || public;
    None
}

fn edit_general(app: &mut App, form: &Fields) -> Option<Html> {
    form.text("name").trim().clone_into(&mut app.name);
    app.grants = fields::read_grants(form);
    app.rotate_refresh = form.ticked("rotate");
    app.dpop_required = form.ticked("dpop");
    None
}

fn edit_login(app: &mut App, form: &Fields) -> Option<Html> {
    app.redirect_uris = form.all("redirect_uri");
    app.sign_out_uris = form.all("sign_out_uri");
    fields::changes_lists(app, form);
    app.wildcard = form.ticked("wildcard");
    let start = &mut app.initiation;
    start.by_okta = form.text("initiated_by") == "either";
    start.simplified = form.text("login_flow") == "simplified";
    start.tile = form.ticked("tile");
    form.text("initiate_login_uri").trim().clone_into(&mut start.uri);
    let missing = start.by_okta && start.uri.is_empty();
    missing.then(|| fields::trouble(key!("practice.form.initiate_missing"), ""))
}

fn edit_sign_on(app: &mut App, form: &Fields) -> Option<Html> {
    let mode = MODES.iter().find(|(_, value, _)| *value == form.text("issuer_mode"));
    app.issuer_mode = mode.map(|(mode, _, _)| *mode).unwrap_or_default();
    app.groups_claim = read_claim(form);
    None
}

/// The groups claim that a form describes; none without a name and a value.
pub(super) fn read_claim(form: &Fields) -> Option<GroupsClaim> {
    let by = MATCHES.iter().find(|(_, value, _)| *value == form.text("groups_by"));
    let name = form.get("groups_name")?.trim().to_owned();
    let value = form.get("groups_value")?.trim().to_owned();
    Some(GroupsClaim { name, by: by.map(|(by, _, _)| *by).unwrap_or_default(), value })
}

fn edit_assignments(app: &mut App, form: &Fields) -> Option<Html> {
    let (name, all) = (form.text("name").to_owned(), &mut app.assignments);
    match (form.text("action"), form.text("kind")) {
        ("remove", "everyone") => all.everyone = false,
        ("remove", "group") => all.groups.retain(|group| *group != name),
        ("remove", _) => all.people.retain(|person| *person != name),
        (_, "group") if !name.is_empty() => all.groups.push(name),
        (_, "person") if !name.is_empty() => all.people.push(name),
        _ => {}
    }
    None
}
