//! What is fuzzed: every reader of text from outside, each with what must hold whatever the text is.
//!
//! The fuzzer in this folder and `tests/corpus.rs` share these functions, so that each text that was ever of interest is
//! tried by an ordinary `cargo test`, too.

use url::Url;
use usher::apps::Guide;
use usher::base::{Answer, Exchange, Header, Request, Secret, Timestamp};
use usher::config::{Editor, Setting, Value, plan, prove, read};
use usher::oidc::attempt::{Attempt, Seeds};
use usher::oidc::callback;
use usher::oidc::discovery::Metadata;
use usher::oidc::judge::{Case, judge};
use usher::oidc::keys::KeySet;
use usher::oidc::token::{self, ClientAuthentication};
use usher::okta::{authorize, issuer, page_text};

/// One thing that is fuzzed.
pub(crate) type Target = fn(&[u8]);

/// Everything that is fuzzed, by the name of its program and of its folder of seeds.
pub(crate) const TARGETS: [(&str, Target); 8] = [
    ("callback", callback),
    ("pasted", pasted),
    ("discovery", discovery),
    ("keys", keys),
    ("token", token),
    ("authorize", authorize),
    ("guide", guide),
    ("config", config),
];

const NOW: Timestamp = Timestamp(1_795_000_000_000);
const STATE: &str = "BQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU";
const NONCE: &str = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc";
const VERIFIER: &str = "CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk";
const DOCUMENT: &str = include_str!("corpus/discovery/okta.json");
const KEYS: &str = include_str!("../support/keys/oidc-es256.jwks.json");
const SIGNED: &str = include_str!("../support/keys/oidc-es256.token");

fn address(text: &str) -> Url {
    Url::parse(text).expect("an address")
}

fn attempt() -> Attempt {
    Attempt {
        issuer: "https://example.okta.com".to_owned(),
        client_id: "0oa1client".to_owned(),
        client_secret: Some(Secret::from("a secret/with+odd=characters%")),
        authentication: ClientAuthentication::ClientSecretBasic,
        redirect_uri: address("http://localhost:8749/callback"),
        scopes: vec!["openid".to_owned(), "email".to_owned()],
        seeds: Seeds { state: STATE.into(), nonce: NONCE.into(), verifier: VERIFIER.into() },
        prompt: None,
        login_hint: None,
    }
}

fn metadata() -> Metadata {
    Metadata::read(DOCUMENT).expect("the provider's metadata")
}

/// An answer whose first line is the status and, after a blank, a place to go to; the rest is its body.
fn answer(text: &str) -> Answer {
    let (head, body) = text.split_once('\n').unwrap_or((text, ""));
    let (status, location) = head.split_once(' ').unwrap_or((head, ""));
    let mut headers = vec![Header::new("content-type", "application/json")];
    if !location.is_empty() {
        headers.push(Header::new("location", location));
        headers.push(Header::new("www-authenticate", location));
    }
    let status = status.trim().parse().unwrap_or(200);
    Answer { status, headers, body: Secret::new(body), at: NOW, elapsed_ms: 1 }
}

/// The answer that the browser brings: taken only with this attempt's `state`, and never shown.
pub(crate) fn callback(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let read = callback::read(&text);
    if callback::accept(&read, &attempt(), &metadata()).is_ok() {
        let state = read.state.as_ref().map(Secret::reveal);
        assert_eq!(state, Some(STATE), "only this attempt's answer is taken");
        assert!(!read.repeated.iter().any(|name| name == "state"), "and only one that says it once");
    }
    let shown = format!("{read:?}");
    for secret in [&read.code, &read.state, &read.id_token].into_iter().flatten() {
        let telling = secret.chars() > 12 && !text_besides(&read).contains(secret.reveal());
        assert!(!telling || !shown.contains(secret.reveal()), "a secret shows");
    }
}

/// What of an answer is no secret and may be shown.
fn text_besides(read: &callback::Callback) -> String {
    format!("{:?}{:?}{:?}{:?}", read.error, read.error_description, read.iss, read.repeated)
}

