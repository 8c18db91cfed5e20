//! Pushed authorization (RFC 9126): the authorization request, checked and kept, before any browser moves.

use serde_json::json;

use super::refusal::{self as no};
use super::reply;
use super::state::{Pushed, ServerId, keep};
use super::visit::{Fields, Visit};
use crate::base::Answer;

/// How long a pushed request may be used.
pub(super) const LIFETIME_MS: i64 = 3600 * 1000;

impl Visit<'_> {
    /// `POST /par`.
    pub(super) fn pushed_authorization(&mut self, server: &ServerId) -> Answer {
        let event = "app.oauth2.authorize";
        if self.par_off() {
            return self.not_found("par");
        }
        if !self.posts() {
            return self.wrong_method();
        }
        if let Some(answer) = self.closed(server, 401) {
            return answer;
        }
        let client_id = match self.client() {
            Ok(client_id) => client_id,
            Err(refusal) => return self.refuse(event, "", "par", &refusal),
        };
        if self.form.get("request_uri").is_some() {
            return self.refuse(event, &client_id, "par", &no::REQUEST_URI_PRESENT);
        }
        let secrets = ["client_id", "client_secret", "client_assertion", "client_assertion_type"];
        let mut fields = Fields(Vec::new());
        fields.0.push(("client_id".to_owned(), client_id.clone()));
        fields.0.extend(self.form.0.iter().filter(|(name, _)| !secrets.contains(&name.as_str())).cloned());
        if let Err(refused) = self.examine(server, &fields) {
            let refusal = refused.refusal().clone();
            let refusal = if refusal == no::OPENID_MISSING { no::OPENID_MISSING_PUSHED } else { refusal };
            return self.refuse(event, &client_id, "par", &refusal);
        }
        let uri = format!("urn:okta:{}", self.seeds.text(43));
        let pushed = Pushed { uri: uri.clone(), since: self.now, client_id, fields: fields.0 };
        keep(&mut self.org.state.pushed, pushed);
        reply::json(200, &json!({ "request_uri": uri, "expires_in": LIFETIME_MS / 1000 }), self.now)
    }
}
