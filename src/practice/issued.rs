//! Tokens that were issued: making them, finding them, introspection (RFC 7662), revocation (RFC 7009).

use serde_json::{Map, Value as Json, json};

use super::fault::Fault;
use super::refusal::{self as no};
use super::reply;
use super::state::{Granted, ServerId, Token, keep};
use super::visit::Visit;
use crate::base::{Answer, Secret};

const HOUR_MS: i64 = 3600 * 1000;
const DAY_MS: i64 = 24 * HOUR_MS;

impl Visit<'_> {
    /// A new access token: a signed JWT that only Okta itself should look into.
    pub(super) fn issue_access(&mut self, grant: &Granted) -> Secret {
        let id = format!("AT.{}", self.seeds.text(43));
        let request = &grant.request;
        let audience = match &request.server {
            ServerId::Org => self.org.origin.clone(),
            ServerId::Custom(server) => format!("api://{server}"),
        };
        let subject = self.org.user(&grant.login);
        let claims = json!({
            "ver": 1, "jti": id, "iss": request.issuer, "aud": audience, "iat": self.now.seconds(),
            "exp": self.now.plus_ms(HOUR_MS).seconds(), "cid": request.client_id,
            "uid": subject.map(|user| user.id.as_str()), "scp": request.scopes,
            "auth_time": grant.auth_time.seconds(), "sub": grant.login,
        });
        let value = self.signed(&claims);
        self.keep_token(grant, value, id, false, HOUR_MS)
    }

    /// A new refresh token.
    pub(super) fn issue_long(&mut self, grant: &Granted) -> Secret {
        let value = Secret::new(self.seeds.text(43));
        let id = format!("RT.{}", self.seeds.text(43));
        self.keep_token(grant, value, id, true, 90 * DAY_MS)
    }

    fn keep_token(
        &mut self,
        grant: &Granted,
        value: Secret,
        id: String,
        refresh: bool,
        lasts: i64,
    ) -> Secret {
        let token = Token {
            value: value.clone(),
            id,
            refresh,
            since: self.now,
            until: self.now.plus_ms(lasts),
            revoked: false,
            grant: grant.clone(),
        };
        keep(&mut self.org.state.tokens, token);
        value
    }

    /// A token that was issued, has not expired and was not revoked.
    pub(super) fn live_token(&self, value: &Secret) -> Option<Token> {
        let found = self.org.state.tokens.iter().find(|token| token.value == *value)?;
        (!found.revoked && self.now < found.until).then(|| found.clone())
    }

    /// Takes one token back.
    pub(super) fn revoke_token(&mut self, value: &Secret) {
        for token in self.org.state.tokens.iter_mut().filter(|token| token.value == *value) {
            token.revoked = true;
        }
    }

    /// Takes back everything that came from one login.
    pub(super) fn revoke_family(&mut self, family: &str) {
        for token in self.org.state.tokens.iter_mut().filter(|token| token.grant.family == family) {
            token.revoked = true;
        }
    }

    /// `POST /revoke`: 200 whether or not the token was one (RFC 7009 §2.2).
    pub(super) fn revoke(&mut self, server: &ServerId) -> Answer {
        let (client_id, value) = match self.asked_about(server, "app.oauth2.token.revoke") {
            Ok(asked) => asked,
            Err(answer) => return answer,
        };
        if let Some(token) =
            self.live_token(&value).filter(|token| token.grant.request.client_id == client_id)
        {
            if token.refresh {
                // With the refresh token go the access tokens that it brought.
                self.revoke_family(&token.grant.family);
            } else {
                self.revoke_token(&value);
            }
            self.org.note(self.now, "app.oauth2.token.revoke", &client_id, "");
        }
        reply::empty(200, self.now)
    }

    /// `POST /introspect`.
    pub(super) fn introspect(&mut self, server: &ServerId) -> Answer {
        if self.org.faults.has(Fault::IntrospectOff) {
            return self.not_found("introspect");
        }
        let (client_id, value) = match self.asked_about(server, "app.oauth2.token.introspect") {
            Ok(asked) => asked,
            Err(answer) => return answer,
        };
        let found = self.live_token(&value).filter(|token| {
            token.grant.request.client_id == client_id && token.grant.request.server == *server
        });
        let Some(token) = found else { return reply::json(200, &json!({ "active": false }), self.now) };
        let body = Json::Object(self.introspected(&token));
        reply::json(200, &body, self.now)
    }

    fn introspected(&self, token: &Token) -> Map<String, Json> {
        let request = &token.grant.request;
        let mut body = Map::new();
        let mut put = |name: &str, value: Json| body.insert(name.to_owned(), value);
        put("active", true.into());
        put("scope", request.scopes.join(" ").into());
        put("username", token.grant.login.as_str().into());
        put("exp", token.until.seconds().into());
        put("iat", token.since.seconds().into());
        put("sub", token.grant.login.as_str().into());
        put("iss", request.issuer.as_str().into());
        put("jti", token.id.as_str().into());
        put("client_id", request.client_id.as_str().into());
        if let Some(user) = self.org.user(&token.grant.login) {
            put("uid", user.id.as_str().into());
        }
        if !token.refresh {
            put("token_type", "Bearer".into());
        }
        body
    }

    /// The client and the token that it asks about.
    fn asked_about(&mut self, server: &ServerId, event: &'static str) -> Result<(String, Secret), Answer> {
        if !self.posts() {
            return Err(self.wrong_method());
        }
        if let Some(answer) = self.closed(server, 401) {
            return Err(answer);
        }
        let client_id = match self.client() {
            Ok(client_id) => client_id,
            Err(refusal) => return Err(self.refuse(event, "", "", &refusal)),
        };
        match self.form.get("token") {
            Some(token) => Ok((client_id, Secret::new(token))),
            None => Err(self.refuse(event, &client_id, "", &no::TOKEN_MISSING)),
        }
    }
}
