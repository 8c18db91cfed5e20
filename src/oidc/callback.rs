//! The answer that comes back to the redirect URI, by query, form or pasted address; and whether it belongs to the attempt.

use url::{Url, form_urlencoded};

use super::attempt::Attempt;
use super::discovery::Metadata;
use crate::base::Secret;

/// An answer as it came, not yet believed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Callback {
    /// The authorization code.
    pub code: Option<Secret>,
    /// `state`.
    pub state: Option<Secret>,
    /// The error code.
    pub error: Option<String>,
    /// The provider's sentence.
    pub error_description: Option<String>,
    /// `iss` (RFC 9207).
    pub iss: Option<String>,
    /// A front-channel ID token, which this flow never asks for (Okta's "Send ID Token directly to app" posts one).
    pub id_token: Option<Secret>,
    /// Parameters that came more than once, by name.
    pub repeated: Vec<String>,
}

/// Why an answer was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallbackRefusal {
    /// It bears no `state`.
    StateMissing,
    /// It bears another `state`.
    StateDiffers,
    /// It names another issuer (RFC 9207 §2.4).
    IssuerDiffers {
        /// The issuer of the metadata in use.
        expected: String,
        /// The one it names.
        seen: String,
    },
    /// The metadata promises `iss` and none came.
    IssuerMissing,
    /// Neither a code nor an error, or both.
    Unusable,
    /// A parameter came more than once (RFC 6749 §3.1).
    Repeated(String),
    /// An ID token was posted without having been asked for.
    UnaskedIdToken,
}

/// The parameters that mean something here.
const KNOWN: [&str; 6] = ["code", "state", "error", "error_description", "iss", "id_token"];

/// Reads the parameters of an answer: a query without its question mark, or a form body.
///
/// Where a parameter came more than once the first one is kept and its name noted. Parameters that no standard gives a
/// meaning here are left alone, however often they come (RFC 6749 §4.1.2).
pub fn read(raw: &str) -> Callback {
    let mut callback = Callback::default();
    let mut seen = [false; KNOWN.len()];
    for (name, value) in form_urlencoded::parse(raw.as_bytes()) {
        let Some(at) = KNOWN.iter().position(|known| *known == name) else { continue };
        if !std::mem::replace(&mut seen[at], true) {
            keep(&mut callback, &name, &value);
        } else if !callback.repeated.iter().any(|earlier| *earlier == name) {
            callback.repeated.push(name.into_owned());
        }
    }
    callback
}

fn keep(callback: &mut Callback, name: &str, value: &str) {
    // A parameter without a value is as good as left out (RFC 6749 §3.1).
    if value.is_empty() {
        return;
    }
    match name {
        "code" => callback.code = Some(value.into()),
        "state" => callback.state = Some(value.into()),
        "id_token" => callback.id_token = Some(value.into()),
        "error" => callback.error = Some(value.to_owned()),
        "error_description" => callback.error_description = Some(value.to_owned()),
        "iss" => callback.iss = Some(value.to_owned()),
        _ => {}
    }
}

/// Whether an answer belongs to the attempt and can be used.
///
/// `state` comes first: what does not bear it is a stray or a forgery, is never a reason to end a login, and says nothing
/// about the provider. Then the issuer, for errors as well (RFC 9207 §2.4). A front-channel ID token without a code and
/// without `state` is told apart, since Okta posts one when an application is set to receive it directly.
pub fn accept(callback: &Callback, attempt: &Attempt, metadata: &Metadata) -> Result<(), CallbackRefusal> {
    let unasked = callback.id_token.is_some() && callback.code.is_none() && callback.error.is_none();
    match &callback.state {
        None if unasked => return Err(CallbackRefusal::UnaskedIdToken),
        None => return Err(CallbackRefusal::StateMissing),
        // Comparing secrets takes the same time wherever they differ.
        Some(state) if *state != attempt.seeds.state => return Err(CallbackRefusal::StateDiffers),
        Some(_) => {}
    }
    if let Some(name) = callback.repeated.first() {
        return Err(CallbackRefusal::Repeated(name.clone()));
    }
    accept_issuer(callback, metadata)?;
    match (&callback.code, &callback.error) {
        _ if unasked => Err(CallbackRefusal::UnaskedIdToken),
        (Some(_), None) | (None, Some(_)) => Ok(()),
        _ => Err(CallbackRefusal::Unusable),
    }
}

fn accept_issuer(callback: &Callback, metadata: &Metadata) -> Result<(), CallbackRefusal> {
    match &callback.iss {
        Some(seen) if *seen != metadata.issuer => {
            Err(CallbackRefusal::IssuerDiffers { expected: metadata.issuer.clone(), seen: seen.clone() })
        }
        None if metadata.iss_parameter_supported => Err(CallbackRefusal::IssuerMissing),
        _ => Ok(()),
    }
}

