//! The screens: what is on each, what has the focus, what Enter does. This file only hands each question to its screen.

mod applications;
mod apply;
mod configuration;
mod findings;
mod login;
mod login_aside;
mod okta;
mod port;
mod proof;
mod questions;
mod secret;
mod several;
mod source;
mod start;
mod summary;
mod telling;
mod values;
mod verdict;

use super::keymap::Action;
use super::page::Page;
use super::project::name_of;
use super::screen::Screen;
use super::{Wizard, keymap};
use crate::base::Secret;
use crate::setup::Field;

/// What is on the screen.
pub(super) fn page(wizard: &Wizard) -> Page {
    match &wizard.screen {
        Screen::Start => start::page(wizard),
        Screen::Saved => start::saved_page(wizard),
        Screen::Applications => applications::page(wizard),
        Screen::FromFile => source::any_file_page(wizard),
        Screen::WhichFits => source::which_page(wizard),
        Screen::Source => source::page(wizard),
        Screen::SourceFile => source::file_page(wizard),
        Screen::Question(key) => questions::page(wizard, key),
        Screen::Organization => questions::organization_page(wizard),
        Screen::Redirects => questions::redirects_page(wizard),
        Screen::WhoInOkta => okta::who_page(wizard),
        Screen::Request => okta::request_page(wizard),
        Screen::Step(id) => okta::step_page(wizard, id),
        Screen::Values => values::page(wizard),
        Screen::SecretPlace => secret::page(wizard),
        Screen::SecretAt(keeper) => secret::at_page(wizard, *keeper),
        Screen::Login => login::page(wizard),
        Screen::Waiting => login::waiting_page(wizard),
        Screen::PasteAddress => login_aside::paste_page(wizard),
        Screen::PageSeen => login_aside::seen_page(wizard),
        Screen::Code => login_aside::code_page(wizard),
        Screen::Verdict => verdict::page(wizard),
        Screen::OtherPort => port::page(wizard),
        Screen::Details => findings::details_page(wizard),
        Screen::Formats => configuration::formats_page(wizard),
        Screen::Target => configuration::target_page(wizard),
        Screen::Change => configuration::change_page(wizard),
        Screen::Unproven => configuration::unproven_page(wizard),
        Screen::Apply => apply::page(wizard),
        Screen::Confirm(id) => proof::confirm_page(wizard, id),
        Screen::TestUri => proof::test_uri_page(wizard),
        Screen::Done => proof::done_page(wizard),
        Screen::Summary => summary::page(wizard),
    }
}

/// Makes what is costly to make and does not change with every frame.
pub(super) fn refresh(wizard: &mut Wizard) {
    if wizard.screen == Screen::Applications {
        applications::refresh(wizard);
    }
}

/// How many items the focus can be on.
pub(super) fn items(wizard: &Wizard) -> usize {
    match &wizard.screen {
        Screen::Start => start::items(wizard).len(),
        Screen::Saved => start::saved_items(wizard).len(),
        Screen::Applications => applications::items(wizard).len(),
        Screen::WhichFits => wizard.from_file.as_ref().map_or(0, |from| from.fitting.len()),
        Screen::Source | Screen::WhoInOkta => 2,
        Screen::Question(key) => wizard.project.as_ref().map_or(0, |project| project.answers(key).len()),
        Screen::Redirects => crate::setup::connection::TEST_PORTS.len(),
        Screen::OtherPort => port::others(wizard).len(),
        Screen::Values => values::FIELDS.len(),
        Screen::SecretPlace => secret::PLACES.len(),
        Screen::Login => login::CHOICES.len(),
        Screen::PageSeen => login_aside::PAGES.len(),
        Screen::Formats => wizard.project.as_ref().map_or(0, |one| one.setup.resolved().formats.len()),
        Screen::Confirm(_) => proof::WORDS.len(),
        Screen::Verdict | Screen::Details => findings::count(wizard),
        _ if has_value_focus(wizard) => copies(wizard).len(),
        _ => 0,
    }
}

