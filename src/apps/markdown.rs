//! A whole guide as one readable Markdown page: what is needed, what is asked, every step, every format, what goes wrong.

use super::catalogue::GENERIC;
use super::context::Context;
use super::drawing::WIDEST;
use super::guide::{Format, FormatBody, Guide, Paste, Phase, Step};
use super::paper::{Paper, code};
use super::resolved::Resolved;
use crate::base::words;

/// The guide as Markdown, with the values of this set-up and visible gaps for the rest. Secrets are masked.
pub fn guide(guide: &Guide, context: &Context) -> String {
    let resolved = guide.resolve(context);
    let mut page = Page { paper: Paper::default(), resolved: &resolved, context };
    page.head(guide);
    page.questions(guide);
    for phase in [Phase::AppBefore, Phase::Okta, Phase::App] {
        page.phase(phase);
    }
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

/// A sentence of the page, with the application's name.
fn word(key: &str, values: &[(&str, &str)]) -> String {
    words::fill(&format!("apps.page.{key}"), values)
}

impl Page<'_> {
    fn head(&mut self, guide: &Guide) {
        let app = self.resolved.name.clone();
        self.paper.heading(1, &word("title", &[("app", &app)]));
        self.paper.block(&guide.about);
        self.paper.heading(2, &word("needs", &[]));
        self.paper.line(&word("role_okta", &[("role", &guide.roles.okta)]));
        self.paper.line(&word("role_app", &[("app", &app), ("role", &guide.roles.app)]));
        if let Some(plan) = &guide.plan {
            self.paper.line(&word("plan", &[("plan", plan)]));
        }
        if let Some(minutes) = guide.minutes {
            self.paper.line(&word("minutes", &[("minutes", &minutes.to_string())]));
        }
        if let (Some(docs), Some(day)) = (&guide.docs, &guide.checked) {
            self.paper.line(&word("docs", &[("docs", docs), ("day", day)]));
        }
        self.paper.line(&word("scopes", &[("scopes", &self.resolved.okta.scopes.join(" "))]));
        self.paper.gap();
        if guide.id == GENERIC {
            self.paper.block(&word("generic", &[]));
        }
    }

    fn questions(&mut self, guide: &Guide) {
        self.paper.heading(2, &word("asked", &[]));
        self.paper.block(&word("asked_how", &[]));
        for question in guide.questions(self.context) {
            let why = question.why.as_deref().unwrap_or_default();
            self.paper.line(format!("- `{}`: {} {why}", question.key, question.ask).trim_end());
            let answer = self.context.answers.get(&question.key).cloned();
            let proposal = guide.proposal(&question.key, self.context);
            let shown = match (answer, proposal, &question.example) {
                (Some(answer), ..) => word("answered", &[("value", &code(&answer))]),
                (None, Some(proposal), _) => word("default", &[("value", &code(&proposal))]),
                (None, None, Some(example)) => word("example", &[("value", &code(example))]),
                (None, None, None) => continue,
            };
            self.paper.line(&format!("  {shown}"));
        }
        self.paper.gap();
    }

    fn phase(&mut self, phase: Phase) {
        let steps: Vec<&Step> = self.resolved.phase(phase).collect();
        if steps.is_empty() {
            return;
        }
        self.paper.heading(2, &word(&format!("phase.{}", phase.as_str()), &[("app", &self.resolved.name)]));
        for (number, step) in steps.into_iter().enumerate() {
            self.step(number + 1, step);
        }
    }

    fn step(&mut self, number: usize, step: &Step) {
        self.paper.heading(3, &format!("{number}. {}", step.title));
        step.say.iter().for_each(|paragraph| self.paper.block(paragraph));
        if let Some(warn) = &step.warn {
            self.paper.block(&format!("> {warn}"));
        }
        self.pastes(&step.values);
        if let Some(drawing) = &step.drawing {
            let framed = drawing.framed(WIDEST).join("\n");
            self.paper.block(&format!("```text\n{framed}\n```"));
        }
        let organization = self.context.organization.as_ref();
        let client_id = self.context.client_id.as_deref();
        let link = step.link.and_then(|page| page.address(organization?, client_id)).map(String::from);
        if let Some(link) = link.or_else(|| step.page.clone()) {
            self.paper.block(&word("open", &[("link", &link)]));
        }
        if step.write {
            self.paper.block(&word("see_formats", &[]));
        }
    }

    fn pastes(&mut self, values: &[Paste]) {
        for paste in values {
            let value = words::labelled(&paste.label, &code(&paste.value.shown()));
            let noted = paste.note.as_ref().map(|note| words::aside(&value, note));
            self.paper.line(&format!("- {}", noted.unwrap_or(value)));
        }
        if !values.is_empty() {
            self.paper.gap();
        }
    }

    fn formats(&mut self) {
        self.paper.heading(2, &word("formats", &[("app", &self.resolved.name)]));
        for format in &self.resolved.formats {
            self.format(format);
        }
    }

    fn format(&mut self, format: &Format) {
        self.paper.heading(3, &words::aside(&format.name, &code(&format.id)));
        format.about.iter().for_each(|about| self.paper.block(about));
        if let FormatBody::Sheet(sheet) = &format.body {
            self.paper.block(&word("place", &[("place", &sheet.place.join(" › "))]));
            self.pastes(&sheet.fields);
            sheet.then.iter().for_each(|then| self.paper.block(then));
        } else if let Some(text) = format.shown_text() {
            if let Some(path) = &format.path {
                self.paper.block(&word("path", &[("path", &code(path))]));
            }
            self.paper.block(&format!("```\n{}\n```", text.trim_end()));
        }
        for also in format.also.iter().filter_map(|id| self.resolved.format(id)) {
            self.paper.block(&word("also", &[("format", &also.name)]));
        }
        for beside in &format.beside {
            self.paper.block(&beside.say);
            beside.run.iter().for_each(|run| self.paper.block(&format!("```sh\n{run}\n```")));
        }
        for apply in &format.apply {
            self.paper.block(&word("apply", &[("how", &apply.how), ("run", &code(&apply.run))]));
        }
    }

    fn endings(&mut self) {
        self.paper.heading(2, &word("confirm", &[]));
        for confirmation in &self.resolved.confirmations {
            self.paper.line(&format!("- {}", confirmation.ask));
            if let Some(cure) = &confirmation.otherwise {
                self.paper.line(&format!("  {}", word("if_not", &[("cure", cure)])));
            }
        }
        self.paper.gap();
        if self.resolved.traps.is_empty() {
            return;
        }
        self.paper.heading(2, &word("traps", &[]));
        for trap in &self.resolved.traps {
            self.paper.line(&format!("- {} {}", trap.say, trap.cure));
        }
    }
}
