//! What each answer leads to.

use super::{
    Application, Came, Entry, Json, Message, Refusal, Stage, Step, Undo, document, is_id, json, mark, message,
};

/// How long after a lost answer it is looked again, in milliseconds.
const SEEK_MS: u64 = 2_000;
/// How often.
const MOST_LOOKS: u8 = 3;

impl Undo {
    /// Takes what came of a stage of a step.
    pub(super) fn take(&mut self, step: Step, stage: Stage, came: Came) {
        // What is gone is taken back.
        if came == Came::Refused(Refusal::NotFound) {
            return self.done(&step, &Json::Null);
        }
        match (stage, came) {
            (Stage::Look, Came::Value(value)) => self.looked(step, value),
            (Stage::Write, Came::Value(_))
                if matches!(step, Step::Remove(_) | Step::Delete)
                    && step != Step::Remove(Entry::Activated) =>
            {
                self.done(&step, &Json::Null);
            }
            (Stage::Write, Came::Value(_)) => self.current = Some((step, Stage::Check(0))),
            (Stage::Write, Came::Lost(_)) => self.look_again(step, 1),
            (Stage::Check(looks), Came::Value(value)) => self.checked(step, looks, &value),
            (Stage::Check(looks), Came::Refused(_) | Came::Lost(_)) => self.look_again(step, looks + 1),
            (_, Came::Refused(why) | Came::Lost(why)) => {
                self.tell(&step, &Json::Null, Some(false), Some(&why.message_of_write()));
                if why.ends_all() {
                    self.end(&why);
                }
            }
        }
    }

    fn look_again(&mut self, step: Step, looks: u8) {
        if looks > MOST_LOOKS {
            return self.tell(&step, &Json::Null, None, Some(&message!("manage.apply.unclear")));
        }
        self.wire.rest(SEEK_MS);
        self.current = Some((step, Stage::Check(looks)));
    }

    fn done(&mut self, step: &Step, now: &Json) {
        self.tell(step, now, Some(true), None);
        match step {
            Step::Remove(entry) => self.journal.entries.retain(|one| one != entry),
            Step::Document => self
                .journal
                .entries
                .retain(|entry| !matches!(entry, Entry::Value { .. } | Entry::List { .. })),
            // Switched off, it can still be deleted by a later run.
            Step::Deactivate => {}
            Step::Delete => {
                self.journal.made = false;
                self.journal.entries.clear();
            }
        }
    }

    fn stays(&mut self, step: &Step, why: &Message) {
        self.tell(step, &Json::Null, Some(false), Some(why));
    }

    fn looked(&mut self, step: Step, value: Json) {
        match &step {
            Step::Remove(Entry::Group { .. }) => self.current = Some((step, Stage::Write)),
            Step::Remove(Entry::Made { what, name, id, body }) => {
                let is_it = |held: &&Json| match id {
                    Some(id) => held["id"] == id.as_str(),
                    None => held["name"] == name.as_str(),
                };
                let held = value.as_array().into_iter().flatten().find(is_it);
                match held {
                    None => self.done(&step, &Json::Null),
                    Some(held) if !document::says(held, body) => {
                        self.stays(&step, &message!("manage.undo.moved"));
                    }
                    Some(held) => {
                        let id = held["id"].as_str().filter(|id| is_id(id)).map(str::to_owned);
                        let (what, name, body) = (*what, name.clone(), body.clone());
                        let found = Entry::Made { what, name, id, body };
                        // The record learns its ID, so that it is the same one from here on.
                        if let Step::Remove(entry) = &step
                            && let Some(place) = self.journal.entries.iter_mut().find(|one| *one == entry)
                        {
                            *place = found.clone();
                        }
                        self.current = Some((Step::Remove(found), Stage::Write));
                    }
                }
            }
            Step::Document => self.restore(value),
            Step::Remove(_) => {
                if value["status"] == "ACTIVE" {
                    self.current = Some((step, Stage::Write));
                } else {
                    self.done(&step, &json!("INACTIVE"));
                }
            }
            Step::Deactivate | Step::Delete => self.own(step, value),
        }
    }

