//! The page of an application: General, Sign On, Assignments.

use super::super::app::{App, Authentication, GroupMatch, IssuerMode};
use super::super::page::{self, Html};
use super::super::visit::Visit;
use super::{PAGES, fields};
use crate::base::Answer;

/// How the group claims filter compares, with its labels.
pub(super) const MATCHES: [(GroupMatch, &str, &str); 4] = [
    (GroupMatch::StartsWith, "STARTS_WITH", "Starts with"),
    (GroupMatch::Equals, "EQUALS", "Equals"),
    (GroupMatch::Contains, "CONTAINS", "Contains"),
    (GroupMatch::Regex, "REGEX", "Matches regex"),
];

/// The choices of Issuer, with their labels.
pub(super) const MODES: [(IssuerMode, &str, &str); 3] = [
    (IssuerMode::OktaUrl, "ORG_URL", "Okta URL"),
    (IssuerMode::CustomUrl, "CUSTOM_URL", "Custom URL"),
    (IssuerMode::Dynamic, "DYNAMIC", "Dynamic (based on request domain)"),
];

impl Visit<'_> {
    pub(super) fn app_page(&mut self, id: &str) -> Answer {
        self.app_page_with(200, id, Html::default())
    }

    /// The page with something to say on top of it.
    pub(super) fn app_page_with(&self, status: u16, id: &str, trouble: Html) -> Answer {
        let Some(app) = self.org.app(id) else { return self.lost() };
        let body = Html::part(
            PAGES,
            "app",
            &[
                ("trouble", trouble),
                ("id", Html::text(&app.client_id)),
                ("name", Html::text(&app.name)),
                ("status", Html::text(if app.active { "Active" } else { "Inactive" })),
                ("toggle", Html::text(if app.active { "Deactivate" } else { "Activate" })),
                ("credentials", credentials(app)),
                ("general", general(app)),
                ("login", login(app)),
                ("signon", self.sign_on(app)),
                ("assignments", self.assignments(app)),
            ],
        );
        let mut page = self.shell_page(status, &app.name, body);
        page.script = page::script(PAGES, "copying");
        self.page(page)
    }

    fn sign_on(&self, app: &App) -> Html {
        let (name, by, value) = app.groups_claim.as_ref().map_or(("", GroupMatch::StartsWith, ""), |claim| {
            (claim.name.as_str(), claim.by, claim.value.as_str())
        });
        let by_label = MATCHES.iter().find(|(one, _, _)| *one == by).map_or("", |(_, _, label)| *label);
        let shown = if name.is_empty() { "None".to_owned() } else { format!("{name}: {by_label} {value}") };
        let modes =
            MODES.iter().map(|(mode, value, label)| fields::option(value, label, *mode == app.issuer_mode));
        let matches = MATCHES.iter().map(|(one, value, label)| fields::option(value, label, *one == by));
        let mode =
            MODES.iter().find(|(mode, _, _)| *mode == app.issuer_mode).map_or("", |(_, _, label)| *label);
        Html::part(
            PAGES,
            "signon",
            &[
                ("id", Html::text(&app.client_id)),
                ("issuer", Html::text(&self.org.origin)),
                ("mode", Html::text(mode)),
                ("shown", Html::text(&shown)),
                ("modes", Html::joined(modes)),
                ("groups_name", Html::text(name)),
                ("matches", Html::joined(matches)),
                ("groups_value", Html::text(value)),
            ],
        )
    }

    fn assignments(&self, app: &App) -> Html {
        let id = Html::text(&app.client_id);
        let row = |kind: &str, name: &str| {
            Html::part(
                PAGES,
                "assigned",
                &[("id", id.clone()), ("kind", Html::text(kind)), ("name", Html::text(name))],
            )
        };
        let everyone = app.assignments.everyone.then(|| row("everyone", "Everyone in your organization"));
        let groups = app.assignments.groups.iter().map(|group| row("group", group));
        let people = app.assignments.people.iter().map(|person| row("person", person));
        let rows = Html::joined(everyone.into_iter().chain(groups).chain(people));
        let free = self.org.users.iter().filter(|user| !app.assignments.people.contains(&user.login));
        let other =
            fields::choosable_groups(self.org).filter(|group| !app.assignments.groups.contains(group));
        Html::part(
            PAGES,
            "assignments",
            &[
                ("id", id.clone()),
                ("rows", rows),
                ("people", Html::joined(free.map(|user| fields::option(&user.login, &user.login, false)))),
                ("groups", Html::joined(other.map(|group| fields::option(group, group, false)))),
            ],
        )
    }
}

