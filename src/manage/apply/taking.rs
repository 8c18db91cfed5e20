//! What each answer leads to.

use serde_json::Value as Json;

use super::super::answer::Refusal;
use super::super::application::{Application, is_id};
use super::super::found::{self, FoundBy};
use super::super::held::Group;
use super::super::journal::{Entry, Made};
use super::super::mark;
use super::super::plan::Setting;
use super::super::wire::Came;
use super::step::{Piece, Pieces, Stage, Step};
use super::{Apply, Outcome, SEEK_AGAIN_MS, SEEK_MS, application, document, ends_all, is_ours};
use crate::base::Secret;
use crate::base::words::{Message, message};

impl Apply {
    /// Takes what came of a stage of a step.
    pub(super) fn take(&mut self, step: Step, stage: Stage, came: Came) {
        match step {
            Step::Create => self.creating(stage, came),
            Step::Change => self.changing(stage, came),
            Step::Assign(group) => self.assigning(group, stage, came),
            Step::Make(piece) => self.making(piece, stage, came),
            Step::Activate => self.activating(stage, came),
        }
    }

    fn go(&mut self, step: Step, stage: Stage) {
        self.current = Some((step, stage));
    }

    /// Goes on looking for what a lost answer was to do; `false` when it was looked for often enough.
    fn seek(&mut self, step: Step, stage: Stage) -> bool {
        let (times, wait) = match stage {
            Stage::Seek(1) => (2, SEEK_AGAIN_MS),
            Stage::Seek(_) => return false,
            _ => (1, SEEK_MS),
        };
        self.was_lost = true;
        self.wire.rest(wait);
        self.go(step, Stage::Seek(times));
        true
    }

    pub(super) fn tell(&mut self, setting: Setting, done: Option<bool>, error: Option<Message>) {
        // The first word about a setting stays, unless a later one is worse.
        let outcome = Outcome { done, error };
        match self.outcomes.iter_mut().find(|(one, _)| *one == setting) {
            Some((_, held)) if held.done == Some(true) => *held = outcome,
            Some(_) => {}
            None => self.outcomes.push((setting, outcome)),
        }
    }

    fn tell_document(&mut self, done: Option<bool>, error: &Message) {
        for (setting, ..) in self.document_rows() {
            self.tell(setting, done, Some(error.clone()));
        }
    }

    /// The application itself failed: what follows would stand on nothing.
    fn fail_document(&mut self, done: Option<bool>, error: &Message) {
        self.tell_document(done, error);
        self.end(message!("manage.apply.not_reached"));
    }

    /// A step beside it failed: the others go on, unless nothing else can go well either.
    fn fail(&mut self, setting: Setting, why: &Refusal) {
        self.tell(setting, Some(false), Some(why.message_of_write()));
        if ends_all(why) {
            self.end(why.message_of_write());
        }
    }

    fn creating(&mut self, stage: Stage, came: Came) {
        match (stage, came) {
            (Stage::Look, Came::Value(items)) => {
                let mark = mark::of(&self.wanted);
                let mut items = items.as_array().cloned().unwrap_or_default().into_iter().map(application);
                let is_it = |one: Application| {
                    let reason = found::reason(&one, &self.wanted, None);
                    mark::bears(&one, &mark) || reason == Some(FoundBy::RedirectUri)
                };
                if items.any(is_it) {
                    return self.fail_document(Some(false), &message!("manage.apply.appeared"));
                }
                self.go(Step::Create, Stage::Write);
            }
            (Stage::Write, Came::Value(made)) => {
                self.made(&made);
                self.go(Step::Create, Stage::Check);
            }
            (Stage::Seek(_), Came::Value(items)) => {
                let run = self.journal.mark.clone();
                let mut items = items.as_array().cloned().unwrap_or_default().into_iter();
                match items.find(|one| mark::bears(&application(one.clone()), &run)) {
                    Some(made) => {
                        self.made(&made);
                        self.compare(&made);
                    }
                    None if self.seek(Step::Create, stage) => {}
                    None => self.fail_document(None, &message!("manage.apply.create_unclear")),
                }
            }
            (Stage::Check, Came::Value(held)) => self.compare(&held),
            (Stage::Check, Came::Refused(why) | Came::Lost(why)) => {
                self.tell_document(None, &message!("manage.apply.unread", why = why.message()));
            }
            (Stage::Write, Came::Lost(_)) => {
                self.seek(Step::Create, stage);
            }
            (Stage::Seek(_), _) => {
                if !self.seek(Step::Create, stage) {
                    self.fail_document(None, &message!("manage.apply.create_unclear"));
                }
            }
            (_, Came::Refused(why) | Came::Lost(why)) => {
                self.journal.made = false;
                self.fail_document(Some(false), &why.message_of_write());
            }
        }
    }

