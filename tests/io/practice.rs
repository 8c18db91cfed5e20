//! The practice Okta's server: carried whole, to loopback names only, one request at a time.

use usher::base::{Answer, Header, Method, Secret, Timestamp};
use usher::io::Limits;
use usher::io::practice_server::{PracticeAnswer, start};

use super::bench::{say, status};

fn echo() -> PracticeAnswer {
    let mut count = 0;
    Box::new(move |request, now: Timestamp| {
        count += 1;
        let form = request.body.as_ref().map(|body| body.reveal().to_owned()).unwrap_or_default();
        let body = format!("{count} {} {} {form}", request.method.as_str(), request.url);
        let headers =
            vec![Header::new("content-type", "text/plain"), Header::new("x-bad", "a\r\nset-cookie: b")];
        Answer { status: 200, headers, body: Secret::new(body), at: now, elapsed_ms: 0 }
    })
}

#[tokio::test]
async fn requests_are_carried_whole_and_one_after_the_other() {
    let running = start(0, Limits::default(), |_| echo()).await.expect("a server");
    let host = format!("localhost:{}", running.origin.port().expect("a port"));
    let first = format!("GET /a%20b?x=1&y= HTTP/1.1\r\nHost: {host}\r\n\r\n");
    let answer = say(&host, first.as_bytes()).await;
    assert!(answer.ends_with(&format!("1 GET http://{host}/a%20b?x=1&y= ")), "{answer}");
    assert!(!answer.contains("set-cookie"), "{answer}");
    let second = format!("POST /token HTTP/1.1\r\nHost: {host}\r\nContent-Length: 3\r\n\r\na=b");
    let answer = say(&host, second.as_bytes()).await;
    assert!(answer.ends_with(&format!("2 {} http://{host}/token a=b", Method::Post.as_str())), "{answer}");
    let foreign = say(&host, b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n").await;
    assert_eq!(status(&foreign), 421);
}

#[tokio::test]
async fn the_port_is_free_again_once_the_practice_ends() {
    let running = start(0, Limits::default(), |_| echo()).await.expect("a server");
    let port = running.origin.port().expect("a port");
    let taken = start(port, Limits::default(), |_| echo()).await.expect_err("the port is taken");
    assert!(taken.detail.in_english().contains("Another program already listens"), "{taken:?}");
    drop(running);
    start(port, Limits::default(), |_| echo()).await.expect("the port is free");
}
