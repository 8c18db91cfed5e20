//! Several places in the application's file may be meant: the person says which.

use super::super::Wizard;
use super::super::page::{Page, Tone};
use super::super::screen::{Description, Items, Screen};
use super::change;
use crate::base::untrusted::visible;
use crate::base::words::message;
use crate::engine::connection::Stage;
use crate::engine::{Intent, Setup};
use crate::wizard::keymap::enter;

/// Which place is meant.
pub(super) const SCREEN: Screen = Screen::Places;

pub(super) static PLACES: Description = Description {
    stage: |_| Some(Stage::Configuration),
    beside: |_| Some(change::SCREEN),
    page,
    items: Items::Answers(|wizard| all(wizard).len()),
    keys: &[enter("choose_this", next)],
    ..Description::PLAIN
};

/// The places, each by its name; none where nothing has to be chosen.
pub(super) fn all(wizard: &Wizard) -> &[String] {
    wizard.setup().map_or(&[], Setup::places)
}

fn page(wizard: &Wizard) -> Page {
    let mut page = Page::new(wizard.voice(), message!("wizard.places.title"));
    page.text(Tone::Plain, message!("wizard.places.why")).space();
    page.answers(wizard.focus, all(wizard).iter().map(|place| (visible(place), "")));
    page
}

fn next(wizard: &mut Wizard) {
    let Some(place) = all(wizard).get(wizard.focus).cloned() else { return };
    wizard.back_from_aside();
    wizard.want(Intent::PlanAt(place));
}
