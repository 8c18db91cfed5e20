//! Flags, arguments and the values that they take, variables of the environment, exit codes: as `--help` and the manual
//! page tell them, and a few of them tried.

use std::net::TcpListener;

use crate::home::Home;
use crate::lists::{Names, still_there};
use crate::program::{PATIENCE, Program};
use crate::records::{SECRET, home_of, run};

/// The lines of a section of a help text, up to the next heading.
fn section<'t>(help: &'t str, heading: &str) -> Vec<&'t str> {
    let lines = help.lines().skip_while(|line| *line != heading).skip(1);
    lines
        .take_while(|line| line.is_empty() || line.starts_with(' '))
        .filter(|line| !line.trim().is_empty())
        .collect()
}

/// The entries of a section: what is typed, and all that is said of it.
fn entries(help: &str, heading: &str, begins: fn(&str) -> bool) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for line in section(help, heading) {
        let (indent, said) = (line.len() - line.trim_start().len(), line.trim());
        if indent <= 6 && begins(said) {
            let (typed, about) = said.split_once("  ").unwrap_or((said, ""));
            all.push((typed.to_owned(), about.trim().to_owned()));
        } else if let Some((_, about)) = all.last_mut() {
            about.extend([" ", said]);
        }
    }
    all
}

/// The values that a flag takes, where they are a fixed list.
fn values(about: &str) -> Vec<String> {
    if let Some((_, list)) = about.split_once("[possible values: ") {
        return list.split(']').next().unwrap_or_default().split(", ").map(str::to_owned).collect();
    }
    let Some((_, list)) = about.split_once("Possible values: - ") else { return Vec::new() };
    list.split(" - ").filter_map(|one| one.split_once(':')).map(|(name, _)| name.to_owned()).collect()
}

/// Every command with its flags and arguments, from `usher` downwards.
fn walk(home: &Home, command: &[&str], found: &mut Names) {
    let help = run(home, &[command, &["--help"]].concat()).out;
    let name = [&["usher"], command].concat().join(" ");
    found.insert(name.clone());
    let typed = [
        entries(&help, "Options:", |said| said.starts_with('-')),
        entries(&help, "Arguments:", |said| said.starts_with(['[', '<'])),
    ];
    for (typed, about) in typed.concat() {
        found.extend(values(&about).iter().map(|value| format!("{name} {typed} = {value}")));
        // What may be given several times may still be given once.
        found.insert(format!("{name} {}", typed.trim_end_matches("...")));
        found.insert(format!("{name} {typed}"));
    }
    for (inner, _) in entries(&help, "Commands:", |said| said.starts_with(char::is_alphabetic)) {
        // What is said of a command may go on in the next line, further to the right.
        if inner != "help" && !inner.contains(' ') {
            walk(home, &[command, &[inner.as_str()]].concat(), found);
        }
    }
}

#[test]
fn every_command_still_takes_its_flags() {
    let mut today = Names::new();
    walk(&Home::new(), &[], &mut today);
    still_there("commands", &today);
}

/// The terms of a section of the manual page.
fn terms(page: &str, heading: &str) -> Vec<String> {
    let is_heading =
        |line: &&str| line.strip_prefix(".SH ").is_some_and(|name| name.trim_matches('"') == heading);
    let lines = page.lines().skip_while(|line| !is_heading(line)).skip(1);
    let lines = lines.take_while(|line| !line.starts_with(".SH "));
    lines.filter_map(|line| line.strip_prefix("\\fB")?.strip_suffix("\\fR").map(str::to_owned)).collect()
}

#[test]
fn every_variable_and_every_exit_code_still_counts() {
    let page = run(&Home::new(), &["man"]).out;
    let variables = terms(&page, "ENVIRONMENT").into_iter().map(|name| format!("variable {name}"));
    let exits = terms(&page, "EXIT STATUS").into_iter().map(|code| format!("exit {code}"));
    still_there("environment", &variables.chain(exits).collect());
}

