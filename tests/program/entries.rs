//! One file that holds several of the same application: the one that was meant once is the one that is judged again.

use crate::home::Home;
use crate::program::{Program, Ran};
use crate::served::{CLIENT_ID, Practice, SECRET};

const CALLBACK: &str = "https://coder.example.com/api/v2/users/oidc/callback";
const TEST_ADDRESS: &str = "http://localhost:8749/callback";

/// Two services, the first with a secret of some other client.
fn compose(origin: &str) -> String {
    let service = |name: &str, secret: &str| {
        format!(
            "  {name}:\n    image: ghcr.io/coder/coder\n    environment:\n      CODER_ACCESS_URL: https://coder.example.com\n      \
             CODER_OIDC_ISSUER_URL: {origin}/\n      CODER_OIDC_CLIENT_ID: {CLIENT_ID}\n      CODER_OIDC_CLIENT_SECRET: {secret}\n"
        )
    };
    let other = "a-secret-of-some-other-client-entirely-0123456789-0123456789-abcd";
    format!("services:\n{}{}", service("blue", other), service("green", SECRET))
}

fn run(home: &Home, words: &[&str]) -> Ran {
    Program::new(home, words.iter().copied()).run()
}

fn verdict(ran: &Ran) -> String {
    format!("{} {}", ran.json()["verdict"], ran.json()["results"][0]["primary"])
}

#[test]
fn a_connection_keeps_which_of_several_places_in_its_file_is_meant() {
    let practice = Practice::start(&[CALLBACK, TEST_ADDRESS], |_| {});
    let home = Home::new();
    home.write(
        "compose.yaml",
        &compose(&practice.origin).replace("/\n      CODER_OIDC_CLIENT_ID", "\n      CODER_OIDC_CLIENT_ID"),
    );
    let from = ["verify", "--app", "coder", "--from", "compose.yaml", "--no-login", "--json"];
    let which = run(&home, &from);
    assert_eq!(which.code, Some(2), "nobody said which: {which:#?}");
    assert!(which.err.contains("blue") && which.err.contains("green"), "{which:#?}");
    for (entry, wanted) in
        [("blue", "\"broken\" \"client.secret_wrong\""), ("green", "\"no_fault_found\" null")]
    {
        let first = run(&home, &[&from[..], &["--entry", entry, "--name", entry, "--save"]].concat());
        assert_eq!(verdict(&first), wanted, "{first:#?}");
        let again = run(&home, &["verify", entry, "--no-login", "--json"]);
        assert_eq!(verdict(&again), wanted, "the same place again: {again:#?}");
    }
}

#[test]
fn a_file_is_set_right_at_the_place_that_was_meant_and_there_again() {
    let practice = Practice::start(&[CALLBACK, TEST_ADDRESS], |_| {});
    let home = Home::new();
    let before = compose(&practice.origin);
    home.write("compose.yaml", &before);
    let fix = ["write", "--fix", "--app", "coder", "--from", "compose.yaml", "--yes", "--entry"];
    let fixed = run(&home, &[&fix[..], &["green"]].concat());
    assert_eq!(fixed.code, Some(0), "{fixed:#?}");
    let line = format!("CODER_OIDC_ISSUER_URL: {}/\n", practice.origin);
    let at = before.rfind(&line).expect("the second one");
    let quoted = format!("CODER_OIDC_ISSUER_URL: \"{}\"\n", practice.origin);
    let right = [&before[..at], &quoted, &before[at + line.len()..]].concat();
    assert_eq!(home.read("compose.yaml"), right);
    let again = run(&home, &["write", "coder", "--fix", "--yes"]);
    assert!(again.err.contains("nothing was changed"), "asked for nothing more: {again:#?}");
    assert_eq!(again.code, Some(0), "{again:#?}");
    // The other service is another connection.
    let other = run(&home, &[&fix[..], &["blue"]].concat());
    assert_eq!(other.code, Some(1), "its secret is wrong: {other:#?}");
    assert_eq!(home.read("compose.yaml"), right.replacen(&line, &quoted, 1));
    assert_eq!(home.files(".local/share/usher/connections"), [".lock", "coder-2.json", "coder.json"]);
}
