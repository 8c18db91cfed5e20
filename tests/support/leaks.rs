//! Looks for secrets in everything that a run said or left: what was secret comes from the wire, where it really went.

use std::collections::BTreeSet;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use serde_json::Value;
use url::form_urlencoded;
use usher::internals::base::{Answer, Request};
use vt100::Parser;

/// Shorter texts would be found by chance.
const TELLING: usize = 12;

/// The fields whose values are secret, in a form, an address or a token endpoint's answer.
const SECRET_FIELDS: [&str; 9] = [
    "code",
    "code_verifier",
    "client_secret",
    "token",
    "access_token",
    "refresh_token",
    "id_token",
    "id_token_hint",
    "device_secret",
];

/// The fields of the address to sign in at that are of one login alone: the browser is told them, and nobody keeps them.
const PASSING_FIELDS: [&str; 3] = ["state", "nonce", "code_challenge"];

/// What must not be found, each with its name.
#[derive(Default)]
pub(crate) struct Secrets {
    all: BTreeSet<(String, String)>,
    passing: BTreeSet<(String, String)>,
}

impl Secrets {
    /// The client secret, and whatever else was secret in these exchanges.
    pub(crate) fn of(client_secret: &str, wire: &[(Request, Answer)]) -> Self {
        let mut found = Self::default();
        found.add("client_secret", client_secret);
        for (request, answer) in wire {
            let passing = request
                .url
                .query_pairs()
                .filter(|(name, text)| PASSING_FIELDS.contains(&name.as_ref()) && text.len() >= TELLING);
            found.passing.extend(passing.map(|(name, text)| (name.into_owned(), text.into_owned())));
            if let Some(body) = &request.body {
                found.add_fields(body.reveal());
            }
            let basic = request.header("authorization").and_then(|line| line.split_once(' '));
            found.add("authorization", basic.map_or("", |(_, credentials)| credentials));
            let location = answer.header("location").and_then(|to| to.split_once('?'));
            found.add_fields(location.map_or("", |(_, query)| query));
            found.add_json(answer.body.reveal());
        }
        found
    }

    /// The kinds of secret that this run really held.
    pub(crate) fn kinds(&self) -> BTreeSet<&str> {
        self.all.iter().map(|(name, _)| name.as_str()).collect()
    }

    /// Each of them, its kind first.
    pub(crate) fn each(&self) -> impl Iterator<Item = (&str, &str)> {
        self.all.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    fn add(&mut self, name: &str, text: &str) {
        if text.len() >= TELLING {
            self.all.insert((name.to_owned(), text.to_owned()));
        }
    }

    fn add_fields(&mut self, form: &str) {
        for (name, text) in form_urlencoded::parse(form.as_bytes()) {
            if SECRET_FIELDS.contains(&name.as_ref()) {
                self.add(&name, &text);
            }
        }
    }

    fn add_json(&mut self, body: &str) {
        let fields = serde_json::from_str::<Value>(body).ok();
        for (name, value) in fields.iter().filter_map(Value::as_object).flatten() {
            if SECRET_FIELDS.contains(&name.as_str()) {
                self.add(name, value.as_str().unwrap_or_default());
            }
        }
    }

    /// Fails when a place holds one of them, as it is or in a usual encoding.
    pub(crate) fn assert_absent(&self, place: &str, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes);
        for (name, secret) in &self.all {
            for form in disguises(secret) {
                assert!(!text.contains(&form), "{place} holds the {name}:\n{}", around(&text, &form));
            }
        }
    }

    /// Fails when a place that is kept, a report or a record, holds one of them, or what passed in the address of this login.
    pub(crate) fn assert_nothing_kept(&self, place: &str, bytes: &[u8]) {
        self.assert_absent(place, bytes);
        let text = String::from_utf8_lossy(bytes);
        assert!(self.passing.iter().any(|(name, _)| name == "state"), "a login was asked for");
        for (name, passing) in &self.passing {
            assert!(!text.contains(passing), "{place} keeps the {name}:\n{}", around(&text, passing));
        }
    }

