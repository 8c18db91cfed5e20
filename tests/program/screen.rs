//! Usher as a person meets it: on a terminal, from the first frame to the way out.

use crate::coder::{CALLBACK, CALLBACKS, walk_to_login};
use crate::home::Home;
use crate::program::Program;
use crate::served::{CLIENT_ID, Practice, SECRET};
use crate::visitor::Visitor;

/// From the first frame to the way out: Okta's steps, the values, a login, the written file, the clean-up.
#[test]
fn the_wizard_goes_from_nothing_to_a_proven_file() {
    let home = Home::new();
    let practice = Practice::start(&CALLBACKS, |_| {});
    let mut walk = walk_to_login(Program::new(&home, Vec::<String>::new()), &practice);
    let address = walk.address();
    Visitor::default().sign_in(&address, "ben@example.com", usher::internals::practice::PASSWORD);
    walk.write_file(&home, "coder.env");
    walk.confirm();
    practice.with(|org| {
        let app = org.app_mut(CLIENT_ID).expect("the application");
        app.redirect_uris.retain(|uri| uri == CALLBACK);
    });
    walk.terminal.press("g").wait_for("It is gone");
    walk.finish();

    let written = home.read("coder.env");
    assert!(written.contains(&format!("CODER_OIDC_CLIENT_SECRET={SECRET}")), "{written}");
    let again = Program::new(&home, ["verify", "coder", "--no-login", "--json"]).run();
    assert_eq!(again.json()["results"][0]["connection"]["name"], "coder", "{again:#?}");
}

#[test]
fn every_size_shows_something_of_use() {
    let home = Home::new();
    let mut terminal = Program::new(&home, Vec::<String>::new()).on_terminal(200, 60);
    terminal.wait_for("Set up sign-on for an application");
    terminal.resize(60, 20).wait_for("Set up sign-on for an application");
    terminal.resize(30, 6).wait_for("Make the window");
    terminal.resize(80, 24).wait_for("Set up sign-on for an application").press("q");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn verify_alone_asks_what_on_a_screen_of_its_own() {
    let home = Home::new();
    let mut terminal = Program::new(&home, ["verify"]).on_terminal(80, 24);
    terminal.wait_for("What would you like to verify?").press("q");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn plain_lines_come_where_a_variable_asks_for_them() {
    let home = Home::new();
    let program = Program::new(&home, Vec::<String>::new()).variable("ACCESSIBLE", "1");
    let mut terminal = program.on_terminal(80, 24);
    terminal.wait_for("Usher sets up sign-on with Okta");
    assert!(terminal.look(|screen, _| !screen.alternate_screen()), "{}", terminal.framed());
    terminal.press("Ctrl-c");
    terminal.wait_exit();
}
