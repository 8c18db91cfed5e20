//! Which room may use which, and what a pure room may never touch.

use crate::tests::house::lexer::Token;
use crate::tests::house::source::Source;
use crate::tests::house::{Finding, finding};

/// `main → ui → io → …`, each step with its comma-neighbours.
const LINE: [&[&str]; 11] = [
    &["main"],
    &["ui"],
    &["io"],
    &["wizard", "practice"],
    &["engine"],
    &["diagnosis"],
    &["manage", "live"],
    &["apps"],
    &["okta"],
    &["config", "oidc"],
    &["base"],
];

/// The rooms that may do IO.
const MAY_DO_IO: [&str; 3] = ["main", "ui", "io"];

/// Paths that reach the machine, its clock or chance. A path is refused when it starts so.
const IMPURE: [&str; 18] = [
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "tokio",
    "tokio_util",
    "reqwest",
    "rand",
    "getrandom",
    "tempfile",
    "directories",
    "webbrowser",
    "tiny_http",
    "crossterm",
    "rustix",
    "std::os",
    "std::sync::mpsc",
];

/// Calls that are refused under whatever name they were brought in.
const IMPURE_CALLS: [&str; 10] = [
    "SystemTime::now",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "io::stdin",
    "io::stdout",
    "io::stderr",
    "thread::spawn",
    "fs::read_to_string",
    "env::var",
];

/// Macros that print.
const PRINTS: [&str; 5] = ["println", "print", "eprintln", "eprint", "dbg"];

/// Types behind which a value can change, or that are made once for a thread: in a `static`, state that nobody is handed.
/// A `LazyLock` of what never changes afterwards is none.
const CHANGING: [&str; 9] =
    ["Cell", "RefCell", "UnsafeCell", "OnceCell", "LazyCell", "Mutex", "RwLock", "OnceLock", "mut"];

/// `std::net` also holds the addresses themselves, which are text and numbers and touch nothing.
const ADDRESSES: [&str; 7] =
    ["IpAddr", "Ipv4Addr", "Ipv6Addr", "SocketAddr", "SocketAddrV4", "SocketAddrV6", "AddrParseError"];

/// Uses of a room that stands to the left, or beside.
pub(crate) fn arrows(file: &Source) -> Vec<Finding> {
    let Some(own) = step(file.room()) else { return Vec::new() };
    let mut found = Vec::new();
    for path in file.paths() {
        let Some(other) = room_of(file, &path.parts) else { continue };
        let Some(target) = step(other) else { continue };
        // Nothing stands left of `ui` but the binary.
        let allowed = other == file.room() || target > own;
        if !allowed {
            let rule = format!("`{}` may not use `{other}`: it stands left of it or beside it", file.room());
            found.push(finding(file, path.line, &rule));
        }
    }
    found
}

/// What a pure room takes from the machine.
pub(crate) fn purity(file: &Source) -> Vec<Finding> {
    if MAY_DO_IO.contains(&file.room()) || step(file.room()).is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for path in file.paths() {
        let text = path.parts.join("::");
        if path.parts.len() > 1 && (touches(&text) || calls(&text)) {
            found.push(finding(
                file,
                path.line,
                &format!("`{}` is pure and may not use `{text}`", file.room()),
            ));
        }
    }
    for pair in file.tokens.windows(2) {
        let name = pair[0].word();
        if pair[1].is('!') && PRINTS.contains(&name) {
            found.push(finding(
                file,
                pair[0].line,
                &format!("`{}` is pure and may not `{name}!`", file.room()),
            ));
        }
    }
    found
}

