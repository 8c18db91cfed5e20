//! `usher apply` does in Okta what the plan says, as a person or a script asks it to: after a yes, once, and back again.

use serde_json::{Value, json};

use crate::home::Home;
use crate::program::{Program, Ran};
use crate::schema;
use crate::served::{CLIENT_ID, Practice};

const CALLBACK: &str = "https://coder.example.com/api/v2/users/oidc/callback";
const TOKEN: &str = "practice-super-administrator";

fn flags(command: &str, practice: &Practice, more: &[&str]) -> Vec<String> {
    let first = [command, "coder", "--set", "base_url=https://coder.example.com", "--set", "group_sync=true"];
    let place = ["--organization", practice.origin.as_str()];
    [&first[..], &place, more].concat().into_iter().map(str::to_owned).collect()
}

fn run(home: &Home, command: &str, practice: &Practice, more: &[&str]) -> Ran {
    let ran = Program::new(home, flags(command, practice, more)).variable("USHER_OKTA_TOKEN", TOKEN).run();
    for said in [&ran.out, &ran.err] {
        assert!(!said.contains(TOKEN), "{ran:#?}");
    }
    ran
}

/// What it did, which fits the schema.
fn told(ran: &Ran) -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/usher-plan.schema.json");
    let rules = serde_json::from_str(&std::fs::read_to_string(path).expect("the schema")).expect("JSON");
    let told = ran.json();
    assert_eq!(schema::faults(&rules, &told), Vec::<String>::new(), "{ran:#?}");
    told
}

fn row<'a>(told: &'a Value, setting: &str) -> &'a Value {
    let rows = told["rows"].as_array().expect("rows");
    rows.iter().find(|row| row["setting"] == setting).unwrap_or(&Value::Null)
}

fn secrets_of(practice: &Practice) -> Vec<String> {
    practice.with(|org| {
        let secrets = org.apps.iter().flat_map(|app| &app.secrets);
        secrets.map(|secret| secret.value.reveal().to_owned()).collect()
    })
}

/// From nothing to a set-up and back: plan, apply, plan, undo, and the deletion by a word of its own.
#[test]
fn an_application_is_made_and_taken_back() {
    let home = Home::new();
    let practice = Practice::start(&[], |org| org.apps.clear());
    let groups = ["--group", "Engineering"];
    assert_eq!(run(&home, "plan", &practice, &groups).code, Some(1));
    let more = [
        "--group",
        "Engineering",
        "--client-secret-to",
        "secret.txt",
        "--report",
        "evidence.json",
        "--reference",
        "CHG123",
        "--yes",
        "--json",
    ];
    let ran = run(&home, "apply", &practice, &more);
    assert_eq!(ran.code, Some(0), "{ran:#?}");
    let done = told(&ran);
    let rows = done["rows"].as_array().expect("rows");
    assert!(
        rows.iter()
            .filter(|row| row["status"] == "add")
            .all(|row| row["done"] == true && row["error"].is_null())
    );
    assert_eq!((&done["applied"]["made"], &done["agreed"]["by"]), (&json!(true), &json!("flag")));
    assert!(done["requests"].as_array().is_some_and(|all| all.len() <= 15), "{done:#}");
    let secrets = secrets_of(&practice);
    assert_eq!(home.read("secret.txt").trim(), secrets[0]);
    for file in home.files(".") {
        if !file.ends_with("secret.txt") {
            let text = std::fs::read_to_string(home.path(&file)).unwrap_or_default();
            assert!(!text.contains(&secrets[0]) && !text.contains(TOKEN), "{file}");
        }
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let bits = std::fs::metadata(home.path("secret.txt")).expect("the secret").permissions().mode();
        assert_eq!(bits & 0o777, 0o600);
    }
    let evidence: Value = serde_json::from_str(&home.read("evidence.json")).expect("JSON");
    assert_eq!(evidence["reference"], "CHG123");
    let asked = evidence["requests"].as_array().expect("requests");
    assert!(
        asked.iter().any(|one| one["method"] == "POST" && one["okta_request_id"].is_string()),
        "{evidence:#}"
    );
    let note = practice.with(|org| org.apps[0].document["settings"]["notes"]["admin"].to_string());
    assert!(note.contains("CHG123") && note.contains("https://coder.example.com"), "{note}");
    let again = run(&home, "plan", &practice, &groups);
    assert!(again.code == Some(0) && again.out.contains("Nothing differs"), "{again:#?}");
    let before = practice.seen().len();
    let again = run(&home, "apply", &practice, &["--group", "Engineering", "--yes"]);
    assert_eq!(again.code, Some(0), "{again:#?}");
    assert!(practice.seen()[before..].iter().all(|(request, _)| request.method.as_str() == "GET"));

    let back = run(&home, "apply", &practice, &["--undo", "--yes"]);
    assert!(back.code == Some(0) && back.out.contains("--clean"), "{back:#?}");
    practice.with(|org| assert!(org.apps.len() == 1 && !org.apps[0].active));
    let back = run(&home, "apply", &practice, &["--undo", "--clean", "--yes", "--json"]);
    assert_eq!((back.code, practice.with(|org| org.apps.len())), (Some(0), 0), "{back:#?}");
    let last = run(&home, "apply", &practice, &["--undo", "--yes"]);
    assert!(last.code == Some(2) && last.err.contains("nothing to take back"), "{last:#?}");
}

