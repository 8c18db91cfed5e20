//! The cookies of one visit (RFC 6265), of each origin for itself: none is ever sent to another one.

use url::Url;

use crate::base::{Answer, Secret};
use crate::okta::host;

/// An application that sets more is not followed further with them.
const MOST: usize = 40;
/// The longest header that is sent, in bytes.
const LONGEST: usize = 8 * 1024;

/// The cookies of a visit.
#[derive(Debug, Clone, Default)]
pub struct Jar {
    kept: Vec<Cookie>,
    /// Values of those that were replaced or taken away.
    over: Vec<Secret>,
}

#[derive(Debug, Clone)]
struct Cookie {
    origin: String,
    path: String,
    name: String,
    value: Secret,
    secure: bool,
}

impl Jar {
    /// Takes what an answer of this address sets.
    pub fn take(&mut self, at: &Url, answer: &Answer) {
        for header in answer.headers.iter().filter(|header| header.name == "set-cookie") {
            self.set(at, header.value.reveal());
        }
    }

    fn set(&mut self, at: &Url, line: &str) {
        let mut parts = line.split(';');
        let Some((name, value)) = parts.next().and_then(|pair| pair.split_once('=')) else { return };
        let (name, value) = (name.trim().to_owned(), value.trim());
        let attributes: Vec<(String, &str)> = parts
            .map(|part| part.split_once('=').unwrap_or((part, "")))
            .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim()))
            .collect();
        let get = |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| *value);
        let host = at.host_str().unwrap_or_default();
        let is_own = get("domain").is_none_or(|domain| covers(domain.trim_start_matches('.'), host));
        let is_header = |text: &str| text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
        if !is_own || name.is_empty() || !is_header(&name) || !is_header(value) {
            return;
        }
        let path =
            get("path").filter(|path| path.starts_with('/')).map_or_else(|| folder(at.path()), str::to_owned);
        let origin = host::origin(at);
        let is_same = |one: &mut Cookie| one.origin == origin && one.name == name && one.path == path;
        let replaced = self.kept.extract_if(.., is_same).map(|one| one.value);
        self.over.extend(replaced);
        let is_over = get("max-age").is_some_and(|age| age.parse::<i64>().is_ok_and(|age| age <= 0))
            || (get("max-age").is_none() && get("expires").is_some_and(|day| day.contains("1970")));
        if !is_over && self.kept.len() < MOST {
            let secure = get("secure").is_some();
            self.kept.push(Cookie { origin, path, name, value: Secret::new(value), secure });
        }
    }

    /// The header for a request to this address; `None` where nothing belongs to it.
    pub fn header(&self, to: &Url) -> Option<Secret> {
        let origin = host::origin(to);
        let fits = |one: &&Cookie| {
            let is_under = to.path() == one.path
                || to
                    .path()
                    .strip_prefix(one.path.as_str())
                    .is_some_and(|rest| one.path.ends_with('/') || rest.starts_with('/'));
            one.origin == origin && is_under && (!one.secure || to.scheme() == "https")
        };
        let pairs: Vec<String> =
            self.kept.iter().filter(fits).map(|one| format!("{}={}", one.name, one.value.reveal())).collect();
        let line = pairs.join("; ");
        (!line.is_empty() && line.len() <= LONGEST).then(|| Secret::new(line))
    }

    /// What must not be told.
    pub fn secrets(&self) -> impl Iterator<Item = &Secret> {
        self.kept.iter().map(|cookie| &cookie.value).chain(&self.over)
    }
}

/// Whether a cookie of this domain belongs to the host.
fn covers(domain: &str, host: &str) -> bool {
    host.eq_ignore_ascii_case(domain)
        || host.to_ascii_lowercase().ends_with(&format!(".{}", domain.to_ascii_lowercase()))
}

/// The path of a cookie that names none (RFC 6265 §5.1.4).
fn folder(path: &str) -> String {
    match path.rfind('/') {
        None | Some(0) => "/".to_owned(),
        Some(at) => path[..at].to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jar(at: &str, lines: &[&str]) -> Jar {
        let mut jar = Jar::default();
        for line in lines {
            jar.set(&Url::parse(at).expect("an address"), line);
        }
        jar
    }

    fn sent(jar: &Jar, to: &str) -> Option<String> {
        jar.header(&Url::parse(to).expect("an address")).map(|line| line.reveal().to_owned())
    }

    #[test]
    fn a_cookie_goes_to_its_own_origin_and_path_alone() {
        let jar = jar(
            "https://app.example.com/login/x",
            &["a=1; Path=/", "b=2; Path=/oauth; Secure", "c=3", "d=4; Domain=example.com; Path=/"],
        );
        assert_eq!(sent(&jar, "https://app.example.com/oauth/go").as_deref(), Some("a=1; b=2; d=4"));
        assert_eq!(sent(&jar, "https://app.example.com/oauthx").as_deref(), Some("a=1; d=4"));
        assert_eq!(sent(&jar, "https://app.example.com/login/y").as_deref(), Some("a=1; c=3; d=4"));
        for other in [
            "http://app.example.com/oauth/go",
            "https://app.example.com:8443/oauth/go",
            "https://example.com/oauth/go",
            "https://acme.okta.com/oauth/go",
        ] {
            assert_eq!(sent(&jar, other), None, "{other}");
        }
    }

    #[test]
    fn what_is_foreign_over_or_too_much_is_not_kept() {
        let at = "https://app.example.com/";
        assert_eq!(sent(&jar(at, &["a=1; Domain=okta.com", "=2", "x"]), at), None);
        assert_eq!(sent(&jar(at, &["a=1", "a=; Max-Age=0"]), at), None);
        assert_eq!(sent(&jar(at, &["a=1", "a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT"]), at), None);
        assert_eq!(sent(&jar(at, &["a=1\u{1}2"]), at), None);
        let many: Vec<String> = (0..500).map(|at| format!("c{at}={}", "x".repeat(300))).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(sent(&jar(at, &many), at), None, "more than any application needs");
        assert!(jar(at, &many).kept.len() <= MOST);
    }
}
