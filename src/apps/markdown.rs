//! A whole guide as one readable Markdown page: what is needed, what is asked, every step, every format, what goes wrong.

use super::catalogue::GENERIC;
use super::context::Context;
use super::drawing::WIDEST;
use super::guide::{Format, FormatBody, Guide, Paste, Phase, Step};
use super::paper::{Paper, code};
use super::resolved::Resolved;
use crate::base::words::{Message, message};

/// The guide as Markdown, with the values of this set-up and visible gaps for the rest. Secrets are masked.
pub fn guide(guide: &Guide, context: &Context) -> String {
    let resolved = guide.resolve(context);
    let mut page = Page { paper: Paper::new(context.voice), resolved: &resolved, context };
    page.head(guide);
    page.questions(guide);
    for phase in [Phase::AppBefore, Phase::Okta, Phase::App] {
        page.phase(phase);
    }
    page.accounts();
    page.formats();
    page.phase(Phase::OktaAfter);
    page.endings();
    page.paper.finish()
}

struct Page<'a> {
    paper: Paper,
    resolved: &'a Resolved,
    context: &'a Context,
}

impl Page<'_> {
    fn head(&mut self, guide: &Guide) {
        let app = &self.resolved.name;
        self.paper.heading(1, message!("apps.page.title", app = app));
        self.paper.block(guide.about.as_str());
        self.paper.heading(2, message!("apps.page.needs"));
        self.paper.line(message!("apps.page.role_okta", role = guide.roles.okta));
        self.paper.line(message!("apps.page.role_app", app = app, role = guide.roles.app));
        if let Some(plan) = &guide.plan {
            self.paper.line(message!("apps.page.plan", plan = plan));
        }
        if let Some(minutes) = guide.minutes {
            self.paper.line(message!("apps.page.minutes", minutes = minutes));
        }
        if let (Some(docs), Some(day)) = (&guide.docs, &guide.checked) {
            self.paper.line(message!("apps.page.docs", docs = docs, day = day));
        }
        self.paper.line(message!("apps.page.scopes", scopes = self.resolved.okta.scopes.join(" ")));
        self.paper.gap();
        if guide.id == GENERIC {
            self.paper.block(message!("apps.page.generic"));
        }
    }

    fn questions(&mut self, guide: &Guide) {
        self.paper.heading(2, message!("apps.page.asked"));
        self.paper.block(message!("apps.page.asked_how"));
        for question in guide.questions(self.context) {
            let why = question.why.as_deref().unwrap_or_default();
            self.paper.item(format!("`{}`: {} {why}", question.key, question.ask).trim_end());
            let answer = self.context.answers.get(&question.key).cloned();
            let proposal = guide.proposal(&question.key, self.context);
            let shown = match (answer, proposal, &question.example) {
                (Some(answer), ..) => message!("apps.page.answered", value = code(&answer)),
                (None, Some(proposal), _) => message!("apps.page.default", value = code(&proposal)),
                (None, None, Some(example)) => message!("apps.page.example", value = code(example)),
                (None, None, None) => continue,
            };
            self.paper.under(shown);
        }
        self.paper.gap();
    }

    fn phase(&mut self, phase: Phase) {
        let steps: Vec<&Step> = self.resolved.phase(phase).collect();
        if steps.is_empty() {
            return;
        }
        let app = &self.resolved.name;
        let title = match phase {
            Phase::AppBefore => message!("apps.page.phase.app_before", app = app),
            Phase::Okta => message!("apps.page.phase.okta"),
            Phase::App => message!("apps.page.phase.app", app = app),
            Phase::OktaAfter => message!("apps.page.phase.okta_after"),
        };
        self.paper.heading(2, title);
        for (number, step) in steps.into_iter().enumerate() {
            self.step(number + 1, step);
        }
    }

    fn step(&mut self, number: usize, step: &Step) {
        self.paper.heading(3, format!("{number}. {}", step.title));
        step.say.iter().for_each(|paragraph| self.paper.block(paragraph.as_str()));
        if let Some(warn) = &step.warn {
            self.paper.block(format!("> {warn}"));
        }
        self.pastes(&step.values);
        if let Some(drawing) = &step.drawing {
            self.paper.fenced("text", &drawing.framed(WIDEST).join("\n"));
        }
        let organization = self.context.organization.as_ref();
        let client_id = self.context.client_id.as_deref();
        let link = step.link.and_then(|page| page.address(organization?, client_id)).map(String::from);
        if let Some(link) = link.or_else(|| step.page.clone()) {
            self.paper.block(message!("apps.page.open", link = link));
        }
        if step.write {
            self.paper.block(message!("apps.page.see_formats"));
        }
    }

    fn pastes(&mut self, values: &[Paste]) {
        for paste in values {
            let value = Message::labelled(&paste.label, &code(&paste.value.shown()));
            let noted = paste.note.as_ref().map(|note| Message::aside(&value, note));
            self.paper.item(noted.unwrap_or(value));
        }
        if !values.is_empty() {
            self.paper.gap();
        }
    }

    /// Before the configuration, since writing it is what changes whose account is whose.
    fn accounts(&mut self) {
        let Some(accounts) = &self.resolved.accounts else { return };
        self.paper.heading(2, message!("apps.page.accounts", app = self.resolved.name));
        for sentence in accounts.existing.iter().chain(&accounts.leaving) {
            self.paper.block(sentence.as_str());
        }
    }

    fn formats(&mut self) {
        self.paper.heading(2, message!("apps.page.formats", app = self.resolved.name));
        for format in &self.resolved.formats {
            self.format(format);
        }
    }

    fn format(&mut self, format: &Format) {
        self.paper.heading(3, Message::aside(&format.name, &code(&format.id)));
        format.about.iter().for_each(|about| self.paper.block(about.as_str()));
        if let FormatBody::Sheet(sheet) = &format.body {
            self.paper.block(message!("apps.page.place", place = sheet.place.join(" › ")));
            self.pastes(&sheet.fields);
            sheet.then.iter().for_each(|then| self.paper.block(then.as_str()));
        } else if let Some(text) = format.shown_text() {
            if let Some(path) = &format.path {
                self.paper.block(message!("apps.page.path", path = code(path)));
            }
            self.paper.fenced("", text.trim_end());
        }
        for also in format.also.iter().filter_map(|id| self.resolved.format(id)) {
            self.paper.block(message!("apps.page.also", format = also.name));
        }
        for beside in &format.beside {
            self.paper.block(beside.say.as_str());
            beside.run.iter().for_each(|run| self.paper.fenced("sh", run));
        }
        for apply in &format.apply {
            self.paper.block(message!("apps.page.apply", how = apply.how, run = code(&apply.run)));
        }
    }

    fn endings(&mut self) {
        self.paper.heading(2, message!("apps.page.confirm"));
        for confirmation in &self.resolved.confirmations {
            self.paper.item(confirmation.ask.as_str());
            if let Some(cure) = &confirmation.otherwise {
                self.paper.under(message!("apps.page.if_not", cure = cure));
            }
        }
        self.paper.gap();
        if self.resolved.traps.is_empty() {
            return;
        }
        self.paper.heading(2, message!("apps.page.traps"));
        for trap in &self.resolved.traps {
            self.paper.item(format!("{} {}", trap.say, trap.cure));
        }
    }
}
