//! Who is asking: client authentication at the token endpoint and its neighbours (RFC 6749 §2.3).

use super::app::{App, Authentication};
use super::fault::Fault;
use super::refusal::{self as no, Refusal};
use super::visit::{Basic, Visit};
use crate::base::Secret;

impl Visit<'_> {
    /// The client ID of the client that authenticated, or why it did not.
    pub(super) fn client(&self) -> Result<String, Refusal> {
        if self.query.get("client_secret").is_some() || self.query.get("client_id").is_some() {
            return Err(no::CREDENTIALS_IN_QUERY);
        }
        let in_body = self.form.get("client_id").is_some() || self.form.get("client_secret").is_some();
        let assertion = self.form.get("client_assertion").is_some();
        let (id, secret) = match self.basic() {
            Basic::Unreadable => return Err(no::BASIC_UNREADABLE),
            Basic::Present { .. } if in_body || assertion => return Err(no::TWO_CREDENTIALS),
            Basic::Present { id, secret } => (id, Some(secret)),
            Basic::Absent if assertion && self.form.get("client_secret").is_some() => {
                return Err(no::TWO_CREDENTIALS);
            }
            Basic::Absent if assertion => return Err(no::CLIENT_FAILED),
            Basic::Absent => match self.form.get("client_id") {
                Some(id) => (id.to_owned(), self.form.get("client_secret").map(Secret::new)),
                None => return Err(no::NO_CREDENTIALS),
            },
        };
        let app = self.org.app(&id).filter(|app| self.usable(app));
        let app = app.ok_or_else(|| no::UNKNOWN_CLIENT.in_summary_shape())?;
        self.proven(app, secret.as_ref())?;
        if self.org.faults.has(Fault::ServiceApp) {
            return Err(no::GRANT_OFF.naming("client_credentials"));
        }
        Ok(id)
    }

    fn proven(&self, app: &App, secret: Option<&Secret>) -> Result<(), Refusal> {
        if self.org.faults.has(Fault::AuthenticationMethod) {
            return Err(no::CLIENT_FAILED);
        }
        match (app.authentication, secret) {
            (Authentication::None, None) => Ok(()),
            (Authentication::ClientSecret, Some(given)) => {
                let known =
                    app.secrets.iter().filter(|secret| secret.active).any(|secret| secret.value == *given);
                if known && !self.org.faults.has(Fault::SecretChanged) {
                    Ok(())
                } else {
                    Err(no::WRONG_SECRET)
                }
            }
            _ => Err(no::CLIENT_FAILED),
        }
    }

    /// Whether the application must prove possession of a key with every token request.
    pub(super) fn dpop_missing(&self, client_id: &str) -> bool {
        let required = self.org.app(client_id).is_some_and(|app| app.dpop_required);
        (required || self.org.faults.has(Fault::DpopRequired)) && self.request.header("dpop").is_none()
    }
}
