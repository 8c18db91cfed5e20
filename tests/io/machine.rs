//! Secrets, browser, clipboard, randomness and time.

use std::fs;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use url::Url;
use usher::base::{Secret, Trouble, TroubleKind};
use usher::engine::connection::SecretSource;
use usher::engine::effect::{CopyWay, Outcome, Task};
use usher::io::{Browser, Surroundings};

use super::bench::Bench;

async fn fetch(bench: &mut Bench, source: SecretSource) -> Result<Secret, Trouble> {
    match bench.run(Task::FetchSecret(source)).await {
        Outcome::SecretFetched(result) => result,
        other => panic!("{other:?}"),
    }
}

fn shell(script: &str) -> SecretSource {
    SecretSource::Command { argv: ["sh", "-c", script].map(str::to_owned).to_vec() }
}

#[tokio::test]
async fn a_secret_file_loses_one_line_end_and_nothing_else() {
    let mut bench = Bench::new();
    let path = bench.folder.path().join("secret");
    for (content, expected) in [("s3cr3t\n", "s3cr3t"), ("s3cr3t\r\n", "s3cr3t"), (" s3cr3t ", " s3cr3t ")] {
        fs::write(&path, content).expect("a file");
        let secret = fetch(&mut bench, SecretSource::File { path: path.clone() }).await;
        assert_eq!(secret, Ok(Secret::from(expected)));
    }
    fs::write(&path, "\n").expect("a file");
    assert!(
        fetch(&mut bench, SecretSource::File { path: path.clone() }).await.is_err(),
        "an empty one is none"
    );
    fs::write(&path, "[oauth]\nsecret = x\n").expect("a file");
    let source = SecretSource::Configuration { path: path.clone(), format: "ini".to_owned() };
    assert_eq!(fetch(&mut bench, source).await, Ok(Secret::from("[oauth]\nsecret = x\n")));
    let missing = SecretSource::File { path: bench.folder.path().join("missing") };
    assert!(fetch(&mut bench, missing).await.is_err());
    let unset = SecretSource::Variable { name: "USHER_TEST_THAT_IS_NEVER_SET".to_owned() };
    assert!(fetch(&mut bench, unset).await.is_err());
}

/// What the shell's `<(…)` gives: a pipe under a name, which can be read only once.
#[cfg(unix)]
#[tokio::test]
async fn a_pipe_is_read_once_and_remembered() {
    let mut bench = Bench::new();
    let path = bench.folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&path).status().expect("mkfifo runs");
    assert!(made.success());
    let writing = path.clone();
    let writer = std::thread::spawn(move || fs::write(writing, "s3cr3t\n"));
    for _ in 0..2 {
        let fetched = fetch(&mut bench, SecretSource::File { path: path.clone() }).await;
        assert_eq!(fetched, Ok(Secret::from("s3cr3t")));
    }
    writer.join().expect("the writer").expect("it wrote");
}

#[cfg(unix)]
#[tokio::test]
async fn a_command_prints_the_secret_or_its_complaint_is_shown() {
    let mut bench = Bench::new();
    assert_eq!(fetch(&mut bench, shell("echo s3cr3t")).await, Ok(Secret::from("s3cr3t")));
    let trouble = fetch(&mut bench, shell("echo s3cr3t; echo 'vault: s3cr3t sealed' >&2; exit 3")).await;
    let trouble = trouble.expect_err("it failed");
    assert!(
        trouble.detail.in_english().contains("vault: ••• sealed")
            && trouble.detail.in_english().contains('3'),
        "{trouble:?}"
    );
    assert!(!trouble.message().in_english().contains("s3cr3t"), "{trouble:?}");
    let lines =
        "printf 'first-part\\nsecond-part\\n'; echo 'cannot use second-part, nor first-part' >&2; exit 1";
    let trouble = fetch(&mut bench, shell(lines)).await.expect_err("it failed");
    assert!(!trouble.detail.in_english().contains("-part"), "{trouble:?}");
    let endless =
        fetch(&mut bench, shell("yes s3cr3t | head -c 200000")).await.expect_err("no secret is that long");
    assert!(
        endless.detail.in_english().contains("64 KiB") && !endless.detail.in_english().contains("s3cr3t"),
        "{endless:?}"
    );
    let missing = SecretSource::Command { argv: vec!["usher-no-such-program".to_owned()] };
    assert!(fetch(&mut bench, missing).await.is_err());
}

#[cfg(unix)]
#[tokio::test]
async fn a_command_that_waits_is_stopped_at_its_deadline() {
    let mut bench = Bench::with(|options| options.limits.command = Duration::from_millis(100));
    let trouble = fetch(&mut bench, shell("exec sleep 100")).await.expect_err("too slow");
    assert_eq!(trouble.kind, TroubleKind::Timeout);
}

