//! What must not stand beside what is written.

use super::super::Setup;
use super::Destination;
use super::text::is_within;
use crate::apps::Format;
use crate::apps::guide::{KnownKey, Meaning};
use crate::config::{Document, Place, Setting};

impl Setup {
    /// The keys that the application does not read any more, or never did.
    pub(super) fn gone(&self, resolved: &Format) -> impl Iterator<Item = &String> {
        let format = resolved.id.clone();
        let is_gone = move |known: &&KnownKey| {
            matches!(known.is, Meaning::Removed | Meaning::Misspelled)
                && (known.formats.is_empty() || known.formats.contains(&format))
        };
        self.guide.known_keys.iter().filter(is_gone).flat_map(|known| &known.names)
    }

    /// What stands beside a key with which the application takes it for nothing: only one of the two stays.
    pub(super) fn contraries(
        &self,
        resolved: &Format,
        document: &Document<'_>,
        place: &Place<'_>,
        settings: &[Setting],
    ) -> Vec<String> {
        let counts = |known: &&KnownKey| known.formats.is_empty() || known.formats.contains(&resolved.id);
        let is_written = |known: &&KnownKey| {
            let own = |name: &&String| settings.iter().any(|one| one.key == **name);
            known.names.iter().filter(own).any(|name| place.get(name).is_some())
        };
        let known = self.guide.known_keys.iter().filter(counts).filter(is_written);
        let ways = known.flat_map(|known| &known.excludes).map(|name| place.way_for(name, &[]));
        let mut all: Vec<String> = Vec::new();
        for way in ways.filter(|way| document.has(way)) {
            if !all.iter().any(|outer| *outer == way || is_within(&way, outer)) {
                all.push(way);
            }
        }
        all
    }

    /// The keys that contradict what is written: those that the application does not read any more.
    pub(super) fn contradicting(
        &self,
        resolved: &Format,
        place: &Place<'_>,
        found: &Destination,
    ) -> Vec<String> {
        let names = self.gone(resolved).filter(|name| place.get(name).is_some());
        let mut all: Vec<String> = names.filter_map(|name| place.way_to(name)).collect();
        all.retain(|way| !found.settings.iter().any(|setting| setting.key.starts_with(way.as_str())));
        all.dedup();
        all
    }
}
