//! Connection records of version 1: each is read with all that it says, and what is saved again says no less.
//!
//! `frozen/connections` holds records as the program saved them on the way: begun, half-way through Okta, waiting for
//! somebody else, with a command for the secret, proven, with companions, written twice, brought back, without a secret.
//! The files that they wrote are in `frozen/files`. `{folder}` stands for the folder in which a test puts them; the digest of
//! a written file covers its path, and is therefore computed when the test knows it.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use serde_json::Value;
use sha2::Sha256;

use crate::home::Home;
use crate::lists::{Names, files, kept, lost, members, still_there};
use crate::program::{Program, Ran};

/// What `secret.txt` holds: invented, like everything in these files.
pub(crate) const SECRET: &str = "invented-secret-for-frozen-records-0123456789-abcdefgh";

/// Members that every saving changes.
const MOVING: [&str; 3] = ["revision", "changed", "version"];

/// Members whose own members are the person's.
const FREE: [&str; 2] = ["[].answers", "[].confirmed"];

/// A home in which these connections are saved, with the files that they wrote.
pub(crate) fn home_of(names: &[&str]) -> Home {
    let home = Home::new();
    copy(&kept("files"), home.folder());
    for (name, text) in files(&kept("connections"), ".json") {
        if names.is_empty() || names.contains(&name.as_str()) {
            home.write(&record_path(&name), &placed(&home, &text));
        }
    }
    home
}

/// Where a record is, below the home.
pub(crate) fn record_path(name: &str) -> String {
    format!(".local/share/usher/connections/{name}.json")
}

/// A record as it stands now.
pub(crate) fn record(home: &Home, name: &str) -> Value {
    serde_json::from_str(&home.read(&record_path(name))).unwrap_or_else(|why| panic!("{name}: {why}"))
}

/// Runs the program in that home.
pub(crate) fn run(home: &Home, words: &[&str]) -> Ran {
    Program::new(home, words.iter().copied()).run()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("the kept files").flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("a copy");
        }
    }
}

/// A kept record whose files are in this home.
fn placed(home: &Home, text: &str) -> String {
    let folder = serde_json::to_string(&home.folder().to_string_lossy()).expect("text");
    let mut text = text.replace("{folder}", folder.trim_matches('"'));
    let record: Value = serde_json::from_str(&text).expect("a record");
    for written in record["written"].as_array().into_iter().flatten() {
        let mark = written["digest"].as_str().expect("a digest");
        let file = mark.strip_prefix("{digest of ").and_then(|rest| rest.strip_suffix('}')).expect("a file");
        text = text.replace(mark, &digest(written, &home.read(file)));
    }
    text
}

/// HMAC-SHA-256 under the moment and the path of the writing, as version 1 has it.
fn digest(written: &Value, text: &str) -> String {
    let key = format!("{} {}", written["at"], written["path"].as_str().expect("a path"));
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("a key of any length");
    mac.update(text.as_bytes());
    URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
}

/// What a kept record says and this one does not, but for what every saving changes.
fn forgotten(before: &Value, after: &Value, moving: &[&str]) -> Vec<String> {
    let mut before = before.clone();
    let members = before.as_object_mut().expect("a record");
    members.retain(|name, _| !moving.contains(&name.as_str()));
    lost(&before, after, "")
}

#[test]
fn every_record_is_read_with_all_that_it_says() {
    let home = home_of(&[]);
    let listed = run(&home, &["connections", "--json"]).json();
    let mut seen = Names::new();
    members(&listed, "", &FREE, &mut seen);
    still_there("record", &seen);
    for (name, _) in files(&kept("connections"), ".json") {
        let found = listed.as_array().into_iter().flatten().find(|one| one["name"] == name.as_str());
        let found = found.unwrap_or_else(|| panic!("{name} is not listed: {listed:#}"));
        assert_eq!(forgotten(&record(&home, &name), found, &["version"]), Vec::<String>::new(), "{name}");
        let shown = run(&home, &["connections", "show", &name, "--json"]).json();
        assert_eq!(&shown, found, "{name}");
    }
}

#[test]
fn a_record_that_gets_another_name_keeps_all_else() {
    let home = home_of(&[]);
    for (name, _) in files(&kept("connections"), ".json") {
        let before = record(&home, &name);
        let other = format!("{name}-again");
        let ran = run(&home, &["connections", "rename", &name, &other]);
        assert_eq!(ran.code, Some(0), "{ran:#?}");
        let moving = [&MOVING[..], &["name"]].concat();
        let after = record(&home, &other);
        assert_eq!(forgotten(&before, &after, &moving), Vec::<String>::new(), "{name}");
        assert!(after["changed"].as_i64() > before["changed"].as_i64(), "{name}: {after:#}");
    }
}