    /// It is there. Its secret is shown in this answer and in none that follows.
    fn made(&mut self, value: &Json) {
        let made = application(value.clone());
        if !is_id(made.id()) {
            return self.fail_document(None, &message!("manage.apply.create_unclear"));
        }
        self.is_made = true;
        (self.id, self.client_id) = (made.id().to_owned(), made.client_id().to_owned());
        self.journal.application = Some(self.id.clone());
        let secret = made.text("/credentials/oauthClient/client_secret");
        self.secret = (!secret.is_empty()).then(|| Secret::new(secret));
    }

    /// Whether the document holds what the plan wants.
    fn compare(&mut self, held: &Json) {
        for (setting, path, wanted) in self.document_rows() {
            let now = held.pointer(path).unwrap_or(&Json::Null);
            let is_there = match (now.as_array(), wanted.as_array()) {
                (Some(now), Some(wanted)) => wanted.iter().all(|one| now.contains(one)),
                _ if now.is_null() => document::is_default(setting, &wanted),
                _ => document::same(now, &wanted),
            };
            let error = (!is_there).then(|| message!("manage.apply.kept_otherwise"));
            self.tell(setting, Some(is_there), error);
        }
    }

    fn changing(&mut self, stage: Stage, came: Came) {
        match (stage, came) {
            (Stage::Look, Came::Value(now)) => {
                let planned_on = self.there.clone().unwrap_or_default();
                let mut moved = document::differences(&planned_on, &now);
                moved.retain(|path| path != "/status");
                if !moved.is_empty() {
                    let paths = Message::list(&moved);
                    return self.fail_document(Some(false), &message!("manage.apply.moved", paths = paths));
                }
                self.before = Some(now);
                self.go(Step::Change, Stage::Write);
            }
            (Stage::Write, Came::Value(_)) => self.go(Step::Change, Stage::Check),
            (Stage::Write, Came::Lost(_)) => {
                self.seek(Step::Change, stage);
            }
            (Stage::Check | Stage::Seek(_), Came::Value(after)) => self.changed(stage, &after),
            (Stage::Seek(_) | Stage::Check, Came::Refused(why) | Came::Lost(why)) => {
                self.fail_document(None, &message!("manage.apply.unread", why = why.message()));
            }
            (_, Came::Refused(why) | Came::Lost(why)) => {
                self.journal.entries.clear();
                self.fail_document(Some(false), &why.message_of_write());
            }
        }
    }

    /// What the document is afterwards: the plan's members as wanted, all others as they were.
    fn changed(&mut self, stage: Stage, after: &Json) {
        let before = self.before.clone().unwrap_or_default();
        let mut differ = document::differences(&before, after);
        differ.retain(|path| path != "/status");
        if differ.is_empty() && matches!(stage, Stage::Seek(_)) {
            // The write may still be under way.
            if !self.seek(Step::Change, stage) {
                self.fail_document(None, &message!("manage.apply.change_unclear"));
            }
            return;
        }
        self.compare(after);
        let planned: Vec<&str> = self.document_rows().iter().map(|(_, path, _)| *path).collect();
        // What Okta fills in beside a member that it did not have.
        let companion = |path: &String| {
            path.starts_with("/settings/oauthClient/refresh_token")
                || path.starts_with("/settings/oauthClient/idp_initiated_login")
        };
        let strayed = differ.into_iter().filter(|path| {
            let is_filled_in = companion(path) && before.pointer(path).is_none();
            !is_filled_in && !document::is_planned(path, &planned)
        });
        self.strayed = strayed.collect();
        for path in self.strayed.clone() {
            let value = |document: &Json| document.pointer(&path).cloned().unwrap_or_default();
            self.note_entry(Entry::Value { path: path.clone(), before: value(&before), after: value(after) });
        }
    }

