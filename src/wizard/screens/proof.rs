//! Proof: what only a person can see, and the end.

use url::Url;

use super::super::Wizard;
use super::super::keymap::Action;
use super::super::page::{Block, Page, Sign, Tone};
use crate::apps::guide::{ConfirmKind, Confirmation};
use crate::base::Secret;
use crate::base::words::{Key, key, message, say};
use crate::diagnosis::{Verdict, check_of_word as check_of};
use crate::engine::{Intent, ProofState, Setup};

/// The words that can be given, in their order.
pub(super) const WORDS: [(Key, Key, Option<bool>); 3] = [
    (key!("wizard.confirm.yes"), key!("wizard.confirm.yes_about"), Some(true)),
    (key!("wizard.confirm.no"), key!("wizard.confirm.no_about"), Some(false)),
    (key!("wizard.confirm.later"), key!("wizard.confirm.later_about"), None),
];

fn confirmation<'a>(wizard: &'a Wizard, id: &str) -> Option<&'a Confirmation> {
    wizard.setup()?.resolved().confirmations.iter().find(|one| one.id == id)
}

/// The word that was given before.
pub(super) fn given(wizard: &Wizard, id: &str) -> usize {
    let word = wizard.setup().and_then(|setup| setup.connection().confirmed.get(id).copied());
    // Without a word it stays open: Enter alone must never give one.
    WORDS.iter().position(|(.., one)| *one == word).unwrap_or(WORDS.len() - 1)
}

/// Why something is asked.
const WHY: [Key; ConfirmKind::NAMES.len()] = Key::each("wizard.confirm.", ConfirmKind::NAMES);
/// What was asked about, as the last page lists it.
const KIND: [Key; ConfirmKind::NAMES.len()] = Key::each("wizard.done.kind.", ConfirmKind::NAMES);

pub(super) fn confirm_page(wizard: &Wizard, id: &str) -> Page {
    let Some(question) = confirmation(wizard, id) else { return Page::default() };
    let mut page = Page::new(wizard.voice(), question.ask.clone());
    page.place = place(wizard, id);
    page.text(Tone::Plain, WHY[question.kind as usize]).space();
    page.choices(
        wizard.focus,
        WORDS.into_iter().map(|(label, about, _)| (wizard.text(label), wizard.text(about), String::new())),
    );
    if wizard.focus == 1
        && let Some(otherwise) = &question.otherwise
    {
        page.space().mark(Sign::Note, otherwise.clone());
    }
    page.space().text(Tone::Quiet, message!("wizard.confirm.your_word"));
    if wizard.practice_wanted {
        page.space().mark(Sign::Note, message!("wizard.confirm.practice"));
    }
    page
}

fn place(wizard: &Wizard, id: &str) -> String {
    let Some(setup) = wizard.setup() else { return String::new() };
    let all = &setup.resolved().confirmations;
    let at = all.iter().position(|one| one.id == id).map_or(0, |at| at + 1);
    say!(wizard, "wizard.place.question", at = at, of = all.len())
}

pub(super) fn confirm_next(wizard: &mut Wizard, id: &str) {
    let Some((.., word)) = WORDS.get(wizard.focus).copied() else { return };
    wizard.want(Intent::Confirm(id.to_owned(), word));
    wizard.forward();
}

pub(super) fn answer(wizard: &mut Wizard, action: Action) {
    let super::super::Screen::Confirm(id) = wizard.screen.clone() else { return };
    wizard.focus = match action {
        Action::Yes => 0,
        Action::No => 1,
        _ => 2,
    };
    confirm_next(wizard, &id);
}

/// The application's own address, for trying its login.
pub(super) fn application(wizard: &Wizard) -> Option<Url> {
    let address = wizard.setup()?.connection().answers.get("base_url")?;
    Url::parse(address).ok()
}

