//! The requests of a visit: as a browser that opens a page, or as a script of that page.

use url::Url;

use super::cookies::Jar;
use crate::base::{Header, Method, Request, Secret};
use crate::okta::host;

/// What asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum As {
    /// Somebody who opens a page.
    Page,
    /// The page's own script.
    Script,
}

const PAGE: [(&str, &str); 5] = [
    ("accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"),
    ("sec-fetch-mode", "navigate"),
    ("sec-fetch-dest", "document"),
    ("sec-fetch-site", "none"),
    ("upgrade-insecure-requests", "1"),
];
const SCRIPT: [(&str, &str); 4] = [
    ("accept", "application/json"),
    ("sec-fetch-mode", "cors"),
    ("sec-fetch-dest", "empty"),
    ("sec-fetch-site", "same-origin"),
];

pub(super) fn get(url: Url, who: As, jar: &Jar) -> Request {
    let headers: &[(&str, &str)] = if who == As::Page { &PAGE } else { &SCRIPT };
    let mut headers: Vec<Header> = headers.iter().map(|(name, value)| Header::new(name, *value)).collect();
    headers.extend(jar.header(&url).map(|line| Header::new("cookie", line)));
    Request { method: Method::Get, url, headers, body: None }
}

/// A `POST` of these values, from this page.
pub(super) fn post(
    url: Url,
    who: As,
    fields: &[(String, String)],
    as_json: bool,
    page: &Url,
    jar: &Jar,
) -> Request {
    let (kind, body) = if as_json {
        let members = fields.iter().map(|(name, value)| (name.clone(), value.as_str().into())).collect();
        ("application/json", serde_json::Value::Object(members).to_string())
    } else {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        ("application/x-www-form-urlencoded", form.extend_pairs(fields).finish())
    };
    let mut request = get(url, who, jar);
    request.method = Method::Post;
    request.body = Some(Secret::new(body));
    request.headers.push(Header::new("content-type", kind));
    // Where its request comes from decides for some whether it is believed; of another origin's address nothing is told.
    if host::origin(page) == host::origin(&request.url) {
        let mut from = page.clone();
        from.set_fragment(None);
        request.headers.retain(|header| header.name != "sec-fetch-site");
        request.headers.push(Header::new("sec-fetch-site", "same-origin"));
        request.headers.push(Header::new("referer", from.as_str()));
    }
    request
}
