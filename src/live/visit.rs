//! One visit, step by step.
//!
//! ```text
//! before … → start → (redirect | refresh | form | address in JSON | one link) … → captured
//!                 └→ anything else → is sign-on switched on? is it up? → end
//! ```

use std::collections::BTreeMap;

use url::Url;

use super::cookies::Jar;
use super::page::is_bait;
use super::request::{self, As};
use super::rules::Own;
use super::seen::{Attempt, End, Said, Seen};
use crate::apps::Recipe;
use crate::apps::guide::{Accept, Before, Live, LiveClass, OnTheWay, PostAs};
use crate::apps::pointer::Taken;
use crate::apps::recipe::REDIRECT;
use crate::base::{Answer, Exchange, Request, Secret, Timestamp};

mod ending;
mod going;
mod reading;

/// How often a login is begun.
const MOST_STARTS: usize = 3;
/// The pause between two of them, in milliseconds.
const PAUSE_MS: i64 = 1_000;
/// The time for all, in milliseconds.
const LONGEST_MS: i64 = 30_000;
/// What a visit needs to know.
#[derive(Debug, Clone)]
pub struct Plan {
    /// How the application is visited.
    pub recipe: Recipe,
    /// Its redirect URIs by the guide.
    pub redirects: Vec<String>,
    /// The authorization endpoint, where it is known.
    pub endpoint: Option<Url>,
}

/// What is to be done next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Send this request; hand what comes of it to [`Visit::answered`].
    Send(Box<Request>, Terms),
    /// Wait so long, in milliseconds, and ask again.
    Wait(u64),
    /// It is over.
    Over,
}

/// What a request of a visit may do that others may not, and how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// Go out by plain http, since the person gave such an address.
    pub plain_http: bool,
    /// Reach public addresses alone, since the application is on one.
    pub public_only: bool,
    /// How long it may last, in milliseconds, by the time for the whole visit.
    pub longest_ms: u64,
}

/// What the request that is out is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Goal {
    Before(usize),
    Start { attempt: usize, is_linked: bool, is_sent: bool },
    On,
    Up,
    Over,
}

/// A visit that is going on.
#[derive(Debug, Clone)]
pub struct Visit {
    plan: Plan,
    own: Own,
    jar: Jar,
    brought: BTreeMap<String, String>,
    goal: Goal,
    due: Option<Due>,
    terms: Terms,
    /// The address that answered last.
    at: Option<Url>,
    hops: usize,
    bytes: usize,
    starts: usize,
    /// Where a login was begun: whoever leads back there begins another one.
    begun_at: Vec<Url>,
    last_start: Option<Timestamp>,
    /// What the start of the guide answered that is not there, while the application's first page is searched for another.
    missed: Option<Said>,
    begun: Option<Timestamp>,
    seen: Seen,
}

#[derive(Debug, Clone)]
struct Due {
    request: Request,
    begins_login: bool,
}

impl Visit {
    /// A visit by this plan; nothing is asked yet. A login that the visit before began last counts for the pause.
    pub fn new(plan: Plan, last_start: Option<Timestamp>) -> Self {
        let nothing = BTreeMap::new();
        let recipe = &plan.recipe;
        let known = |template: &OnTheWay| {
            let filled = recipe.fill(template, &nothing);
            filled.is_complete().then(|| Url::parse(filled.reveal()).ok()).flatten()
        };
        // What the person said is the application's own, and what its guide says of other origins; where the person was
        // asked for no address, the guide has it.
        let companions = recipe.live.iter().flat_map(|live| &live.companions);
        let start = recipe.start.iter().filter(|_| recipe.base.is_none());
        let own: Vec<Url> = companions.chain(start).filter_map(known).chain(recipe.base.clone()).collect();
        let first = recipe.base.as_ref().or(own.first());
        let is_http = |base: &Url| base.scheme() == "http";
        let by_http = first.is_some_and(is_http);
        let plain_http = recipe.base.as_ref().is_some_and(is_http);
        let host = first.map(host_and_port).unwrap_or_default();
        let mut visit = Self {
            own: Own::of(&own),
            terms: Terms { plain_http, public_only: false, longest_ms: LONGEST_MS.unsigned_abs() },
            seen: Seen { by_http, host, ..Seen::default() },
            plan,
            jar: Jar::default(),
            brought: nothing,
            goal: Goal::Over,
            due: None,
            at: None,
            hops: 0,
            bytes: 0,
            starts: 0,
            begun_at: Vec::new(),
            last_start,
            missed: None,
            begun: None,
        };
        match visit.impossible() {
            Some(end) => visit.seen.attempts.push(Attempt { redirect: None, end }),
            None => visit.before(0),
        }
        visit
    }

