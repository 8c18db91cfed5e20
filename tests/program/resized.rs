//! The window changes its size while somebody types, reads, or signs in: nothing is lost, and nothing stays behind.

use crate::coder::{CALLBACKS, walk_to_login};
use crate::home::Home;
use crate::program::Program;
use crate::served::Practice;
use crate::terminal::Terminal;
use crate::visitor::Visitor;

/// Sizes that a window passes when somebody pulls at its corner: too small, small, large, and the usual one again.
const PULLED: [(u16, u16); 6] = [(30, 6), (60, 20), (200, 60), (79, 23), (120, 40), (80, 24)];

/// Pulls at the corner, and waits at each size for what stands on the screen there, below a line as wide as the window.
fn pull(terminal: &mut Terminal, shown: &str) {
    for (columns, rows) in PULLED {
        terminal.resize(columns, rows);
        if columns < 40 {
            terminal.wait_for("Make the window");
            continue;
        }
        let width = usize::from(columns).min(176) - 2;
        let is_rule = |line: &str| line.chars().filter(|one| matches!(one, '─' | '━')).count() == width;
        let what = format!("“{shown}” in {columns} columns");
        terminal.wait_until(&what, |screen| screen.contains(shown) && screen.lines().any(is_rule));
    }
}

/// Nothing stands on the screen but what the program draws: all of it drawn anew is the same.
fn is_clean(terminal: &mut Terminal, shown: &str) {
    let before = terminal.wait_for(shown).text();
    terminal.press("Ctrl-l").type_text("\x1bOP").wait_for("The keys of this screen");
    terminal.press("Esc").wait_for(shown);
    assert_eq!(terminal.text(), before, "something stayed behind");
}

#[test]
fn a_test_login_goes_on_and_ends_well_while_the_window_changes() {
    let home = Home::new();
    let practice = Practice::start(&CALLBACKS, |_| {});
    let mut walk = walk_to_login(Program::new(&home, Vec::<String>::new()), &practice);
    let address = walk.address();
    let terminal = &mut walk.terminal;
    pull(terminal, "Waiting for the sign-in");
    // The same below the help, in its middle, and below the question whether to end.
    terminal.press("?").wait_for("The keys of this screen").press("PageDown").wait_for("more above");
    terminal.resize(84, 24).wait_for("more above");
    terminal.press("Esc").wait_for("Waiting for the sign-in").press("Ctrl-q").wait_for("End Usher now?");
    pull(terminal, "End Usher now?");
    terminal.press("Enter").wait_for("Waiting for the sign-in");
    Visitor::default().sign_in(&address, "ben@example.com", usher::internals::practice::PASSWORD);
    terminal.wait_for("side works, seen from");
    pull(terminal, "side works, seen from");
    is_clean(terminal, "side works, seen from");
    terminal.press("Ctrl-q").wait_for("End Usher now?").press("y");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn what_is_typed_and_chosen_stays_while_the_window_changes() {
    let home = Home::new();
    let mut terminal = Program::new(&home, Vec::<String>::new()).on_terminal(80, 24);
    terminal.wait_for("Set up sign-on for an application").press("Enter");
    terminal.wait_for("Which application should people sign in to?");
    terminal.press("PageDown").press("PageDown").press("PageDown").wait_for("PgUp PgDn");
    let chosen = |text: &str| {
        let mut marked = text.lines().filter_map(|line| line.split_once('▌'));
        marked.next_back().map(|(_, name)| name.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let there = chosen(&terminal.text()).expect("an application is chosen");
    pull(&mut terminal, &format!("▌ {there}"));
    is_clean(&mut terminal, &format!("▌ {there}"));
    terminal.type_text("coder").wait_for("▌ Coder").press("Enter");
    terminal.wait_for("At which address do people open Coder?").type_text("https://coder.exam");
    pull(&mut terminal, "▌ https://coder.exam");
    terminal.type_text("ple.com").wait_for("▌ https://coder.example.com");
    is_clean(&mut terminal, "▌ https://coder.example.com");
    terminal.press("Enter").wait_for("the address of your Okta organization?").press("Ctrl-q");
    assert_eq!(terminal.wait_exit(), 0);
}

/// Keys that arrive together with a change of the size show at once, not with the next key.
#[test]
fn a_key_that_comes_with_a_new_size_shows_without_another_one() {
    let home = Home::new();
    let mut terminal = Program::new(&home, Vec::<String>::new()).on_terminal(100, 30);
    terminal.wait_for("Set up sign-on for an application").press("Enter");
    terminal.wait_for("Which application should people sign in to?");
    let mut typed = String::new();
    for (at, letters) in "abcdefghijklmnopqrstuvwxyzabcdefghijkl".as_bytes().chunks(2).enumerate() {
        let [first, second] = letters else { unreachable!("an even number of letters") };
        let (first, second) = (char::from(*first).to_string(), char::from(*second).to_string());
        let wider = u16::try_from(at % 7).expect("few");
        // The second letter waits together with the size while the first one is drawn.
        terminal.type_text(&first).resize(90 + wider, 30).type_text(&second);
        typed += &(first + &second);
        terminal.wait_for(&format!("▌ {typed}"));
    }
    terminal.press("Ctrl-q");
    assert_eq!(terminal.wait_exit(), 0);
}
