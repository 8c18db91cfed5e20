//! Every sentence that a person reads, by key, from `assets/words/en/*.toml`.
//!
//! A key is the file's stem and the path inside it: `findings.client.secret_wrong.title`. A sentence may hold `{name}`
//! places. A key without a sentence and a place without a value do not compile.
//!
//! Rooms that say something return a [`Message`]: a key and its values. Whoever shows it has a [`Voice`], which knows the
//! language, how the person answers, and whether the provider is Okta. It fills the places `{provider}` and `{Provider}`,
//! and takes the form under `other_provider.` where the provider is another one.

mod key;
mod message;
mod template;
mod voice;

pub use key::Key;
#[cfg(test)]
pub use key::{PROVIDER_PLACES, WORDS};
pub use message::{Message, ToMessage};
pub(crate) use message::{key, message, say};
pub use template::fill_in;
pub use template::places;
#[cfg(test)]
pub use voice::Language;
pub use voice::{Face, Provider, Voice};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_and_missing_ones_stay() {
        assert_eq!(fill_in("Hello {who}, {{x}} {gone}", &[("who", "Ana")]), "Hello Ana, {x} {gone}");
        assert_eq!(places("a {b} {{c}} {d}"), ["b", "d"]);
    }

    #[test]
    fn every_other_form_of_a_sentence_belongs_to_one_and_fills_no_more_places() {
        let allowed = |place: &&str| PROVIDER_PLACES.contains(place);
        for (key, other) in WORDS.iter().filter(|(key, _)| key.starts_with("other_provider.")) {
            let usual = Key::find(key.trim_start_matches("other_provider."));
            let usual = Voice::default().sentence(usual.unwrap_or_else(|| panic!("{key} belongs to none")));
            // What a finding's sentence may say, the finding knows; its own test looks at both forms.
            if key.starts_with("other_provider.findings.") {
                continue;
            }
            let known = places(usual);
            for place in places(other).iter().filter(|place| !allowed(place)) {
                assert!(
                    known.contains(place),
                    "{key} has a place {{{place}}} that the usual sentence has not"
                );
            }
        }
    }

    #[test]
    fn a_provider_is_named_as_what_it_is_known_to_be() {
        let title = |is_other| say!(Voice::default().about(is_other), "findings.token.http_error.title");
        assert_eq!(title(false), "Okta did not give the tokens for this login.");
        assert_eq!(title(true), "The provider did not give the tokens for this login.");
    }

    #[test]
    fn a_value_in_a_sentence_is_shown_as_what_it_is() {
        let path = std::path::Path::new("/etc/a\u{1b}[2Jb\u{202e}c\u{ad}d\ne");
        let said = say!(Voice::default(), "cli.no_such_file", path = path.display());
        assert!(said.contains("/etc/a⟨U+001B⟩[2Jb⟨U+202E⟩c⟨U+00AD⟩d e"), "{said}");
        assert_eq!(said.lines().count(), 1);
    }
}
