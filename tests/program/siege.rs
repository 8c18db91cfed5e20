//! The real program under siege: while it waits for a login, strangers send what they like, and then somebody signs in.
//!
//! `USHER_SIEGE=20000 USHER_BINARY=target/release/usher cargo test --test program siege -- --nocapture` for more of them,
//! and for the figures.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use usher::internals::practice::PASSWORD;

use crate::home::Home;
use crate::program::{PATIENCE, Program};
use crate::served::{CLIENT_ID, Practice, SECRET};
use crate::visitor::Visitor;

const APPLICATION_CALLBACK: &str = "https://coder.example.com/api/v2/users/oidc/callback";

/// How many requests come in an ordinary run.
const USUAL: usize = 1500;

/// How many strangers there are at the same time, besides those who say nothing.
const STRANGERS: usize = 16;

/// What strangers send, one after the other.
fn rubbish(port: u16, number: usize) -> Vec<u8> {
    let host = format!("Host: localhost:{port}\r\n");
    let code = format!("/callback?code=forged-{number}&state=forged");
    match number % 9 {
        0 => format!("GET {code} HTTP/1.1\r\n{host}\r\n").into_bytes(),
        1 => format!("GET {code} HTTP/1.1\r\nHost: evil.example\r\n\r\n").into_bytes(),
        2 => format!("OPTIONS {code} HTTP/1.1\r\n{host}Access-Control-Request-Private-Network: true\r\n\r\n").into_bytes(),
        3 => format!("GET {code} HTTP/1.1\r\n{host}Sec-Purpose: prefetch\r\n\r\n").into_bytes(),
        4 => format!("GET /callback?error=access_denied&state=x HTTP/1.1\r\n{host}\r\n").into_bytes(),
        5 => format!("GET / HTTP/1.1\r\n{host}X: {}\r\n\r\n", "a".repeat(40_000)).into_bytes(),
        6 => [b"\x16\x03\x01\x02\0\x01".as_slice(), &[0x55; 300], b"\r\n\r\n"].concat(),
        7 => b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(),
        _ => format!("POST /callback HTTP/1.1\r\n{host}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\nstate=abc")
            .into_bytes(),
    }
}

/// Sends one and hears what comes; whether anything came.
fn send(port: u16, bytes: &[u8]) -> bool {
    let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else { return false };
    stream.set_read_timeout(Some(PATIENCE)).expect("a deadline");
    let _ = stream.write_all(bytes);
    let mut heard = Vec::new();
    let _ = stream.read_to_end(&mut heard);
    !heard.is_empty()
}

/// Memory at its most, threads and open files of a process, as far as the system tells.
fn count(process: u32) -> (Option<usize>, Option<usize>, Option<usize>) {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next()?.parse().ok()
    };
    // Only the superuser may look into a program that keeps others out.
    let files = std::fs::read_dir(format!("/proc/{process}/fd")).ok().map(Iterator::count);
    (line("VmHWM:"), line("Threads:"), files)
}

/// The sockets at which a process listens are among those of the system with its port.
fn listening(port: u16) -> Vec<String> {
    let mut held = Vec::new();
    for table in ["/proc/net/tcp", "/proc/net/tcp6"] {
        for line in std::fs::read_to_string(table).unwrap_or_default().lines().skip(1) {
            let fields: Vec<&str> = line.split_whitespace().collect();
            if let [_, local, _, "0A", ..] = fields[..]
                && local.ends_with(&format!(":{port:04X}"))
            {
                held.push(local.split(':').next().unwrap_or_default().to_owned());
            }
        }
    }
    held.sort();
    held
}

#[expect(clippy::print_stderr, reason = "the figures are for whoever asks for them with --nocapture")]
#[test]
fn a_besieged_login_still_passes_and_leaves_its_port_free() {
    let many = std::env::var("USHER_SIEGE").ok().and_then(|text| text.parse().ok()).unwrap_or(USUAL);
    let home = Home::new();
    let socket = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let port = socket.local_addr().expect("its address").port();
    drop(socket);
    let redirect = format!("http://localhost:{port}/callback");
    let practice = Practice::start(&[APPLICATION_CALLBACK, &redirect], |_| {});
    let secret = home.write("secret.txt", SECRET);
    let args = [
        "verify",
        "--app",
        "coder",
        "--set",
        "base_url=https://coder.example.com",
        "--issuer",
        &practice.origin,
    ]
    .into_iter()
    .chain(["--client-id", CLIENT_ID, "--client-secret-file", &secret, "--redirect-uri", &redirect])
    .chain(["--browser", "none", "--json"]);
    let mut running = Program::new(&home, args).start();
    let address = running.wait_for("the address to sign in at", |line| {
        line.trim().starts_with(&practice.origin).then(|| line.trim().to_owned())
    });
    let held = listening(port);
    let loopback = ["0100007F", "00000000000000000000000001000000"];
    assert!(!held.is_empty() && held.iter().all(|one| loopback.contains(&one.as_str())), "{held:?}");

    let before = count(running.id());
    // Some who connect and say nothing, or stop in the middle, for as long as all this takes.
    let silent: Vec<TcpStream> =
        (0..300).filter_map(|_| TcpStream::connect(("127.0.0.1", port)).ok()).collect();
    for stream in silent.iter().step_by(2) {
        let _ = { stream }.write_all(b"GET /callback?code=");
    }
    let heard: usize = std::thread::scope(|scope| {
        let strangers: Vec<_> = (0..STRANGERS)
            .map(|one| {
                scope.spawn(move || {
                    (one..many).step_by(STRANGERS).filter(|n| send(port, &rubbish(port, *n))).count()
                })
            })
            .collect();
        strangers.into_iter().map(|stranger| stranger.join().expect("it ends")).sum()
    });
    let during = count(running.id());
    let page = Visitor::default().sign_in(&address, "ben@example.com", PASSWORD);
    assert_eq!(page.status, 200, "{page:#?}");
    let ran = running.finish(PATIENCE + Duration::from_secs(30));
    assert_eq!(ran.json()["verdict"], "works", "{ran:#?}");
    drop(silent);
    eprintln!("{many} requests, {heard} heard something; (KiB, threads, files) {before:?} {during:?}");
    assert!(heard * 10 >= many * 9, "{heard} of {many} were answered");
    if let ((Some(before), ..), (Some(during), ..)) = (before, during) {
        assert!(during < before + 24 * 1024, "memory: {before} KiB, then {during} KiB");
    }
    if let ((_, Some(before), _), (_, Some(during), _)) = (before, during) {
        assert!(during < before + 12, "threads: {before}, then {during}");
    }
    if let (.., Some(files)) = during {
        assert!(files < 128 + 40, "{files} open files");
    }
    assert!(std::net::TcpListener::bind(("127.0.0.1", port)).is_ok(), "the port is free again");
}
