//! The plan for people: who was asked, which application it is, what stops the login first, then every setting.

use serde_json::Value as Json;
use unicode_width::UnicodeWidthStr as _;

use super::{Seen, shown_host};
use crate::apps::Resolved;
use crate::base::untrusted::visible;
use crate::base::words::{Key, Voice, key, say};
use crate::manage::{Breaks, Candidate, FoundBy, Kind, Row, Setting, Status};
use crate::ui::tui::wrap;

const SETTING: [Key; Setting::NAMES.len()] = Key::each("manage.setting.", Setting::NAMES);
const STATUS: [Key; Status::NAMES.len()] = Key::each("manage.status.", Status::NAMES);
const FOUND_BY: [Key; FoundBy::NAMES.len()] = Key::each("manage.found_by.", FoundBy::NAMES);
const KIND: [Key; Kind::NAMES.len()] = Key::each("manage.kind.", Kind::NAMES);

/// How wide a line is at most.
const WIDE: usize = 100;
/// Where the value of a row begins.
const VALUE: usize = 40;

/// What a setting is called.
pub(in super::super) fn setting(voice: Voice, setting: Setting) -> String {
    voice.text(SETTING[setting as usize])
}

/// The whole page.
pub(in super::super) fn of(voice: Voice, seen: &Seen, resolved: &Resolved) -> String {
    let mut page = Page { voice, seen, resolved, out: String::new() };
    page.head();
    page.rows();
    page.end();
    seen.redactor_lines(&page.out)
}

impl Seen {
    /// The text without the token, line by line: a redactor leaves out what stands behind a very long text.
    fn redactor_lines(&self, text: &str) -> String {
        text.split_inclusive('\n').map(|line| self.redactor.clean(line)).collect()
    }
}

struct Page<'a> {
    voice: Voice,
    seen: &'a Seen,
    resolved: &'a Resolved,
    out: String,
}