/// What a pure room remembers beside what it is given.
pub(crate) fn ambient(file: &Source) -> Vec<Finding> {
    if MAY_DO_IO.contains(&file.room()) || step(file.room()).is_none() {
        return Vec::new();
    }
    let rule = |what: &str| format!("`{}` is pure and may not keep `{what}`: hand it over", file.room());
    let mut found = Vec::new();
    for (at, token) in file.tokens.iter().enumerate() {
        let next = file.tokens.get(at + 1);
        if token.word() == "thread_local" && next.is_some_and(|next| next.is('!')) {
            found.push(finding(file, token.line, &rule("thread_local!")));
        }
        // The lifetime has no name in capitals and no type behind it.
        let name = file.tokens[at..].iter().skip(1).find(|one| one.word() != "mut").map_or("", Token::word);
        if token.word() == "static" && !name.is_empty() && name == name.to_uppercase() {
            let of_type = file.tokens[at..].iter().take_while(|one| !one.is('=') && !one.is(';'));
            let changes = |name: &&str| CHANGING.contains(name) || name.starts_with("Atomic");
            let name = of_type.map(Token::word).find(changes);
            found.extend(name.map(|name| finding(file, token.line, &rule(&format!("a static {name}")))));
        }
    }
    found
}

fn touches(path: &str) -> bool {
    let address = path.strip_prefix("std::net::").and_then(|rest| rest.split("::").next());
    IMPURE.iter().any(|prefix| path == *prefix || path.starts_with(&format!("{prefix}::")))
        && !address.is_some_and(|name| ADDRESSES.contains(&name))
}

fn calls(path: &str) -> bool {
    IMPURE_CALLS.iter().any(|call| path == *call || path.ends_with(&format!("::{call}")))
}

fn step(room: &str) -> Option<usize> {
    LINE.iter().position(|rooms| rooms.contains(&room))
}

/// The room that a path leads into, when it leads into one of this crate.
fn room_of<'a>(file: &Source, parts: &'a [String]) -> Option<&'a str> {
    let next = match parts.first()?.as_str() {
        "crate" | "usher" => parts.get(1)?,
        "super" => {
            let ups = parts.iter().take_while(|part| *part == "super").count();
            if ups < file.module().len() {
                return None;
            }
            parts.get(ups)?
        }
        _ => return None,
    };
    Some(next)
}

/// The guard itself, on sources made up to break each rule.
pub(crate) fn self_test() {
    let left =
        Source::new("src/okta/a.rs", "use crate::{base::Secret, apps};\nfn f() { crate::config::env(); }");
    assert_eq!(lines(&arrows(&left)), [1], "apps stands left of okta, config and base do not");
    let beside =
        Source::new("src/oidc/deep/a.rs", "use super::super::super::config::x;\nuse super::super::keys;");
    assert_eq!(lines(&arrows(&beside)), [1], "config stands beside oidc");
    let tested =
        Source::new("src/base/a.rs", "#[cfg(test)]\nmod tests {\n use crate::io::disk;\n}\nfn f() {}");
    assert!(arrows(&tested).is_empty(), "tests may use any room");
    let impure = "use std::{fmt, fs::File};\nuse std::net::{IpAddr, TcpStream};\n// std::env\n\
                  fn f() { let a = \"std::env\"; Instant::now(); println!(); }";
    assert_eq!(lines(&purity(&Source::new("src/engine/a.rs", impure))), [1, 2, 4, 4]);
    assert!(purity(&Source::new("src/io/a.rs", impure)).is_empty(), "io may");
    let kept = "thread_local! {\n static A: Cell<u8> = const { Cell::new(0) };\n}\nstatic B: AtomicBool = x;\n\
                static C: LazyLock<u8> = y;\nstatic D: &[&'static str] = &[];\nfn f(a: Mutex<u8>) {}\n\
                static E: LazyLock<Mutex<u8>> = z;\nstatic mut F: u8 = 0;";
    assert_eq!(lines(&ambient(&Source::new("src/base/a.rs", kept))), [1, 2, 4, 8, 9]);
    assert!(ambient(&Source::new("src/io/a.rs", kept)).is_empty(), "io may");
}

fn lines(found: &[Finding]) -> Vec<usize> {
    found.iter().map(|finding| finding.line).collect()
}