    /// What is to be done now.
    pub fn next(&mut self, now: Timestamp) -> Next {
        let begun = *self.begun.get_or_insert(now);
        if self.due.is_some() && now.since_ms(begun) > LONGEST_MS {
            self.over(End::TooLong);
        }
        let Some(due) = self.due.take() else { return Next::Over };
        if due.begins_login {
            let passed = self.last_start.map_or(PAUSE_MS, |last| now.since_ms(last));
            if let Ok(wait @ 1..) = u64::try_from(PAUSE_MS - passed) {
                self.due = Some(due);
                // After a clock was set back, the last one lies ahead.
                if passed < 0 {
                    self.last_start = Some(now);
                }
                return Next::Wait(wait.min(PAUSE_MS.unsigned_abs()));
            }
            self.last_start = Some(now);
        }
        self.at = Some(due.request.url.clone());
        let left = LONGEST_MS - now.since_ms(begun);
        let longest_ms = left.clamp(0, LONGEST_MS).unsigned_abs();
        Next::Send(Box::new(due.request), Terms { longest_ms, ..self.terms })
    }

    /// What came of the request that was out. `is_private` says whether it was answered from an address that the public
    /// network does not have, where that is known.
    pub fn answered(&mut self, exchange: &Exchange, is_private: Option<bool>) {
        // Nobody answered before: what was not reached at all is not known to be private.
        let is_first = self.seen.exchanges.iter().all(|before| before.answer().is_none());
        if is_first && is_private == Some(false) {
            self.terms.public_only = true;
        }
        self.seen.exchanges.push(without_contents(exchange));
        match &exchange.outcome {
            Ok(answer) => self.read(&exchange.request, answer),
            Err(trouble) => self.no_answer(trouble),
        }
    }

    /// When a login was begun last.
    pub fn last_start(&self) -> Option<Timestamp> {
        self.last_start
    }

    /// What was seen, once it is over.
    pub fn into_seen(mut self) -> Seen {
        self.seen.secrets.extend(self.jar.secrets().cloned());
        self.seen.is_public = self.terms.public_only;
        self.seen.last_start = self.last_start;
        self.seen
    }

    fn live(&self) -> Option<&Live> {
        self.plan.recipe.live.as_ref()
    }

    /// Why nothing can be asked at all.
    fn impossible(&self) -> Option<End> {
        let recipe = &self.plan.recipe;
        if let Some(live) = recipe.live.as_ref().filter(|live| live.class == LiveClass::None) {
            return Some(End::NotPossible(live.why_none.clone().unwrap_or_default()));
        }
        let has_start = recipe.start.is_some() || self.live().is_some_and(|live| !live.address.is_empty());
        if recipe.base.is_none() && !has_start {
            return Some(End::Lacks(vec!["base_url".to_owned()]));
        }
        (self.live().is_some() && !has_start).then(|| End::Lacks(Vec::new()))
    }

    /// The visits before the start, from this one on.
    fn before(&mut self, at: usize) {
        let visit = self.live().and_then(|live| live.before.get(at)).cloned();
        let Some(Before { get, take }) = visit else { return self.start(0) };
        self.goal = Goal::Before(at);
        let reads_page = take.iter().any(|(_, taken)| !matches!(taken, Taken::Json(_)));
        if let Some(url) = self.address(&get) {
            self.go(url, if reads_page { As::Page } else { As::Script }, false);
        }
    }