/// The likely answer.
pub(super) fn first_focus(wizard: &Wizard) -> usize {
    match &wizard.screen {
        Screen::Question(key) => wizard.project.as_ref().and_then(|project| project.chosen(key)).unwrap_or(0),
        Screen::Redirects => questions::chosen_port(wizard),
        Screen::WhoInOkta => {
            usize::from(wizard.setup().is_some_and(|setup| setup.connection().somebody_else))
        }
        Screen::Values => values::first_focus(wizard),
        Screen::SecretPlace => secret::likely(wizard),
        Screen::Login => login::likely(wizard),
        Screen::Confirm(id) => proof::given(wizard, id),
        _ => 0,
    }
}

/// The name of the text that keys go into.
pub(super) fn editing(wizard: &Wizard) -> Option<String> {
    match &wizard.screen {
        Screen::Applications => Some("search".to_owned()),
        Screen::FromFile => Some("file".to_owned()),
        Screen::SourceFile => Some("source".to_owned()),
        Screen::Target => Some("path".to_owned()),
        Screen::SecretAt(keeper) => Some(secret::text_name(*keeper).to_owned()),
        Screen::PasteAddress => Some("paste".to_owned()),
        Screen::Organization => Some(name_of(&Field::Organization)),
        Screen::Question(key) => questions::editing(wizard, key),
        Screen::Step(id) => okta::editing(wizard, id),
        Screen::Values => values::FIELDS.get(wizard.focus).map(name_of),
        _ => None,
    }
}

/// What happens by itself when a screen is shown.
pub(super) fn arrive(wizard: &mut Wizard) {
    match wizard.screen.clone() {
        Screen::Values => values::arrive(wizard),
        Screen::SourceFile => source::arrive(wizard),
        Screen::Question(key) => questions::arrive(wizard, &key),
        Screen::Target => configuration::arrive_at_target(wizard),
        Screen::PasteAddress => wizard.paste.set(""),
        Screen::TestUri => proof::arrive(wizard),
        _ => {}
    }
}

/// Enter.
pub(super) fn next(wizard: &mut Wizard) {
    match wizard.screen.clone() {
        Screen::Start => start::next(wizard),
        Screen::Saved => start::saved_next(wizard),
        Screen::Applications => applications::next(wizard),
        Screen::FromFile => source::any_file_next(wizard),
        Screen::WhichFits => wizard.choose_fitting(),
        Screen::Source => source::next(wizard),
        Screen::SourceFile => source::file_next(wizard),
        Screen::Question(key) => questions::next(wizard, &key),
        Screen::Organization => questions::organization_next(wizard),
        Screen::Redirects => questions::redirects_next(wizard),
        Screen::WhoInOkta => okta::who_next(wizard),
        Screen::Step(id) => okta::step_next(wizard, &id),
        Screen::Values => values::next(wizard),
        Screen::SecretPlace => secret::next(wizard),
        Screen::SecretAt(keeper) => secret::at_next(wizard, keeper),
        Screen::Login => login::next(wizard),
        Screen::PasteAddress => login_aside::paste_next(wizard),
        Screen::PageSeen => login_aside::seen_next(wizard),
        Screen::Verdict => verdict::next(wizard),
        Screen::OtherPort => port::next(wizard),
        Screen::Formats => configuration::formats_next(wizard),
        Screen::Target => configuration::target_next(wizard),
        Screen::Change => configuration::change_next(wizard),
        Screen::Unproven => wizard.back(),
        Screen::Confirm(id) => proof::confirm_next(wizard, &id),
        Screen::Done => wizard.quit(false),
        Screen::Summary => {
            wizard.back_from_aside();
        }
        Screen::Waiting | Screen::Code | Screen::Details => {}
        Screen::Request | Screen::Apply | Screen::TestUri => wizard.forward(),
    }
}

/// What Enter does now, where that depends on more than the screen: a key under `wizard.keys`.
pub(super) fn next_word(wizard: &Wizard) -> Option<&'static str> {
    match wizard.screen {
        Screen::Verdict => Some(verdict::next_word(wizard)),
        Screen::Change => configuration::next_word(wizard),
        Screen::Values if !values::is_complete(wizard) => Some("next_gap"),
        _ => None,
    }
}

