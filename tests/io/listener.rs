//! The redirect URI on loopback, against browsers, strangers and silence.

use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use url::Url;
use usher::base::Secret;
use usher::engine::effect::{Outcome, Task, TaskId};

use super::bench::{Bench, listen_to, say, status};

/// The addresses that are held, for a listener of `localhost` on a free port.
async fn listening(bench: &mut Bench, host: &str) -> (TaskId, Vec<String>) {
    let redirect = Url::parse(&format!("http://{host}:0/callback")).expect("an address");
    let id = bench.start(Task::Listen { redirect });
    match bench.next().await {
        (_, Outcome::Listening(Ok(addresses))) => (id, addresses),
        (_, other) => panic!("not listening: {other:?}"),
    }
}

fn port(addresses: &[String]) -> String {
    addresses[0].rsplit(':').next().unwrap_or_default().to_owned()
}

fn get(port: &str, target: &str, more: &str) -> Vec<u8> {
    format!("GET {target} HTTP/1.1\r\nHost: localhost:{port}\r\n{more}\r\n").into_bytes()
}

async fn arrived(bench: &mut Bench) -> Secret {
    match bench.next().await {
        (_, Outcome::Arrived(raw)) => raw,
        (_, other) => panic!("{other:?}"),
    }
}

/// A right answer still gets through, and nothing came before it.
async fn still_works(bench: &mut Bench, addresses: &[String]) {
    let answer = say(&addresses[0], &get(&port(addresses), "/callback?code=right&state=s", "")).await;
    assert_eq!(status(&answer), 200, "{answer}");
    assert_eq!(arrived(bench).await.reveal(), "code=right&state=s");
}

#[tokio::test]
async fn an_answer_arrives_in_both_families_and_leaves_a_closed_page() {
    let mut bench = Bench::new();
    let (_, addresses) = listening(&mut bench, "localhost").await;
    assert!(addresses[0].starts_with("127.0.0.1:"), "{addresses:?}");
    for address in &addresses {
        let answer = say(address, &get(&port(&addresses), "/callback?code=abc%2F&state=xyz", "")).await;
        assert_eq!(status(&answer), 200, "{answer}");
        for header in [
            "Cache-Control: no-store",
            "Referrer-Policy: no-referrer",
            "X-Content-Type-Options: nosniff",
            "Connection: close",
            "default-src 'none'; script-src 'sha256-",
        ] {
            assert!(answer.contains(header), "{header}\n{answer}");
        }
        assert!(answer.contains("Go back to the terminal") && answer.contains("replaceState"), "{answer}");
        assert!(!answer.contains("abc"), "the page must not repeat the code");
        assert_eq!(arrived(&mut bench).await.reveal(), "code=abc%2F&state=xyz");
    }
}

#[tokio::test]
async fn an_address_in_numbers_is_held_in_its_family_alone() {
    let mut bench = Bench::new();
    let (_, addresses) = listening(&mut bench, "127.0.0.1").await;
    assert_eq!(addresses.len(), 1);
}

