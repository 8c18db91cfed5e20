//! `usher verify --all` over more organizations than are asked at once.

use std::net::TcpListener;
use std::process::Command;

use usher::internals::base::Timestamp;
use usher::internals::engine::connection::{Connection, SecretSource};

use crate::home::Home;
use crate::program::{PATIENCE, Program};
use crate::schema;
use crate::served::{CLIENT_ID, Practice, SECRET};

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

/// Whatever is wrong with a record, its connection is not passed over.
#[test]
fn every_listed_connection_has_a_result_of_its_own() {
    let home = Home::new();
    let sound = Connection::new("sound", "coder", Timestamp(0));
    let sound = serde_json::to_value(&sound).expect("a record");
    let with = |member: &str, value: serde_json::Value| {
        let mut record = sound.clone();
        record[member] = value;
        record.to_string()
    };
    let issuer = "https://coder.okta.com";
    let nowhere = serde_json::json!({ "from": "file", "path": "/nowhere/secret.txt" });
    let silent = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let complete = |secret: serde_json::Value| {
        let mut record = sound.clone();
        record["issuer"] = format!("http://{}", silent.local_addr().expect("its address")).into();
        (record["client_id"], record["secret"]) = ("0oapracticecoder0001".into(), secret);
        record.to_string()
    };
    let mut no_guide = sound.clone();
    (no_guide["app"], no_guide["issuer"]) = ("gone-app".into(), issuer.into());
    // One that is called as a guide is, too: it must not be taken for a new connection of that application.
    let records = [
        ("coder", "{ \"version\": 2, \"na".to_owned(), "config.connection_unreadable"),
        ("later", with("version", 99.into()), "config.connection_newer"),
        ("more", with("member_of_tomorrow", true.into()), "config.connection_unreadable"),
        ("na me", sound.to_string(), "config.connection_unreadable"),
        ("no-guide", no_guide.to_string(), "config.guide_unknown"),
        ("no-secret", complete(nowhere), "config.secret_unavailable"),
        ("of-a-person", complete(serde_json::json!({ "from": "ask" })), "config.secret_unavailable"),
    ];
    for (name, json, _) in &records {
        home.write(&format!(".local/share/usher/connections/{name}.json"), json);
    }
    // A secret that was meant for one of them goes to none of the others.
    let all = Program::new(&home, ["verify", "--all", "--json"]);
    let ran = all.variable("USHER_CLIENT_SECRET", "a-secret-of-somebody-elses-client-0123456789").run();
    assert_eq!(ran.code, Some(3), "{ran:#?}");
    silent.set_nonblocking(true).expect("it can be looked at");
    assert!(silent.accept().is_err(), "something was sent without the secret that belongs to it");
    let report = ran.json();
    assert_eq!(schema::faults(&the_schema(), &report), Vec::<String>::new());
    let results = report["results"].as_array().expect("a list");
    assert_eq!(results.len(), records.len(), "{report:#}");
    for ((name, _, slug), result) in records.iter().zip(results) {
        let connection = &result["connection"];
        let told = (&connection["name"], &result["verdict"], &result["primary"]);
        assert_eq!(told, (&(*name).into(), &"unknown".into(), &(*slug).into()));
        let is_unread = matches!(*slug, "config.connection_unreadable" | "config.connection_newer");
        for member in ["issuer", "client_id", "redirect_uri"] {
            assert_eq!(connection.get(member).is_none(), is_unread, "{member} of {name}");
        }
    }
    let no_guide = &results[4];
    assert_eq!(no_guide["connection"]["issuer"], issuer, "what is known is told");
    assert_eq!(no_guide["connection"]["scopes"], serde_json::json!([]), "what its guide would say is not");
    let happened = no_guide["checks"][0]["happened"].as_str().unwrap_or_default();
    assert!(happened.contains("gone-app") && !happened.contains("saved connection"), "{happened}");
    for format in ["text", "markdown", "html", "junit", "prometheus"] {
        let ran = Program::new(&home, ["verify", "--all", "--format", format]).run();
        for (name, ..) in &records {
            assert!(ran.out.contains(name), "{format}: {name}\n{ran:#?}");
        }
        let errors = ran.out.matches("<error ").count();
        assert_eq!(errors, if format == "junit" { records.len() } else { 0 }, "{ran:#?}");
    }
}

