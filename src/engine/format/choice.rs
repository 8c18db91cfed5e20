//! Which of the places in a file is the guide's: the one that was named, else the one that tells an issuer.

use super::adopted::names_issuer;
use super::keys::{Asked, all_keys, looked_for};
use super::told::text_of;
use crate::apps::guide::Format;
use crate::apps::template::{Found, Template};
use crate::config::{Entry, Place};

/// The places that may be meant: one, where it is certain, or several to choose from; none where no key stands anywhere.
/// `is_its_service`: whether a place is a service of a Compose file that runs the application.
pub(super) fn choices<'d>(
    places: Vec<Place<'d>>,
    asked: &[Asked],
    named: Option<&str>,
    is_its_service: impl Fn(&Place<'d>) -> bool,
) -> Vec<Place<'d>> {
    if let Some(named) = named {
        let mut fitting = places;
        fitting.retain(|place| is_called(place.entry(), named));
        return fitting;
    }
    let issuer =
        |one: &Asked| one.value.places().any(|place| names_issuer(place.split('|').next().unwrap_or(place)));
    let client = |one: &Asked| one.value.places().any(|place| place == "client_id");
    let places = narrowed(places, |place| tells(place, asked, issuer));
    let places = narrowed(places, |place| tells(place, asked, client));
    let mut places = narrowed(places, is_its_service);
    // A second service that is told the very same is no other place.
    let mut known: Vec<Vec<Option<crate::config::Stands>>> = Vec::new();
    places.retain(|place| {
        if place.entry().is_entry() {
            return true;
        }
        let said: Vec<_> = asked.iter().map(|one| place.get(&one.key)).collect();
        let is_new = !known.contains(&said);
        known.push(said);
        is_new
    });
    places
}

/// Whether a place goes by a name.
pub(in crate::engine) fn is_called(entry: &Entry, name: &str) -> bool {
    label(entry) == name || entry.labels().iter().any(|label| label == name)
}

/// What a place is called where one of several is chosen.
pub fn label(entry: &Entry) -> String {
    entry.labels().join("/")
}

fn tells(place: &Place<'_>, asked: &[Asked], is_meant: impl Fn(&Asked) -> bool) -> bool {
    asked.iter().any(|one| is_meant(one) && place.get(&one.key).is_some())
}

/// Those of which something holds, where it holds of any.
fn narrowed<'d>(places: Vec<Place<'d>>, holds: impl Fn(&Place<'d>) -> bool) -> Vec<Place<'d>> {
    if places.len() < 2 || !places.iter().any(&holds) {
        return places;
    }
    places.into_iter().filter(|place| holds(place)).collect()
}

/// Whether an entry is of the kind that the guide writes, and not a connector or provider of another type under its own name.
pub(super) fn is_of_its_kind(place: &Place<'_>, format: &Format<Template>) -> bool {
    const KINDS: [&str; 3] = ["type", "kind", "strategy"];
    let told = all_keys(format).filter(|key| key.value.places().next().is_none());
    let mut told =
        told.filter(|key| key.key.places().next().is_some()).map(|key| (looked_for(&key.key), key));
    told.all(|(name, key)| {
        let is_kind = name.rsplit('.').next().is_some_and(|last| KINDS.contains(&last));
        let kind = key.value.fill(&|place| Found::Gap(place.to_owned()));
        let stands = place.value(&name).filter(|_| is_kind && place.entry().is_entry());
        stands.and_then(|value| text_of(&value)).is_none_or(|text| text == kind.reveal())
    })
}