#[test]
fn the_folders_of_records_and_guides_follow_their_variables() {
    let home = home_of(&["begun"]);
    let listed = |home: &Home, name, folder: &str| {
        let folder = home.path(folder).to_string_lossy().into_owned();
        Program::new(home, ["connections", "list", "--names"]).variable(name, &folder).run().out
    };
    assert_eq!(listed(&home, "XDG_DATA_HOME", ".local/share"), "begun\n");
    assert_eq!(listed(&home, "XDG_DATA_HOME", "elsewhere"), "");
    home.write("mine/usher/apps/native.toml", include_str!("guides/native.toml"));
    let folder = home.path("mine").to_string_lossy().into_owned();
    let shown = Program::new(&home, ["apps", "native", "--json"]).variable("XDG_CONFIG_HOME", &folder).run();
    assert_eq!(shown.json()["id"], "native", "{shown:#?}");
}

#[test]
fn the_secret_of_the_environment_is_taken() {
    let home = home_of(&["values"]);
    let print = Program::new(&home, ["write", "values", "--print", "--as", "env"]);
    let ran = print.variable("USHER_CLIENT_SECRET", "of-the-environment-0123456789").run();
    assert!(ran.out.contains("of-the-environment-0123456789") && !ran.out.contains(SECRET), "{ran:#?}");
}

#[test]
fn wrong_usage_ends_with_two() {
    let home = Home::new();
    for words in [&["setup", "--no-such-flag"][..], &["verify", "nobody"], &["apps", "nothing-like-that"]] {
        let ran = run(&home, words);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{ran:#?}");
    }
}

/// The host takes the connection and never answers.
#[cfg(unix)]
#[test]
fn an_interruption_ends_with_130() {
    let home = Home::new();
    let host = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let issuer = format!("http://127.0.0.1:{}", host.local_addr().expect("its address").port());
    home.write("secret.txt", SECRET);
    let words =
        ["verify", "--app", "coder", "--set", "base_url=https://coder.example.com", "--issuer", &issuer];
    let rest = ["--client-id", "0oafrozen0000000001", "--client-secret-file", "secret.txt", "--no-login"];
    let running = Program::new(&home, [&words[..], &rest].concat()).start();
    let asked = host.accept().expect("it is asked");
    let sent = std::process::Command::new("kill").args(["-s", "INT", &running.id().to_string()]).status();
    assert!(sent.is_ok_and(|status| status.success()), "the signal was sent");
    assert_eq!(running.finish(PATIENCE).code, Some(130));
    drop(asked);
}

/// Lines instead of a screen, and no colours, as the variables say: what stands on a terminal of this size.
#[cfg(unix)]
mod on_a_terminal {
    use crate::home::Home;
    use crate::program::Program;

    /// Whether the program draws on a screen of its own, and whether in colours.
    fn looks(variables: &[(&str, &str)]) -> (bool, bool) {
        let home = Home::new();
        let start = Program::new(&home, Vec::<String>::new());
        let program = variables.iter().fold(start, |program, (name, value)| program.variable(name, value));
        let mut terminal = program.on_terminal(80, 24);
        terminal
            .wait_until("something to read", |text| text.lines().filter(|line| !line.is_empty()).count() > 4);
        terminal.look(|screen, _| {
            let cells = (0..24).flat_map(|row| (0..80).filter_map(move |column| screen.cell(row, column)));
            let plain = vt100::Color::Default;
            let coloured = cells.into_iter().any(|cell| cell.fgcolor() != plain || cell.bgcolor() != plain);
            (screen.alternate_screen(), coloured)
        })
    }

    #[test]
    fn the_variables_choose_lines_or_a_screen_and_colours_or_none() {
        assert_eq!(looks(&[]), (true, true));
        for lines in [("ACCESSIBLE", "1"), ("USHER_ACCESSIBLE", "yes"), ("TERM", "dumb")] {
            assert!(!looks(&[lines]).0, "{lines:?}");
        }
        assert!(looks(&[("ACCESSIBLE", "1"), ("USHER_ACCESSIBLE", "no")]).0);
        for plain in [("NO_COLOR", "1"), ("USHER_THEME", "plain")] {
            assert_eq!(looks(&[plain]), (true, false), "{plain:?}");
        }
    }
}