pub(super) fn done_page(wizard: &Wizard) -> Page {
    let Some(setup) = wizard.setup() else { return Page::default() };
    let app = setup.resolved().name.clone();
    let is_proven = setup.proof_state() == ProofState::Fresh && setup.diagnosis().verdict != Verdict::Broken;
    // What was brought back is what the application reads, whatever a login has proven.
    let works = is_proven && !setup.connection().is_brought_back();
    // What was only practised must never be taken for done.
    let practised = wizard.practice_wanted;
    let key = match works {
        true if practised => key!("wizard.done.practised.title"),
        true => key!("wizard.done.title"),
        false if practised => key!("wizard.done.practised.title_open"),
        false => key!("wizard.done.title_open"),
    };
    let proven = if practised { key!("wizard.done.practised.proven") } else { key!("wizard.done.proven") };
    let written = if practised { key!("wizard.done.practised.written") } else { key!("wizard.done.written") };
    let mut page = Page::new(wizard.voice(), message!(key, app = app));
    match setup.proof_state() {
        ProofState::Fresh => page.mark(Sign::Good, proven),
        ProofState::Stale => page.mark(Sign::Caution, message!("wizard.done.stale")),
        ProofState::None | ProofState::Unknown => page.mark(Sign::Open, message!("wizard.done.unproven")),
    };
    files(setup, written, &mut page);
    for question in &setup.resolved().confirmations {
        let (sign, status) = match setup.connection().confirmed.get(&question.id) {
            Some(true) => (Sign::Good, key!("checks.status.confirmed")),
            Some(false) => (Sign::Bad, key!("checks.status.confirmed")),
            None => (Sign::Open, key!("checks.status.not_answered")),
        };
        let text = say!(wizard, KIND[question.kind as usize], app = app);
        page.push(Block::Mark { sign, text, right: wizard.text(status) });
        if sign == Sign::Bad {
            cure(wizard, setup, &question.id, &mut page);
        }
    }
    if wizard.practice_wanted {
        page.space().text(Tone::Heading, message!("wizard.done.practice_title"));
        page.text(Tone::Plain, message!("wizard.done.practice", app = app));
    } else {
        what_comes_now(wizard, setup, &mut page);
    }
    page
}

/// What the people are told, and how the set-up is looked after.
fn what_comes_now(wizard: &Wizard, setup: &Setup, page: &mut Page) {
    page.space().text(Tone::Heading, message!("wizard.done.users_title"));
    page.text(Tone::Plain, users_text(wizard));
    page.space().text(Tone::Heading, message!("wizard.done.again_title"));
    let can_be_undone = setup.connection().is_written() && setup.is_recorded();
    let key = if can_be_undone { key!("wizard.done.again") } else { key!("wizard.done.again_unwritten") };
    page.text(Tone::Plain, message!(key, name = setup.connection().name));
}

/// The files that are written, and those that are again as they were.
fn files(setup: &Setup, key: Key, page: &mut Page) {
    for written in setup.connection().written.iter().filter(|written| written.is_known()) {
        page.mark(Sign::Good, message!(key, path = written.path.display()));
    }
    brought_back(setup, page);
}

pub(super) fn brought_back(setup: &Setup, page: &mut Page) {
    for one in &setup.connection().brought_back {
        let key = if one.is_gone { key!("wizard.done.gone_again") } else { key!("wizard.done.brought_back") };
        page.mark(Sign::Caution, message!(key, path = one.path.display()));
    }
}

/// What to do about a word that was no.
fn cure(wizard: &Wizard, setup: &Setup, question: &str, page: &mut Page) {
    let subject = &setup.evidence().subject;
    let check = setup.diagnosis().checks.iter().find(|check| check.id == check_of(question));
    if let Some((check, told)) =
        check.and_then(|check| Some((check, super::check_blocks::told(wizard.voice(), check, subject)?)))
    {
        page.under(Tone::Strong, told.title.clone());
        super::check_blocks::explain(page, check, &told);
    }
}

/// What to tell the users, ready to be sent.
fn users_text(wizard: &Wizard) -> String {
    let Some(setup) = wizard.setup() else { return String::new() };
    let app = &setup.resolved().name;
    match setup.connection().answers.get("base_url") {
        Some(address) => say!(wizard, "wizard.done.users", app = app, address = address),
        None => say!(wizard, "wizard.done.users_no_address", app = app),
    }
}

pub(super) fn done_copies(wizard: &Wizard) -> Vec<Secret> {
    // In practice there is nothing to tell anybody.
    let told = (!wizard.practice_wanted).then(|| Secret::new(users_text(wizard)));
    told.into_iter().collect()
}