/// What somebody pasted: as an issuer, as an organization, as the address where the browser ended.
pub(crate) fn pasted(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Ok(mended) = issuer::mend(&text) {
        // A host may end in a quoting mark, and a path in two discovery suffixes: one more mending is told like the first.
        let again = issuer::mend(&mended.issuer);
        let silent = again.is_ok_and(|again| again.issuer != mended.issuer && again.slips.is_empty());
        assert!(!silent, "nothing is changed without a word");
    }
    if let Ok(mended) = issuer::organization(&text) {
        let url = Url::parse(&mended.issuer).expect("an organization is an address");
        assert_eq!((url.path(), url.query(), url.username()), ("/", None, ""), "{url}");
    }
    if let Ok(read) = callback::from_pasted(&text, &attempt().redirect_uri) {
        assert!(read.code.is_some() || read.error.is_some() || read.id_token.is_some(), "an answer");
    }
}

/// A provider's metadata: what was read is used, and the browser is sent to the place that it names.
pub(crate) fn discovery(data: &[u8]) {
    let Ok(metadata) = Metadata::read(&String::from_utf8_lossy(data)) else { return };
    let attempt = attempt();
    let url = attempt.authorization_url(&metadata);
    assert_eq!(url.host_str(), metadata.authorization_endpoint.host_str());
    let shown = url.query_pairs().any(|(_, value)| value.contains(VERIFIER));
    assert!(!shown, "the verifier stays here");
    metadata.is_of(&attempt.issuer);
    // Where the metadata is odd a request may not be buildable; that is an answer, too.
    token::exchange(&attempt, &metadata, &Secret::from("the-code")).ok();
    token::refresh(&attempt, &metadata, &Secret::from("the-refresh-token")).ok();
}

/// A key set: under it only the one text that is signed is taken, and only with its own key.
pub(crate) fn keys(data: &[u8]) {
    let Ok(keys) = KeySet::read(&String::from_utf8_lossy(data)) else { return };
    assert!(keys.ids().len() <= keys.keys.len());
    let body = format!("200\n{}", token_answer(SIGNED.trim()));
    let tokens = token::read(&answer(&body)).expect("a good answer");
    let taken = verdict(&tokens, &keys);
    let own_point = "P9pEEpgmJsXTc6m00TUFR19UmSnvh5bhnCO_O4rr2zQ";
    assert!(!taken || keys.raw.contains(own_point) || keys.raw.contains('\\'), "a foreign key was taken");
}

