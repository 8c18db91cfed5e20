//! `usher verify` proves what is there and changes nothing: any OpenID client, a saved connection, a written file.

use serde_json::Value;
use usher::internals::base::Timestamp;
use usher::internals::engine::connection::{Connection, SecretSource};

use crate::home::Home;
use crate::program::{PATIENCE, Program, Ran};
use crate::served::{CLIENT_ID, Practice, SECRET};
use crate::visitor::Visitor;

const CALLBACK: &str = "https://coder.example.com/api/v2/users/oidc/callback";
const RECORD: &str = ".local/share/usher/connections/coder.json";
const PASSWORD: &str = usher::internals::practice::PASSWORD;

/// An address on this computer that nobody listens at now.
fn test_address() -> String {
    let socket = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    format!("http://localhost:{}/callback", socket.local_addr().expect("its address").port())
}

fn saved(home: &Home, practice: &Practice, redirect: &str) -> Connection {
    let mut record = Connection::new("coder", "coder", Timestamp(0));
    record.answers.insert("base_url".to_owned(), "https://coder.example.com".to_owned());
    record.issuer = Some(practice.origin.clone());
    record.client_id = Some(CLIENT_ID.to_owned());
    redirect.clone_into(&mut record.redirect_uri);
    record.secret = SecretSource::File { path: home.write("secret.txt", SECRET).into() };
    home.write(RECORD, &serde_json::to_string(&record).expect("a record"));
    record
}

fn told(ran: &Ran) -> (String, Option<String>) {
    let report: Value = ran.json();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    (text(&report["verdict"]).unwrap_or_default(), text(&report["results"][0]["primary"]))
}

fn check<'a>(report: &'a Value, id: &str) -> &'a Value {
    let checks = report["results"][0]["checks"].as_array().expect("checks");
    checks.iter().find(|check| check["id"] == id).unwrap_or(&Value::Null)
}

fn sign_in(program: Program, practice: &Practice) -> Ran {
    let mut running = program.start();
    let address = running.wait_for("the address to sign in at", |line| {
        let is_it = line.trim().starts_with(&practice.origin) && line.contains("/authorize?");
        is_it.then(|| line.trim().to_owned())
    });
    Visitor::default().sign_in(&address, "ben@example.com", PASSWORD);
    running.finish(PATIENCE)
}

#[test]
fn any_client_is_tested_without_a_guide_and_without_a_saved_connection() {
    let (home, redirect) = (Home::new(), test_address());
    let practice = Practice::start(&[&redirect], |_| {});
    let file = home.write("secret.txt", SECRET);
    let client =
        ["verify", "--issuer", &practice.origin, "--client-id", CLIENT_ID, "--redirect-uri", &redirect];
    let with = |more: &[&str]| Program::new(&home, [&client[..], more].concat());
    let ran = with(&["--client-secret-file", &file, "--no-login", "--json"]).run();
    assert_eq!(told(&ran), ("no_fault_found".to_owned(), None), "{ran:#?}");
    assert_eq!(ran.json()["results"][0]["connection"]["app"], "other");
    let ran = sign_in(with(&["--client-secret-file", &file, "--browser", "none", "--json"]), &practice);
    assert_eq!((ran.code, told(&ran)), (Some(0), ("works".to_owned(), None)), "{ran:#?}");
    let ran = with(&["--client-secret-file", &file, "--no-login", "--plain"]).run();
    assert!(ran.code == Some(0) && ran.out.contains(&practice.origin), "{ran:#?}");
    // Without its secret a confidential client is refused; that it has none is its owner's word.
    let ran = with(&["--no-secret", "--no-login", "--json"]).run();
    assert_eq!(told(&ran).0, "broken", "{ran:#?}");
    let ran = Program::new(&home, ["verify", "--issuer", &practice.origin]).run();
    assert!(ran.code == Some(2) && ran.err.contains("--client-id"), "{ran:#?}");
    assert!(!ran.err.contains("No connection is saved"), "{ran:#?}");
    assert!(!home.files(".").iter().any(|file| file.contains("connections")), "{:?}", home.files("."));
}

