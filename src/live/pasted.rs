//! The address that a person copied from the browser in place of a visit: the authorization request, a sign-in page that
//! holds it, or the callback with what came of it. A code in it is dropped.

use url::Url;

use super::captured::{Captured, is_authorization_request, without_credentials};
use super::seen::{Attempt, End, Seen};
use crate::base::Secret;
use crate::okta::host;
use crate::okta::pasted::clean_pasted;

/// How many addresses may be inside one another.
const MOST_INSIDE: usize = 3;
/// Parameters whose values must not be told.
const KEPT: [&str; 9] = [
    "state",
    "nonce",
    "code_challenge",
    "code",
    "id_token",
    "access_token",
    "request",
    "request_uri",
    "okta_key",
];

/// What an address shows.
pub fn read_pasted(text: &str) -> Seen {
    let (cleaned, _) = clean_pasted(text);
    let mut secrets = Vec::new();
    let mut host = String::new();
    let end = match Url::parse(&cleaned) {
        Ok(url) if matches!(url.scheme(), "https" | "http") => {
            url.host_str().unwrap_or_default().clone_into(&mut host);
            end(&url, &mut secrets, 0)
        }
        _ => End::NotAnAddress,
    };
    Seen { attempts: vec![Attempt { redirect: None, end }], host, secrets, ..Seen::default() }
}

fn end(url: &Url, secrets: &mut Vec<Secret>, depth: usize) -> End {
    let fragment = url::form_urlencoded::parse(url.fragment().unwrap_or_default().as_bytes());
    let all: Vec<(String, String)> =
        url.query_pairs().chain(fragment).map(|(name, value)| (name.into(), value.into())).collect();
    let get = |wanted: &str| {
        all.iter()
            .find(|(name, value)| name.eq_ignore_ascii_case(wanted) && !value.is_empty())
            .map(|(_, value)| value.as_str())
    };
    secrets.extend(KEPT.iter().filter_map(|name| get(name)).map(Secret::new));
    if is_authorization_request(url, None) {
        return Captured::read(url).map_or(End::NotAnAddress, |captured| End::Captured(Box::new(captured)));
    }
    // The sign-in page of Okta's older engine says where it came from.
    if let Some(inner) = get("fromURI").filter(|_| depth < MOST_INSIDE).and_then(|inner| url.join(inner).ok())
    {
        return end(&inner, secrets, depth + 1);
    }
    let back = || {
        let mut back = url.clone();
        back.set_query(None);
        back.set_fragment(None);
        String::from(without_credentials(back))
    };
    if let Some(code) = get("error") {
        let said = get("error_description").map(str::to_owned);
        return End::CameBack { to: back(), error: Some((code.to_owned(), said)) };
    }
    if get("code").is_some() || get("id_token").is_some() {
        return End::CameBack { to: back(), error: None };
    }
    if get("okta_key").is_some() || host::kind(url) == host::HostKind::Okta {
        return End::Hidden(url.host_str().unwrap_or_default().to_owned());
    }
    End::NotAnAddress
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (End, String) {
        let mut seen = read_pasted(text);
        let secrets: Vec<&str> = seen.secrets.iter().map(Secret::reveal).collect();
        let secrets = secrets.join(" ");
        (seen.attempts.remove(0).end, secrets)
    }

    const REQUEST: &str = "client_id=0oawiki&response_type=code&scope=openid&redirect_uri=https%3A%2F%2Fwiki.example.com%2Fcb&state=state-of-that-login";

    #[test]
    fn the_request_is_found_wherever_the_browser_shows_it() {
        let inner: String =
            url::form_urlencoded::byte_serialize(format!("/oauth2/v1/authorize?{REQUEST}").as_bytes())
                .collect();
        for text in [
            format!("https://acme.okta.com/oauth2/v1/authorize?{REQUEST}"),
            format!("  \"https://acme.okta.com/oauth2/v1/authorize?{REQUEST}\"\n"),
            format!("https://acme.okta.com/login/login.htm?fromURI={inner}"),
            format!("https://id.example.com/realms/a/protocol/openid-connect/auth?{REQUEST}"),
        ] {
            let (end, secrets) = read(&text);
            let End::Captured(captured) = end else { panic!("{text}: {end:?}") };
            assert_eq!(captured.redirect_uri.as_deref(), Some("https://wiki.example.com/cb"), "{text}");
            assert!(
                secrets.contains("state-of-that-login") && !format!("{captured:?}").contains("of-that-login")
            );
        }
    }

    #[test]
    fn what_came_back_is_read_without_its_code() {
        let to = "https://wiki.example.com/cb".to_owned();
        let (end, secrets) = read("https://wiki.example.com/cb?code=the-code-of-that-login&state=x1234567");
        assert_eq!(end, End::CameBack { to: to.clone(), error: None });
        assert!(secrets.contains("the-code-of-that-login"));
        let (end, _) =
            read("https://wiki.example.com/cb#error=access_denied&error_description=User+is+not+assigned");
        let said = Some("User is not assigned".to_owned());
        assert_eq!(end, End::CameBack { to, error: Some(("access_denied".to_owned(), said)) });
    }

    #[test]
    fn what_hides_the_request_or_is_none_is_said() {
        let hidden = "https://acme.okta.com/login/login.htm?fromURI=%2Foauth2%2Fv1%2Fauthorize%2Fredirect%3Fokta_key%3Dabcdefgh";
        assert_eq!(read(hidden).0, End::Hidden("acme.okta.com".to_owned()));
        assert!(read(hidden).1.contains("abcdefgh"));
        let around: String = "https://acme.okta.com/?fromURI=".repeat(40);
        for text in ["", "wiki", "javascript:alert(1)", "https://wiki.example.com/login", &around] {
            assert!(!matches!(read(text).0, End::Captured(_)), "{text}");
        }
    }
}
