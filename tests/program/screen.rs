//! Usher as a person meets it: on a terminal, from the first frame to the way out.

use crate::home::Home;
use crate::program::Program;
use crate::terminal::Terminal;

#[test]
fn the_terminal_is_as_before_after_quitting() {
    let home = Home::new();
    let mut terminal = Program::new(&home, Vec::<String>::new()).on_terminal(80, 24);
    terminal.wait_for("Set up sign-on for an application");
    assert!(terminal.look(|screen, _| screen.alternate_screen()), "a screen of its own");
    terminal.press("q");
    assert_eq!(terminal.wait_exit(), 0);
    assert_restored(&terminal);
}

#[test]
fn the_terminal_is_as_before_after_a_signal() {
    for signal in ["TERM", "HUP"] {
        let home = Home::new();
        let mut terminal = Program::new(&home, Vec::<String>::new()).on_terminal(80, 24);
        terminal.wait_for("Set up sign-on for an application").signal(signal);
        terminal.wait_exit();
        assert_restored(&terminal);
    }
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

/// The modes that a program may leave behind, and the way the terminal takes keys.
fn assert_restored(terminal: &Terminal) {
    terminal.look(|screen, _| {
        assert!(!screen.alternate_screen(), "the alternate screen is left");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert!(!screen.bracketed_paste(), "pasting is plain");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "the mouse is free");
    });
    assert!(terminal.takes_keys_as_before(), "lines are edited and shown as before");
}
