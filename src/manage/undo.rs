//! What a run of `apply` did, taken back: only what still stands as it was left. What others changed since stays theirs.
//!
//! A machine like [`super::Apply`]. An application that Usher made is deactivated, which a click undoes; it is deleted only
//! where that was asked for.

use std::collections::VecDeque;

use serde_json::{Value as Json, json};
use url::Url;

use super::access::Access;
use super::answer::Refusal;
use super::application::{Application, is_id};
use super::apply::document;
use super::journal::{Entry, Journal, Made};
use super::look::Next;
use super::mark;
use super::plan::Setting;
use super::wire::{Call, Came, Wire};
use crate::base::words::{Message, message};
use crate::base::{Exchange, Redactor, Timestamp};

mod taking;

/// What shall be taken back.
#[derive(Debug)]
pub struct UndoOrder {
    /// The organization's own origin.
    pub organization: Url,
    /// The right by which it is done.
    pub access: Access,
    /// Different each time.
    pub unique: String,
    /// What was done.
    pub journal: Journal,
    /// Whether an application that Usher made is deleted as well.
    pub clean: bool,
}

/// One thing that was to be taken back.
#[derive(Debug, Clone, PartialEq)]
pub struct TakenBack {
    /// The setting.
    pub setting: Setting,
    /// What it is now; null: nothing.
    pub now: Json,
    /// Taken back, not taken back, not known.
    pub done: Option<bool>,
    /// Why not.
    pub error: Option<Message>,
}

/// A run that takes back.
#[derive(Debug)]
pub struct Undo {
    wire: Wire,
    journal: Journal,
    steps: VecDeque<Step>,
    current: Option<(Step, Stage)>,
    /// The values that the document gets.
    values: Vec<(String, Json)>,
    rows: Vec<TakenBack>,
    ended: bool,
}

#[derive(Debug, Clone, PartialEq)]
enum Step {
    Remove(Entry),
    Document,
    /// The application that was made is found and, where it is on, switched off.
    Deactivate,
    Delete,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Look,
    Write,
    /// Read back; the number counts the looks after a lost answer.
    Check(u8),
}

impl Undo {
    /// A run that has taken nothing back yet.
    pub fn new(order: UndoOrder) -> Self {
        let UndoOrder { organization, access, unique, journal, clean } = order;
        let mut scopes = vec!["okta.apps.manage", "okta.apps.read"];
        if journal.server.is_some() {
            scopes.extend(["okta.authorizationServers.manage", "okta.authorizationServers.read"]);
        }
        let steps = steps(&journal, clean);
        Self {
            wire: Wire::new(organization, access, scopes, unique),
            journal,
            steps,
            current: None,
            values: Vec::new(),
            rows: Vec::new(),
            ended: false,
        }
    }

    /// Has what must not be told hidden wherever it may turn up.
    pub fn hide(&self, redactor: &mut Redactor) {
        self.wire.hide(redactor);
    }

    /// What is next, at this moment.
    pub fn next(&mut self, now: Timestamp) -> Next {
        loop {
            if self.ended {
                return Next::Done;
            }
            let owed = self.wire.owed(now);
            let Some(sent) = owed.or_else(|| self.ask()) else { return Next::Done };
            match sent {
                Ok(next) => return next,
                Err(why) => self.end(&why),
            }
        }
    }

    /// The request of the step that it is at; `None` after the last one.
    fn ask(&mut self) -> Option<Result<Next, Refusal>> {
        let (step, stage) = match self.current.take() {
            Some(current) => current,
            None => (self.steps.pop_front()?, Stage::Look),
        };
        let call = self.call(&step, stage);
        self.current = Some((step, stage));
        Some(self.wire.send(call))
    }

    /// Takes the answer to the last request.
    pub fn answered(&mut self, exchange: &Exchange) {
        let Some(came) = self.wire.answered(exchange) else { return };
        match (self.current.take(), came) {
            (Some((step, stage)), came) => self.take(step, stage, came),
            (None, Came::Refused(why) | Came::Lost(why)) => self.end(&why),
            (None, Came::Value(_)) => {}
        }
    }

    /// Nothing more is done: what is left is told with the reason.
    fn end(&mut self, why: &Refusal) {
        self.ended = true;
        let left: Vec<Step> =
            self.current.take().map(|(step, _)| step).into_iter().chain(self.steps.drain(..)).collect();
        for step in left {
            self.tell(&step, &Json::Null, Some(false), Some(&why.message_of_write()));
        }
    }

