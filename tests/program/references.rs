//! A configuration that refers to what stands elsewhere on this computer: what is looked up, what is sent, and after whose word.

use serde_json::Value;

use crate::home::Home;
use crate::program::{Program, Ran};
use crate::served::{CLIENT_ID, Practice, SECRET};

const CALLBACKS: [&str; 2] =
    ["https://coder.example.com/api/v2/users/oidc/callback", "http://localhost:8749/callback"];
const NAMED: &str = "CODER_OIDC_CLIENT_SECRET";
const OTHERS: &str = "OKTA_API_TOKEN";

fn practice() -> Practice {
    Practice::start(&CALLBACKS, |_| {})
}

/// Coder's variables, which name the practice as the issuer.
fn coder(practice: &Practice, secret: &str) -> String {
    let issuer = &practice.origin;
    format!(
        "CODER_ACCESS_URL=https://coder.example.com\nCODER_OIDC_ISSUER_URL={issuer}\nCODER_OIDC_CLIENT_ID={CLIENT_ID}\n{secret}\n"
    )
}

/// The command, with the right secret in the variable that the guide names and in one of another program.
fn run(home: &Home, args: &[&str]) -> Ran {
    Program::new(home, args.iter().copied()).variable(NAMED, SECRET).variable(OTHERS, SECRET).run()
}

fn verify(home: &Home, file: &str, more: &[&str]) -> Ran {
    run(home, &[&["verify", "--app", "coder", "--from", file, "--no-login", "--json"], more].concat())
}

/// The verdict, the first cause, and all that the check of references says.
fn told(ran: &Ran) -> (String, String, String) {
    let report: Value = ran.json();
    let result = &report["results"][0];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let checks = result["checks"].as_array().cloned().unwrap_or_default();
    let check = checks.iter().find(|check| check["id"] == "config.references");
    (text(&result["verdict"]), text(&result["primary"]), check.map(Value::to_string).unwrap_or_default())
}

/// Nothing was asked of the issuer, and the report says why, where, and what to do instead.
fn was_held_back(ran: &Ran, practice: &Practice, says: &[&str]) {
    let (verdict, primary, check) = told(ran);
    assert_eq!(
        (verdict.as_str(), primary.as_str()),
        ("unknown", "config.reference_not_followed"),
        "{ran:#?}"
    );
    assert_eq!(ran.code, Some(3), "{ran:#?}");
    for part in says {
        assert!(check.contains(part), "{part}: {check}");
    }
    assert!(practice.seen().is_empty(), "{:?}", practice.seen());
    assert!(!ran.out.contains(SECRET) && !ran.err.contains(SECRET), "{ran:#?}");
}

#[test]
fn what_belongs_to_other_programs_is_never_sent_to_the_issuer_of_a_file() {
    let (home, practice) = (Home::new(), practice());
    home.write("elsewhere/secret.txt", SECRET);
    let elsewhere = home.path("elsewhere/secret.txt").display().to_string();
    home.write("coder/.hidden/secret.txt", SECRET);
    std::fs::create_dir_all(home.path("coder")).expect("a folder");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&elsewhere, home.path("coder/link.txt")).expect("a link");
    let issuer = practice.origin.clone();
    let cases = [
        (format!("{NAMED}=${{{OTHERS}}}"), OTHERS),
        (format!("A=${OTHERS}\n{NAMED}=$A"), OTHERS),
        (format!("{NAMED}_FILE={elsewhere}"), "elsewhere/secret.txt"),
        (format!("{NAMED}_FILE=../elsewhere/secret.txt"), "elsewhere/secret.txt"),
        (format!("{NAMED}_FILE=.hidden/secret.txt"), ".hidden/secret.txt"),
    ];
    for (line, reference) in &cases {
        let file = home.write("coder/coder.env", &coder(&practice, line));
        for more in [&[][..], &["--follow-references"], &["--issuer", &issuer]] {
            let ran = verify(&home, &file, more);
            was_held_back(&ran, &practice, &[reference, "coder.env, line", &issuer, "--client-secret-file"]);
        }
    }
    // What is told to the provider as the client ID, or by the issuer's own address, is sent as well.
    for (key, lead) in [
        ("CODER_OIDC_CLIENT_ID", format!("${{{OTHERS}}}")),
        ("CODER_OIDC_ISSUER_URL", format!("${{{OTHERS}:?}}")),
    ] {
        let own = format!("{NAMED}={SECRET}");
        let text = coder(&practice, &own);
        let lines = text.lines().map(|line| match line.split_once('=') {
            Some((name, _)) if name == key => format!("{key}={lead}\n"),
            _ => format!("{line}\n"),
        });
        let file = home.write("coder/coder.env", &lines.collect::<String>());
        was_held_back(&verify(&home, &file, &["--follow-references"]), &practice, &[OTHERS]);
    }
    // A link that leads out of the folder is not followed either.
    #[cfg(unix)]
    {
        let file = home.write("coder/coder.env", &coder(&practice, &format!("{NAMED}_FILE=link.txt")));
        let ran = verify(&home, &file, &["--follow-references"]);
        assert_eq!((ran.code, practice.seen().len()), (Some(2), 0), "{ran:#?}");
    }
}

