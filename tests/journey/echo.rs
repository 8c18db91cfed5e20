//! A provider that repeats whatever secret it was told, in one answer and in one spelling.

use std::collections::HashSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use url::form_urlencoded;
use usher::base::{Answer, Header, Request, Secret};

use crate::tests::journey::rig::{CLIENT, OKTA, SECRET};

/// A way to write a secret down.
pub(crate) type Spelling = fn(&str) -> String;

/// The ways in which they come back, each by its name.
pub(crate) const SPELLINGS: [(&str, Spelling); 9] = [
    ("as it is", str::to_owned),
    ("percent", |text| throughout(text, |byte| format!("%{byte:02X}"))),
    ("percent in small letters", |text| throughout(text, |byte| format!("%{byte:02x}"))),
    ("form", |text| form_urlencoded::byte_serialize(text.as_bytes()).collect()),
    ("credentials", |text| STANDARD.encode(format!("{CLIENT}:{text}"))),
    ("JSON", |text| throughout(text, |byte| format!("\\u{byte:04x}"))),
    ("HTML", |text| throughout(text, |byte| format!("&amp;#{byte};"))),
    ("twice percent", |text| throughout(text, |byte| format!("%25{byte:02X}"))),
    ("cut", |text| text.chars().take(text.len().min(30)).collect()),
];

fn throughout(text: &str, spell: fn(u8) -> String) -> String {
    text.bytes().map(spell).collect()
}

/// Where they come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Organization,
    Discovery,
    Endpoints,
    Keys,
    Pushed,
    Introspection,
    Page,
    Home,
    Token,
    TokenNotJson,
    Userinfo,
    Refresh,
    RequestId,
    Claims,
}

impl Place {
    pub(crate) const ALL: [Self; 14] = [
        Self::Organization,
        Self::Discovery,
        Self::Endpoints,
        Self::Keys,
        Self::Pushed,
        Self::Introspection,
        Self::Page,
        Self::Home,
        Self::Token,
        Self::TokenNotJson,
        Self::Userinfo,
        Self::Refresh,
        Self::RequestId,
        Self::Claims,
    ];
}

/// The one answer that repeats secrets.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Echo {
    pub(crate) place: Place,
    pub(crate) spell: Spelling,
}

impl Echo {
    /// What is said of these secrets: each once, far into a sentence, so that it is cut in one of them.
    pub(crate) fn words(&self, secrets: &[Secret]) -> String {
        let all: Vec<String> = secrets.iter().map(|secret| (self.spell)(secret.reveal())).collect();
        format!("{} {}", "p".repeat(270), all.join(" or "))
    }

    /// Bends an answer.
    pub(crate) fn bend(&self, request: &Request, secrets: &[Secret], answer: &mut Answer) {
        let words = self.words(secrets);
        let path = request.url.path();
        let refused = json!({ "error": "invalid_request", "error_description": words }).to_string();
        let is_real = || request.body.as_ref().is_some_and(|body| !body.reveal().contains("does-not-exist"));
        let grants = |kind: &str| request.body.as_ref().is_some_and(|body| body.reveal().contains(kind));
        match self.place {
            Place::Organization if path.ends_with("okta-organization") => {
                let host = format!("{OKTA}/{words}");
                put(
                    answer,
                    200,
                    json!({ "id": "00o1", "pipeline": "idx", "_links": {
                    "organization": { "href": host }, "alternate": { "href": host } } })
                    .to_string(),
                );
            }
            Place::Discovery if path.ends_with("openid-configuration") => change(answer, "issuer", &words),
            Place::Endpoints if path.ends_with("openid-configuration") => {
                let endpoint = |name: &str| format!("{OKTA}/{name}/{}", (self.spell)(SECRET));
                change(answer, "userinfo_endpoint", &endpoint("userinfo"));
                change(answer, "jwks_uri", &endpoint("keys"));
            }
            Place::Keys if path.ends_with("/keys") => put(answer, 200, json!(words).to_string()),
            Place::Pushed if path.ends_with("/par") => put(answer, 401, refused),
            Place::Introspection if path.ends_with("/introspect") => put(answer, 401, refused),
            Place::Page if path.ends_with("/authorize") => {
                put(answer, 400, format!("<p>Error Code: invalid_scope<p>Description: {words}<p>"));
            }
            Place::Home if path.ends_with("/authorize") => {
                let back = request.url.query_pairs().find(|(name, _)| name == "redirect_uri");
                let mut back = url::Url::parse(&back.expect("a way back").1).expect("an address");
                back.query_pairs_mut()
                    .append_pair("error", "invalid_scope")
                    .append_pair("error_description", &words);
                put(answer, 302, String::new());
                answer.headers.push(Header::new("location", back.as_str()));
            }
            Place::Token if path.ends_with("/token") && is_real() => put(answer, 401, refused),
            Place::TokenNotJson if path.ends_with("/token") && is_real() => {
                put(answer, 200, json!(words).to_string());
            }
            Place::Userinfo if path.ends_with("/userinfo") => {
                put(answer, 401, String::new());
                let line = format!("Bearer error=\"invalid_token\", error_description=\"{words}\"");
                answer.headers.push(Header::new("www-authenticate", line));
            }
            Place::Refresh if grants("refresh_token&") || grants("grant_type=refresh_token") => {
                put(answer, 400, refused);
            }
            Place::RequestId => {
                answer.headers.retain(|header| header.name != "x-okta-request-id");
                answer.headers.push(Header::new("x-okta-request-id", words));
            }
            Place::Claims if path.ends_with("/userinfo") => {
                change(answer, "email", &words);
                change(answer, "preferred_username", &words);
            }
            _ => {}
        }
    }
}

fn put(answer: &mut Answer, status: u16, body: String) {
    answer.status = status;
    answer.body = Secret::new(body);
    answer.headers.retain(|header| header.name != "location");
}

fn change(answer: &mut Answer, member: &str, value: &str) {
    let Ok(mut document) = serde_json::from_str::<serde_json::Value>(answer.body.reveal()) else { return };
    document[member] = json!(value);
    answer.body = Secret::new(document.to_string());
}

/// So many characters in a row of what was spelled are a leak.
const TELLING: usize = 13;

/// What a text shows of these secrets in this spelling, or as they are.
pub(crate) fn leaked(shown: &str, secrets: &[Secret], spell: Spelling) -> Option<String> {
    // What a page or a sheet escapes hides nothing.
    let bare = |text: &str| text.replace('\\', "").into_bytes();
    let shown = bare(shown);
    let shown: HashSet<&[u8]> = shown.windows(TELLING).collect();
    // The client's ID stands before the secret in its credentials, and is none.
    let public = STANDARD.encode(format!("{CLIENT}:"));
    let is_leak = |part: &&[u8]| shown.contains(part) && !public.contains(&*String::from_utf8_lossy(part));
    secrets.iter().flat_map(|secret| [bare(&spell(secret.reveal())), bare(secret.reveal())]).find_map(
        |spelled| {
            spelled.windows(TELLING).find(is_leak).map(|part| String::from_utf8_lossy(part).into_owned())
        },
    )
}
