//! Requests: what leaves, what does not, and which trouble is named.

use std::io::Read as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::net::TcpListener;
use url::Url;
use usher::base::{Answer, Exchange, Header, Request, Secret, TroubleKind};
use usher::engine::effect::{Outcome, Task};
use usher::io::practice_server::{PracticeAnswer, Running, start};
use usher::io::{Limits, World};
use usher::live::Terms;

use super::bench::Bench;

/// What a small server was asked.
type Seen = Arc<Mutex<Vec<Request>>>;

/// A server that answers everything alike and remembers what it was asked.
async fn server(status: u16, headers: &[(&str, &str)], body: &str) -> (Running, Seen) {
    let seen = Seen::default();
    let answer = Answer {
        status,
        headers: headers.iter().map(|(name, value)| Header::new(name, *value)).collect(),
        body: Secret::new(body),
        at: World::now(),
        elapsed_ms: 0,
    };
    let memory = Arc::clone(&seen);
    let function: PracticeAnswer = Box::new(move |request, _| {
        memory.lock().expect("the memory").push(request);
        answer.clone()
    });
    let running = start(0, Limits::default(), |_| function).await.expect("a server on loopback");
    (running, seen)
}

pub(crate) async fn send(bench: &mut Bench, request: Request) -> Exchange {
    match bench.run(Task::Send(request)).await {
        Outcome::Answered(exchange) => *exchange,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_goes_outward_reaches_nothing_private() {
    let (server, seen) = server(200, &[], "{}").await;
    let own = server.origin.to_string();
    let inward = [
        own.as_str(),
        "https://localhost:1/",
        "https://10.0.0.7/",
        "https://[::1]:1/",
        "https://db.internal/",
    ];
    for address in inward.into_iter().chain(["http://example.com/"]) {
        let mut bench = Bench::new();
        let request = Request::get(Url::parse(address).expect("an address"));
        match bench.run(Task::SendOutward(request)).await {
            Outcome::Answered(exchange) => assert!(exchange.outcome.is_err(), "{address}"),
            other => panic!("{address}: {other:?}"),
        }
    }
    assert!(seen.lock().expect("the memory").is_empty());
}

/// A visit to a public application reaches nothing private either.
#[tokio::test]
async fn a_visit_keeps_to_its_terms() {
    let (server, seen) = server(200, &[], "{}").await;
    let own = server.origin.to_string();
    let terms = |plain_http, public_only| Terms { plain_http, public_only, longest_ms: 10_000 };
    let name = own.replace("127.0.0.1", "localhost");
    let tries = [
        (own.as_str(), terms(true, true)),
        (name.as_str(), terms(true, true)),
        ("http://example.com/", terms(false, false)),
        ("https://10.0.0.7/", terms(true, true)),
        ("https://[::ffff:10.0.0.7]/", terms(true, true)),
    ];
    for (address, terms) in tries {
        let mut bench = Bench::new();
        let request = Request::get(Url::parse(address).expect("an address"));
        match bench.run(Task::Visit(request, terms)).await {
            Outcome::Visited(exchange, None) => assert!(exchange.outcome.is_err(), "{address}"),
            other => panic!("{address}: {other:?}"),
        }
    }
    assert!(seen.lock().expect("the memory").is_empty());
}

pub(crate) async fn trouble(bench: &mut Bench, address: &str) -> (TroubleKind, String) {
    let exchange = send(bench, Request::get(Url::parse(address).expect("an address"))).await;
    let trouble = exchange.outcome.expect_err("no answer can come");
    (trouble.kind, trouble.detail.in_english())
}

#[tokio::test]
async fn a_request_leaves_as_it_is_and_its_answer_comes_whole() {
    let (server, seen) = server(201, &[("X-Okta-Request-Id", "req1")], "{\"a\":1}").await;
    let mut bench = Bench::new();
    let url = server.origin.join("/token?x=1").expect("an address");
    let request = Request::form(url, &[("grant_type", "authorization_code")])
        .with_header("authorization", "Basic abc")
        .with_header("origin", "http://localhost")
        .with_header("cookie", "sid=1");
    let exchange = send(&mut bench, request).await;
    let answer = exchange.outcome.expect("an answer");
    assert_eq!((answer.status, answer.body.reveal()), (201, "{\"a\":1}"));
    assert_eq!(answer.okta_request_id(), Some("req1"));
    let asked = seen.lock().expect("the memory").pop().expect("one request");
    assert_eq!(asked.body.as_ref().map(Secret::reveal), Some("grant_type=authorization_code"));
    assert_eq!(asked.header("authorization"), Some("Basic abc"));
    assert_eq!(asked.header("user-agent"), Some(concat!("usher/", env!("CARGO_PKG_VERSION"))));
    assert_eq!((asked.header("origin"), asked.header("cookie")), (None, None));
}

#[tokio::test]
async fn a_redirect_is_shown_and_not_followed() {
    let (server, seen) = server(302, &[("Location", "/next"), ("Set-Cookie", "sid=1")], "").await;
    let mut bench = Bench::new();
    for _ in 0..2 {
        let exchange = send(&mut bench, Request::get(server.origin.clone())).await;
        let answer = exchange.outcome.expect("an answer");
        assert_eq!(answer.status, 302);
        assert_eq!(
            answer.location(&server.origin).map(|url| url.path().to_owned()).as_deref(),
            Some("/next")
        );
    }
    let seen = seen.lock().expect("the memory");
    assert_eq!(seen.len(), 2);
    assert!(seen.iter().all(|request| request.url.path() == "/" && request.header("cookie").is_none()));
}

#[tokio::test]
async fn a_closed_port_is_refused_and_the_query_stays_secret() {
    let free = TcpListener::bind("127.0.0.1:0").await.expect("a socket");
    let address = free.local_addr().expect("its address");
    drop(free);
    let mut bench = Bench::new();
    let (kind, detail) = trouble(&mut bench, &format!("http://{address}/a?code=hidden")).await;
    assert_eq!(kind, TroubleKind::Refused, "{detail}");
    assert!(!detail.contains("hidden"), "{detail}");
}

#[tokio::test]
async fn silence_ends_at_the_deadline() {
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("a socket");
    let address = silent.local_addr().expect("its address");
    let mut bench = Bench::with(|options| options.limits.exchange = Duration::from_millis(150));
    let (kind, detail) = trouble(&mut bench, &format!("http://{address}/")).await;
    assert_eq!(kind, TroubleKind::Timeout, "{detail}");
}

#[tokio::test]
async fn a_cut_connection_is_told_apart() {
    let rude = TcpListener::bind("127.0.0.1:0").await.expect("a socket");
    let address = rude.local_addr().expect("its address");
    tokio::spawn(async move { while rude.accept().await.is_ok() {} });
    let mut bench = Bench::new();
    let (kind, detail) = trouble(&mut bench, &format!("http://{address}/")).await;
    assert_eq!(kind, TroubleKind::Reset, "{detail}");
}

#[tokio::test]
async fn a_huge_answer_is_not_read_to_the_end() {
    let (server, _) = server(200, &[], &"x".repeat(5000)).await;
    let mut bench = Bench::with(|options| options.limits.answer = 1000);
    let (kind, _) = trouble(&mut bench, server.origin.as_str()).await;
    assert_eq!(kind, TroubleKind::TooLarge);
}

#[tokio::test]
async fn plain_http_never_leaves_this_computer() {
    let mut bench = Bench::new();
    for address in ["http://acme.okta.example/", "http://localhost.evil.example/", "http://192.0.2.1/"] {
        let (kind, detail) = trouble(&mut bench, address).await;
        assert_eq!(kind, TroubleKind::PlainHttp, "{address}: {detail}");
    }
}

#[tokio::test]
async fn a_stopped_request_tells_nothing() {
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("a socket");
    let url =
        Url::parse(&format!("http://{}/", silent.local_addr().expect("its address"))).expect("an address");
    let mut bench = Bench::new();
    let id = bench.start(Task::Send(Request::get(url)));
    let (stream, _) = silent.accept().await.expect("the request comes");
    bench.stop(id);
    let mut stream = stream.into_std().expect("a plain socket");
    stream.set_nonblocking(false).expect("a waiting socket");
    let closed = tokio::task::spawn_blocking(move || stream.read_to_end(&mut Vec::new()));
    assert!(closed.await.expect("a thread").is_ok(), "the connection is closed");
    assert!(bench.nothing_waits());
}

/// A TLS server with one of the certificates beside this file, for any number of connections.
pub(crate) fn tls_server(certificate: &str) -> std::net::SocketAddr {
    use rustls::pki_types::pem::PemObject as _;
    use rustls::pki_types::{CertificateDer, PrivateKeyDer};
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/io/tls");
    let chain =
        vec![CertificateDer::from_pem_file(format!("{folder}/{certificate}.pem")).expect("a certificate")];
    let key = PrivateKeyDer::from_pem_file(format!("{folder}/leaf-key.pem")).expect("its key");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, key))
        .expect("a server");
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a socket");
    let address = listener.local_addr().expect("its address");
    let config = Arc::new(config);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let connection = rustls::ServerConnection::new(Arc::clone(&config)).expect("a connection");
            let mut tls = rustls::StreamOwned::new(connection, stream);
            let mut request = [0_u8; 4096];
            if tls.read(&mut request).is_ok() {
                let _ = std::io::Write::write_all(
                    &mut tls,
                    b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok",
                );
                tls.conn.send_close_notify();
                let _ = std::io::Write::flush(&mut tls);
            }
        }
    });
    address
}

