//! Whether what a configuration refers to may be looked up: what would be sent where, and the person's word.

use super::super::Wizard;
use super::super::page::{Page, Sign, Tone};
use super::super::screen::{Description, Items, Screen};
use crate::base::words::{Key, key, message};
use crate::engine::format::Open;
use crate::engine::{Intent, Setup};
use crate::wizard::keymap::{back, enter};

/// Where the person's word is asked for.
pub(in crate::wizard) const SCREEN: Screen = Screen::References;

pub(super) static REFERENCES: Description = Description {
    page,
    items: Items::Answers(|_| ANSWERS.len()),
    keys: &[enter("choose_this", next), back(leave)],
    ..Description::PLAIN
};

/// The answers, in their order; the careful one is chosen already.
const ANSWERS: [(Key, Key); 2] = [
    (key!("wizard.references.leave"), key!("wizard.references.leave_about")),
    (key!("wizard.references.follow"), key!("wizard.references.follow_about")),
];

/// What is asked: of the file that is being read, else of the one in which a saved connection's secret lives.
fn asked(wizard: &Wizard) -> Vec<Open> {
    match &wizard.from_file {
        Some(from) => from.asked.clone(),
        None => wizard.setup().map(Setup::asks_to_follow).unwrap_or_default(),
    }
}

fn page(wizard: &Wizard) -> Page {
    let mut page = Page::new(wizard.voice(), message!("wizard.references.title"));
    page.text(Tone::Plain, message!("wizard.references.why")).space();
    for open in asked(wizard) {
        page.mark(Sign::Caution, open.message());
    }
    page.space();
    page.answers(wizard.focus, ANSWERS);
    page
}

fn next(wizard: &mut Wizard) {
    answer(wizard, wizard.focus == 1);
}

/// Esc: nothing is looked up.
fn leave(wizard: &mut Wizard) {
    if wizard.from_file.is_some() { wizard.stop_reading() } else { answer(wizard, false) }
}

fn answer(wizard: &mut Wizard, follow: bool) {
    if wizard.from_file.is_some() {
        wizard.answer_references(follow);
    } else {
        wizard.back_from_aside();
        wizard.want(Intent::FollowReferences(follow));
    }
}

/// The secret of a saved connection waits for the person's word.
pub(super) fn after_setup(wizard: &mut Wizard) {
    let asks = wizard.from_file.is_none() && !asked(wizard).is_empty();
    if asks {
        wizard.aside(SCREEN);
    }
}
