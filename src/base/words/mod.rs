//! Every sentence that a person reads, by key, from `assets/words/en/*.toml`.
//!
//! A key is the file's stem and the path inside it: `findings.client.secret_wrong.title`. A sentence may hold `{name}`
//! places. A missing key or place is shown as itself rather than hidden; tests refuse both.
//!
//! Whoever signs people in is named by the places `{provider}` and `{Provider}`, which are filled here: by Okta's name, or,
//! inside [`elsewhere`], by a general one. A sentence that speaks of Okta's own screens has a second form for then, under its
//! key with `elsewhere.` before it.

use std::cell::Cell;

mod key;
mod message;
mod template;
mod voice;

pub use key::{Key, PROVIDER_PLACES, WORDS};
pub use message::{Message, ToMessage};
pub(crate) use message::{key, message, say};
pub use template::{fill_in, places};
pub use voice::{Face, Language, Provider, Voice};

thread_local! {
    /// Whether a face without keys is speaking.
    static IN_LINES: Cell<bool> = const { Cell::new(false) };
    /// Whether the provider that is spoken of is known not to be Okta.
    static ELSEWHERE: Cell<bool> = const { Cell::new(false) };
    static TONGUE: Cell<fn(&'static str) -> &'static str> = const { Cell::new(as_written) };
}

fn as_written(sentence: &'static str) -> &'static str {
    sentence
}

/// Lets every sentence that this thread asks for pass through a function: the place where another language comes in, and
/// where a test sees which sentences do not live here.
pub fn speak(tongue: fn(&'static str) -> &'static str) {
    TONGUE.set(tongue);
}

/// Lets a face without keys speak: a sentence that names a key is said as it stands under `plain.instead`.
pub fn in_lines<T>(speak: impl FnOnce() -> T) -> T {
    let before = IN_LINES.replace(true);
    let said = speak();
    IN_LINES.set(before);
    said
}

/// Lets something be said about a provider that is known not to be Okta, if it is one.
pub fn elsewhere<T>(is_elsewhere: bool, say: impl FnOnce() -> T) -> T {
    let before = ELSEWHERE.replace(is_elsewhere);
    let said = say();
    ELSEWHERE.set(before);
    said
}

/// The sentence under a key, if there is one.
pub fn find(key: &str) -> Option<&'static str> {
    let instead = IN_LINES.get().then(|| look_up_here(&format!("plain.instead.{key}"))).flatten();
    instead.or_else(|| look_up_here(key)).map(TONGUE.get())
}

/// The form of a sentence for the provider that is spoken of.
fn look_up_here(key: &str) -> Option<&'static str> {
    let other = ELSEWHERE.get().then(|| look_up(&format!("elsewhere.{key}"))).flatten();
    other.or_else(|| look_up(key))
}

fn look_up(key: &str) -> Option<&'static str> {
    let at = WORDS.binary_search_by(|(candidate, _)| (*candidate).cmp(key)).ok()?;
    Some(WORDS[at].1)
}

/// The sentence under a key with the provider's name in it, or the key itself in angle brackets.
pub fn text(key: &str) -> String {
    said(key).unwrap_or_else(|| format!("⟨{key}⟩"))
}

/// The sentence under a key with the provider's name in it, if there is such a sentence.
pub fn said(key: &str) -> Option<String> {
    let mut sentence = find(key)?.to_owned();
    for place in PROVIDER_PLACES {
        let marked = format!("{{{place}}}");
        if sentence.contains(&marked) {
            sentence =
                sentence.replace(&marked, find(&format!("checks.name_of.{place}")).unwrap_or_default());
        }
    }
    Some(sentence)
}

/// The sentence under a key with its `{name}` places filled.
pub fn fill(key: &str, values: &[(&str, &str)]) -> String {
    fill_in(&text(key), values)
}

/// A sentence about so many things, its `{count}`: for a single one the sentence under `key_one`.
pub fn fill_counted(key: &str, count: usize, values: &[(&str, &str)]) -> String {
    let count_text = count.to_string();
    let all: Vec<(&str, &str)> = values.iter().copied().chain([("count", count_text.as_str())]).collect();
    if count == 1 { fill(&format!("{key}_one"), &all) } else { fill(key, &all) }
}

/// Several things one after the other, as the language lists them.
pub fn list<T: AsRef<str>>(items: &[T]) -> String {
    let all = items.iter().map(|item| item.as_ref().to_owned());
    all.reduce(|list, item| fill("joins.list", &[("list", &list), ("item", &item)])).unwrap_or_default()
}

/// A name and what belongs to it.
pub fn labelled(label: &str, value: &str) -> String {
    fill("joins.labelled", &[("label", label), ("value", value)])
}

/// A text with something said aside.
pub fn aside(text: &str, aside: &str) -> String {
    fill("joins.aside", &[("text", text), ("aside", aside)])
}

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
        for (key, other) in WORDS.iter().filter(|(key, _)| key.starts_with("elsewhere.")) {
            let usual =
                find(key.trim_start_matches("elsewhere.")).unwrap_or_else(|| panic!("{key} belongs to none"));
            // What a finding's sentence may say, the finding knows; its own test looks at both forms.
            if key.starts_with("elsewhere.findings.") {
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
        let title = || text("findings.token.http_error.title");
        assert_eq!(title(), "Okta did not give the tokens for this login.");
        assert_eq!(elsewhere(true, title), "The provider did not give the tokens for this login.");
        assert_eq!(title(), "Okta did not give the tokens for this login.");
    }
}
