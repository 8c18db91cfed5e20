//! The checks of an authorization request before sign-in, in their order (OpenID Connect Core §3.1.2.2).
//!
//! The client and its redirect URI come first, since they decide where every later error is told.

use super::app::{App, Grant};
use super::fault::Fault;
use super::hosts::is_loopback;
use super::org::Org;
use super::refusal::{self as no, Refusal};
use super::state::{Authorization, Mode, ServerId};
use super::visit::{Fields, Visit};
use crate::base::words::{Key, key};

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
            || app.authentication == super::app::Authentication::None
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
    /// What is wrong with a redirect URI as the form would say it.
    pub(super) fn redirect_uri_trouble(uri: &str, wildcard: bool) -> Option<Key> {
        let shown = if wildcard { uri.replacen('*', "wildcard", 1) } else { uri.to_owned() };
        if shown.contains('*') {
            return Some(key!("practice.form.wildcard"));
        }
        match url::Url::parse(&shown) {
            Err(_) => Some(key!("practice.form.not_absolute")),
            Ok(url) if matches!(url.scheme(), "javascript" | "data" | "vbscript" | "file") => {
                Some(key!("practice.form.not_absolute"))
            }
            Ok(url) if url.fragment().is_some() => Some(key!("practice.form.fragment")),
            Ok(url) if wildcard && is_loopback(url.as_str()) && uri.contains('*') => {
                Some(key!("practice.form.wildcard"))
            }
            Ok(_) => None,
        }
    }
}