impl Page<'_> {
    fn line(&mut self, text: &str) {
        self.out += text.trim_end();
        self.out.push('\n');
    }

    /// A sentence in lines, each so far to the right.
    fn sentence(&mut self, indent: usize, text: &str) {
        for line in wrap::sentence(text, WIDE - indent) {
            self.line(&format!("{}{}", " ".repeat(indent), line.trim_start()));
        }
    }

    fn head(&mut self) {
        let (voice, seen) = (self.voice, self.seen);
        let plan = &seen.plan;
        self.line(&say!(voice, "manage.text.title", app = seen.called));
        self.line("");
        let asked = shown_host(&seen.organization);
        let by =
            voice.text(if seen.by == "token" { key!("manage.as.token") } else { key!("manage.as.service") });
        match &plan.organization {
            None => self.line(&say!(voice, "manage.text.not_okta", host = asked)),
            Some((organization, kind)) => {
                let home = organization.home.as_ref().map_or(asked, shown_host);
                let kind = voice.text(KIND[*kind as usize]);
                self.line(&say!(voice, "manage.text.organization", host = home, kind = kind, as = by));
                if let Some(custom) = &organization.custom_domain {
                    self.line(&say!(voice, "manage.text.custom_domain", host = shown_host(custom)));
                }
            }
        }
        if let Some(application) = &plan.application {
            self.application(application);
        }
        if let Some(why) = seen.nothing.as_ref().or(plan.why_none.as_ref()) {
            self.sentence(0, &voice.say(why));
        }
        if plan.candidates.len() > 1 || plan.application.is_none() {
            for one in &plan.candidates {
                self.candidate(one);
            }
        }
        self.line("");
    }

    fn application(&mut self, one: &Candidate) {
        let found_by = self.voice.text(FOUND_BY[one.found_by as usize]);
        let text = if one.is_sure() {
            say!(self.voice, "manage.text.application", label = one.label, id = one.id, found_by = found_by)
        } else {
            say!(
                self.voice,
                "manage.text.application_likely",
                label = one.label,
                id = one.id,
                found_by = found_by
            )
        };
        self.sentence(0, &text);
    }

    fn candidate(&mut self, one: &Candidate) {
        let found_by = self.voice.text(FOUND_BY[one.found_by as usize]);
        let key = if one.is_active {
            key!("manage.text.candidate")
        } else {
            key!("manage.text.candidate_inactive")
        };
        let text = say!(self.voice, key, label = one.label, id = one.id, found_by = found_by);
        self.line(&format!("  · {text}"));
    }

    fn rows(&mut self) {
        let rows = &self.seen.plan.rows;
        let stops = |row: &&Row| row.stops_login && !self.seen.plan.is_new();
        let first: Vec<&Row> = rows.iter().filter(stops).collect();
        let rest: Vec<&Row> = rows.iter().filter(|row| !stops(row)).collect();
        if !first.is_empty() {
            self.line(&self.voice.text(key!("manage.text.stops")));
            for row in &first {
                self.row(row);
            }
            self.line("");
            self.line(&self.voice.text(key!("manage.text.rest")));
        }
        for row in rest {
            self.row(row);
        }
        if !rows.is_empty() {
            self.line("");
        }
    }

    fn row(&mut self, row: &Row) {
        let voice = self.voice;
        let name = voice.text(SETTING[row.setting as usize]);
        let status = voice.text(STATUS[row.status as usize]);
        let mut start = format!("  {status:8} {name}");
        start += &" ".repeat(VALUE.saturating_sub(start.width()).max(2));
        let values = self.values(row);
        let (first, others) = values.split_first().map_or(("", &[][..]), |(first, others)| (first, others));
        self.line(&format!("{start}{first}"));
        for value in others {
            self.line(&format!("{}{value}", " ".repeat(VALUE)));
        }
        if let Some(why) = &row.why {
            self.sentence(11, &voice.say(why));
        }
        let differs = !matches!(row.status, Status::Keep);
        match row.breaks_running {
            Breaks::True if differs => self.sentence(11, &voice.text(key!("manage.text.breaks"))),
            Breaks::Unknown if differs => self.sentence(11, &voice.text(key!("manage.text.breaks_unknown"))),
            _ => {}
        }
        let step = self.resolved.okta_part(row.part).filter(|_| row.status == Status::ByHand);
        if let Some(step) = step {
            self.sentence(11, &say!(voice, "manage.text.by_hand_step", step = step.title));
        }
    }

    /// What a row shows: what is added, what becomes of a value, what stays.
    fn values(&self, row: &Row) -> Vec<String> {
        let lists = (row.now.as_array(), row.wanted.as_array());
        match (row.status, lists) {
            (Status::Add, (held, Some(wanted))) => {
                let is_there = |one: &&Json| held.is_some_and(|held| held.contains(one));
                wanted.iter().filter(|one| !is_there(one)).map(|one| self.shown(one)).collect()
            }
            (Status::Keep | Status::Leave | Status::ByHand, (Some(held), _)) => {
                if held.is_empty() {
                    vec![self.shown(&Json::Null)]
                } else {
                    held.iter().map(|one| self.shown(one)).collect()
                }
            }
            (Status::Add, _) => vec![self.shown(&row.wanted)],
            (Status::Change, _) => vec![self.changed(row)],
            (Status::Leave, _) if row.now != row.wanted => vec![self.left(row)],
            (Status::ByHand, _) if !row.is_read && row.now.is_null() => Vec::new(),
            _ => vec![self.shown(&row.now)],
        }
    }

    fn changed(&self, row: &Row) -> String {
        say!(self.voice, "manage.text.from_to", now = self.shown(&row.now), wanted = self.shown(&row.wanted))
    }

    fn left(&self, row: &Row) -> String {
        say!(self.voice, "manage.text.left", now = self.shown(&row.now), wanted = self.shown(&row.wanted))
    }

    fn shown(&self, value: &Json) -> String {
        match value {
            Json::Null => self.voice.text(key!("manage.text.nothing")),
            Json::Bool(true) => self.voice.text(key!("manage.text.on")),
            Json::Bool(false) => self.voice.text(key!("manage.text.off")),
            Json::String(text) => visible(text),
            // What tells it from others: its name, or what all of it has in common.
            Json::Object(members) => {
                members.values().next().map(|first| self.shown(first)).unwrap_or_default()
            }
            Json::Array(items) => {
                self.voice.list(&items.iter().map(|item| self.shown(item)).collect::<Vec<_>>())
            }
            other => other.to_string(),
        }
    }

    fn end(&mut self) {
        let (voice, plan) = (self.voice, &self.seen.plan);
        if !plan.missing.is_empty() {
            let rights = voice.list(&plan.missing);
            let key = if self.seen.by == "token" {
                key!("manage.text.missing_rights")
            } else {
                key!("manage.text.missing_scopes")
            };
            self.sentence(0, &say!(voice, key, rights = rights));
        }
        let count = plan.rows.iter().filter(|row| row.differs()).count();
        if !plan.rows.is_empty() {
            let key = key!("manage.text.differs").counted(count);
            let told = if count == 0 {
                voice.text(key!("manage.text.same"))
            } else {
                say!(voice, key, count = count)
            };
            self.sentence(0, &told);
        }
        if plan.is_incomplete {
            self.sentence(0, &voice.text(key!("manage.text.incomplete")));
        }
        self.sentence(0, &voice.text(key!("manage.text.only_looked")));
        if count > 0 {
            self.sentence(0, &say!(voice, "manage.text.steps", command = self.seen.steps));
            self.sentence(0, &voice.text(key!("manage.text.terraform")));
        }
    }
}
