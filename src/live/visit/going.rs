//! Where a visit goes next, and what it leaves alone.

use url::Url;

use super::reading::said;
use super::{Due, Goal, MOST_STARTS, Visit, host_and_port};
use crate::base::{Answer, Request, Secret};
use crate::live::captured::{Captured, is_authorization_request, is_same_endpoint, without_credentials};
use crate::live::page::{Form, Page, is_bait};
use crate::live::request::{self, As};
use crate::live::rules::Against;
use crate::live::seen::End;

/// How often the application may lead on from one address to another.
const MOST_HOPS: usize = 8;
/// Parameters that belong to one login, whose values must not be told.
const OF_ONE_LOGIN: [&str; 5] = ["state", "nonce", "code_challenge", "request", "request_uri"];

impl Visit {
    pub(super) fn go(&mut self, url: Url, who: As, begins_login: bool) {
        let request = request::get(url, who, &self.jar);
        self.send(request, begins_login);
    }

    /// Makes a request the next one, if it may be sent.
    pub(super) fn send(&mut self, mut request: Request, begins_login: bool) {
        // They would go out as an Authorization header.
        request.url = without_credentials(request.url);
        let begins_login =
            begins_login || self.begun_at.iter().any(|one| is_same_endpoint(one, &request.url));
        let from = self.at.clone().or_else(|| self.plan.recipe.base.clone());
        let from = from.unwrap_or_else(|| request.url.clone());
        if let Some(end) = self.speaks_against(&from, &request.url) {
            return self.finish(end);
        }
        if begins_login {
            self.starts += 1;
            self.begun_at.push(request.url.clone());
        }
        if self.starts > MOST_STARTS {
            return self.finish(End::TooMany);
        }
        self.due = Some(Due { request, begins_login });
    }

    pub(super) fn speaks_against(&self, from: &Url, to: &Url) -> Option<End> {
        Some(match self.own.against(from, to)? {
            Against::Insecure => End::Insecure(bare(to)),
            Against::Private => End::Private(host_and_port(to)),
            Against::Scheme | Against::Foreign => End::Away(host_and_port(to)),
        })
    }

    /// Goes where the application leads; what asks a provider for a login is read and not visited.
    pub(super) fn follow(&mut self, to: Url) {
        if self.asks_provider(&to) {
            return self.capture(&to);
        }
        if to.query_pairs().any(|(name, _)| name == "SAMLRequest") {
            return self.finish(End::Saml(host_and_port(&to)));
        }
        self.hops += 1;
        if self.hops > MOST_HOPS {
            return self.finish(End::TooMany);
        }
        let from = self.at.clone().unwrap_or_else(|| to.clone());
        if let Some(end) = self.speaks_against(&from, &to) {
            return self.finish(end);
        }
        if is_bait(&to) {
            return self.finish(End::LeftAlone(to.path().to_owned()));
        }
        self.go(to, As::Page, false);
    }

    /// Whether an address asks the provider for this application's login. At the application's own origin it may be one of a
    /// server of its own, which leads on: that has a callback of its own, and shows what it asks for.
    pub(super) fn asks_provider(&self, to: &Url) -> bool {
        let known = self.plan.endpoint.as_ref();
        if !is_authorization_request(to, known) {
            return false;
        }
        let is_known = known.is_some_and(|known| is_same_endpoint(to, known));
        is_known || !self.own.has(to) || Captured::read(to).is_some_and(|asked| self.is_for_itself(&asked))
    }

    /// Whether what is asked for is to come back to this application: by the path, since scheme, host and port are what is
    /// wrong most often.
    fn is_for_itself(&self, asked: &Captured) -> bool {
        let path = |uri: &str| Some(Url::parse(uri).ok()?.path().trim_end_matches('/').to_ascii_lowercase());
        let Some(asked_path) = asked.redirect_uri.as_deref().and_then(path) else {
            return asked.is_pushed || asked.is_signed;
        };
        self.plan.redirects.iter().any(|own| path(own).as_ref() == Some(&asked_path))
    }

    pub(super) fn capture(&mut self, url: &Url) {
        let told = url.query_pairs().filter(|(name, _)| OF_ONE_LOGIN.contains(&name.as_ref()));
        self.seen.secrets.extend(told.map(|(_, value)| Secret::new(value)));
        let lacks = self.live().map(|live| live.lacks.clone()).unwrap_or_default();
        match Captured::read(url) {
            Some(captured) => self.finish(End::Captured(Box::new(Captured { lacks, ..captured }))),
            None => self.finish(End::Away(host_and_port(url))),
        }
    }

    /// A link is followed as a start: a provider's own address is read, all else is visited.
    pub(super) fn follow_link(&mut self, way: Url) {
        if self.asks_provider(&way) { self.capture(&way) } else { self.go(way, As::Page, true) }
    }

    /// Sends the form that the guide names, with its hidden fields and nothing that a person would fill in.
    pub(super) fn send_form(&mut self, attempt: usize, asked: &Request, answer: &Answer, page: &Page) {
        let Some(live) = self.live().cloned() else { return };
        let end =
            live.form.as_ref().map(|form| self.plan.recipe.fill(form, &self.brought).reveal().to_owned());
        let end = end.unwrap_or_default();
        let action = |form: &Form| asked.url.join(&form.action).ok();
        let fits = |form: &&Form| {
            let has = |name: &String| form.hidden.iter().any(|(known, _)| known == name);
            let may_go = |to: &Url| !is_bait(to) && !self.asks_provider(to);
            let is_sent_there = action(form).is_some_and(|to| is_end_of(&end, &to) && may_go(&to));
            form.posts && !form.asks && is_sent_there && live.hidden.iter().all(has)
        };
        let found = page.forms.iter().find(fits).and_then(|form| Some((form, action(form)?)));
        let Some((form, to)) = found.filter(|(_, to)| self.own.has(to)) else {
            return self.finish(End::NoForm(said(asked, answer)));
        };
        let Some(fixed) = self.filled(live.fields.as_deref().unwrap_or_default()) else { return };
        let mut fields: Vec<(String, String)> = form.hidden.clone();
        fields.retain(|(name, _)| fixed.iter().all(|(known, _)| known != name));
        fields.extend(fixed);
        let tokens = form.hidden.iter().map(|(_, value)| value).filter(|value| value.len() >= 16);
        self.seen.secrets.extend(tokens.map(|value| Secret::new(value.as_str())));
        self.goal = Goal::Start { attempt, is_linked: true, is_sent: true };
        let request = request::post(to, As::Page, &fields, false, &asked.url, &self.jar);
        self.send(request, true);
    }
}

/// Whether an address ends like this; what stands in its query counts only where the end has one.
fn is_end_of(end: &str, url: &Url) -> bool {
    if end.contains('?') { url.as_str().ends_with(end) } else { url.path().ends_with(end) }
}

fn bare(url: &Url) -> String {
    let mut bare = url.clone();
    bare.set_query(None);
    bare.set_fragment(None);
    without_credentials(bare).into()
}