/// Why a pasted text is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PasteProblem {
    /// Nothing was pasted.
    Empty,
    /// Neither an address nor a query.
    NotAnAddress,
    /// An address of the provider: the browser has not been sent back yet.
    ProviderPage {
        /// Its host.
        host: String,
    },
    /// An address of another place than the redirect URI.
    OtherPlace {
        /// The redirect URI.
        expected: String,
        /// The address that was pasted, without its query.
        seen: String,
    },
    /// The right place, but no answer in it.
    NoAnswer,
    /// The answer of another login: an earlier one, or one in another window.
    OtherLogin,
    /// An answer without `state`: a part of the address was lost.
    StateMissing,
}

/// Reads what a person copied from the browser's address bar: the whole address, or only its query or fragment.
pub fn from_pasted(text: &str, redirect_uri: &Url) -> Result<Callback, PasteProblem> {
    let cleaned = unwrapped(text);
    if cleaned.is_empty() {
        return Err(PasteProblem::Empty);
    }
    let parameters = match parsed(&cleaned, redirect_uri) {
        Some(url) => {
            same_place(&url, redirect_uri)?;
            parameters_of(&url)
        }
        None if cleaned.contains('=') => cleaned.trim_start_matches(['?', '#']).to_owned(),
        None => return Err(PasteProblem::NotAnAddress),
    };
    let callback = read(&parameters);
    let holds_something = callback.code.is_some() || callback.error.is_some() || callback.id_token.is_some();
    if holds_something { Ok(callback) } else { Err(PasteProblem::NoAnswer) }
}

/// Whether what was pasted answers this attempt. A person's own paste is no stranger's call: it is told what is wrong with it.
pub fn pasted_for(text: &str, attempt: &Attempt, metadata: &Metadata) -> Result<Callback, PasteProblem> {
    let callback = from_pasted(text, &attempt.redirect_uri)?;
    match accept(&callback, attempt, metadata) {
        Err(CallbackRefusal::StateDiffers) => Err(PasteProblem::OtherLogin),
        Err(CallbackRefusal::StateMissing | CallbackRefusal::UnaskedIdToken) if callback.state.is_none() => {
            Err(PasteProblem::StateMissing)
        }
        _ => Ok(callback),
    }
}

/// The text as it was before a terminal or a mail wrapped and quoted it.
///
/// A space inside a line is kept: some browsers show the words of an error with their spaces.
fn unwrapped(text: &str) -> String {
    let joined: String = text.split(['\n', '\r']).map(str::trim).collect();
    joined.trim_matches([' ', '"', '\'', '`', '<', '>', '“', '”', '‘', '’', '«', '»']).to_owned()
}

/// The address, also where the browser's bar left `http://` out of it.
fn parsed(text: &str, redirect_uri: &Url) -> Option<Url> {
    let is_address = |url: &Url| url.has_host() && matches!(url.scheme(), "http" | "https");
    if let Some(url) = Url::parse(text).ok().filter(is_address) {
        return Some(url);
    }
    // A name with an equals sign is a parameter, not a host.
    text.find(['/', '?', '#', '=']).filter(|&at| at > 0 && text[at..].starts_with('/'))?;
    Url::parse(&format!("{}://{text}", redirect_uri.scheme())).ok().filter(is_address)
}

fn same_place(url: &Url, redirect_uri: &Url) -> Result<(), PasteProblem> {
    let same_origin = url.scheme() == redirect_uri.scheme()
        && url.host_str() == redirect_uri.host_str()
        && url.port_or_known_default() == redirect_uri.port_or_known_default();
    if same_origin && url.path() == redirect_uri.path() {
        return Ok(());
    }
    let host = url.host_str().unwrap_or_default().to_owned();
    if is_sign_in_page(url, &host) {
        return Err(PasteProblem::ProviderPage { host });
    }
    let mut seen = url.clone();
    seen.set_query(None);
    seen.set_fragment(None);
    Err(PasteProblem::OtherPlace { expected: redirect_uri.to_string(), seen: seen.into() })
}

/// Whether the address looks like the provider's: it carries the request instead of an answer, or the path of one.
fn is_sign_in_page(url: &Url, host: &str) -> bool {
    let is_loopback = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
    let asks =
        url.query_pairs().any(|(name, _)| matches!(&*name, "client_id" | "redirect_uri" | "request_uri"));
    let path = url.path();
    let place = ["/oauth2/", "/login/", "/signin", "/app/", "/authorize", "/oauth/"];
    asks || (!is_loopback && place.iter().any(|part| path.contains(part)))
}

/// Query and fragment together: with `response_mode=fragment` the answer stands behind the hash.
fn parameters_of(url: &Url) -> String {
    let query = url.query().unwrap_or_default();
    match url.fragment() {
        Some(fragment) if fragment.contains('=') && query.is_empty() => fragment.to_owned(),
        Some(fragment) if fragment.contains('=') => format!("{query}&{fragment}"),
        _ => query.to_owned(),
    }
}
