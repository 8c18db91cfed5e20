//! A browser small enough to read: follows redirects, keeps cookies, fills in forms. It talks to loopback alone.
//!
//! It stands in for a person at the practice Okta where no real browser is needed; `tests/e2e` uses a real one.

#![allow(dead_code, reason = "each test binary uses the part that it needs")]

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use url::Url;

/// One person with one browser.
#[derive(Default)]
pub(crate) struct Visitor {
    cookies: BTreeMap<String, String>,
    /// Every address that was asked, in order.
    pub(crate) visited: Vec<Url>,
}

/// A page as it came.
#[derive(Debug)]
pub(crate) struct Page {
    /// Where the browser ended.
    pub(crate) url: Url,
    /// The status.
    pub(crate) status: u16,
    /// The headers, names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    /// The text.
    pub(crate) body: String,
}

/// A form on a page.
#[derive(Debug)]
struct Form {
    action: Url,
    post: bool,
    fields: Vec<(String, String)>,
}

impl Visitor {
    /// Opens an address and goes wherever it leads.
    pub(crate) fn open(&mut self, address: &str) -> Page {
        let url = Url::parse(address).unwrap_or_else(|why| panic!("{address}: {why}"));
        self.ask(url, None)
    }

    /// Signs in: opens the address, fills in the sign-in forms that come, answers the page where no more come.
    pub(crate) fn sign_in(&mut self, address: &str, username: &str, password: &str) -> Page {
        let mut page = self.open(address);
        // A provider may ask for the name first, then for the password, then for consent.
        for _ in 0..4 {
            let Some(form) = page.form() else { break };
            let fields = fill(&form.fields, username, password);
            page = self.submit(&form, &fields);
        }
        page
    }

    fn submit(&mut self, form: &Form, fields: &[(String, String)]) -> Page {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        if form.post {
            return self.ask(form.action.clone(), Some(body));
        }
        let mut url = form.action.clone();
        url.set_query(Some(&body));
        self.ask(url, None)
    }

    fn ask(&mut self, mut url: Url, mut body: Option<String>) -> Page {
        for _ in 0..20 {
            let page = self.once(&url, body.take());
            let Some(next) = page.header("location").filter(|_| (300..400).contains(&page.status)) else {
                return page;
            };
            url = url.join(next).unwrap_or_else(|why| panic!("{next}: {why}"));
        }
        panic!("twenty redirects, the last to {url}");
    }

    fn once(&mut self, url: &Url, body: Option<String>) -> Page {
        self.visited.push(url.clone());
        let answer = send(url, &self.cookie_line(), body);
        let page = parse(url, &answer);
        for (_, line) in page.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let pair = line.split(';').next().unwrap_or_default();
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            if value.is_empty() {
                self.cookies.remove(name.trim());
            } else {
                self.cookies.insert(name.trim().to_owned(), value.trim().to_owned());
            }
        }
        page
    }

    fn cookie_line(&self) -> String {
        let pairs: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if pairs.is_empty() { String::new() } else { format!("Cookie: {}\r\n", pairs.join("; ")) }
    }
}

impl Page {
    /// A header's value by its name in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The first form, with the fields that a person would find filled in.
    fn form(&self) -> Option<Form> {
        let from = self.body.find("<form")?;
        let html = &self.body[from..];
        let html = &html[..html.find("</form").unwrap_or(html.len())];
        let head = &html[..html.find('>')?];
        let action = attribute(head, "action").unwrap_or_default();
        let fields =
            html.match_indices("<input").chain(html.match_indices("<button")).filter_map(|(at, _)| {
                let tag = &html[at..at + html[at..].find('>')?];
                Some((attribute(tag, "name")?, attribute(tag, "value").unwrap_or_default()))
            });
        Some(Form {
            action: self.url.join(&action).ok()?,
            post: attribute(head, "method").is_some_and(|method| method.eq_ignore_ascii_case("post")),
            fields: fields.collect(),
        })
    }
}

/// The fields with the person's name and password in the places for them.
fn fill(fields: &[(String, String)], username: &str, password: &str) -> Vec<(String, String)> {
    let value = |name: &str, given: &str| match name {
        "username" | "login" | "identifier" | "email" => username.to_owned(),
        "password" | "credentials.passcode" => password.to_owned(),
        _ => given.to_owned(),
    };
    fields.iter().map(|(name, given)| (name.clone(), value(name, given))).collect()
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let opening = format!(" {name}=\"");
    let from = tag.find(&opening)? + opening.len();
    let value = &tag[from..from + tag[from..].find('"')?];
    Some(value.replace("&amp;", "&").replace("&quot;", "\"").replace("&#39;", "'").replace("&lt;", "<"))
}

fn send(url: &Url, cookies: &str, body: Option<String>) -> String {
    let host = url.host_str().unwrap_or_default();
    assert!(matches!(host, "localhost" | "127.0.0.1" | "[::1]"), "the visitor stays on this computer: {url}");
    let authority = format!("{host}:{}", url.port_or_known_default().unwrap_or(80));
    let path = &url[url::Position::BeforePath..url::Position::AfterQuery];
    let request = match body {
        Some(body) => format!(
            "POST {path} HTTP/1.1\r\nHost: {authority}\r\n{cookies}Connection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        ),
        None => format!("GET {path} HTTP/1.1\r\nHost: {authority}\r\n{cookies}Connection: close\r\n\r\n"),
    };
    let mut stream = TcpStream::connect(&authority).unwrap_or_else(|why| panic!("{url}: {why}"));
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a deadline");
    stream.write_all(request.as_bytes()).unwrap_or_else(|why| panic!("{url}: {why}"));
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap_or_else(|why| panic!("{url}: {why}"));
    String::from_utf8_lossy(&answer).into_owned()
}

fn parse(url: &Url, answer: &str) -> Page {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((answer, ""));
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let chunked =
        headers.iter().any(|(name, value)| name == "transfer-encoding" && value.contains("chunked"));
    let body = if chunked { dechunk(body) } else { body.to_owned() };
    Page { url: url.clone(), status: status.unwrap_or_else(|| panic!("{url}: {answer}")), headers, body }
}

fn dechunk(mut body: &str) -> String {
    let mut out = String::new();
    while let Some((size, rest)) = body.split_once("\r\n") {
        let size = usize::from_str_radix(size.split(';').next().unwrap_or_default().trim(), 16).unwrap_or(0);
        if size == 0 || rest.len() < size {
            break;
        }
        out.push_str(rest.get(..size).unwrap_or_default());
        body = rest.get(size + 2..).unwrap_or_default();
    }
    out
}
