//! `usher plan` looks into Okta as a person or a script asks it to, changes nothing there, and tells nobody the token.

use serde_json::{Value, json};
use usher::internals::base::{Method, Timestamp};
use usher::internals::engine::connection::{Connection, SecretSource};

use crate::home::Home;
use crate::program::{Program, Ran};
use crate::schema;
use crate::served::{CLIENT_ID, Practice};

const CALLBACK: &str = "https://coder.example.com/api/v2/users/oidc/callback";
const TOKEN: &str = "practice-read-only";

fn flags<'a>(practice: &'a Practice, more: &[&'a str]) -> Vec<&'a str> {
    let first = ["plan", "coder", "--set", "base_url=https://coder.example.com", "--organization"];
    [&first[..], &[practice.origin.as_str()], more].concat()
}

fn row<'a>(plan: &'a Value, setting: &str) -> &'a Value {
    let rows = plan["rows"].as_array().expect("rows");
    rows.iter().find(|row| row["setting"] == setting).unwrap_or(&Value::Null)
}

/// The plan, which fits its schema.
fn plan(ran: &Ran) -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/usher-plan.schema.json");
    let rules = serde_json::from_str(&std::fs::read_to_string(path).expect("the schema")).expect("JSON");
    let plan = ran.json();
    assert_eq!(schema::faults(&rules, &plan), Vec::<String>::new(), "{ran:#?}");
    plan
}

/// Nothing but reading reached Okta, and the token is nowhere but on the wire.
fn only_looked(practice: &Practice, ran: &Ran) {
    let seen = practice.seen();
    assert!(seen.iter().all(|(request, _)| request.method == Method::Get), "{seen:?}");
    let asked = |path: &str| seen.iter().any(|(request, _)| request.url.path() == path);
    assert!(asked("/.well-known/okta-organization"), "{seen:?}");
    for said in [&ran.out, &ran.err] {
        assert!(!said.contains(TOKEN), "{ran:#?}");
    }
}

#[test]
fn what_is_missing_is_told_with_what_stops_the_login_first() {
    let home = Home::new();
    let practice = Practice::start(&["https://coder.example.com/old"], |_| {});
    let token = home.write("token.txt", &format!("{TOKEN}\n"));
    let client = ["--client-id", CLIENT_ID, "--okta-token-file", &token, "--group", "Admins"];
    let ran = Program::new(&home, flags(&practice, &client)).run();
    assert_eq!((ran.code, ran.out.contains("Nobody can sign in")), (Some(1), true), "{ran:#?}");
    let place = |text: &str| ran.out.find(text).unwrap_or_else(|| panic!("{text}: {ran:#?}"));
    assert!(place(CALLBACK) < place("All settings:") && place("All settings:") < place("Admins"), "{ran:#?}");
    assert!(
        ran.out.contains("nothing in Okta was changed") && ran.out.contains("/old stays too"),
        "{ran:#?}"
    );
    only_looked(&practice, &ran);
    let ran = Program::new(&home, flags(&practice, &[&client[..], &["--json"]].concat())).run();
    let told = plan(&ran);
    assert_eq!(ran.code, Some(1));
    assert_eq!(told["application"]["found_by"], "client_id");
    assert_eq!(row(&told, "redirect_uris")["wanted"], json!(["https://coder.example.com/old", CALLBACK]));
    assert_eq!(row(&told, "groups")["status"], "add");
    assert_eq!(told["rights"], json!({ "as": "token", "missing": [] }));
    assert!(told["requests"].as_array().is_some_and(|all| all.len() <= 6), "{told:#}");
    assert!(!home.files(".").iter().any(|file| file.contains("connections")), "{:?}", home.files("."));
}

#[test]
fn where_nothing_differs_a_script_goes_on() {
    let home = Home::new();
    let practice = Practice::start(&[CALLBACK], |_| {});
    let plain = |more: &[&str]| Program::new(&home, flags(&practice, more));
    let ran = plain(&["--json", "--group", "Engineering"]).variable("USHER_OKTA_TOKEN", TOKEN).run();
    assert_eq!((ran.code, plan(&ran)["differs"].clone()), (Some(0), json!(false)), "{ran:#?}");
    let ran = plain(&["--okta-token-env", "MY_TOKEN"]).variable("MY_TOKEN", TOKEN).run();
    assert!(ran.code == Some(0) && ran.out.contains("Nothing differs"), "{ran:#?}");
    let ran = plain(&["--okta-token-file", "-"]).input(&format!("{TOKEN}\n")).run();
    assert_eq!(ran.code, Some(0), "{ran:#?}");
    only_looked(&practice, &ran);
}