#[test]
fn whatever_the_flags_and_the_verdict_the_record_stays() {
    let (home, redirect) = (Home::new(), test_address());
    let practice = Practice::start(&[CALLBACK, &redirect], |_| {});
    saved(&home, &practice, &redirect);
    let before = home.read(RECORD);
    let other = home.write("other.txt", "another-secret-0123456789-0123456789-0123456789-0123456789-abcde");
    let tries: [&[&str]; 5] = [
        &["--client-secret-file", &other],
        &["--client-id", "0oasomebodyelse00001"],
        &["--issuer", "https://nowhere.invalid"],
        &["--set", "base_url=https://other.example.com", "--scopes", "openid"],
        &[],
    ];
    for more in tries {
        let ran = Program::new(&home, [&["verify", "coder", "--no-login", "--json"], more].concat()).run();
        assert!(ran.code.is_some(), "{ran:#?}");
        assert_eq!(home.read(RECORD), before, "{more:?}: {ran:#?}");
    }
    let ran = Program::new(
        &home,
        ["verify", "coder", "--client-id", "0oasomebodyelse00001", "--save", "--no-login"],
    );
    ran.run();
    assert!(home.read(RECORD).contains("0oasomebodyelse00001"), "--save keeps the rest");
}

#[test]
fn only_a_new_proof_is_kept_and_the_list_tells_how_it_stands() {
    let (home, redirect) = (Home::new(), test_address());
    let practice = Practice::start(&[CALLBACK, &redirect], |_| {});
    let record = saved(&home, &practice, &redirect);
    let list = || Program::new(&home, ["connections"]).run().out;
    assert!(list().contains("not proven"), "{}", list());
    let ran = sign_in(Program::new(&home, ["verify", "coder", "--browser", "none", "--json"]), &practice);
    assert_eq!(told(&ran), ("works".to_owned(), None), "{ran:#?}");
    let mut kept: Connection = serde_json::from_str(&home.read(RECORD)).expect("a record");
    assert!(kept.proof.is_some(), "{kept:#?}");
    assert!(list().contains("proven today"), "{}", list());
    assert_eq!((kept.revision, &kept.secret, &kept.answers), (1, &record.secret, &record.answers));
    // An edit by hand makes the proof stale, which the list sees without the secret.
    kept.client_id = Some("0oasomebodyelse00001".to_owned());
    home.write(RECORD, &serde_json::to_string(&kept).expect("a record"));
    assert!(list().contains("stale"), "{}", list());
    let json = Program::new(&home, ["connections", "--json"]).run().json();
    assert_eq!(json[0]["proof_state"], "stale", "{json:#}");
}

#[test]
fn a_written_connection_is_verified_from_its_file_as_it_is_now() {
    let (home, redirect) = (Home::new(), test_address());
    let practice = Practice::start(&[CALLBACK, &redirect], |_| {});
    let file = home.write("secret.txt", SECRET);
    let target = home.path("coder.env").display().to_string();
    let base = "base_url=https://coder.example.com";
    let values = ["setup", "coder", "--set", base, "--issuer", &practice.origin, "--client-id", CLIENT_ID];
    let writes = ["--client-secret-file", &file, "--as", "env", "--to", &target, "--unproven", "--yes"];
    let ends = ["--redirect-uri", redirect.as_str(), "--no-login"];
    let ran = Program::new(&home, [&values[..], &writes, &ends].concat()).run();
    assert_eq!(ran.code, Some(0), "{ran:#?}");
    let verify = || Program::new(&home, ["verify", "coder", "--no-login", "--json"]).run();
    let ran = verify();
    assert_eq!(
        (told(&ran).0, &check(&ran.json(), "config.file")["status"]),
        ("no_fault_found".to_owned(), &"pass".into())
    );
    let text = home.read("coder.env");
    home.write("coder.env", &format!("# a word of somebody's\n{text}"));
    let ran = verify();
    assert_eq!(check(&ran.json(), "config.file")["status"], "pass", "{ran:#?}");
    assert_eq!(check(&ran.json(), "config.file")["finding"], "config.file_changed");
    home.write("coder.env", &text.replace(CLIENT_ID, "0oasomebodyelse00001"));
    let ran = verify();
    assert_eq!(told(&ran).0, "broken", "what the file says is what is asked: {ran:#?}");
    assert_eq!(check(&ran.json(), "config.file")["status"], "warn", "{ran:#?}");
    std::fs::remove_file(home.path("coder.env")).expect("the file");
    let ran = verify();
    assert_eq!(told(&ran), ("broken".to_owned(), Some("config.unreadable".to_owned())), "{ran:#?}");
}

