//! `/logout` (OpenID Connect RP-Initiated Logout 1.0): ends the session and sends the browser on, if the address is known.

use serde_json::Value as Json;
use url::Url;

use super::fault::Fault;
use super::refusal::{self as no, Refusal};
use super::reply;
use super::state::ServerId;
use super::visit::Visit;
use crate::base::Answer;

impl Visit<'_> {
    /// `GET` or `POST` `/logout`.
    pub(super) fn logout(&mut self, server: &ServerId) -> Answer {
        if !self.reads() && !self.posts() {
            return self.wrong_method();
        }
        if let Some(answer) = self.closed(server, 401) {
            return answer;
        }
        let fields = self.parameters();
        match self.examine_logout(fields.text("id_token_hint"), fields.get("post_logout_redirect_uri")) {
            Ok(subject) => {
                self.signed_out(&subject, fields.get("post_logout_redirect_uri"), fields.get("state"))
            }
            Err(refusal) => {
                let detail = fields.text("post_logout_redirect_uri").to_owned();
                self.org.note_failure(self.now, "user.session.end", refusal.reason, "", &detail);
                self.error_page(&refusal)
            }
        }
    }

    /// The subject of the ID token, where the request may go through.
    fn examine_logout(&self, hint: &str, uri: Option<&str>) -> Result<String, Refusal> {
        let claims = self.own_id_token(hint).ok_or(no::ID_TOKEN_HINT)?;
        let client = claims.get("aud").and_then(Json::as_str).unwrap_or_default();
        let app = self.org.app(client).ok_or(no::ID_TOKEN_HINT)?;
        let off = self.org.faults.has(Fault::SignOutNotRegistered);
        if uri.is_some_and(|uri| off || !app.sign_out_uris.iter().any(|known| known == uri)) {
            let page = format!("{}#tab-general", self.org.app_page(client));
            return Err(no::SIGN_OUT_URI.followed_by(&page, "illegal_post_logout_redirect_uri_enhanced"));
        }
        Ok(claims.get("sub").and_then(Json::as_str).unwrap_or_default().to_owned())
    }

    fn signed_out(&mut self, subject: &str, uri: Option<&str>, state: Option<&str>) -> Answer {
        let same = self
            .session()
            .and_then(|session| self.org.user(&session.login).map(|user| user.id == subject))
            .unwrap_or_default();
        if same {
            self.end_session();
            self.org.note(self.now, "user.session.end", subject, "");
        }
        let target = match uri.map(Url::parse) {
            Some(Ok(mut url)) => {
                if let Some(state) = state {
                    url.query_pairs_mut().append_pair("state", state);
                }
                url.into()
            }
            _ => "/login/login.htm".to_owned(),
        };
        let answer = reply::to(302, &target, self.now);
        if same { reply::with(answer, "set-cookie", &self.set_cookie("", Some(0))) } else { answer }
    }
}