    /// The application that was made: it still bears the mark of that run.
    fn own(&mut self, step: Step, value: Json) {
        let all = match value {
            Json::Array(all) => all,
            one => vec![one],
        };
        let run = self.journal.mark.clone();
        let is_there = !all.is_empty();
        let found = all.into_iter().map(Application).find(|one| mark::bears(one, &run));
        match found {
            Some(own) => {
                let is_active = own.is_active();
                if is_id(own.id()) {
                    self.journal.application = Some(own.id().to_owned());
                }
                match step {
                    Step::Deactivate if !is_active => self.done(&Step::Deactivate, &json!("INACTIVE")),
                    Step::Delete if is_active => {
                        self.stays(&Step::Delete, &message!("manage.undo.still_active"));
                    }
                    step => self.current = Some((step, Stage::Write)),
                }
            }
            None if is_there && self.journal.application.is_some() => {
                self.steps.clear();
                self.stays(&step, &message!("manage.undo.no_mark"));
            }
            None => {
                self.steps.clear();
                self.journal.made = false;
                self.done(&step, &Json::Null);
            }
        }
    }

    /// What the document gets back: members that still are as they were left.
    fn restore(&mut self, there: Json) {
        let (mut values, mut left) = (Vec::new(), Vec::new());
        for entry in &self.journal.entries {
            match entry {
                Entry::Value { path, before, after } => {
                    let now = there.pointer(path).unwrap_or(&Json::Null);
                    if document::same(now, after) {
                        values.push((path.clone(), before.clone()));
                    } else if !document::same(now, before) {
                        left.push(path.clone());
                    }
                }
                Entry::List { path, added } => {
                    let now = there.pointer(path).and_then(Json::as_array).cloned().unwrap_or_default();
                    let rest: Vec<Json> = now.iter().filter(|one| !added.contains(one)).cloned().collect();
                    if rest.len() < now.len() {
                        values.push((path.clone(), Json::Array(rest)));
                    }
                }
                _ => {}
            }
        }
        if !left.is_empty() {
            let why = message!("manage.undo.members_moved", paths = Message::list(&left));
            for setting in left.iter().filter_map(|path| document::setting_at(path)) {
                self.rows.push(super::TakenBack {
                    setting,
                    now: Json::Null,
                    done: Some(false),
                    error: Some(why.clone()),
                });
            }
            self.journal
                .entries
                .retain(|entry| !matches!(entry, Entry::Value { path, .. } if left.contains(path)));
        }
        if values.is_empty() {
            return self.done(&Step::Document, &Json::Null);
        }
        values.push((String::new(), there));
        self.values = values;
        self.current = Some((Step::Document, Stage::Write));
    }

    fn checked(&mut self, step: Step, looks: u8, value: &Json) {
        let is_back = match &step {
            Step::Document => self
                .values
                .iter()
                .filter(|(path, _)| !path.is_empty())
                .all(|(path, wanted)| document::same(value.pointer(path).unwrap_or(&Json::Null), wanted)),
            Step::Remove(Entry::Made { id, .. }) => {
                let id = id.as_deref().unwrap_or_default();
                value.as_array().is_some_and(|all| all.iter().all(|one| one["id"] != id))
            }
            Step::Remove(Entry::Group { .. }) => false,
            _ => value["status"] == "INACTIVE",
        };
        let now = if matches!(step, Step::Deactivate | Step::Remove(Entry::Activated)) {
            json!("INACTIVE")
        } else {
            Json::Null
        };
        match (is_back, looks) {
            (true, _) => self.done(&step, &now),
            // The answer to the write came: Okta keeps it otherwise.
            (false, 0) => self.stays(&step, &message!("manage.apply.kept_otherwise")),
            (false, looks) => self.look_again(step, looks + 1),
        }
    }
}
