//! The plan, carried out: one request after the other, each with what its answer leads to. It is a machine like
//! [`super::Look`]: it never blocks, reads no clock, and says how long to wait.
//!
//! A write is made once. What an application holds is read again just before, and nothing is written where it moved; afterwards
//! it is read back, and only members of the plan may have changed. Where the answer to a write was lost, what it was to do is
//! looked for; whether it was done is then known, or told as not known.

use std::collections::VecDeque;

use serde_json::Value as Json;
use url::Url;

use super::access::Access;
use super::answer::Refusal;
use super::application::Application;
use super::held::Held;
use super::journal::{Entry, JOURNAL_VERSION, Journal};
use super::look::Next;
use super::mark;
use super::plan::{Plan, Row, Setting, Status};
use super::wire::{Call, Came, Wire};
use crate::apps::Wanted;
use crate::base::words::{Message, message};
use crate::base::{Exchange, Redactor, Secret, Timestamp};

pub(super) mod document;
mod rows;
mod step;
mod taking;

pub use rows::people;
use step::{Piece, Pieces, Stage, Step};

/// How long after a lost answer it is looked for, and for the last time, in milliseconds. Making an application took up to
/// eight seconds where it was recorded.
const SEEK_MS: u64 = 2_000;
const SEEK_AGAIN_MS: u64 = 10_000;

/// What shall be done.
#[derive(Debug)]
pub struct Order {
    /// The organization's own origin. Nothing is sent to another.
    pub organization: Url,
    /// The right by which it is done.
    pub access: Access,
    /// What is wanted.
    pub wanted: Wanted,
    /// What Okta held when the plan was made.
    pub held: Held,
    /// The plan.
    pub plan: Plan,
    /// The rows that were accepted.
    pub accepted: Vec<Setting>,
    /// Different each time.
    pub unique: String,
    /// When the plan was accepted.
    pub at: Timestamp,
    /// A sentence for the notes of an application that is made.
    pub note: String,
    /// The number of a change request.
    pub reference: Option<String>,
}

/// What came of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Done, not done, or not known.
    pub done: Option<bool>,
    /// Why not.
    pub error: Option<Message>,
}

/// What was done.
#[derive(Debug)]
pub struct Applied {
    /// What came of each row of the plan, in its order.
    pub outcomes: Vec<Outcome>,
    /// The application's ID and client ID, where it is there.
    pub application: Option<(String, String)>,
    /// Whether it was made by this run.
    pub is_made: bool,
    /// The client secret, which Okta shows once.
    pub secret: Option<Secret>,
    /// Paths of the document that changed though nobody planned it.
    pub strayed: Vec<String>,
    /// What can be taken back.
    pub journal: Journal,
}

/// A plan that is being carried out.
#[derive(Debug)]
pub struct Apply {
    wire: Wire,
    wanted: Wanted,
    plan: Plan,
    /// The rows that are to be done.
    todo: Vec<Row>,
    groups: Vec<super::held::Group>,
    /// The document on which the plan was made, and the one that was read just before it was changed.
    there: Option<Json>,
    before: Option<Json>,
    note: String,
    steps: VecDeque<Step>,
    /// Whether the steps that need the application's IDs were put into order.
    followed: bool,
    current: Option<(Step, Stage)>,
    outcomes: Vec<(Setting, Outcome)>,
    id: String,
    client_id: String,
    is_made: bool,
    /// The answer to a write was lost.
    was_lost: bool,
    /// Why nothing more is done.
    ended: Option<Message>,
    secret: Option<Secret>,
    strayed: Vec<String>,
    journal: Journal,
}

