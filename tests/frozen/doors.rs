//! What the program itself does not tell yet, taken from the library: the only file of these tests that names its rooms.

use usher::internals::diagnosis::slugs::SLUGS;

/// The password of every person of the practice Okta.
pub(crate) const PASSWORD: &str = usher::internals::practice::PASSWORD;

/// Every slug with its usual weight and the side that it is on, in the names that reports use.
pub(crate) fn slugs() -> impl Iterator<Item = String> {
    SLUGS.iter().map(|slug| format!("{} {} {}", slug.name, weight(slug.severity), slug.side.as_str()))
}

fn weight(severity: usher::internals::diagnosis::Severity) -> String {
    format!("{severity:?}").to_lowercase()
}
