//! What must not be told of a connection: the secrets that its requests sent and its answers brought.
//!
//! A provider may repeat any of them, in an error's sentence, in a document, in a header. So whatever the checks say
//! passes through [`redactor`] before anybody reads it.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value as Json;
use url::form_urlencoded;

use super::evidence::{Evidence, Subject};
use super::finding::{Check, Diagnosis, Finding, Identity, Value};
use crate::base::redact::Public;
use crate::base::{Answer, Exchange, Redactor, Request, Secret};

/// Form fields that are sent and must not be told, besides the client secret.
const SENT: [&str; 6] =
    ["code", "code_verifier", "token", "refresh_token", "id_token_hint", "client_assertion"];
/// Members of answers that must not be told.
const ISSUED: [&str; 5] = ["access_token", "id_token", "refresh_token", "device_secret", "request_uri"];
/// What is issued for one login is never shorter.
const SHORTEST: usize = 8;
/// A cookie's value that is shorter is a setting rather than a session.
const SHORTEST_COOKIE: usize = 16;
/// What many a `request_uri` begins with (RFC 9126 §2.2).
const REQUEST_URI: &str = "urn:ietf:params:oauth:request_uri:";

/// Takes every secret out of texts that is known of this connection.
pub fn redactor(evidence: &Evidence) -> Redactor {
    let public = public(&evidence.subject);
    let callback = evidence.login.as_ref().and_then(|login| login.callback.as_ref());
    let brought = callback.map(|back| [&back.code, &back.state, &back.id_token]).into_iter().flatten();
    let brought = brought.flatten().filter(|secret| is_long(secret)).cloned();
    let told = evidence.exchanges().flat_map(of_exchange).chain(brought);
    let mut redactor = Redactor::default();
    let of_visit = evidence.live.iter().flat_map(|live| &live.seen.secrets).filter(|secret| is_long(secret));
    for secret in told.chain(evidence.secrets.iter().chain(of_visit).cloned()) {
        redactor.hide_besides(secret.reveal(), &public);
    }
    redactor
}

/// What everybody may read of a connection, also where a token repeats it.
fn public(subject: &Subject) -> Public {
    let named = [&subject.app_name, &subject.okta_app_name, &subject.issuer];
    let lists = [&subject.app_redirects, &subject.sign_out_redirects, &subject.scopes];
    let more = [&subject.test_redirect, &subject.app_place];
    let all = named.into_iter().chain(lists.into_iter().flatten()).chain(more);
    Public::of(all.map(String::as_str).chain([subject.shown_client_id(), REQUEST_URI]))
}

/// What one exchange sent and brought that must not be told.
pub fn of_exchange(exchange: &Exchange) -> Vec<Secret> {
    let request = &exchange.request;
    let mut found: Vec<Secret> = fields(request)
        .filter(|(name, _)| SENT.contains(&name.as_ref()))
        .map(|(_, value)| Secret::new(value))
        .collect();
    let bearer = request.header("authorization").and_then(|line| line.split_once(' '));
    found.extend(bearer.filter(|(kind, _)| *kind != "Basic").map(|(_, token)| Secret::from(token)));
    found.extend(exchange.answer().into_iter().flat_map(issued));
    found.retain(is_long);
    found.extend(client_secret(request));
    found
}

fn is_long(secret: &Secret) -> bool {
    secret.chars() >= SHORTEST
}

/// What an answer brought.
fn issued(answer: &Answer) -> Vec<Secret> {
    let mut found = Vec::new();
    if let Ok(Json::Object(members)) = serde_json::from_str(answer.body.reveal()) {
        let issued = ISSUED.iter().filter_map(|name| members.get(*name)?.as_str());
        found.extend(issued.map(Secret::from));
    }
    let cookies = answer.headers.iter().filter(|header| header.name == "set-cookie");
    found.extend(cookies.filter_map(|header| cookie(header.value.reveal())));
    found
}

/// The value of a cookie that is set.
fn cookie(line: &str) -> Option<Secret> {
    let (_, value) = line.split(';').next()?.split_once('=')?;
    let is_address = value.contains("://") || value.contains("%3A%2F%2F");
    (value.len() >= SHORTEST_COOKIE && !is_address).then(|| Secret::from(value))
}

/// The client secret that a request sent, in its form or in its header.
fn client_secret(request: &Request) -> Option<Secret> {
    if let Some((_, secret)) = fields(request).find(|(name, _)| name == "client_secret") {
        return Some(Secret::new(secret));
    }
    let encoded = request.header("authorization")?.strip_prefix("Basic ")?;
    let pair = String::from_utf8(BASE64_STANDARD.decode(encoded).ok()?).ok()?;
    let (_, secret) = pair.split_once(':')?;
    // The pair is form-encoded before it is encoded again (RFC 6749 §2.3.1).
    form_urlencoded::parse(secret.as_bytes()).next().map(|(plain, _)| Secret::new(plain))
}

fn fields(request: &Request) -> form_urlencoded::Parse<'_> {
    form_urlencoded::parse(request.body.as_ref().map(Secret::reveal).unwrap_or_default().as_bytes())
}

impl Diagnosis {
    /// Takes every secret out of what is told.
    pub(super) fn redact(&mut self, redactor: &Redactor) {
        self.checks.iter_mut().for_each(|check| check.redact(redactor));
        if let Some(identity) = &mut self.identity {
            identity.redact(redactor);
        }
    }
}

impl Check {
    fn redact(&mut self, redactor: &Redactor) {
        let told = self.finding.iter_mut().flat_map(Finding::told);
        for Value { message, .. } in told.chain(&mut self.expected).chain(&mut self.seen) {
            *message = message.map(&|text| redactor.clean(text));
        }
        if let Some(stands) = self.finding.as_mut().and_then(|finding| finding.stands.as_mut()) {
            *stands = stands.map(&|text| redactor.clean(text));
        }
        let link = self.finding.as_mut().map(|finding| &mut finding.link);
        // A page whose address must not be told is not opened either.
        if let Some(link) = link {
            *link = link.take().filter(|url| redactor.clean(url.as_str()) == url.as_str());
        }
    }
}

impl Finding {
    fn told(&mut self) -> impl Iterator<Item = &mut Value> {
        self.values.iter_mut().map(|(_, value)| value)
    }
}

impl Identity {
    fn redact(&mut self, redactor: &Redactor) {
        let username = self.username.as_mut().map(|(username, _)| username);
        let email = self.email.as_mut().map(|(email, _)| email);
        let groups = self.groups.iter_mut().flatten().chain(&mut self.methods);
        let looked_for = self.account.iter_mut().flat_map(|account| &mut account.matched_by);
        let all = [&mut self.subject].into_iter().chain(username).chain(email).chain(&mut self.name);
        for text in all.chain(groups).chain(looked_for.map(|(_, value)| value)) {
            *text = redactor.clean(text);
        }
    }
}
