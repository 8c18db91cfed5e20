//! What is done on one page of Okta's console, or of the application: the page drawn with its fields numbered, each value to
//! paste, and what to know about each thing to do.

use url::Url;

use super::super::Wizard;
use super::super::page::{Block, ElseWhere, Page, Sign, Tone, ValueView};
use super::super::screen::{Description, Items, Screen};
use super::okta;
use super::questions::{self, digit};
use crate::apps::guide::Paste;
use crate::apps::{Phase, Step, StepPage};
use crate::base::Secret;
use crate::base::words::{message, say};
use crate::engine::Intent;
use crate::engine::connection::Stage;
use crate::wizard::keymap::{Action, COPY, OPEN, c, enter, f, row};

pub(super) static STEP: Description = Description {
    stage: |screen| {
        Some(match id(screen)?.split('/').next() {
            Some("app_before") => Stage::Addresses,
            Some("okta") => Stage::Okta,
            Some("app") => Stage::Configuration,
            _ => Stage::Proof,
        })
    },
    is_question: |screen| screen.stage() == Some(Stage::Addresses),
    is_done: |screen, project| {
        let page = id(screen).and_then(|id| project.setup.resolved().page(id));
        page.is_some_and(|page| project.setup.connection().has_done(&page))
    },
    cures: true,
    page,
    items: Items::Copies,
    editing: |wizard| questions::editing(wizard, asked(wizard, shown(wizard))?),
    copies,
    is_numbered: true,
    link,
    keys: &[
        COPY,
        OPEN,
        row(&[c('e'), f(8)], Action::SomebodyElse, "somebody_else", 8, okta::somebody_else).when(is_in_okta),
        okta::REGISTER.when(|wizard| is_in_okta(wizard) && okta::can_register(wizard)),
        enter("step_done", next),
    ],
    ..Description::PLAIN
};

/// The page of steps that a screen shows, by its identifier.
pub(in crate::wizard) fn id(screen: &Screen) -> Option<&str> {
    if let Screen::Step(id) = screen { Some(id) } else { None }
}

/// The screen of a page of steps.
pub(super) fn screen(id: &str) -> Screen {
    Screen::Step(id.to_owned())
}

/// The one on the screen.
fn shown(wizard: &Wizard) -> &str {
    id(&wizard.screen).unwrap_or_default()
}

fn is_in_okta(wizard: &Wizard) -> bool {
    wizard.screen.stage() == Some(Stage::Okta)
}

fn found<'a>(wizard: &'a Wizard, id: &str) -> Option<(StepPage, Vec<&'a Step>)> {
    let resolved = wizard.setup()?.resolved();
    let page = resolved.page(id)?;
    let steps = resolved.steps_on(&page);
    Some((page, steps))
}

/// The question that is answered there.
fn asked<'a>(wizard: &'a Wizard, id: &str) -> Option<&'a String> {
    found(wizard, id)?.1.iter().find_map(|step| step.ask.as_ref())
}

fn page(wizard: &Wizard) -> Page {
    let id = shown(wizard);
    let Some((of, steps)) = found(wizard, id) else {
        return Page::new(wizard.voice(), message!("wizard.step.gone"));
    };
    let mut page = Page::new(wizard.voice(), of.title.clone());
    page.place = place(wizard, &of);
    for paragraph in &of.say {
        page.text(Tone::Plain, paragraph.clone()).space();
    }
    let mut at = 0;
    for step in &steps {
        if steps.len() > 1 {
            page.space().text(Tone::Heading, step.title.clone());
        }
        told(wizard, id, step, &mut at, &mut page);
    }
    if let Some(address) = steps.iter().find_map(|step| step.page.as_ref()) {
        page.space().text(Tone::Quiet, message!("wizard.step.page", address = address));
    }
    drawing(wizard, &of, &steps, &mut page);
    if wizard.practice_wanted && id.starts_with("okta/") {
        page.space().mark(Sign::Note, message!("wizard.practice.step"));
    }
    what_comes_next(wizard, &of, &mut page);
    page
}

/// One thing to do: what to know about it, and what to paste.
fn told(wizard: &Wizard, id: &str, step: &Step, at: &mut usize, page: &mut Page) {
    for paragraph in &step.say {
        page.text(Tone::Plain, paragraph.clone());
        page.space();
    }
    if let Some(warn) = &step.warn {
        page.mark(Sign::Caution, warn.clone()).space();
    }
    let walks = super::has_value_focus(wizard);
    for paste in &step.values {
        page.push(Block::Value(ValueView {
            key: digit(*at),
            label: paste.label.clone(),
            shown: paste.value.shown(),
            note: paste.note.clone().unwrap_or_default(),
            has_gap: !paste.value.is_complete(),
            focused: walks && *at == wizard.focus,
            is_copied: was_copied(wizard, id, paste),
        }));
        *at += 1;
    }
    if let Some(key) = &step.ask {
        if let Some(question) = wizard.project.as_ref().and_then(|project| project.question(key)) {
            page.space().text(Tone::Heading, question.ask.clone());
            page.text(Tone::Plain, question.why.clone().unwrap_or_default());
        }
        questions::body(wizard, key, page);
    }
}

