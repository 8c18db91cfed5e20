//! What a name stands for in one set-up: answers, the three values, and facts about the set-up that conditions ask for.

use std::collections::BTreeMap;

use url::Url;

use super::context::Context;
use super::guide::{Grant, Guide, Maybe, Server, When};
use super::question::{Kind, Question};
use super::template::{Filled, Found, Template};
use crate::base::words::{Key, key};

/// The names of one set-up.
pub(super) struct Scope<'a> {
    guide: &'a Guide,
    context: &'a Context,
    /// Answers, and the defaults of questions without one.
    answers: BTreeMap<String, String>,
    pub(super) server: Server,
    /// Whether the application shall read groups.
    pub(super) groups: bool,
    pub(super) grants: Vec<Grant>,
    /// Whether the tile is part of the set-up.
    pub(super) tile: bool,
}

impl<'a> Scope<'a> {
    pub(super) fn new(guide: &'a Guide, context: &'a Context) -> Self {
        let server = server(guide, context);
        let mut scope = Self {
            guide,
            context,
            answers: BTreeMap::new(),
            server,
            groups: false,
            grants: Vec::new(),
            tile: false,
        };
        for question in &guide.questions {
            scope.answer(question);
        }
        scope.groups = guide.claims.groups.as_ref().is_some_and(|groups| scope.holds(&groups.when));
        if context.issuer.is_none() {
            let asked = scope.asked_server();
            scope.server = asked.or_else(|| scope.servers().first().copied()).unwrap_or(scope.server);
        }
        scope.tile = guide.okta.tile.as_ref().is_some_and(|tile| scope.holds(&tile.when));
        scope.grants = scope.chosen(&guide.okta.grants);
        scope
    }

    /// Takes the answer of a question, or its default; earlier questions may stand in a default.
    fn answer(&mut self, question: &Question) {
        if !self.holds(&question.when) {
            return;
        }
        let given = self.context.answers.get(&question.key).cloned();
        let default = || {
            let filled = self.fill(question.default.as_ref()?);
            filled.is_complete().then(|| filled.reveal().to_owned())
        };
        let plain = || (question.kind == Kind::Bool).then(|| "false".to_owned());
        if let Some(answer) = given.or_else(default).or_else(plain) {
            self.answers.insert(question.key.clone(), answer);
        }
    }

    /// The server that was chosen by a question, while no issuer tells it.
    fn asked_server(&self) -> Option<Server> {
        let answer = self.answers.get(self.guide.okta.issuer.asked.as_ref()?)?;
        [Server::Org, Server::Custom].into_iter().find(|server| server.as_str() == answer)
    }

