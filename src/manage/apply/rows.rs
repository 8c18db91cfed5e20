//! The values of the plan, as the document takes them.

use serde_json::Value as Json;

use super::super::held::{Group, Held};
use super::super::journal::Entry;
use super::super::plan::{Setting, counted};
use super::{Apply, document};
use crate::apps::Wanted;
use crate::base::words::Message;

/// The groups that are to be assigned now: those of the plan that Okta knows once, and that are not assigned. As long as the
/// pilot is not, it comes alone.
pub(super) fn groups(wanted: &Wanted, held: &Held) -> Vec<Group> {
    let assigned = held.assigned.known().map(Vec::as_slice).unwrap_or_default();
    let lacks = |group: &Group| assigned.iter().all(|other| other.id != group.id);
    let found = held.groups.iter().filter_map(|(name, found)| match found.known().map(Vec::as_slice) {
        Some([one]) => Some((name, one)),
        _ => None,
    });
    let all: Vec<(&String, &Group)> = found.filter(|(_, group)| lacks(group)).collect();
    let pilot = wanted.pilot.as_ref();
    let first = pilot.and_then(|pilot| all.iter().find(|(name, _)| *name == pilot));
    match first {
        Some((_, group)) => vec![(*group).clone()],
        None => all.into_iter().map(|(_, group)| group.clone()).collect(),
    }
}

/// Those groups with the number of their people, where that is known.
pub fn people(wanted: &Wanted, held: &Held) -> Vec<Message> {
    let told = |group: Group| counted(&group).unwrap_or(Message::Text(group.name));
    groups(wanted, held).into_iter().map(told).collect()
}

impl Apply {
    /// The values of a new application.
    pub(super) fn new_values(&self) -> Vec<(&'static str, Json)> {
        let placed =
            self.todo.iter().filter_map(|row| Some((document::place(row.setting)?, row.wanted.clone())));
        placed.collect()
    }

    /// The values that a document gets, lists with what is in them already.
    pub(super) fn changed_values(&self, there: &Json) -> Vec<(String, Json)> {
        let one = |(path, wanted): (&'static str, Json)| {
            let held = there.pointer(path).unwrap_or(&Json::Null);
            (path.to_owned(), document::grown(held, &wanted))
        };
        self.new_values().into_iter().map(one).collect()
    }

    /// Notes what becomes of the document.
    pub(super) fn note_values(&mut self, there: &Json, values: &[(String, Json)]) {
        for (path, after) in values {
            let before = there.pointer(path).cloned().unwrap_or_default();
            self.note_entry(match (before.as_array(), after.as_array()) {
                (held, Some(after)) => {
                    let is_new = |one: &&Json| held.is_none_or(|held| !held.contains(one));
                    Entry::List { path: path.clone(), added: after.iter().filter(is_new).cloned().collect() }
                }
                _ => Entry::Value { path: path.clone(), before, after: after.clone() },
            });
        }
    }

    /// The rows of the document.
    pub(super) fn document_rows(&self) -> Vec<(Setting, &'static str, Json)> {
        let rows = self.todo.iter();
        rows.filter_map(|row| Some((row.setting, document::place(row.setting)?, row.wanted.clone())))
            .collect()
    }
}
