//! `/authorize` after sign-in: may this person use this application, and the answer that goes back to it.

use url::Url;

use super::app::App;
use super::examine::Refused;
use super::fault::Fault;
use super::org::Org;
use super::page::{Html, Page};
use super::refusal::{self as no, Refusal};
use super::reply;
use super::state::{Authorization, Code, Granted, Mode, ServerId, Session, keep};
use super::visit::Visit;
use crate::base::{Answer, Secret};

const PAGES: &str = include_str!("../../assets/practice/signin.html");

/// An authorization code lives for five minutes.
pub(super) const CODE_MS: i64 = 300 * 1000;

impl Org {
    /// Whether a person is assigned to an application.
    pub(super) fn assigned(&self, app: &App, login: &str) -> bool {
        let Some(user) = self.user(login) else { return false };
        app.assignments.everyone
            || app.assignments.people.iter().any(|person| person == login)
            || app.assignments.groups.iter().any(|group| user.groups.contains(group))
    }
}

impl Visit<'_> {
    /// `/oauth2/v1/authorize/redirect`: the sign-in page is done.
    pub(super) fn resume(&mut self) -> Answer {
        if !self.reads() {
            return self.wrong_method();
        }
        let key = self.query.text("okta_key").to_owned();
        let Some(waiting) = self.waiting(&key) else { return self.error_page(&no::REQUEST_EXPIRED) };
        match self.session() {
            Some(session) if !waiting.afresh => {
                self.org.state.waiting.retain(|other| other.key != key);
                self.complete(waiting.request, &session)
            }
            _ => self.sign_in_page(&key, None, ""),
        }
    }

    /// Somebody is signed in: the last checks, then the answer to the application.
    pub(super) fn complete(&mut self, request: Authorization, session: &Session) -> Answer {
        if self.org.faults.has(Fault::SignInError) {
            return self.plain_page(500, "broken");
        }
        if let Some(refusal) = self.barred(&request, &session.login) {
            let event = event_of(&request.server);
            if self.org.faults.has(Fault::SilentRefusal) {
                self.org.note_failure(self.now, event, refusal.reason, &session.login, &request.client_id);
                return self.plain_page(403, "not-allowed");
            }
            let refused = Refused::Redirect {
                to: request.redirect_uri.clone(),
                state: Some(request.state.clone()),
                mode: request.response_mode,
                refusal,
            };
            return self.refused(&request.server, &session.login, &refused);
        }
        self.grant(request, session)
    }

    /// Why this person gets nothing, if so.
    fn barred(&self, request: &Authorization, login: &str) -> Option<Refusal> {
        let has = |fault| self.org.faults.has(fault);
        let assigned = self.org.app(&request.client_id).is_some_and(|app| self.org.assigned(app, login));
        if !assigned || has(Fault::NotAssigned) || has(Fault::SilentRefusal) {
            return Some(no::NOT_ASSIGNED);
        }
        if let ServerId::Custom(id) = &request.server {
            let policy = self.org.server(id).is_some_and(|server| server.lets_in(&request.client_id));
            if !policy || has(Fault::NoAccessPolicy) {
                return Some(no::NO_POLICY);
            }
        }
        let scopes = || {
            request.scopes.iter().filter(|scope| *scope != "openid").cloned().collect::<Vec<_>>().join(", ")
        };
        let table: [(Fault, &dyn Fn() -> Refusal); 9] = [
            (Fault::LoginDenied, &|| no::DENIED),
            (Fault::UserCancelled, &|| no::CANCELLED),
            (Fault::PasswordExpired, &|| no::PASSWORD_EXPIRED),
            (Fault::MfaNotConfigured, &|| no::NO_FACTORS),
            (Fault::NetworkZone, &|| no::NETWORK_ZONE),
            (Fault::ScopesDenied, &|| no::SCOPES_DENIED.naming(&scopes())),
            (Fault::ConsentRequired, &|| no::CONSENT.naming(&scopes())),
            (Fault::TooManyGroups, &|| no::TOO_MANY_GROUPS),
            (Fault::ClaimExpression, &|| no::CLAIM_EXPRESSION),
        ];
        table.into_iter().find(|(fault, _)| has(*fault)).map(|(_, refusal)| refusal())
    }

    /// Issues the code, and tokens where the response type asks for them.
    fn grant(&mut self, request: Authorization, session: &Session) -> Answer {
        self.org.note(self.now, "user.authentication.sso", &session.login, &request.client_id);
        let grant = Granted {
            login: session.login.clone(),
            auth_time: session.since,
            family: self.seeds.id("fam"),
            request,
        };
        let asked = |kind: &str| grant.request.response_type.iter().any(|one| one == kind);
        let code = asked("code").then(|| self.issue_code(&grant));
        let access = asked("token").then(|| self.issue_access(&grant));
        let id_token =
            if asked("id_token") { self.mint_id_token(&grant, access.as_ref(), code.as_ref()) } else { None };
        let mut fields: Vec<(&str, &str)> = Vec::new();
        if let Some(code) = &code {
            fields.push(("code", code.reveal()));
        }
        if let Some(access) = &access {
            fields.extend([
                ("access_token", access.reveal()),
                ("token_type", "Bearer"),
                ("expires_in", "3600"),
            ]);
        }
        if let Some(id_token) = &id_token {
            fields.push(("id_token", id_token.reveal()));
        }
        let faults = &self.org.faults;
        if faults.has(Fault::ForgedCallback) {
            fields.push(("state", "a-state-that-nobody-asked-for"));
        } else if !faults.has(Fault::StateLost) {
            fields.push(("state", &grant.request.state));
        }
        if faults.has(Fault::ResponseIssWrong) {
            fields.push(("iss", "https://another-org.okta.com"));
        }
        self.send_back(&grant.request.redirect_uri, grant.request.response_mode, &fields)
    }

    fn issue_code(&mut self, grant: &Granted) -> Secret {
        let value = Secret::new(self.seeds.text(43));
        let code = Code { value: value.clone(), since: self.now, used: false, grant: grant.clone() };
        keep(&mut self.org.state.codes, code);
        let event = match grant.request.server {
            ServerId::Org => "app.oauth2.authorize.code",
            ServerId::Custom(_) => "app.oauth2.as.authorize.code",
        };
        self.org.note(self.now, event, &grant.login, &grant.request.client_id);
        value
    }

    /// Sends fields to a redirect URI in a response mode.
    pub(super) fn send_back(&self, to: &str, mode: Mode, fields: &[(&str, &str)]) -> Answer {
        if mode == Mode::FormPost {
            return self.post_back(to, fields);
        }
        let Ok(mut url) = Url::parse(to) else { return reply::empty(400, self.now) };
        match mode {
            Mode::Fragment => {
                let text = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
                url.set_fragment(Some(&text));
            }
            _ => {
                url.query_pairs_mut().extend_pairs(fields);
            }
        }
        reply::to(302, url.as_str(), self.now)
    }

    /// Form Post Response Mode. Where scripts are off, the person presses the button.
    fn post_back(&self, to: &str, fields: &[(&str, &str)]) -> Answer {
        let inputs = Html::joined(fields.iter().map(|(name, value)| {
            Html::part(PAGES, "hidden", &[("name", Html::text(name)), ("value", Html::text(value))])
        }));
        let body = Html::part(PAGES, "form-post", &[("to", Html::text(to)), ("inputs", inputs)]);
        let mut page = Page::new(200, "Back to the application", "narrow", body);
        page.leads_to = " http: https:";
        page.script = "document.forms[0].submit()";
        self.page(page)
    }

    /// A page that leads nowhere: the application hears nothing.
    fn plain_page(&self, status: u16, part: &str) -> Answer {
        let title = if status == 403 { "Access denied" } else { "Something went wrong" };
        self.page(Page::new(status, title, "narrow", Html::part(PAGES, part, &[])))
    }
}

fn event_of(server: &ServerId) -> &'static str {
    match server {
        ServerId::Org => "app.oauth2.authorize",
        ServerId::Custom(_) => "app.oauth2.as.authorize",
    }
}
