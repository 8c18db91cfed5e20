//! What depends on environment variables. Each test runs its other half, an ignored test of this very program, in a process
//! with an environment of its own.

use std::process::Command;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use url::Url;
use usher::base::{Answer, Request, Secret, TroubleKind};
use usher::engine::connection::SecretSource;
use usher::engine::effect::{Outcome, Task};
use usher::io::practice_server::start;
use usher::io::{Browser, Limits};

use super::bench::Bench;
use super::http::{send, tls_server, trouble};

/// Set only in the process of a half, so that one that is run by itself does nothing.
const MARK: &str = "USHER_TEST_HALF";

fn is_alone() -> bool {
    std::env::var_os(MARK).is_none()
}

/// Runs an ignored test of this file with the environment that it needs.
fn in_its_own_environment(half: &str, variables: &[(&str, &str)]) {
    let program = std::env::current_exe().expect("this program");
    let name = format!("tests::io::environment::{half}");
    let mut command = Command::new(program);
    command.args(["--ignored", "--exact", &name]).env_clear().env(MARK, "1");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let output = command.env("PATH", path).envs(variables.iter().copied()).output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

#[test]
fn a_proxy_that_is_not_there_is_named() {
    let proxies = [("HTTPS_PROXY", "http://ana:hidden@127.0.0.1:9"), ("NO_PROXY", "other.example")];
    in_its_own_environment("half_without_its_proxy", &proxies);
}

#[tokio::test]
#[ignore = "run by the test above, in an environment of its own"]
async fn half_without_its_proxy() {
    if is_alone() {
        return;
    }
    let mut bench = Bench::new();
    let (kind, detail) = trouble(&mut bench, "https://acme.okta.example/").await;
    assert_eq!(kind, TroubleKind::Proxy, "{detail}");
    assert!(detail.contains("127.0.0.1:9") && !detail.contains("hidden"), "{detail}");
}

#[tokio::test]
async fn a_proxy_that_says_no_is_named() {
    let proxy = TcpListener::bind("127.0.0.1:0").await.expect("a socket");
    let address = format!("http://{}", proxy.local_addr().expect("its address"));
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = proxy.accept().await {
            let mut request = [0_u8; 1024];
            let _ = stream.read(&mut request).await;
            let _ = stream.write_all(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n").await;
        }
    });
    let run = move || in_its_own_environment("half_with_a_proxy_that_says_no", &[("HTTPS_PROXY", &address)]);
    tokio::task::spawn_blocking(run).await.expect("the other half");
}

#[tokio::test]
#[ignore = "run by the test above, in an environment of its own"]
async fn half_with_a_proxy_that_says_no() {
    if is_alone() {
        return;
    }
    let mut bench = Bench::new();
    let (kind, detail) = trouble(&mut bench, "https://acme.okta.example/").await;
    assert_eq!(kind, TroubleKind::Proxy, "{detail}");
}

#[test]
fn this_computer_is_never_asked_through_a_proxy() {
    let nowhere = "http://127.0.0.1:9";
    let proxies =
        [("HTTPS_PROXY", nowhere), ("HTTP_PROXY", nowhere), ("http_proxy", nowhere), ("ALL_PROXY", nowhere)];
    in_its_own_environment("half_on_this_computer", &proxies);
}

#[tokio::test]
#[ignore = "run by the test above, in an environment of its own"]
async fn half_on_this_computer() {
    if is_alone() {
        return;
    }
    let answer = |_: Request, now| Answer {
        status: 200,
        headers: Vec::new(),
        body: Secret::from("direct"),
        at: now,
        elapsed_ms: 0,
    };
    let server = start(0, Limits::default(), |_| Box::new(answer)).await.expect("a server");
    let exchange = send(&mut Bench::new(), Request::get(server.origin.clone())).await;
    assert_eq!(exchange.outcome.expect("an answer").body.reveal(), "direct");
}

#[test]
fn the_systems_certificates_can_be_replaced() {
    let roots = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/io/tls/roots.pem");
    in_its_own_environment("half_with_other_roots", &[("SSL_CERT_FILE", roots)]);
}

#[tokio::test]
#[ignore = "run by the test above, in an environment of its own"]
async fn half_with_other_roots() {
    if is_alone() {
        return;
    }
    let url =
        Url::parse(&format!("https://localhost:{}/", tls_server("localhost").port())).expect("an address");
    let exchange = send(&mut Bench::new(), Request::get(url)).await;
    assert_eq!(exchange.outcome.expect("an answer").body.reveal(), "ok");
}

#[cfg(unix)]
#[test]
fn no_child_sees_the_secret_variable() {
    let variables = [("USHER_CLIENT_SECRET", "s3cr3t"), ("OF_THE_APPLICATION", "an0ther")];
    in_its_own_environment("half_with_a_secret_variable", &variables);
}

#[cfg(unix)]
#[tokio::test]
#[ignore = "run by the test above, in an environment of its own"]
async fn half_with_a_secret_variable() {
    if is_alone() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let (script, seen) = (folder.path().join("browser"), folder.path().join("seen"));
    std::fs::write(
        &script,
        format!(
            "echo \"${{USHER_CLIENT_SECRET-gone}}${{OF_THE_APPLICATION-}}\" | tee '{}'\n",
            seen.display()
        ),
    )
    .expect("a script");
    let script = script.display().to_string();
    let other = SecretSource::Variable { name: "OF_THE_APPLICATION".to_owned() };
    let fetched = Bench::new().run(Task::FetchSecret(other)).await;
    assert_eq!(fetched, Outcome::SecretFetched(Ok(Secret::from("an0ther"))));
    let mut bench = Bench::with(|options| options.browser = Browser::Command(format!("sh '{script}'")));
    let argv = vec!["sh".to_owned(), script.clone()];
    let fetched = bench.run(Task::FetchSecret(SecretSource::Command { argv })).await;
    assert_eq!(fetched, Outcome::SecretFetched(Ok(Secret::from("gone"))));
    std::fs::remove_file(&seen).expect("the command ran");
    let url = Url::parse("https://acme.okta.example/").expect("an address");
    assert_eq!(bench.run(Task::Open(url)).await, Outcome::Opened(Ok(())));
    assert_eq!(std::fs::read_to_string(&seen).expect("the browser ran"), "gone\n");
    let own = SecretSource::Variable { name: usher::io::SECRET_VARIABLE.to_owned() };
    let fetched = bench.run(Task::FetchSecret(own)).await;
    assert_eq!(fetched, Outcome::SecretFetched(Ok(Secret::from("s3cr3t"))));
}
