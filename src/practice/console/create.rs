//! "Create a new app integration" and "New Web App Integration".

use super::super::app::{App, Assignments, Authentication};
use super::super::page::Html;
use super::super::people::EVERYONE;
use super::super::register::AppSpec;
use super::super::reply;
use super::super::visit::{Fields, Visit};
use super::{PAGES, fields};
use crate::base::Answer;
use crate::base::words::key;

impl Visit<'_> {
    pub(super) fn create_dialog(&self) -> Answer {
        let trouble = if self.query.ticked("only_web") {
            fields::trouble(key!("practice.form.only_web"), "")
        } else {
            Html::default()
        };
        let body = Html::part(PAGES, "dialog", &[("trouble", trouble)]);
        self.shell(200, "Create a new app integration", body)
    }

    pub(super) fn create_form(&self) -> Answer {
        let other_method = self.query.get("sign_in_method").is_some_and(|method| method != "OIDC");
        let kind = self.query.get("application_type").unwrap_or(WEB);
        let other_type = !matches!(kind, WEB | NATIVE);
        if other_method || other_type {
            return reply::to(303, "/admin/apps/create?only_web=1", self.now);
        }
        let mut draft =
            AppSpec::web("My Web App", &["http://localhost:8080/authorization-code/callback"]).app;
        draft.sign_out_uris = vec!["http://localhost:8080".to_owned()];
        draft.assignments = Assignments::default();
        if kind == NATIVE {
            "My Native App".clone_into(&mut draft.name);
            draft.redirect_uris = vec!["com.okta.example:/callback".to_owned()];
            draft.sign_out_uris = vec!["com.okta.example:/".to_owned()];
            make_native(&mut draft);
        }
        self.form_page(200, &draft, "groups", Html::default())
    }

    /// The form came back: one more field, or a new application.
    pub(super) fn create(&mut self) -> Answer {
        let mut draft = read(&self.form);
        let access = self.form.get("access").unwrap_or("groups").to_owned();
        match self.form.text("action") {
            _ if fields::changes_lists(&mut draft, &self.form) => {}
            _ if access == "groups" && draft.assignments.groups.is_empty() => {
                let trouble = fields::trouble(key!("practice.form.group_missing"), "");
                return self.form_page(400, &draft, &access, trouble);
            }
            _ => match fields::examine(&draft, &self.org.apps) {
                Some(trouble) => return self.form_page(400, &draft, &access, trouble),
                None => return self.save(draft),
            },
        }
        self.form_page(200, &draft, &access, Html::default())
    }

    fn save(&mut self, app: App) -> Answer {
        let spec = AppSpec { client_id: None, secret: None, app };
        let (client_id, _) = self.org.register(spec, self.now, self.seeds);
        reply::to(303, &format!("/admin/app/oidc_client/instance/{client_id}"), self.now)
    }

    fn form_page(&self, status: u16, draft: &App, access: &str, trouble: Html) -> Answer {
        let groups = Html::joined(fields::choosable_groups(self.org).map(|group| {
            fields::tick("group", group, group, draft.assignments.groups.contains(group), false)
        }));
        let body = Html::part(
            PAGES,
            "create",
            &[
                ("trouble", trouble),
                ("type", Html::text(if is_native(draft) { NATIVE } else { WEB })),
                ("kind", Html::text(if is_native(draft) { "Native" } else { "Web" })),
                ("name", Html::text(&draft.name)),
                ("grants", fields::grant_boxes(&draft.grants, 0..2)),
                ("advanced", fields::grant_boxes(&draft.grants, 2..4)),
                (
                    "redirects",
                    fields::uri_list("redirect_uri", "Sign-in redirect URIs", &draft.redirect_uris),
                ),
                ("wildcard", Html::when(draft.wildcard, "checked")),
                (
                    "sign_outs",
                    fields::uri_list(
                        "sign_out_uri",
                        "Sign-out redirect URIs (Optional)",
                        &draft.sign_out_uris,
                    ),
                ),
                ("everyone", Html::when(access == "everyone", "checked")),
                ("limited", Html::when(access == "groups", "checked")),
                ("skip", Html::when(access == "skip", "checked")),
                ("immediate", Html::when(draft.assignments.everyone, "checked")),
                ("groups", groups),
            ],
        );
        self.shell(status, "New App Integration", body)
    }
}

/// The kinds of application that the practice makes, as the dialog sends them.
const WEB: &str = "WEB";
const NATIVE: &str = "NATIVE";

fn is_native(app: &App) -> bool {
    app.authentication == Authentication::None
}

/// A program on people's own computers keeps no secret: PKCE takes its place.
fn make_native(app: &mut App) {
    app.authentication = Authentication::None;
    app.pkce_required = true;
}

/// The application that a form describes.
fn read(form: &Fields) -> App {
    let mut app = AppSpec::web(form.text("name").trim(), &[]).app;
    if form.text("application_type") == NATIVE {
        make_native(&mut app);
    }
    app.grants = fields::read_grants(form);
    app.redirect_uris = form.all("redirect_uri");
    app.wildcard = form.ticked("wildcard");
    app.sign_out_uris = form.all("sign_out_uri");
    // With Federation Broker Mode nobody needs to be assigned; without it, everyone is assigned as a group.
    app.assignments = match form.text("access") {
        "everyone" if form.ticked("immediate") => Assignments { everyone: true, ..Assignments::default() },
        "everyone" => Assignments { groups: vec![EVERYONE.to_owned()], ..Assignments::default() },
        "groups" => Assignments { groups: form.all("group"), ..Assignments::default() },
        _ => Assignments::default(),
    };
    app
}
