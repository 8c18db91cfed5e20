//! What is done on a screen: Enter, Esc, the keys of one screen alone, what was typed or pasted. Each is handed to its screen.

use super::super::keymap::{self, Action};
use super::super::screen::Screen;
use super::super::{HostTask, Wizard};
use super::{
    again, applications, apply, change, configuration, cure, fix, found, items, link, living, local_admin,
    login, login_aside, okta, pasted_values, places, port, proof, questions, raw, redirects, references,
    secret, source, start, steps, test_uri, values, verdict,
};
use crate::base::Secret;
use crate::base::words::message;
use crate::engine::Intent;
use crate::wizard::keymap::word;

/// What happens by itself when a screen is shown.
pub(in crate::wizard) fn arrive(wizard: &mut Wizard) {
    match wizard.screen.clone() {
        Screen::Start | Screen::Saved => start::arrive(wizard),
        Screen::Values => values::arrive(wizard),
        Screen::Source => source::look_for_files(wizard),
        Screen::SourceFile => source::arrive(wizard),
        Screen::Found => found::arrive(wizard),
        Screen::Question(key) => {
            port::ask_for_free_one(wizard);
            questions::arrive(wizard, &key);
        }
        Screen::Organization | Screen::WhoInOkta => port::ask_for_free_one(wizard),
        Screen::Target => configuration::arrive_at_target(wizard),
        Screen::Change => change::arrive(wizard),
        Screen::PasteAddress | Screen::SeenAt { .. } => wizard.paste.set(""),
        Screen::Done => test_uri::remove_from_practice(wizard),
        _ => {}
    }
}

/// Enter.
pub(in crate::wizard) fn next(wizard: &mut Wizard) {
    match wizard.screen.clone() {
        Screen::Start => start::next(wizard),
        Screen::Saved => start::saved_next(wizard),
        Screen::Applications => applications::next(wizard),
        Screen::FromFile => source::any_file_next(wizard),
        Screen::WhichFits => wizard.choose_fitting(),
        Screen::References => references::next(wizard),
        Screen::Source => source::next(wizard),
        Screen::SourceFile => source::file_next(wizard),
        Screen::Found => found::next(wizard),
        Screen::Question(key) => questions::next(wizard, &key),
        Screen::Organization => questions::organization_next(wizard),
        Screen::Redirects => redirects::next(wizard),
        Screen::WhoInOkta => okta::who_next(wizard),
        Screen::Step(id) => steps::next(wizard, &id),
        Screen::Values => values::next(wizard),
        Screen::SecretPlace => secret::next(wizard),
        Screen::SecretAt(keeper) => secret::at_next(wizard, keeper),
        Screen::Login => login::next(wizard),
        Screen::PasteAddress => login_aside::paste_next(wizard),
        Screen::Living { .. } => living::next(wizard),
        Screen::SeenAt { .. } => living::paste_next(wizard),
        Screen::PageSeen => login_aside::seen_next(wizard),
        Screen::Verdict => verdict::next(wizard),
        Screen::OtherPort => port::next(wizard),
        Screen::Formats => configuration::formats_next(wizard),
        Screen::Target => configuration::target_next(wizard),
        Screen::Change => change::next(wizard),
        Screen::Fix => fix::next(wizard),
        Screen::LocalAdmin => local_admin::next(wizard),
        Screen::Unproven => wizard.back(),
        Screen::Places => places::next(wizard),
        Screen::Apply => apply::next(wizard),
        Screen::TestUri => test_uri::next(wizard),
        Screen::Done => wizard.quit(false),
        Screen::Summary => {
            wizard.back_from_aside();
        }
        Screen::Waiting | Screen::Code | Screen::Details => {}
        Screen::Request | Screen::Confirm => wizard.forward(),
    }
}

/// Esc.
pub(in crate::wizard) fn back(wizard: &mut Wizard) {
    match &wizard.screen {
        Screen::Waiting => login::stop(wizard),
        Screen::References => references::back(wizard),
        Screen::Applications if !wizard.search.is_empty() => {
            wizard.search.set("");
            wizard.focus = 0;
        }
        _ => wizard.back(),
    }
}

