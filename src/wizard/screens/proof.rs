//! Proof and clean-up: what only a person can see, the test URI that comes out again, the end.

use url::Url;

use super::super::keymap::Action;
use super::super::page::{Block, Page, Sign, Tone, ValueView};
use super::super::{HostTask, Wizard, say, say_with};
use super::okta;
use crate::apps::guide::ConfirmKind;
use crate::apps::resolved::Confirmation;
use crate::apps::{ConsolePage, Phase};
use crate::base::{Secret, words};
use crate::doctor::{Verdict, check_of_word as check_of};
use crate::okta::authorize::{AuthorizeAnswer, read_authorize};
use crate::setup::{Intent, ProofState, Setup};

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

pub(super) fn test_uri(wizard: &Wizard) -> Option<Secret> {
    wizard.setup().map(|setup| Secret::from(setup.connection().redirect_uri.as_str()))
}

pub(super) fn link(wizard: &Wizard) -> Option<Url> {
    okta::console_link(wizard, ConsolePage::AppGeneral)
}

pub(super) fn can_ask(wizard: &Wizard) -> bool {
    wizard.setup().is_some_and(|setup| setup.evidence().discovery.is_some())
}

pub(super) fn ask(wizard: &mut Wizard) {
    if wizard.practice_wanted
        && let Some(connection) = wizard.setup().map(Setup::connection)
        && let Some(client_id) = connection.client_id.clone()
    {
        let redirect = connection.redirect_uri.clone();
        wizard.ask_host(HostTask::Unregister { client_id, redirect });
    }
    wizard.want(Intent::CheckTestUriGone);
}

/// Asks by itself, since the steps before have just taken it out.
pub(super) fn arrive(wizard: &mut Wizard) {
    if can_ask(wizard) && removal_was_done(wizard) {
        ask(wizard);
    }
}

/// Whether the guide's own step for it was ticked off.
fn removal_was_done(wizard: &Wizard) -> bool {
    let Some(setup) = wizard.setup() else { return false };
    setup.connection().done_steps.iter().any(|step| step.starts_with("okta_after/"))
}

pub(super) fn test_uri_page(wizard: &Wizard) -> Page {
    let mut page = Page::new(say("test_uri.title"));
    page.text(Tone::Plain, say("test_uri.why")).space();
    let Some(setup) = wizard.setup() else { return page };
    page.push(Block::Value(ValueView {
        key: Some('1'),
        shown: setup.connection().redirect_uri.clone(),
        note: say("test_uri.note"),
        ..ValueView::default()
    }));
    if setup.resolved().phase(Phase::OktaAfter).next().is_none() {
        page.space().text(Tone::Plain, say("test_uri.how"));
    }
    page.space();
    match setup.test_uri_gone().map(read_authorize) {
        None => page.text(Tone::Quiet, say("test_uri.ask")),
        Some(Some(AuthorizeAnswer::ErrorPage { description, .. }))
            if names_redirect(description.as_deref()) =>
        {
            let key = if wizard.practice_wanted { "test_uri.gone_practice" } else { "test_uri.gone" };
            page.mark(Sign::Good, say(key))
        }
        Some(Some(AuthorizeAnswer::Redirected { .. })) => {
            page.mark(Sign::Caution, say("test_uri.still_there"))
        }
        Some(_) => page.mark(Sign::Open, say("test_uri.unknown")),
    };
    page
}

/// Whether a refusal is about the redirect URI, which then is registered no more.
fn names_redirect(description: Option<&str>) -> bool {
    description.is_some_and(|text| text.contains("redirect"))
}

pub(super) fn done_page(wizard: &Wizard) -> Page {
    let Some(setup) = wizard.setup() else { return Page::default() };
    let app = setup.resolved().name.clone();
    let works = setup.proof_state() == ProofState::Fresh && setup.diagnosis().verdict != Verdict::Broken;
    let key = if works { "done.title" } else { "done.title_open" };
    let mut page = Page::new(say_with(key, &[("app", &app)]));
    match setup.proof_state() {
        ProofState::Fresh => page.mark(Sign::Good, say("done.proven")),
        ProofState::Stale => page.mark(Sign::Caution, say("done.stale")),
        ProofState::None | ProofState::Unknown => page.mark(Sign::Open, say("done.unproven")),
    };
    for written in &setup.connection().written {
        page.mark(Sign::Good, say_with("done.written", &[("path", &written.path.display().to_string())]));
    }
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
    page.space().text(Tone::Heading, say("done.users_title"));
    page.text(Tone::Plain, users_text(wizard));
    page.space().text(Tone::Heading, say("done.again_title"));
    let key = match (wizard.practice_wanted, setup.connection().written.is_empty()) {
        (true, _) => "done.again_practice",
        (false, true) => "done.again_unwritten",
        (false, false) => "done.again",
    };
    let values = [("name", setup.connection().name.as_str()), ("app", &setup.guide().id)];
    page.text(Tone::Plain, say_with(key, &values));
    page
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
    vec![Secret::new(users_text(wizard))]
}
