//! What `/authorize` answered: a redirect with an error, an error page, a sign-in page, or something else.
//!
//! Organizations may replace Okta's error page, and Okta's own of today bears no code at all: code and sentence are found by
//! search, never by layout, and where neither is, the page's lines are told. Both JSON shapes are read as well (`error`/`error_description` and `errorCode`/`errorSummary`).

use serde_json::Value as Json;
use url::Url;

use super::page_text::{page_title, plain_text};
use crate::base::{Answer, Exchange, Header};

/// More lines of a page than this, and more characters of a line, are not looked at.
const MOST_LINES: usize = 60;
const LONGEST_LINE: usize = 400;

/// What an answer of the authorization endpoint means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuthorizeAnswer {
    /// Sent back to the redirect URI, so client and redirect URI were accepted; with an error, or with a code.
    Redirected {
        /// Where to, without query and fragment.
        to: String,
        /// The error code; `None` when it came back without one.
        error: Option<String>,
        /// The provider's sentence.
        description: Option<String>,
        /// `state`, as it came back.
        state: Option<String>,
    },
    /// An error page or a JSON error.
    ErrorPage {
        /// The HTTP status.
        status: u16,
        /// The error code, where one could be found.
        error: Option<String>,
        /// The sentence, where one could be found.
        description: Option<String>,
        /// The application's page in the Admin Console, which Okta sometimes adds. It is not to be opened as it stands:
        /// only the client's ID in it is of use.
        app_link: Option<Url>,
        /// What a person reads on the page, line by line, its title first, where the sentence was not found by its label.
        lines: Vec<String>,
    },
    /// The request was let through to signing in.
    SignInPage,
    /// Anything else, with its status.
    Other {
        /// The HTTP status.
        status: u16,
    },
}

/// An OAuth error as it stands in an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OAuthError {
    /// The HTTP status.
    pub status: u16,
    /// The error code.
    pub error: String,
    /// The sentence.
    pub description: Option<String>,
}

/// Reads the answer of an exchange with `/authorize`; `None` when no answer came.
pub fn read_authorize(exchange: &Exchange) -> Option<AuthorizeAnswer> {
    let answer = exchange.answer()?;
    if let Some(target) = answer.location(&exchange.request.url) {
        return Some(redirect(&exchange.request.url, &target, answer.status));
    }
    if let Some(found) = read_error(answer) {
        let app_link = found.description.as_deref().and_then(app_link);
        return Some(AuthorizeAnswer::ErrorPage {
            status: answer.status,
            error: Some(found.error),
            description: found.description,
            app_link,
            lines: Vec::new(),
        });
    }
    Some(page(answer))
}

/// Reads an OAuth error in either JSON shape, or in `WWW-Authenticate`; `None` when there is none.
pub fn read_error(answer: &Answer) -> Option<OAuthError> {
    json_error(answer).or_else(|| bearer_error(answer))
}

fn json_error(answer: &Answer) -> Option<OAuthError> {
    if answer.is_success() {
        return None;
    }
    let body: Json = serde_json::from_str(answer.body.reveal()).ok()?;
    let text = |key: &str| body.get(key).and_then(Json::as_str).map(str::to_owned);
    let error = text("error").or_else(|| text("errorCode"))?;
    let description = text("error_description").or_else(|| text("errorSummary"));
    Some(OAuthError { status: answer.status, error, description })
}

fn bearer_error(answer: &Answer) -> Option<OAuthError> {
    let header = answer.headers.iter().find(|Header { name, .. }| name == "www-authenticate")?.value.reveal();
    let parameter = |name: &str| {
        let after = header.split_once(&format!("{name}=\""))?.1;
        after.split_once('"').map(|(value, _)| value.to_owned())
    };
    let error = parameter("error")?;
    Some(OAuthError { status: answer.status, error, description: parameter("error_description") })
}

fn redirect(asked: &Url, target: &Url, status: u16) -> AuthorizeAnswer {
    let wanted =
        asked.query_pairs().find(|(name, _)| name == "redirect_uri").map(|(_, value)| value.into_owned());
    let wanted = wanted.and_then(|uri| Url::parse(&uri).ok());
    let to = bare(target);
    let back = wanted.is_some_and(|uri| bare(&uri) == to);
    let mut answer = Parameters::default();
    for (name, value) in target.query_pairs() {
        answer.take(&name, &value);
    }
    for (name, value) in url::form_urlencoded::parse(target.fragment().unwrap_or_default().as_bytes()) {
        answer.take(&name, &value);
    }
    if back || (answer.error.is_some() && target.origin() != asked.origin()) {
        return AuthorizeAnswer::Redirected {
            to,
            error: answer.error,
            description: answer.description,
            state: answer.state,
        };
    }
    if let Some(error) = answer.error {
        let app_link = answer.description.as_deref().and_then(app_link);
        return AuthorizeAnswer::ErrorPage {
            status,
            error: Some(error),
            description: answer.description,
            app_link,
            lines: Vec::new(),
        };
    }
    // On to a page of the provider's own, on its host or on one that signs people in for it.
    AuthorizeAnswer::SignInPage
}

