//! `/token`: a code or a refresh token becomes tokens (RFC 6749 §4.1.3, §6; OpenID Connect Core §3.1.3).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value as Json};
use sha2::{Digest as _, Sha256};

use super::app::Grant;
use super::complete::CODE_MS;
use super::fault::Fault;
use super::refusal::{self as no, Refusal};
use super::reply;
use super::state::{Code, Granted, ServerId};
use super::visit::Visit;
use crate::base::{Answer, Secret};

impl Visit<'_> {
    /// `POST /token`.
    pub(super) fn token(&mut self, server: &ServerId) -> Answer {
        if !self.posts() {
            return self.wrong_method();
        }
        if let Some(answer) = self.closed(server, 401).or_else(|| self.broken_token()) {
            return answer;
        }
        let event =
            if *server == ServerId::Org { "app.oauth2.token.grant" } else { "app.oauth2.as.token.grant" };
        let client_id = match self.client() {
            Ok(client_id) => client_id,
            Err(refusal) => return self.refuse(event, "", self.request.shown_url().as_str(), &refusal),
        };
        match self.redeem(server, &client_id) {
            Ok(body) => {
                self.org.note(self.now, "app.oauth2.token.grant.access_token", &client_id, "");
                reply::json(200, &Json::Object(body), self.now)
            }
            Err(refusal) => {
                let detail = self.form.text("grant_type").to_owned();
                self.refuse(event, &client_id, &detail, &refusal)
            }
        }
    }

    fn broken_token(&mut self) -> Option<Answer> {
        if self.org.faults.has(Fault::TokenError) {
            return Some(self.summary(500, "E0000009", "Internal Server Error"));
        }
        if self.org.faults.has(Fault::TokenHtml) {
            let page = "<!doctype html><title>Maintenance</title><p>We will be back soon.</p>";
            return Some(reply::text(200, "text/html; charset=utf-8", page, self.now));
        }
        if self.org.faults.has(Fault::TokenBlocked) {
            let page = "<!doctype html><html><head><title>Request blocked</title></head><p>A firewall refused it.</p>";
            return Some(reply::text(403, "text/html; charset=utf-8", page, self.now));
        }
        if self.org.faults.has(Fault::TokenRateLimited) {
            return Some(self.refuse("app.oauth2.token.grant", "", "", &no::USER_RATE_LIMITED));
        }
        None
    }

    fn redeem(&mut self, server: &ServerId, client_id: &str) -> Result<Map<String, Json>, Refusal> {
        self.examine_origin(client_id)?;
        if self.dpop_missing(client_id) {
            return Err(no::DPOP_MISSING);
        }
        let grants = self.org.app(client_id).map(|app| app.grants.clone()).unwrap_or_default();
        let configured = grants.iter().map(|grant| grant.as_str()).collect::<Vec<_>>().join(", ");
        let wanted = match self.form.get("grant_type") {
            None => return Err(no::GRANT_TYPE_MISSING),
            Some("authorization_code") => Grant::AuthorizationCode,
            Some("refresh_token") => Grant::RefreshToken,
            Some("client_credentials") => Grant::ClientCredentials,
            Some(_) => {
                let offered = "authorization_code, implicit, refresh_token, client_credentials";
                return Err(no::GRANT_TYPE_UNKNOWN.naming(offered));
            }
        };
        let off = wanted == Grant::RefreshToken && self.org.faults.has(Fault::RefreshOff);
        if off || wanted == Grant::ClientCredentials || !grants.contains(&wanted) {
            return Err(no::GRANT_OFF.naming(&configured));
        }
        if wanted == Grant::RefreshToken {
            return self.redeem_refresh(server, client_id);
        }
        let mut grant = self.redeem_code(server, client_id)?;
        if self.org.faults.has(Fault::ScopesNarrowed) {
            grant.request.scopes.retain(|scope| scope == "openid");
        }
        Ok(self.issue(&grant, None))
    }

    /// A request that bears `Origin` comes from a browser: PKCE, and from one of the redirect URIs.
    fn examine_origin(&self, client_id: &str) -> Result<(), Refusal> {
        let Some(origin) = self.request.header("origin") else { return Ok(()) };
        if self.form.get("code_verifier").is_none() {
            return Err(no::BROWSER_WITHOUT_PKCE);
        }
        let uris = self.org.app(client_id).map(|app| app.redirect_uris.clone()).unwrap_or_default();
        let from = uris.iter().filter_map(|uri| url::Url::parse(uri).ok());
        let known = from.into_iter().any(|uri| uri.origin().ascii_serialization() == origin);
        if known { Ok(()) } else { Err(no::FOREIGN_ORIGIN) }
    }

    fn redeem_code(&mut self, server: &ServerId, client_id: &str) -> Result<Granted, Refusal> {
        let given = Secret::new(self.form.text("code"));
        if self.org.faults.has(Fault::CodeRejected) {
            return Err(no::CODE);
        }
        let found = self.org.state.codes.iter().find(|code| code.value == given).cloned().ok_or(no::CODE)?;
        if found.used {
            // A code that comes twice may be stolen: what was issued for it goes too (RFC 6749 §4.1.2).
            self.revoke_family(&found.grant.family);
            return Err(no::CODE);
        }
        if self.now.since_ms(found.since) > CODE_MS {
            return Err(no::CODE);
        }
        self.bound(&found, server, client_id)?;
        for code in self.org.state.codes.iter_mut().filter(|code| code.value == given) {
            code.used = true;
        }
        Ok(found.grant)
    }

    /// Whether a code belongs to this server, client, redirect URI and code verifier.
    fn bound(&self, code: &Code, server: &ServerId, client_id: &str) -> Result<(), Refusal> {
        let request = &code.grant.request;
        if request.client_id != client_id {
            return Err(no::OTHER_CLIENT);
        }
        if request.server != *server {
            return Err(no::OTHER_SERVER);
        }
        if self.form.text("redirect_uri") != request.redirect_uri
            || self.org.faults.has(Fault::RedirectMismatch)
        {
            return Err(no::OTHER_REDIRECT);
        }
        match (&request.challenge, self.form.get("code_verifier")) {
            (None, None) => Ok(()),
            (Some(_), None) => Err(no::VERIFIER_MISSING),
            (None, Some(_)) => Err(no::VERIFIER_UNASKED),
            (Some(challenge), Some(verifier)) => {
                let made = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
                let fits = made == *challenge && !self.org.faults.has(Fault::PkceFailed);
                if fits { Ok(()) } else { Err(no::PKCE_FAILED) }
            }
        }
    }

    fn redeem_refresh(&mut self, server: &ServerId, client_id: &str) -> Result<Map<String, Json>, Refusal> {
        let given = Secret::new(self.form.text("refresh_token"));
        let found = self.live_token(&given).filter(|token| token.refresh);
        let found =
            found.filter(|_| !self.org.faults.has(Fault::RefreshRejected)).ok_or(no::REFRESH_TOKEN)?;
        if found.grant.request.client_id != client_id {
            return Err(no::REFRESH_TOKEN);
        }
        if found.grant.request.server != *server {
            return Err(no::OTHER_SERVER);
        }
        let mut grant = found.grant.clone();
        let narrower: Vec<String> = self.form.text("scope").split_whitespace().map(str::to_owned).collect();
        let denied: Vec<&str> = narrower
            .iter()
            .filter(|scope| !grant.request.scopes.contains(scope))
            .map(String::as_str)
            .collect();
        if !denied.is_empty() {
            return Err(no::REFRESH_SCOPES.naming(&denied.join(", ")));
        }
        if !narrower.is_empty() {
            grant.request.scopes = narrower;
        }
        // A refreshed ID token should bear no nonce (OpenID Connect Core §12.2).
        grant.request.nonce = None;
        let rotate = self.org.faults.has(Fault::RefreshRotated)
            || self.org.app(client_id).is_some_and(|app| app.rotate_refresh);
        if rotate {
            self.revoke_token(&given);
            return Ok(self.issue(&grant, None));
        }
        Ok(self.issue(&grant, Some(given)))
    }

    /// The answer with its tokens. `same_refresh` is a refresh token that goes on as it is.
    fn issue(&mut self, grant: &Granted, same_refresh: Option<Secret>) -> Map<String, Json> {
        let refreshed = same_refresh.is_some() || self.form.get("grant_type") == Some("refresh_token");
        let access = self.issue_access(grant);
        let mut body = Map::new();
        let kind = if self.org.faults.has(Fault::TokenTypeDpop) { "DPoP" } else { "Bearer" };
        body.insert("token_type".to_owned(), kind.into());
        let is_text = self.org.faults.has(Fault::TokenLifetimeText);
        body.insert("expires_in".to_owned(), if is_text { "3600".into() } else { 3600.into() });
        body.insert("access_token".to_owned(), access.reveal().into());
        body.insert("scope".to_owned(), grant.request.scopes.join(" ").into());
        let refresh = same_refresh.or_else(|| self.issue_refresh(grant, refreshed));
        if let Some(refresh) = refresh {
            body.insert("refresh_token".to_owned(), refresh.reveal().into());
        }
        let other = refreshed && self.org.faults.has(Fault::RefreshOtherSubject);
        let mut subject = grant.clone();
        if let Some(user) = self.org.users.iter().find(|user| other && user.login != grant.login) {
            subject.login.clone_from(&user.login);
        }
        if let Some(id_token) = self.mint_id_token(&subject, Some(&access), None) {
            body.insert("id_token".to_owned(), id_token.reveal().into());
        }
        body
    }

    fn issue_refresh(&mut self, grant: &Granted, refreshed: bool) -> Option<Secret> {
        let off = self.org.faults.has(Fault::RefreshOff) || self.org.faults.has(Fault::RefreshNotIssued);
        let app = self.org.app(&grant.request.client_id)?;
        let wanted = refreshed || grant.request.scopes.iter().any(|scope| scope == "offline_access");
        (wanted && !off && app.grants.contains(&Grant::RefreshToken)).then(|| self.issue_long(grant))
    }
}
