//! The redirect URI under siege: thousands of requests of every wrong kind while a login waits, and the right one among
//! them. It is counted in a process of its own, since memory, threads and sockets are counted for a whole process.

use std::net::IpAddr;
use std::process::Command;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use url::Url;
use usher::engine::effect::{Outcome, Task, TaskId};
use usher::io::Limits;

use super::bench::{Bench, PATIENCE, say, status};

/// Set only in the process that is besieged.
const MARK: &str = "USHER_TEST_BESIEGED";

/// How many connections are open at the same time on the side of the besiegers.
const CROWD: usize = 200;

/// How often the whole crowd comes.
const WAVES: usize = 12;

/// Every wrong kind of request, and what may be answered: a status, or 0 where the socket is closed without a word.
fn wrong(port: &str) -> Vec<(&'static str, Vec<u8>, &'static [u16])> {
    let code = "/callback?code=forged-code-forged&state=forged";
    let host = format!("Host: localhost:{port}\r\n");
    let get = |target: &str, more: &str| format!("GET {target} HTTP/1.1\r\n{host}{more}\r\n").into_bytes();
    let form = "Content-Type: application/x-www-form-urlencoded\r\n";
    let preflight = "Origin: https://evil.example\r\nAccess-Control-Request-Method: GET\r\n";
    vec![
        ("another path", get("/favicon.ico", ""), &[404]),
        ("no query", get("/callback", ""), &[400]),
        ("a prefetch", get(code, "Sec-Purpose: prefetch;prerender\r\n"), &[503]),
        ("an old prefetch", get(code, "Purpose: prefetch\r\n"), &[503]),
        ("a picture of a page", get(code, "Sec-Fetch-Dest: image\r\nSec-Fetch-Site: cross-site\r\n"), &[403]),
        ("a script of a page", get(code, "Sec-Fetch-Dest: empty\r\nSec-Fetch-Mode: cors\r\n"), &[403]),
        ("a frame", get(code, "Sec-Fetch-Dest: iframe\r\n"), &[403]),
        ("a preflight", format!("OPTIONS {code} HTTP/1.1\r\n{host}{preflight}\r\n").into_bytes(), &[405]),
        (
            "a preflight for a private network",
            format!("OPTIONS {code} HTTP/1.1\r\n{host}{preflight}Access-Control-Request-Private-Network: true\r\n\r\n")
                .into_bytes(),
            &[405],
        ),
        ("another name for this computer", format!("GET {code} HTTP/1.1\r\nHost: evil.example:{port}\r\n\r\n").into_bytes(), &[421]),
        ("two hosts", get(code, "Host: evil.example\r\n"), &[421]),
        ("no host, HTTP/1.0", format!("GET {code} HTTP/1.0\r\n\r\n").into_bytes(), &[421]),
        ("a huge header", get(code, &format!("X: {}\r\n", "a".repeat(100_000))), &[431, 0]),
        ("a huge address", get(&format!("{code}{}", "a".repeat(100_000)), ""), &[431, 0]),
        ("a huge form", format!("POST /callback HTTP/1.1\r\n{host}{form}Content-Length: 99999999\r\n\r\n").into_bytes(), &[413]),
        ("a form in pieces", format!("POST /callback HTTP/1.1\r\n{host}{form}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n").into_bytes(), &[400]),
        ("a form with two lengths", format!("POST /callback HTTP/1.1\r\n{host}{form}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab").into_bytes(), &[400]),
        ("JSON", format!("POST /callback HTTP/1.1\r\n{host}Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{{}}").into_bytes(), &[415]),
        ("HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0".to_vec(), &[400]),
        ("TLS", [b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03".as_slice(), &[0x5a; 500], b"\r\n\r\n"].concat(), &[400]),
        ("bytes", [&[0, 0xff, 0x80, b'\n'].repeat(300), b"\r\n\r\n".as_slice()].concat(), &[400]),
        ("a proxy's request", get(&format!("http://localhost:{port}{code}"), ""), &[400]),
        ("a tunnel", format!("CONNECT localhost:{port} HTTP/1.1\r\n{host}\r\n").into_bytes(), &[400]),
        ("an upgrade", get("/socket", "Upgrade: websocket\r\nConnection: Upgrade\r\n"), &[404]),
        ("a forged answer", get(code, "Sec-Fetch-Dest: document\r\n"), &[200]),
    ]
}

/// What is counted: open files, threads, memory in KiB.
#[derive(Debug, Clone, Copy)]
struct Count {
    files: usize,
    threads: usize,
    memory: usize,
}

impl Count {
    fn now() -> Self {
        let entries = |folder: &str| std::fs::read_dir(folder).map_or(0, Iterator::count);
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let memory = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
        Self {
            files: entries("/proc/self/fd"),
            threads: entries("/proc/self/task"),
            memory: memory.unwrap_or(0),
        }
    }
}

#[test]
fn under_siege_the_right_answer_gets_through_and_nothing_grows() {
    let program = std::env::current_exe().expect("this program");
    let mut command = Command::new(program);
    command.args(["--ignored", "--exact", "tests::io::siege::besieged", "--nocapture"]).env(MARK, "1");
    let output = command.output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stdout);
    let wrong = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("1 passed"), "{said}\n{wrong}");
}

