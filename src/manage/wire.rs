//! What stands between a machine that changes something and the wire: the right, the limits that are waited for, and which
//! request may be made again. A read may; a write is made once, whatever came of it.

use serde_json::Value as Json;
use url::Url;

use super::access::Access;
use super::answer::{self, Refusal};
use super::look::Next;
use crate::base::{Exchange, Method, Redactor, Request, Secret, Timestamp};

/// How often a limit, or a host that is away, is waited for.
const MOST_WAITS: u32 = 5;
/// No limit of Okta's is longer than a minute.
const LONGEST_WAIT_MS: u64 = 90_000;
/// How long a host that is away is left alone, in milliseconds.
const AWAY_MS: u64 = 2_000;
/// The most requests of one run.
const MOST_REQUESTS: u32 = 120;

/// One request to the API.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Call {
    pub(super) method: Method,
    /// Below `/api/v1/`.
    pub(super) path: String,
    pub(super) query: Vec<(&'static str, String)>,
    pub(super) body: Option<Json>,
}

impl Call {
    pub(super) fn get(path: String) -> Self {
        Self { method: Method::Get, path, query: Vec::new(), body: None }
    }

    pub(super) fn post(path: String, body: Option<Json>) -> Self {
        Self { method: Method::Post, path, query: Vec::new(), body }
    }

    pub(super) fn put(path: String, body: Json) -> Self {
        Self { method: Method::Put, path, query: Vec::new(), body: Some(body) }
    }

    pub(super) fn delete(path: String) -> Self {
        Self { method: Method::Delete, path, query: Vec::new(), body: None }
    }

    pub(super) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.query.push((name, value.to_owned()));
        self
    }

    fn reads(&self) -> bool {
        self.method == Method::Get
    }

    fn url(&self, organization: &Url) -> Url {
        let mut url = organization.clone();
        url.set_query(None);
        url.set_fragment(None);
        url.set_path(&format!("/api/v1/{}", self.path));
        if !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.query);
        }
        url
    }
}

/// What came of a call.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Came {
    /// Its value; null where Okta answers with nothing.
    Value(Json),
    /// Okta refused it: nothing was done.
    Refused(Refusal),
    /// A write was sent, and whether it was done is not known.
    Lost(Refusal),
}

/// The way to Okta.
#[derive(Debug)]
pub(super) struct Wire {
    organization: Url,
    access: Access,
    /// The scopes that a service app asks for.
    scopes: Vec<&'static str>,
    unique: String,
    bearer: Option<Secret>,
    asks_for_token: bool,
    asked: Option<Call>,
    again: Option<Call>,
    wait_ms: Option<u64>,
    waits: u32,
    requests: u32,
}

impl Wire {
    pub(super) fn new(organization: Url, access: Access, scopes: Vec<&'static str>, unique: String) -> Self {
        Self {
            organization,
            access,
            scopes,
            unique,
            bearer: None,
            asks_for_token: false,
            asked: None,
            again: None,
            wait_ms: None,
            waits: 0,
            requests: 0,
        }
    }

    pub(super) fn hide(&self, redactor: &mut Redactor) {
        self.access.hide(redactor);
        self.bearer.iter().for_each(|token| redactor.hide(token.reveal()));
    }

    /// Waits before the next request.
    pub(super) fn rest(&mut self, ms: u64) {
        self.wait_ms = Some(ms);
    }

    /// What is owed before anything new is asked: a wait, a token, a read that is made again.
    pub(super) fn owed(&mut self, now: Timestamp) -> Option<Result<Next, Refusal>> {
        if let Some(wait) = self.wait_ms.take() {
            return Some(Ok(Next::Wait(wait)));
        }
        if let Some(asked) = self.token(now) {
            return Some(asked);
        }
        let again = self.again.take()?;
        Some(self.send(again))
    }

