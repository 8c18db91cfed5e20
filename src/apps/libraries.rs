//! The libraries by which applications read an issuer, and what each of them forgives: `assets/libraries.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::guide::{Format, Guide, Key, Slack};
use super::template::Template;

/// One library.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Library {
    /// Its name as its people write it.
    pub name: String,
    /// With these a login works as if the value were right.
    pub forgives: BTreeSet<Slack>,
    /// With these it does not.
    pub refuses: BTreeSet<Slack>,
    /// Where that was read.
    pub source: String,
}

static LIBRARIES: LazyLock<BTreeMap<String, Library>> =
    LazyLock::new(|| toml::from_str(include_str!("../../assets/libraries.toml")).unwrap_or_default());

/// A library by the name of its record.
pub fn library(id: &str) -> Option<&'static Library> {
    LIBRARIES.get(id)
}

/// What becomes of a value that is not exactly the provider's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leniency {
    /// It works all the same.
    Forgiven,
    /// It does not work.
    Refused,
    /// Nobody has found out.
    Unknown,
}

/// What one value of a file is read by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    forgives: BTreeSet<Slack>,
    refuses: BTreeSet<Slack>,
    /// The library's name, where the guide names one.
    pub library: Option<&'static str>,
}

impl Reading {
    /// What becomes of a value that deviates in this way.
    pub fn of(&self, slack: Slack) -> Leniency {
        if slack == Slack::SlashAfterHost && !self.forgives.contains(&slack) && !self.refuses.contains(&slack)
        {
            return self.of(Slack::TrailingSlash);
        }
        if self.forgives.contains(&slack) {
            Leniency::Forgiven
        } else if self.refuses.contains(&slack) {
            Leniency::Refused
        } else {
            Leniency::Unknown
        }
    }
}

impl Guide {
    /// What a key's value is read by in one format: the library's habits, and over them the application's and the key's own.
    pub fn reading(&self, format: &Format<Template>, key: Option<&Key<Template>>) -> Reading {
        let named = format.library.as_deref().or(self.library.default.as_deref());
        let found = named.and_then(library);
        let (mut forgives, mut refuses) =
            found.map(|found| (found.forgives.clone(), found.refuses.clone())).unwrap_or_default();
        for slack in &self.library.refuses {
            forgives.remove(slack);
            refuses.insert(*slack);
        }
        for slack in self.library.tolerates.iter().chain(key.into_iter().flat_map(|key| &key.tolerates)) {
            refuses.remove(slack);
            forgives.insert(*slack);
        }
        Reading { forgives, refuses, library: found.map(|found| found.name.as_str()) }
    }
}

#[cfg(test)]
mod tests {
    use super::{LIBRARIES, library};
    use crate::apps::Guide;
    use crate::apps::embedded::GUIDES;

    #[test]
    fn every_library_says_where_it_was_read_and_contradicts_itself_nowhere() {
        assert!(!LIBRARIES.is_empty(), "assets/libraries.toml does not read");
        for (id, library) in LIBRARIES.iter() {
            assert!(!library.source.is_empty() && !library.name.is_empty(), "{id}");
            assert!(library.forgives.is_disjoint(&library.refuses), "{id} forgives what it refuses");
        }
    }

    #[test]
    fn every_library_that_a_guide_names_is_known() {
        for (name, text) in GUIDES {
            let guide = Guide::parse(text).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
            let named = guide.formats.iter().filter_map(|format| format.library.as_deref());
            for named in named.chain(guide.library.default.as_deref()) {
                assert!(library(named).is_some(), "{name} names the library {named}, which nobody knows");
            }
        }
    }
}