    /// Looks through every file below a folder, except those that the secret was meant for.
    pub(crate) fn assert_absent_below(&self, folder: &Path, meant: &[&str]) {
        let mut waiting = vec![folder.to_path_buf()];
        while let Some(next) = waiting.pop() {
            for path in std::fs::read_dir(next).into_iter().flatten().flatten().map(|entry| entry.path()) {
                let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().into_owned();
                self.assert_absent("a file's name", name.as_bytes());
                if path.is_dir() {
                    waiting.push(path);
                } else if path.is_file() && !meant.contains(&name.as_str()) {
                    self.assert_absent(&name, &std::fs::read(&path).expect("the file can be read"));
                }
            }
        }
    }

    /// Looks at a running program as other programs of this computer can: its arguments, its environment, and the same
    /// of whatever it has started.
    pub(crate) fn assert_absent_in_process(&self, process: u32) {
        for name in ["cmdline", "environ", "comm"] {
            let path = format!("/proc/{process}/{name}");
            // What the system keeps from this test it keeps from others, too.
            if let Ok(bytes) = std::fs::read(&path) {
                self.assert_absent(&path, &bytes);
            }
        }
        let children = std::fs::read_to_string(format!("/proc/{process}/task/{process}/children"));
        for child in children.unwrap_or_default().split_whitespace() {
            self.assert_absent_in_process(child.parse().expect("a process"));
        }
    }

    /// Looks at what a program drew: the bytes as they came, and every whole frame with its lines joined, so that neither a
    /// colour nor the window's edge can hide a secret.
    pub(crate) fn assert_absent_on_screen(&self, written: &[u8], columns: u16, rows: u16) {
        self.assert_absent("the terminal's stream", written);
        let end_of_frame = b"\x1b[?2026l";
        let mut parser = Parser::new(rows, columns, 0);
        let mut from = 0;
        while from < written.len() {
            let rest = &written[from..];
            let end = rest.windows(end_of_frame.len()).position(|bytes| bytes == end_of_frame);
            let piece = &rest[..end.map_or(rest.len(), |at| at + end_of_frame.len())];
            parser.process(piece);
            let joined: String = parser.screen().rows(0, columns).collect();
            self.assert_absent("a frame", joined.as_bytes());
            let packed: String = joined.split_whitespace().collect();
            self.assert_absent("a frame without its blanks", packed.as_bytes());
            from += piece.len();
        }
    }
}

/// A secret as it is, and as it would stand in an address or in base64.
fn disguises(secret: &str) -> BTreeSet<String> {
    let escaped: String = form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    let hex = secret.bytes().fold(String::new(), |all, byte| format!("{all}{byte:02x}"));
    let percent = secret.bytes().fold(String::new(), |all, byte| format!("{all}%{byte:02X}"));
    let base64 = [STANDARD_NO_PAD.encode(secret), URL_SAFE_NO_PAD.encode(secret)];
    let small = percent.to_lowercase();
    [secret.to_owned(), escaped, hex, percent, small].into_iter().chain(base64).collect()
}

fn around(text: &str, found: &str) -> String {
    let at = text.find(found).unwrap_or_default();
    text[..at].chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect()
}

mod tests {
    use super::*;

    fn one() -> Secrets {
        Secrets::of("a-secret/of-some=length", &[])
    }

    #[test]
    fn nothing_is_found_where_nothing_is() {
        one().assert_absent("here", b"a-secret of another kind");
        one().assert_absent_on_screen(b"\x1b[?2026ha-secret\x1b[?2026l", 10, 4);
    }

    #[test]
    #[should_panic(expected = "holds the client_secret")]
    fn a_secret_in_base64_is_found() {
        one().assert_absent("here", STANDARD_NO_PAD.encode("a-secret/of-some=length").as_bytes());
    }

    #[test]
    #[should_panic(expected = "a frame")]
    fn a_secret_in_two_colours_over_two_lines_is_found() {
        one().assert_absent_on_screen(b"a-sec\x1b[31mret/of-some=length", 10, 4);
    }
}
