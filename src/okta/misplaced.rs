//! A client secret where the client ID is asked for. The two stand one below the other in Okta, and a client ID is shown,
//! kept and sent where a secret must never be; so a text that is, or looks like, a secret is held back.
//!
//! | what was given as client ID | held back |
//! |---|---|
//! | `0oa…` | never: no secret of Okta's is known to begin so |
//! | the very text that was given as secret, 14 characters or more | certainly |
//! | a text that says what it is: `client_secret=…`, `GOCSPX-…`, a token, a private key | certainly |
//! | any possible secret, where the secret’s field holds `0oa…` with 20 characters | probably: the two are swapped |
//! | a word that looks like a secret, at a host of Okta's | probably |
//! | the same, where nobody knows yet whose host it is | possibly, until it has told |
//! | the same at another provider, whose client IDs may look like that | never |
//!
//! Okta takes client IDs of one's own, 6 to 100 characters; so what only looks like a secret can be insisted on.

use url::Url;

use super::host::{self, HostKind};
use super::issuer::server_of;
use super::organization;
use super::pasted::{SECRET_IS_CLIENT_ID, clean_pasted, client_id_problem, secret_problem};
use super::pasted_values::{Part, labelled};
use crate::base::{Answer, Secret};

/// How sure it is that a text given as client ID is a client secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Suspicion {
    /// It looks like one, and it is not known yet whether the provider is Okta.
    Possible,
    /// It looks like one, and the provider is Okta.
    Likely,
    /// It is the secret itself, or says that it is one.
    Certain,
}

/// Whose client IDs they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provider {
    /// Okta's.
    Okta,
    /// Nobody knows yet: a host that may be a custom domain of an organization.
    Unknown,
    /// Another provider's.
    Other,
}

/// Domains of other providers, whose client IDs may be any letters and digits.
const OTHERS: [&str; 14] = [
    "amazonaws.com",
    "auth0.com",
    "cloudflareaccess.com",
    "gitlab.com",
    "google.com",
    "jumpcloud.com",
    "microsoftonline.com",
    "microsoftonline.us",
    "onelogin.com",
    "pingone.com",
    "pingone.eu",
    "salesforce.com",
    "workos.com",
    "zitadel.cloud",
];

impl Provider {
    /// Who it is by an issuer's or organization's address, and by what stood in the place of the organization document,
    /// where that was asked for.
    pub fn of(address: Option<&str>, told: Option<&Answer>) -> Self {
        let Some((text, url)) = address.and_then(|text| Some((text, Url::parse(text).ok()?))) else {
            return Self::Unknown;
        };
        let kind = host::kind(&url);
        if kind == HostKind::Okta || told.and_then(organization::read).is_some() {
            return Self::Okta;
        }
        let name = url.host_str().unwrap_or_default().trim_end_matches('.');
        let is_other = OTHERS.iter().any(|domain| {
            name.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        });
        if is_other || told.is_some_and(|answer| organization::is_other_provider(text, answer)) {
            return Self::Other;
        }
        let server = server_of(text).is_some_and(|id| id == "default" || id.starts_with("aus"));
        let is_root = url.path().trim_matches('/').is_empty();
        match kind {
            _ if server => Self::Okta,
            // The practice Okta.
            HostKind::Loopback if is_root => Self::Okta,
            _ if is_root => Self::Unknown,
            _ => Self::Other,
        }
    }
}

/// Whether what was given as client ID is a client secret; `None` where nothing says so. `secret` is what was given as
/// client secret, empty where nothing was.
pub fn suspicion(id: &Secret, secret: &Secret, provider: Provider) -> Option<Suspicion> {
    let (id, secret) = (clean(id), clean(secret));
    if id.is_empty() || id.reveal().starts_with(ID_BEGINS) {
        return None;
    }
    let is_same = id == secret && id.chars() >= SHORTEST_SECRET;
    if is_same || says_so(&id) {
        return Some(Suspicion::Certain);
    }
    let is_swapped = is_client_id(&secret) && secret_problem(&id).is_none();
    let looks = looks_like_one(&id);
    match provider {
        _ if is_swapped => Some(Suspicion::Likely),
        Provider::Okta if looks => Some(Suspicion::Likely),
        Provider::Unknown if looks => Some(Suspicion::Possible),
        _ => None,
    }
}