fn trusting(roots: &str) -> Bench {
    let path = format!("{}/tests/io/tls/{roots}.pem", env!("CARGO_MANIFEST_DIR"));
    Bench::with(|options| options.ca_file = Some(path.into()))
}

#[tokio::test]
async fn certificates_are_judged_by_what_is_wrong_with_them() {
    let cases = [
        ("localhost", "other-roots", TroubleKind::TlsUntrusted),
        ("elsewhere", "roots", TroubleKind::TlsWrongHost),
        ("expired", "roots", TroubleKind::TlsExpired),
    ];
    for (certificate, roots, expected) in cases {
        let port = tls_server(certificate).port();
        let mut bench = trusting(roots);
        let (kind, detail) = trouble(&mut bench, &format!("https://localhost:{port}/")).await;
        assert_eq!(kind, expected, "{certificate}: {detail}");
    }
}

#[tokio::test]
async fn a_certificate_file_of_ones_own_is_trusted() {
    let port = tls_server("localhost").port();
    let mut bench = trusting("roots");
    let url = Url::parse(&format!("https://localhost:{port}/")).expect("an address");
    let exchange = send(&mut bench, Request::get(url.clone())).await;
    assert_eq!(exchange.outcome.expect("an answer").body.reveal(), "ok");

    let mut bench = trusting("not-there");
    let exchange = send(&mut bench, Request::get(url)).await;
    let trouble = exchange.outcome.expect_err("no certificates, no request");
    assert!(trouble.detail.in_english().contains("not-there.pem cannot be used"), "{trouble:?}");
}

#[tokio::test]
async fn a_certificate_file_without_end_is_not_read_to_the_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("roots.pem");
    let file = std::fs::File::create(&path).expect("a file");
    file.set_len(1 << 40).expect("a file as long as a disk, of nothing");
    let mut bench = Bench::with(|options| options.ca_file = Some(path));
    let (_, detail) = trouble(&mut bench, "https://localhost:1/").await;
    assert!(detail.contains("roots.pem cannot be used") && detail.contains("larger than 4 MiB"), "{detail}");
}
