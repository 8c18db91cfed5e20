//! The connection as the doctor sees it, made from the record, the guide and what is known of the organization.

use url::Url;

use super::Setup;
use crate::apps::{Context, Resolved};
use crate::doctor::evidence::Subject;
use crate::okta::{console, organization, pasted};

impl Setup {
    /// Works the guide's values out again, and the subject from them.
    pub(super) fn resolve(&mut self) {
        self.resolved = self.guide.resolve(&self.context());
        self.evidence.subject = self.subject();
    }

    /// What the guide's templates are filled from.
    pub fn context(&self) -> Context {
        let connection = &self.connection;
        Context {
            answers: connection.answers.clone(),
            organization: connection.organization.clone(),
            issuer: connection.issuer.clone(),
            client_id: connection.client_id.clone(),
            client_secret: self.secret.clone(),
            test_redirect: Some(connection.redirect_uri.clone()),
            scopes: connection.scopes.clone(),
        }
    }

    fn subject(&self) -> Subject {
        let connection = &self.connection;
        let resolved: &Resolved = &self.resolved;
        let test_redirect = Url::parse(&connection.redirect_uri)
            .or_else(|_| Url::parse(super::connection::DEFAULT_REDIRECT))
            .unwrap_or_else(|_| self.evidence.subject.test_redirect.clone());
        Subject {
            app: connection.app.clone(),
            app_name: self.guide.name.clone(),
            okta_app_name: resolved.okta_app_name.clone(),
            issuer: connection.issuer.clone().unwrap_or_default(),
            issuer_slips: self.issuer_slips(),
            client_id: connection.client_id.clone().unwrap_or_default(),
            has_secret: self.secret.is_some(),
            secret_problem: self.secret.as_ref().and_then(pasted::secret_problem),
            client_authentication: self.authentication.unwrap_or(resolved.client_authentication),
            test_redirect,
            app_redirects: resolved.sign_in.clone(),
            sign_out_redirects: resolved.sign_out.clone(),
            scopes: connection.scopes.clone().unwrap_or_else(|| resolved.scopes.clone()),
            wants_refresh: resolved.wants_refresh(),
            claims: resolved.claims.clone(),
            issuer_given_as: resolved.issuer_given_as.to_string(),
            app_place: resolved.place(),
            console: self.console(),
        }
    }

    /// The origin of the organization's Admin Console: what the organization says of itself wins over what its host
    /// name suggests.
    pub fn console(&self) -> Option<Url> {
        let told = self.evidence.organization.as_ref().and_then(|exchange| exchange.answer());
        if let Some(found) = told.and_then(organization::read) {
            return found.console();
        }
        let given = self.connection.organization.as_ref().or(self.connection.issuer.as_ref())?;
        console::admin_origin(&Url::parse(given).ok()?)
    }
}
