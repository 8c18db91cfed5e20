//! The change of the application's files: the difference, the write, the way back; or a sheet to paste from.

use std::path::PathBuf;

use super::super::Wizard;
use super::super::page::{Block, Page, Sign, Tone, ValueView};
use super::super::screen::Screen;
use super::configuration::{format, is_file, plan};
use super::questions::digit;
use super::{local_admin, places};
use crate::apps::{Format, FormatBody};
use crate::base::Secret;
use crate::base::untrusted::visible;
use crate::base::words::{Key, Message, Voice, key, message, say};
use crate::config::Sign as DiffSign;
use crate::engine::connection::Written;
use crate::engine::{How, Intent, Planned, ProofState, Setup, Target, Writing};
use crate::wizard::keymap::{Word, word};

pub(super) fn page(wizard: &Wizard) -> Page {
    if !is_file(wizard) {
        return sheet_page(wizard);
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
pub(super) fn arrive(wizard: &mut Wizard) {
    if wizard.setup().is_some_and(|setup| *setup.writing() == Writing::Idle) {
        super::configuration::arrive_at_target(wizard);
        plan(wizard);
    }
}

pub(super) fn next(wizard: &mut Wizard) {
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
        Writing::Refused(..) if !places::all(wizard).is_empty() => wizard.aside(Screen::Places),
        Writing::Written(..) | Writing::Refused(..) => wizard.forward(),
        Writing::Incomplete(..) => wizard.go(Screen::Values),
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
pub(super) fn next_word(wizard: &Wizard) -> Option<Word> {
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
            wizard.aside(Screen::Places);
        }
        (Writing::Planned(_) | Writing::Reading(_), _) => {
            wizard.was_asked = false;
            wizard.was_shown = false;
        }
        _ => {}
    }
}

pub(super) fn unproven_page(wizard: &Wizard) -> Page {
    let app = wizard.setup().map(|setup| setup.resolved().name.clone()).unwrap_or_default();
    let mut page = Page::new(wizard.voice(), message!("wizard.unproven.title"));
    page.text(Tone::Plain, message!("wizard.unproven.why", app = app)).space();
    page.text(Tone::Plain, message!("wizard.unproven.choice"));
    page
}

pub(super) fn write_unproven(wizard: &mut Wizard) {
    wizard.want(Intent::Write { unproven: true });
    wizard.back_from_aside();
}

pub(super) fn can_undo(wizard: &Wizard) -> bool {
    let Some(setup) = wizard.setup() else { return false };
    match wizard.screen {
        Screen::Change | Screen::Apply | Screen::Done => !setup.connection().written.is_empty(),
        _ => setup.is_set_right(),
    }
}

/// Names the files and their copies first; asked for once more, it brings them back.
pub(super) fn undo(wizard: &mut Wizard) {
    if !wizard.was_undo_named {
        let files = wizard.setup().map(|setup| setup.connection().last_writing().map(way_back).collect());
        let files: Vec<Message> = files.unwrap_or_default();
        wizard.was_undo_named = true;
        wizard.notice = Some(message!("wizard.change.undo_named", files = Message::List(files)));
        return;
    }
    wizard.was_undo_named = false;
    wizard.notice = None;
    match wizard.screen {
        Screen::Change => {}
        Screen::Found | Screen::Verdict | Screen::Details => wizard.aside(Screen::Fix),
        _ => wizard.go(Screen::Change),
    }
    wizard.want(Intent::UndoWrite);
}

/// A file that an undo brings back, with its copy.
fn way_back(written: &Written) -> Message {
    let aside = written.backup.as_ref().map_or_else(
        || message!("wizard.change.undo_away"),
        |copy| message!("wizard.change.undo_from", copy = copy.display()),
    );
    Message::aside(&written.path.display(), &aside)
}

/// The values in the order of the application's own page.
fn sheet_page(wizard: &Wizard) -> Page {
    let Some(Format { body: FormatBody::Sheet(sheet), .. }) = format(wizard) else {
        return Page::default();
    };
    let app = wizard.setup().map(|setup| setup.resolved().name.clone()).unwrap_or_default();
    let mut page = Page::new(wizard.voice(), message!("wizard.sheet.title", app = app));
    page.text(Tone::Strong, sheet.place.join(" › ")).space();
    let walks = super::has_value_focus(wizard);
    for (at, paste) in sheet.fields.iter().enumerate() {
        let hidden = paste.secret && !wizard.is_revealed;
        page.push(Block::Value(ValueView {
            key: digit(at),
            label: paste.label.clone(),
            shown: if hidden { paste.value.secret().masked() } else { paste.value.shown() },
            note: paste.note.clone().unwrap_or_default(),
            has_gap: !paste.value.is_complete(),
            focused: walks && at == wizard.focus,
            is_copied: false,
        }));
    }
    page.space().text(Tone::Plain, sheet.then.clone().unwrap_or_default());
    if wizard.setup().is_some_and(|setup| setup.proof_state() != ProofState::Fresh) {
        page.space().mark(Sign::Caution, message!("wizard.change.unproven"));
    }
    page
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