fn credentials(app: &App) -> Html {
    let rows = Html::joined(app.secrets.iter().enumerate().map(|(place, secret)| {
        Html::part(
            PAGES,
            "secret",
            &[
                ("id", Html::text(&app.client_id)),
                ("secret_id", Html::text(&secret.id)),
                ("mark", Html::text(if place == 0 { "client-secret" } else { "client-secret-2" })),
                ("value", Html::text(secret.value.reveal())),
                ("created", Html::text(&secret.created.day())),
                ("status", Html::text(if secret.active { "Active" } else { "Inactive" })),
                ("toggle", Html::text(if secret.active { "Deactivate" } else { "Activate" })),
                (
                    "delete",
                    if secret.active { Html::default() } else { Html::part(PAGES, "delete-secret", &[]) },
                ),
            ],
        )
    }));
    let secret = app.authentication == Authentication::ClientSecret;
    Html::part(
        PAGES,
        "credentials",
        &[
            ("id", Html::text(&app.client_id)),
            ("rows", rows),
            ("authentication", Html::text(if secret { "Client secret" } else { "None" })),
            ("pkce", Html::text(if app.pkce_required { "Required" } else { "Not required" })),
            ("secret", Html::when(secret, "selected")),
            ("none", Html::when(!secret, "selected")),
            ("pkce_checked", Html::when(app.pkce_required, "checked")),
        ],
    )
}

fn general(app: &App) -> Html {
    let labels =
        fields::GRANTS.iter().filter(|(grant, _)| app.grants.contains(grant)).map(|(_, label)| *label);
    Html::part(
        PAGES,
        "general",
        &[
            ("id", Html::text(&app.client_id)),
            ("name", Html::text(&app.name)),
            ("type", Html::text(if app.authentication == Authentication::None { "Native" } else { "Web" })),
            ("grants", Html::text(&labels.collect::<Vec<_>>().join(", "))),
            ("dpop", Html::text(if app.dpop_required { "Required" } else { "Not required" })),
            ("boxes", fields::grant_boxes(&app.grants, 0..2)),
            ("advanced", fields::grant_boxes(&app.grants, 2..4)),
            ("rotate", Html::when(app.rotate_refresh, "checked")),
            ("dpop_checked", Html::when(app.dpop_required, "checked")),
        ],
    )
}

fn login(app: &App) -> Html {
    let list = |uris: &[String]| {
        let items = uris.iter().map(|uri| Html::part(PAGES, "item", &[("text", Html::text(uri))]));
        if uris.is_empty() {
            Html::text("None")
        } else {
            Html::part(PAGES, "list", &[("items", Html::joined(items))])
        }
    };
    let start = &app.initiation;
    Html::part(
        PAGES,
        "login",
        &[
            ("id", Html::text(&app.client_id)),
            ("redirects", list(&app.redirect_uris)),
            ("sign_outs", list(&app.sign_out_uris)),
            ("initiated", Html::text(if start.by_okta { "Either Okta or App" } else { "App Only" })),
            ("uri", Html::text(&start.uri)),
            (
                "redirect_fields",
                fields::uri_list("redirect_uri", "Sign-in redirect URIs", &app.redirect_uris),
            ),
            ("wildcard", Html::when(app.wildcard, "checked")),
            (
                "sign_out_fields",
                fields::uri_list("sign_out_uri", "Sign-out redirect URIs (Optional)", &app.sign_out_uris),
            ),
            ("app_only", Html::when(!start.by_okta, "selected")),
            ("either", Html::when(start.by_okta, "selected")),
            ("tile", Html::when(start.tile, "checked")),
            ("compliant", Html::when(!start.simplified, "checked")),
            ("simplified", Html::when(start.simplified, "checked")),
            ("open", Html::when(app.redirect_uris.iter().any(String::is_empty), "open")),
        ],
    )
}