/// Nobody answers at the issuer of these records, and verifying changes nothing of them.
#[test]
fn a_record_that_is_verified_keeps_all_that_it_said() {
    let names = ["companions", "no-secret", "proven", "rewritten", "undone", "values"];
    let home = home_of(&names);
    for name in names {
        let before = record(&home, name);
        let mut program = Program::new(&home, ["verify", name, "--no-login", "--json"]);
        if name == "undone" {
            program = program.variable("USHER_CLIENT_SECRET", SECRET);
        }
        let ran = program.run();
        assert_eq!(ran.code, Some(3), "{ran:#?}");
        let after = record(&home, name);
        assert_eq!(forgotten(&before, &after, &MOVING), Vec::<String>::new(), "{name}");
        assert_eq!(after["revision"], before["revision"], "{name}");
    }
}

/// The conversation opens a set-up where it was left, and leaves it so.
#[test]
fn an_unfinished_set_up_goes_on_where_it_was_left() {
    let left = [
        ("begun", "[https://coder.example.com]"),
        ("in-okta", "5 of 11"),
        ("waiting", "http://localhost:9"),
        ("values", "13 of 13"),
    ];
    for (name, shown) in left {
        let home = home_of(&[name]);
        let before = record(&home, name);
        let ran = Program::new(&home, ["--plain", "setup", "--name", name]).input("\nquit\ny\n").run();
        assert_eq!(ran.code, Some(0), "{ran:#?}");
        assert!(ran.out.contains(shown), "{name} goes on elsewhere: {ran:#?}");
        // The stage is where the person is now: one step on, or back at the values that cannot be checked here.
        let moving = [&MOVING[..], &["stage"]].concat();
        assert_eq!(forgotten(&before, &record(&home, name), &moving), Vec::<String>::new(), "{name}");
    }
}

/// Every kind of place in which a secret can live.
#[test]
fn the_secret_is_fetched_from_where_the_record_says() {
    let home = home_of(&["no-secret", "proven", "rewritten", "undone", "values"]);
    let print = |name, format| Program::new(&home, ["write", name, "--print", "--as", format]);
    // In the application's own configuration, in a file, printed by a command.
    for (name, format) in [("proven", "env"), ("rewritten", "yaml"), ("values", "env")] {
        let ran = print(name, format).run();
        assert!(ran.code == Some(0) && ran.out.contains(SECRET), "{name}: {ran:#?}");
    }
    let ran = print("undone", "sheet").variable("USHER_CLIENT_SECRET", SECRET).run();
    assert!(ran.code == Some(0) && ran.out.contains(SECRET), "in a variable: {ran:#?}");
    let ran = print("undone", "sheet").run();
    assert!(ran.code == Some(2) && ran.err.contains("USHER_CLIENT_SECRET"), "no variable: {ran:#?}");
    let ran = run(&home, &["verify", "no-secret", "--no-login", "--json"]);
    assert_eq!(ran.code, Some(3), "a client without a secret needs none: {ran:#?}");
    let asks = home.read(&record_path("rewritten")).replace("\"file\"", "\"ask\"");
    let asks: Vec<&str> = asks.lines().filter(|line| !line.contains("secret.txt")).collect();
    home.write(&record_path("asks"), &asks.join("\n").replace("\"ask\",", "\"ask\""));
    let ran = run(&home, &["verify", "asks", "--no-login", "--json"]);
    assert!(ran.code == Some(2) && ran.err.contains("--client-secret-file"), "it is asked for: {ran:#?}");
}

/// The fingerprint of a proof: the same values still count as proven, another secret does not.
#[test]
fn a_proof_counts_for_the_values_that_it_was_made_with_and_no_others() {
    let home = home_of(&["proven"]);
    let stale = |more: &[&str]| {
        let ran = run(&home, &[&["verify", "proven", "--no-login", "--json"], more].concat());
        let report = ran.json();
        let checks = report["results"][0]["checks"].as_array().cloned().unwrap_or_default();
        assert!(!checks.is_empty(), "{ran:#?}");
        checks.iter().any(|check| check["finding"] == "config.stale_proof")
    };
    assert!(!stale(&[]));
    home.write("other.txt", "another-invented-secret-0123456789");
    assert!(stale(&["--client-secret-file", "other.txt"]));
}
