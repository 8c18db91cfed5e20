//! What cannot be seen, or steers a terminal, in whatever somebody else may have named: records, files, values, arguments. It
//! is shown as what it is on standard output and standard error, also where a pipe is at the other end.

use usher::internals::base::Timestamp;
use usher::internals::engine::connection::{Connection, SecretSource};

use crate::home::Home;
use crate::program::{Program, Ran};

/// A soft hyphen, fillers, a tag, directions, an escape sequence, a bell, a one-byte sequence, no width, a variation.
const ODD: &str =
    "a\u{ad}b\u{3164}c\u{e0041}d\u{202e}e\u{1b}[2Jf\u{7}g\u{9b}2Jh\u{200b}i\u{2066}j\u{115f}k\u{fe0f}l";

fn is_odd(letter: char) -> bool {
    letter != '\n' && (letter.is_control() || ODD.contains(letter) && !letter.is_ascii())
}

fn shows_all(ran: &Ran) {
    for (stream, text) in [("standard output", &ran.out), ("standard error", &ran.err)] {
        let odd: Vec<char> = text.chars().filter(|letter| is_odd(*letter)).collect();
        assert!(odd.is_empty(), "{odd:?} on {stream}: {text:?}");
    }
    assert!(ran.code.is_some_and(|code| code <= 3), "{ran:?}");
}

#[test]
fn a_mistake_in_the_arguments_shows_what_is_unseen() {
    let home = Home::new();
    let tries: [&[&str]; 6] = [
        &["verify", &format!("--{ODD}")],
        &[ODD],
        &["verify", "--login-timeout", ODD],
        &["explain", ODD],
        &["verify", "--app", ODD],
        &["apps", "check", ODD],
    ];
    for arguments in tries {
        let ran = Program::new(&home, arguments.iter().copied()).run();
        assert!(ran.err.contains("⟨U+3164⟩"), "{arguments:?}: {ran:?}");
        shows_all(&ran);
    }
}

#[test]
fn what_a_record_or_a_file_says_is_shown_as_what_it_is() {
    let home = Home::new();
    let mut record = Connection::new("wiki", "other", Timestamp(0));
    record.answers.insert("base_url".to_owned(), format!("https://{ODD}.example.com"));
    record.answers.insert("app_name".to_owned(), ODD.to_owned());
    record.answers.insert(ODD.to_owned(), ODD.to_owned());
    record.issuer = Some(format!("http://localhost:1/{ODD}"));
    record.organization = Some(format!("https://{ODD}.okta.com"));
    record.client_id = Some(format!("0oa{ODD}"));
    record.scopes = Some(vec!["openid".to_owned(), ODD.to_owned()]);
    record.secret = SecretSource::File { path: format!("/tmp/{ODD}").into() };
    let text = serde_json::to_string(&record).expect("a record");
    home.write(".local/share/usher/connections/wiki.json", &text);
    home.write(&format!(".local/share/usher/connections/{ODD}.json"), &text);
    home.write(&format!(".local/share/usher/connections/b{ODD}.json"), "{");
    let file = home.write(
        &format!("{ODD}.env"),
        &format!(
            "CODER_OIDC_ISSUER_URL=http://localhost:1/{ODD}\nCODER_OIDC_CLIENT_ID=0oa{ODD}\nCODER_{ODD}=1\n"
        ),
    );
    let tries: [&[&str]; 16] = [
        &["connections"],
        &["connections", "--json"],
        &["connections", "list", "--names"],
        &["connections", "show", "wiki"],
        &["connections", "show", "wiki", "--json"],
        &["connections", "show", ODD],
        &["connections", "rename", "wiki", ODD],
        &["connections", "remove", ODD, "--yes"],
        &["verify", "wiki", "--no-login"],
        &["verify", "wiki", "--no-login", "--json"],
        &["verify", "--all", "--no-login"],
        &["write", "wiki", "--diff", "--unproven"],
        &["request", "wiki"],
        &["verify", "--from", &file, "--app", "coder", "--no-login"],
        &["verify", "--from", &file, "--app", "coder", "--no-login", "--json"],
        &["apps", "check", &file],
    ];
    for arguments in tries {
        shows_all(&Program::new(&home, arguments.iter().copied()).run());
    }
    // For a program the same text stands in JSON.
    let listed = Program::new(&home, ["connections", "--json"]).run().json();
    let names = listed.as_array().expect("a list").iter().map(|one| one["name"].as_str().unwrap_or_default());
    assert!(names.into_iter().any(|name| name == format!("b{ODD}")), "{listed:#}");
}
