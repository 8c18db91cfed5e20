//! The request sheet: everything that the person who may create applications in Okta needs, on one page that can be sent
//! by e-mail or put into a ticket. It holds no secret, and says how one is sent back.

use super::guide::{ApplicationType, GivenAs, Grant, Phase};
use super::paper::{Paper, code};
use super::resolved::Resolved;
use super::template::Filled;
use super::wanted::{LoginMode, Wanted};
use crate::base::untrusted;
use crate::base::words::{Key, Message, ToMessage, Voice, key, message};

/// What the sheet says beside the guide.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RequestFacts {
    /// The Okta organization, where it is known.
    pub organization: Option<String>,
    /// The day on which the test URI goes out again, `2026-11-29`.
    pub test_until: Option<String>,
    /// The name under which the set-up is kept, for the command that goes on with the answer.
    pub connection: Option<String>,
    /// The application that is there in Okta already, by its ID.
    pub existing: Option<String>,
}

/// The request sheet as Markdown, for an application that is wanted like this.
pub fn request_sheet(voice: Voice, resolved: &Resolved, wanted: &Wanted, facts: &RequestFacts) -> String {
    let mut sheet = Sheet { paper: Paper::new(voice), voice, resolved, wanted };
    sheet.head(facts);
    sheet.settings(facts);
    sheet.decisions(facts);
    sheet.details();
    sheet.answer(facts);
    sheet.paper.finish()
}

struct Sheet<'a> {
    paper: Paper,
    voice: Voice,
    resolved: &'a Resolved,
    wanted: &'a Wanted,
}

