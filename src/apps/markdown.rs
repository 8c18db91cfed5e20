//! A whole guide as one readable Markdown page: what is needed, what is asked, every step, every format, what goes wrong.

use super::catalogue::GENERIC;
use super::context::Context;
use super::drawing::WIDEST;
use super::guide::{Guide, Phase};
use super::resolved::{FormatBody, Paste, Resolved, ResolvedFormat, Step};
use crate::base::words;

/// The guide as Markdown, with the values of this set-up and visible gaps for the rest. Secrets are masked.
pub fn guide(guide: &Guide, context: &Context) -> String {
    let resolved = guide.resolve(context);
    let mut page = Page { out: String::new(), resolved: &resolved, context };
    page.head(guide);
    page.questions(guide);
    for phase in [Phase::AppBefore, Phase::Okta, Phase::App] {
        page.phase(phase);
    }
    page.formats();
    page.phase(Phase::OktaAfter);
    page.endings();
    page.out
}

struct Page<'a> {
    out: String,
    resolved: &'a Resolved,
    context: &'a Context,
}

/// A sentence of the page, with the application's name.
fn word(key: &str, values: &[(&str, &str)]) -> String {
    words::fill(&format!("apps.page.{key}"), values)
}

/// A value as code, whatever backticks are in it.
pub(super) fn code(value: &str) -> String {
    if value.contains('`') { format!("`` {value} ``") } else { format!("`{value}`") }
}

impl Page<'_> {
    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn block(&mut self, text: &str) {
        self.line(text);
        self.out.push('\n');
    }

    fn heading(&mut self, level: usize, text: &str) {
        self.block(&format!("{} {text}", "#".repeat(level)));
    }

    fn head(&mut self, guide: &Guide) {
        let app = self.resolved.name.clone();
        self.heading(1, &word("title", &[("app", &app)]));
        self.block(&guide.about);
        self.heading(2, &word("needs", &[]));
        self.line(&word("role_okta", &[("role", &guide.roles.okta)]));
        self.line(&word("role_app", &[("app", &app), ("role", &guide.roles.app)]));
        if let Some(plan) = &guide.plan {
            self.line(&word("plan", &[("plan", plan)]));
        }
        if let Some(minutes) = guide.minutes {
            self.line(&word("minutes", &[("minutes", &minutes.to_string())]));
        }
        if let (Some(docs), Some(day)) = (&guide.docs, &guide.checked) {
            self.line(&word("docs", &[("docs", docs), ("day", day)]));
        }
        self.line(&word("scopes", &[("scopes", &self.resolved.okta.scopes.join(" "))]));
        self.out.push('\n');
        if guide.id == GENERIC {
            self.block(&word("generic", &[]));
        }
    }

    fn questions(&mut self, guide: &Guide) {
        self.heading(2, &word("asked", &[]));
        self.block(&word("asked_how", &[]));
        for question in guide.questions(self.context) {
            let why = question.why.as_deref().unwrap_or_default();
            self.line(format!("- `{}`: {} {why}", question.key, question.ask).trim_end());
            let answer = self.context.answers.get(&question.key).cloned();
            let proposal = guide.proposal(&question.key, self.context);
            let shown = match (answer, proposal, &question.example) {
                (Some(answer), ..) => word("answered", &[("value", &code(&answer))]),
                (None, Some(proposal), _) => word("default", &[("value", &code(&proposal))]),
                (None, None, Some(example)) => word("example", &[("value", &code(example))]),
                (None, None, None) => continue,
            };
            self.line(&format!("  {shown}"));
        }
        self.out.push('\n');
    }

    fn phase(&mut self, phase: Phase) {
        let steps: Vec<&Step> = self.resolved.phase(phase).collect();
        if steps.is_empty() {
            return;
        }
        self.heading(2, &word(&format!("phase.{}", phase.as_str()), &[("app", &self.resolved.name)]));
        for (number, step) in steps.into_iter().enumerate() {
            self.step(number + 1, step);
        }
    }

    fn step(&mut self, number: usize, step: &Step) {
        self.heading(3, &format!("{number}. {}", step.title));
        step.say.iter().for_each(|paragraph| self.block(paragraph));
        if let Some(warn) = &step.warn {
            self.block(&format!("> {warn}"));
        }
        self.pastes(&step.values);
        if let Some(drawing) = &step.drawing {
            let framed = drawing.framed(WIDEST).join("\n");
            self.block(&format!("```text\n{framed}\n```"));
        }
        let organization = self.context.organization.as_ref();
        let client_id = self.context.client_id.as_deref();
        let link = step.link.and_then(|page| page.address(organization?, client_id)).map(String::from);
        if let Some(link) = link.or_else(|| step.page.clone()) {
            self.block(&word("open", &[("link", &link)]));
        }
        if step.write {
            self.block(&word("see_formats", &[]));
        }
    }

    fn pastes(&mut self, values: &[Paste]) {
        for paste in values {
            let note = paste.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
            self.line(&format!("- {}: {}{note}", paste.label, code(&paste.value.shown())));
        }
        if !values.is_empty() {
            self.out.push('\n');
        }
    }

    fn formats(&mut self) {
        self.heading(2, &word("formats", &[("app", &self.resolved.name)]));
        for format in &self.resolved.formats {
            self.format(format);
        }
    }

    fn format(&mut self, format: &ResolvedFormat) {
        self.heading(3, &format!("{} ({})", format.name, code(&format.id)));
        format.about.iter().for_each(|about| self.block(about));
        if let FormatBody::Sheet(sheet) = &format.body {
            self.block(&word("place", &[("place", &sheet.place.join(" › "))]));
            self.pastes(&sheet.fields);
            sheet.then.iter().for_each(|then| self.block(then));
        } else if let Some(text) = format.shown_text() {
            if let Some(path) = &format.path {
                self.block(&word("path", &[("path", &code(path))]));
            }
            self.block(&format!("```\n{}\n```", text.trim_end()));
        }
        for also in format.also.iter().filter_map(|id| self.resolved.format(id)) {
            self.block(&word("also", &[("format", &also.name)]));
        }
        for beside in &format.beside {
            self.block(&beside.say);
            beside.run.iter().for_each(|run| self.block(&format!("```sh\n{run}\n```")));
        }
        for apply in &format.apply {
            self.block(&word("apply", &[("how", &apply.how), ("run", &code(&apply.run))]));
        }
    }

    fn endings(&mut self) {
        self.heading(2, &word("confirm", &[]));
        for confirmation in &self.resolved.confirmations {
            self.line(&format!("- {}", confirmation.ask));
            if let Some(cure) = &confirmation.otherwise {
                self.line(&word("if_not", &[("cure", cure)]));
            }
        }
        self.out.push('\n');
        if self.resolved.traps.is_empty() {
            return;
        }
        self.heading(2, &word("traps", &[]));
        for trap in &self.resolved.traps {
            self.line(&format!("- {} {}", trap.say, trap.cure));
        }
    }
}
