//! Rows as they are made: lists that grow, values that change, settings that are left alone.

use serde_json::{Value as Json, json};

use super::super::application::Application;
use super::super::held::Held;
use super::{Breaks, Row, Setting, Status, now};
use crate::apps::{OktaPart, Wanted};
use crate::base::words::Message;

/// The rows so far.
pub(super) struct Rows<'a> {
    pub(super) wanted: &'a Wanted,
    pub(super) held: &'a Held,
    /// The application that is there.
    pub(super) there: Option<&'a Application>,
    pub(super) all: Vec<Row>,
    /// What is wanted, with what others added.
    pub(super) after: Wanted,
}

impl<'a> Rows<'a> {
    pub(super) fn new(wanted: &'a Wanted, held: &'a Held) -> Self {
        let there = held.application.as_ref().map(|(application, _)| application);
        Self { wanted, held, there, all: Vec::new(), after: wanted.clone() }
    }

    /// Whether the application is yet to be made.
    pub(super) fn is_new(&self) -> bool {
        self.there.is_none()
    }

    /// The pilot's group, as long as it is not assigned: until then the others wait, and the tile stays hidden.
    pub(super) fn first_stage(&self) -> Option<&'a str> {
        let pilot = self.wanted.pilot.as_deref()?;
        let found = self.held.groups.iter().find(|(name, _)| name == pilot)?;
        let id = found.1.known().and_then(|found| found.first()).map(|group| group.id.as_str());
        let assigned = self.held.assigned.known().map(Vec::as_slice).unwrap_or_default();
        let is_in = assigned.iter().any(|group| Some(group.id.as_str()) == id);
        (!is_in).then_some(pilot)
    }

    /// A row, by default one that neither stops a login nor breaks one.
    pub(super) fn row(
        &mut self,
        setting: Setting,
        part: OktaPart,
        status: Status,
        now: Json,
        wanted: Json,
    ) -> &mut Row {
        self.all.push(Row {
            setting,
            status,
            now,
            wanted,
            why: None,
            stops_login: false,
            breaks_running: Breaks::False,
            is_read: true,
            part,
        });
        let last = self.all.len() - 1;
        &mut self.all[last]
    }

    /// A list that grows. Gives what others added.
    pub(super) fn list(
        &mut self,
        setting: Setting,
        part: OktaPart,
        path: &str,
        wanted: &[String],
        needed: &str,
    ) -> Vec<String> {
        let held = self.there.map(|there| there.list(path)).unwrap_or_default();
        let lacks: Vec<&String> = wanted.iter().filter(|one| !held.contains(one)).collect();
        let is_needed = lacks.iter().any(|one| needed.is_empty() || **one == needed);
        let others: Vec<String> = held.iter().filter(|one| !wanted.contains(one)).cloned().collect();
        let after: Vec<&String> = held.iter().chain(lacks.iter().copied()).collect();
        let status = if lacks.is_empty() { Status::Keep } else { Status::Add };
        let stops = !lacks.is_empty() && is_needed;
        let (now, after) = (now(self.there, path), json!(after));
        // A list that is not there and shall hold nothing is as wanted.
        if wanted.is_empty() && others.is_empty() {
            return others;
        }
        let is_new = self.is_new();
        let row = self.row(setting, part, status, now, after);
        row.stops_login = stops;
        if !others.is_empty() && !is_new {
            row.why = Some(others_stay(&others));
        }
        others
    }

    /// A value that is made, kept or changed; what is absent in Okta counts as `default`.
    pub(super) fn value(
        &mut self,
        setting: Setting,
        part: OktaPart,
        path: &str,
        wanted: Json,
        default: &Json,
    ) -> &mut Row {
        let now = now(self.there, path);
        let counts = if now.is_null() { default } else { &now };
        let status = match self.there {
            None => Status::Add,
            Some(_) if *counts == wanted => Status::Keep,
            Some(_) if now.is_null() => Status::Add,
            Some(_) => Status::Change,
        };
        self.row(setting, part, status, now, wanted)
    }

    /// A value that is given to a new application, and left as it is in one that is there.
    pub(super) fn fixed(
        &mut self,
        setting: Setting,
        part: OktaPart,
        path: &str,
        wanted: Json,
        default: &Json,
    ) -> &mut Row {
        let row = self.value(setting, part, path, wanted, default);
        if matches!(row.status, Status::Change) || (row.status == Status::Add && !row.now.is_null()) {
            row.status = Status::Leave;
        }
        row
    }
}

fn others_stay(others: &[String]) -> Message {
    use crate::base::words::message;
    let shown: Vec<String> = others.iter().take(5).cloned().collect();
    message!("manage.why.others_stay", others = Message::list(&shown))
}

impl Row {
    pub(super) fn because(&mut self, why: Message) {
        self.why = Some(why);
    }

    /// It could not be read.
    pub(super) fn unread(&mut self, why: Message) {
        self.status = Status::ByHand;
        self.is_read = false;
        self.why = Some(why);
    }
}
