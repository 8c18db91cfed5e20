//! What Okta's OAuth errors mean: from place, error code and sentence to the slug of a finding.
//!
//! The code decides first, then stable fragments of the sentence, since Okta has several wordings for one error. The
//! tables stand beside `vocabulary`; nothing here is a sentence for people.

mod other_flows;
mod sentences;
mod vocabulary;

use super::slugs::Slug;

/// Where an error was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Sent to the redirect URI.
    Redirect,
    /// Shown on a page of the provider, or as its JSON answer, by the authorization endpoint.
    Page,
    /// At the token endpoint, with a code.
    Token,
    /// At the token endpoint, with a refresh token.
    Refresh,
    /// At pushed authorization.
    Pushed,
    /// In discovery for a client.
    Discovery,
    /// At introspection.
    Introspect,
}

/// What an error code with its sentence means at a place. There is always an answer: what no row knows is
/// [`Slug::LoginProviderError`], or the place's own general one.
pub fn meaning(place: Place, code: &str, description: Option<&str>) -> Slug {
    vocabulary::slug(place, code, &without_repeated(description.unwrap_or_default()))
}

/// What a sentence says by itself, whatever code stands beside it; `None` where it is none that is known.
pub fn known(sentence: &str) -> Option<Slug> {
    vocabulary::of_sentence(&without_repeated(sentence))
}

/// A sentence in small letters without what looks like a part of the request that it repeats: addresses, and names joined to
/// values, as forms, JSON and their like write them.
fn without_repeated(sentence: &str) -> String {
    let is_word = |word: &&str| {
        let joined = word.trim_start_matches('=').contains(['=', '&', '%', '{', '}', '<', '>', '"']);
        !joined && !word.contains("://") && !word.contains("':") && !word.starts_with("b'")
    };
    sentence.split_whitespace().filter(is_word).collect::<Vec<_>>().join(" ").to_lowercase()
}