#[test]
fn what_may_be_followed_needs_a_word_or_an_issuer_that_is_not_the_files() {
    let home = Home::new();
    home.write("coder/okta.txt", SECRET);
    let issuer_of = |practice: &Practice| practice.origin.clone();
    for (line, reference) in [
        (format!("{NAMED}=${{{NAMED}}}"), "the variable CODER_OIDC_CLIENT_SECRET"),
        (format!("{NAMED}_FILE=okta.txt"), "coder/okta.txt"),
    ] {
        let practice = practice();
        let file = home.write("coder/coder.env", &coder(&practice, &line));
        let issuer = issuer_of(&practice);
        let without = verify(&home, &file, &[]);
        was_held_back(&without, &practice, &[reference, "coder.env, line 4", &issuer, "--follow-references"]);
        for more in [&["--follow-references"][..], &["--issuer", &issuer]] {
            let ran = verify(&home, &file, more);
            assert_eq!(told(&ran).0, "no_fault_found", "{more:?}: {ran:#?}");
        }
    }
}

/// The word is kept with a connection for this reference, this file and this issuer; another one of them is asked about again.
#[test]
fn a_saved_connection_keeps_the_word_and_asks_again_when_the_reference_changes() {
    let (home, practice) = (Home::new(), practice());
    home.write("coder/okta.txt", SECRET);
    home.write("coder/other.txt", SECRET);
    let file = home.write("coder/coder.env", &coder(&practice, &format!("{NAMED}_FILE=okta.txt")));
    let set_up = ["setup", "coder", "--name", "saved", "--from", &file, "--no-login", "--json", "--yes"];
    let first = run(&home, &[&set_up[..], &["--follow-references"]].concat());
    assert_eq!(told(&first).0, "no_fault_found", "{first:#?}");
    let record = home.read(".local/share/usher/connections/saved.json");
    assert!(record.contains("okta.txt") && !record.contains(SECRET), "{record}");
    for again in [&["verify", "saved", "--no-login", "--json"][..], &set_up] {
        let ran = run(&home, again);
        assert_eq!(told(&ran).0, "no_fault_found", "{again:?}: {ran:#?}");
    }

    let asked = practice.seen().len();
    home.write("coder/coder.env", &coder(&practice, &format!("{NAMED}_FILE=other.txt")));
    let ran = run(&home, &["verify", "saved", "--no-login", "--json"]);
    assert_eq!((told(&ran).1.as_str(), ran.code), ("config.reference_not_followed", Some(3)), "{ran:#?}");
    assert_eq!(practice.seen().len(), asked, "nothing is asked");
    let all = run(&home, &["verify", "--all", "--json"]);
    assert_eq!((told(&all).1.as_str(), all.code), ("config.reference_not_followed", Some(3)), "{all:#?}");
    let write = run(&home, &["write", "saved", "--print"]);
    assert_eq!((write.code, write.out.as_str()), (Some(3), ""), "{write:#?}");
    assert!(write.err.contains("--follow-references"), "{write:#?}");
    let written = run(&home, &["write", "saved", "--print", "--follow-references"]);
    assert!(written.out.contains(SECRET), "{written:#?}");

    // The same reference, and another issuer in the file: not the one that was agreed to.
    let other = Practice::start(&CALLBACKS, |_| {});
    home.write("coder/coder.env", &coder(&other, &format!("{NAMED}_FILE=okta.txt")));
    let ran = run(&home, &set_up);
    was_held_back(&ran, &other, &["okta.txt", &other.origin]);
}

/// Line by line: the question says what would be sent where, and the careful answer sends nothing.
#[test]
fn in_plain_lines_the_question_comes_before_anything_is_looked_up() {
    let (home, practice) = (Home::new(), practice());
    let file = home.write("coder/coder.env", &coder(&practice, &format!("{NAMED}=${{{NAMED}}}")));
    let talk = |answer: &str| {
        let program = Program::new(&home, ["setup", "--from", &file]).variable(NAMED, SECRET);
        program.input(&format!("{answer}\n\n\nno\nno\nquit\n")).run()
    };
    let asks = |ran: &Ran| {
        let said = ["the variable CODER_OIDC_CLIENT_SECRET", "coder.env, line 4", &practice.origin];
        for part in said {
            assert!(ran.out.contains(part), "{part}: {ran:#?}");
        }
    };
    let no = talk("1");
    asks(&no);
    assert!(practice.seen().is_empty(), "{no:#?}");
    let yes = talk("2");
    asks(&yes);
    assert!(!yes.out.contains(SECRET) && !yes.err.contains(SECRET), "{yes:#?}");
}

/// On a terminal “verify” asks as well, and goes on with the value that is typed in its stead.
#[cfg(unix)]
#[test]
fn on_a_terminal_the_question_stands_before_the_first_request() {
    let (home, practice) = (Home::new(), practice());
    let file = home.write("coder/coder.env", &coder(&practice, &format!("{NAMED}=${{{NAMED}}}")));
    let ask = |answer: &str| {
        let args = ["verify", "--app", "coder", "--from", &file, "--no-login"];
        let mut terminal = Program::new(&home, args).variable(NAMED, SECRET).on_terminal(120, 50);
        terminal.wait_for("the variable CODER_OIDC_CLIENT_SECRET").wait_for("Look there and send it?");
        assert!(practice.seen().is_empty(), "nothing is asked before the answer");
        terminal.type_text(answer).press("Enter");
        terminal
    };
    let mut no = ask("no");
    // Neither is it typed, so that nothing can be found out.
    no.wait_for("Client secret (not shown):").press("Ctrl-d");
    assert_eq!(no.wait_exit(), 3, "{}", no.text());
    assert!(practice.seen().is_empty(), "{:?}", practice.seen());
    let mut yes = ask("y");
    assert_eq!(yes.wait_exit(), 0, "{}", yes.text());
}