/// The page as it looks: it is what one works with, so it comes first, unless a question is answered there.
fn drawing(wizard: &Wizard, of: &StepPage, steps: &[&Step], page: &mut Page) {
    let Some(mut drawing) = wizard.setup().and_then(|setup| setup.resolved().drawing_of(of)) else { return };
    let values = steps.iter().flat_map(|step| &step.values).enumerate();
    for (at, _) in values.filter(|(_, paste)| was_copied(wizard, &of.id, paste)) {
        let (open, copied) = (format!("▸{} ", at + 1), format!("✓{} ", at + 1));
        for line in &mut drawing.lines {
            *line = line.replace(&open, &copied);
        }
    }
    page.aside.push(Block::Drawing { title: drawing.title, lines: drawing.lines });
    if steps.iter().all(|step| step.ask.is_none()) {
        page.else_where = ElseWhere::Above;
    }
}

/// The pages that come after this one of Okta's, and what they are for.
fn what_comes_next(wizard: &Wizard, of: &StepPage, page: &mut Page) {
    let Some(setup) = wizard.setup().filter(|_| of.is_of_console()) else { return };
    page.after.push(Block::Text(Tone::Heading, say!(wizard, "wizard.step.next")));
    let after = setup.resolved().pages(Phase::Okta).skip_while(|one| one.id != of.id).skip(1);
    page.after.extend(after.map(|next| Block::Text(Tone::Plain, next.title.clone())));
    page.after.push(Block::Text(Tone::Quiet, say!(wizard, "wizard.step.next_values")));
}

/// Where a page stands among those of its phase.
fn place(wizard: &Wizard, page: &StepPage) -> String {
    let Some(setup) = wizard.setup() else { return String::new() };
    let phase = page.id.split('/').next().unwrap_or_default();
    let row: Vec<&str> = setup.resolved().pages.iter().map(|one| one.id.as_str()).collect();
    let row: Vec<&str> = row.into_iter().filter(|id| id.split('/').next() == Some(phase)).collect();
    // A step that is looked at alone, to set it right, is in no row.
    let Some(at) = row.iter().position(|id| *id == page.id) else { return String::new() };
    say!(wizard, "wizard.place.step", at = at + 1, of = row.len())
}

fn copies(wizard: &Wizard) -> Vec<Secret> {
    pastes(wizard, shown(wizard)).map(|paste| paste.value.secret().clone()).collect()
}

fn pastes<'a>(wizard: &'a Wizard, id: &str) -> impl Iterator<Item = &'a Paste> {
    let steps = found(wizard, id).map(|(_, steps)| steps).unwrap_or_default();
    steps.into_iter().flat_map(|step| &step.values)
}

fn was_copied(wizard: &Wizard, id: &str, paste: &Paste) -> bool {
    wizard.copied.contains(&(id.to_owned(), paste.value.shown()))
}

/// The value at a place is copied, and ticked off; what its field is called, where it has a name.
pub(in crate::wizard) fn copied(wizard: &mut Wizard, at: usize) -> String {
    let id = shown(wizard).to_owned();
    let Some(paste) = pastes(wizard, &id).nth(at) else { return String::new() };
    let (label, shown) = (paste.label.clone(), paste.value.shown());
    wizard.copied.insert((id, shown));
    label
}

fn next(wizard: &mut Wizard) {
    let id = &shown(wizard).to_owned();
    let ask = asked(wizard, id).cloned();
    if let Some(key) = ask
        && !questions::take(wizard, &key)
    {
        return;
    }
    if let Some(project) = &mut wizard.project {
        project.is_touched = true;
    }
    let done = found(wizard, id).map(|(page, _)| page.steps).unwrap_or_default();
    for step in done {
        wizard.want(Intent::Tick(step, true));
    }
    wizard.forward();
}

/// The page that this happens on: in Okta's console, else in the application. A form that was sent is found again where Okta
/// keeps what was in it.
fn link(wizard: &Wizard) -> Option<Url> {
    let (page, steps) = found(wizard, shown(wizard))?;
    if let Some(link) = steps.iter().find_map(|step| step.link).or(page.link) {
        return okta::console_link(wizard, link);
    }
    steps
        .iter()
        .find_map(|step| step.page.as_ref())
        .and_then(|address| Url::parse(address).ok())
        .filter(|url| matches!(url.scheme(), "https" | "http"))
}
