//! The connection as the diagnosis sees it, made from the record, the guide and what is known of the organization.

use url::Url;

use super::Setup;
use super::intent::Field;
use crate::apps::guide::Grant;
use crate::apps::{ConsolePage, Context, Filled, Format, FormatBody, Resolved};
use crate::diagnosis::evidence::Subject;
use crate::oidc::token::ClientAuthentication;
use crate::okta::console::Page;
use crate::okta::host::{self, HostKind};
use crate::okta::probes::ORGANIZATION;
use crate::okta::{console, organization, pasted};

impl Setup {
    /// Works the guide's values out again, and the subject from them.
    pub(super) fn resolve(&mut self) {
        let context = self.context();
        // Working a guide out takes longer than all the rest of an update, and few events change a value.
        if self.resolved_for.as_ref() != Some(&context) {
            self.resolved = self.guide.resolve(&context);
            self.resolve_over_file(&context);
            self.resolved_for = Some(context);
        }
        let subject = self.subject();
        if self.evidence.subject != subject {
            self.evidence.subject = subject;
        }
    }

    /// What the guide's templates are filled from.
    pub fn context(&self) -> Context {
        let connection = &self.connection;
        Context {
            answers: connection.answers.clone(),
            organization: connection.organization.as_ref().and_then(|text| Url::parse(text).ok()),
            issuer: connection.issuer.clone(),
            client_id: connection.client_id.clone(),
            client_secret: self.secret.clone(),
            test_redirect: (!self.comes_back_to_app).then(|| connection.redirect_uri.clone()),
            test_addresses: self.test_addresses(),
            scopes: connection.scopes.clone(),
            voice: self.voice,
        }
    }

    fn subject(&self) -> Subject {
        let connection = &self.connection;
        let resolved: &Resolved = &self.resolved;
        let complete = |all: &[Filled]| -> Vec<String> {
            all.iter().filter(|uri| uri.is_complete()).map(|uri| uri.reveal().to_owned()).collect()
        };
        let scopes = self.scopes();
        let issuer = self.counted(&Field::Issuer, connection.issuer.as_ref());
        Subject {
            app: connection.app.clone(),
            app_name: resolved.name.clone(),
            okta_app_name: resolved.okta.name.clone(),
            issuer: issuer.clone(),
            issuer_otherwise: self.issuer_otherwise(),
            // What stands in a file was not typed; it has a check of its own.
            issuer_slips: if self.is_as_read(&Field::Issuer) { Vec::new() } else { self.issuer_slips() },
            client_id: self.counted(&Field::ClientId, connection.client_id.as_ref()),
            client_id_is_secret: self.holds_back_client_id(),
            leaves_out_noise: self.leaves_out_noise,
            has_secret: self.secret.is_some(),
            secret_problem: self.secret_problem(),
            client_authentication: self
                .authentication
                .unwrap_or_else(|| authentication(&resolved.okta.client_authentication)),
            test_redirect: self.login_redirect(),
            comes_back_to_app: self.comes_back_to_app,
            app_redirects: if self.sent_redirects.is_empty() {
                complete(&resolved.okta.sign_in)
            } else {
                self.sent_redirects.clone()
            },
            usual_redirects: usual(&self.sent_redirects, complete(&resolved.okta.sign_in)),
            likely_redirects: likely(&self.sent_redirects, complete(&resolved.okta.sign_in)),
            sign_out_redirects: complete(&resolved.okta.sign_out),
            wants_refresh: resolved.okta.grants.contains(&Grant::RefreshToken)
                && scopes.iter().any(|scope| scope == "offline_access"),
            scopes,
            scopes_keys: self.scopes_keys(),
            claims: self.claims(),
            accounts: resolved.accounts.clone(),
            issuer_given_as: resolved.okta.given_as.as_str().to_owned(),
            app_place: place(resolved),
            console: self.console(),
            is_other_provider: self.is_other_provider(&issuer),
        }
    }

    /// Whether the issuer's host answered and is none of Okta's.
    fn is_other_provider(&self, issuer: &str) -> bool {
        let told = self.evidence.probed.of(&ORGANIZATION).and_then(|exchange| exchange.answer());
        told.is_some_and(|answer| organization::is_other_provider(issuer, answer))
    }

