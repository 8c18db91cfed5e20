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