/// Esc.
pub(super) fn back(wizard: &mut Wizard) {
    match &wizard.screen {
        Screen::Waiting => login::stop(wizard),
        Screen::Applications if !wizard.search.is_empty() => {
            wizard.search.set("");
            wizard.focus = 0;
        }
        _ => wizard.back(),
    }
}

/// Whether an action of one screen has a meaning now.
pub(super) fn offers(wizard: &Wizard, action: Action) -> bool {
    match action {
        Action::Up | Action::Down => items(wizard) > 1,
        Action::Open => link(wizard).is_some() || matches!(wizard.screen, Screen::Waiting),
        Action::Reveal => {
            wizard.setup().is_some_and(|setup| setup.secret().is_some()) || values::has_secret(wizard)
        }
        Action::Unmend => several::can_take_back(wizard) || questions::mended_field(wizard).is_some(),
        Action::CheckAgain => values::is_complete(wizard),
        Action::SecretPlace => values::wants_secret(wizard),
        Action::CheckSignOut => verdict::can_check_sign_out(wizard),
        Action::GoOn => verdict::can_go_on(wizard),
        Action::Picture => okta::has_picture(wizard),
        Action::SomebodyElse => matches!(&wizard.screen, Screen::Step(id) if id.starts_with("okta/")),
        Action::Register => can_register(wizard),
        Action::ShowCode | Action::PasteAddress | Action::TellPage => login::is_out(wizard),
        Action::PrintRaw => raw(wizard).is_some(),
        Action::Mend => verdict::mend_place(wizard).is_some(),
        Action::OtherPort => port::is_taken(wizard),
        Action::Details => wizard.setup().is_some(),
        Action::TryAgain => wizard.screen == Screen::Details || verdict::next_word(wizard) != "try_again",
        Action::UndoWrite => configuration::can_undo(wizard),
        Action::OtherFormat => configuration::has_other_format(wizard),
        Action::OtherFile => configuration::is_file(wizard),
        Action::AskTestUri => proof::can_ask(wizard),
        _ => true,
    }
}

/// Whether the practice may register the application from here: before it is done, and only in Okta's own steps.
fn can_register(wizard: &Wizard) -> bool {
    let in_okta = match &wizard.screen {
        Screen::Step(id) => id.starts_with("okta/"),
        _ => true,
    };
    in_okta && wizard.practice_wanted && wizard.practice.is_some()
}

/// What belongs to one screen.
pub(super) fn act(wizard: &mut Wizard, action: Action) {
    if !keymap::rows(wizard.screen.kind()).any(|row| row.action == action) || !offers(wizard, action) {
        return;
    }
    match action {
        Action::Open => open(wizard),
        Action::Reveal => reveal(wizard),
        Action::Unmend if several::can_take_back(wizard) => several::take_back(wizard),
        Action::Unmend => questions::unmend(wizard),
        Action::CheckAgain => values::check(wizard),
        Action::SecretPlace => wizard.aside(Screen::SecretPlace),
        Action::CheckSignOut => verdict::check_sign_out(wizard),
        Action::SomebodyElse => okta::somebody_else(wizard),
        Action::Register => wizard.register_in_practice(),
        Action::SaveText => okta::save_request(wizard),
        Action::SaveTerraform => okta::save_terraform(wizard),
        Action::ShowCode => wizard.aside(Screen::Code),
        Action::PasteAddress => wizard.aside(Screen::PasteAddress),
        Action::TellPage => wizard.aside(Screen::PageSeen),
        Action::PrintRaw => print_raw(wizard),
        Action::Details => wizard.aside(Screen::Details),
        Action::Mend => verdict::mend(wizard),
        Action::OtherPort => wizard.aside(Screen::OtherPort),
        Action::TryAgain => wizard.go(Screen::Login),
        Action::GoOn => wizard.forward(),
        Action::Picture => wizard.is_picture = !wizard.is_picture,
        Action::OtherFormat => wizard.go(Screen::Formats),
        Action::OtherFile => wizard.go(Screen::Target),
        Action::UndoWrite => configuration::undo(wizard),
        Action::Yes if wizard.screen == Screen::Unproven => configuration::write_unproven(wizard),
        Action::Yes | Action::No | Action::Later => proof::answer(wizard, action),
        Action::AskTestUri => proof::ask(wizard),
        _ => {}
    }
}