    fn token(&mut self, now: Timestamp) -> Option<Result<Next, Refusal>> {
        let (Access::Service(service), None) = (&self.access, &self.bearer) else { return None };
        let unique = format!("{}-{}", self.unique, self.requests);
        self.requests += 1;
        self.asks_for_token = true;
        let asked = service.ask(&self.organization, &self.scopes, now, &unique);
        Some(asked.map(Next::Send).map_err(|_| Refusal::ServiceRefused))
    }

    /// The request of a call.
    pub(super) fn send(&mut self, call: Call) -> Result<Next, Refusal> {
        if self.requests >= MOST_REQUESTS {
            return Err(Refusal::TooLong);
        }
        let right = match (&self.access, &self.bearer) {
            (Access::Token(token), _) => format!("SSWS {}", token.reveal()),
            (Access::Service(_), Some(token)) => format!("Bearer {}", token.reveal()),
            (Access::Service(_), None) => return Err(Refusal::ServiceRefused),
        };
        self.requests += 1;
        let request = Request::json(call.method, call.url(&self.organization), call.body.as_ref());
        self.asked = Some(call);
        Ok(Next::Send(request.with_header("authorization", right)))
    }

    /// Takes an answer. `None`: it is the wire's own affair, and [`Wire::owed`] says what follows.
    pub(super) fn answered(&mut self, exchange: &Exchange) -> Option<Came> {
        if std::mem::take(&mut self.asks_for_token) {
            return self.take_token(exchange).err().map(Came::Refused);
        }
        let call = self.asked.take()?;
        let judged = judge(exchange);
        let Err(why) = judged else { return judged.ok().map(Came::Value) };
        let busy = exchange.answer().filter(|answer| answer.status == 429);
        let may_repeat = busy.is_some() || (call.reads() && matches!(why, Refusal::Away(_)));
        if may_repeat && self.waits < MOST_WAITS {
            self.waits += 1;
            self.wait_ms = Some(busy.map_or(AWAY_MS, answer::wait_ms).min(LONGEST_WAIT_MS));
            self.again = Some(call);
            return None;
        }
        let why = self.without_token(why);
        let is_unknown = matches!(why, Refusal::Away(_) | Refusal::Unreadable) || was_sent(exchange);
        Some(if call.reads() || !is_unknown { Came::Refused(why) } else { Came::Lost(why) })
    }

    fn take_token(&mut self, exchange: &Exchange) -> Result<(), Refusal> {
        let value = answer::judge_token(exchange)?;
        let token =
            value["access_token"].as_str().filter(|token| token.bytes().all(|one| one.is_ascii_graphic()));
        let is_bearer = value["token_type"].as_str().is_some_and(|kind| kind.eq_ignore_ascii_case("bearer"));
        match token {
            Some(token) if is_bearer => {
                self.bearer = Some(Secret::new(token));
                Ok(())
            }
            Some(_) => Err(Refusal::ProofWanted),
            None => Err(Refusal::Unreadable),
        }
    }

    /// What Okta said, without the token, should it have repeated it.
    fn without_token(&self, why: Refusal) -> Refusal {
        let mut redactor = Redactor::default();
        self.hide(&mut redactor);
        match why {
            Refusal::Other(status, said) => Refusal::Other(status, redactor.clean(&said)),
            other => other,
        }
    }
}

/// The value of an answer; 2xx is a success, also without a body.
fn judge(exchange: &Exchange) -> Result<Json, Refusal> {
    match exchange.answer() {
        Some(answer) if answer.status == 204 => Ok(Json::Null),
        Some(answer) if matches!(answer.status, 200 | 201) => {
            serde_json::from_str(answer.body.reveal()).map_err(|_| Refusal::Unreadable)
        }
        _ => answer::judge(exchange),
    }
}

/// Whether no answer came of a request that may have reached Okta.
fn was_sent(exchange: &Exchange) -> bool {
    use crate::base::TroubleKind::{Other, Reset, Timeout, TooLarge};
    exchange.trouble().is_some_and(|trouble| matches!(trouble.kind, Timeout | Reset | TooLarge | Other))
}
