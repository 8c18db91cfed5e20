//! The look into Okta: one question after the other, each with what its answer leads to. It never blocks and decides nothing
//! about time: it says how long to wait, and whoever drives it waits.

use std::collections::VecDeque;

use serde_json::Value as Json;
use url::Url;

use super::access::{Access, Scopes};
use super::answer::{self, Refusal};
use super::application::Application;
use super::found::{Candidate, FoundBy};
use super::held::Held;
use super::request::Ask;
use crate::apps::Wanted;
use crate::base::{Exchange, Redactor, Request, Secret, Timestamp};

mod reading;

/// The most requests of one look.
const MOST_REQUESTS: u32 = 60;
/// The most pages of one list: ten thousand applications.
const MOST_PAGES: u32 = 50;
/// How often a limit, or a host that is away, is waited for.
const MOST_WAITS: u32 = 3;
/// No limit of Okta's is longer than a minute.
const LONGEST_WAIT_MS: u64 = 90_000;
/// How long a host that is away is left alone, in milliseconds.
const AWAY_MS: u64 = 2_000;

/// What a look is about.
#[derive(Debug)]
pub struct Terms {
    /// The organization's own origin. Nothing is sent to another.
    pub organization: Url,
    /// The right by which it is asked.
    pub access: Access,
    /// What is wanted.
    pub wanted: Wanted,
    /// The application's client ID, where it is known.
    pub client_id: Option<String>,
    /// The application that the person chose, by its ID.
    pub chosen: Option<String>,
    /// Different each time, for what Okta takes only once.
    pub unique: String,
}

/// What is next.
#[derive(Debug)]
pub enum Next {
    /// This request.
    Send(Request),
    /// To wait so long, in milliseconds: a limit was met, or Okta was away.
    Wait(u64),
    /// Nothing: all is read that can be.
    Done,
}

/// A look that is under way.
#[derive(Debug)]
pub struct Look {
    terms: Terms,
    /// The access token of a service app.
    bearer: Option<Secret>,
    scopes: Scopes,
    questions: VecDeque<Question>,
    asked: Option<Question>,
    waits: u32,
    wait_ms: Option<u64>,
    requests: u32,
    /// The applications that were listed.
    listed: Vec<Application>,
    held: Held,
}

/// A question, and the page of its answer.
#[derive(Debug, Clone)]
struct Question {
    ask: Ask,
    page: Option<Url>,
    pages: u32,
}

impl Question {
    fn first(ask: Ask) -> Self {
        Self { ask, page: None, pages: 1 }
    }
}

impl Look {
    /// A look that has asked nothing yet.
    pub fn new(terms: Terms) -> Self {
        let scopes = Scopes::of(terms.wanted.server.is_some());
        Self {
            terms,
            bearer: None,
            scopes,
            questions: VecDeque::from([Question::first(Ask::Organization)]),
            asked: None,
            waits: 0,
            wait_ms: None,
            requests: 0,
            listed: Vec::new(),
            held: Held::default(),
        }
    }

    /// Has the access token that was given hidden wherever it may turn up.
    pub fn hide(&self, redactor: &mut Redactor) {
        self.bearer.iter().for_each(|token| redactor.hide(token.reveal()));
    }

    /// What is next, at this moment.
    pub fn next(&mut self, now: Timestamp) -> Next {
        if let Some(wait) = self.wait_ms.take() {
            return Next::Wait(wait);
        }
        loop {
            let Some(question) = self.questions.pop_front() else { return Next::Done };
            if self.requests >= MOST_REQUESTS {
                self.refused(&question.ask, Refusal::TooLong);
                continue;
            }
            match self.request(&question, now) {
                Ok(request) => {
                    self.requests += 1;
                    self.asked = Some(question);
                    return Next::Send(request);
                }
                Err(why) => self.refused(&question.ask, why),
            }
        }
    }

    fn request(&self, question: &Question, now: Timestamp) -> Result<Request, Refusal> {
        let organization = &self.terms.organization;
        match (&question.ask, &self.terms.access) {
            (Ask::AccessToken, Access::Service(service)) => {
                let unique = format!("{}-{}", self.terms.unique, self.requests);
                let asked = service.ask(organization, &self.scopes.current(), now, &unique);
                asked.map_err(|_| Refusal::ServiceRefused)
            }
            (Ask::Organization, _) => Ok(Request::get(question.ask.url(organization))),
            (ask, access) => {
                let url = question.page.clone().unwrap_or_else(|| ask.url(organization));
                let right = match (access, &self.bearer) {
                    (Access::Token(token), _) => format!("SSWS {}", token.reveal()),
                    (Access::Service(_), Some(token)) => format!("Bearer {}", token.reveal()),
                    (Access::Service(_), None) => return Err(Refusal::ServiceRefused),
                };
                Ok(Request::get(url).with_header("authorization", right))
            }
        }
    }

