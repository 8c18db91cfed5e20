//! A client secret where the client ID belongs, as a script, a saved connection, a file and a person at the screen give it:
//! nothing shows it, nothing keeps it, and the practice Okta never receives it.

use crate::home::Home;
use crate::program::{Program, Ran};
use crate::served::{CLIENT_ID, Practice};
use crate::walk::Walk;

/// As Okta makes them.
const SECRET: &str = "Zq8_-kD2vYx1LmN0pRtUwXyZ3aBcDeFgHiJkLmNo7pQrStUv9wXyZ0aB1cDe2fGh";
const BASE: &str = "base_url=https://coder.example.com";

fn practice() -> Practice {
    Practice::start(&["https://coder.example.com/api/v2/users/oidc/callback"], |_| {})
}

/// Nothing that was said, kept or sent holds it.
fn assert_held_back(home: &Home, practice: &Practice, ran: &Ran) {
    assert!(!ran.out.contains(SECRET) && !ran.err.contains(SECRET), "{ran:#?}");
    assert_not_sent(practice);
    for name in home.files(".local") {
        assert!(!home.read(&format!(".local/{name}")).contains(SECRET), "{name} keeps it");
    }
}

fn assert_not_sent(practice: &Practice) {
    for (request, _) in practice.seen() {
        let body = request.body.as_ref().map(|body| body.reveal().to_owned()).unwrap_or_default();
        assert!(!request.url.as_str().contains(SECRET) && !body.contains(SECRET), "{} holds it", request.url);
    }
}

#[test]
fn a_flag_with_it_is_refused_before_anything_is_asked_or_kept() {
    let (home, practice) = (Home::new(), practice());
    let file = home.write("secret.txt", SECRET);
    for first in [["setup", "coder", "--yes"], ["verify", "--app", "coder"], ["setup", "coder", "--plain"]] {
        let flags = ["--set", BASE, "--issuer", &practice.origin, "--client-id", SECRET];
        let ran = Program::new(&home, first.into_iter().chain(flags)).run();
        assert_eq!(ran.code, Some(2), "{ran:#?}");
        assert!(ran.err.contains("--client-id") && ran.err.contains("make a new secret"), "{ran:#?}");
        assert_held_back(&home, &practice, &ran);
        assert!(practice.seen().is_empty() && home.files(".local").is_empty(), "{ran:#?}");
    }
    let served = ["practice", "--port", "0", "--client-id", SECRET, "--client-secret-file", &file];
    let ran = Program::new(&home, served).run();
    assert_eq!(ran.code, Some(2), "{ran:#?}");
    assert_held_back(&home, &practice, &ran);
}

#[test]
fn a_file_with_it_is_told_by_its_line_and_its_finding() {
    let (home, practice) = (Home::new(), practice());
    let text = format!(
        "CODER_OIDC_ISSUER_URL={}\nCODER_OIDC_CLIENT_ID={SECRET}\nCODER_OIDC_CLIENT_SECRET={SECRET}\n",
        practice.origin
    );
    for text in [text.clone(), text.replacen(&format!("SECRET={SECRET}"), &format!("SECRET={CLIENT_ID}"), 1)]
    {
        home.write("coder.env", &text);
        for format in ["json", "text", "markdown", "html", "junit"] {
            let flags = ["verify", "--app", "coder", "--from", "coder.env", "--set", BASE, "--no-login"];
            let ran = Program::new(&home, flags.into_iter().chain(["--format", format])).run();
            assert_eq!(ran.code, Some(1), "{ran:#?}");
            assert!(ran.err.contains("coder.env, line 2"), "{ran:#?}");
            assert_held_back(&home, &practice, &ran);
            if format == "json" {
                let report = ran.json();
                assert_eq!(report["results"][0]["primary"], "client.secret_in_id", "{ran:#?}");
                assert_eq!(report["results"][0]["connection"]["client_id"], "•••", "{ran:#?}");
            }
        }
    }
}

