//! The vocabulary of findings: one record for each slug. A slug is never renamed; its words stand in
//! `assets/words/en/findings.toml` under the same name.

use super::finding::{Finding, Severity, Side};

mod table;

pub use table::SLUGS;

/// One kind of finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slug {
    /// The name, `client.secret_wrong`.
    pub name: &'static str,
    /// Its usual weight.
    pub severity: Severity,
    /// Whose side it is on.
    pub side: Side,
    /// The named values that the words may rely on.
    pub values: &'static [&'static str],
}

/// The record of a slug.
pub fn find(name: &str) -> Option<&'static Slug> {
    SLUGS.iter().find(|slug| slug.name == name)
}

/// A finding of this slug, with its usual weight and side. A name that is not in the table is Usher's own fault and says so.
pub(super) fn finding(name: &'static str) -> Finding {
    match find(name) {
        Some(slug) => Finding::new(slug.name, slug.severity, slug.side),
        None => Finding::new("usher.bug", Severity::Fail, Side::Usher),
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