/// The values that can be copied here, in order.
pub(super) fn copies(wizard: &Wizard) -> Vec<Secret> {
    match &wizard.screen {
        Screen::Redirects => questions::redirects(wizard),
        Screen::Request => vec![Secret::new(okta::request_text(wizard))],
        Screen::Step(id) => okta::copies(wizard, id),
        Screen::Waiting | Screen::Code => login::address(wizard).into_iter().collect(),
        Screen::Verdict => findings::copies(wizard),
        Screen::OtherPort => port::address(wizard).into_iter().collect(),
        Screen::Change => configuration::copies(wizard),
        Screen::Apply => apply::copies(wizard),
        Screen::TestUri => proof::test_uri(wizard).into_iter().collect(),
        Screen::Done => proof::done_copies(wizard),
        Screen::Summary => summary::copies(wizard),
        _ => Vec::new(),
    }
}

/// Whether the arrows walk over the values to copy.
pub(super) fn has_value_focus(wizard: &Wizard) -> bool {
    matches!(wizard.screen, Screen::Step(_) | Screen::Change | Screen::Apply | Screen::Summary)
        && copies(wizard).len() > 1
        && editing(wizard).is_none()
}

/// The page that belongs to the screen.
fn link(wizard: &Wizard) -> Option<url::Url> {
    match &wizard.screen {
        Screen::Step(id) => okta::link(wizard, id),
        Screen::Values | Screen::Verdict | Screen::Details => findings::link(wizard),
        Screen::TestUri | Screen::OtherPort => proof::link(wizard),
        Screen::Confirm(_) => proof::application(wizard),
        _ => None,
    }
}

fn open(wizard: &mut Wizard) {
    if wizard.screen == Screen::Waiting {
        wizard.want(crate::setup::Intent::OpenBrowser);
    } else if let Some(url) = link(wizard) {
        wizard.want(crate::setup::Intent::Open(url));
    }
}

/// What can be printed unbroken outside the screen.
fn raw(wizard: &Wizard) -> Option<Vec<Secret>> {
    match &wizard.screen {
        Screen::Waiting | Screen::Code => login::address(wizard).map(|address| vec![address]),
        Screen::Request => Some(vec![Secret::new(okta::request_text(wizard))]),
        Screen::Change => configuration::raw(wizard),
        Screen::Summary => Some(summary::copies(wizard)).filter(|all| !all.is_empty()),
        _ => None,
    }
}

fn print_raw(wizard: &mut Wizard) {
    if let Some(lines) = raw(wizard) {
        wizard.ask_host(super::HostTask::PrintRaw(lines));
    }
}

fn reveal(wizard: &mut Wizard) {
    if wizard.screen == Screen::Change {
        wizard.is_revealed = !wizard.is_revealed;
    } else if let Some(field) = wizard.project.as_mut().and_then(|project| project.texts.get_mut("secret")) {
        field.toggle_reveal();
    }
}

/// Whether what was pasted holds several of the three values, which then stand in their fields.
pub(super) fn takes_several(wizard: &mut Wizard, text: &Secret) -> bool {
    match wizard.screen {
        Screen::Values | Screen::Request => several::take(wizard, text),
        _ => false,
    }
}

/// A text was pasted into the screen's field.
pub(super) fn pasted(wizard: &mut Wizard) {
    match wizard.screen {
        Screen::Values => values::left_field(wizard),
        Screen::PasteAddress => login_aside::paste_next(wizard),
        _ => {}
    }
}

/// The focus left a field.
pub(super) fn left_field(wizard: &mut Wizard) {
    values::left_field(wizard);
}

/// The secret was typed over.
pub(super) fn secret_typed(wizard: &mut Wizard) {
    secret::typed(wizard);
}

/// The secret came from where it lives.
pub(super) fn secret_came(wizard: &mut Wizard) {
    if wizard.screen == Screen::Values {
        values::left_field(wizard);
    }
}

/// The engine has a new state.
pub(super) fn after_setup(wizard: &mut Wizard) {
    configuration::after_setup(wizard);
}
