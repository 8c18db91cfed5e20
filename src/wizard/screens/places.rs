//! Several places in the application's file may be meant: the person says which.

use super::super::Wizard;
use super::super::page::{Page, Tone};
use crate::base::untrusted::visible;
use crate::base::words::message;
use crate::engine::{Intent, Setup};

/// The places, each by its name; none where nothing has to be chosen.
pub(super) fn all(wizard: &Wizard) -> &[String] {
    wizard.setup().map_or(&[], Setup::places)
}

pub(super) fn page(wizard: &Wizard) -> Page {
    let mut page = Page::new(wizard.voice(), message!("wizard.places.title"));
    page.text(Tone::Plain, message!("wizard.places.why")).space();
    page.choices(
        wizard.focus,
        all(wizard).iter().map(|place| (visible(place), String::new(), String::new())),
    );
    page
}

pub(super) fn next(wizard: &mut Wizard) {
    let Some(place) = all(wizard).get(wizard.focus).cloned() else { return };
    wizard.back_from_aside();
    wizard.want(Intent::PlanAt(place));
}
