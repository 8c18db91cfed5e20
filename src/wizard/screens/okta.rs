//! In Okta: who works there, the request sheet for somebody else, and the guide's steps one by one.

use url::Url;

use super::super::page::{Block, Page, Sign, Tone, ValueView};
use super::super::screen::Screen;
use super::super::{HostTask, Wizard};
use super::questions::{self, digit};
use super::test_uri;
use crate::apps::request::{RequestFacts, request_sheet};
use crate::apps::terraform::okta_side;
use crate::apps::{ConsolePage, Step};
use crate::base::Secret;
use crate::base::words::{message, say};
use crate::engine::{Intent, Setup};

/// After this many days the test URI shall have gone out of Okta again.
const TEST_DAYS: i64 = 7;

pub(super) fn who_page(wizard: &Wizard) -> Page {
    let role = wizard.setup().map(|setup| setup.resolved().roles.okta.clone()).unwrap_or_default();
    let mut page = Page::new(wizard.voice(), message!("wizard.who.title"));
    page.text(Tone::Plain, message!("wizard.who.why", role = role)).space();
    page.choices(
        wizard.focus,
        [
            (say!(wizard, "wizard.who.me"), say!(wizard, "wizard.who.me_about"), String::new()),
            (say!(wizard, "wizard.who.other"), say!(wizard, "wizard.who.other_about"), String::new()),
        ],
    );
    new_test_address(wizard, &mut page);
    if wizard.practice_wanted {
        page.space().mark(Sign::Note, message!("wizard.practice.who"));
    }
    page
}

/// Whoever has told Okta of another port already must tell it of this one too.
fn new_test_address(wizard: &Wizard, page: &mut Page) {
    if let Some(uri) = wizard.setup().map(|setup| setup.connection().redirect_uri.clone()) {
        test_uri::is_new(wizard, &uri, page);
    }
}

pub(super) fn who_next(wizard: &mut Wizard) {
    let other = wizard.focus == 1;
    if wizard.setup().is_some_and(|setup| setup.connection().somebody_else != other) {
        wizard.want(Intent::SomebodyElse(other));
    }
    wizard.forward();
}

pub(super) fn somebody_else(wizard: &mut Wizard) {
    wizard.want(Intent::SomebodyElse(true));
    wizard.go(Screen::Request);
}

/// The request sheet.
pub(super) fn request_text(wizard: &Wizard) -> String {
    let sheet = |setup: &Setup| request_sheet(wizard.voice(), setup.resolved(), &facts(wizard, setup));
    wizard.setup().map(sheet).unwrap_or_default()
}

fn facts(wizard: &Wizard, setup: &Setup) -> RequestFacts {
    RequestFacts {
        organization: setup.connection().organization.clone(),
        groups: Vec::new(),
        test_until: Some(wizard.now.plus_ms(TEST_DAYS * 24 * 3_600_000).day()),
        connection: Some(setup.connection().name.clone()),
    }
}

/// The same request as a Terraform file, for those who keep their Okta so.
pub(super) fn save_terraform(wizard: &mut Wizard) {
    let Some(setup) = wizard.setup() else { return };
    let name = format!("okta-{}.tf", setup.connection().name);
    let text = Secret::new(okta_side(wizard.voice(), setup.resolved(), &facts(wizard, setup)));
    wizard.ask_host(HostTask::SaveText { name, text });
}

pub(super) fn request_page(wizard: &Wizard) -> Page {
    let mut page = Page::new(wizard.voice(), message!("wizard.request.title"));
    page.text(Tone::Plain, message!("wizard.request.why")).space();
    if let Some(path) = &wizard.saved_text {
        page.mark(Sign::Good, message!("wizard.request.saved", path = path.display())).space();
    }
    page.text(Tone::Plain, message!("wizard.request.wait"));
    new_test_address(wizard, &mut page);
    page.space();
    page.push(Block::Lines(request_text(wizard)));
    page
}

pub(super) fn save_request(wizard: &mut Wizard) {
    let Some(setup) = wizard.setup() else { return };
    let name = format!("okta-request-{}.md", setup.connection().name);
    let text = Secret::new(request_text(wizard));
    wizard.ask_host(HostTask::SaveText { name, text });
}

