//! The look into Okta and the plan: against the practice Okta, against answers that no practice gives, and against recordings
//! of real organizations.
#![allow(clippy::unwrap_used, reason = "tests may stop at the first surprise")]

mod applied;
mod asked;
mod hostile;
mod lost;
mod practised;
mod published;
mod recorded;
mod service;
mod undone;
mod writes;

use url::Url;
use usher::apps::{Context, Wanted, catalogue};
use usher::base::{Answer, Exchange, Method, Request, Secret, Timestamp};
use usher::manage::{Access, Held, Look, Next, Plan, Row, Terms, plan};

use super::support::practice as support;

const OKTA: &str = "https://example.okta.com";
const BASE: &str = "https://coder.example.com";
const CALLBACK: &str = "https://coder.example.com/api/v2/users/oidc/callback";

/// What is wanted of Coder, with more answers to its guide's questions, for these groups.
fn coder(more: &[(&str, &str)], issuer: &str, groups: &[&str]) -> Wanted {
    let guide = catalogue::open("coder").unwrap();
    let answers = [("base_url", BASE)].iter().chain(more);
    let context = Context {
        answers: answers.map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect(),
        issuer: Some(issuer.to_owned()),
        organization: Url::parse(OKTA).ok(),
        test_redirect: Some("http://localhost:8749/callback".to_owned()),
        ..Context::default()
    };
    let groups: Vec<String> = groups.iter().map(|name| (*name).to_owned()).collect();
    guide.resolve(&context).wanted(&groups)
}

fn terms(wanted: Wanted, client_id: Option<&str>) -> Terms {
    Terms {
        organization: Url::parse(OKTA).unwrap(),
        access: Access::token(&Secret::from("practice-super-administrator")).unwrap(),
        wanted,
        client_id: client_id.map(str::to_owned),
        chosen: None,
        unique: "once".to_owned(),
    }
}

/// A look from its beginning to its end.
struct Looked {
    held: Held,
    plan: Plan,
    requests: Vec<Request>,
    waited: Vec<u64>,
}

impl Looked {
    fn row(&self, setting: &str) -> &Row {
        let mut rows = self.plan.rows.iter().filter(|row| row.setting.as_str() == setting);
        let found = rows.next().unwrap_or_else(|| panic!("no row {setting}"));
        assert!(rows.next().is_none(), "two rows {setting}");
        found
    }

    fn status(&self, setting: &str) -> &'static str {
        self.row(setting).status.as_str()
    }

    fn why(&self, setting: &str) -> String {
        self.row(setting).why.as_ref().map(usher::base::Message::in_english).unwrap_or_default()
    }
}

/// Looks, with somebody who answers. Each answer takes a second, and a wait is as long as it is.
fn look(terms: Terms, mut answer: impl FnMut(&Request, Timestamp) -> Answer) -> Looked {
    let (wanted, client_id) = (terms.wanted.clone(), terms.client_id.clone());
    let organization = terms.organization.clone();
    let mut look = Look::new(terms);
    let mut now = Timestamp::from_seconds(1_795_000_000);
    let (mut requests, mut waits) = (Vec::new(), Vec::new());
    loop {
        match look.next(now) {
            Next::Done => break,
            Next::Wait(ms) => {
                waits.push(ms);
                now = now.plus_ms(i64::try_from(ms).unwrap());
            }
            Next::Send(request) => {
                assert!(requests.len() < 100, "it never ends");
                reads_only_and_stays_there(&request, &organization);
                let outcome = Ok(answer(&request, now));
                requests.push(request.clone());
                look.answered(&Exchange { request, at: now, outcome });
                now = now.plus_ms(1_000);
            }
        }
    }
    let (held, _) = look.finish();
    let plan = plan(&wanted, &held, client_id.as_deref());
    for row in &plan.rows {
        let is_told = row.why.is_some() || matches!(row.status.as_str(), "keep" | "add" | "change");
        assert!(is_told, "{row:?} says nothing");
    }
    Looked { held, plan, requests, waited: waits }
}

/// No look writes, and none takes the right elsewhere or to where nobody needs it.
fn reads_only_and_stays_there(request: &Request, organization: &Url) {
    let is_token_request = request.method == Method::Post && request.url.path() == "/oauth2/v1/token";
    assert!(request.method == Method::Get || is_token_request, "{request:?}");
    assert_eq!(request.url.origin(), organization.origin(), "{request:?}");
    assert!(
        !request.url.path().contains("/internal/") && !request.url.path().contains("secrets"),
        "{request:?}"
    );
    let is_public = request.url.path().starts_with("/.well-known/") || is_token_request;
    assert_eq!(request.header("authorization").is_none(), is_public, "{request:?}");
}

/// An answer of the API.
fn json(status: u16, body: &str, now: Timestamp) -> Answer {
    Answer { status, headers: Vec::new(), body: Secret::from(body), at: now, elapsed_ms: 1 }
}