#[test]
fn a_record_that_cannot_be_read_is_not_called_unknown() {
    let home = Home::new();
    home.write(RECORD, "{ \"version\": 2, \"na");
    let ran = Program::new(&home, ["verify", "coder", "--no-login"]).run();
    assert_eq!(ran.code, Some(2), "{ran:#?}");
    assert!(ran.err.contains("could not be read") || ran.err.contains("cannot be read"), "{ran:#?}");
}

/// An application on this computer that sends whoever asks it for a login there; its address.
fn living(to: impl Fn(&str) -> String) -> String {
    use std::io::{Read as _, Write as _};
    let socket = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let address = format!("http://localhost:{}", socket.local_addr().expect("its address").port());
    let answer = format!(
        "HTTP/1.1 302 Found\r\nLocation: {}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        to(&address)
    );
    std::thread::spawn(move || {
        for stream in socket.incoming() {
            let Ok(mut stream) = stream else { continue };
            // What is asked fits into one piece, and is of no interest.
            let _ = stream.read(&mut [0; 8192]).and_then(|_| stream.write_all(answer.as_bytes()));
        }
    });
    address
}

/// A wrong address in the file is the very fault that a visit is to find: it is made where the connection says that people
/// open the application.
#[test]
fn the_application_is_visited_where_people_open_it_whatever_its_file_says() {
    let (home, redirect) = (Home::new(), test_address());
    let wrong = "http://localhost:3000/api/v2/users/oidc/callback";
    let practice = Practice::start(&[&redirect], |_| {});
    let endpoint = format!("{}/oauth2/v1/authorize", practice.origin);
    let address = living(|_| {
        format!(
            "{endpoint}?client_id={CLIENT_ID}&response_type=code&scope=openid+profile+email&redirect_uri={wrong}&state=x"
        )
    });
    let mut record = saved(&home, &practice, &redirect);
    record.answers.insert("base_url".to_owned(), address.clone());
    home.write(RECORD, &serde_json::to_string(&record).expect("a record"));
    let issuer = &practice.origin;
    let file = home.write(
        "coder.env",
        &format!(
            "CODER_ACCESS_URL=http://localhost:3000\nCODER_OIDC_ISSUER_URL={issuer}\nCODER_OIDC_CLIENT_ID={CLIENT_ID}\nCODER_OIDC_CLIENT_SECRET={SECRET}\n"
        ),
    );
    let with = |more: &[&str]| {
        let asked = ["verify", "coder", "--from", &file, "--live", "--no-login", "--json"];
        Program::new(&home, [&asked[..], more].concat()).run()
    };
    let ran = with(&[]);
    let report = ran.json();
    assert_eq!(check(&report, "live.redirect_uri")["status"], "fail", "{ran:#?}");
    let expected = check(&report, "live.redirect_uri")["expected"].as_str().unwrap_or_default().to_owned();
    assert_eq!(expected, format!("{address}/api/v2/users/oidc/callback"));
    // A flag says it last.
    let ran = with(&["--set", "base_url=http://localhost:1"]);
    assert_eq!(check(&ran.json(), "live.start")["status"], "unknown", "{ran:#?}");
}

/// A wait that nobody explains looks like a program that hangs.
#[test]
fn a_pause_for_the_providers_limit_is_said_with_its_end() {
    let (home, redirect) = (Home::new(), test_address());
    let practice = Practice::start(&[CALLBACK, &redirect], |org| org.authorize_limit = 3);
    saved(&home, &practice, &redirect);
    let mut running = Program::new(&home, ["verify", "coder", "--no-login"]).start();
    let said = running.wait_for("the pause", |line| line.starts_with("Waiting ").then(|| line.to_owned()));
    let (seconds, rest) = said.split_once(" s, until ").expect("how long, and until when");
    assert!(
        seconds.trim_start_matches("Waiting ").parse().is_ok_and(|count: u64| (1..=60).contains(&count)),
        "{said}"
    );
    assert!(rest.contains(" UTC: less than half of the provider’s limit is left"), "{said}");
}
