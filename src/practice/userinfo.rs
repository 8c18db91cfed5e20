//! `/userinfo` (OpenID Connect Core §5.3): claims for whoever shows a living access token.

use serde_json::Value as Json;

use super::claims::Place;
use super::fault::Fault;
use super::reply;
use super::state::ServerId;
use super::visit::Visit;
use crate::base::Answer;

impl Visit<'_> {
    /// `GET` or `POST` `/userinfo`.
    pub(super) fn userinfo(&mut self, server: &ServerId) -> Answer {
        if !self.reads() && !self.posts() {
            return self.wrong_method();
        }
        if let Some(answer) = self.closed(server, 401) {
            return answer;
        }
        if self.org.faults.has(Fault::UserinfoError) {
            return self.summary(500, "E0000009", "Internal Server Error");
        }
        if self.org.faults.has(Fault::UserinfoHtml) {
            return reply::text(
                200,
                "text/html; charset=utf-8",
                "<!doctype html><title>Profile</title>",
                self.now,
            );
        }
        let Some(value) = self.bearer() else {
            return self.challenge(401, "");
        };
        let found =
            self.live_token(&value).filter(|token| !token.refresh && token.grant.request.server == *server);
        let Some(token) = found else {
            return self.challenge(
                401,
                r#" error="invalid_token", error_description="The access token is invalid""#,
            );
        };
        if !token.grant.request.scopes.iter().any(|scope| scope == "openid") {
            let error = r#" error="insufficient_scope", error_description="The access token provided does not contain the required scopes.""#;
            return self.challenge(403, error);
        }
        let Some(user) = self.org.user(&token.grant.login) else { return self.challenge(401, "") };
        let other = self.org.faults.has(Fault::UserinfoOtherSub);
        let sub = if other { "00usomebodyelse00000" } else { user.id.as_str() };
        let mut claims = serde_json::Map::new();
        claims.insert("sub".to_owned(), sub.into());
        claims.extend(self.claims(&token.grant, Place::Userinfo));
        reply::json(200, &Json::Object(claims), self.now)
    }

    /// No claims without a token (RFC 6750 §3).
    fn challenge(&self, status: u16, error: &str) -> Answer {
        let line = format!(
            r#"Bearer authorization_uri="{}/oauth2/v1/authorize", realm="{}", scope="openid",{error}"#,
            self.org.origin, self.org.origin
        );
        reply::with(reply::empty(status, self.now), "www-authenticate", line.trim_end_matches(','))
    }
}