    /// The servers with which the application gets what it is set up for.
    pub(super) fn servers(&self) -> &'a [Server] {
        let issuer = &self.guide.okta.issuer;
        if self.groups && !issuer.with_groups.is_empty() { &issuer.with_groups } else { &issuer.servers }
    }

    /// Whether every condition holds.
    pub(super) fn holds(&self, when: &When) -> bool {
        when.all.iter().all(|(name, wanted)| {
            let is = self.fact(name);
            // Whether one or several are given matters to few.
            let is_given = matches!(is.as_str(), "one" | "several");
            wanted.contains(&is) || (is_given && wanted.iter().any(|one| one == "given"))
        })
    }

    /// What a condition's name is now.
    fn fact(&self, name: &str) -> String {
        let okta = &self.guide.okta;
        if let Some(question) = self.guide.questions.iter().find(|question| question.key == name) {
            let answer = self.answers.get(name).map(String::as_str).unwrap_or_default();
            return match question.kind {
                Kind::Bool | Kind::Choice(_) => answer.to_owned(),
                Kind::Url { many: true, .. } => match answer.split_whitespace().count() {
                    0 => "empty",
                    1 => "one",
                    _ => "several",
                }
                .to_owned(),
                _ => if answer.is_empty() { "empty" } else { "given" }.to_owned(),
            };
        }
        let flag = match name {
            "server" => return self.server.as_str().to_owned(),
            "groups" => self.groups,
            "refresh" => self.grants.contains(&Grant::RefreshToken),
            "implicit" => self.grants.contains(&Grant::ImplicitHybrid),
            "tile" => self.tile,
            "signs_out" => !self.chosen(&okta.sign_out).is_empty(),
            "initiates" => okta.initiate.is_some(),
            "test" => self.context.test_redirect.is_some(),
            _ => false,
        };
        flag.to_string()
    }

    /// The things whose conditions hold.
    pub(super) fn chosen<T: Clone>(&self, all: &[Maybe<T>]) -> Vec<T> {
        all.iter().filter(|one| self.holds(&one.when)).map(|one| one.what.clone()).collect()
    }

    /// A template with its values.
    pub(super) fn fill(&self, template: &Template) -> Filled {
        self.fill_with(template, &[])
    }

    /// A template with its values, and with values of this place alone.
    pub(super) fn fill_with(&self, template: &Template, here: &[(String, Found)]) -> Filled {
        template.fill(&|name| {
            let local = here.iter().find(|(known, _)| known == name).map(|(_, found)| found.clone());
            local.unwrap_or_else(|| self.find(name))
        })
    }

    /// A text for people. The secret never stands in one: a guide in which it would is refused.
    pub(super) fn text(&self, template: &Template) -> String {
        self.fill(template).shown()
    }

    /// What stands for a name alone.
    pub(super) fn find(&self, name: &str) -> Found {
        let context = self.context;
        let or_gap = |value: Option<String>, gap: Key| {
            value.map_or_else(|| Found::Gap(context.voice.text(gap)), Found::Plain)
        };
        let tick = |on: bool| Found::Plain(if on { "☑" } else { "☐" }.to_owned());
        match name {
            "app" => Found::Plain(self.called()),
            "okta_app" => Found::Plain(self.okta_name()),
            "organization" => {
                or_gap(context.organization.as_ref().map(origin), key!("apps.gap.organization"))
            }
            "issuer" => or_gap(context.issuer.clone(), key!("apps.gap.issuer")),
            "issuer_expected" => or_gap(self.expected(), key!("apps.gap.issuer")),
            "client_id" => or_gap(context.client_id.clone(), key!("apps.gap.client_id")),
            "client_secret" => match &context.client_secret {
                Some(secret) => Found::Secret(secret.clone()),
                None => or_gap(None, key!("apps.gap.client_secret")),
            },
            "scopes" => Found::Plain(self.scopes().join(" ")),
            "groups_claim" => Found::Plain(self.groups_claim()),
            "test_redirect" => or_gap(context.test_redirect.clone(), key!("apps.gap.test_redirect")),
            "initiate" => {
                Found::Filled(self.guide.okta.initiate.as_ref().map(|uri| self.fill(uri)).unwrap_or_default())
            }
            "box_refresh" => tick(self.grants.contains(&Grant::RefreshToken)),
            "box_implicit" => tick(self.grants.contains(&Grant::ImplicitHybrid)),
            other => self.answered(other),
        }
    }

    fn answered(&self, key: &str) -> Found {
        let question = self.guide.questions.iter().find(|question| question.key == key);
        match (self.answers.get(key), question) {
            (Some(answer), _) => Found::Plain(answer.clone()),
            (None, Some(question)) if question.optional || !self.holds(&question.when) => {
                Found::Plain(String::new())
            }
            (None, Some(question)) => Found::Gap(question.label.clone()),
            (None, None) => Found::Gap(key.to_owned()),
        }
    }

    /// How the application is called in sentences.
    pub(super) fn called(&self) -> String {
        let called = self.guide.called.as_ref().map(|called| self.fill(called));
        called
            .filter(Filled::is_complete)
            .map_or_else(|| self.guide.name.clone(), |called| called.reveal().to_owned())
    }

    /// The app integration's name in Okta.
    pub(super) fn okta_name(&self) -> String {
        let name = self.guide.okta.name.as_ref();
        name.map_or_else(|| self.guide.name.clone(), |name| self.text(name))
    }

    /// The scopes: those chosen by hand, else the guide's.
    pub(super) fn scopes(&self) -> Vec<String> {
        self.context.scopes.clone().unwrap_or_else(|| self.chosen(&self.guide.okta.scopes))
    }

    pub(super) fn groups_claim(&self) -> String {
        let groups = self.guide.claims.groups.as_ref();
        groups.map_or_else(|| "groups".to_owned(), |groups| self.text(&groups.from))
    }

    /// An answer as it counts now, its default included.
    pub(super) fn answer_of(&self, key: &str) -> Option<&str> {
        self.answers.get(key).map(String::as_str)
    }

    fn expected(&self) -> Option<String> {
        let organization = origin(self.context.organization.as_ref()?);
        Some(match self.server {
            Server::Org => organization,
            Server::Custom => format!("{organization}/oauth2/default"),
        })
    }
}

fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

/// The issuer's server where there is one, else the first that the application can be used with.
fn server(guide: &Guide, context: &Context) -> Server {
    let path =
        context.issuer.as_deref().and_then(|issuer| Url::parse(issuer).ok()).map(|url| url.path().to_owned());
    match path {
        Some(path) if path.starts_with("/oauth2/") => Server::Custom,
        Some(_) => Server::Org,
        None => guide.okta.issuer.servers.first().copied().unwrap_or(Server::Org),
    }
}