fn the_schema() -> serde_json::Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/usher-report.schema.json");
    serde_json::from_str(&std::fs::read_to_string(path).expect("the schema")).expect("JSON")
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

/// One run is written in as many forms as are wanted; where one cannot be, the others are, and nothing else is called wrong.
#[test]
fn one_run_is_reported_in_several_forms() {
    let practice = Practice::start(&[], |_| {});
    let home = Home::new();
    home.write("secret.txt", SECRET);
    let client =
        ["--client-id", CLIENT_ID, "--client-secret-file", "secret.txt", "--issuer", &practice.origin];
    let verify = |name: &str, reports: &[&str]| {
        let words = [&["verify", "--no-login", "--name", name][..], &client, reports].concat();
        Program::new(&home, words.iter().copied()).run()
    };
    let both = ["--report", "json=a.json", "--report", "prometheus=a.prom"];
    let first = verify("a", &both);
    assert_eq!(first.code, Some(0), "{first:#?}");
    let metrics = home.read("a.prom");
    assert!(
        metrics.contains(
            "usher_connection_verdict{connection=\"a\",app=\"other\",verdict=\"no_fault_found\"} 1\n"
        ),
        "{metrics}"
    );
    let unwritten = verify("b", &["--report", "junit=missing/folder/b.xml", "--report", "json=b.json"]);
    assert_eq!(unwritten.code, Some(4), "{unwritten:#?}");

    let merged = Program::new(&home, ["report", "merge", "b.json", "a.json"]).run();
    assert_eq!(merged.code, Some(0), "{merged:#?}");
    assert!(
        merged.out.starts_with("2 connections: 0 broken, 0 not known, 2 without a fault.\n"),
        "{merged:#?}"
    );
    assert!(merged.out.contains("Without a fault: a, b\n") && merged.out.lines().count() < 5, "{merged:#?}");
    let twice = Program::new(&home, ["report", "merge", "a.json", "a.json"]).run();
    assert_eq!(twice.code, Some(2), "{twice:#?}");
    assert!(twice.err.contains("“a” is in two"), "{twice:#?}");
    let converted = Program::new(&home, ["report", "convert", "a.json", "--json"]).run();
    assert_eq!(converted.out, home.read("a.json"), "{converted:#?}");
}

#[test]
fn an_earlier_report_tells_what_is_new_and_what_was_fixed() {
    let home = Home::new();
    let result = |name: &str, verdict: &str| {
        serde_json::json!({
            "connection": { "name": name, "app": "coder", "scopes": [] },
            "verdict": verdict, "headline": "As it is.", "next": "What to do.", "checks": [], "requests": [],
        })
    };
    let report = |results: &[serde_json::Value]| {
        serde_json::json!({ "schema": "usher-report/1", "verdict": "broken", "results": results }).to_string()
    };
    home.write("last.json", &report(&[result("a", "broken"), result("b", "works"), result("c", "unknown")]));
    home.write("now.json", &report(&[result("a", "works"), result("b", "broken"), result("c", "unknown")]));
    let compared = |form: &str| {
        let words = ["report", "convert", "now.json", "--baseline", "last.json", "--format", form];
        let ran = Program::new(&home, words).run();
        assert_eq!(ran.code, Some(0), "{ran:#?}");
        ran
    };
    let text = compared("text").out;
    for told in
        ["✗ b (new): As it is.", "? c (as in the earlier report): ", "Fixed since the earlier report: a\n"]
    {
        assert!(text.contains(told), "{told}\n{text}");
    }
    let json = compared("json").json();
    assert_eq!(schema::faults(&the_schema(), &json), Vec::<String>::new());
    let changes: Vec<&serde_json::Value> =
        json["results"].as_array().expect("a list").iter().map(|one| &one["change"]).collect();
    assert_eq!(changes, ["fixed", "new", "still"], "{json:#}");
    let kept = Program::new(&home, ["report", "convert", "now.json", "--baseline", "gone.json"]).run();
    assert_eq!(kept.code, Some(4), "what was found out is told all the same: {kept:#?}");
    assert!(kept.out.contains("✗ b: As it is.") && kept.err.contains("gone.json"), "{kept:#?}");
}