#[test]
fn a_saved_connection_with_it_shows_and_sends_nothing_of_it() {
    let (home, practice) = (Home::new(), practice());
    let secret = home.write("secret.txt", "another-secret-0123456789");
    let flags = ["setup", "coder", "--yes", "--set", BASE, "--issuer", &practice.origin, "--no-login"];
    let rest = ["--client-id", CLIENT_ID, "--client-secret-file", &secret];
    Program::new(&home, flags.into_iter().chain(rest)).run();
    let kept = home.files(".local").into_iter().find(|name| name.ends_with("coder.json"));
    let record = format!(".local/{}", kept.expect("a saved connection"));
    let sound = home.read(&record);
    let spoilt = || home.write(&record, &sound.replace(CLIENT_ID, SECRET));
    for args in [
        &["connections", "show", "coder"] as &[&str],
        &["connections", "show", "coder", "--json"],
        &["connections", "list", "--json"],
        &["request", "coder"],
        &["write", "coder", "--print", "--as", "env"],
        &["write", "coder", "--diff", "--as", "env"],
        &["verify", "coder", "--no-login", "--json"],
        &["verify", "--all", "--json"],
    ] {
        spoilt();
        let ran = Program::new(&home, args.iter().copied()).run();
        assert!(!ran.out.contains(SECRET) && !ran.err.contains(SECRET), "{args:?}: {ran:#?}");
        assert_not_sent(&practice);
        if args[0] == "verify" {
            assert_eq!(ran.json()["results"][0]["primary"], "client.secret_in_id", "{ran:#?}");
        }
        if args[0] == "write" {
            assert!(ran.err.contains("looks like a client secret"), "{args:?}: {ran:#?}");
        }
    }
    spoilt();
    let again = ["verify", "coder", "--no-login", "--client-id", CLIENT_ID, "--save", "--json"];
    let ran = Program::new(&home, again).run();
    assert_held_back(&home, &practice, &ran);
    assert!(home.read(&record).contains(CLIENT_ID), "{ran:#?}");
}

#[test]
fn a_file_that_held_it_is_corrected_without_showing_it() {
    let (home, practice) = (Home::new(), practice());
    let secret = home.write("secret.txt", crate::served::SECRET);
    home.write("coder.env", &format!("# Coder\nCODER_OIDC_CLIENT_ID={SECRET}\n"));
    let flags = ["setup", "coder", "--yes", "--set", BASE, "--issuer", &practice.origin, "--no-login"];
    let rest =
        ["--client-id", CLIENT_ID, "--client-secret-file", &secret, "--as", "env", "--to", "coder.env"];
    let ran = Program::new(&home, flags.into_iter().chain(rest).chain(["--unproven"])).run();
    assert_held_back(&home, &practice, &ran);
    assert!(home.read("coder.env").contains(&format!("CODER_OIDC_CLIENT_ID={CLIENT_ID}")), "{ran:#?}");
}

#[test]
fn on_the_screen_it_is_dots_at_once_and_one_key_puts_both_right() {
    let secret = crate::served::SECRET;
    let (home, practice) = (Home::new(), Practice::start(&crate::coder::CALLBACKS, |_| {}));
    let mut walk = Walk::begin(Program::new(&home, Vec::<String>::new()), 80, 24);
    walk.answer_addresses(&practice.origin);
    walk.reach_values();
    let at = &mut walk.terminal;
    at.paste(secret).wait_for("looks like a client secret").press("Tab").paste(CLIENT_ID);
    at.wait_for("looks like a client ID").press("F2").wait_for("not all here yet").press("Esc");
    at.wait_for("F7 put right").press("F7").wait_for("Nothing stands in the way");
    at.wait_for(CLIENT_ID).press("F4").wait_for("looks like a client secret").press("BackTab");
    at.press("Ctrl-c").press("Ctrl-c");
    at.wait_exit();
    at.look(|_, desk| {
        let written = String::from_utf8_lossy(&desk.written);
        assert!(!written.contains(secret) && !desk.title.contains(secret), "it was on the screen");
        assert!(desk.clipboard.is_empty());
    });
    for name in home.files(".local") {
        assert!(!home.read(&format!(".local/{name}")).contains(secret), "{name} keeps it");
    }
    for (request, _) in practice.seen() {
        assert!(!request.url.as_str().contains(secret), "{} holds it", request.url);
    }
}