/// Whether an action of one screen has a meaning now.
pub(in crate::wizard) fn offers(wizard: &Wizard, action: Action) -> bool {
    match action {
        Action::Up | Action::Down => items(wizard) > 1,
        Action::Open => link(wizard).is_some() || matches!(wizard.screen, Screen::Waiting),
        Action::Reveal => {
            wizard.setup().is_some_and(|setup| setup.secret().is_some()) || values::has_secret(wizard)
        }
        Action::AsTyped => {
            pasted_values::can_take_back(wizard) || questions::corrected_field(wizard).is_some()
        }
        Action::CheckAgain if living::is_shown(wizard) => living::can_look_again(wizard),
        Action::CheckAgain => values::is_complete(wizard),
        Action::PutRight => pasted_values::can_put_right(wizard),
        Action::SecretPlace => values::wants_secret(wizard),
        Action::CheckSignOut => verdict::can_check_sign_out(wizard),
        Action::GoOn => verdict::can_go_on(wizard),
        Action::SomebodyElse => matches!(&wizard.screen, Screen::Step(id) if id.starts_with("okta/")),
        Action::Register => can_register(wizard),
        Action::PasteAddress if living::is_shown(wizard) => true,
        Action::ShowCode | Action::PasteAddress | Action::TellPage => login::is_out(wizard),
        Action::PrintRaw => raw(wizard).is_some(),
        Action::GoToFix => cure::place_of_focused(wizard).is_some_and(|place| place != Screen::Fix),
        Action::FixFile => fix::can(wizard),
        Action::OtherPort => port::is_taken(wizard),
        Action::Details => wizard.setup().is_some(),
        Action::TryAgain => {
            wizard.screen == Screen::Details || verdict::next_word(wizard) != word!("try_again")
        }
        Action::UndoWrite => change::can_undo(wizard),
        Action::OtherFormat => configuration::has_other_format(wizard),
        Action::Replace => wizard.setup().is_some_and(|setup| setup.in_the_way().is_some()),
        Action::OtherFile => configuration::is_file(wizard),
        Action::Yes if wizard.screen == Screen::LocalAdmin => local_admin::may_do_without(wizard),
        Action::Yes | Action::No => questions::can_say_yes_or_no(wizard),
        Action::AskTestUri => test_uri::can_ask(wizard),
        Action::Later if wizard.screen == Screen::TestUri => test_uri::next_word(wizard).is_some(),
        Action::ForReal => wizard.can_begin_for_real(),
        _ => true,
    }
}

/// Whether the practice may register the application from here, which is in Okta's own steps. Asked again it registers a new
/// one, as Okta's console would: whoever spoilt a value gets three fresh ones.
fn can_register(wizard: &Wizard) -> bool {
    let in_okta = match &wizard.screen {
        Screen::Step(id) => id.starts_with("okta/"),
        _ => true,
    };
    in_okta && wizard.practice_wanted && wizard.practice.is_some()
}