    fn tell(&mut self, step: &Step, now: &Json, done: Option<bool>, error: Option<&Message>) {
        let settings: Vec<Setting> = match step {
            Step::Remove(Entry::Group { .. }) => vec![Setting::Groups],
            Step::Remove(Entry::Made { what, .. }) => vec![what.setting()],
            Step::Document => self.document_settings(),
            _ => vec![Setting::AppStatus],
        };
        let one = |setting| TakenBack { setting, now: now.clone(), done, error: error.cloned() };
        self.rows.extend(settings.into_iter().map(one));
    }

    fn document_settings(&self) -> Vec<Setting> {
        let paths = self.journal.entries.iter().filter_map(|entry| match entry {
            Entry::Value { path, .. } | Entry::List { path, .. } => Some(path.as_str()),
            _ => None,
        });
        paths.filter_map(document::setting_at).collect()
    }

    /// What came of each thing, and what is left to take back.
    pub fn finish(self) -> (Vec<TakenBack>, Journal) {
        (self.rows, self.journal)
    }

    fn call(&self, step: &Step, stage: Stage) -> Call {
        let id = self.journal.application.as_deref().unwrap_or_default();
        let own = format!("apps/{id}");
        match (step, stage) {
            (Step::Remove(Entry::Group { id: group, .. }), Stage::Write) => {
                Call::delete(format!("{own}/groups/{group}"))
            }
            (Step::Remove(Entry::Group { id: group, .. }), _) => Call::get(format!("{own}/groups/{group}")),
            (Step::Remove(Entry::Made { what, id, .. }), Stage::Write) => {
                let id = id.as_deref().unwrap_or_default();
                Call::delete(format!("{}/{id}", self.list(*what)))
            }
            (Step::Remove(Entry::Made { what, .. }), _) => Call::get(self.list(*what)),
            (Step::Document, Stage::Write) => Call::put(own, self.there_edited()),
            (Step::Deactivate | Step::Remove(_), Stage::Write) => {
                Call::post(format!("{own}/lifecycle/deactivate"), None)
            }
            (Step::Delete, Stage::Write) => Call::delete(own),
            // Its ID was never told: it is found by its mark.
            _ if id.is_empty() => Call::get("apps".to_owned())
                .with("q", &self.journal.label)
                .with("limit", "200")
                .with("includeNonDeleted", "true"),
            _ => Call::get(own),
        }
    }

    fn there_edited(&self) -> Json {
        let there = self.values.iter().find(|(path, _)| path.is_empty()).map(|(_, there)| there);
        let values: Vec<(String, Json)> =
            self.values.iter().filter(|(path, _)| !path.is_empty()).cloned().collect();
        document::edited(there.unwrap_or(&Json::Null), &values)
    }

    /// The list in which something that was made stands.
    fn list(&self, what: Made) -> String {
        let application = self.journal.application.as_deref().unwrap_or_default();
        let server = self.journal.server.as_deref().unwrap_or_default();
        match what {
            Made::Claim => format!("apps/{application}/federated-claims"),
            Made::ServerScope => format!("authorizationServers/{server}/scopes"),
            Made::ServerClaim => format!("authorizationServers/{server}/claims"),
            Made::ServerPolicy => format!("authorizationServers/{server}/policies"),
        }
    }
}

/// The steps, the last thing first. What belongs to an application that is switched off needs no step of its own.
fn steps(journal: &Journal, clean: bool) -> VecDeque<Step> {
    let own =
        |entry: &&Entry| !journal.made || matches!(entry, Entry::Made { what, .. } if *what != Made::Claim);
    let mut steps: VecDeque<Step> = VecDeque::new();
    for entry in journal.entries.iter().rev().filter(own) {
        let step = match entry {
            Entry::Value { .. } | Entry::List { .. } => Step::Document,
            other => Step::Remove(other.clone()),
        };
        if !steps.contains(&step) {
            steps.push_back(step);
        }
    }
    if journal.made {
        steps.push_back(Step::Deactivate);
        steps.extend(clean.then_some(Step::Delete));
    }
    steps
}

impl Made {
    fn setting(self) -> Setting {
        match self {
            Self::Claim | Self::ServerClaim => Setting::GroupsClaim,
            Self::ServerScope => Setting::ServerScopes,
            Self::ServerPolicy => Setting::ServerAccessPolicy,
        }
    }
}
