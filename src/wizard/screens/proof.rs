//! Proof: what only a person can see, and the end.

use url::Url;

use super::super::keymap::Action;
use super::super::page::{Block, Page, Sign, Tone};
use super::super::{Wizard, say, say_with};
use crate::apps::guide::{ConfirmKind, Confirmation};
use crate::base::{Secret, words};
use crate::diagnosis::{Verdict, check_of_word as check_of};
use crate::engine::{Intent, ProofState, Setup};

/// The words that can be given, in their order.
pub(super) const WORDS: [(&str, Option<bool>); 3] =
    [("yes", Some(true)), ("no", Some(false)), ("later", None)];

fn confirmation<'a>(wizard: &'a Wizard, id: &str) -> Option<&'a Confirmation> {
    wizard.setup()?.resolved().confirmations.iter().find(|one| one.id == id)
}

/// The word that was given before.
pub(super) fn given(wizard: &Wizard, id: &str) -> usize {
    let word = wizard.setup().and_then(|setup| setup.connection().confirmed.get(id).copied());
    // Without a word it stays open: Enter alone must never give one.
    WORDS.iter().position(|(_, one)| *one == word).unwrap_or(WORDS.len() - 1)
}

pub(super) fn confirm_page(wizard: &Wizard, id: &str) -> Page {
    let Some(question) = confirmation(wizard, id) else { return Page::default() };
    let mut page = Page::new(question.ask.clone());
    page.place = place(wizard, id);
    let why = match question.kind {
        ConfirmKind::Login => "confirm.login",
        ConfirmKind::Refused => "confirm.refused",
        ConfirmKind::Tile => "confirm.tile",
        ConfirmKind::SignOut => "confirm.sign_out",
        ConfirmKind::Groups => "confirm.groups",
        ConfirmKind::WayBack => "confirm.way_back",
    };
    page.text(Tone::Plain, say(why)).space();
    page.choices(
        wizard.focus,
        WORDS.into_iter().map(|(key, _)| {
            (say(&format!("confirm.{key}")), say(&format!("confirm.{key}_about")), String::new())
        }),
    );
    if wizard.focus == 1
        && let Some(otherwise) = &question.otherwise
    {
        page.space().mark(Sign::Note, otherwise.clone());
    }
    page.space().text(Tone::Quiet, say("confirm.your_word"));
    if wizard.practice_wanted {
        page.space().mark(Sign::Note, say("confirm.practice"));
    }
    page
}

fn place(wizard: &Wizard, id: &str) -> String {
    let Some(setup) = wizard.setup() else { return String::new() };
    let all = &setup.resolved().confirmations;
    let at = all.iter().position(|one| one.id == id).map_or(0, |at| at + 1);
    say_with("place.question", &[("at", &at.to_string()), ("of", &all.len().to_string())])
}

pub(super) fn confirm_next(wizard: &mut Wizard, id: &str) {
    let Some((_, word)) = WORDS.get(wizard.focus).copied() else { return };
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
    let of = |key: &str| {
        if wizard.practice_wanted { format!("done.practised.{key}") } else { format!("done.{key}") }
    };
    let key = of(if works { "title" } else { "title_open" });
    let mut page = Page::new(say_with(&key, &[("app", &app)]));
    match setup.proof_state() {
        ProofState::Fresh => page.mark(Sign::Good, say(&of("proven"))),
        ProofState::Stale => page.mark(Sign::Caution, say("done.stale")),
        ProofState::None | ProofState::Unknown => page.mark(Sign::Open, say("done.unproven")),
    };
    files(setup, &of("written"), &mut page);
    for question in &setup.resolved().confirmations {
        let (sign, status) = match setup.connection().confirmed.get(&question.id) {
            Some(true) => (Sign::Good, "confirmed"),
            Some(false) => (Sign::Bad, "confirmed"),
            None => (Sign::Open, "not_answered"),
        };
        let text = say_with(&format!("done.kind.{}", question.kind.as_str()), &[("app", &app)]);
        page.push(Block::Mark { sign, text, right: words::text(&format!("checks.status.{status}")) });
        if sign == Sign::Bad {
            cure(setup, &question.id, &mut page);
        }
    }
    if wizard.practice_wanted {
        page.space().text(Tone::Heading, say("done.practice_title"));
        page.text(Tone::Plain, say_with("done.practice", &[("app", &app)]));
    } else {
        what_comes_now(wizard, setup, &mut page);
    }
    page
}

/// What the people are told, and how the set-up is looked after.
fn what_comes_now(wizard: &Wizard, setup: &Setup, page: &mut Page) {
    page.space().text(Tone::Heading, say("done.users_title"));
    page.text(Tone::Plain, users_text(wizard));
    page.space().text(Tone::Heading, say("done.again_title"));
    let can_be_undone = setup.connection().is_written() && setup.is_recorded();
    let key = if can_be_undone { "done.again" } else { "done.again_unwritten" };
    page.text(Tone::Plain, say_with(key, &[("name", setup.connection().name.as_str())]));
}

/// The files that are written, and those that are again as they were.
fn files(setup: &Setup, key: &str, page: &mut Page) {
    for written in setup.connection().written.iter().filter(|written| written.is_known()) {
        page.mark(Sign::Good, say_with(key, &[("path", &written.path.display().to_string())]));
    }
    brought_back(setup, page);
}

pub(super) fn brought_back(setup: &Setup, page: &mut Page) {
    for one in &setup.connection().brought_back {
        let key = if one.is_gone { "done.gone_again" } else { "done.brought_back" };
        page.mark(Sign::Caution, say_with(key, &[("path", &one.path.display().to_string())]));
    }
}

/// What to do about a word that was no.
fn cure(setup: &Setup, question: &str, page: &mut Page) {
    let subject = &setup.evidence().subject;
    let check = setup.diagnosis().checks.iter().find(|check| check.id == check_of(question));
    if let Some((check, told)) = check.and_then(|check| Some((check, super::telling::told(check, subject)?)))
    {
        page.under(Tone::Strong, told.title.clone());
        super::telling::explain(page, check, &told);
    }
}

/// What to tell the users, ready to be sent.
fn users_text(wizard: &Wizard) -> String {
    let Some(setup) = wizard.setup() else { return String::new() };
    let app = &setup.resolved().name;
    match setup.connection().answers.get("base_url") {
        Some(address) => say_with("done.users", &[("app", app), ("address", address)]),
        None => say_with("done.users_no_address", &[("app", app)]),
    }
}

pub(super) fn done_copies(wizard: &Wizard) -> Vec<Secret> {
    // In practice there is nothing to tell anybody.
    let told = (!wizard.practice_wanted).then(|| Secret::new(users_text(wizard)));
    told.into_iter().collect()
}
