//! `/authorize` up to sign-in: the sign-in page, or an error on a page or by redirect (OpenID Connect Core §3.1.2).

use url::form_urlencoded;

use super::examine::Refused;
use super::fault::Fault;
use super::page::{Html, Page};
use super::refusal::{self as no, Refusal};
use super::reply;
use super::state::{Authorization, ServerId, Waiting, keep};
use super::visit::{Fields, Visit};
use crate::base::{Answer, Timestamp};

const PAGES: &str = include_str!("../../assets/practice/signin.html");

impl Visit<'_> {
    /// `GET` or `POST` `/authorize`.
    pub(super) fn authorize(&mut self, server: &ServerId) -> Answer {
        if !self.reads() && !self.posts() {
            return self.wrong_method();
        }
        if self.over_limit() {
            return self.too_many();
        }
        if let Some(answer) = self.closed(server, 401) {
            return answer;
        }
        let fields = match self.with_pushed(self.parameters()) {
            Ok(fields) => fields,
            Err(refusal) => return self.refused(server, "", &Refused::Page(refusal)),
        };
        let client = fields.text("client_id").to_owned();
        let blind = self.org.faults.has(Fault::BlindRedirects);
        if blind
            && self.org.app(&client).is_some()
            && fields.get("state").is_none()
            && self.session().is_none()
        {
            return self.sign_in_page("", None, "");
        }
        match self.examine(server, &fields) {
            Ok(request) => self.examined(request, &fields),
            Err(refused) => self.refused(server, fields.text("redirect_uri"), &refused),
        }
    }

    /// Counts this request, and says whether it is one too many for this minute.
    fn over_limit(&mut self) -> bool {
        let minute = self.now.seconds().div_euclid(60);
        let (counted, number) = self.org.state.authorize_window;
        let number = if counted == minute { number.saturating_add(1) } else { 1 };
        self.org.state.authorize_window = (minute, number);
        number > self.org.authorize_limit
    }

    /// The parameters with those of a pushed request in their place (RFC 9126 §4).
    fn with_pushed(&self, fields: Fields) -> Result<Fields, Refusal> {
        let Some(uri) = fields.get("request_uri") else { return Ok(fields) };
        let found = self.org.state.pushed.iter().find(|pushed| pushed.uri == uri);
        let found = found.filter(|pushed| self.now.since_ms(pushed.since) < super::par::LIFETIME_MS);
        let found = found.ok_or(no::REQUEST_URI)?;
        if fields.get("client_id").is_some_and(|client| client != found.client_id) {
            return Err(no::REQUEST_URI_CLIENT);
        }
        Ok(Fields(found.fields.clone()))
    }

    /// Every check passed: an answer where somebody is signed in, else the sign-in page.
    fn examined(&mut self, request: Authorization, fields: &Fields) -> Answer {
        let prompts: Vec<&str> = fields.text("prompt").split_whitespace().collect();
        let session = self.session();
        let afresh = prompts.contains(&"login")
            || session
                .as_ref()
                .is_some_and(|session| is_too_old(fields.get("max_age"), session.since, self.now));
        match session {
            Some(session) if !afresh => self.complete(request, &session),
            _ if prompts.contains(&"none") => {
                let refused = Refused::Redirect {
                    to: request.redirect_uri.clone(),
                    state: Some(request.state.clone()),
                    mode: request.response_mode,
                    refusal: no::LOGIN_REQUIRED,
                };
                self.refused(&request.server, &request.redirect_uri, &refused)
            }
            _ => self.ask_to_sign_in(request, afresh),
        }
    }

    /// Keeps the request and shows the sign-in page: on this very address, or, on the Classic Engine, on its own.
    fn ask_to_sign_in(&mut self, request: Authorization, afresh: bool) -> Answer {
        let key = self.seeds.text(22);
        let waiting = Waiting { key: key.clone(), since: self.now, afresh, request };
        keep(&mut self.org.state.waiting, waiting);
        if self.org.faults.has(Fault::ClassicEngine) {
            // Absolute, with the session in the path, and back by way of the organization's own server.
            let from = form_urlencoded::byte_serialize(b"/oauth2/v1/authorize/redirect?okta_key=")
                .collect::<String>();
            let session = format!("{:032X}", reply::number(key.get(..16).unwrap_or_default()));
            let origin = &self.org.origin;
            let target = format!("{origin}/login/login.htm;jsessionid={session}?fromURI={from}{key}");
            return reply::to(302, &target, self.now);
        }
        self.sign_in_page(&key, None, "")
    }

    /// Tells an error, on a page or at the redirect URI.
    pub(super) fn refused(&mut self, server: &ServerId, detail: &str, refused: &Refused) -> Answer {
        let event = if *server == ServerId::Org { "app.oauth2.authorize" } else { "app.oauth2.as.authorize" };
        let client = self.parameters().text("client_id").to_owned();
        self.org.note_failure(self.now, event, refused.refusal().reason, &client, detail);
        match refused {
            Refused::Page(refusal) => self.error_page(refusal),
            Refused::Redirect { refusal, to, state, mode } => {
                let mut fields = vec![("error", refusal.error), ("error_description", &refusal.description)];
                if let Some(state) = state {
                    fields.insert(0, ("state", state));
                }
                self.send_back(to, *mode, &fields)
            }
        }
    }

    /// The page that stands where no redirect URI can be trusted. Today's bears the sentence alone; the Classic Engine's has
    /// the code as well.
    pub(super) fn error_page(&self, refusal: &Refusal) -> Answer {
        let layout = if self.org.faults.has(Fault::ClassicEngine) { "error" } else { "error-of-today" };
        let body = Html::part(
            PAGES,
            layout,
            &[("error", Html::text(refusal.error)), ("description", Html::text(&refusal.description))],
        );
        self.page(Page::new(400, "400 Bad Request", "narrow", body))
    }
}

/// Whether a session is older than `max_age` allows (OpenID Connect Core §3.1.2.1).
fn is_too_old(max_age: Option<&str>, since: Timestamp, now: Timestamp) -> bool {
    let allowed = max_age.and_then(|seconds| seconds.parse::<i64>().ok());
    allowed.is_some_and(|seconds| now.since_ms(since) >= seconds.saturating_mul(1000))
}
