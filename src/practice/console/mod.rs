//! The Admin Console of the practice: the fields and labels of Okta's, in plain forms that work without scripts.
//!
//! A person registers an application here by hand, as they will in the real one. Nobody signs in to it: it answers on
//! loopback only, to its own name only, and to its own forms only.
//!
//! # For robots
//!
//! Every control has a stable `id`; every field has a stable `name`.
//!
//! | page | path | controls |
//! |---|---|---|
//! | sign-in | `/oauth2/…/authorize`, `/login/login.htm` | `#username`, `#password`, `#signin-submit`, `#signin-trouble` |
//! | refusal | any | `#error-code`, `#error-description`; `#not-allowed`, `#broken` |
//! | form post | any | `#form-post-submit` |
//! | home of a person | `/app/UserHome` | `#signed-in-as`, `#tiles a`, `#signout` |
//! | applications | `/admin/apps/active` | `#create-app-integration`, `#browse-app-catalog`, `#apps a` |
//! | dialog | `/admin/apps/create` | `#method-oidc`, `#type-web`, `#type-native`, `#next` |
//! | new application | `/admin/apps/oauth2-wizard/create` | `#name`, `#grant-refresh_token`, `#grant-implicit`, `#redirect_uri-0` …, `#add-redirect_uri`, `#sign_out_uri-0` …, `#add-sign_out_uri`, `#access-everyone`, `#access-groups`, `#access-skip`, `#immediate`, `#group-Engineering`, `#save` |
//! | application | `/admin/app/oidc_client/instance/{id}` | `#client-id`, `#client-secret`, `#new-secret`; in `#tab-general`: `#edit-general`, `#save-general`, `#edit-login`, `#save-login`; in `#tab-signon`: `#edit-signon`, `#groups_name`, `#groups_by`, `#groups_value`, `#save-signon`; in `#tab-assignments`: `#person`, `#assign-person`, `#group`, `#assign-group` |
//! | authorization server | `/admin/oauth2/as/default` | `#add-policy`, `#scope`, `#add-scope`, `#claim`, `#add-claim` |
//! | faults | `/practice/faults?find=WORDS` | `#fault-NAME`, `#save-faults`; `#find`, `#find-faults`; where any is on: `#off-NAME`, `#all-off` |

mod app;
mod create;
mod edit;
mod faults;
mod fields;
mod servers;

use super::page::{Html, Page};
use super::reply;
use super::visit::Visit;
use crate::base::Answer;

const PAGES: &str = include_str!("../../../assets/practice/console.html");

impl Visit<'_> {
    /// Everything that is neither the protocol nor sign-in.
    pub(super) fn console(&mut self, parts: &[&str]) -> Answer {
        match (parts, self.posts()) {
            ([""], false) => self.welcome(),
            (["admin"] | ["admin", "" | "dashboard" | "apps"], false) => {
                reply::to(302, "/admin/apps/active", self.now)
            }
            (["admin", "apps", "active"], false) => self.app_list(),
            (["admin", "apps", "add-app"], false) => self.catalog(),
            (["admin", "apps", "create"], false) => self.create_dialog(),
            (["admin", "apps", "oauth2-wizard", "create"], false) => self.create_form(),
            (["admin", "apps", "oauth2-wizard", "create"], true) => self.create(),
            (["admin", "app", "oidc_client", "instance", id], false) => self.app_page(id),
            (["admin", "app", "oidc_client", "instance", id, section], true) => self.edit(id, section),
            (["admin", "oauth2", "as"], false) => self.server_list(),
            (["admin", "oauth2", "as", id], false) => self.server_page(id),
            (["admin", "oauth2", "as", id], true) => self.edit_server(id),
            (["report", "system_log_2"], false) => self.system_log(),
            (["practice", "faults"], false) => self.fault_page(),
            (["practice", "faults"], true) => self.set_faults(),
            _ => self.lost(),
        }
    }

    /// A page of the console with its menu.
    fn shell(&self, status: u16, title: &str, body: Html) -> Answer {
        self.page(self.shell_page(status, title, body))
    }

    fn shell_page(&self, status: u16, title: &str, body: Html) -> Page {
        let whole = Html::part(PAGES, "shell", &[("org", Html::text(&self.org.name)), ("body", body)]);
        Page::new(status, title, "wide", whole)
    }

    fn catalog(&self) -> Answer {
        self.shell(200, "Browse App Integration Catalog", Html::part(PAGES, "catalog", &[]))
    }

    fn lost(&self) -> Answer {
        self.shell(404, "Page not found", Html::part(PAGES, "lost", &[]))
    }

    fn welcome(&self) -> Answer {
        let body = Html::part(
            PAGES,
            "welcome",
            &[("issuer", Html::text(&self.org.origin)), ("accounts", self.accounts())],
        );
        self.shell(200, "Practice", body)
    }

    fn app_list(&self) -> Answer {
        let rows = Html::joined(self.org.apps.iter().map(|app| {
            Html::part(
                PAGES,
                "app-row",
                &[
                    ("id", Html::text(&app.client_id)),
                    ("name", Html::text(&app.name)),
                    ("status", Html::text(if app.active { "Active" } else { "Inactive" })),
                ],
            )
        }));
        let none = if self.org.apps.is_empty() { Html::part(PAGES, "no-apps", &[]) } else { Html::default() };
        let body = Html::part(PAGES, "apps", &[("rows", rows), ("none", none)]);
        self.shell(200, "Applications", body)
    }

    fn system_log(&self) -> Answer {
        let rows = Html::joined(self.org.log.iter().rev().take(200).map(|event| {
            Html::part(
                PAGES,
                "log-row",
                &[
                    ("at", Html::text(&event.at.rfc3339())),
                    ("actor", Html::text(&event.actor)),
                    ("event", Html::text(event.event)),
                    ("outcome", Html::text(if event.success { "SUCCESS" } else { "FAILURE" })),
                    ("reason", Html::text(&event.reason)),
                    ("detail", Html::text(&event.detail)),
                ],
            )
        }));
        self.shell(200, "System Log", Html::part(PAGES, "log", &[("rows", rows)]))
    }
}