fn step<'a>(wizard: &'a Wizard, id: &str) -> Option<&'a Step> {
    wizard.setup()?.resolved().steps.iter().find(|step| step.id == id)
}

pub(super) fn editing(wizard: &Wizard, id: &str) -> Option<String> {
    questions::editing(wizard, step(wizard, id)?.ask.as_ref()?)
}

pub(super) fn step_page(wizard: &Wizard, id: &str) -> Page {
    let Some(step) = step(wizard, id) else { return Page::new(wizard.voice(), message!("wizard.step.gone")) };
    let mut page = Page::new(wizard.voice(), step.title.clone());
    page.place = place(wizard, step);
    for paragraph in &step.say {
        page.text(Tone::Plain, paragraph.clone());
        page.space();
    }
    if let Some(warn) = &step.warn {
        page.mark(Sign::Caution, warn.clone()).space();
    }
    let words = page.body.len();
    let walks = super::has_value_focus(wizard);
    for (at, paste) in step.values.iter().enumerate() {
        page.push(Block::Value(ValueView {
            key: digit(at),
            label: paste.label.clone(),
            shown: paste.value.shown(),
            note: paste.note.clone().unwrap_or_default(),
            has_gap: !paste.value.is_complete(),
            focused: walks && at == wizard.focus,
        }));
    }
    if let Some(key) = &step.ask {
        if let Some(question) = wizard.project.as_ref().and_then(|project| project.question(key)) {
            page.space().text(Tone::Heading, question.ask.clone());
            page.text(Tone::Plain, question.why.clone().unwrap_or_default());
        }
        questions::body(wizard, key, &mut page);
    }
    if let Some(address) = &step.page {
        page.space().text(Tone::Quiet, message!("wizard.step.page", address = address));
    }
    if let Some(drawing) = &step.drawing {
        page.aside.push(Block::Drawing { title: drawing.title.clone(), lines: drawing.lines.clone() });
    }
    if wizard.is_picture && has_picture(wizard) {
        page.alone = Some(page.body[words..].to_vec());
    }
    if wizard.practice_wanted && id.starts_with("okta/") {
        page.space().mark(Sign::Note, message!("wizard.practice.step"));
    }
    page
}

/// Whether the step has a drawing that can stand alone.
pub(super) fn has_picture(wizard: &Wizard) -> bool {
    let Screen::Step(id) = &wizard.screen else { return false };
    step(wizard, id).is_some_and(|step| step.drawing.is_some() && step.ask.is_none())
}

/// Where a step stands among those of its phase.
fn place(wizard: &Wizard, step: &Step) -> String {
    let Some(setup) = wizard.setup() else { return String::new() };
    let row: Vec<&Step> = setup.resolved().phase(step.phase).collect();
    let at = row.iter().position(|one| one.id == step.id).map_or(0, |at| at + 1);
    say!(wizard, "wizard.place.step", at = at, of = row.len())
}

pub(super) fn copies(wizard: &Wizard, id: &str) -> Vec<Secret> {
    step(wizard, id)
        .map(|step| step.values.iter().map(|paste| paste.value.secret().clone()).collect())
        .unwrap_or_default()
}

pub(super) fn step_next(wizard: &mut Wizard, id: &str) {
    let ask = step(wizard, id).and_then(|step| step.ask.clone());
    if let Some(key) = ask
        && !questions::take(wizard, &key)
    {
        return;
    }
    if let Some(project) = &mut wizard.project {
        project.is_touched = true;
    }
    wizard.want(Intent::Tick(id.to_owned(), true));
    wizard.forward();
}

/// The page that the step happens on: in Okta's console, else in the application.
pub(super) fn link(wizard: &Wizard, id: &str) -> Option<Url> {
    let step = step(wizard, id)?;
    if let Some(page) = step.link {
        return console_link(wizard, page);
    }
    step.page
        .as_ref()
        .and_then(|address| Url::parse(address).ok())
        .filter(|url| matches!(url.scheme(), "https" | "http"))
}

/// A page of the organization's own Admin Console.
pub(super) fn console_link(wizard: &Wizard, page: ConsolePage) -> Option<Url> {
    wizard.setup()?.console_link(page)
}
