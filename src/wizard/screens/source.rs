//! Verifying: where the values of a configuration that exists come from.

use std::path::{Path, PathBuf};

use super::super::page::{Block, FieldView, Page, Tone};
use super::super::screen::Screen;
use super::super::{HostTask, TextField, Wizard, place};
use crate::base::untrusted::visible;
use crate::base::words::{message, say};
use crate::engine::Setup;

/// Where the values can come from.
pub(super) enum Item {
    /// The application's file, which stands in its usual place.
    Usual(PathBuf),
    /// Another file.
    File,
    /// What is typed.
    Typed,
}

/// Files that are there come first.
pub(super) fn items(wizard: &Wizard) -> Vec<Item> {
    let usual =
        usual_files(wizard).into_iter().filter(|file| wizard.standing.contains(file)).map(Item::Usual);
    usual.chain([Item::File, Item::Typed]).collect()
}

/// Where the application's files usually stand.
fn usual_files(wizard: &Wizard) -> Vec<PathBuf> {
    let Some(setup) = wizard.setup() else { return Vec::new() };
    let paths = setup.resolved().formats.iter().filter_map(|format| format.path.as_deref());
    let mut all: Vec<PathBuf> = paths.map(|path| place::lasting(path, &wizard.facts)).collect();
    all.dedup();
    all
}

/// Whether they are there is asked when the question is put.
pub(super) fn look_for_files(wizard: &mut Wizard) {
    let files = usual_files(wizard);
    if !files.is_empty() {
        wizard.ask_host(HostTask::LookFor(files));
    }
}

pub(super) fn page(wizard: &Wizard) -> Page {
    let mut page = Page::new(wizard.voice(), message!("wizard.source.title"));
    page.text(Tone::Plain, say!(wizard, "wizard.source.why")).space();
    let all = items(wizard).into_iter().map(|item| match item {
        Item::Usual(file) => usual(wizard, &file, ""),
        Item::File => {
            (say!(wizard, "wizard.source.file"), say!(wizard, "wizard.source.file_about"), String::new())
        }
        Item::Typed => {
            (say!(wizard, "wizard.source.type"), say!(wizard, "wizard.source.type_about"), String::new())
        }
    });
    page.choices(wizard.focus, all);
    page
}

/// A file that is there, as an answer.
pub(super) fn usual(wizard: &Wizard, file: &Path, app: &str) -> (String, String, String) {
    let path = visible(&file.display().to_string());
    let about = say!(wizard, "wizard.source.usual_about");
    (say!(wizard, "wizard.source.usual", path = path), about, app.to_owned())
}

pub(super) fn next(wizard: &mut Wizard) {
    match items(wizard).into_iter().nth(wizard.focus) {
        Some(Item::Usual(file)) => {
            wizard.go(Screen::SourceFile);
            let path = file.display().to_string();
            if let Some(project) = &mut wizard.project {
                project.texts.insert("source".to_owned(), TextField::new(&path));
            }
            wizard.read_values_from(&path);
        }
        Some(Item::File) => wizard.go(Screen::SourceFile),
        Some(Item::Typed) => after_source(wizard),
        None => {}
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
    let usual = |setup: &Setup| setup.resolved().formats.iter().find_map(|format| format.path.clone());
    let own = wizard.setup().and_then(usual);
    page.push(Block::Field(FieldView {
        label: String::new(),
        name: "source".to_owned(),
        focused: true,
        placeholder: say!(
            wizard,
            "wizard.frame.example",
            text = own.unwrap_or_else(|| say!(wizard, "wizard.source.example"))
        ),
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
