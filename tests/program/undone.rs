//! The way back as a script meets it: promised only where the record holds it, and never another file's.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;

use crate::home::Home;
use crate::program::{Program, Ran};

const MINE: &str = "MINE=1\n";
const RECORD: &str = ".local/share/usher/connections/coder.json";

/// A connection that was written to one file, and to whose record the tests do what they like.
fn written_once() -> Home {
    let home = Home::new();
    let file = home.write("secret.txt", "a-secret-of-forty-characters-0123456789X");
    let flags =
        ["--set", "base_url=https://coder.example.com", "--issuer", "http://localhost:9", "--client-id"];
    let end = ["--no-login", "--unproven", "--yes", "--as", "env", "--to", "first.env"];
    let setup = ["setup", "coder"].into_iter().chain(flags).chain([
        "0oa8x2k4mQ1vJ7dT5e6",
        "--client-secret-file",
        &file,
    ]);
    Program::new(&home, setup.chain(end)).run();
    assert!(home.read("first.env").contains("CODER_OIDC_ISSUER_URL"));
    home
}

fn write(home: &Home, more: &[&'static str]) -> Ran {
    let first = ["write", "coder", "--unproven", "--yes"].into_iter();
    Program::new(home, first.chain(more.iter().copied())).run()
}

fn undo(home: &Home) -> Ran {
    Program::new(home, ["write", "coder", "--undo"]).run()
}

/// The lock of the records cannot be had, whoever asks.
fn freeze(home: &Home) {
    let lock = home.path(".local/share/usher/connections/.lock");
    fs::remove_file(&lock).expect("the lock");
    fs::create_dir(&lock).expect("a folder in its place");
}

fn thaw(home: &Home) {
    fs::remove_dir(home.path(".local/share/usher/connections/.lock")).expect("the folder");
}

#[test]
fn without_a_record_nothing_is_written_and_nothing_else_is_undone() {
    let home = written_once();
    home.write("second.env", MINE);
    freeze(&home);
    let refused = write(&home, &["--to", "second.env"]);
    assert_eq!(refused.code, Some(1), "{refused:#?}");
    for said in ["second.env was not written", "connections/.lock", "--no-undo"] {
        assert!(refused.err.contains(said), "{said}: {refused:#?}");
    }
    assert!(!refused.err.contains("--undo”"), "no undo is promised: {refused:#?}");
    assert_eq!(home.read("second.env"), MINE);
    assert!(!home.files(".").iter().any(|name| name.contains(".usher-")), "nor is a copy left");
    let undone = undo(&home);
    assert_eq!(undone.code, Some(1), "{undone:#?}");
    assert!(undone.err.contains("first.env is left as it is") && undone.err.contains("connections/.lock"));
    assert!(home.path("first.env").exists());

    let all_the_same = write(&home, &["--to", "second.env", "--no-undo"]);
    assert_eq!(all_the_same.code, Some(0), "{all_the_same:#?}");
    assert!(home.read("second.env").contains("CODER_OIDC_ISSUER_URL"));
    assert!(all_the_same.err.contains("does not know of this writing"), "{all_the_same:#?}");
    thaw(&home);
    let undone = undo(&home);
    assert!(undone.err.contains("Removing") && undone.err.contains("first.env again"), "{undone:#?}");
}

#[test]
fn a_path_that_is_not_text_is_recorded_and_undone_like_any_other() {
    let home = written_once();
    let folder = OsStr::from_bytes(b"caf\xe9");
    let program = |args: &[&'static str]| Program::new(&home, args.iter().copied()).within(folder);
    program(&["--help"]).run();
    let file = home.path(".").join(folder).join("second.env");
    fs::write(&file, MINE).expect("a file");
    let written = program(&["write", "coder", "--to", "second.env", "--unproven", "--yes"]).run();
    assert_eq!(written.code, Some(0), "{written:#?}");
    assert!(written.err.contains("“usher write coder --undo” brings it back"), "{written:#?}");
    assert_ne!(fs::read_to_string(&file).expect("the file"), MINE);
    let undone = undo(&home);
    assert_eq!(undone.code, Some(0), "{undone:#?}");
    assert_eq!(fs::read_to_string(&file).expect("the file"), MINE);
    assert!(home.path("first.env").exists());
}

/// What is left when Usher is killed before the rename, and right after it.
#[test]
fn what_was_interrupted_is_found_out_from_the_file() {
    let home = written_once();
    home.write("second.env", MINE);
    assert_eq!(write(&home, &["--to", "second.env"]).code, Some(0));
    let interrupted = home.read(RECORD).replace("\"before\"", "\"progress\": \"intended\",\n\"before\"");
    let written = home.read("second.env");

    home.write(RECORD, &interrupted);
    let shown = Program::new(&home, ["connections", "show", "coder"]).run();
    assert!(shown.out.contains("second.env (interrupted while it was written)"), "{shown:#?}");
    home.write("second.env", "SOMEBODY=1\n");
    let refused = undo(&home);
    assert_eq!(refused.code, Some(1), "{refused:#?}");
    assert_eq!(home.read("second.env"), "SOMEBODY=1\n");

    home.write("second.env", MINE);
    let dropped = undo(&home);
    assert_eq!(dropped.code, Some(0), "{dropped:#?}");
    assert!(dropped.err.contains("second.env was never written"), "{dropped:#?}");
    assert!(home.path("first.env").exists() && home.read("second.env") == MINE);

    home.write("second.env", &written);
    home.write(RECORD, &interrupted);
    let undone = undo(&home);
    assert_eq!(undone.code, Some(0), "{undone:#?}");
    let says = undone.err.find("Bringing back what was in").zip(undone.err.find("is again as it was"));
    assert!(says.is_some_and(|(before, after)| before < after), "named before it is done: {undone:#?}");
    assert!(home.path("first.env").exists() && home.read("second.env") == MINE);
    home.write(RECORD, &interrupted);
    let again = undo(&home);
    assert!(again.err.contains("second.env was never written"), "{again:#?}");
    assert!(home.path("first.env").exists());
}
