//! What the answers of a visit say.

use serde_json::Value as Json;
use url::Url;

use super::{Goal, Visit};
use crate::apps::guide::LiveClass;
use crate::apps::pointer::{Pointer, Taken, plain};
use crate::base::untrusted::visible_up_to;
use crate::base::{Answer, Request, Trouble, TroubleKind};
use crate::live::page::{Page, in_script, is_bait, refresh, ways_in};
use crate::live::request::As;
use crate::live::seen::{End, Said};

/// How much all answers together may hold, in bytes.
const MOST_BYTES: usize = 2 * 1024 * 1024;
/// How much of a title is kept.
const LONGEST_TITLE: usize = 120;
/// Where other applications have the address in their answer.
const USUAL_PLACES: [&str; 6] =
    ["url", "authorizationUrl", "auth_url", "data.auth_url", "redirectUrl", "location"];

impl Visit {
    pub(super) fn no_answer(&mut self, trouble: &Trouble) {
        let end = match trouble.kind {
            TroubleKind::TooLarge => End::TooLarge,
            _ => End::Trouble(trouble.clone()),
        };
        self.finish(end);
    }

    pub(super) fn read(&mut self, asked: &Request, answer: &Answer) {
        self.bytes += answer.body.reveal().len();
        if self.bytes > MOST_BYTES {
            return self.finish(End::TooLarge);
        }
        self.jar.take(&asked.url, answer);
        let refreshed = || asked.url.join(&refresh(answer.header("refresh")?)?).ok();
        if let Some(to) = answer.location(&asked.url).or_else(refreshed) {
            // What was posted is not posted a second time to another address.
            let again = matches!(answer.status, 307 | 308) && asked.body.is_some();
            return if again && self.own.has(&to) {
                self.finish(End::Answered(said(asked, answer)));
            } else {
                self.follow(to);
            };
        }
        if is_challenge(answer) {
            return self.finish(End::Challenged(answer.status));
        }
        match self.goal {
            Goal::Before(at) => self.take(at, asked, answer),
            Goal::Start { .. } => self.started(asked, answer),
            Goal::On => {
                self.seen.is_on = self.switched_on(answer);
                self.look_up();
            }
            Goal::Up => {
                self.seen.is_up = Some(answer.is_success());
                self.goal = Goal::Over;
            }
            Goal::Over => {}
        }
    }

    /// Takes the values of a visit before the start.
    pub(super) fn take(&mut self, at: usize, asked: &Request, answer: &Answer) {
        let body = answer.body.reveal();
        let takes = self.live().and_then(|live| live.before.get(at)).map(|visit| visit.take.clone());
        if !answer.is_success() {
            return self.finish(End::Answered(said(asked, answer)));
        }
        let json: Option<Json> = serde_json::from_str(body).ok();
        let page = Page::read(body);
        for (name, taken) in takes.unwrap_or_default() {
            let value = match &taken {
                Taken::Json(pointer) => json.as_ref().and_then(|json| pointer.find(json)).and_then(plain),
                Taken::Link(part) => page.as_ref().and_then(|page| {
                    let link = page.links.iter().find(|link| link.contains(part.as_str()))?;
                    asked.url.join(link).ok().filter(|link| !is_bait(link)).map(String::from)
                }),
                Taken::Script(member) => in_script(body, member),
            };
            let Some(value) = value.filter(|value| !value.is_empty()) else {
                return self.finish(End::NotThere(name));
            };
            self.brought.insert(name, value);
        }
        self.before(at + 1);
    }

    /// The answer to a start that is no redirect.
    pub(super) fn started(&mut self, asked: &Request, answer: &Answer) {
        let body = answer.body.reveal();
        if answer.status == 404 && self.searches_instead(asked, answer) {
            return;
        }
        if let Ok(json) = serde_json::from_str::<Json>(body) {
            return self.started_json(asked, answer, &json);
        }
        let Goal::Start { attempt, is_linked, is_sent } = self.goal else { return };
        let Some(page) = Page::read(body).filter(|_| answer.status < 500) else {
            return self.finish(End::Answered(said(asked, answer)));
        };
        if self.plan.recipe.class() == LiveClass::Form && !is_sent {
            return self.send_form(attempt, asked, answer, &page);
        }
        if let Some(to) = page.refresh.as_ref().and_then(|to| asked.url.join(to).ok()) {
            return self.follow(to);
        }
        let ways = if is_linked {
            Vec::new()
        } else {
            narrowed(ways_in(&page, &asked.url, |url| self.own.has(url) || self.asks_provider(url)))
        };
        match ways.as_slice() {
            [] => self.finish(End::Answered(said(asked, answer))),
            [way] => {
                self.goal = Goal::Start { attempt, is_linked: true, is_sent };
                self.follow_link(way.clone());
            }
            several => {
                self.finish(End::Several(several.iter().map(|way| way.path().to_owned()).collect()));
            }
        }
    }

