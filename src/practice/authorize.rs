//! `/authorize` up to sign-in: the checks in their order, errors on a page or by redirect (OpenID Connect Core §3.1.2).
//!
//! The client and its redirect URI come first, since they decide where every later error is told.

use super::fault::Fault;
use super::hosts::is_loopback;
use super::org::{App, Grant, Org};
use super::page::{Html, Page};
use super::refusal::{self as no, Refusal};
use super::reply;
use super::state::{Authorization, Mode, ServerId, Waiting, keep};
use super::visit::{Fields, Visit};
use crate::base::{Answer, Timestamp};

const PAGES: &str = include_str!("../../assets/practice/signin.html");

/// Where an error is told.
pub(super) enum Refused {
    /// On a page, since no address can be trusted yet.
    Page(Refusal),
    /// At the redirect URI.
    Redirect { refusal: Refusal, to: String, state: Option<String>, mode: Mode },
}

impl Refused {
    /// What is wrong, wherever it is told.
    pub(super) fn refusal(&self) -> &Refusal {
        match self {
            Self::Page(refusal) | Self::Redirect { refusal, .. } => refusal,
        }
    }
}

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

    /// The checks before sign-in, the same for a pushed request.
    pub(super) fn examine(&self, server: &ServerId, fields: &Fields) -> Result<Authorization, Refused> {
        let app = self.examine_client(fields).map_err(Refused::Page)?;
        let redirect_uri = self.examine_redirect(app, fields).map_err(Refused::Page)?;
        let response_type: Vec<String> =
            fields.text("response_type").split_whitespace().map(str::to_owned).collect();
        let mode = response_mode(fields, &response_type);
        let state = fields.get("state").map(str::to_owned);
        self.examine_rest(server, app, fields, &response_type).map_err(|refusal| Refused::Redirect {
            refusal,
            to: redirect_uri.clone(),
            state: state.clone(),
            mode,
        })?;
        Ok(Authorization {
            server: server.clone(),
            issuer: self.org.issuer(server, &self.origin, Some(app)),
            client_id: app.client_id.clone(),
            redirect_uri,
            state: state.unwrap_or_default(),
            nonce: fields.get("nonce").map(str::to_owned),
            scopes: fields.text("scope").split_whitespace().map(str::to_owned).collect(),
            challenge: fields.get("code_challenge").map(str::to_owned),
            response_type,
            response_mode: mode,
            login_hint: fields.get("login_hint").map(str::to_owned),
        })
    }

    fn examine_client(&self, fields: &Fields) -> Result<&App, Refusal> {
        let app = self.org.app(fields.text("client_id")).filter(|app| self.usable(app));
        let app = app.ok_or(no::UNKNOWN_CLIENT)?;
        if self.org.faults.has(Fault::ServiceApp) {
            return Err(no::SERVICE_APP.naming("/authorize"));
        }
        Ok(app)
    }

    /// Whether an application is active.
    pub(super) fn usable(&self, app: &App) -> bool {
        app.active && !self.org.faults.has(Fault::AppInactive)
    }

    fn examine_redirect(&self, app: &App, fields: &Fields) -> Result<String, Refusal> {
        let sent = fields.text("redirect_uri");
        // An empty line of the form that nobody filled is no address.
        let registered = !sent.is_empty()
            && !self.org.faults.has(Fault::RedirectNotRegistered)
            && app.redirect_uris.iter().any(|uri| uri == sent || (app.wildcard && fits_wildcard(uri, sent)));
        if registered {
            return Ok(sent.to_owned());
        }
        let page = format!("{}#tab-general", self.org.app_page(&app.client_id));
        Err(no::REDIRECT_URI.followed_by(&page, "illegal_redirect_uri_enhanced"))
    }

    fn examine_rest(
        &self,
        server: &ServerId,
        app: &App,
        fields: &Fields,
        response_type: &[String],
    ) -> Result<(), Refusal> {
        let faults = &self.org.faults;
        if *server != ServerId::Org && faults.has(Fault::OrgServerOnly) {
            return Err(no::ORG_SERVER_ONLY);
        }
        if fields.repeated() {
            return Err(no::REPEATED);
        }
        if fields.get("state").is_none() {
            return Err(no::STATE);
        }
        if faults.has(Fault::FeatureOff) {
            return Err(no::FEATURE_OFF);
        }
        self.examine_response(app, fields, response_type)?;
        self.examine_scopes(server, fields)?;
        self.examine_pkce(app, fields)?;
        if faults.has(Fault::InteractionCodeOnly) {
            return Err(no::INTERACTION);
        }
        if fields.get("prompt").is_some_and(|all| all.split_whitespace().any(|one| !is_prompt(one))) {
            return Err(no::PROMPT);
        }
        if fields.get("idp").is_some() {
            return Err(no::UNKNOWN_IDP);
        }
        Ok(())
    }

    fn examine_response(&self, app: &App, fields: &Fields, asked: &[String]) -> Result<(), Refusal> {
        let mut configured: Vec<&str> = Vec::new();
        if app.grants.contains(&Grant::AuthorizationCode) && !self.org.faults.has(Fault::ResponseTypeOff) {
            configured.push("code");
        }
        if app.grants.contains(&Grant::Implicit) || configured.is_empty() {
            configured.extend(["id_token", "token"]);
        }
        if asked.is_empty() || asked.iter().any(|one| !configured.contains(&one.as_str())) {
            return Err(no::RESPONSE_TYPE.naming(&configured.join(", ")));
        }
        if self.org.faults.has(Fault::GrantOff) {
            return Err(no::GRANT_OFF.naming("client_credentials"));
        }
        let tokens = asked.iter().any(|one| one != "code");
        match fields.get("response_mode") {
            None | Some("fragment" | "form_post") => {}
            Some("query") if !tokens => {}
            Some("query") => return Err(no::QUERY_WITH_TOKENS),
            Some(_) => return Err(no::RESPONSE_MODE),
        }
        if tokens && fields.get("nonce").is_none() {
            return Err(no::NONCE);
        }
        Ok(())
    }

    fn examine_scopes(&self, server: &ServerId, fields: &Fields) -> Result<(), Refusal> {
        let asked: Vec<&str> = fields.text("scope").split_whitespace().collect();
        if asked.is_empty() {
            return Err(if *server == ServerId::Org { no::NO_SCOPE } else { no::NO_DEFAULT_SCOPE });
        }
        let known = self.scopes(server);
        let extra = asked.iter().any(|scope| !known.iter().any(|one| one == scope));
        if self.org.faults.has(Fault::ScopeNotConfigured) && asked.len() > 1 {
            return Err(no::UNKNOWN_SCOPE);
        }
        if extra {
            return Err(if *server == ServerId::Org { no::CUSTOM_SCOPE } else { no::UNKNOWN_SCOPE });
        }
        if !asked.contains(&"openid") {
            return Err(no::OPENID_MISSING);
        }
        if self.org.faults.has(Fault::ScopeNotAllowed) && asked.len() > 1 {
            return Err(no::FORBIDDEN_SCOPE.naming(asked.last().unwrap_or(&"")));
        }
        if self.org.faults.has(Fault::RefreshRefused) && asked.contains(&"offline_access") {
            return Err(no::FORBIDDEN_SCOPE.naming("offline_access"));
        }
        Ok(())
    }

    fn examine_pkce(&self, app: &App, fields: &Fields) -> Result<(), Refusal> {
        let required = app.pkce_required
            || app.authentication == super::org::Authentication::None
            || self.org.faults.has(Fault::PkceRequired);
        let Some(challenge) = fields.get("code_challenge") else {
            return if required { Err(no::PKCE_MISSING) } else { Ok(()) };
        };
        if fields.get("code_challenge_method") != Some("S256") {
            return Err(no::PKCE_METHOD);
        }
        let fits = challenge.len() == 43
            && challenge.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        if fits { Ok(()) } else { Err(no::PKCE_CHARACTERS) }
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
            let target = format!("/login/login.htm?fromURI=/oauth2/v1/authorize/redirect?okta_key={key}");
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

    /// The page that stands where no redirect URI can be trusted.
    pub(super) fn error_page(&self, refusal: &Refusal) -> Answer {
        let body = Html::part(
            PAGES,
            "error",
            &[("error", Html::text(refusal.error)), ("description", Html::text(&refusal.description))],
        );
        self.page(Page::new(400, "400 Bad Request", "narrow", body))
    }
}

