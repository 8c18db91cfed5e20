//! Verifying: where the values of a configuration that exists come from.

use std::path::{Path, PathBuf};

use super::super::page::{Page, Tone};
use super::super::screen::{Description, Items, Screen};
use super::super::{HostTask, TextField, Wizard, place};
use super::start;
use crate::base::untrusted::visible;
use crate::base::words::{Message, message, say};
use crate::engine::Setup;
use crate::engine::connection::Stage;
use crate::wizard::keymap::{COMPLETE, back, enter};

/// Where the file of any application is named.
pub(in crate::wizard) const FILE_SCREEN: Screen = Screen::FromFile;

pub(super) static FROM_FILE: Description = Description {
    stage: |_| Some(Stage::Application),
    page: any_file_page,
    editing: |_| Some("file".to_owned()),
    keys: &[COMPLETE, enter("next", any_file_next), back(start::back_here)],
    ..Description::PLAIN
};

/// Where one of several is chosen that fit what was read.
pub(in crate::wizard) const WHICH_SCREEN: Screen = Screen::WhichFits;

pub(super) static WHICH_FITS: Description = Description {
    stage: |_| Some(Stage::Application),
    page: which_page,
    items: Items::Answers(|wizard| {
        wizard.from_file.as_ref().map_or(0, |from| from.entries.len().max(from.fitting.len()))
    }),
    keys: &[enter("choose_this", Wizard::choose_fitting), back(|wizard| wizard.back_else(FILE_SCREEN))],
    ..Description::PLAIN
};

pub(super) static SOURCE: Description = Description {
    stage: |_| Some(Stage::Addresses),
    page,
    arrive: look_for_files,
    items: Items::Answers(|wizard| items(wizard).len()),
    keys: &[enter("choose_this", next)],
    ..Description::PLAIN
};

pub(super) static SOURCE_FILE: Description = Description {
    stage: |_| Some(Stage::Addresses),
    page: file_page,
    arrive,
    editing: |_| Some("source".to_owned()),
    keys: &[COMPLETE, enter("next", file_next)],
    ..Description::PLAIN
};

/// Whether the file of the application at hand is asked for.
pub(in crate::wizard) fn is_for_one_at_hand(wizard: &Wizard) -> bool {
    wizard.screen == Screen::SourceFile
}

/// Back to where the file was named.
pub(in crate::wizard) fn name_again(wizard: &mut Wizard, is_at_hand: bool) {
    wizard.go(if is_at_hand { Screen::SourceFile } else { FILE_SCREEN });
}

/// To where a file is named, unless that is asked now.
pub(in crate::wizard) fn stay_or_name(wizard: &mut Wizard) {
    if !matches!(wizard.screen, Screen::SourceFile | Screen::FromFile) {
        wizard.go(FILE_SCREEN);
    }
}

/// Where the values can come from.
enum Item {
    /// The application's file, which stands in its usual place.
    Usual(PathBuf),
    /// Another file.
    File,
    /// What is typed.
    Typed,
}

/// Files that are there come first.
fn items(wizard: &Wizard) -> Vec<Item> {
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
fn look_for_files(wizard: &mut Wizard) {
    let files = usual_files(wizard);
    if !files.is_empty() {
        wizard.ask_host(HostTask::LookFor(files));
    }
}

fn page(wizard: &Wizard) -> Page {
    let mut page = Page::new(wizard.voice(), message!("wizard.source.title"));
    page.text(Tone::Plain, say!(wizard, "wizard.source.why")).space();
    let all = items(wizard).into_iter().map(|item| match item {
        Item::Usual(file) => usual(&file),
        Item::File => (message!("wizard.source.file"), message!("wizard.source.file_about")),
        Item::Typed => (message!("wizard.source.type"), message!("wizard.source.type_about")),
    });
    page.answers(wizard.focus, all);
    page
}

/// A file that is there, as an answer.
pub(super) fn usual(file: &Path) -> (Message, Message) {
    let path = visible(&file.display().to_string());
    (message!("wizard.source.usual", path = path), message!("wizard.source.usual_about"))
}

fn next(wizard: &mut Wizard) {
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
pub(in crate::wizard) fn after_source(wizard: &mut Wizard) {
    wizard.screen = Screen::SourceFile;
    wizard.forward();
}

/// Proposes the file where the application usually keeps it.
fn arrive(wizard: &mut Wizard) {
    let Some(project) = &mut wizard.project else { return };
    let usual = project.setup.resolved().formats.iter().find_map(|format| format.path.clone());
    let text = project.texts.entry("source".to_owned()).or_default();
    if text.is_empty() {
        *text = TextField::new(&usual.unwrap_or_default());
    }
}

fn file_page(wizard: &Wizard) -> Page {
    let mut page = Page::new(wizard.voice(), message!("wizard.source.file_title"));
    page.text(Tone::Plain, message!("wizard.source.file_why")).space();
    let usual = |setup: &Setup| setup.resolved().formats.iter().find_map(|format| format.path.clone());
    let own = wizard.setup().and_then(usual);
    let example = own.unwrap_or_else(|| say!(wizard, "wizard.source.example"));
    let example = say!(wizard, "wizard.frame.example", text = example);
    page.field("source", example, place::remarks(wizard, "source"));
    let formats = wizard.setup().map(|setup| setup.guide().formats.clone()).unwrap_or_default();
    let names: Vec<&str> = formats.iter().map(|format| format.name.as_str()).collect();
    page.space().text(Tone::Quiet, message!("wizard.source.reads", formats = wizard.list(&names)));
    page
}

fn file_next(wizard: &mut Wizard) {
    let path = wizard.text_field("source").map(|text| text.text().trim().to_owned()).unwrap_or_default();
    if path.is_empty() {
        wizard.forward();
    } else {
        wizard.read_values_from(&path);
    }
}

/// The file of a configuration whose application is not known yet.
fn any_file_page(wizard: &Wizard) -> Page {
    let mut page = Page::new(wizard.voice(), message!("wizard.source.file_title"));
    page.text(Tone::Plain, message!("wizard.source.any_why")).space();
    let example = say!(wizard, "wizard.frame.example", text = say!(wizard, "wizard.source.example"));
    page.field("file", example, place::remarks(wizard, "file"));
    let busy = if wizard.waits_for_host { say!(wizard, "wizard.source.reading") } else { String::new() };
    page.space().text(Tone::Quiet, busy);
    page
}

fn any_file_next(wizard: &mut Wizard) {
    let path = wizard.text_field("file").map(|text| text.text().trim().to_owned()).unwrap_or_default();
    if path.is_empty() {
        wizard.notice = Some(message!("wizard.source.no_path"));
    } else {
        wizard.read_values_from(&path);
    }
}

/// Which of the applications that fit the file equally well.
fn which_page(wizard: &Wizard) -> Page {
    let mut page = Page::new(wizard.voice(), message!("wizard.source.which_title"));
    let Some(from) = &wizard.from_file else { return page };
    if !from.entries.is_empty() {
        let mut page = Page::new(wizard.voice(), message!("wizard.source.entry_title"));
        page.text(Tone::Plain, message!("wizard.source.entry_why", path = visible(&from.path))).space();
        page.answers(wizard.focus, from.entries.iter().map(|entry| (visible(entry), "")));
        return page;
    }
    page.text(Tone::Plain, message!("wizard.source.which_why", path = visible(&from.path))).space();
    page.answers(wizard.focus, from.fitting.iter().map(|one| (one.name.clone(), "")));
    page
}