#[derive(Default)]
struct Parameters {
    error: Option<String>,
    description: Option<String>,
    state: Option<String>,
}

impl Parameters {
    fn take(&mut self, name: &str, value: &str) {
        match name {
            "error" => self.error = Some(value.to_owned()),
            "error_description" => self.description = Some(value.to_owned()),
            "state" => self.state = Some(value.to_owned()),
            _ => {}
        }
    }
}

/// An address without query and fragment.
fn bare(url: &Url) -> String {
    let mut bare = url.clone();
    bare.set_query(None);
    bare.set_fragment(None);
    bare.into()
}

fn page(answer: &Answer) -> AuthorizeAnswer {
    let body = answer.body.reveal();
    let text = plain_text(body);
    if let Some((error, description)) = page_error(&text) {
        let app_link = app_link(&text);
        return AuthorizeAnswer::ErrorPage {
            status: answer.status,
            error: Some(error),
            lines: if description.is_none() { lines(&text) } else { Vec::new() },
            description,
            app_link,
        };
    }
    match answer.status {
        200 if looks_like_sign_in(body) => AuthorizeAnswer::SignInPage,
        status @ (200 | 400..=599) if page_title(body).is_some() || (400..500).contains(&status) => {
            let (error, app_link, lines) = (known_code(&text), app_link(&text), lines(&text));
            if error.is_none() && lines.is_empty() {
                return AuthorizeAnswer::Other { status };
            }
            AuthorizeAnswer::ErrorPage { status, error, description: None, app_link, lines }
        }
        status => AuthorizeAnswer::Other { status },
    }
}

/// The lines of a page that say something; of a long page, the first ones.
fn lines(text: &str) -> Vec<String> {
    let said = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    said.filter(|line| !line.is_empty())
        .map(|line| line.chars().take(LONGEST_LINE).collect())
        .take(MOST_LINES)
        .collect()
}

/// A page for signing in: it asks for something in a form, or starts a sign-in program.
fn looks_like_sign_in(body: &str) -> bool {
    let lower = body.to_ascii_lowercase();
    ["<form", "oktasignin", "okta-sign-in", "signin-container", "type=\"password\"", "statetoken"]
        .iter()
        .any(|mark| lower.contains(mark))
}

/// "Error Code: x" and "Description: y" anywhere in a page's text.
fn page_error(text: &str) -> Option<(String, Option<String>)> {
    let at = find_ignoring_case(text, "error code:")?;
    let rest = text.get(at + "error code:".len()..)?;
    let error: String = rest
        .trim_start()
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
        .collect();
    if error.is_empty() {
        return None;
    }
    let description = find_ignoring_case(rest, "description:")
        .and_then(|at| rest.get(at + "description:".len()..))
        .map(|sentence| sentence.trim().lines().next().unwrap_or_default().trim().to_owned())
        .filter(|sentence| !sentence.is_empty());
    Some((error, description))
}

/// A code of OAuth that stands on a page as a word of its own (RFC 6749 §4.1.2.1, and what providers add to it).
fn known_code(text: &str) -> Option<String> {
    const CODES: [&str; 8] = [
        "invalid_redirect_uri",
        "redirect_uri_mismatch",
        "invalid_client",
        "unauthorized_client",
        "access_denied",
        "unsupported_response_type",
        "invalid_scope",
        "invalid_request",
    ];
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words.find_map(|word| CODES.iter().find(|code| **code == word)).map(|code| (*code).to_owned())
}

fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    text.to_ascii_lowercase().find(wanted)
}

/// The application's page that Okta appends to some sentences.
fn app_link(text: &str) -> Option<Url> {
    let at = text.find("-admin.")?;
    let start = text.get(..at)?.rfind("https://")?;
    let address: String =
        text.get(start..)?.chars().take_while(|c| !c.is_whitespace() && !"\"'<>".contains(*c)).collect();
    let url = Url::parse(address.trim_end_matches('.')).ok()?;
    (super::host::is_admin(url.host_str()?) && url.path().contains("/app/")).then_some(url)
}

#[cfg(test)]
#[path = "authorize_tests.rs"]
mod tests;