/// What belongs to one screen.
pub(in crate::wizard) fn act(wizard: &mut Wizard, action: Action) {
    if !keymap::rows(wizard.screen.kind()).any(|row| row.action == action) || !offers(wizard, action) {
        return;
    }
    match action {
        Action::Open => open(wizard),
        Action::Reveal => reveal(wizard),
        Action::AsTyped if pasted_values::can_take_back(wizard) => pasted_values::take_back(wizard),
        Action::AsTyped => questions::take_as_typed(wizard),
        Action::CheckAgain if living::is_shown(wizard) => living::look(wizard),
        Action::CheckAgain => values::check(wizard),
        Action::ChangeValues => found::change_values(wizard),
        Action::PutRight => pasted_values::put_right(wizard),
        Action::SecretPlace => wizard.aside(Screen::SecretPlace),
        Action::CheckSignOut => verdict::check_sign_out(wizard),
        Action::SomebodyElse => okta::somebody_else(wizard),
        Action::Register => wizard.register_in_practice(),
        Action::SaveText => okta::save_request(wizard),
        Action::SaveTerraform => okta::save_terraform(wizard),
        Action::ShowCode => wizard.aside(Screen::Code),
        Action::PasteAddress if living::is_shown(wizard) => living::paste(wizard),
        Action::PasteAddress => wizard.aside(Screen::PasteAddress),
        Action::Later if living::is_shown(wizard) || wizard.screen == Screen::TestUri => wizard.forward(),
        Action::TellPage => wizard.aside(Screen::PageSeen),
        Action::PrintRaw => print_raw(wizard),
        Action::Details => wizard.aside(Screen::Details),
        Action::GoToFix => cure::go(wizard),
        Action::FixFile => fix::show(wizard),
        Action::OtherPort => wizard.aside(Screen::OtherPort),
        Action::TryAgain => wizard.aside(Screen::Login),
        Action::GoOn => wizard.forward(),
        Action::OtherFormat => wizard.go(Screen::Formats),
        Action::Replace => wizard.want(Intent::Replace),
        Action::OtherFile => wizard.go(Screen::Target),
        Action::UndoWrite => change::undo(wizard),
        Action::Yes if wizard.screen == Screen::LocalAdmin => local_admin::do_without(wizard),
        Action::Yes if wizard.screen == Screen::Unproven => change::write_unproven(wizard),
        Action::Yes | Action::No if matches!(wizard.screen, Screen::Question(_)) => {
            questions::say_yes_or_no(wizard, action == Action::Yes);
        }
        Action::Yes | Action::No | Action::Later => proof::answer(wizard, action),
        Action::AskTestUri => test_uri::ask(wizard),
        Action::ForReal => wizard.begin_for_real(),
        _ => {}
    }
}

fn open(wizard: &mut Wizard) {
    if wizard.screen == Screen::Waiting {
        wizard.want(Intent::OpenBrowser);
    } else if let Some(url) = link(wizard) {
        wizard.want(Intent::Open(url));
    }
}

fn print_raw(wizard: &mut Wizard) {
    let Some(lines) = raw(wizard) else { return };
    let secret = wizard.setup().and_then(|setup| setup.secret()).filter(|secret| !secret.is_empty());
    let shows = |secret: &Secret| lines.iter().any(|line| line.reveal().contains(secret.reveal()));
    if secret.is_some_and(shows) && !wizard.was_warned {
        wizard.was_warned = true;
        wizard.notice = Some(message!("wizard.change.print_secret"));
    } else {
        wizard.ask_host(HostTask::PrintRaw(lines));
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
pub(in crate::wizard) fn takes_several(wizard: &mut Wizard, text: &Secret) -> bool {
    match wizard.screen {
        Screen::Values | Screen::Request => pasted_values::take(wizard, text),
        _ => false,
    }
}

/// Goes to where the finding of this number is corrected.
pub(in crate::wizard) fn cure_number(wizard: &mut Wizard, at: usize) {
    cure::go_to(wizard, at);
}

/// Back to the checks from where a finding was corrected; `false`: the screen was not gone to for that.
pub(in crate::wizard) fn come_back(wizard: &mut Wizard) -> bool {
    let was_fixing = cure::is_fixing(wizard);
    if was_fixing {
        cure::check_again(wizard);
    }
    was_fixing
}

/// A text was pasted into the screen's field.
pub(in crate::wizard) fn pasted(wizard: &mut Wizard) {
    match wizard.screen {
        Screen::Values => values::left_field(wizard),
        Screen::PasteAddress => login_aside::paste_next(wizard),
        Screen::SeenAt { .. } => living::paste_next(wizard),
        _ => {}
    }
}

/// The focus left a field.
pub(in crate::wizard) fn left_field(wizard: &mut Wizard) {
    values::left_field(wizard);
}

/// The file with the values was read anew.
pub(in crate::wizard) fn file_was_read_again(wizard: &mut Wizard) {
    again::file_was_read(wizard);
}

/// The secret was typed over.
pub(in crate::wizard) fn secret_typed(wizard: &mut Wizard) {
    secret::typed(wizard);
}

/// The secret came from where it lives.
pub(in crate::wizard) fn secret_came(wizard: &mut Wizard) {
    if wizard.screen == Screen::Values {
        values::left_field(wizard);
    }
}

/// The engine has a new state.
pub(in crate::wizard) fn after_setup(wizard: &mut Wizard) {
    again::after_setup(wizard);
    change::after_setup(wizard);
    fix::after_setup(wizard);
    values::after_setup(wizard);
    references::after_setup(wizard);
}
