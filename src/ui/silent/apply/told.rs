//! What came of a plan: for people row by row, for programs as the plan's own document with what came of each row.

use serde_json::{Value as Json, json};

use super::super::plan::{self, Seen, document, text};
use super::super::session::Session;
use super::super::{Exit, keep_text, talk};
use super::Done;
use crate::base::words::{Voice, key, say};
use crate::manage::{Outcome, Row, Setting, Status};
use crate::ui::cli::ApplyArgs;
use crate::ui::tui::wrap;

const WIDE: usize = 100;

/// Nothing was to be done, or nothing can be: the plan says why.
pub(super) fn nothing(session: &Session, seen: &Seen, args: &ApplyArgs) -> Exit {
    let exit = plan::exit(&seen.plan);
    if !args.json {
        talk::answer(&text::of(session.voice(), seen, session.setup.resolved()));
        return exit;
    }
    let mut value = document::value(seen);
    for (row, one) in rows(&mut value).zip(&seen.plan.rows) {
        row["done"] = json!(one.status == Status::Keep);
        row["error"] = Json::Null;
    }
    talk::answer(&document::text(seen, &value));
    exit
}

fn rows(value: &mut Json) -> impl Iterator<Item = &mut Json> {
    value["rows"].as_array_mut().into_iter().flatten()
}

/// Tells what came of it, and gives the exit status.
pub(super) fn tell(session: &Session, done: &Done, args: &ApplyArgs) -> Exit {
    let value = document(done, args);
    let as_json = document::text(&done.seen, &value);
    let mut exit = exit(done);
    if let Some(path) = &args.report {
        exit = exit.max(keep_text(path, as_json.clone()));
    }
    let text = if args.json { as_json } else { page(session.voice(), done, args) };
    match &args.output {
        None => talk::answer(&text),
        Some(path) => exit = exit.max(keep_text(path, text)),
    }
    if args.json {
        done.troubles.iter().for_each(talk::tell);
    }
    exit
}

/// Undone and unknown are told apart; what stops the login and stays by hand is no success.
fn exit(done: &Done) -> Exit {
    let rows = || done.seen.plan.rows.iter().zip(&done.applied.outcomes);
    let is_open = |row: &Row| matches!(row.status, Status::Add | Status::Change);
    let failed = rows().any(|(row, one)| one.done == Some(false) && (is_open(row) || row.stops_login));
    let unknown = rows().any(|(_, one)| one.done.is_none());
    if failed || !done.applied.strayed.is_empty() || !done.troubles.is_empty() {
        Exit::Broken
    } else if unknown {
        Exit::Unknown
    } else {
        Exit::Works
    }
}

fn document(done: &Done, args: &ApplyArgs) -> Json {
    let mut value = document::value(&done.seen);
    for (row, one) in rows(&mut value).zip(&done.applied.outcomes) {
        row["done"] = json!(one.done);
        row["error"] = json!(one.error.as_ref().map(|error| Voice::default().say(error)));
    }
    if let Some((id, client_id)) = &done.applied.application {
        let label = done.seen.plan.application.as_ref().map_or(&done.applied.journal.label, |one| &one.label);
        value["applied"] =
            json!({ "id": id, "client_id": client_id, "label": label, "made": done.applied.is_made });
    } else {
        value["applied"] = Json::Null;
    }
    value["agreed"] = json!({ "by": done.agreed.0.as_str(), "at": done.agreed.1.rfc3339() });
    value["reference"] = json!(args.reference);
    value["strayed"] = json!(done.applied.strayed);
    value["secret_to"] = json!(done.secret_to);
    value["undo"] = json!(undo_command(done));
    value["troubles"] = done.troubles.iter().map(|trouble| Voice::default().say(trouble)).collect();
    value
}

/// The command that takes it back, where there is something to take back.
fn undo_command(done: &Done) -> Option<String> {
    let journal = &done.applied.journal;
    let command = || {
        format!(
            "usher apply {} --set base_url={} --organization {} --undo",
            journal.app, journal.address, journal.organization
        )
    };
    (!journal.is_empty()).then(command)
}

struct Page {
    voice: Voice,
    out: String,
}

impl Page {
    fn line(&mut self, text: &str) {
        self.out += text;
        self.out.push('\n');
    }

    fn sentence(&mut self, indent: usize, text: &str) {
        for line in wrap::sentence(text, WIDE - indent) {
            self.line(&format!("{}{}", " ".repeat(indent), line.trim()));
        }
    }

    fn row(&mut self, row: &Row, outcome: &Outcome) {
        let is_open = matches!(row.status, Status::Add | Status::Change);
        let is_told = is_open || row.stops_login || row.status == Status::ByHand;
        if !is_told {
            return;
        }
        let mark = match outcome.done {
            Some(true) => key!("manage.apply.done"),
            Some(false) if is_open => key!("manage.apply.failed"),
            Some(false) => key!("manage.status.by_hand"),
            None => key!("manage.apply.unknown"),
        };
        let (mark, setting) = (self.voice.text(mark), text::setting(self.voice, row.setting));
        self.line(&format!("  {mark:12} {setting}"));
        if let Some(error) = outcome.error.as_ref().or(row.why.as_ref().filter(|_| !is_open)) {
            let error = self.voice.say(error);
            self.sentence(15, &error);
        }
    }
}

fn page(voice: Voice, done: &Done, args: &ApplyArgs) -> String {
    let mut page = Page { voice, out: String::new() };
    let host = plan::shown_host(&done.seen.organization);
    page.out += &say!(voice, "manage.apply.title", app = done.seen.called, host = host);
    page.out += "\n\n";
    for (row, outcome) in done.seen.plan.rows.iter().zip(&done.applied.outcomes) {
        page.row(row, outcome);
    }
    page.out.push('\n');
    if let Some((_, client_id)) = &done.applied.application {
        page.sentence(0, &say!(voice, "manage.apply.client_id", id = client_id));
    }
    let has_secret = |row: &Row| row.setting == Setting::ClientAuthentication && row.wanted != "none";
    if let Some(path) = &done.secret_to {
        page.sentence(0, &say!(voice, "manage.apply.secret_to", path = path));
    } else if done.applied.is_made && done.seen.plan.rows.iter().any(has_secret) {
        page.sentence(0, &voice.text(key!("manage.apply.secret_unseen")));
    }
    if !done.applied.strayed.is_empty() {
        let paths = voice.list(&done.applied.strayed);
        page.sentence(0, &say!(voice, "manage.apply.strayed", paths = paths));
    }
    for trouble in &done.troubles {
        let trouble = voice.say(trouble);
        page.sentence(0, &trouble);
    }
    let waits = |name: &String| {
        let groups = done.seen.plan.rows.iter().find(|row| row.setting == Setting::Groups);
        let wanted = groups.and_then(|row| row.wanted.as_array());
        wanted.is_some_and(|wanted| wanted.iter().all(|one| one != name))
    };
    if args.look.pilot.is_some() && args.look.group.iter().any(waits) {
        page.sentence(0, &voice.text(key!("manage.apply.then_the_others")));
    }
    if let Some(command) = undo_command(done) {
        page.sentence(0, &say!(voice, "manage.apply.undo", command = command));
    }
    page.out.split_inclusive('\n').map(|line| done.seen.redactor.clean(line)).collect()
}
