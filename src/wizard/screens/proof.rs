//! Proof: what only a person can see, and the end.

use url::Url;

use super::super::Wizard;
use super::super::page::{Block, Page, Sign, Tone};
use super::super::screen::{Description, Items, Talk};
use super::{change, test_uri};
use crate::apps::guide::{ConfirmKind, Confirmation};
use crate::base::Secret;
use crate::base::words::{Key, key, message, say};
use crate::diagnosis::{Verdict, check_of_word as check_of};
use crate::engine::connection::Stage;
use crate::engine::{Intent, ProofState, Setup};
use crate::wizard::keymap::{Action, COPY, EXPORT, OPEN, c, enter, row};

pub(super) static CONFIRM: Description = Description {
    stage: |_| Some(Stage::Proof),
    is_done: |_, project| {
        let confirmed = &project.setup.connection().confirmed;
        project.setup.resolved().confirmations.iter().all(|one| confirmed.contains_key(&one.id))
    },
    talk: Talk::Questions,
    page: confirm_page,
    items: Items::Answers(|wizard| asked(wizard).len()),
    likely: first_open,
    link: application,
    keys: &[
        OPEN,
        row(&[c('y')], Action::Yes, "yes", 2, |wizard| answer(wizard, Some(true))),
        row(&[c('n')], Action::No, "no", 2, |wizard| answer(wizard, Some(false))),
        row(&[c('l')], Action::Later, "later", 2, |wizard| answer(wizard, None)),
        enter("next", Wizard::forward),
    ],
    ..Description::PLAIN
};

pub(super) static DONE: Description = Description {
    stage: |_| Some(Stage::Proof),
    is_end: true,
    page: done_page,
    arrive: test_uri::remove_from_practice,
    copies: done_copies,
    is_numbered: true,
    keys: &[
        COPY,
        EXPORT,
        change::UNDO,
        row(&[c('b')], Action::ForReal, "for_real", 5, Wizard::begin_for_real)
            .when(|wizard| wizard.practice_wanted),
        enter("finish", |wizard| wizard.quit(false)),
    ],
    ..Description::PLAIN
};

/// What is asked, in its order.
fn asked(wizard: &Wizard) -> &[Confirmation] {
    wizard.setup().map(|setup| setup.resolved().confirmations.as_slice()).unwrap_or_default()
}

/// The word that was given to a question.
fn given(wizard: &Wizard, question: &Confirmation) -> Option<bool> {
    wizard.setup()?.connection().confirmed.get(&question.id).copied()
}

/// The first question that is still open.
fn first_open(wizard: &Wizard) -> usize {
    asked(wizard).iter().position(|question| given(wizard, question).is_none()).unwrap_or(0)
}

/// Why something is asked.
const WHY: [Key; ConfirmKind::NAMES.len()] = Key::each("wizard.confirm.", ConfirmKind::NAMES);
/// What was asked about, as the last page lists it.
const KIND: [Key; ConfirmKind::NAMES.len()] = Key::each("wizard.done.kind.", ConfirmKind::NAMES);

/// Every question on one page: the answers are given one after the other, and what is open stays in sight.
fn confirm_page(wizard: &Wizard) -> Page {
    let Some(setup) = wizard.setup() else { return Page::default() };
    let app = setup.resolved().name.clone();
    let mut page = Page::new(wizard.voice(), message!("wizard.confirm.title", app = app));
    page.text(Tone::Plain, message!("wizard.confirm.your_word")).space();
    let all = asked(wizard);
    page.choices(
        wizard.focus,
        all.iter().enumerate().map(|(at, question)| {
            let why = wizard.text(WHY[question.kind as usize]);
            let word = match given(wizard, question) {
                Some(true) => say!(wizard, "wizard.confirm.yes"),
                Some(false) => say!(wizard, "wizard.confirm.no"),
                None => say!(wizard, "wizard.confirm.open"),
            };
            let label = say!(wizard, KIND[question.kind as usize], app = app);
            let about = if at == wizard.focus {
                say!(wizard, "wizard.confirm.asked", ask = question.ask, why = why)
            } else {
                question.ask.clone()
            };
            (label, about, word)
        }),
    );
    for question in all.iter().filter(|question| given(wizard, question) == Some(false)) {
        if let Some(otherwise) = &question.otherwise {
            page.space().mark(Sign::Note, otherwise.clone());
        }
    }
    page
}

/// An answer to the question under the cursor, which goes on to the next.
fn answer(wizard: &mut Wizard, word: Option<bool>) {
    let Some(id) = asked(wizard).get(wizard.focus).map(|question| question.id.clone()) else { return };
    wizard.want(Intent::Confirm(id, word));
    if wizard.focus + 1 < asked(wizard).len() {
        wizard.focus += 1;
    }
}

/// The application's own address, for trying its login.
fn application(wizard: &Wizard) -> Option<Url> {
    let address = wizard.setup()?.connection().answers.get("base_url")?;
    Url::parse(address).ok()
}

fn done_page(wizard: &Wizard) -> Page {
    let Some(setup) = wizard.setup() else { return Page::default() };
    let app = setup.resolved().name.clone();
    // What was brought back is what the application reads, whatever a login has proven.
    let works = is_proven(setup) && !setup.connection().is_brought_back();
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
    test_uri::at_the_end(wizard, &mut page);
    if wizard.practice_wanted {
        page.space().text(Tone::Heading, message!("wizard.done.practice_title"));
        page.text(Tone::Plain, message!("wizard.done.practice", app = app));
    } else {
        what_comes_now(wizard, setup, &mut page);
    }
    page
}

fn is_proven(setup: &Setup) -> bool {
    setup.proof_state() == ProofState::Fresh && setup.diagnosis().verdict != Verdict::Broken
}

/// What the people are told, and how the set-up is looked after.
fn what_comes_now(wizard: &Wizard, setup: &Setup, page: &mut Page) {
    page.space().text(Tone::Heading, message!("wizard.done.users_title"));
    page.text(Tone::Plain, users_text(wizard));
    page.space().text(Tone::Heading, message!("wizard.done.again_title"));
    let open =
        setup.resolved().confirmations.iter().any(|one| !setup.connection().confirmed.contains_key(&one.id));
    if open || !setup.connection().test_addresses.is_empty() || !is_proven(setup) {
        page.text(Tone::Plain, message!("wizard.done.come_back", name = setup.connection().name)).space();
    }
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

fn done_copies(wizard: &Wizard) -> Vec<Secret> {
    // In practice there is nothing to tell anybody.
    let told = (!wizard.practice_wanted).then(|| Secret::new(users_text(wizard)));
    told.into_iter().collect()
}
