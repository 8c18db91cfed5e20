//! The vocabulary of findings: one record for each slug. A slug is never renamed; its words stand in
//! `assets/words/en/findings.toml` under the same name.

use super::finding::{Severity, Side};
use crate::apps::{ConsolePage, OktaPart};
use crate::base::words::Key;

mod table;

pub use table::{SLUGS, Slug};

/// What corrects a finding, as far as Usher can take anybody there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cure {
    /// Nothing that Usher holds or describes.
    Nowhere,
    /// Another issuer.
    Issuer,
    /// Another client ID.
    ClientId,
    /// Another client secret.
    Secret,
    /// Other scopes.
    Scopes,
    /// The redirect URIs, here or in Okta.
    Redirect,
    /// A part of Okta's own steps.
    Okta(OktaPart),
    /// The application's configuration file.
    File,
}

impl Cure {
    /// The page of the Admin Console where it is done, on an organization's own server or on a custom one.
    fn page(self, on_custom_server: bool) -> Option<ConsolePage> {
        match self {
            Self::ClientId => Some(ConsolePage::Applications),
            Self::Secret | Self::Redirect => Some(ConsolePage::AppGeneral),
            Self::Okta(part) => Some(part.page(on_custom_server)),
            Self::Nowhere | Self::Issuer | Self::Scopes | Self::File => None,
        }
    }
}

/// What a finding speaks of, so that an error of one exchange is told by the check that it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// The client ID and what proves it.
    Access,
    /// Settings of the client that stand in the way of any login.
    Settings,
    /// Redirect URIs.
    Redirects,
    /// Anything else.
    Other,
}

/// The sentences of one kind of finding. Without one that is needed the program does not compile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// The cause in one sentence.
    pub title: Key,
    /// What happened.
    pub happened: Key,
    /// Why it matters.
    pub why: Key,
    /// On which screen it is corrected.
    pub fix_where: Key,
    /// What to do there.
    pub fix_do: Key,
    /// Which value to put there.
    pub fix_value: Option<Key>,
    /// The section of a standard, or Okta's page, that says so.
    pub reference: Option<Key>,
}

impl Words {
    const fn of(slug: &str) -> Self {
        Self {
            title: Key::of(&["findings.", slug, ".title"]),
            happened: Key::of(&["findings.", slug, ".happened"]),
            why: Key::of(&["findings.", slug, ".why"]),
            fix_where: Key::of(&["findings.", slug, ".where"]),
            fix_do: Key::of(&["findings.", slug, ".do"]),
            fix_value: Key::look_up(&["findings.", slug, ".value"]),
            reference: Key::look_up(&["findings.", slug, ".reference"]),
        }
    }
}

/// All that is known of one kind of finding, whatever the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record {
    /// Its slug.
    pub slug: Slug,
    /// The slug as users read it, `client.secret_wrong`.
    pub name: &'static str,
    /// Its usual weight.
    pub severity: Severity,
    /// Whose side it is on.
    pub side: Side,
    /// What is said of it.
    pub words: Words,
    /// The named values that the words may rely on.
    pub values: &'static [&'static str],
    /// What it speaks of.
    pub about: About,
    /// Whether Usher's own test, a limit or the person stood in the way, so that nothing is known of the connection.
    pub says_nothing: bool,
    /// The page of the Admin Console, where the cure does not imply it.
    pub page: Option<ConsolePage>,
    /// What corrects it.
    pub cure: Cure,
}

impl Record {
    const fn usual(
        slug: Slug,
        name: &'static str,
        severity: Severity,
        side: Side,
        values: &'static [&'static str],
    ) -> Self {
        let (about, cure) = (About::Other, Cure::Nowhere);
        let words = Words::of(name);
        Self { slug, name, severity, side, words, values, about, says_nothing: false, page: None, cure }
    }
}

impl Slug {
    /// All that is known of it.
    pub fn record(self) -> &'static Record {
        &SLUGS[self as usize]
    }

    /// The text that users read, `client.secret_wrong`.
    pub fn as_str(self) -> &'static str {
        self.record().name
    }

    /// The page of the Admin Console where it is corrected, on an organization's own server or on a custom one.
    pub fn page(self, on_custom_server: bool) -> Option<ConsolePage> {
        self.record().page.or_else(|| self.record().cure.page(on_custom_server))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Cure, SLUGS};
    use crate::apps::embedded::GUIDES;
    use crate::apps::{ConsolePage, Guide};
    use crate::base::words::{Key, PROVIDER_PLACES, Voice, WORDS, places};
    use crate::diagnosis::wording::SUBJECT_PLACES;

    const PARTS: [&str; 7] = ["title", "happened", "why", "where", "do", "value", "reference"];

    /// Somebody who opens the page finds there what the words say.
    #[test]
    fn the_page_is_the_one_that_the_words_name() {
        let pages = [
            ("Okta › Applications › {okta_app} › General", Some(ConsolePage::AppGeneral)),
            ("Okta › Applications › {okta_app} › Sign On", Some(ConsolePage::AppSignOn)),
            ("Okta › Applications › {okta_app} › Assignments", Some(ConsolePage::AppAssignments)),
            ("Okta › Applications › Create", Some(ConsolePage::Applications)),
            ("Okta › Security › API", Some(ConsolePage::AuthorizationServers)),
            ("Okta › Reports › System Log", Some(ConsolePage::SystemLog)),
            ("Nothing", None),
        ];
        // With a wrong client ID the application's own page cannot be opened.
        for record in SLUGS.iter().filter(|record| record.cure != Cure::ClientId) {
            let place = Voice::default().sentence(record.words.fix_where);
            let named = pages.iter().find(|(beginning, _)| place.starts_with(beginning));
            if let Some((_, page)) = named {
                assert_eq!(record.slug.page(false), *page, "{}: {place}", record.name);
            }
        }
    }

    /// A guide tells more of a finding in its application; under a name that is none, nobody would ever read it.
    #[test]
    fn every_finding_that_a_guide_tells_more_of_is_one() {
        for (name, text) in GUIDES {
            let guide = Guide::parse(text).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
            for finding in guide.traps.iter().filter_map(|trap| trap.finding.as_deref()) {
                assert!(SLUGS.iter().any(|record| record.name == finding), "{name} tells of {finding}");
            }
        }
    }

    #[test]
    fn no_words_are_left_without_a_slug() {
        let names: BTreeSet<&str> = SLUGS.iter().map(|slug| slug.name).collect();
        assert_eq!(names.len(), SLUGS.len(), "a slug stands twice");
        for (key, _) in WORDS.iter().filter(|(key, _)| key.starts_with("findings.")) {
            let path = key.trim_start_matches("findings.");
            let (slug, part) = path.rsplit_once('.').unwrap_or((path, ""));
            assert!(names.contains(slug) && PARTS.contains(&part), "nobody says {key}");
        }
    }

    #[test]
    fn every_place_in_the_words_has_a_value() {
        for slug in SLUGS {
            for part in PARTS {
                let Some(key) = Key::find(&format!("findings.{}.{part}", slug.name)) else { continue };
                let forms = [false, true].map(|is_other| Voice::default().about(is_other).sentence(key));
                for place in forms.into_iter().flat_map(places) {
                    let known = slug.values.contains(&place)
                        || SUBJECT_PLACES.contains(&place)
                        || PROVIDER_PLACES.contains(&place);
                    assert!(known, "{}.{part} uses {{{place}}}, which nobody fills", slug.name);
                }
            }
        }
    }
}