#[expect(clippy::print_stderr, reason = "the figures are for whoever asks for them with --nocapture")]
#[tokio::test]
#[ignore = "run by the test above, in a process of its own"]
async fn besieged() {
    if std::env::var_os(MARK).is_none() {
        return;
    }
    let mut bench = Bench::with(|options| options.limits.arrival = Duration::from_secs(2));
    let (task, addresses) = listening(&mut bench).await;
    let port = addresses[0].rsplit(':').next().unwrap_or_default().to_owned();
    let kinds = wrong(&port);
    // One of each first, so that what is made once is there before the counting begins.
    for (name, bytes, allowed) in &kinds {
        let answer = say(&addresses[0], bytes).await;
        assert!(allowed.contains(&status(&answer)), "{name}: {answer}");
    }
    let forged = drain(&mut bench);
    assert_eq!(forged, 1, "only what has the form of an answer is told");
    let before = Count::now();

    let mut slow = crowd_of_silent(&addresses[0]).await;
    let mut arrived = 0;
    for wave in 0..WAVES {
        for stream in &mut slow {
            // One more byte of a request that never ends; who was sent away cannot send it.
            let _ = stream.try_write(b"a");
        }
        let visits = (0..CROWD).map(|number| {
            let (_, bytes, allowed) = &kinds[(number + wave) % kinds.len()];
            let address = &addresses[number % addresses.len()];
            async move { (allowed, hurried(address, bytes).await) }
        });
        let (answers, right) = tokio::join!(join_all(visits), async {
            let target = format!("/callback?code=right&state={wave}");
            let request = format!("GET {target} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n");
            say(&addresses[0], request.as_bytes()).await
        });
        assert_eq!(status(&right), 200, "wave {wave}: the right answer is answered: {right}");
        for (allowed, answer) in answers {
            assert!(answer.is_none_or(|status| status == 0 || allowed.contains(&status)), "{answer:?}");
        }
        arrived += drain_until(&mut bench, &format!("code=right&state={wave}")).await;
    }
    drop(slow);
    let after = settled(before).await;
    eprintln!("{} requests, {arrived} forged answers told; {before:?} {after:?}", WAVES * CROWD);
    assert!(after.files <= before.files + 8, "{before:?} {after:?}");
    assert!(after.threads <= before.threads + 8, "{before:?} {after:?}");
    assert!(after.memory <= before.memory + 32 * 1024, "{before:?} {after:?}");

    bench.stop(task);
    let redirect = Url::parse(&format!("http://localhost:{port}/callback")).expect("an address");
    let again = bench.start(Task::Listen { redirect });
    loop {
        match bench.next().await {
            (from, Outcome::Listening(held)) if from == again => {
                assert_eq!(held, Ok(addresses), "the port is free again at once");
                break;
            }
            (_, Outcome::Arrived(_)) => {}
            other => panic!("{other:?}"),
        }
    }
}

async fn listening(bench: &mut Bench) -> (TaskId, Vec<String>) {
    let redirect = Url::parse("http://localhost:0/callback").expect("an address");
    let id = bench.start(Task::Listen { redirect });
    let (_, Outcome::Listening(Ok(addresses))) = bench.next().await else { panic!("not listening") };
    for address in &addresses {
        let address: std::net::SocketAddr = address.parse().expect("an address");
        assert!(
            matches!(address.ip(), IpAddr::V4(_) | IpAddr::V6(_)) && address.ip().is_loopback(),
            "{address}"
        );
    }
    (id, addresses)
}

/// More clients than are held at once, each with the beginning of a request, and some with nothing at all.
async fn crowd_of_silent(address: &str) -> Vec<TcpStream> {
    let mut all = Vec::new();
    for number in 0..Limits::default().connections * 3 {
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        let beginnings: [&[u8]; 4] = [b"", b"G", b"GET /callback?code=", b"GET /callback HTTP/1.1\r\nX: "];
        let _ = stream.write_all(beginnings[number % beginnings.len()]).await;
        all.push(stream);
    }
    all
}

/// A besieger's request: whether it is answered, and how; `None` where the connection broke.
async fn hurried(address: &str, bytes: &[u8]) -> Option<u16> {
    let work = async {
        let mut stream = TcpStream::connect(address).await.ok()?;
        let _ = stream.write_all(bytes).await;
        let mut heard = Vec::new();
        stream.read_to_end(&mut heard).await.ok()?;
        Some(status(&String::from_utf8_lossy(&heard)))
    };
    tokio::time::timeout(PATIENCE, work).await.expect("nobody is kept waiting for ever")
}

/// How many answers were told by now.
fn drain(bench: &mut Bench) -> usize {
    std::iter::from_fn(|| bench.waiting()).count()
}

/// Waits for one answer and counts the forged ones that came besides it.
async fn drain_until(bench: &mut Bench, wanted: &str) -> usize {
    let mut others = 0;
    loop {
        match bench.next().await {
            (_, Outcome::Arrived(raw)) if raw.reveal() == wanted => return others,
            (_, Outcome::Arrived(raw)) => {
                assert!(
                    raw.reveal().contains("forged") || raw.reveal().contains("right"),
                    "{}",
                    raw.reveal()
                );
                others += 1;
            }
            other => panic!("{other:?}"),
        }
    }
}

/// The count once everybody who left is gone, or the last one where somebody stays.
async fn settled(before: Count) -> Count {
    let until = Instant::now() + PATIENCE;
    loop {
        let now = Count::now();
        if (now.files <= before.files + 8 && now.threads <= before.threads + 8) || Instant::now() > until {
            return now;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
