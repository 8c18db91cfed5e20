//! The vocabulary of findings: one record for each slug. A slug is never renamed; its words stand in
//! `assets/words/en/findings.toml` under the same name.

use super::finding::{Severity, Side};

mod table;

pub use table::{SLUGS, Slug};

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
    /// The named values that the words may rely on.
    pub values: &'static [&'static str],
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
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::SLUGS;
    use crate::base::words::{PROVIDER_PLACES, WORDS, find, places};
    use crate::diagnosis::telling::SUBJECT_PLACES;

    const PARTS: [&str; 7] = ["title", "happened", "why", "where", "do", "value", "reference"];
    const NEEDED: [&str; 5] = ["title", "happened", "why", "where", "do"];

    #[test]
    fn every_slug_says_what_happened_why_and_what_to_do() {
        for slug in SLUGS {
            for part in NEEDED {
                assert!(
                    find(&format!("findings.{}.{part}", slug.name)).is_some(),
                    "{} has no {part}",
                    slug.name
                );
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
                let sentence = |form: &str| find(&format!("{form}.{}.{part}", slug.name)).unwrap_or_default();
                let forms = ["findings", "elsewhere.findings"].map(sentence);
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
