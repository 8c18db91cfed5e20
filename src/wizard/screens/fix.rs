//! The application's own file, set right from the verdict: first the difference, then the file, then the checks again.

use std::path::Path;

use super::super::page::{Block, Page, Sign, Tone};
use super::super::screen::{Description, Screen};
use super::super::{Wizard, place};
use super::{again, change, findings, verdict};
use crate::base::untrusted::visible;
use crate::base::words::{Message, key, message, say};
use crate::config::Sign as DiffSign;
use crate::diagnosis::as_configured::Correction;
use crate::diagnosis::finding::Finding;
use crate::engine::connection::Stage;
use crate::engine::{Intent, Planned, Setup, Writing};
use crate::wizard::keymap::{Action, Binding, COPY, PRINT, Word, c, enter, row, word};

/// The lines that set the file right.
pub(super) const SCREEN: Screen = Screen::Fix;

pub(super) static FIX: Description = Description {
    stage: |_| Some(Stage::Verdict),
    beside: |_| Some(verdict::SCREEN),
    page,
    copies: change::copies,
    raw: change::raw,
    keys: &[COPY, PRINT, UNDO, enter("write", next)],
    next_word,
    ..Description::PLAIN
};

/// Shows them.
pub(super) const KEY: Binding = row(&[c('f')], Action::FixFile, "fix_file", 2, show).when(can);

/// Brings the file back that was set right.
pub(super) const UNDO: Binding = row(&[c('u')], Action::UndoWrite, "undo_write", 7, undo)
    .when(|wizard| wizard.setup().is_some_and(Setup::is_set_right));

fn undo(wizard: &mut Wizard) {
    if change::is_undo_named(wizard) {
        wizard.aside(SCREEN);
        wizard.want(Intent::UndoWrite);
    }
}

/// What a finding says of the file and can be set right there.
fn of(wizard: &Wizard, finding: &Finding) -> Vec<Correction> {
    let Some(wanted) = finding.correction.as_deref().map(Correction::at) else { return Vec::new() };
    let mut all = all(wizard);
    all.retain(|one| one.at().way == wanted.way && one.at().line == wanted.line);
    all
}

/// Everything that can be set right in the file; nothing while that is still being found out.
fn all(wizard: &Wizard) -> Vec<Correction> {
    let project = wizard.project.as_ref().filter(|project| project.found.is_some());
    let setup = project.map(|project| &project.setup).filter(|setup| !setup.checking());
    setup.map(Setup::corrections).unwrap_or_default()
}

/// Whether a finding can be set right in the file.
pub(super) fn is_in_file(wizard: &Wizard, finding: &Finding) -> bool {
    finding.correction.is_some() && !of(wizard, finding).is_empty()
}

/// What the key stands for: the finding to which the cursor was moved; else everything.
fn meant(wizard: &Wizard) -> Vec<Correction> {
    let chosen = findings::focused(wizard)
        .filter(|_| findings::is_one_meant(wizard))
        .map(|finding| of(wizard, finding));
    chosen.filter(|all| !all.is_empty()).unwrap_or_else(|| all(wizard))
}

fn can(wizard: &Wizard) -> bool {
    !meant(wizard).is_empty()
}

/// Shows the difference; Esc leaves the file as it is.
fn show(wizard: &mut Wizard) {
    plan(wizard, meant(wizard));
}

/// The same for one finding.
pub(super) fn show_for(wizard: &mut Wizard, finding: &Finding) {
    plan(wizard, of(wizard, finding));
}

fn plan(wizard: &mut Wizard, corrections: Vec<Correction>) {
    let found = wizard.project.as_ref().and_then(|project| project.found.as_ref());
    let Some(format) = found.map(|found| found.format.clone()) else { return };
    let path = place::lasting(wizard.text_field("source").map_or("", |text| text.text()), &wizard.facts);
    wizard.want(Intent::Correct { format, path, corrections });
    wizard.aside(SCREEN);
}

fn page(wizard: &Wizard) -> Page {
    match wizard.setup().map(Setup::writing) {
        Some(Writing::Planned(planned)) => difference(wizard, planned),
        Some(_) => change::writing_page(wizard),
        None => Page::default(),
    }
}

/// Exactly the lines that change.
fn difference(wizard: &Wizard, planned: &Planned) -> Page {
    let count = |sign| planned.difference.iter().filter(|line| line.sign == sign).count();
    let changed = count(DiffSign::Added).max(count(DiffSign::Removed));
    let file = file_name(&planned.target.path);
    let mut page = Page::new(wizard.voice(), message!("wizard.fix.title", file = file));
    page.place = if planned.unchanged {
        say!(wizard, "wizard.change.nothing")
    } else {
        say!(wizard, key!("wizard.fix.lines").counted(changed), count = changed)
    };
    page.push(Block::Diff(planned.difference.iter().map(|line| (line.sign, line.text.clone())).collect()));
    page.space().text(Tone::Plain, key!("wizard.change.rest_stays"));
    page.text(Tone::Plain, message!("wizard.fix.then"));
    for note in &planned.notes {
        page.space().mark(Sign::Note, wizard.say(note));
    }
    page
}

fn file_name(path: &Path) -> String {
    visible(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy())
}

fn next(wizard: &mut Wizard) {
    match wizard.setup().map(Setup::writing) {
        // Whether it is right now, the checks and the login tell.
        Some(Writing::Planned(planned)) if !planned.is_unchanged() => {
            wizard.want(Intent::Write { unproven: true });
        }
        Some(Writing::Reading(_) | Writing::Busy(_) | Writing::Proving(..)) => {}
        _ => judge(wizard),
    }
}

/// What Enter does.
fn next_word(wizard: &Wizard) -> Option<Word> {
    match wizard.setup()?.writing() {
        Writing::Planned(planned) if !planned.is_unchanged() => None,
        _ => Some(word!("check_and_return")),
    }
}

/// Once it is written, the file is judged again.
pub(super) fn after_setup(wizard: &mut Wizard) {
    let is_written = wizard.setup().is_some_and(Setup::is_set_right);
    if wizard.screen == SCREEN && is_written {
        judge(wizard);
    }
}

/// Back to where it was begun; what was found there is asked again, the file first.
fn judge(wizard: &mut Wizard) {
    let begun = wizard.below.iter().find(|screen| screen.description().judges).cloned();
    wizard.back_to(begun.unwrap_or(verdict::SCREEN));
    again::ask(wizard);
}

/// That the file was set right, where no page tells it.
pub(super) fn done(wizard: &Wizard) -> Option<Message> {
    let setup = wizard.setup().filter(|setup| setup.is_set_right())?;
    let Writing::Written(target, _) = setup.writing() else { return None };
    Some(message!("wizard.fix.done_login", path = target.path.display()))
}

/// What was set right, where something was.
pub(super) fn told(wizard: &Wizard, page: &mut Page) {
    let Some(setup) = wizard.setup().filter(|setup| setup.is_set_right()) else { return };
    let Writing::Written(target, receipt) = setup.writing() else { return };
    page.mark(Sign::Good, message!("wizard.fix.done", path = target.path.display()));
    change::backup(receipt.backup.as_ref(), page);
    page.space();
}
