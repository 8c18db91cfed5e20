//! The application's configuration: in which format, and in which file.

use super::super::flow::chosen_format;
use super::super::page::{Page, Sign, Tone};
use super::super::screen::{Description, Items, Screen};
use super::super::{TextField, Wizard, place};
use super::change;
use crate::apps::{Format, FormatBody};
use crate::base::words::{message, say};
use crate::engine::connection::Stage;
use crate::engine::{Intent, Target};
use crate::wizard::keymap::{COMPLETE, enter};

/// Which format.
pub(super) const FORMATS_SCREEN: Screen = Screen::Formats;

pub(super) static FORMATS: Description = Description {
    stage: |_| Some(Stage::Configuration),
    page: formats_page,
    items: Items::Answers(|wizard| wizard.setup().map_or(0, |setup| setup.resolved().formats.len())),
    keys: &[enter("choose_this", formats_next)],
    ..Description::PLAIN
};

/// Which file.
pub(super) const TARGET_SCREEN: Screen = Screen::Target;

pub(super) static TARGET: Description = Description {
    stage: |_| Some(Stage::Configuration),
    beside: |_| Some(change::SCREEN),
    page: target_page,
    arrive: arrive_at_target,
    editing: |_| Some("path".to_owned()),
    keys: &[COMPLETE, enter("next", target_next)],
    ..Description::PLAIN
};

/// The format that is chosen.
pub(super) fn format(wizard: &Wizard) -> Option<&Format> {
    chosen_format(wizard.project.as_ref()?)
}

pub(super) fn is_file(wizard: &Wizard) -> bool {
    format(wizard).is_some_and(|format| !matches!(format.body, FormatBody::Sheet(_)))
}

pub(super) fn has_other_format(wizard: &Wizard) -> bool {
    wizard.setup().is_some_and(|setup| setup.resolved().formats.len() > 1)
}

fn formats_page(wizard: &Wizard) -> Page {
    let Some(setup) = wizard.setup() else { return Page::default() };
    let mut page = Page::new(wizard.voice(), message!("wizard.formats.title", app = setup.resolved().name));
    let all = setup.resolved().formats.iter().map(|format| {
        let right = setup.proposed_path(format).unwrap_or_default();
        (format.name.clone(), format.about.clone().unwrap_or_default(), right)
    });
    page.choices(wizard.focus, all);
    page
}

fn formats_next(wizard: &mut Wizard) {
    let Some(project) = &mut wizard.project else { return };
    let id = project.setup.resolved().formats.get(wizard.focus).map(|format| format.id.clone());
    if project.format != id {
        project.format = id;
        project.texts.remove("path");
    }
    arrive_at_target(wizard);
    plan(wizard);
    wizard.forward();
}

pub(super) fn arrive_at_target(wizard: &mut Wizard) {
    let Some(project) = &mut wizard.project else { return };
    let usual =
        chosen_format(project).and_then(|format| project.setup.proposed_path(format)).unwrap_or_default();
    let text = project.texts.entry("path".to_owned()).or_default();
    if text.is_empty() {
        *text = TextField::new(&usual);
    }
}

fn target_page(wizard: &Wizard) -> Page {
    let name = format(wizard).map(|format| format.name.clone()).unwrap_or_default();
    let mut page = Page::new(wizard.voice(), message!("wizard.target.title"));
    page.text(Tone::Plain, message!("wizard.target.why", format = name)).space();
    let own = format(wizard).and_then(|format| format.path.clone());
    let example = own.unwrap_or_else(|| say!(wizard, "wizard.target.example"));
    let remarks = if wizard.is_insisting {
        vec![(Sign::Bad, say!(wizard, "wizard.target.empty"))]
    } else {
        place::remarks(wizard, "path")
    };
    page.field("path", say!(wizard, "wizard.frame.example", text = example), remarks);
    for other in companions(wizard) {
        page.space().text(Tone::Plain, message!("wizard.target.also", path = other.path.display()));
    }
    page
}

/// The files that will be written together with the one whose path stands in the field.
fn companions(wizard: &Wizard) -> Vec<Target> {
    let (Some(setup), Some(format)) = (wizard.setup(), format(wizard)) else { return Vec::new() };
    setup.companions(format, &place::lasting(&path(wizard), &wizard.facts))
}

fn path(wizard: &Wizard) -> String {
    wizard.text_field("path").map(|text| text.text().trim().to_owned()).unwrap_or_default()
}

fn target_next(wizard: &mut Wizard) {
    wizard.is_insisting = path(wizard).is_empty();
    if !wizard.is_insisting {
        plan(wizard);
        wizard.go(change::SCREEN);
    }
}

/// Plans the change. Every way to the difference leads through the file's screen, so it is never an old one.
pub(super) fn plan(wizard: &mut Wizard) {
    let path = path(wizard);
    let Some(format) = format(wizard).filter(|_| is_file(wizard) && !path.is_empty()) else { return };
    let path = place::lasting(&path, &wizard.facts);
    let intent = Intent::Plan { format: format.id.clone(), path: Some(path) };
    wizard.want(intent);
}