impl Apply {
    /// A run that has done nothing yet.
    pub fn new(order: Order) -> Self {
        let Order { organization, access, wanted, held, plan, accepted, unique, at, note, reference } = order;
        let there = held.application.as_ref().map(|(application, _)| application);
        let (id, client_id) = there
            .map_or_else(Default::default, |there| (there.id().to_owned(), there.client_id().to_owned()));
        let mark = mark::of_run(&wanted, &unique);
        let journal = Journal {
            version: JOURNAL_VERSION,
            organization: organization.origin().ascii_serialization(),
            app: wanted.app.clone(),
            address: mark::address(&wanted),
            at: at.rfc3339(),
            reference,
            made: false,
            mark,
            label: there.map_or_else(|| wanted.label.clone(), |there| there.label().to_owned()),
            application: there.map(|there| there.id().to_owned()),
            server: wanted.server.clone(),
            entries: Vec::new(),
        };
        let is_open = |row: &&Row| matches!(row.status, Status::Add | Status::Change);
        let todo = plan.rows.iter().filter(is_open).filter(|row| accepted.contains(&row.setting));
        let mut apply = Self {
            wire: Wire::new(organization, access, scopes(&wanted), unique),
            todo: todo.cloned().collect(),
            groups: rows::groups(&wanted, &held),
            there: there.map(|there| there.0.clone()),
            wanted,
            plan,
            before: None,
            note,
            steps: VecDeque::new(),
            followed: false,
            current: None,
            outcomes: Vec::new(),
            id,
            client_id,
            is_made: false,
            was_lost: false,
            ended: None,
            secret: None,
            strayed: Vec::new(),
            journal,
        };
        apply.steps = apply.ordered();
        apply
    }

    /// The steps, in an order in which each can stand without those after it: who may sign in comes after what they sign in to.
    fn ordered(&self) -> VecDeque<Step> {
        let mut steps = VecDeque::new();
        let in_document = self.todo.iter().any(|row| document::place(row.setting).is_some());
        if self.plan.is_new() {
            steps.push_back(Step::Create);
        } else if in_document {
            steps.push_back(Step::Change);
        }
        // What the application needs beside it follows, once its IDs are known.
        steps
    }

    /// The steps that need the application's IDs.
    fn follow_up(&mut self) {
        let pieces = Pieces { server: self.wanted.server.as_deref(), mark: &self.journal.mark };
        let server = self.wanted.server.as_deref().unwrap_or_default();
        let mut steps = Vec::new();
        for row in &self.todo {
            match row.setting {
                Setting::GroupsClaim => steps.push(Step::Make(pieces.claim(row, &self.id))),
                Setting::ServerScopes => steps.push(Step::Make(pieces.scope(row, server))),
                Setting::ServerAccessPolicy => {
                    steps.push(Step::Make(pieces.policy(row, server, &self.client_id)));
                }
                _ => {}
            }
        }
        if self.is_todo(Setting::Groups) {
            steps.extend(self.groups.iter().cloned().map(Step::Assign));
        }
        if self.is_todo(Setting::AppStatus) {
            steps.push(Step::Activate);
        }
        self.steps.extend(steps);
    }

    fn is_todo(&self, setting: Setting) -> bool {
        self.todo.iter().any(|row| row.setting == setting)
    }

    /// Has what must not be told hidden wherever it may turn up.
    pub fn hide(&self, redactor: &mut Redactor) {
        self.wire.hide(redactor);
        self.secret.iter().for_each(|secret| redactor.hide(secret.reveal()));
    }

    /// What can be taken back, with what the next request is about to do. It is kept before that is sent.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// What is next, at this moment.
    pub fn next(&mut self, now: Timestamp) -> Next {
        loop {
            if self.ended.is_some() {
                return Next::Done;
            }
            match self.wire.owed(now) {
                Some(Ok(next)) => return next,
                Some(Err(why)) => {
                    self.end(why.message_of_write());
                    continue;
                }
                None => {}
            }
            if self.current.is_none() {
                let Some(step) = self.next_step() else { return Next::Done };
                let stage = self.first_stage(&step);
                self.current = Some((step, stage));
            }
            let Some((step, stage)) = self.current.clone() else { return Next::Done };
            let call = self.call(&step, stage);
            match self.wire.send(call) {
                Ok(next) => return next,
                Err(why) => self.end(why.message_of_write()),
            }
        }
    }

    fn next_step(&mut self) -> Option<Step> {
        if self.steps.is_empty() && !std::mem::replace(&mut self.followed, true) {
            self.follow_up();
        }
        self.steps.pop_front()
    }

    fn first_stage(&self, step: &Step) -> Stage {
        match step {
            Step::Create | Step::Change => Stage::Look,
            Step::Assign(_) if !self.is_made => Stage::Look,
            _ => Stage::Write,
        }
    }

