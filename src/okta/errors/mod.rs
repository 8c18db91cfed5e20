//! What Okta's OAuth errors mean: from place, error code and sentence to the slug of a finding and the values in the sentence.
//!
//! The code decides first, then stable fragments of the sentence, since Okta has several wordings for one error. The
//! tables stand beside `vocabulary`; nothing here is a sentence for people.

mod other_flows;
mod sentences;
mod values;
mod vocabulary;

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
    /// At userinfo.
    Userinfo,
    /// At pushed authorization.
    Pushed,
    /// In discovery for a client.
    Discovery,
    /// At the sign-out endpoint.
    Logout,
    /// At introspection.
    Introspect,
}

/// What an error means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    /// The slug of the finding that fits.
    pub slug: &'static str,
    /// Values that the sentence holds, by name: `denied_scopes`, `configured`, `claim`.
    pub values: Vec<(&'static str, String)>,
}

/// What an error code with its sentence means at a place. There is always an answer: what no row knows is
/// `login.provider_error`, or the place's own general slug.
pub fn meaning(place: Place, code: &str, description: Option<&str>) -> Meaning {
    let sentence = description.unwrap_or_default();
    let slug = vocabulary::slug(place, code, &sentence.to_lowercase());
    Meaning { slug, values: values::extract(sentence) }
}
