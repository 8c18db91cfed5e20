//! A file whose brackets go without end, before the real program: it is told in good order, and the terminal is given back.

use crate::home::Home;
use crate::program::{Program, Ran};
use crate::restored::assert_restored;

/// Deeper than the stack of the program's main thread.
const DEEP: usize = 20_000;

fn nested(before: &str, open: &str, close: &str) -> String {
    format!("{before}{}1{}\n", open.repeat(DEEP), close.repeat(DEEP))
}

fn assert_told(ran: &Ran, place: &str) {
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{place}: {ran:#?}");
    assert!(ran.err.contains(place), "{place}: {ran:#?}");
}

#[test]
fn a_file_that_goes_too_deep_is_told_with_its_line() {
    let home = Home::new();
    for (app, name, text) in [
        ("superset", "a.py", nested("a = 1\nb = ", "[", "]")),
        ("superset", "b.py", nested("a = 1\nb = ", "{'a': ", "}")),
        ("gitlab", "c.rb", nested("external_url 'x'\na['b'] = ", "{ c: ", "}")),
        ("argocd", "e.yaml", nested("a: 1\nb: ", "{a: ", "}")),
        ("boundary", "f.hcl", nested("a = 1\nb = ", "[", "]")),
    ] {
        let file = home.write(name, &text);
        let known = ["verify", "--app", app, "--from", &file, "--no-login", "--yes", "--json"];
        assert_told(&Program::new(&home, known).run(), "On line 2,");
    }
    let file = home.write("any.conf", &nested("a = 1\nb = ", "[", "]"));
    let unknown = ["verify", "--from", &file, "--no-login", "--yes", "--json"];
    assert_told(&Program::new(&home, unknown).run(), "On line 2,");
    let guide = home.write("guide.toml", &nested("guide = 1\nb = ", "{a.a.a.a.a = ", "}"));
    let checked = Program::new(&home, ["apps", "check", &guide]).run();
    assert_eq!(checked.code, Some(1), "{checked:#?}");
    assert!(checked.out.contains("guide.toml:2:"), "{checked:#?}");
}

#[cfg(unix)]
#[test]
fn the_wizard_says_so_and_goes_on() {
    let home = Home::new();
    home.write("superset_config.py", &nested("SECRET_KEY = 'x'\na = ", "[", "]"));
    let from = ["--from", "superset_config.py"];
    for args in [[&["setup", "superset"], &from[..]].concat(), [&["setup"], &from[..]].concat()] {
        let mut terminal = Program::new(&home, args).on_terminal(100, 30);
        terminal.wait_for("On line 2,").press("Ctrl-c");
        assert_eq!(terminal.wait_exit(), 130);
        assert_restored(&terminal, "after a file that goes too deep");
    }
}