    /// A value as it counts; where a text was refused, that text, so that the diagnosis can name what is wrong with it;
    /// but no secret in its place.
    fn counted(&self, field: &Field, value: Option<&String>) -> String {
        let shown = self.fields.get(field).filter(|state| state.suspicion.is_none());
        let refused = || shown.map(|state| state.typed.reveal().trim().to_owned());
        value.cloned().or_else(refused).unwrap_or_default()
    }

    /// What is wrong with the secret's shape, also where it was refused for it.
    fn secret_problem(&self) -> Option<pasted::Problem> {
        let refused = self.fields.get(&Field::Secret).filter(|state| !state.typed.is_empty());
        self.secret.as_ref().or(refused.map(|state| &state.typed)).and_then(pasted::secret_problem)
    }

    /// The origin of the organization's Admin Console: what the organization says of itself wins over what its host
    /// name suggests.
    pub fn console(&self) -> Option<Url> {
        if let Some(found) = self.evidence.organization() {
            return found.console();
        }
        let given = self.connection.organization.as_ref().or(self.connection.issuer.as_ref())?;
        // A host that turned out to be none of Okta's has no Admin Console, whatever its name would lead to.
        if self.is_other_provider(given) {
            return None;
        }
        console::admin_origin(&Url::parse(given).ok()?)
    }
}

impl Setup {
    /// Where a format's file is proposed to stand. In practice it is a file of its own in the folder one stands in, so that
    /// a rehearsal never proposes to touch the application's real one.
    pub fn proposed_path(&self, format: &Format) -> Option<String> {
        let usual = format.path.clone()?;
        if !self.is_practice() {
            return Some(usual);
        }
        let name = std::path::Path::new(&usual).file_name()?.to_string_lossy().into_owned();
        Some(format!("practice-{name}"))
    }

    /// Whether the organization is the practice Okta, or whatever else answers on this computer.
    pub fn is_practice(&self) -> bool {
        self.connection.is_practice()
    }

    /// The address of a page of the Admin Console, on the organization's own host; the list of applications while the
    /// client ID is not known.
    pub fn console_link(&self, page: ConsolePage) -> Option<Url> {
        let page = page.page(self.connection.client_id.as_deref()).unwrap_or(Page::Applications);
        Some(console::link(&self.console()?, &page))
    }
}

/// What the guide has, where a file states others.
fn usual(sent: &[String], usual: Vec<String>) -> Vec<String> {
    if sent.is_empty() || *sent == usual { Vec::new() } else { usual }
}

/// What may be meant by redirect URIs of a file: what the guide would have under the same answers, by https, without a slash.
fn likely(sent: &[String], mut usual: Vec<String>) -> Vec<String> {
    if sent.is_empty() {
        return Vec::new();
    }
    let is_here = |uri: &str| Url::parse(uri).is_ok_and(|url| host::kind(&url) == HostKind::Loopback);
    let secure = sent.iter().filter(|uri| !is_here(uri)).filter_map(|uri| uri.strip_prefix("http://"));
    usual.extend(secure.map(|rest| format!("https://{rest}")));
    usual.extend(sent.iter().filter_map(|uri| uri.strip_suffix('/')).map(str::to_owned));
    usual.retain(|uri| !sent.contains(uri));
    usual
}

/// The guide's word for it; what is not a way with a secret is left to the token endpoint's default.
fn authentication(word: &str) -> ClientAuthentication {
    match word {
        "client_secret_post" => ClientAuthentication::ClientSecretPost,
        "none" => ClientAuthentication::None,
        _ => ClientAuthentication::ClientSecretBasic,
    }
}

/// Where the application's own values stand: the vendor's page, or the file.
fn place(resolved: &Resolved) -> String {
    let sheet = resolved.formats.iter().find_map(|format| match &format.body {
        FormatBody::Sheet(sheet) => Some(sheet.place.join(" › ")),
        FormatBody::Settings { .. } | FormatBody::Text(_) => None,
    });
    let file = || resolved.formats.iter().find_map(|format| format.path.clone());
    sheet.or_else(file).unwrap_or_else(|| resolved.name.clone())
}