/// Both values in their places, client ID and client secret, where a secret was given as client ID: the two are swapped. A
/// secret that stands in its place already stays there.
pub fn put_right(id: &Secret, secret: &Secret) -> (Secret, Secret) {
    let cleaned = clean(secret);
    if cleaned.is_empty() || is_client_id(&cleaned) {
        (cleaned, meant(id))
    } else {
        (Secret::default(), secret.clone())
    }
}

/// Whether something of a secret that was held back is still in a text that is being corrected.
pub fn is_left_of(text: &Secret, held: &Secret) -> bool {
    let (text, held) = (text.reveal().as_bytes(), held.reveal().as_bytes());
    let holds = |part: &[u8]| held.windows(part.len()).any(|one| one == part);
    !text.is_empty()
        && !text.starts_with(ID_BEGINS.as_bytes())
        && text.windows(RUN.min(text.len())).any(holds)
}

/// How Okta's client IDs begin.
const ID_BEGINS: &str = "0oa";
/// Okta's secrets have at least so many characters; a shorter text in both fields may be a toy provider's.
const SHORTEST_SECRET: usize = 14;
/// A random word of so many characters is hardly a name that somebody chose.
const RANDOM: usize = 32;
/// Of the steps from one character to the next, so many in a hundred change its kind: chance makes it 64, names at most 40.
const MIXED_PERCENT: usize = 45;
/// So many characters in a row are in two texts only where one was made from the other.
const RUN: usize = 8;

fn clean(text: &Secret) -> Secret {
    Secret::new(clean_pasted(text.reveal()).0)
}

fn is_client_id(text: &Secret) -> bool {
    secret_problem(text) == Some(SECRET_IS_CLIENT_ID)
}

/// The secret in the text: what stands behind its name, else the word that looks like one, else all of it.
fn meant(text: &Secret) -> Secret {
    if let Some((Part::Secret, value)) = labelled(text) {
        return value;
    }
    let cleaned = clean(text);
    let found: Vec<&str> = words(cleaned.reveal()).filter(|word| is_random(word)).collect();
    match found.as_slice() {
        [word] if client_id_problem(cleaned.reveal()).is_some() => Secret::from(*word),
        _ => cleaned.clone(),
    }
}

/// Whether a text tells by itself that it is secret, whoever made it.
fn says_so(text: &Secret) -> bool {
    let is_named = matches!(labelled(text), Some((Part::Secret, _)));
    let text = text.reveal();
    // Google's, GitLab's and WorkOS'; Entra's have “Q~” at a fixed place.
    let is_others = ["GOCSPX-", "gloas-", "sk_live_", "sk_test_"].iter().any(|begin| text.starts_with(begin))
        || (text.len() >= RANDOM && text.get(4..6) == Some("Q~"));
    let is_token = text.starts_with("eyJ") && text.matches('.').count() >= 2;
    is_named || is_others || is_token || text.starts_with("-----BEGIN ")
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|one: char| !(one.is_ascii_alphanumeric() || matches!(one, '-' | '_')))
}

/// Okta's secrets have 40 or 64 letters, digits, `-` and `_`. Other lengths count where a word is as mixed as chance makes it.
fn looks_like_one(text: &Secret) -> bool {
    let text = text.reveal();
    let is_word = words(text).count() == 1;
    let is_hexadecimal = text.chars().all(|one| one.is_ascii_hexdigit());
    let has_both = text.contains(|one: char| one.is_ascii_digit()) && text.contains(char::is_alphabetic);
    let is_as_oktas = is_word && matches!(text.len(), 40 | 64) && has_both && !is_hexadecimal;
    is_as_oktas || words(text).any(is_random)
}

/// Whether a word was drawn by lot: names change from small to large letters, digits and signs far less often.
fn is_random(word: &str) -> bool {
    let kinds: Vec<Kind> = word.chars().map(Kind::of).collect();
    let has = |kind: Kind| kinds.contains(&kind);
    let changes = kinds.windows(2).filter(|pair| pair[0] != pair[1]).count();
    let is_mixed = has(Kind::Digit) && has(Kind::Small) && has(Kind::Large);
    word.len() >= RANDOM
        && !word.starts_with(ID_BEGINS)
        && is_mixed
        && changes * 100 >= (word.len() - 1) * MIXED_PERCENT
}

/// What one character of a word is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Digit,
    Small,
    Large,
    Sign,
}

impl Kind {
    fn of(one: char) -> Self {
        match one {
            '0'..='9' => Self::Digit,
            'a'..='z' => Self::Small,
            'A'..='Z' => Self::Large,
            _ => Self::Sign,
        }
    }
}

#[cfg(test)]
#[path = "misplaced_tests.rs"]
mod tests;