    fn assigning(&mut self, group: Group, stage: Stage, came: Came) {
        let is_absent = came == Came::Refused(Refusal::NotFound);
        match (stage, came) {
            (Stage::Look, _) if is_absent => self.go(Step::Assign(group), Stage::Write),
            (Stage::Write, Came::Value(now)) if now["id"] == group.id.as_str() => {
                self.tell(Setting::Groups, Some(true), None);
            }
            (Stage::Write, Came::Value(_) | Came::Lost(_)) => {
                self.seek(Step::Assign(group), stage);
            }
            // It is there: somebody assigned it meanwhile, or the answer was lost on its way back.
            (_, Came::Value(_)) => self.tell(Setting::Groups, Some(true), None),
            (Stage::Seek(_), _) => {
                if !self.seek(Step::Assign(group), stage) {
                    self.tell(Setting::Groups, None, Some(message!("manage.apply.unclear")));
                }
            }
            (stage, Came::Refused(why) | Came::Lost(why)) => {
                if stage == Stage::Write {
                    self.journal
                        .entries
                        .retain(|entry| !matches!(entry, Entry::Group { id, .. } if *id == group.id));
                }
                self.fail(Setting::Groups, &why);
            }
        }
    }

    fn making(&mut self, piece: Piece, stage: Stage, came: Came) {
        match (stage, came) {
            (Stage::Write, Came::Value(made)) if piece.fits(&made) => self.has_made(&piece, &made),
            (Stage::Write, Came::Value(_) | Came::Lost(_)) => {
                self.seek(Step::Make(piece), stage);
            }
            (Stage::Seek(_), Came::Value(items)) => match is_ours(&piece, &items) {
                Some(made) => self.has_made(&piece, &made),
                None => self.seek_or_unclear(piece, stage),
            },
            (Stage::Seek(_), _) => self.seek_or_unclear(piece, stage),
            (_, Came::Refused(why) | Came::Lost(why)) => {
                self.journal.entries.retain(|entry| !is_intent(entry, piece.what, piece.name()));
                self.fail(piece.setting, &why);
            }
            (_, Came::Value(_)) => {}
        }
    }

    fn seek_or_unclear(&mut self, piece: Piece, stage: Stage) {
        let setting = piece.setting;
        if !self.seek(Step::Make(piece), stage) {
            self.tell(setting, None, Some(message!("manage.apply.unclear")));
        }
    }

    fn has_made(&mut self, piece: &Piece, made: &Json) {
        let id = made["id"].as_str().unwrap_or_default();
        for entry in &mut self.journal.entries {
            if is_intent(entry, piece.what, piece.name())
                && let Entry::Made { id: held, .. } = entry
            {
                *held = Some(id.to_owned());
            }
        }
        let is_policy = piece.what == Some(Made::ServerPolicy);
        let row = self.todo.iter().find(|row| row.setting == piece.setting).cloned();
        let (Some(row), true, true) = (row, is_policy, is_id(id)) else {
            return self.tell(piece.setting, Some(true), None);
        };
        let server = self.wanted.server.clone().unwrap_or_default();
        let rule = Pieces::rule(&row, &server, id);
        self.steps.push_front(Step::Make(rule));
    }

    fn activating(&mut self, stage: Stage, came: Came) {
        match (stage, came) {
            (Stage::Write, Came::Value(_)) => self.go(Step::Activate, Stage::Check),
            (Stage::Write, Came::Lost(_)) => {
                self.seek(Step::Activate, stage);
            }
            (_, Came::Value(now)) if now["status"] == "ACTIVE" => {
                self.tell(Setting::AppStatus, Some(true), None);
            }
            (Stage::Write, Came::Refused(why)) => {
                self.journal.entries.retain(|entry| *entry != Entry::Activated);
                self.fail(Setting::AppStatus, &why);
            }
            _ => {
                if !self.seek(Step::Activate, stage) {
                    self.tell(Setting::AppStatus, None, Some(message!("manage.apply.unclear")));
                }
            }
        }
    }
}

/// Whether an entry is the one of something that is being made.
fn is_intent(entry: &Entry, kind: Option<Made>, called: &str) -> bool {
    matches!(entry, Entry::Made { what, name, .. } if Some(*what) == kind && name == called)
}

impl Refusal {
    /// What it means for something that was to be changed.
    pub(in super::super) fn message_of_write(&self) -> Message {
        match self {
            Self::NotAllowed => message!("manage.apply.not_allowed"),
            Self::ScopeRefused => message!("manage.apply.scope"),
            other => other.message(),
        }
    }
}