impl Sheet<'_> {
    fn item(&mut self, name: Key, value: &(impl ToMessage + ?Sized)) {
        self.paper.item(Message::labelled(&name, value));
    }

    fn uris(&mut self, name: Key, all: &[Filled]) {
        for uri in all {
            self.item(name, &code(&uri.shown()));
        }
    }

    fn head(&mut self, facts: &RequestFacts) {
        let app = self.resolved.name.as_str();
        let place = facts.organization.as_deref().map(|name| untrusted::visible(name.trim_end_matches('/')));
        self.paper.block(message!("apps.request.title", app = app));
        self.paper.block(if let Some(organization) = &place {
            message!("apps.request.please_in", app = app, organization = organization)
        } else {
            message!("apps.request.please", app = app)
        });
        self.paper.block(message!("apps.request.role", role = self.resolved.roles.okta));
    }

    fn settings(&mut self, facts: &RequestFacts) {
        let wanted = self.wanted;
        self.paper.block(message!("apps.request.settings"));
        self.item(key!("apps.request.sign_in_method"), "OIDC - OpenID Connect");
        self.item(key!("apps.request.type"), application(wanted.kind));
        self.item(key!("apps.request.name"), &code(&wanted.label));
        let grants: Vec<&str> = wanted.grants.iter().map(|grant| grant.label()).collect();
        self.item(key!("apps.request.grants"), &Message::list(&grants));
        self.uris(key!("apps.request.sign_in"), &wanted.redirect_uris);
        if let Some(test) = &wanted.test_redirect {
            let note = self.voice.say(&if let Some(day) = &facts.test_until {
                message!("apps.request.test_until", day = day)
            } else {
                message!("apps.request.test")
            });
            self.item(key!("apps.request.sign_in"), &format!("{} {note}", code(test)));
        }
        if wanted.sign_out_uris.is_empty() {
            self.item(key!("apps.request.sign_out"), &key!("apps.request.none"));
        }
        self.uris(key!("apps.request.sign_out"), &wanted.sign_out_uris);
        self.item(key!("apps.request.access"), &self.people());
        self.item(key!("apps.request.broker"), &key!("apps.request.off"));
        self.item(key!("apps.request.dpop"), &key!("apps.request.off"));
        let authentication = if wanted.has_secret() {
            key!("apps.request.client_secret")
        } else {
            key!("apps.request.no_secret")
        };
        self.item(key!("apps.request.authentication"), &authentication);
        self.tile();
        self.paper.gap();
    }

    /// Who may use it: those who are first, and who follows once that works.
    fn people(&self) -> Message {
        let named = |name: &String| code(&untrusted::visible(name));
        let pilot = self.wanted.pilot.as_ref();
        let later: Vec<String> =
            self.wanted.groups.iter().filter(|name| Some(*name) != pilot).map(named).collect();
        match pilot.map(named) {
            Some(pilot) if later.is_empty() => message!("apps.request.pilot", pilot = pilot),
            Some(pilot) => message!("apps.request.pilot_then", pilot = pilot, later = Message::list(&later)),
            None if later.is_empty() => message!("apps.request.groups_open"),
            None => Message::list(&later),
        }
    }

    /// What no guide can know, and somebody in the company must decide.
    fn decisions(&mut self, facts: &RequestFacts) {
        let app = self.wanted.label.as_str();
        self.paper.block(message!("apps.request.decisions"));
        self.paper.line(message!("apps.request.owner", app = app));
        self.paper.line(message!("apps.request.policy", app = app));
        if self.wanted.pilot.is_none() {
            self.paper.line(message!("apps.request.who_first"));
        }
        self.paper.line(message!("apps.request.from_when"));
        if let Some(test) = &self.wanted.test_redirect {
            let until = facts.test_until.as_deref();
            let week = until.map_or_else(
                || key!("apps.request.a_week").to_message(),
                |day| message!("apps.request.until", day = day),
            );
            self.paper.line(message!("apps.request.loopback", address = code(test), until = week));
        }
        self.paper.gap();
    }

    fn tile(&mut self) {
        let wanted = self.wanted;
        if !wanted.wishes_tile {
            return;
        }
        let initiated = if wanted.tile.is_shown { "Either Okta or App" } else { "App Only" };
        self.item(key!("apps.request.initiated"), initiated);
        if wanted.tile.mode == LoginMode::Spec {
            self.item(key!("apps.request.flow"), "Redirect to app to initiate login (OIDC Compliant)");
        }
        if let Some(uri) = &wanted.tile.initiate {
            self.item(key!("apps.request.initiate"), &code(&uri.shown()));
        }
    }

    /// What goes beyond the form: the server's policy, the groups claim.
    fn details(&mut self) {
        let custom = self.wanted.server.is_some();
        if custom {
            self.paper.block(message!("apps.request.custom_server", app = self.wanted.label));
        }
        if let Some(claim) = &self.wanted.groups_claim {
            self.paper.block(if custom {
                message!("apps.request.groups_custom", claim = claim)
            } else {
                message!("apps.request.groups_org", claim = claim)
            });
        }
        self.paper.block(message!("apps.request.steps"));
        for (number, page) in self.resolved.pages(Phase::Okta).enumerate() {
            self.paper.line(format!("{}. {}", number + 1, page.title));
            if page.steps.len() > 1 {
                for step in self.resolved.steps_on(page) {
                    self.paper.line(format!("   - {}", step.title));
                }
            }
        }
        self.paper.gap();
        self.paper.block(message!("apps.request.terraform", id = self.resolved.id));
    }

    fn answer(&mut self, facts: &RequestFacts) {
        let okta = &self.resolved.okta;
        self.paper.block(message!("apps.request.back"));
        let issuer = if okta.issuer_expected.is_complete() {
            message!("apps.request.back_issuer_like", issuer = code(okta.issuer_expected.reveal()))
        } else {
            message!("apps.request.back_issuer")
        };
        self.paper.line(message!("apps.request.back_id"));
        self.paper.line(message!("apps.request.back_secret"));
        self.paper.block(issuer);
        if okta.given_as == GivenAs::Discovery {
            self.paper.block(message!("apps.request.back_discovery"));
        }
        self.paper.block(message!("apps.request.safely"));
        if let Some(name) = &facts.connection {
            let shown = untrusted::visible(name);
            self.paper.block(message!(
                "apps.request.go_on",
                command = code(&format!("usher setup --name {shown}"))
            ));
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
