//! The last guard before a report is written: whatever an answer echoes of the secrets in the evidence is taken out.
//!
//! Nothing is supposed to get this far. A provider that repeats a credential in its error sentence would otherwise bring it
//! into a report.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value as Json;
use url::form_urlencoded;

use super::requests::exchanges;
use crate::base::{Request, Secret};
use crate::doctor::Evidence;
use crate::doctor::telling::MASK;

/// Shorter texts are too likely to be ordinary words.
const SHORTEST: usize = 8;
/// Form fields that are sent and must not be told.
const SENT: [&str; 7] =
    ["client_secret", "code", "code_verifier", "token", "refresh_token", "id_token_hint", "client_assertion"];
/// Members of answers that must not be told.
const ISSUED: [&str; 4] = ["access_token", "id_token", "refresh_token", "request_uri"];

/// The secrets of one connection's evidence.
pub(super) struct Scrub(Vec<Secret>);

impl Scrub {
    pub(super) fn of(evidence: &Evidence) -> Self {
        let mut found = Vec::new();
        for exchange in exchanges(evidence) {
            sent(&exchange.request, &mut found);
            let body = exchange.answer().map(|answer| answer.body.reveal()).unwrap_or_default();
            if let Ok(Json::Object(members)) = serde_json::from_str(body) {
                let issued = ISSUED.iter().filter_map(|name| members.get(*name)?.as_str());
                found.extend(issued.map(Secret::from));
            }
        }
        if let Some(callback) = evidence.login.as_ref().and_then(|login| login.callback.as_ref()) {
            found
                .extend([&callback.code, &callback.state, &callback.id_token].into_iter().flatten().cloned());
        }
        found.retain(|secret| secret.chars() >= SHORTEST);
        found.sort_by_key(|secret| std::cmp::Reverse(secret.chars()));
        found.dedup();
        Self(found)
    }

    /// The text with every such secret masked.
    pub(super) fn clean(&self, text: &str) -> String {
        let mut clean = text.to_owned();
        for secret in self.0.iter().map(Secret::reveal) {
            // Looking for a token begins with a walk through the token, and most texts are shorter than one.
            if secret.len() <= clean.len() && clean.contains(secret) {
                clean = clean.replace(secret, MASK);
            }
        }
        clean
    }
}

fn sent(request: &Request, found: &mut Vec<Secret>) {
    let body = request.body.as_ref().map(Secret::reveal).unwrap_or_default();
    for (name, value) in form_urlencoded::parse(body.as_bytes()) {
        if SENT.contains(&name.as_ref()) {
            found.push(Secret::new(value));
        }
    }
    let Some(credentials) = request.header("authorization") else { return };
    match credentials.split_once(' ') {
        Some(("Basic", encoded)) => {
            let decoded = BASE64_STANDARD.decode(encoded).unwrap_or_default();
            let pair = String::from_utf8(decoded).unwrap_or_default();
            let secret = pair.split_once(':').map(|(_, secret)| secret).unwrap_or_default();
            // The pair is form-encoded before it is encoded again (RFC 6749 §2.3.1).
            found.extend(form_urlencoded::parse(secret.as_bytes()).map(|(plain, _)| Secret::new(plain)));
            found.push(Secret::from(encoded));
        }
        Some((_, token)) => found.push(Secret::from(token)),
        None => {}
    }
}
