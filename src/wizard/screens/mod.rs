//! The screens: what is on each, what has the focus, what can be copied. This file only hands each question to its screen;
//! `doing` hands on what is done there.

mod again;
mod applications;
mod apply;
mod change;
mod changed;
mod check_blocks;
mod checks;
mod configuration;
mod counted;
mod cure;
mod doing;
mod findings;
mod fix;
mod found;
mod living;
mod local_admin;
mod login;
mod login_aside;
mod okta;
mod pasted_values;
mod places;
mod port;
mod proof;
mod questions;
mod redirects;
mod references;
mod secret;
mod source;
mod start;
mod steps;
mod summary;
mod test_uri;
mod values;
mod verdict;

pub(super) use self::applications::Item as Application;
pub(super) use self::doing::{
    act, after_setup, arrive, back, come_back, cure_number, file_was_read_again, left_field, next, offers,
    pasted, secret_came, secret_typed, takes_several,
};
pub(super) use self::port::free_one_came;
use super::page::Page;
use super::project::name_of;
use super::screen::Screen;
use super::{FindingView, Wizard};
use crate::base::Secret;
use crate::engine::Field;
use crate::wizard::keymap::{Word, word};

/// What is on the screen.
pub(super) fn page(wizard: &Wizard) -> Page {
    match &wizard.screen {
        Screen::Start => start::page(wizard),
        Screen::Saved => start::saved_page(wizard),
        Screen::Applications => applications::page(wizard),
        Screen::FromFile => source::any_file_page(wizard),
        Screen::WhichFits => source::which_page(wizard),
        Screen::References => references::page(wizard),
        Screen::Source => source::page(wizard),
        Screen::SourceFile => source::file_page(wizard),
        Screen::Found => found::page(wizard),
        Screen::Question(key) => questions::page(wizard, key),
        Screen::Organization => questions::organization_page(wizard),
        Screen::Redirects => redirects::page(wizard),
        Screen::WhoInOkta => okta::who_page(wizard),
        Screen::Request => okta::request_page(wizard),
        Screen::Step(id) => steps::page(wizard, id),
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
        Screen::Fix => fix::page(wizard),
        Screen::Formats => configuration::formats_page(wizard),
        Screen::Target => configuration::target_page(wizard),
        Screen::Change => change::page(wizard),
        Screen::LocalAdmin => local_admin::page(wizard),
        Screen::Unproven => change::unproven_page(wizard),
        Screen::Places => places::page(wizard),
        Screen::Apply => apply::page(wizard),
        Screen::Confirm => proof::confirm_page(wizard),
        Screen::Living { .. } => living::page(wizard),
        Screen::SeenAt { .. } => living::paste_page(wizard),
        Screen::TestUri => test_uri::page(wizard),
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
        Screen::Applications => wizard.listed.len(),
        Screen::WhichFits => {
            wizard.from_file.as_ref().map_or(0, |from| from.entries.len().max(from.fitting.len()))
        }
        Screen::Source => source::items(wizard).len(),
        Screen::References | Screen::WhoInOkta => 2,
        Screen::Question(key) => {
            wizard.project.as_ref().map_or(0, |project| project.answers(key, wizard.voice()).len())
        }
        Screen::Redirects => crate::engine::connection::TEST_PORTS.len(),
        Screen::OtherPort => port::others(wizard).len(),
        Screen::Places => places::all(wizard).len(),
        Screen::Values => values::FIELDS.len(),
        Screen::SecretPlace => secret::PLACES.len(),
        Screen::Login => login::CHOICES.len(),
        Screen::PageSeen => login_aside::PAGES.len(),
        Screen::Formats => wizard.project.as_ref().map_or(0, |one| one.setup.resolved().formats.len()),
        Screen::Confirm => proof::asked(wizard).len(),
        Screen::Verdict | Screen::Details => findings::count(wizard),
        _ if has_value_focus(wizard) => copies(wizard).len(),
        _ => 0,
    }
}

