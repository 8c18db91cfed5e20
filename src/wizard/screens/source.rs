//! Verifying: where the values of a configuration that exists come from.

use super::super::page::{Block, FieldView, Page, Tone};
use super::super::screen::Screen;
use super::super::{TextField, Wizard, place};
use crate::base::untrusted::visible;
use crate::base::words::{message, say};

pub(super) fn page(wizard: &Wizard) -> Page {
    let mut page = Page::new(wizard.voice(), message!("wizard.source.title"));
    page.text(Tone::Plain, message!("wizard.source.why")).space();
    page.choices(
        wizard.focus,
        [
            (say!(wizard, "wizard.source.file"), say!(wizard, "wizard.source.file_about"), String::new()),
            (say!(wizard, "wizard.source.type"), say!(wizard, "wizard.source.type_about"), String::new()),
        ],
    );
    page
}

pub(super) fn next(wizard: &mut Wizard) {
    if wizard.focus == 0 {
        wizard.go(Screen::SourceFile);
    } else {
        after_source(wizard);
    }
}

/// The screen behind the file.
fn after_source(wizard: &mut Wizard) {
    wizard.screen = Screen::SourceFile;
    wizard.forward();
}

/// Proposes the file where the application usually keeps it.
pub(super) fn arrive(wizard: &mut Wizard) {
    let Some(project) = &mut wizard.project else { return };
    let usual = project.setup.resolved().formats.iter().find_map(|format| format.path.clone());
    let text = project.texts.entry("source".to_owned()).or_default();
    if text.is_empty() {
        *text = TextField::new(&usual.unwrap_or_default());
    }
}

pub(super) fn file_page(wizard: &Wizard) -> Page {
    let mut page = Page::new(wizard.voice(), message!("wizard.source.file_title"));
    page.text(Tone::Plain, message!("wizard.source.file_why")).space();
    page.push(Block::Field(FieldView {
        label: String::new(),
        name: "source".to_owned(),
        focused: true,
        placeholder: say!(wizard, "wizard.frame.example", text = say!(wizard, "wizard.source.example")),
        remarks: place::remarks(wizard, "source"),
    }));
    let formats = wizard.setup().map(|setup| setup.guide().formats.clone()).unwrap_or_default();
    let names: Vec<&str> = formats.iter().map(|format| format.name.as_str()).collect();
    page.space().text(Tone::Quiet, message!("wizard.source.reads", formats = wizard.list(&names)));
    page
}

pub(super) fn file_next(wizard: &mut Wizard) {
    let path = wizard.text_field("source").map(|text| text.text().trim().to_owned()).unwrap_or_default();
    if path.is_empty() {
        wizard.forward();
    } else {
        wizard.read_values_from(&path);
    }
}

/// The file of a configuration whose application is not known yet.
pub(super) fn any_file_page(wizard: &Wizard) -> Page {
    let mut page = Page::new(wizard.voice(), message!("wizard.source.file_title"));
    page.text(Tone::Plain, message!("wizard.source.any_why")).space();
    page.push(Block::Field(FieldView {
        label: String::new(),
        name: "file".to_owned(),
        focused: true,
        placeholder: say!(wizard, "wizard.frame.example", text = say!(wizard, "wizard.source.example")),
        remarks: place::remarks(wizard, "file"),
    }));
    let busy = if wizard.waits_for_host { say!(wizard, "wizard.source.reading") } else { String::new() };
    page.space().text(Tone::Quiet, busy);
    page
}

pub(super) fn any_file_next(wizard: &mut Wizard) {
    let path = wizard.text_field("file").map(|text| text.text().trim().to_owned()).unwrap_or_default();
    if path.is_empty() {
        wizard.notice = Some(message!("wizard.source.no_path"));
    } else {
        wizard.read_values_from(&path);
    }
}

/// Which of the applications that fit the file equally well.
pub(super) fn which_page(wizard: &Wizard) -> Page {
    let mut page = Page::new(wizard.voice(), message!("wizard.source.which_title"));
    let Some(from) = &wizard.from_file else { return page };
    if !from.entries.is_empty() {
        let mut page = Page::new(wizard.voice(), message!("wizard.source.entry_title"));
        page.text(Tone::Plain, message!("wizard.source.entry_why", path = visible(&from.path))).space();
        let shown = from.entries.iter().map(|entry| (visible(entry), String::new(), String::new()));
        page.choices(wizard.focus, shown);
        return page;
    }
    page.text(Tone::Plain, message!("wizard.source.which_why", path = visible(&from.path))).space();
    page.choices(
        wizard.focus,
        from.fitting.iter().map(|one| (one.name.clone(), String::new(), String::new())),
    );
    page
}