#[test]
fn an_application_that_is_there_gets_what_it_lacks_and_loses_it_again() {
    let home = Home::new();
    let practice = Practice::start(&["https://coder.example.com/old"], |_| {});
    let more = ["--client-id", CLIENT_ID, "--group", "Admins", "--yes"];
    let before = practice.with(|org| org.apps[0].clone());
    let ran = run(&home, "apply", &practice, &more);
    assert!(ran.code == Some(0) && ran.out.contains("done") && ran.out.contains("--undo"), "{ran:#?}");
    let after = practice.with(|org| org.apps[0].clone());
    assert_eq!(after.redirect_uris, ["https://coder.example.com/old", CALLBACK]);
    assert_eq!(after.assignments.groups.last().map(String::as_str), Some("Admins"));
    let back = run(&home, "apply", &practice, &["--undo", "--yes"]);
    assert_eq!(back.code, Some(0), "{back:#?}");
    let now = practice.with(|org| org.apps[0].clone());
    assert_eq!(
        (now.redirect_uris, now.assignments, now.active),
        (before.redirect_uris, before.assignments, true)
    );
}

#[test]
fn without_a_yes_nothing_is_written() {
    let home = Home::new();
    let practice = Practice::start(&["https://coder.example.com/old"], |_| {});
    let client = ["--client-id", CLIENT_ID];
    let ran = run(&home, "apply", &practice, &client);
    assert!(ran.code == Some(2) && ran.err.contains("--yes"), "{ran:#?}");
    // Found by its name alone it may be somebody else's.
    let ran = run(&home, "apply", &practice, &["--yes"]);
    assert!(ran.code == Some(3) && ran.err.contains(&format!("--adopt {CLIENT_ID}")), "{ran:#?}");
    home.write("there.txt", "mine");
    let ran = run(&home, "apply", &practice, &["--client-secret-to", "there.txt", "--yes"]);
    assert!(ran.code == Some(2) && home.read("there.txt") == "mine", "{ran:#?}");
    let seen = practice.seen();
    assert!(seen.iter().all(|(request, _)| request.method.as_str() == "GET"), "{seen:?}");
    let ran = run(&home, "apply", &practice, &["--adopt", CLIENT_ID, "--yes"]);
    assert_eq!(ran.code, Some(0), "{ran:#?}");
}

#[test]
fn a_person_is_told_what_the_yes_is_about() {
    let home = Home::new();
    let practice = Practice::start(&[], |org| org.apps.clear());
    let mut terminal = Program::new(&home, flags("apply", &practice, &["--group", "Engineering"]))
        .variable("USHER_OKTA_TOKEN", TOKEN)
        .on_terminal(120, 60);
    terminal.wait_for("Engineering has 3 people").wait_for("(y/n)").type_text("n").press("Enter");
    terminal.wait_for("Nothing in Okta was changed");
    assert_eq!(terminal.wait_exit(), 1);
    assert_eq!(practice.with(|org| org.apps.len()), 0);
    let mut terminal = Program::new(&home, flags("apply", &practice, &["--group", "Engineering"]))
        .variable("USHER_OKTA_TOKEN", TOKEN)
        .on_terminal(120, 60);
    terminal.wait_for("(y/n)").type_text("y").press("Enter");
    terminal.wait_for("Client ID");
    assert_eq!(terminal.wait_exit(), 0);
    assert_eq!(practice.with(|org| org.apps.len()), 1);
}

#[test]
fn the_pilot_comes_first_and_the_others_by_the_same_command() {
    let home = Home::new();
    let practice = Practice::start(&[], |org| org.apps.clear());
    let more = ["--group", "Engineering", "--pilot", "Admins", "--yes"];
    let groups = |practice: &Practice| practice.with(|org| org.apps[0].assignments.groups.clone());
    let first = run(&home, "apply", &practice, &more);
    assert_eq!((first.code, groups(&practice)), (Some(0), vec!["Admins".to_owned()]), "{first:#?}");
    let second = run(&home, "apply", &practice, &more);
    assert_eq!(second.code, Some(0), "{second:#?}");
    assert_eq!(groups(&practice), ["Admins", "Engineering"]);
}

/// What the role does not reach is told at its row, and what it does reach is done.
#[test]
fn a_role_that_does_not_reach_so_far_does_what_it_can() {
    let home = Home::new();
    let practice = Practice::start(&["https://coder.example.com/old"], |_| {});
    let more = ["--client-id", CLIENT_ID, "--yes", "--json"];
    let ran = Program::new(&home, flags("apply", &practice, &more))
        .variable("USHER_OKTA_TOKEN", "practice-read-only")
        .run();
    let done = told(&ran);
    assert_eq!((ran.code, &row(&done, "redirect_uris")["done"]), (Some(1), &json!(false)), "{ran:#?}");
    let error = row(&done, "redirect_uris")["error"].as_str().unwrap_or_default();
    assert!(error.contains("may not change it"), "{error}");
}
