//! The terminal is given back on every way out: as it was, and with nothing left on it. After a mistake of Usher's own as well:
//! that is tested beside what is said then, in `panic`.

use std::time::Instant;

use crate::coder::{CALLBACKS, walk_to_login};
use crate::home::Home;
use crate::program::{PATIENCE, Program};
use crate::served::Practice;
use crate::terminal::Terminal;

/// The wizard at its first question.
fn open(home: &Home) -> Terminal {
    let mut terminal = Program::new(home, Vec::<String>::new()).on_terminal(80, 24);
    terminal.wait_for("Set up sign-on for an application");
    terminal
}

/// The modes that a program may leave behind, and the way the terminal takes keys.
pub(crate) fn assert_restored(terminal: &Terminal, way: &str) {
    terminal.look(|screen, desk| {
        assert!(!screen.alternate_screen(), "the alternate screen is left: {way}");
        assert!(!screen.hide_cursor(), "the cursor is shown: {way}");
        assert!(!screen.bracketed_paste(), "pasting is plain: {way}");
        assert!(!screen.application_cursor() && !screen.application_keypad(), "keys are as usual: {way}");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "the mouse is free: {way}");
        assert!(!desk.is_drawing, "pictures are shown as they come: {way}");
        let sent = String::from_utf8_lossy(&desk.written);
        // The reports of keys that some terminals know: asked for as often as given back.
        assert_eq!(sent.matches("\x1b[>1u").count(), sent.matches("\x1b[<1u").count(), "{way}");
        let last_link = sent.rmatch_indices("\x1b]8;").next().map(|(at, _)| &sent[at..]);
        assert!(last_link.is_none_or(|rest| rest.starts_with("\x1b]8;;\x1b\\")), "no link is open: {way}");
    });
    assert!(terminal.takes_keys_as_before(), "lines are edited and shown as before: {way}");
}

/// What stands on the screen that was there before, line by line.
fn left_behind(terminal: &Terminal) -> Vec<String> {
    terminal.text().lines().map(str::to_owned).filter(|line| !line.is_empty()).collect()
}

#[test]
fn after_a_key_or_a_signal_nothing_is_left_on_the_terminal() {
    for (way, code) in [("q", 0), ("Ctrl-c", 130), ("TERM", 130), ("HUP", 130), ("INT", 130)] {
        let home = Home::new();
        let mut terminal = open(&home);
        assert!(terminal.look(|screen, _| screen.alternate_screen()), "a screen of its own");
        match way {
            "q" | "Ctrl-c" => terminal.press(way),
            signal => terminal.signal(signal),
        };
        assert_eq!(terminal.wait_exit(), code, "{way}");
        assert_restored(&terminal, way);
        assert_eq!(left_behind(&terminal), Vec::<String>::new(), "{way}");
    }
}

#[test]
fn in_the_middle_of_a_login_as_well() {
    for way in ["TERM", "HUP", "INT"] {
        let home = Home::new();
        let practice = Practice::start(&CALLBACKS, |_| {});
        let mut walk = walk_to_login(Program::new(&home, Vec::<String>::new()), &practice);
        walk.terminal.wait_for("Waiting for the sign-in").signal(way);
        assert_eq!(walk.terminal.wait_exit(), 130, "{way}");
        assert_restored(&walk.terminal, way);
        let left = left_behind(&walk.terminal);
        assert!(left.iter().all(|line| line.contains("coder") || line.contains("usher")), "{way}: {left:#?}");
    }
}

#[test]
fn while_it_is_suspended_the_terminal_is_the_shells_and_then_its_own_again() {
    let home = Home::new();
    let mut terminal = open(&home);
    for _ in 0..2 {
        terminal.press("Ctrl-z");
        wait_until_stopped(&terminal);
        terminal.wait_until("the screen of before", |screen| screen.trim().is_empty());
        assert_restored(&terminal, "Ctrl-Z");
        terminal.signal("CONT").wait_for("Set up sign-on for an application");
        assert!(terminal.look(|screen, _| screen.alternate_screen() && screen.bracketed_paste()));
        assert!(!terminal.takes_keys_as_before(), "keys come one by one again");
    }
    terminal.press("Down").wait_for("▌ Verify a configuration").press("q");
    assert_eq!(terminal.wait_exit(), 0);
    assert_restored(&terminal, "q");
}

/// Waits until the system says that the program is stopped.
fn wait_until_stopped(terminal: &Terminal) {
    let until = Instant::now() + PATIENCE;
    let process = terminal.id().to_string();
    while Instant::now() < until {
        let told =
            std::process::Command::new("ps").args(["-o", "stat=", "-p", &process]).output().expect("ps");
        if told.stdout.starts_with(b"T") {
            return;
        }
    }
    panic!("the program was not stopped\n{}", terminal.framed());
}

#[test]
fn links_are_sent_only_to_a_terminal_that_shows_them() {
    let opened = |variables: &[(&str, &str)]| {
        let home = Home::new();
        let program = Program::new(&home, Vec::<String>::new());
        let program = variables.iter().fold(program, |program, (name, value)| program.variable(name, value));
        let mut terminal = program.on_terminal(140, 40);
        terminal.wait_for("Set up sign-on for an application").press("Enter");
        terminal.wait_for("Which application").type_text("coder");
        terminal.wait_for("https://coder.com");
        let sent = terminal.look(|_, desk| String::from_utf8_lossy(&desk.written).into_owned());
        let text = terminal.text();
        terminal.press("Ctrl-q");
        terminal.wait_exit();
        assert_restored(&terminal, "links");
        (sent.matches("\x1b]8;id=").count(), text)
    };
    let (none, plain) = opened(&[]);
    let (some, linked) = opened(&[("VTE_VERSION", "7600")]);
    let (forbidden, _) = opened(&[("VTE_VERSION", "7600"), ("FORCE_HYPERLINK", "0")]);
    let (console, _) = opened(&[("VTE_VERSION", "7600"), ("TERM", "linux")]);
    assert!(none == 0 && forbidden == 0 && console == 0 && some > 0, "{none} {forbidden} {console} {some}");
    assert_eq!(plain, linked, "the letters are the same");
}
