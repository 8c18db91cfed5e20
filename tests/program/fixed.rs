//! A file that is there already, set right in place: exactly the faulty lines, judged again, and undone.

use std::fs;

use crate::home::Home;
use crate::program::{Program, Ran};
use crate::served::{CLIENT_ID, Practice, SECRET};

const CALLBACK: &str = "https://coder.example.com/api/v2/users/oidc/callback";
const TEST_ADDRESS: &str = "http://localhost:8749/callback";

/// Coder's file with two faults: a slash after the issuer, and a key with two letters in each other's place.
fn file(origin: &str) -> String {
    format!(
        "# of the platform team\nCODER_ACCESS_URL=https://coder.example.com\nCODER_OIDC_ISSUER_URL='{origin}/'\n\
         CODER_OIDC_CLIENT_ID={CLIENT_ID}\nCODER_OIDC_CLIENT_SECRET={SECRET}\n\
         CODER_OIDC_SCOPES=openid,profile,email,offline_access,groups\nCODER_OIDC_GROUP_FEILD=groups\n\
         POSTGRES_PASSWORD=a-password-of-the-database\n"
    )
}

fn verify(home: &Home) -> Ran {
    Program::new(home, ["verify", "--app", "coder", "--from", "coder.env", "--no-login", "--json"]).run()
}

fn write(home: &Home, more: &[&str]) -> Ran {
    Program::new(home, ["write"].iter().chain(more).copied()).run()
}

#[test]
fn exactly_the_faulty_lines_are_set_right_and_brought_back() {
    let practice = Practice::start(&[CALLBACK, TEST_ADDRESS], |_| {});
    let home = Home::new();
    let before = file(&practice.origin);
    home.write("coder.env", &before);
    assert_eq!(verify(&home).json()["verdict"], "broken");

    let shown = write(&home, &["--fix", "--app", "coder", "--from", "coder.env"]);
    assert_eq!(shown.code, Some(2), "nobody agreed: {shown:#?}");
    assert!(
        shown.err.contains("+ CODER_OIDC_GROUP_FIELD=groups") && shown.err.contains("--yes"),
        "{shown:#?}"
    );
    assert!(!shown.err.contains(SECRET) && !shown.err.contains("of-the-database"), "{shown:#?}");
    assert_eq!(home.read("coder.env"), before);

    let fixed = write(&home, &["--fix", "--app", "coder", "--from", "coder.env", "--yes"]);
    assert_eq!(fixed.code, Some(0), "{fixed:#?}");
    assert!(fixed.err.contains("“usher write coder --undo”"), "{fixed:#?}");
    let right = before.replace("/'\n", "'\n").replace("FEILD", "FIELD");
    assert_eq!(home.read("coder.env"), right, "no other line changed");
    let judged = verify(&home).json();
    assert_eq!(judged["verdict"], "no_fault_found", "{judged:#}");

    let again = write(&home, &["--fix", "--yes"]);
    assert_eq!(again.code, Some(0), "{again:#?}");
    assert!(again.err.contains("nothing was changed"), "{again:#?}");
    assert_eq!(home.read("coder.env"), right);

    let undone = write(&home, &["coder", "--undo"]);
    assert_eq!(undone.code, Some(0), "{undone:#?}");
    assert_eq!(home.read("coder.env"), before, "byte for byte");
}

#[test]
fn what_is_the_persons_choice_is_left_as_it_is() {
    // The redirect URI that the file leads to is not registered; that is Okta's side.
    let practice = Practice::start(&["https://other.example.com/callback", TEST_ADDRESS], |_| {});
    let home = Home::new();
    let before = file(&practice.origin).replace("/'\n", "'\n").replace("FEILD", "FIELD");
    home.write("coder.env", &before);
    let ran = write(&home, &["--fix", "--app", "coder", "--from", "coder.env", "--yes"]);
    assert_eq!(ran.code, Some(1), "it is broken still: {ran:#?}");
    assert!(ran.err.contains("nothing was changed"), "{ran:#?}");
    assert_eq!(home.read("coder.env"), before);
    assert!(
        !fs::exists(home.path(".local/share/usher/connections/coder.json")).expect("the folder"),
        "nor kept"
    );
}

#[test]
fn a_template_is_refused_with_the_lines_to_paste() {
    let practice = Practice::start(&[CALLBACK, TEST_ADDRESS], |_| {});
    let home = Home::new();
    let before = format!("{}EXTRA={{{{ .Values.extra }}}}\n", file(&practice.origin));
    home.write("coder.env", &before);
    let ran = write(&home, &["--fix", "--app", "coder", "--from", "coder.env", "--yes"]);
    assert_eq!(ran.code, Some(1), "{ran:#?}");
    let line = format!("CODER_OIDC_ISSUER_URL={}", practice.origin);
    assert!(ran.err.contains("template (line 9)") && ran.err.contains(&line), "{ran:#?}");
    assert_eq!(home.read("coder.env"), before);
}