    /// The request of a step. What is about to be written is noted first.
    fn call(&mut self, step: &Step, stage: Stage) -> Call {
        let own = format!("apps/{}", self.id);
        match (step, stage) {
            (Step::Create, Stage::Look | Stage::Seek(_)) => Call::get("apps".to_owned())
                .with("q", &self.wanted.label)
                .with("limit", "200")
                .with("includeNonDeleted", "true"),
            (Step::Create, Stage::Write) => {
                self.journal.made = true;
                let body = document::new(&self.new_values(), &format!("{} {}", self.note, self.journal.mark));
                Call::post("apps".to_owned(), Some(body)).with("activate", "true")
            }
            (Step::Change, Stage::Write) => {
                let there = self.before.clone().unwrap_or_default();
                let values = self.changed_values(&there);
                self.note_values(&there, &values);
                Call::put(own, document::edited(&there, &values))
            }
            (Step::Assign(group), Stage::Write) => {
                self.note_entry(Entry::Group { id: group.id.clone(), name: group.name.clone() });
                Call::put(format!("{own}/groups/{}", group.id), serde_json::json!({}))
            }
            (Step::Assign(group), _) => Call::get(format!("{own}/groups/{}", group.id)),
            (Step::Make(piece), Stage::Write) => {
                if let Some(what) = piece.what {
                    self.note_entry(Entry::Made {
                        what,
                        name: piece.name().to_owned(),
                        body: piece.body.clone(),
                        id: None,
                    });
                }
                piece.make()
            }
            (Step::Make(piece), _) => piece.seek(),
            (Step::Activate, Stage::Write) => {
                self.note_entry(Entry::Activated);
                Call::post(format!("{own}/lifecycle/activate"), None)
            }
            (Step::Create | Step::Change | Step::Activate, _) => Call::get(own),
        }
    }

    fn note_entry(&mut self, entry: Entry) {
        if !self.journal.entries.contains(&entry) {
            self.journal.entries.push(entry);
        }
    }

    /// Takes the answer to the last request.
    pub fn answered(&mut self, exchange: &Exchange) {
        let Some(came) = self.wire.answered(exchange) else { return };
        let Some((step, stage)) = self.current.take() else {
            if let Came::Refused(why) = came {
                self.end(why.message_of_write());
            }
            return;
        };
        self.take(step, stage, came);
    }

    /// Nothing more is done.
    fn end(&mut self, why: Message) {
        self.ended.get_or_insert(why);
    }

    /// What was done.
    pub fn finish(self) -> Applied {
        let ended = self.ended.unwrap_or_else(|| message!("manage.apply.not_reached"));
        let outcome = |row: &Row| {
            let told = self.outcomes.iter().find(|(setting, _)| *setting == row.setting);
            if let Some((_, outcome)) = told {
                return outcome.clone();
            }
            match row.status {
                Status::Keep => Outcome { done: Some(true), error: None },
                _ if self.todo.iter().any(|todo| todo.setting == row.setting) => {
                    Outcome { done: Some(false), error: Some(ended.clone()) }
                }
                _ => Outcome { done: Some(false), error: None },
            }
        };
        Applied {
            outcomes: self.plan.rows.iter().map(outcome).collect(),
            application: (!self.id.is_empty()).then_some((self.id, self.client_id)),
            is_made: self.is_made,
            secret: self.secret,
            strayed: self.strayed,
            journal: self.journal,
        }
    }
}

/// The scopes that writing takes, of a service app.
fn scopes(wanted: &Wanted) -> Vec<&'static str> {
    let mut all = vec!["okta.apps.manage", "okta.apps.read"];
    if wanted.server.is_some() {
        all.extend(["okta.authorizationServers.manage", "okta.authorizationServers.read"]);
    }
    all
}

/// The application of an answer.
fn application(value: Json) -> Application {
    Application(value)
}

fn is_ours(piece: &Piece, items: &Json) -> Option<Json> {
    items.as_array().into_iter().flatten().find(|held| piece.fits(held)).cloned()
}

/// A refusal after which nothing else needs to be tried.
fn ends_all(why: &Refusal) -> bool {
    why.ends_all() || matches!(why, Refusal::TooLong | Refusal::TooMany)
}