fn response_mode(fields: &Fields, response_type: &[String]) -> Mode {
    match fields.get("response_mode") {
        Some("form_post") => Mode::FormPost,
        Some("fragment") => Mode::Fragment,
        Some("query") => Mode::Query,
        _ if response_type.iter().any(|one| one != "code") => Mode::Fragment,
        _ => Mode::Query,
    }
}

fn is_prompt(one: &str) -> bool {
    matches!(one, "none" | "consent" | "login" | "enroll_authenticator")
}

/// Whether a session is older than `max_age` allows (OpenID Connect Core §3.1.2.1).
fn is_too_old(max_age: Option<&str>, since: Timestamp, now: Timestamp) -> bool {
    let allowed = max_age.and_then(|seconds| seconds.parse::<i64>().ok());
    allowed.is_some_and(|seconds| now.since_ms(since) >= seconds.saturating_mul(1000))
}

/// `https://*.example.com/cb` with one `*` as the whole lowest label; only https.
fn fits_wildcard(pattern: &str, sent: &str) -> bool {
    let Some((before, after)) = pattern.split_once('*') else { return false };
    let middle = sent.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
    before == "https://"
        && after.starts_with('.')
        && middle.is_some_and(|label| {
            !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        })
}

impl Org {
    /// What is wrong with a redirect URI as the form would say it, as a key into the words.
    pub(super) fn redirect_uri_trouble(uri: &str, wildcard: bool) -> Option<&'static str> {
        let shown = if wildcard { uri.replacen('*', "wildcard", 1) } else { uri.to_owned() };
        if shown.contains('*') {
            return Some("practice.form.wildcard");
        }
        match url::Url::parse(&shown) {
            Err(_) => Some("practice.form.not_absolute"),
            Ok(url) if matches!(url.scheme(), "javascript" | "data" | "vbscript" | "file") => {
                Some("practice.form.not_absolute")
            }
            Ok(url) if url.fragment().is_some() => Some("practice.form.fragment"),
            Ok(url) if wildcard && is_loopback(url.as_str()) && uri.contains('*') => {
                Some("practice.form.wildcard")
            }
            Ok(_) => None,
        }
    }
}
