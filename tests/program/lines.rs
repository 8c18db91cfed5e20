//! The conversation on a real terminal that cannot move its cursor.

use crate::home::Home;
use crate::program::Program;
use crate::served::{CLIENT_ID, Practice, SECRET};
use crate::visitor::Visitor;

const CALLBACKS: [&str; 2] =
    ["https://coder.example.com/api/v2/users/oidc/callback", "http://localhost:8749/callback"];

/// While a question stands there, and something was answered before: the answer is kept, and the last word is said.
#[test]
fn ctrl_c_ends_at_a_question_keeps_the_answers_and_says_how_to_go_on() {
    let home = Home::new();
    let program = Program::new(&home, ["setup", "coder"]).variable("TERM", "dumb");
    let mut terminal = program.on_terminal(100, 40);
    terminal.wait_for("Your answer:").type_text("coder.example.com").press("Enter");
    terminal.wait_for("Okta organization?").press("Ctrl-c");
    assert_eq!(terminal.wait_exit(), 130);
    assert!(terminal.text().contains("Your answers are kept as “coder”."), "{}", terminal.text());

    // The next day the same words go on where it was, and so do those of the request sheet.
    for again in [&["setup", "coder"][..], &["setup", "--name", "coder"]] {
        let program = Program::new(&home, again.iter().copied()).variable("TERM", "dumb");
        let mut terminal = program.on_terminal(100, 40);
        terminal.wait_for("https://coder.example.com").wait_for("“back” goes to where you were.");
        terminal.type_text("quit").press("Enter");
        assert_eq!(terminal.wait_exit(), 0);
    }
    assert_eq!(home.files(".local/share/usher/connections"), [".lock", "coder.json"]);
}

#[test]
fn ushers_own_variable_decides_over_the_common_one() {
    let home = Home::new();
    let program = Program::new(&home, Vec::<String>::new()).variable("ACCESSIBLE", "1");
    let mut terminal = program.variable("USHER_ACCESSIBLE", "0").on_terminal(80, 24);
    terminal.wait_for("Set up sign-on for an application");
    assert!(terminal.look(|screen, _| screen.alternate_screen()), "{}", terminal.framed());
    terminal.press("q");
    assert_eq!(terminal.wait_exit(), 0);
}

/// All answers wait in a pipe, as somebody's script or a braille display's note taker gives them.
#[test]
fn a_whole_set_up_is_talked_through_a_pipe() {
    let home = Home::new();
    let practice = Practice::start(&CALLBACKS, |_| {});
    let secret = home.write("secret.txt", SECRET);
    let answers =
        ["https://coder.example.com", &practice.origin, "no", "no", "somebody", "", "1", "2", CLIENT_ID]
            .into_iter()
            .chain(["place", "in a file", &secret, "", "2"]);
    let input: String = answers.flat_map(|line| [line, "\n"]).collect();
    let mut running =
        Program::new(&home, ["setup", "coder", "--redirect-uri", CALLBACKS[1]]).input(&input).start();
    let address = running.wait_for("the address alone on its line", |line| {
        (line.starts_with(&practice.origin) && line.contains("/authorize?")).then(|| line.to_owned())
    });
    Visitor::default().sign_in(&address, "ben@example.com", usher::internals::practice::PASSWORD);
    let ran = running.finish(crate::program::PATIENCE);
    assert!(ran.out.contains("Okta’s side works, seen from this computer."), "{}", ran.out);
    assert!(!ran.out.contains('\u{1b}') && !ran.out.contains(SECRET), "{}", ran.out);
    assert!(ran.err.contains("The input ended before everything was answered."), "{}", ran.err);
}

/// Ctrl-D answers a question with an end: what is said of it does not run into the question.
#[test]
fn an_end_in_the_middle_of_a_question_is_told_on_a_line_of_its_own() {
    let home = Home::new();
    let program = Program::new(&home, Vec::<String>::new()).variable("TERM", "dumb");
    let mut terminal = program.on_terminal(80, 24);
    terminal.wait_for("Number [1]:").press("Ctrl-d");
    assert_eq!(terminal.wait_exit(), 130);
    let said = terminal.text();
    assert!(said.lines().any(|line| line.starts_with("The input ended")), "{said}");
}
