//! The request sheet: everything that the person who may create applications in Okta needs, on one page that can be sent
//! by e-mail or put into a ticket. It holds no secret, and says how one is sent back.

use super::guide::{ApplicationType, GivenAs, Grant, Phase, Server};
use super::paper::{Paper, code};
use super::resolved::Resolved;
use super::template::Filled;
use crate::base::{untrusted, words};

/// What the sheet says beside the guide.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RequestFacts {
    /// The Okta organization, where it is known.
    pub organization: Option<String>,
    /// The groups that shall use the application.
    pub groups: Vec<String>,
    /// The day on which the test URI goes out again, `2026-11-29`.
    pub test_until: Option<String>,
    /// The name under which the set-up is kept, for the command that goes on with the answer.
    pub connection: Option<String>,
}

/// The request sheet as Markdown.
pub fn request_sheet(resolved: &Resolved, facts: &RequestFacts) -> String {
    let mut sheet = Sheet { paper: Paper::default(), resolved };
    sheet.head(facts);
    sheet.settings(facts);
    sheet.details();
    sheet.answer(facts);
    sheet.paper.finish()
}

struct Sheet<'a> {
    paper: Paper,
    resolved: &'a Resolved,
}

fn word(key: &str, values: &[(&str, &str)]) -> String {
    words::fill(&format!("apps.request.{key}"), values)
}

impl Sheet<'_> {
    fn item(&mut self, name: &str, value: &str) {
        self.paper.line(&format!("- {}", words::labelled(&word(name, &[]), value)));
    }

    fn uris(&mut self, name: &str, all: &[Filled]) {
        for uri in all {
            self.item(name, &code(&uri.shown()));
        }
    }

    fn head(&mut self, facts: &RequestFacts) {
        let app = self.resolved.name.as_str();
        let place = facts.organization.as_deref().map(|name| untrusted::visible(name.trim_end_matches('/')));
        self.paper.block(&word("title", &[("app", app)]));
        self.paper.block(&match &place {
            Some(organization) => word("please_in", &[("app", app), ("organization", organization)]),
            None => word("please", &[("app", app)]),
        });
        self.paper.block(&word("role", &[("role", &self.resolved.roles.okta)]));
    }

    fn settings(&mut self, facts: &RequestFacts) {
        let okta = &self.resolved.okta;
        self.paper.block(&word("settings", &[]));
        self.item("sign_in_method", "OIDC - OpenID Connect");
        self.item("type", application(okta.application));
        self.item("name", &code(&okta.name));
        let grants: Vec<&str> = okta.grants.iter().map(|grant| grant.label()).collect();
        self.item("grants", &words::list(&grants));
        self.uris("sign_in", &okta.sign_in);
        if let Some(test) = &okta.test_redirect {
            let note = match &facts.test_until {
                Some(day) => word("test_until", &[("day", day)]),
                None => word("test", &[]),
            };
            self.item("sign_in", &format!("{} {note}", code(test)));
        }
        if okta.sign_out.is_empty() {
            let none = word("none", &[]);
            self.item("sign_out", &none);
        }
        self.uris("sign_out", &okta.sign_out);
        let groups: Vec<String> = facts.groups.iter().map(|name| code(&untrusted::visible(name))).collect();
        let groups = if groups.is_empty() { word("groups_open", &[]) } else { words::list(&groups) };
        self.item("access", &groups);
        let off = word("off", &[]);
        self.item("broker", &off);
        self.item("dpop", &off);
        let authentication = word("client_secret", &[]);
        self.item("authentication", &authentication);
        self.tile();
        self.paper.gap();
    }

    fn tile(&mut self) {
        let okta = &self.resolved.okta;
        let Some(tile) = &okta.tile else { return };
        self.item("initiated", if tile.either { "Either Okta or App" } else { "App Only" });
        if tile.oidc_compliant {
            self.item("flow", "Redirect to app to initiate login (OIDC Compliant)");
        }
        if let Some(uri) = &okta.initiate {
            self.item("initiate", &code(&uri.shown()));
        }
    }

    /// What goes beyond the form: the server's policy, the groups claim.
    fn details(&mut self) {
        let custom = self.resolved.okta.server == Server::Custom;
        if custom {
            self.paper.block(&word("custom_server", &[("app", &self.resolved.okta.name)]));
        }
        if let Some(claim) = &self.resolved.claims.groups {
            let key = if custom { "groups_custom" } else { "groups_org" };
            self.paper.block(&word(key, &[("claim", claim)]));
        }
        let steps: Vec<&str> = self.resolved.phase(Phase::Okta).map(|step| step.title.as_str()).collect();
        self.paper.block(&word("steps", &[]));
        for (number, title) in steps.iter().enumerate() {
            self.paper.line(&format!("{}. {title}", number + 1));
        }
        self.paper.gap();
        self.paper.block(&word("terraform", &[("id", &self.resolved.id)]));
    }

    fn answer(&mut self, facts: &RequestFacts) {
        let okta = &self.resolved.okta;
        self.paper.block(&word("back", &[]));
        let issuer = if okta.issuer_expected.is_complete() {
            word("back_issuer_like", &[("issuer", &code(okta.issuer_expected.reveal()))])
        } else {
            word("back_issuer", &[])
        };
        self.paper.block(&format!("{}\n{}\n{}", word("back_id", &[]), word("back_secret", &[]), issuer));
        if okta.given_as == GivenAs::Discovery {
            self.paper.block(&word("back_discovery", &[]));
        }
        self.paper.block(&word("safely", &[]));
        if let Some(name) = &facts.connection {
            let shown = untrusted::visible(name);
            self.paper.block(&word("go_on", &[("command", &code(&format!("usher setup --name {shown}")))]));
        }
    }
}

fn application(kind: ApplicationType) -> &'static str {
    match kind {
        ApplicationType::Web => "Web Application",
        ApplicationType::SinglePage => "Single-Page Application",
        ApplicationType::Native => "Native Application",
    }
}

impl Grant {
    /// Its name in the Admin Console.
    pub fn label(self) -> &'static str {
        match self {
            Self::AuthorizationCode => "Authorization Code",
            Self::RefreshToken => "Refresh Token",
            Self::ImplicitHybrid => "Implicit (hybrid)",
        }
    }
}