fn token_answer(id_token: &str) -> String {
    format!(r#"{{"token_type":"Bearer","access_token":"the-access-token","id_token":"{id_token}"}}"#)
}

fn verdict(tokens: &token::Tokens, keys: &KeySet) -> bool {
    let (attempt, metadata, code) = (attempt(), metadata(), Secret::from("the-code"));
    let case = Case { attempt: &attempt, metadata: &metadata, keys, tokens, code: Some(&code), now: NOW };
    judge(&case).is_ok()
}

/// A token endpoint's answer: no ID token passes that is not the one that was signed.
pub(crate) fn token(data: &[u8]) {
    let answer = answer(&String::from_utf8_lossy(data));
    authorize::read_error(&answer);
    let Ok(tokens) = token::read(&answer) else { return };
    let keys = KeySet::read(KEYS).expect("a key set");
    if verdict(&tokens, &keys) {
        let signed = |text: &str| text.rsplit_once('.').map(|(said, _)| said.to_owned());
        let seen = tokens.id.as_ref().and_then(|id| signed(id.reveal()));
        assert_eq!(seen, signed(SIGNED.trim()), "a token passed that nobody signed");
    }
}

/// Whether an answer brings an ID token that passes.
pub(crate) fn is_taken(data: &[u8]) -> bool {
    let keys = KeySet::read(KEYS).expect("a key set");
    token::read(&answer(&String::from_utf8_lossy(data))).is_ok_and(|tokens| verdict(&tokens, &keys))
}

/// An answer of Okta's authorization endpoint, of any status, with any page.
pub(crate) fn authorize(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let asked = attempt().authorization_url(&metadata());
    let exchange = Exchange { request: Request::get(asked), at: NOW, outcome: Ok(answer(&text)) };
    assert!(authorize::read_authorize(&exchange).is_some(), "an answer is always read as something");
    let plain = page_text::plain_text(&text);
    assert!(plain.len() <= text.len().saturating_mul(4), "a page does not grow");
}

/// A guide of one's own: read whole, or refused with places that exist.
pub(crate) fn guide(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let lines = text.split('\n').count() + 1;
    let Err(problems) = Guide::parse(&text) else { return };
    assert!(!problems.is_empty(), "a refusal names a reason");
    for problem in problems {
        assert!((1..=lines).contains(&problem.line) && problem.column > 0, "{problem:?}");
    }
}

/// A configuration file: its first line names the editor and the dialect, the rest is its text.
pub(crate) fn config(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (head, text) = text.split_once('\n').unwrap_or((&text, ""));
    let (name, dialect) = head.split_once(' ').unwrap_or((head, ""));
    let Ok(editor) = Editor::named(name, Some(dialect)) else { return };
    let settings = settings(name, dialect);
    let keys: Vec<String> = settings.iter().map(|setting| setting.key.clone()).collect();
    read(editor, text, &keys).ok();
    let Ok(planned) = plan(editor, Some(text), &settings) else { return };
    let new = planned.text.reveal();
    assert!(prove(editor, Some(text), new, &settings).is_ok(), "what is planned is proven");
    let found = read(editor, new, &keys).expect("what was written can be read");
    for setting in &settings {
        let value = found.values.get(&setting.key);
        assert!(value.is_some_and(|value| setting.value.matches(value)), "{} reads back", setting.key);
    }
    let again = plan(editor, Some(new), &settings).expect("what was written can be planned again");
    assert!(again.unchanged, "planning twice changes nothing");
    let difference = format!("{:?}", planned.difference(Some(text)));
    assert!(text.contains(SHOWN) || !difference.contains(SHOWN), "the secret is masked in the difference");
}

/// Whether a change of this file can be planned, so that more than a refusal is tried.
pub(crate) fn is_planned(data: &[u8]) -> bool {
    let text = String::from_utf8_lossy(data);
    let (head, text) = text.split_once('\n').unwrap_or((&text, ""));
    let (name, dialect) = head.split_once(' ').unwrap_or((head, ""));
    Editor::named(name, Some(dialect))
        .is_ok_and(|editor| plan(editor, Some(text), &settings(name, dialect)).is_ok())
}

/// A part of the secret that [`settings`] write, which no format escapes.
const SHOWN: &str = "q7-Rk3w_long";

/// An address, a secret and a switch, under keys that the editor can have.
fn settings(name: &str, dialect: &str) -> Vec<Setting> {
    let [issuer, secret, switch] = match (name, dialect) {
        ("yaml", "kubernetes") => {
            ["ConfigMap/a.data.issuer", "Secret/a.stringData.secret", "ConfigMap/a.data.\"on.or.off\""]
        }
        ("yaml", "compose") => [
            "services.coder.environment.ISSUER",
            "services.coder.environment.SECRET",
            "services.coder.environment.SIGNUPS",
        ],
        ("yaml", "helm") => ["coder.env[name=ISSUER].value", "coder.env[name=SECRET].value", "coder.on"],
        ("python", _) => ["c.Authenticator.issuer", "OAUTH[name=okta].secret", "AUTH_ON"],
        ("ruby", _) => ["external_url", "rails['secret']", "rails['on']"],
        ("env" | "properties", _) => ["OIDC_ISSUER", "OIDC_SECRET", "OIDC_SIGNUPS"],
        ("apache", _) => ["OIDCProviderMetadataURL", "OIDCClientSecret", "OIDCPassUserInfo"],
        ("nginx" | "caddyfile", _) => ["issuer", "client_secret", "use_pkce"],
        _ => ["oidc.issuer", "oidc.secret", "oidc.signups"],
    };
    vec![
        Setting::text(issuer, "https://example.okta.com/oauth2/default"),
        Setting::secret(secret, format!("{SHOWN}/secret#+x")),
        Setting::new(switch, Value::Bool(true)),
    ]
}