    /// Takes the answer to the last request.
    pub fn answered(&mut self, exchange: &Exchange) {
        let Some(question) = self.asked.take() else { return };
        let judged = match question.ask {
            Ask::AccessToken => answer::judge_token(exchange),
            _ => answer::judge(exchange),
        };
        match judged {
            Ok(value) => {
                let next = exchange.answer().and_then(answer::next_page).map(str::to_owned);
                self.read(&question, value, next.as_deref());
            }
            Err(Refusal::TooMany | Refusal::Away(_)) if self.waits < MOST_WAITS => {
                let busy = exchange.answer().filter(|answer| answer.status == 429);
                let wait = busy.map_or(AWAY_MS, answer::wait_ms);
                self.waits += 1;
                self.wait_ms = Some(wait.min(LONGEST_WAIT_MS));
                self.questions.push_front(question);
            }
            // Fewer scopes: what the others open is then by hand.
            Err(Refusal::ScopeRefused) => {
                if let Some(scope) = self.scopes.refused() {
                    self.miss(scope);
                }
                self.ask_for_fewer();
            }
            // Not every organization adds the names.
            Err(Refusal::Other(400, _)) if matches!(question.ask, Ask::Assigned(_, true)) => {
                if let Ask::Assigned(id, _) = question.ask {
                    self.at_once(Ask::Assigned(id, false));
                }
            }
            Err(why) => self.refused(&question.ask, self.without_token(why)),
        }
    }

    /// What Okta said, without the token, should it have repeated it.
    fn without_token(&self, why: Refusal) -> Refusal {
        let mut redactor = Redactor::default();
        self.terms.access.hide(&mut redactor);
        self.hide(&mut redactor);
        match why {
            Refusal::Other(status, said) => Refusal::Other(status, redactor.clean(&said)),
            other => other,
        }
    }

    /// Asks for an access token with the scopes that are left.
    fn ask_for_fewer(&mut self) {
        if self.scopes.current().is_empty() {
            self.refused(&Ask::AccessToken, Refusal::ScopeRefused);
        } else {
            self.at_once(Ask::AccessToken);
        }
    }

    /// Asks this before all that is to be asked.
    fn at_once(&mut self, ask: Ask) {
        self.questions.push_front(Question::first(ask));
    }

    /// Asks these after all that is to be asked.
    fn then(&mut self, asks: impl IntoIterator<Item = Ask>) {
        self.questions.extend(asks.into_iter().map(Question::first));
    }

    /// Notes the right that is missing.
    fn miss(&mut self, right: &'static str) {
        if !self.held.missing.contains(&right) {
            self.held.missing.push(right);
        }
    }

    /// Asks for the rest of a list, on the organization's own host whatever the answer names.
    fn turn_page(&mut self, question: &Question, next: Option<&str>) -> bool {
        let Some(next) = next.and_then(|next| self.terms.organization.join(next).ok()) else { return false };
        let mut page = self.terms.organization.clone();
        page.set_path(next.path());
        page.set_query(next.query());
        if next.path() != question.ask.url(&page).path() || question.page.as_ref() == Some(&page) {
            return false;
        }
        if question.pages >= MOST_PAGES {
            self.held.not_looked = Some(Refusal::TooLong);
            return false;
        }
        let ask = question.ask.clone();
        self.questions.push_front(Question { ask, page: Some(page), pages: question.pages + 1 });
        true
    }

    /// What Okta holds, as far as it was read, and the right by which it was.
    pub fn finish(self) -> (Held, Access) {
        (self.held, self.terms.access)
    }

    /// The applications that may be the one among those that were listed.
    fn sift(&mut self) {
        let (wanted, client_id) = (&self.terms.wanted, self.terms.client_id.as_deref());
        let may_be = self.listed.iter().filter_map(|application| {
            let found_by = super::found::reason(application, wanted, client_id)?;
            Some(Candidate::new(application, found_by))
        });
        let mut candidates: Vec<Candidate> = may_be.collect();
        candidates.sort_by_key(|one| one.found_by);
        // One whose client ID is known and not here is none of these.
        let is_known = client_id.is_some() && self.terms.chosen.is_none();
        let chosen = super::found::choose(&candidates)
            .filter(|one| !is_known || one.found_by == FoundBy::ClientId)
            .map(|one| (one.id.clone(), one.found_by));
        self.held.candidates = candidates;
        if let Some((id, found_by)) = chosen
            && let Some(at) = self.listed.iter().position(|application| application.id() == id)
        {
            let application = self.listed.swap_remove(at);
            self.found(application, found_by);
        }
        self.listed.clear();
    }
}

/// The array that an answer is.
fn items(value: Json) -> Option<Vec<Json>> {
    match value {
        Json::Array(items) => Some(items),
        _ => None,
    }
}