#[test]
fn a_saved_connection_is_looked_up_and_stays_as_it_is() {
    let home = Home::new();
    let practice = Practice::start(&[CALLBACK], |_| {});
    let mut record = Connection::new("mine", "coder", Timestamp(0));
    record.answers.insert("base_url".to_owned(), "https://coder.example.com".to_owned());
    record.issuer = Some(practice.origin.clone());
    record.client_id = Some(CLIENT_ID.to_owned());
    record.secret = SecretSource::File { path: "nowhere.txt".into() };
    let kept = ".local/share/usher/connections/mine.json";
    let before = serde_json::to_string(&record).expect("a record");
    home.write(kept, &before);
    for named in [&["plan", "mine"][..], &["plan"]] {
        let ran = Program::new(&home, named.to_vec()).variable("USHER_OKTA_TOKEN", TOKEN).run();
        assert!(ran.code == Some(0) && ran.out.contains("found by its client ID"), "{ran:#?}");
    }
    assert_eq!(std::fs::read_to_string(home.path(kept)).expect("the record"), before);
}

#[test]
fn the_plan_is_a_terraform_file_where_okta_is_kept_so() {
    let home = Home::new();
    let practice = Practice::start(&["https://coder.example.com/old"], |_| {});
    let more = ["--client-id", CLIENT_ID, "--as", "terraform", "--output", "okta.tf"];
    let ran = Program::new(&home, flags(&practice, &more)).variable("USHER_OKTA_TOKEN", TOKEN).run();
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{ran:#?}");
    let file = std::fs::read_to_string(home.path("okta.tf")).expect("the file");
    assert!(file.contains("import {") && file.contains(CLIENT_ID), "{file}");
    assert!(file.contains(CALLBACK) && file.contains("https://coder.example.com/old"), "{file}");
}

#[test]
fn what_cannot_be_read_is_told_and_is_no_success() {
    let home = Home::new();
    let practice = Practice::start(&[CALLBACK], |_| {});
    let with = |token: &str, more: &[&str]| {
        Program::new(&home, flags(&practice, more)).variable("USHER_OKTA_TOKEN", token).run()
    };
    let ran = with("practice-groups", &["--json"]);
    assert_eq!(
        (ran.code, plan(&ran)["rights"]["missing"].clone()),
        (Some(3), json!(["okta.apps.read"])),
        "{ran:#?}"
    );
    let ran = with("another-token-that-is-none", &[]);
    assert!(ran.code == Some(3) && ran.out.contains("does not accept the API token"), "{ran:#?}");
    assert!(
        !ran.out.contains("another-token-that-is-none") && !ran.err.contains("another-token-that-is-none")
    );
    let ran = with(TOKEN, &["--client-id", "0oahidden00000000001", "--json"]);
    assert_eq!((ran.code, plan(&ran)["rows"].clone()), (Some(3), json!([])), "{ran:#?}");
    let ran = Program::new(
        &home,
        [
            "plan",
            "coder",
            "--set",
            "base_url=https://coder.example.com",
            "--organization",
            "http://127.0.0.1:9",
            "--json",
        ],
    )
    .variable("USHER_OKTA_TOKEN", TOKEN)
    .run();
    assert_eq!((ran.code, plan(&ran)["complete"].clone()), (Some(3), json!(false)), "{ran:#?}");
    assert!(ran.err.contains("No answer came"), "{ran:#?}");
}

/// A service app is another right: the practice knows none, and says so by the protocol's own word.
#[test]
fn a_service_app_signs_with_its_key() {
    let home = Home::new();
    let practice = Practice::start_bent(
        &[CALLBACK],
        |_| {},
        |_, request, answer| {
            if request.url.path() == "/oauth2/v1/token" {
                answer.status = 400;
                answer.body = r#"{"error":"invalid_dpop_proof","error_description":"The DPoP proof JWT header is missing."}"#.into();
            }
        },
    );
    let key = home.write("key.pem", include_str!("../support/practice-key.pem"));
    let more = ["--okta-client", "0oaservice0000000001", "--okta-key-file", &key];
    let ran = Program::new(&home, flags(&practice, &more)).run();
    assert!(ran.code == Some(3) && ran.out.contains("DPoP") && ran.out.contains("a service app"), "{ran:#?}");
    let asked: Vec<String> =
        practice.seen().iter().map(|(request, _)| request.url.path().to_owned()).collect();
    assert_eq!(asked, ["/.well-known/okta-organization", "/oauth2/v1/token"]);
}
