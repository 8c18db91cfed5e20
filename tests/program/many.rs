//! `usher verify --all` over more organizations than are asked at once.

use std::net::TcpListener;
use std::process::Command;

use usher::internals::base::Timestamp;
use usher::internals::engine::connection::{Connection, SecretSource};

use crate::home::Home;
use crate::program::{PATIENCE, Program};

/// More than are asked at once.
const ORGANIZATIONS: usize = 80;
/// So many are asked at once.
const SIDE_BY_SIDE: usize = 64;

/// Hosts that take a connection and never answer, each saved as an organization of its own.
fn silent_hosts(home: &Home) -> Vec<TcpListener> {
    let secret = home.write("secret.txt", "a-secret-that-nobody-will-be-asked-about");
    let hosts: Vec<TcpListener> =
        (0..ORGANIZATIONS).map(|_| TcpListener::bind(("127.0.0.1", 0)).expect("a free port")).collect();
    for (at, host) in hosts.iter().enumerate() {
        let name = format!("c{at:02}");
        let mut record = Connection::new(&name, "coder", Timestamp(0));
        record.answers.insert("base_url".to_owned(), "https://coder.example.com".to_owned());
        record.issuer = Some(format!("http://127.0.0.1:{}", host.local_addr().expect("its address").port()));
        record.client_id = Some("0oapracticecoder0001".to_owned());
        record.secret = SecretSource::File { path: secret.clone().into() };
        let json = serde_json::to_string(&record).expect("a record");
        home.write(&format!(".local/share/usher/connections/{name}.json"), &json);
    }
    hosts
}

#[test]
fn an_interruption_ends_all_of_them_and_begins_no_other() {
    let home = Home::new();
    let hosts = silent_hosts(&home);
    let running = Program::new(&home, ["verify", "--all", "--no-login", "--json"]).start();
    // All that are asked at once are being asked now.
    let asked: Vec<_> =
        hosts[..SIDE_BY_SIDE].iter().map(|host| host.accept().expect("it is asked")).collect();
    let sent = Command::new("kill").args(["-s", "INT", &running.id().to_string()]).status();
    assert!(sent.is_ok_and(|status| status.success()), "the signal was sent");
    let ran = running.finish(PATIENCE);
    assert_eq!(ran.code, Some(130), "{ran:#?}");
    assert_eq!(ran.out, "", "what was not found out is not reported");
    assert_eq!(asked.len(), SIDE_BY_SIDE);
    for host in &hosts[SIDE_BY_SIDE..] {
        host.set_nonblocking(true).expect("it can be looked at");
        assert!(host.accept().is_err(), "a host was asked after the interruption");
    }
}