#[test]
fn before_what_hides_the_local_login_a_tested_administrator_is_asked_for() {
    let home = Home::new();
    let before = "CODER_DISABLE_PASSWORD_AUTH=true\n";
    home.write("coder.env", before);
    let secret = home.write("secret.txt", SECRET);
    let setup = |more: &[&str]| {
        let values = ["--set", "base_url=https://coder.example.com", "--issuer", "http://localhost:9"];
        let client = ["--client-id", CLIENT_ID, "--client-secret-file", &secret, "--no-login", "--unproven"];
        let end = ["--yes", "--as", "env", "--to", "coder.env"];
        let all = ["setup", "coder"].iter().chain(&values).chain(&client).chain(&end).chain(more);
        Program::new(&home, all.copied()).run()
    };
    let refused = setup(&[]);
    assert!(refused.err.contains("With CODER_DISABLE_PASSWORD_AUTH as"), "{refused:#?}");
    assert!(refused.err.contains("--local-admin-tested"), "{refused:#?}");
    assert!(refused.err.contains("“coder server create-admin-user” makes one"), "{refused:#?}");
    assert_eq!(home.read("coder.env"), before);
    setup(&["--local-admin-tested"]);
    assert!(home.read("coder.env").contains("CODER_OIDC_ISSUER_URL"));
    assert!(home.read(".local/share/usher/connections/coder.json").contains("local_admin_tested"));
}

#[test]
fn one_key_sets_a_file_right_on_the_screen_and_one_word_line_by_line() {
    let practice = Practice::start(&[CALLBACK, TEST_ADDRESS], |_| {});
    let home = Home::new();
    let before = file(&practice.origin);
    let right = before.replace("/'\n", "'\n").replace("FEILD", "FIELD");
    let path = home.write("coder.env", &before);
    let mut terminal = Program::new(&home, Vec::<String>::new()).on_terminal(80, 24);
    terminal.wait_for("What would you like to do?").press("Down").press("Enter");
    terminal
        .wait_for("A configuration file")
        .press("Enter")
        .wait_for("Which file?")
        .type_text(&path)
        .press("Enter");
    terminal.wait_for("Something is wrong already.").press("f");
    terminal.wait_for("Set coder.env right like this?").wait_for("+ CODER_OIDC_GROUP_FIELD=groups");
    assert_eq!(home.read("coder.env"), before, "nothing is written before somebody agrees");
    terminal.press("Enter").wait_for("Nothing stands in the way so far.");
    assert_eq!(home.read("coder.env"), right);
    terminal.press("u").wait_for("Press u again").press("u").wait_for("The file is as it was before.");
    assert_eq!(home.read("coder.env"), before, "byte for byte");
    terminal.press("Enter").wait_for("Something is wrong already.").press("q");
    terminal.wait_exit();

    let answers = "2\n1\n{path}\n\ncorrect\n\n".replace("{path}", &path);
    let talked = Program::new(&Home::new(), ["--plain"]).input(&answers).run();
    assert!(talked.out.contains("Set coder.env right like this? (2 lines change)"), "{talked:#?}");
    assert_eq!(home.read("coder.env"), right, "{talked:#?}");
}

#[test]
fn a_byte_order_mark_is_found_where_it_spoils_the_first_line_and_taken_away() {
    let practice = Practice::start(&[CALLBACK, TEST_ADDRESS], |_| {});
    let home = Home::new();
    let right = file(&practice.origin).replace("/'\n", "'\n").replace("FEILD", "FIELD");
    let right = right.replace("# of the platform team\n", "").replace('\n', "\r\n");
    home.write("coder.env", &format!("\u{feff}{right}"));
    let judged = verify(&home).json();
    assert_eq!(judged["verdict"], "broken", "{judged:#}");
    assert_eq!(judged["results"][0]["primary"], "config.byte_order_mark", "{judged:#}");
    let fixed = write(&home, &["--fix", "--app", "coder", "--from", "coder.env", "--yes"]);
    assert_eq!(fixed.code, Some(0), "{fixed:#?}");
    assert_eq!(home.read("coder.env"), right, "nothing else changed, the ends of its lines included");
    // Nobody reads a comment, so nothing is lost with it.
    home.write("coder.env", &format!("\u{feff}# ours\n{right}"));
    assert_eq!(verify(&home).json()["verdict"], "no_fault_found");
}