#[tokio::test]
async fn a_posted_form_arrives() {
    let mut bench = Bench::new();
    let (_, addresses) = listening(&mut bench, "localhost").await;
    let port = port(&addresses);
    let head =
        format!("POST /callback HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: https://acme.okta.com\r\n");
    let form = "code=abc&state=xyz";
    let kind = "Content-Type: application/x-www-form-urlencoded; charset=utf-8";
    let right = format!("{head}{kind}\r\nContent-Length: {}\r\n\r\n{form}", form.len());
    assert_eq!(status(&say(&addresses[0], right.as_bytes()).await), 200);
    assert_eq!(arrived(&mut bench).await.reveal(), form);

    let json =
        format!("{head}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{form}", form.len());
    assert_eq!(status(&say(&addresses[0], json.as_bytes()).await), 415);
    let endless = format!("{head}{kind}\r\nContent-Length: 9999999\r\n\r\n");
    assert_eq!(status(&say(&addresses[0], endless.as_bytes()).await), 413);
    let chunked = format!("{head}{kind}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    assert_eq!(status(&say(&addresses[0], chunked.as_bytes()).await), 400);
    still_works(&mut bench, &addresses).await;
}

#[tokio::test]
async fn strays_are_refused_and_end_nothing() {
    let mut bench = Bench::new();
    let (_, addresses) = listening(&mut bench, "localhost").await;
    let port = port(&addresses);
    let code = "/callback?code=forged&state=s";
    let requests = [
        (404, get(&port, "/favicon.ico", "")),
        (404, get(&port, "/callback/?code=forged", "")),
        (400, get(&port, "/callback", "")),
        (503, get(&port, code, "Sec-Purpose: prefetch;prerender\r\n")),
        (503, get(&port, code, "X-Moz: prefetch\r\n")),
        (403, get(&port, code, "Sec-Fetch-Dest: image\r\n")),
        (400, get(&port, &format!("http://localhost:{port}{code}"), "")),
        (400, get(&port, code, "Content-Length: 1\r\nContent-Length: 2\r\n")),
        (405, format!("HEAD {code} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n").into_bytes()),
        (405, format!("OPTIONS {code} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n").into_bytes()),
        (405, format!("PUT {code} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n").into_bytes()),
        (421, format!("GET {code} HTTP/1.1\r\nHost: evil.example:{port}\r\n\r\n").into_bytes()),
        (421, format!("GET {code} HTTP/1.1\r\nHost: localhost:1\r\n\r\n").into_bytes()),
        (421, format!("GET {code} HTTP/1.1\r\n\r\n").into_bytes()),
        (400, b"\x16\x03\x01\x02\x00 hello of TLS\r\n\r\n".to_vec()),
    ];
    for (expected, bytes) in requests {
        let answer = say(&addresses[0], &bytes).await;
        assert_eq!(status(&answer), expected, "{}\n{answer}", String::from_utf8_lossy(&bytes));
    }
    still_works(&mut bench, &addresses).await;
    assert!(bench.nothing_waits());
}

#[tokio::test]
async fn a_huge_header_is_refused() {
    let mut bench = Bench::new();
    let (_, addresses) = listening(&mut bench, "localhost").await;
    let long = format!("X-Long: {}\r\n", "a".repeat(64 * 1024));
    let answer = say(&addresses[0], &get(&port(&addresses), "/callback?code=x&state=s", &long)).await;
    assert_eq!(status(&answer), 431, "{answer}");
    still_works(&mut bench, &addresses).await;
}

#[tokio::test]
async fn a_slow_sender_is_sent_away() {
    // Long enough for whoever sends at once, also on a computer that is busy with other things.
    let mut bench = Bench::with(|options| options.limits.arrival = Duration::from_secs(1));
    let (_, addresses) = listening(&mut bench, "localhost").await;
    let mut slow = TcpStream::connect(&addresses[0]).await.expect("a connection");
    slow.write_all(b"GET /callback?code=half HTTP/1.1\r\nHost: loc").await.expect("half a request");
    let mut silent = TcpStream::connect(&addresses[0]).await.expect("a connection");
    assert_eq!(status(&listen_to(&mut slow).await), 408);
    assert_eq!(listen_to(&mut silent).await, "");
    still_works(&mut bench, &addresses).await;
}

#[tokio::test]
async fn idle_sockets_keep_nobody_waiting() {
    let mut bench = Bench::with(|options| options.limits.connections = 8);
    let (_, addresses) = listening(&mut bench, "localhost").await;
    let mut idle = Vec::new();
    for _ in 0..20 {
        let mut stream = TcpStream::connect(&addresses[0]).await.expect("a connection");
        let _ = stream.write_all(b"GET /cal").await;
        idle.push(stream);
    }
    still_works(&mut bench, &addresses).await;
    assert_eq!(listen_to(&mut idle[0]).await, "", "the oldest had to go");
}

#[tokio::test]
async fn many_answers_at_once_all_arrive() {
    let mut bench = Bench::new();
    let (_, addresses) = listening(&mut bench, "localhost").await;
    let port = port(&addresses);
    let visits = (0..16).map(|number| {
        let bytes = get(&port, &format!("/callback?code={number:02}"), "");
        let address = addresses[0].clone();
        async move { say(&address, &bytes).await }
    });
    let pages = futures_util::future::join_all(visits).await;
    assert!(pages.iter().all(|page| status(page) == 200));
    let mut codes = Vec::new();
    for _ in 0..16 {
        codes.push(arrived(&mut bench).await.reveal().to_owned());
    }
    codes.sort();
    let expected: Vec<String> = (0..16).map(|number| format!("code={number:02}")).collect();
    assert_eq!(codes, expected);
}

#[tokio::test]
async fn the_port_is_free_again_after_the_end_and_the_page_still_came() {
    let mut bench = Bench::new();
    let (id, addresses) = listening(&mut bench, "localhost").await;
    let mut browser = TcpStream::connect(&addresses[0]).await.expect("a connection");
    browser.write_all(&get(&port(&addresses), "/callback?code=x&state=s", "")).await.expect("a request");
    arrived(&mut bench).await;
    bench.stop(id);
    assert!(listen_to(&mut browser).await.contains("Go back to the terminal"));

    let redirect =
        Url::parse(&format!("http://localhost:{}/callback", port(&addresses))).expect("an address");
    let second = bench.start(Task::Listen { redirect });
    let (from, outcome) = bench.next().await;
    assert_eq!((from, outcome), (second, Outcome::Listening(Ok(addresses))));
}

#[tokio::test]
async fn a_taken_port_and_a_foreign_address_are_said() {
    let taken = TcpListener::bind("127.0.0.1:0").await.expect("a socket");
    let port = taken.local_addr().expect("its address").port();
    let mut bench = Bench::new();
    let cases = [
        (format!("http://localhost:{port}/callback"), "Another program already listens"),
        ("http://coder.example.com/callback".to_owned(), "does not lead to this computer"),
        ("https://localhost:8749/callback".to_owned(), "begins with http:"),
    ];
    for (address, said) in cases {
        let redirect = Url::parse(&address).expect("an address");
        let Outcome::Listening(Err(trouble)) = bench.run(Task::Listen { redirect }).await else {
            panic!("{address} must not be held");
        };
        assert!(trouble.detail.in_english().contains(said), "{trouble:?}");
    }
}

/// Arguments can be read by every account of a computer, and a command of the person's own may hand them to a shell.
#[cfg(unix)]
#[tokio::test]
async fn a_browser_is_started_with_nothing_of_the_login() {
    let folder = tempfile::tempdir().expect("a folder");
    let seen = folder.path().join("seen");
    let line = format!("sh -c 'printf %b \"%s\" > {}'", seen.display());
    let mut bench = Bench::with(|options| options.browser = usher::io::Browser::Command(line));
    let (_, addresses) = listening(&mut bench, "localhost").await;
    let address =
        "https://acme.okta.com/authorize?nonce=n-of-this-login&state=s-of-this-login&x=$(touch%20pwned)";
    let opened = bench.run(Task::Open(Url::parse(address).expect("an address"))).await;
    assert_eq!(opened, Outcome::Opened(Ok(())));
    let started = std::fs::read_to_string(&seen).expect("the browser ran");
    assert!(!started.contains("of-this-login") && !started.contains("touch"), "{started}");
    let path = Url::parse(&started).expect("an address").path().to_owned();
    let prefetch = say(&addresses[0], &get(&port(&addresses), &path, "Sec-Purpose: prefetch\r\n")).await;
    assert_eq!(status(&prefetch), 404, "what the browser fetches beforehand does not use it up");
    let led = say(&addresses[0], &get(&port(&addresses), &path, "")).await;
    assert_eq!(status(&led), 302, "{led}");
    assert!(led.contains(&format!("\r\nLocation: {address}\r\n")), "{led}");
    assert_eq!(status(&say(&addresses[0], &get(&port(&addresses), &path, "")).await), 404, "it is good once");
    still_works(&mut bench, &addresses).await;
}
