//! Members of reports, of the catalogue and of the list of connections as programs read them, the ids of the checks, and
//! the exit codes: none may go, none may become of another type.

use std::sync::LazyLock;

use serde_json::Value;

use crate::doors::PASSWORD;
use crate::home::Home;
use crate::lists::{Names, files, kept, members, still_there, text};
use crate::program::{PATIENCE, Program, Ran};
use crate::records::{home_of, record_path};
use crate::schema;
use crate::served::{CLIENT_ID, Practice, SECRET};
use crate::visitor::Visitor;

const CALLBACK: &str = "https://coder.example.com/api/v2/users/oidc/callback";

/// The kinds of reports that there are, by the names of the kept ones, as the program makes them now.
static REPORTS: LazyLock<Vec<(&str, Ran)>> = LazyLock::new(|| {
    let (redirect, other) = (test_address(), test_address());
    let practice = Practice::start(&[CALLBACK, &redirect], |_| {});
    let home = Home::new();
    let right = |more: &[&str]| coder(&home, "verify", &practice.origin, SECRET, more);
    let wrong = format!("{}/", practice.origin);
    let nobody = test_address().replace("/callback", "");
    let saved = home_of(&["in-okta", "proven"]);
    vec![
        (
            "works",
            signed_in(right(&["--redirect-uri", &redirect, "--include-identity"]), &practice, &redirect),
        ),
        ("no_fault_found", right(&["--redirect-uri", &other, "--no-login"]).run()),
        (
            "broken",
            coder(&home, "verify", &wrong, "another-secret", &["--redirect-uri", &redirect, "--no-login"])
                .run(),
        ),
        ("unknown", coder(&home, "verify", &nobody, SECRET, &["--no-login"]).run()),
        ("all", Program::new(&saved, ["verify", "--all", "--no-login", "--json"]).run()),
    ]
});

/// A command for Coder at this issuer.
fn coder(home: &Home, command: &str, issuer: &str, secret: &str, more: &[&str]) -> Program {
    let values = [command, "--json", "--app", "coder", "--set", "base_url=https://coder.example.com"];
    let given = ["--set", "group_sync=true", "--client-id", CLIENT_ID, "--client-secret-file", "-"];
    let words = [&values[..], &given, &["--issuer", issuer], more].concat();
    Program::new(home, words.into_iter().map(str::to_owned)).input(secret)
}

/// An address on this computer at which nobody listens now.
fn test_address() -> String {
    let socket = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    format!("http://localhost:{}/callback", socket.local_addr().expect("its address").port())
}

/// Somebody signs in; an answer that is not of this login comes first.
fn signed_in(program: Program, practice: &Practice, redirect: &str) -> Ran {
    let mut running = program.start();
    let address = running.wait_for("the address to sign in at", |line| {
        let is_it = line.trim().starts_with(&practice.origin) && line.contains("/authorize?");
        is_it.then(|| line.trim().to_owned())
    });
    Visitor::default().open(&format!("{redirect}?code=stray&state=stray"));
    Visitor::default().sign_in(&address, "ben@example.com", PASSWORD);
    running.finish(PATIENCE)
}

/// The kept reports, and those that the program makes now.
fn old_and_new() -> Vec<(String, Value)> {
    let read = |text: &str| serde_json::from_str(text).expect("a report");
    let old = files(&kept("reports"), ".json").into_iter().map(|(name, text)| (name, read(&text)));
    old.chain(REPORTS.iter().map(|(name, ran)| (format!("{name}, made now"), ran.json()))).collect()
}

/// Every word that the schema lets a member choose from.
fn choices(schema: &Value, found: &mut Names) {
    match schema {
        Value::Object(all) => {
            let words = all.get("enum").and_then(Value::as_array).into_iter().flatten();
            found.extend(words.filter_map(Value::as_str).map(|word| format!("= {word}")));
            all.values().for_each(|inner| choices(inner, found));
        }
        Value::Array(all) => all.iter().for_each(|inner| choices(inner, found)),
        _ => {}
    }
}

fn the_schema() -> Value {
    let path = kept("../../assets/usher-report.schema.json");
    serde_json::from_str(&text(&path)).expect("the schema")
}

