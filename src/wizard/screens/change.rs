//! The change of the application's files: the difference, the write, the way back; or a sheet to paste from.

use std::path::PathBuf;

use super::super::Wizard;
use super::super::page::{Block, Page, Sign, Tone};
use super::super::screen::{Description, Items, Screen};
use super::configuration::{self, format, is_file, plan};
use super::{local_admin, places, sheet, values};
use crate::apps::FormatBody;
use crate::base::Secret;
use crate::base::untrusted::visible;
use crate::base::words::{Key, Message, Voice, key, message, say};
use crate::config::Sign as DiffSign;
use crate::engine::connection::{Stage, Written};
use crate::engine::{How, Intent, Planned, ProofState, Setup, Target, Writing};
use crate::wizard::keymap::{Action, Binding, COPY, PRINT, Word, c, enter, f, row, word};

/// The difference, or the sheet.
pub(super) const SCREEN: Screen = Screen::Change;

pub(super) static CHANGE: Description = Description {
    stage: |_| Some(Stage::Configuration),
    page,
    arrive,
    items: Items::Copies,
    copies,
    is_numbered: true,
    raw,
    keys: &[
        COPY,
        row(&[c('r'), f(3)], Action::Reveal, "reveal", 0, |wizard| wizard.is_revealed = !wizard.is_revealed)
            .when(values::has_secret),
        PRINT,
        row(&[c('f')], Action::OtherFormat, "other_format", 5, |wizard| {
            wizard.go(configuration::FORMATS_SCREEN);
        })
        .when(configuration::has_other_format),
        row(&[c('e')], Action::Replace, "replace", 3, |wizard| wizard.want(Intent::Replace))
            .when(|wizard| wizard.setup().is_some_and(|setup| setup.in_the_way().is_some())),
        row(&[c('t')], Action::OtherFile, "other_file", 6, |wizard| wizard.go(configuration::TARGET_SCREEN))
            .when(is_file),
        UNDO,
        enter("write", next),
    ],
    next_word,
    ..Description::PLAIN
};

pub(super) static UNPROVEN: Description = Description {
    stage: |_| Some(Stage::Configuration),
    beside: |_| Some(SCREEN),
    page: unproven_page,
    keys: &[row(&[c('w')], Action::Yes, "write_unproven", 2, write_unproven), enter("not_yet", Wizard::back)],
    ..Description::PLAIN
};

/// Brings back what was written.
pub(super) const UNDO: Binding = row(&[c('u')], Action::UndoWrite, "undo_write", 7, undo)
    .when(|wizard| wizard.setup().is_some_and(|setup| !setup.connection().written.is_empty()));

fn page(wizard: &Wizard) -> Page {
    if !is_file(wizard) {
        return sheet::page(wizard);
    }
    writing_page(wizard)
}

/// How far the writing of a file came.
pub(super) fn writing_page(wizard: &Wizard) -> Page {
    let Some(setup) = wizard.setup() else { return Page::default() };
    match setup.writing() {
        Writing::Idle => Page::new(wizard.voice(), message!("wizard.change.idle")),
        Writing::Reading(target) => one_line(
            wizard,
            [key!("wizard.change.reading_title"), key!("wizard.change.reading")],
            target,
            Sign::Busy,
        ),
        Writing::Planned(planned) | Writing::Unproven(planned) => planned_page(wizard, planned),
        Writing::Busy(planned) => one_line(
            wizard,
            [key!("wizard.change.writing_title"), key!("wizard.change.writing")],
            &planned.target,
            Sign::Busy,
        ),
        Writing::Proving(target, _) => one_line(
            wizard,
            [key!("wizard.change.proving_title"), key!("wizard.change.proving")],
            target,
            Sign::Busy,
        ),
        Writing::Written(target, receipt) => {
            let mut page = one_line(
                wizard,
                [key!("wizard.change.written_title"), key!("wizard.change.written")],
                target,
                Sign::Good,
            );
            backup(receipt.backup.as_ref(), &mut page);
            written_together(setup, &mut page);
            page
        }
        Writing::Undone => undone_page(wizard.voice(), setup),
        Writing::Refused(target, refusal) => {
            let mut page = one_line(
                wizard,
                [key!("wizard.change.refused_title"), key!("wizard.change.refused")],
                target,
                Sign::Caution,
            );
            page.space().text(Tone::Plain, visible(&wizard.say(&refusal.message())));
            page.space().push(Block::Exact(snippet(wizard, &refusal.snippet)));
            page
        }
        Writing::Incomplete(target, gaps) => {
            let mut page = one_line(
                wizard,
                [key!("wizard.change.incomplete_title"), key!("wizard.change.incomplete")],
                target,
                Sign::Open,
            );
            for gap in gaps {
                page.under(Tone::Plain, gap.clone());
            }
            page
        }
        Writing::Failed(target, trouble) => {
            let mut page = one_line(
                wizard,
                [key!("wizard.change.failed_title"), key!("wizard.change.failed")],
                target,
                Sign::Bad,
            );
            page.under(Tone::Plain, trouble.detail.map(&visible));
            page.space().text(Tone::Plain, message!("wizard.change.failed_cure"));
            page
        }
    }
}