#[cfg(unix)]
#[tokio::test]
async fn a_browser_of_ones_own_gets_the_address_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let (script, seen) = (folder.path().join("browser"), folder.path().join("seen"));
    fs::write(&script, format!("printf '%s|' \"$@\" > '{}'\n", seen.display())).expect("a script");
    let line = format!("sh '{}' --new %s", script.display());
    let mut bench = Bench::with(|options| options.browser = Browser::Command(line));
    let address = "https://acme.okta.com/oauth2/v1/authorize?state=a%20b&scope=openid;$(id)";
    let outcome = bench.run(Task::Open(Url::parse(address).expect("an address"))).await;
    assert_eq!(outcome, Outcome::Opened(Ok(())));
    assert_eq!(fs::read_to_string(&seen).expect("the browser ran"), format!("--new|{address}|"));
}

#[cfg(unix)]
#[tokio::test]
async fn no_browser_opens_where_nobody_would_see_it() {
    let remote = Surroundings { remote: true, display: true, ..Surroundings::default() };
    let blind = Surroundings::default();
    let broken = Surroundings { browser: Some("false".to_owned()), display: true, ..Surroundings::default() };
    let cases = [
        (Browser::Auto, remote.clone(), Some("remote shell")),
        (Browser::Auto, blind, Some("no screen here")),
        (Browser::Auto, broken, Some("could not be started")),
        (Browser::Auto, Surroundings { browser: Some("true".to_owned()), ..remote.clone() }, None),
        (Browser::Command("true".to_owned()), remote, None),
        (Browser::None, Surroundings { display: true, ..Surroundings::default() }, Some("as you asked")),
    ];
    for (browser, surroundings, said) in cases {
        let mut bench = Bench::with(|options| {
            options.browser = browser;
            options.surroundings = Some(surroundings);
        });
        let url = Url::parse("https://acme.okta.com/").expect("an address");
        let Outcome::Opened(result) = bench.run(Task::Open(url)).await else { panic!("not opened") };
        match (result, said) {
            (Ok(()), None) => {}
            (Err(trouble), Some(said)) => assert!(trouble.detail.in_english().contains(said), "{trouble:?}"),
            (result, said) => panic!("{result:?} instead of {said:?}"),
        }
    }
}

#[tokio::test]
async fn copying_goes_through_the_terminal_where_there_is_one() {
    let mut bench = Bench::new();
    assert!(matches!(bench.run(Task::Copy(Secret::from("hi"))).await, Outcome::Copied(Err(_))));
    let sent = Arc::new(Mutex::new(String::new()));
    let memory = Arc::clone(&sent);
    bench.world.set_terminal(Box::new(move |bytes| memory.lock().expect("the memory").push_str(bytes)));
    let outcome = bench.run(Task::Copy(Secret::from("hi"))).await;
    assert_eq!(outcome, Outcome::Copied(Ok(CopyWay::Terminal)));
    assert_eq!(*sent.lock().expect("the memory"), "\x1b]52;c;aGk=\x07");
}

#[tokio::test]
async fn randomness_never_comes_twice_and_a_wait_ends() {
    let mut bench = Bench::new();
    let (first, second) = (bench.run(Task::Randomness).await, bench.run(Task::Randomness).await);
    let (Outcome::Random(first), Outcome::Random(second)) = (first, second) else { panic!("no randomness") };
    assert_eq!((first.chars(), second.chars()), (128, 128));
    assert_ne!(first, second);
    assert_eq!(bench.run(Task::Wake { after_ms: 1 }).await, Outcome::Woke);
}

#[cfg(unix)]
#[tokio::test]
async fn a_signal_is_told_instead_of_ending_the_program() {
    use usher::io::process::{Signal, Signals};
    let mut signals = Signals::new().expect("signals");
    let me = rustix::process::getpid();
    rustix::process::kill_process(me, rustix::process::Signal::HUP).expect("a signal to ourselves");
    assert_eq!(signals.next().await, Signal::Hangup);
}

#[cfg(unix)]
#[tokio::test]
async fn a_pipe_to_which_nobody_writes_ends_at_its_deadline() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&path).status().expect("mkfifo runs");
    assert!(made.success());
    let mut bench = Bench::with(|options| options.limits.command = Duration::from_millis(100));
    let trouble = fetch(&mut bench, SecretSource::File { path }).await.expect_err("nobody writes");
    assert_eq!(trouble.kind, TroubleKind::Timeout);
}