#[test]
fn a_report_has_every_member_that_it_had() {
    let mut today = Names::new();
    REPORTS.iter().for_each(|(_, ran)| members(&ran.json(), "", &[], &mut today));
    choices(&the_schema(), &mut today);
    still_there("report", &today);
}

/// Each kind of report, not only all of them together, says what it said.
#[test]
fn a_kind_of_report_has_every_member_that_it_had() {
    for (name, ran) in REPORTS.iter() {
        let (mut before, mut now) = (Names::new(), Names::new());
        let old: Value =
            serde_json::from_str(&text(&kept("reports").join(format!("{name}.json")))).expect("a report");
        members(&old, "", &[], &mut before);
        members(&ran.json(), "", &[], &mut now);
        let gone: Vec<&String> = before.difference(&now).collect();
        assert!(gone.is_empty(), "{name}: {gone:#?}");
        let verdict = if *name == "all" { "" } else { name };
        assert!(verdict.is_empty() || ran.json()["verdict"] == *verdict, "{ran:#?}");
    }
}

#[test]
fn the_schema_takes_the_reports_of_before_and_of_now() {
    let schema = the_schema();
    for (name, report) in old_and_new() {
        assert_eq!(schema::faults(&schema, &report), Vec::<String>::new(), "{name}");
    }
}

/// Reports in which the checks stand that the others have no cause for.
fn rare() -> Vec<Value> {
    let (home, saved) = (Home::new(), home_of(&["proven", "rewritten"]));
    let nobody = test_address().replace("/callback", "");
    let write = |more: &[&str]| {
        let words = [&["--no-login", "--yes", "--as", "env", "--to", "coder.env"], more].concat();
        coder(&home, "setup", &nobody, SECRET, &words).run().json()
    };
    // Such an address is refused where it is typed; a record may hold one, and the file that it was written to.
    for file in [&record_path("rewritten"), "rewritten/wiki.yaml"] {
        let wildcard = saved.read(file).replace("wiki.example.com/cb2", "wiki.example.com/*");
        saved.write(file, &wildcard);
    }
    let kept = |name| ["verify", name, "--client-secret-file", "-", "--no-login", "--json"];
    let again = |name| Program::new(&saved, kept(name)).input("another-secret-0123456789").run().json();
    let gong = ["verify", "--app", "gong", "--no-login", "--json", "--issuer", &nobody];
    let gong = [&gong[..], &["--client-id", CLIENT_ID, "--client-secret-file", "-"]].concat();
    let gong = Program::new(&home, gong).input(SECRET).run().json();
    vec![write(&[]), write(&["--unproven"]), gong, again("proven"), again("rewritten")]
}

#[test]
fn every_check_is_still_made_under_its_id() {
    let mut today = Names::new();
    for report in REPORTS.iter().map(|(_, ran)| ran.json()).chain(rare()) {
        let results = report["results"].as_array().into_iter().flatten();
        let checks = results.flat_map(|one| one["checks"].as_array().into_iter().flatten());
        today.extend(checks.filter_map(|check| check["id"].as_str().map(str::to_owned)));
    }
    still_there("checks", &today);
}

#[test]
fn the_exit_code_says_what_the_verdict_says() {
    let codes: Vec<(&str, Option<i32>)> = REPORTS.iter().map(|(name, ran)| (*name, ran.code)).collect();
    let before = [("works", 0), ("no_fault_found", 0), ("broken", 1), ("unknown", 3), ("all", 1)];
    assert_eq!(codes, before.map(|(name, code)| (name, Some(code))));
}

#[test]
fn the_catalogue_has_every_member_that_it_had() {
    let home = Home::new();
    let mut today = Names::new();
    let mut read = |name: &str, words: &[&str]| {
        let ran = Program::new(&home, words.iter().copied()).run();
        members(&ran.json(), name, &["one.answers"], &mut today);
    };
    read("all", &["apps", "--json"]);
    let flags = ["--set", "base_url=https://x.example.com", "--organization", "https://example.okta.com"];
    for (app, more) in [("argocd", &["--set", "admin_group=Platform"][..]), ("coder", &[]), ("gong", &[])] {
        let flags = if app == "gong" { &flags[2..] } else { &flags[..] };
        read("one", &[&["apps", app, "--json"], flags, more].concat());
    }
    still_there("catalogue-members", &today);
}
