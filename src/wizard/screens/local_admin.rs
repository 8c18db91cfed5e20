//! Before the first writing, and before what hides the local login: is there a way in without the provider?

use super::super::Wizard;
use super::super::page::{Page, Sign, Tone};
use super::super::screen::{Description, Screen};
use super::change;
use crate::base::words::message;
use crate::engine::connection::Stage;
use crate::engine::{LocalAdmin, Setup};
use crate::wizard::keymap::{Action, c, enter, row};

pub(super) static LOCAL_ADMIN: Description = Description {
    stage: |_| Some(Stage::Configuration),
    beside: |_| Some(change::SCREEN),
    page,
    keys: &[
        row(&[c('w')], Action::Yes, "write_untested", 2, |wizard| answer(wizard, false)).when(may_do_without),
        // The person's word: it was tested.
        enter("admin_tested", |wizard| answer(wizard, true)),
    ],
    ..Description::PLAIN
};

/// Asks, where the plan wants it; `false`: nothing has to be asked.
pub(super) fn ask(wizard: &mut Wizard) -> bool {
    // The new text is searched for it, which is too much for every frame.
    wizard.local_admin = wizard.setup().and_then(Setup::asks_for_local_admin);
    // What is practised locks nobody out.
    if wizard.practice_wanted && wizard.local_admin == Some(LocalAdmin::FirstWrite) {
        wizard.local_admin = None;
    }
    if wizard.local_admin.is_some() {
        wizard.aside(Screen::LocalAdmin);
    }
    wizard.local_admin.is_some()
}

fn page(wizard: &Wizard) -> Page {
    let (Some(setup), Some(why)) = (wizard.setup(), &wizard.local_admin) else { return Page::default() };
    let app = setup.resolved().name.clone();
    let mut page = Page::new(wizard.voice(), message!("wizard.local_admin.title", app = app));
    page.text(Tone::Plain, why.message(&app)).space();
    if let Some(accounts) = &setup.resolved().accounts {
        for sentence in &accounts.existing {
            page.mark(Sign::Caution, sentence.clone());
        }
        page.space();
    }
    if let Some(way) = setup.way_back_in() {
        page.mark(Sign::Note, way.to_owned()).space();
    }
    page.text(Tone::Quiet, message!("wizard.local_admin.once"));
    page
}

/// Where nothing is hidden, it may be written without that word.
fn may_do_without(wizard: &Wizard) -> bool {
    wizard.local_admin == Some(LocalAdmin::FirstWrite)
}

fn answer(wizard: &mut Wizard, was_tested: bool) {
    if let Some(project) = &mut wizard.project {
        project.setup.say_of_local_admin(was_tested);
    }
    wizard.back_from_aside();
    change::write(wizard);
}
