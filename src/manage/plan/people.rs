//! Who may sign in: the groups that the application is assigned to.

use serde_json::{Value as Json, json};

use super::super::held::{Group, Part};
use super::rows::Rows;
use super::{Breaks, Setting, Status};
use crate::apps::OktaPart;
use crate::base::words::{Message, key, message};

impl Rows<'_> {
    /// The assignments.
    pub(super) fn people(&mut self) {
        self.everybody();
        let assigned = self.held.assigned.known().cloned().unwrap_or_default();
        let (mut wanted, mut unclear, mut is_read) = (Vec::new(), Vec::new(), true);
        let first = self.first_stage();
        let now_or_later = |name: &String| first.is_none_or(|pilot| pilot == name);
        for (name, found) in &self.held.groups {
            match found {
                // Looked for all the same: how many people follow is good to know before.
                Part::Known(found) if found.len() == 1 && !now_or_later(name) => {}
                Part::Known(found) => match found.as_slice() {
                    [one] => wanted.push(one.clone()),
                    [] => unclear.push(message!("manage.why.no_group", name = name)),
                    _ => unclear.push(message!("manage.why.several_groups", name = name)),
                },
                Part::Refused(why) => {
                    is_read = false;
                    unclear.push(message!("manage.why.group_unread", name = name, why = why.message()));
                }
                Part::Unasked => is_read = false,
            }
        }
        let lacks: Vec<&Group> =
            wanted.iter().filter(|group| assigned.iter().all(|other| other.id != group.id)).collect();
        let now = if self.held.assigned.known().is_some() { names(assigned.iter()) } else { json!(null) };
        let after = names(assigned.iter().chain(lacks.iter().copied()));
        let status = match (unclear.is_empty(), lacks.is_empty()) {
            (false, _) => Status::ByHand,
            (true, true) => Status::Keep,
            (true, false) => Status::Add,
        };
        let nobody = assigned.is_empty() && self.held.people != Part::Known(true) && !self.is_everybody();
        let said = self.said_of_groups(&lacks, &unclear, nobody);
        let refused =
            self.held.assigned.refused().map(|why| message!("manage.why.unread", why = why.message()));
        let is_named = !self.held.groups.is_empty();
        let is_new = self.is_new();
        let row = self.row(Setting::Groups, OktaPart::Assignments, status, now, after);
        row.why = said;
        row.stops_login = nobody;
        row.is_read = is_read;
        if let Some(why) = refused {
            row.stops_login = false;
            row.unread(why);
        } else if !is_named && nobody {
            row.status = Status::ByHand;
        } else if !is_named && !is_new {
            row.status = Status::Leave;
        }
    }

    /// What to know about the groups.
    fn said_of_groups(&self, lacks: &[&Group], unclear: &[Message], nobody: bool) -> Option<Message> {
        if !unclear.is_empty() {
            return Some(Message::list(unclear));
        }
        if let Some(pilot) = self.first_stage() {
            let later: Vec<&String> = self.wanted.groups.iter().filter(|name| *name != pilot).collect();
            let found = |name: &String| {
                let found = self.held.groups.iter().find(|(other, _)| other == name)?.1.known()?;
                found.first().and_then(counted)
            };
            let later: Vec<Message> = later
                .iter()
                .map(|name| found(name).unwrap_or_else(|| Message::Text((*name).clone())))
                .collect();
            return Some(if later.is_empty() {
                message!("manage.why.pilot", pilot = pilot)
            } else {
                message!("manage.why.pilot_then", pilot = pilot, later = Message::list(&later))
            });
        }
        let counted: Vec<Message> = lacks.iter().filter_map(|group| counted(group)).collect();
        if !counted.is_empty() {
            return Some(Message::list(&counted));
        }
        match (self.held.groups.is_empty(), nobody) {
            (true, true) => Some(message!("manage.why.nobody")),
            (true, false) => Some(message!("manage.why.groups_as_they_are")),
            _ => None,
        }
    }

    fn is_everybody(&self) -> bool {
        self.there.is_some_and(|there| there.is_on("/settings/implicitAssignment"))
    }

    /// Federation broker mode: everybody may sign in, and assigning groups has no effect.
    fn everybody(&mut self) {
        let path = "/settings/implicitAssignment";
        let row =
            self.value(Setting::ImplicitAssignment, OktaPart::Assignments, path, json!(false), &json!(false));
        if row.status == Status::Change {
            row.status = Status::ByHand;
            row.breaks_running = Breaks::True;
            row.because(message!("manage.why.everybody"));
        }
    }
}

/// A group with the number of its people, where that is known.
pub(in super::super) fn counted(group: &Group) -> Option<Message> {
    let people = group.people?;
    let key = key!("manage.why.people_in").counted(usize::try_from(people).unwrap_or(usize::MAX));
    Some(message!(key, name = group.name, count = people))
}

fn names<'a>(groups: impl Iterator<Item = &'a Group>) -> Json {
    groups.map(|group| json!(group.name)).collect()
}