/// What became of each file of an undo.
fn undone_page(voice: Voice, setup: &Setup) -> Page {
    let undone = setup.undone();
    let was_any = undone.iter().any(|one| one.how != How::WasNotWritten);
    let mut page = Page::new(
        voice,
        if was_any { key!("wizard.change.undone_title") } else { key!("wizard.change.not_begun_title") },
    );
    for one in undone {
        let key = match (one.how, one.backup.is_some()) {
            (How::BroughtBack, true) => key!("wizard.change.undone"),
            (How::BroughtBack, false) => key!("wizard.change.undone_new"),
            (How::WasBack, _) => key!("wizard.change.was_back"),
            (How::WasNotWritten, _) => key!("wizard.change.was_not_written"),
        };
        page.mark(Sign::Good, message!(key, path = one.path.display()));
    }
    if undone.iter().any(|one| one.backup.is_some() && one.how != How::WasNotWritten) {
        page.space().mark(Sign::Caution, message!("wizard.change.undone_secret"));
    }
    page
}

/// The lines to paste as they may be shown.
fn snippet(wizard: &Wizard, snippet: &Secret) -> String {
    let secret = wizard.setup().and_then(|setup| setup.secret());
    let lines = snippet.reveal().lines().map(|line| match secret {
        Some(secret) if !secret.is_empty() => visible(&line.replace(secret.reveal(), &secret.masked())),
        _ => visible(line),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn one_line(wizard: &Wizard, [title, line]: [Key; 2], target: &Target, sign: Sign) -> Page {
    let path = target.path.display().to_string();
    let mut page = Page::new(wizard.voice(), title);
    page.mark(sign, message!(line, path = path));
    page
}

pub(super) fn backup(backup: Option<&PathBuf>, page: &mut Page) {
    if let Some(copy) = backup {
        page.under(Tone::Quiet, message!("wizard.change.backup", path = copy.display()));
    }
}

/// The other files that were written with this one, and that no undo will know of them, where that is so.
pub(super) fn written_together(setup: &Setup, page: &mut Page) {
    for (target, receipt) in setup.written_together() {
        let path = target.path.display().to_string();
        page.mark(Sign::Good, message!("wizard.change.written", path = path));
        backup(receipt.backup.as_ref(), page);
    }
    if !setup.is_recorded() {
        page.mark(Sign::Caution, message!("wizard.change.unrecorded"));
    }
}

fn planned_page(wizard: &Wizard, planned: &Planned) -> Page {
    let path = planned.target.path.display().to_string();
    let changed = planned.difference.iter().filter(|line| line.sign == DiffSign::Added).count();
    let mut page = Page::new(wizard.voice(), path);
    page.place = match (&planned.old, planned.unchanged) {
        (_, true) => say!(wizard, "wizard.change.nothing"),
        (None, _) => say!(wizard, "wizard.change.new_file"),
        (Some(_), _) => say!(wizard, key!("wizard.change.lines").counted(changed), count = changed),
    };
    page.push(Block::Diff(planned.difference.iter().map(|line| (line.sign, line.text.clone())).collect()));
    for also in &planned.also {
        let path = also.target.path.display().to_string();
        page.space().text(Tone::Strong, message!("wizard.change.also", path = path));
        page.push(Block::Diff(also.difference.iter().map(|line| (line.sign, line.text.clone())).collect()));
    }
    page.space();
    page.text(
        Tone::Plain,
        if planned.old.is_some() {
            key!("wizard.change.rest_stays")
        } else {
            key!("wizard.change.will_be_made")
        },
    );
    if planned.files().any(|one| one.holds_secret) {
        page.text(Tone::Quiet, message!("wizard.change.holds_secret"));
    }
    for note in &planned.notes {
        page.space().mark(Sign::Note, wizard.say(note));
    }
    if wizard.setup().is_some_and(|setup| setup.proof_state() != ProofState::Fresh) {
        page.space().mark(Sign::Caution, message!("wizard.change.unproven"));
    }
    page
}

/// Who comes back to the difference from what follows it, with nothing planned since, sees it all the same.
fn arrive(wizard: &mut Wizard) {
    if wizard.setup().is_some_and(|setup| *setup.writing() == Writing::Idle) {
        configuration::arrive_at_target(wizard);
        plan(wizard);
    }
}

fn next(wizard: &mut Wizard) {
    if !is_file(wizard) {
        wizard.forward();
        return;
    }
    let Some(setup) = wizard.setup() else { return };
    match setup.writing() {
        Writing::Planned(planned) if planned.is_unchanged() => wizard.forward(),
        Writing::Planned(_) | Writing::Unproven(_) => {
            if !local_admin::ask(wizard) {
                write(wizard);
            }
        }
        Writing::Refused(..) if !places::all(wizard).is_empty() => wizard.aside(places::SCREEN),
        Writing::Written(..) | Writing::Refused(..) => wizard.forward(),
        Writing::Incomplete(..) => wizard.go(values::SCREEN),
        Writing::Failed(..) | Writing::Undone | Writing::Idle => plan(wizard),
        Writing::Reading(_) | Writing::Busy(_) | Writing::Proving(..) => {}
    }
}

/// Writes the plan, once what has to be known before is known.
pub(super) fn write(wizard: &mut Wizard) {
    wizard.was_asked = false;
    wizard.was_shown = false;
    wizard.want(Intent::Write { unproven: false });
}

/// What Enter does.
fn next_word(wizard: &Wizard) -> Option<Word> {
    if !is_file(wizard) {
        return Some(word!("next"));
    }
    match wizard.setup()?.writing() {
        Writing::Planned(planned) | Writing::Unproven(planned) if !planned.is_unchanged() => None,
        Writing::Failed(..) => Some(word!("try_again")),
        Writing::Incomplete(..) => Some(word!("next_gap")),
        Writing::Undone => Some(word!("write_again")),
        Writing::Refused(..) if !places::all(wizard).is_empty() => Some(word!("choose_this")),
        _ => Some(word!("next")),
    }
}

/// Not written without a proof: asked. Written: on to how the application takes it up.
pub(super) fn after_setup(wizard: &mut Wizard) {
    let Some(setup) = wizard.setup() else { return };
    match (setup.writing(), &wizard.screen) {
        (Writing::Unproven(_), Screen::Change) if !wizard.was_asked => {
            wizard.was_asked = true;
            wizard.aside(Screen::Unproven);
        }
        (Writing::Written(..), Screen::Change) if !wizard.was_shown => {
            wizard.was_shown = true;
            wizard.forward();
        }
        (Writing::Refused(..), Screen::Change) if !wizard.was_asked && !places::all(wizard).is_empty() => {
            wizard.was_asked = true;
            wizard.aside(places::SCREEN);
        }
        (Writing::Planned(_) | Writing::Reading(_), _) => {
            wizard.was_asked = false;
            wizard.was_shown = false;
        }
        _ => {}
    }
}

fn unproven_page(wizard: &Wizard) -> Page {
    let app = wizard.setup().map(|setup| setup.resolved().name.clone()).unwrap_or_default();
    let mut page = Page::new(wizard.voice(), message!("wizard.unproven.title"));
    page.text(Tone::Plain, message!("wizard.unproven.why", app = app)).space();
    page.text(Tone::Plain, message!("wizard.unproven.choice"));
    page
}

fn write_unproven(wizard: &mut Wizard) {
    wizard.want(Intent::Write { unproven: true });
    wizard.back_from_aside();
}

fn undo(wizard: &mut Wizard) {
    if is_undo_named(wizard) {
        if wizard.screen != SCREEN {
            wizard.go(SCREEN);
        }
        wizard.want(Intent::UndoWrite);
    }
}

/// Names the files and their copies first; asked for once more, they are to be brought back.
pub(super) fn is_undo_named(wizard: &mut Wizard) -> bool {
    if !wizard.was_undo_named {
        let files = wizard.setup().map(|setup| setup.connection().last_writing().map(way_back).collect());
        let files: Vec<Message> = files.unwrap_or_default();
        wizard.was_undo_named = true;
        wizard.notice = Some(message!("wizard.change.undo_named", files = Message::List(files)));
        return false;
    }
    wizard.was_undo_named = false;
    wizard.notice = None;
    true
}

/// A file that an undo brings back, with its copy.
fn way_back(written: &Written) -> Message {
    let aside = written.backup.as_ref().map_or_else(
        || message!("wizard.change.undo_away"),
        |copy| message!("wizard.change.undo_from", copy = copy.display()),
    );
    Message::aside(&written.path.display(), &aside)
}

pub(super) fn copies(wizard: &Wizard) -> Vec<Secret> {
    let Some(format) = format(wizard) else { return Vec::new() };
    match (&format.body, wizard.setup().map(Setup::writing)) {
        (FormatBody::Sheet(sheet), _) => {
            sheet.fields.iter().map(|field| field.value.secret().clone()).collect()
        }
        (_, Some(Writing::Refused(_, refusal))) => vec![refusal.snippet.clone()],
        _ => Vec::new(),
    }
}

/// What can be printed: the whole new text, or the lines to paste.
pub(super) fn raw(wizard: &Wizard) -> Option<Vec<Secret>> {
    match wizard.setup()?.writing() {
        Writing::Planned(planned) | Writing::Unproven(planned) => {
            Some(planned.files().map(|one| one.new.clone()).collect())
        }
        Writing::Refused(_, refusal) => Some(vec![refusal.snippet.clone()]),
        _ => None,
    }
}