/// The likely answer.
pub(super) fn first_focus(wizard: &Wizard) -> usize {
    match &wizard.screen {
        Screen::Question(key) => wizard.project.as_ref().and_then(|project| project.chosen(key)).unwrap_or(0),
        Screen::Redirects => redirects::chosen_port(wizard),
        Screen::WhoInOkta => {
            usize::from(wizard.setup().is_some_and(|setup| setup.connection().somebody_else))
        }
        Screen::Values => values::first_focus(wizard),
        Screen::SecretPlace => secret::likely(wizard),
        Screen::Login => login::likely(wizard),
        Screen::Start => start::likely(wizard),
        Screen::Confirm => proof::first_open(wizard),
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
        Screen::PasteAddress | Screen::SeenAt { .. } => Some("paste".to_owned()),
        Screen::Organization => Some(name_of(&Field::Organization)),
        Screen::Question(key) => questions::editing(wizard, key),
        Screen::Step(id) => steps::editing(wizard, id),
        Screen::Values => values::FIELDS.get(wizard.focus).map(name_of),
        _ => None,
    }
}

/// What Enter does now, where that depends on more than the screen.
pub(super) fn next_word(wizard: &Wizard) -> Option<Word> {
    match wizard.screen {
        Screen::Verdict => Some(verdict::next_word(wizard)),
        Screen::TestUri => test_uri::next_word(wizard),
        Screen::Living { .. } => living::next_word(wizard),
        Screen::Change => change::next_word(wizard),
        Screen::Fix => fix::next_word(wizard),
        Screen::Values if !values::is_complete(wizard) => Some(word!("next_gap")),
        _ => cure::next_word(wizard),
    }
}

/// The findings of the screen, in their order.
pub(super) fn findings_of(wizard: &Wizard) -> Vec<FindingView> {
    cure::views(wizard)
}

/// The values that can be copied here, in order.
pub(super) fn copies(wizard: &Wizard) -> Vec<Secret> {
    match &wizard.screen {
        Screen::Redirects => redirects::copies(wizard),
        Screen::Request => vec![Secret::new(okta::request_text(wizard))],
        Screen::Step(id) => steps::copies(wizard, id),
        Screen::Waiting | Screen::Code => login::address(wizard).into_iter().collect(),
        Screen::Verdict => findings::copies(wizard),
        Screen::OtherPort => port::address(wizard).into_iter().collect(),
        Screen::Change | Screen::Fix => change::copies(wizard),
        Screen::Apply => apply::copies(wizard),
        Screen::TestUri => test_uri::copies(wizard),
        Screen::Done => proof::done_copies(wizard),
        Screen::Summary => summary::copies(wizard),
        _ => Vec::new(),
    }
}

/// The value at a place is copied: what it is called, where it has a name.
pub(super) fn copied_from(wizard: &mut Wizard, at: usize) -> String {
    match wizard.screen.clone() {
        Screen::Step(id) => steps::copied_from(wizard, &id, at),
        _ => String::new(),
    }
}

/// Whether the arrows walk over the values to copy.
pub(super) fn has_value_focus(wizard: &Wizard) -> bool {
    matches!(wizard.screen, Screen::Step(_) | Screen::Change | Screen::Apply | Screen::Summary)
        && copies(wizard).len() > 1
        && editing(wizard).is_none()
}

/// The page that belongs to the screen.
pub(super) fn link(wizard: &Wizard) -> Option<url::Url> {
    match &wizard.screen {
        Screen::Step(id) => steps::link(wizard, id),
        Screen::Values | Screen::Verdict | Screen::Details => findings::link(wizard),
        Screen::TestUri | Screen::OtherPort => test_uri::link(wizard),
        Screen::Confirm => proof::application(wizard),
        Screen::Apply => apply::link(wizard),
        Screen::Living { .. } => living::link(wizard),
        _ => None,
    }
}

/// The sign-in address that is out, whole.
pub(super) fn address(wizard: &Wizard) -> Option<Secret> {
    login::address(wizard)
}

/// What can be printed unbroken outside the screen.
fn raw(wizard: &Wizard) -> Option<Vec<Secret>> {
    match &wizard.screen {
        Screen::Waiting | Screen::Code => login::address(wizard).map(|address| vec![address]),
        Screen::Request => Some(vec![Secret::new(okta::request_text(wizard))]),
        Screen::Change | Screen::Fix => change::raw(wizard),
        Screen::Summary => Some(summary::copies(wizard)).filter(|all| !all.is_empty()),
        _ => None,
    }
}
