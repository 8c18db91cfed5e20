//! The real program, as a person or a script meets it: started from the outside, on a terminal or without one.

#[cfg(unix)]
#[path = "program/applying.rs"]
mod applying;
#[path = "program/as_it_stands.rs"]
mod as_it_stands;
#[cfg(unix)]
#[path = "program/coder.rs"]
mod coder;
#[cfg(unix)]
#[path = "program/completed.rs"]
mod completed;
#[path = "program/deep.rs"]
mod deep;
#[path = "program/entries.rs"]
mod entries;
#[path = "program/fixed.rs"]
mod fixed;
#[path = "program/fleets.rs"]
mod fleets;
#[path = "support/home.rs"]
mod home;
#[cfg(target_os = "linux")]
#[path = "support/leaks.rs"]
mod leaks;
#[cfg(unix)]
#[path = "program/lines.rs"]
mod lines;
#[cfg(unix)]
#[path = "program/many.rs"]
mod many;
#[cfg(target_os = "linux")]
#[path = "support/memory.rs"]
mod memory;
#[cfg(unix)]
#[path = "program/misplaced.rs"]
mod misplaced;
#[cfg(unix)]
#[path = "program/panic.rs"]
mod panic;
#[path = "support/picture.rs"]
mod picture;
#[path = "program/planning.rs"]
mod planning;
#[path = "support/program.rs"]
mod program;
#[path = "program/references.rs"]
mod references;
#[cfg(unix)]
#[path = "program/resized.rs"]
mod resized;
#[path = "program/restored.rs"]
mod restored;
#[path = "support/schema.rs"]
mod schema;
#[cfg(unix)]
#[path = "program/screen.rs"]
mod screen;
#[path = "program/script.rs"]
mod script;
#[cfg(target_os = "linux")]
#[path = "program/secrecy.rs"]
mod secrecy;
#[path = "support/served.rs"]
mod served;
#[cfg(target_os = "linux")]
#[path = "program/siege.rs"]
mod siege;
#[path = "program/table.rs"]
mod table;
#[path = "support/terminal.rs"]
mod terminal;
#[cfg(unix)]
#[path = "program/undone.rs"]
mod undone;
#[cfg(unix)]
#[path = "program/unseen.rs"]
mod unseen;
#[cfg(unix)]
#[path = "program/vanished.rs"]
mod vanished;
#[path = "program/verifying.rs"]
mod verifying;
#[path = "support/visitor.rs"]
mod visitor;
#[cfg(unix)]
#[path = "support/walk.rs"]
mod walk;
#[cfg(target_os = "linux")]
#[path = "program/wiped.rs"]
mod wiped;

/// The terminal of these tests, tried on a program that is known to behave.
#[cfg(unix)]
mod the_terminal {
    use crate::home::Home;
    use crate::picture::screen_to_svg;
    use crate::terminal::Terminal;

    fn shell(home: &Home, script: &str) -> Terminal {
        let args = ["-c".to_owned(), script.to_owned()];
        Terminal::start("/bin/sh", &args, &home.variables(), home.folder(), 40, 6)
    }

    #[test]
    fn shows_what_is_drawn_and_gives_back_what_is_typed() {
        let home = Home::new();
        let mut terminal = shell(
            &home,
            "printf 'your name? '; read name; printf '\\033[2J\\033[Hhello %s' \"$name\"; exit 3",
        );
        terminal.wait_for("your name?").type_text("Ana").press("Enter").wait_for("hello Ana");
        assert_eq!(terminal.wait_exit(), 3);
        assert!(terminal.text().starts_with("hello Ana"));
        assert!(terminal.takes_keys_as_before());
    }

    #[test]
    fn starts_programs_in_a_home_and_an_environment_of_their_own() {
        let home = Home::new();
        home.write("note.txt", "from home");
        let mut terminal =
            shell(&home, "cat \"$HOME/note.txt\"; echo \" / $TERM / ${HTTPS_PROXY-no proxy}\"");
        terminal.wait_for("from home / xterm-256color / no proxy");
        assert_eq!(home.files("."), ["note.txt"]);
    }

    #[test]
    fn can_be_drawn_as_a_picture() {
        let home = Home::new();
        let mut terminal = shell(&home, "printf '\\033[1;32m✓ a < b\\033[0m done'");
        terminal.wait_for("done");
        let svg = terminal.look(|screen, _| screen_to_svg(screen, "a & b"));
        assert!(
            svg.contains("<title>a &amp; b</title>") && svg.contains(">✓\u{a0}a\u{a0}&lt;\u{a0}b</text>"),
            "{svg}"
        );
        assert!(svg.contains("font-weight=\"bold\""), "{svg}");
    }
}
