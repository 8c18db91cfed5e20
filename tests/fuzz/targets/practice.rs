//! The practice Okta, asked whatever anybody may ask it.

use std::sync::LazyLock;

use crate::usher::base::{Header, Method, Request, Secret};
use crate::usher::practice::{self, AppSpec, Fault, Keys, Org, Seeds};
use url::Url;

use super::bench::NOW;

const ORIGIN: &str = "http://localhost:8780";

/// Markup that no template of the practice has: where it comes back as itself, a page runs what a stranger sent.
const MARK: &str = "<zq";

static KEYS: LazyLock<Keys> =
    LazyLock::new(|| Keys::from_pem(include_str!("../../support/practice-key.pem"), "one").expect("a key"));

/// Some requests one after the other, each `METHOD TARGET`, header lines, a blank line and a body, with a line `---` between
/// them. A line `! NAME` instead puts a fault in.
pub(crate) fn practice(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut seeds = Seeds::new(&[7; 32]);
    let mut org = Org::new("Practice Inc.", ORIGIN);
    let spec = AppSpec::web("Coder", &["http://localhost:8749/callback", "https://coder.example.com/cb"]);
    let spec = spec.with_credentials("0oapractice000000001", "a-practice-secret-of-forty-characters-00");
    org.register(spec.with_refresh().with_groups(), NOW, &mut seeds);
    for piece in text.split("\n---\n").take(6) {
        if let Some(fault) = piece.strip_prefix("! ").and_then(|name| name.trim().parse::<Fault>().ok()) {
            org.faults.add(fault);
            continue;
        }
        let Some(request) = request(piece) else { continue };
        let answer = practice::answer(&mut org, &request, NOW, &mut seeds, &KEYS);
        assert!((100..600).contains(&answer.status), "{}", answer.status);
        for header in &answer.headers {
            let value = header.value.reveal();
            assert!(!value.contains(['\r', '\n', '\0']), "{}: {value:?}", header.name);
        }
        let is_page = answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html"));
        assert!(!is_page || !answer.body.reveal().contains(MARK), "a page repeats markup");
    }
}

fn request(piece: &str) -> Option<Request> {
    let (head, body) = piece.split_once("\n\n").unwrap_or((piece, ""));
    let mut lines = head.lines();
    let (method, target) = lines.next()?.split_once(' ')?;
    let method = match method {
        "GET" => Method::Get,
        "POST" => Method::Post,
        "HEAD" => Method::Head,
        "OPTIONS" => Method::Options,
        _ => Method::Other,
    };
    let url = Url::parse(ORIGIN).ok()?.join(target).ok()?;
    let headers = lines.filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| Header::new(&name.to_ascii_lowercase(), value)).collect();
    Some(Request { method, url, headers, body: (!body.is_empty()).then(|| Secret::new(body)) })
}
