//! Security > API > Authorization Servers: access policies, scopes, claims.

use super::super::page::Html;
use super::super::reply;
use super::super::visit::Visit;
use super::{PAGES, edit, fields};
use crate::base::Answer;

impl Visit<'_> {
    pub(super) fn server_list(&self) -> Answer {
        let rows = Html::joined(self.org.servers.iter().map(|server| {
            let issuer = format!("{}/oauth2/{}", self.org.origin, server.id);
            Html::part(
                PAGES,
                "server-row",
                &[
                    ("id", Html::text(&server.id)),
                    ("name", Html::text(&server.name)),
                    ("issuer", Html::text(&issuer)),
                ],
            )
        }));
        self.shell(200, "Authorization Servers", Html::part(PAGES, "servers", &[("rows", rows)]))
    }

    pub(super) fn server_page(&self, id: &str) -> Answer {
        let Some(server) = self.org.server(id) else { return self.lost() };
        let issuer = format!("{}/oauth2/{}", self.org.origin, server.id);
        let policy = if server.access_policy { "policy" } else { "no-policy" };
        let scopes =
            server.extra_scopes.iter().map(|one| Html::part(PAGES, "item", &[("text", Html::text(one))]));
        let claim = server
            .groups_claim
            .as_ref()
            .map_or_else(String::new, |claim| format!("{}: {}", claim.name, claim.value));
        let matches =
            super::app::MATCHES.iter().rev().map(|(_, value, label)| fields::option(value, label, false));
        let body = Html::part(
            PAGES,
            "server",
            &[
                ("id", Html::text(&server.id)),
                ("name", Html::text(&server.name)),
                ("issuer", Html::text(&issuer)),
                ("policy", Html::part(PAGES, policy, &[("id", Html::text(&server.id))])),
                ("scopes", Html::joined(scopes)),
                ("claim", Html::text(&claim)),
                ("matches", Html::joined(matches)),
            ],
        );
        self.shell(200, &server.name, body)
    }

    pub(super) fn edit_server(&mut self, id: &str) -> Answer {
        let form = self.form.clone();
        let Some(server) = self.org.server_mut(id) else { return self.lost() };
        match form.text("action") {
            "add-policy" => server.access_policy = true,
            "remove-policy" => server.access_policy = false,
            "add-scope" => {
                let name = form.text("scope").trim().to_owned();
                let fits = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic());
                if fits && server.extra_scopes.len() < 50 && !server.extra_scopes.contains(&name) {
                    server.extra_scopes.push(name);
                }
            }
            "add-claim" => server.groups_claim = edit::read_claim(&form),
            _ => {}
        }
        self.org.note(self.now, "oauth2.as.updated", "practice admin", id);
        reply::to(303, &format!("/admin/oauth2/as/{id}"), self.now)
    }
}