    /// Asks to be signed in; with one of the redirect URIs where the caller gives it.
    fn start(&mut self, attempt: usize) {
        self.goal = Goal::Start { attempt, is_linked: false, is_sent: false };
        self.hops = 0;
        if attempt > 0 {
            self.at = None;
        }
        if self.plan.recipe.asks_for_each_redirect() {
            let redirect = self.plan.redirects.get(attempt).cloned().unwrap_or_default();
            self.brought.insert(REDIRECT.to_owned(), redirect);
        }
        let Some(live) = self.live().cloned() else {
            if let Some(base) = self.plan.recipe.base.clone() {
                self.go(base, As::Page, false);
            }
            return;
        };
        if !live.address.is_empty() {
            return self.put_together(&live);
        }
        let Some(url) = self.plan.recipe.start.clone().and_then(|start| self.address(&start)) else { return };
        let who =
            if live.class == LiveClass::Json || live.accept == Accept::Json { As::Script } else { As::Page };
        // What a page brought may be the provider's own address.
        if !self.brought.is_empty() && self.asks_provider(&url) {
            return self.capture(&url);
        }
        let request = match &live.post {
            Some(fields) => {
                let Some(fields) = self.filled(fields) else { return };
                let page = self.plan.recipe.base.clone().unwrap_or_else(|| url.clone());
                request::post(url, who, &fields, live.post_as == PostAs::Json, &page, &self.jar)
            }
            None => request::get(url, who, &self.jar),
        };
        let request = live
            .headers
            .iter()
            .fold(request, |request, (name, value)| request.with_header(name, value.as_str()));
        // A page with a form begins nothing yet, unless the form is sent to the page itself.
        let begins_login = live.class != LiveClass::Form
            || live.form.as_ref().is_some_and(|form| {
                self.plan.recipe.fill(form, &self.brought).reveal().ends_with(request.url.path())
            });
        self.send(request, begins_login);
    }

    /// The address, of what the page's own script puts together.
    fn put_together(&mut self, live: &Live) {
        let Some(mut parts) = self.filled(&live.address) else { return };
        let base = parts.iter().position(|(name, _)| name == "url").map(|at| parts.remove(at).1);
        match base.and_then(|base| Url::parse(&base).ok()) {
            Some(mut url) => {
                url.query_pairs_mut().extend_pairs(parts);
                self.follow(url);
            }
            None => self.finish(End::NotThere("url".to_owned())),
        }
    }

    /// An address of a template; `None` where a value is missing, or it is none, which ends the visit.
    fn address(&mut self, template: &OnTheWay) -> Option<Url> {
        let filled = self.plan.recipe.fill(template, &self.brought);
        if !filled.is_complete() {
            self.finish(End::Lacks(filled.gaps().to_vec()));
            return None;
        }
        let beside = self.at.as_ref().or(self.plan.recipe.base.as_ref());
        let url = match (Url::parse(filled.reveal()), beside) {
            (Ok(url), _) => Ok(url),
            (Err(_), Some(beside)) => beside.join(filled.reveal()),
            (Err(why), None) => Err(why),
        };
        match url {
            // What the guide says itself is known; what a page or an answer brought is not.
            Ok(url) if !self.brought.is_empty() && is_bait(&url) => {
                self.finish(End::LeftAlone(url.path().to_owned()));
                None
            }
            Ok(url) => Some(url),
            Err(_) => {
                self.finish(End::NotThere(filled.reveal().to_owned()));
                None
            }
        }
    }

    fn filled(&mut self, fields: &[(String, OnTheWay)]) -> Option<Vec<(String, String)>> {
        let mut all = Vec::new();
        for (name, template) in fields {
            let filled = self.plan.recipe.fill(template, &self.brought);
            if !filled.is_complete() {
                self.finish(End::Lacks(filled.gaps().to_vec()));
                return None;
            }
            all.push((name.clone(), filled.reveal().to_owned()));
        }
        Some(all)
    }
}

fn host_and_port(url: &Url) -> String {
    match (url.host_str(), url.port()) {
        (Some(host), Some(port)) => format!("{host}:{port}"),
        (Some(host), None) => host.to_owned(),
        (None, _) => url.scheme().to_owned(),
    }
}

/// An exchange as it may be listed: neither query nor headers nor bodies.
fn without_contents(exchange: &Exchange) -> Exchange {
    let mut url = exchange.request.url.clone();
    url.set_query(None);
    url.set_fragment(None);
    let request = Request { method: exchange.request.method, url, headers: Vec::new(), body: None };
    let outcome = exchange.outcome.clone().map(|answer| Answer {
        headers: Vec::new(),
        body: Secret::new(""),
        ..answer
    });
    Exchange { request, at: exchange.at, outcome }
}
