//! Visits to imitated applications, with their answers as data: where each kind leads, and what is never done on the way.

use url::Url;

use super::{Captured, End, Next, Plan, Seen, Visit};
use crate::apps::{Context, Guide};
use crate::base::{Answer, Exchange, Header, Request, Secret, Timestamp, Trouble, TroubleKind};

mod hostile;
mod kinds;
mod safety;

const BASE: &str = "https://wiki.example.com";
const OKTA: &str = "https://acme.okta.com/oauth2/v1/authorize";

/// What an application sends, with values that must never be told.
fn authorize(redirect: &str) -> String {
    let mut url = Url::parse(OKTA).expect("an address");
    url.query_pairs_mut().extend_pairs([
        ("client_id", "0oawiki"),
        ("response_type", "code"),
        ("scope", "openid email"),
        ("redirect_uri", redirect),
        ("state", "state-of-this-login"),
        ("nonce", "nonce-of-this-login"),
        ("code_challenge", "challenge-of-this-login"),
        ("code_challenge_method", "S256"),
    ]);
    url.into()
}

fn callback() -> String {
    format!("{BASE}/oidc/callback")
}

/// A guide with this table; without one the application's first page is searched.
fn plan(live: &str, base: &str) -> Plan {
    let text = format!(
        r#"guide = 1
id = "wiki"
name = "Wiki"
about = "Pages."
category = "docs"
deployment = "self-hosted"

[[question]]
key = "base_url"
label = "The address"
ask = "Where?"
type = "https_url"

[[question]]
key = "role"
label = "The role"
ask = "Which?"
type = "text"
default = "reader"

[okta]
sign_in = ["{{base_url}}/oidc/callback", "http://localhost:8250/oidc/callback"]

[[step]]
phase = "okta"
use = "assign"

[[format]]
id = "env"
name = "Env"
editor = "env"
keys = [{{ key = "ISSUER", value = "{{issuer}}" }}]

{live}"#
    );
    let guide = Guide::parse(&text).unwrap_or_else(|problems| panic!("{problems:#?}\n{text}"));
    let answers = [("base_url".to_owned(), base.to_owned())].into();
    let resolved = guide.resolve(&Context { answers, ..Context::default() });
    let redirects = resolved.okta.sign_in.iter().map(|uri| uri.reveal().to_owned()).collect();
    Plan { recipe: resolved.recipe, redirects, endpoint: None }
}

/// A guide of one visit.
fn redirecting() -> Plan {
    plan(&table("class = \"redirect\"\nstart = \"{base_url}/start\""), BASE)
}

fn table(lines: &str) -> String {
    format!("[live]\n{lines}\nverified = \"source\"\nsource = \"wiki.go\"\n")
}

fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
    let headers = headers.iter().map(|(name, value)| Header::new(name, *value)).collect();
    Answer { status, headers, body: Secret::new(body), at: Timestamp(0), elapsed_ms: 1 }
}

fn to(address: &str) -> Answer {
    answer(302, &[("location", address)], "")
}

fn json(body: &str) -> Answer {
    answer(200, &[("content-type", "application/json")], body)
}

fn page(body: &str) -> Answer {
    answer(200, &[], &format!("<!doctype html><title>Sign in</title>{body}"))
}

fn trouble(kind: TroubleKind) -> Trouble {
    Trouble { kind, target: "wiki.example.com".into(), detail: "why".into() }
}

/// A whole visit: what was seen, and every request with the moment at which it was sent.
struct Visited {
    seen: Seen,
    sent: Vec<(Timestamp, Request)>,
}

fn visit(plan: Plan, app: impl Fn(&Request) -> Answer) -> Visited {
    visit_with(plan, |request| Ok(app(request)), 10)
}

/// The same where an answer takes so long, in milliseconds, or does not come.
fn visit_with(plan: Plan, app: impl Fn(&Request) -> Result<Answer, Trouble>, takes: i64) -> Visited {
    let mut visit = Visit::new(plan, None);
    let (mut now, mut sent) = (Timestamp(1_000_000), Vec::new());
    for _ in 0..100 {
        match visit.next(now) {
            Next::Over => return Visited { seen: visit.into_seen(), sent },
            Next::Wait(ms) => now = now.plus_ms(i64::try_from(ms).expect("a wait")),
            Next::Send(request, _) => {
                sent.push((now, (*request).clone()));
                let outcome = app(&request);
                now = now.plus_ms(takes);
                visit.answered(&Exchange { request: *request, at: now, outcome }, Some(false));
            }
        }
    }
    panic!("it never ends: {sent:?}");
}

impl Visited {
    fn captured(&self) -> &Captured {
        self.seen.captured().next().unwrap_or_else(|| panic!("nothing: {:?}", self.seen.attempts))
    }

    fn end(&self) -> &End {
        &self.seen.attempts.last().unwrap_or_else(|| panic!("no end: {:?}", self.sent)).end
    }

    fn paths(&self) -> Vec<String> {
        let line = |request: &Request| format!("{} {}", request.method.as_str(), request.url.path());
        self.sent.iter().map(|(_, request)| line(request)).collect()
    }
}