    /// Where the start of the guide is not there, since the application has another name for the provider, its first page is
    /// searched for the way in; `false`: there is nothing to search.
    fn searches_instead(&mut self, asked: &Request, answer: &Answer) -> bool {
        let is_plain =
            self.live().is_some_and(|live| live.class == LiveClass::Redirect && live.post.is_none());
        let is_first = matches!(self.goal, Goal::Start { is_linked: false, .. }) && self.missed.is_none();
        let Some(base) = self.plan.recipe.base.clone().filter(|_| is_plain && is_first) else { return false };
        self.missed = Some(said(asked, answer));
        self.go(base, As::Page, false);
        true
    }

    pub(super) fn started_json(&mut self, asked: &Request, answer: &Answer, json: &Json) {
        if self.live().and_then(|live| live.on.as_ref()).is_some_and(|on| on.get.is_none()) {
            self.seen.is_on = self.switched_on(answer);
            if self.seen.is_on == Some(false) {
                return self.finish(End::Answered(said(asked, answer)));
            }
        }
        let own = self.live().and_then(|live| live.pointer.clone());
        let usual = || USUAL_PLACES.iter().filter_map(|place| Pointer::parse(place).ok()).collect();
        let places: Vec<Pointer> = own.map_or_else(usual, |pointer| vec![pointer]);
        let found = places.iter().find_map(|place| place.find(json)?.as_str());
        match found {
            Some("") => self.finish(End::EmptyAddress),
            Some(address) => match asked.url.join(address) {
                Ok(to) => self.follow(to),
                Err(_) => self.finish(End::Answered(said(asked, answer))),
            },
            None => self.finish(End::Answered(said(asked, answer))),
        }
    }

    pub(super) fn switched_on(&self, answer: &Answer) -> Option<bool> {
        let on = self.live()?.on.as_ref()?;
        let json: Json = serde_json::from_str(answer.body.reveal()).ok().filter(|_| answer.is_success())?;
        let found = on.pointer.find(&json);
        let text = found.and_then(plain).unwrap_or_default();
        let is_something = match found {
            None | Some(Json::Null) => false,
            Some(Json::Array(items)) => !items.is_empty(),
            Some(Json::Object(members)) => !members.is_empty(),
            Some(_) => !matches!(text.as_str(), "" | "false" | "0"),
        };
        Some(if on.is.is_empty() { is_something } else { on.is.contains(&text) })
    }
}

/// Of several ways in, those that name what is looked for most exactly.
fn narrowed(ways: Vec<Url>) -> Vec<Url> {
    let naming = |word: &str| -> Vec<Url> {
        ways.iter().filter(|way| way.path().to_ascii_lowercase().contains(word)).cloned().collect()
    };
    let best = ["okta", "oidc", "openid"].iter().map(|word| naming(word)).find(|found| found.len() == 1);
    best.unwrap_or(ways)
}

/// Whether something that keeps programs out answered in the application's place.
fn is_challenge(answer: &Answer) -> bool {
    let has = |name: &str| answer.header(name).is_some();
    if has("cf-mitigated") || has("x-amzn-waf-action") || answer.status == 429 {
        return true;
    }
    let start: String = answer.body.reveal().chars().take(20_000).collect::<String>().to_ascii_lowercase();
    let marks = [
        "just a moment",
        "captcha",
        "cf-chl",
        "attention required",
        "_incapsula_",
        "request unsuccessful",
        "access denied | ",
        "akamai",
        "errors.edgesuite.net",
        "checking your browser",
        "ddos protection",
    ];
    matches!(answer.status, 403 | 405 | 503 | 202) && marks.iter().any(|mark| start.contains(mark))
}

/// What an answer says of itself: the title of a page, or the words of a JSON error.
pub(super) fn said(asked: &Request, answer: &Answer) -> Said {
    let body = answer.body.reveal();
    let json = || serde_json::from_str::<Json>(body).ok();
    let page = Page::read(body);
    let text = match &page {
        Some(page) => page.title.clone(),
        None => json().as_ref().and_then(words).unwrap_or_default(),
    };
    Said {
        status: answer.status,
        path: asked.url.path().to_owned(),
        text: visible_up_to(text.trim(), LONGEST_TITLE),
        asks_password: page.is_some_and(|page| page.asks_password),
    }
}

fn words(json: &Json) -> Option<String> {
    const PLACES: [&str; 8] = [
        "error_description",
        "error.message",
        "message",
        "detail",
        "errors.0.message",
        "errors.0",
        "error",
        "reason",
    ];
    let places = PLACES.iter().filter_map(|place| Pointer::parse(place).ok());
    places.into_iter().find_map(|place| place.find(json)?.as_str().map(str::to_owned))
}
