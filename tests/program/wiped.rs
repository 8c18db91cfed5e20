//! What stands in the memory of the program: a secret that is dropped is wiped, and what a set-up leaves behind is known.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};

use usher::internals::base::Secret;
use usher::internals::practice::PASSWORD;

use crate::coder::{CALLBACKS, walk_to_login};
use crate::home::Home;
use crate::leaks::Secrets;
use crate::memory::Memory;
use crate::program::Program;
use crate::served::{Practice, SECRET};
use crate::visitor::Visitor;

/// Tells this test's own program that it is the one whose memory is read.
const HOLDS: &str = "USHER_TEST_HOLDS";

/// The text that is held, which stands nowhere in this program as it is.
fn held() -> String {
    let mut text = String::with_capacity(40);
    text.extend((0..32_u8).map(|number| char::from(b'a' + (number * 7 + number / 3) % 26)));
    text
}

/// Not a test of its own: what [`a_secret_is_wiped_when_it_is_dropped`] starts and reads.
#[test]
fn the_holder_holds_and_lets_go() {
    if std::env::var_os(HOLDS).is_none() {
        return;
    }
    let mut line = String::new();
    let mut pause = |word: &str| {
        say(word);
        std::io::stdin().read_line(&mut line).expect("it goes on");
    };
    let secret = Secret::new(held());
    let another = secret.clone();
    pause("held");
    drop(secret);
    drop(another);
    pause("dropped");
}

#[expect(clippy::print_stdout, reason = "the reader listens there")]
fn say(word: &str) {
    println!("\n{word}");
}

#[test]
fn a_secret_is_wiped_when_it_is_dropped() {
    let this = std::env::current_exe().expect("this program");
    let mut command = Command::new(this);
    command.args(["--exact", "wiped::the_holder_holds_and_lets_go", "--nocapture"]).env(HOLDS, "1");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
    let process = child.id();
    let mut said = BufReader::new(child.stdout.take().expect("its words")).lines();
    let mut count_at = |word: &str| {
        let there = said.by_ref().map_while(Result::ok).any(|line| line == word);
        assert!(there, "it says {word}");
        let count = Memory::of(process).map(|memory| memory.count(&held()));
        child.stdin.as_mut().expect("its input").write_all(b"\n").expect("it hears");
        count
    };
    let (while_held, after) = (count_at("held"), count_at("dropped"));
    child.wait().expect("it ends");
    let Some(while_held) = while_held else {
        return skip("this system lets no program read its child's memory");
    };
    assert!(while_held >= 2, "the test can see a secret: {while_held}");
    assert_eq!(after, Some(0), "nothing is left of it");
}

#[expect(clippy::print_stderr, reason = "whoever runs the tests shall know what was not tried")]
pub(crate) fn skip(why: &str) {
    eprintln!("not tried: {why}");
}

/// What is held while a set-up is open is let go of with it, and what is let go of is wiped, whoever held it: the network,
/// parsers, the terminal.
#[test]
fn nothing_of_a_set_up_is_left_in_memory_when_another_one_begins() {
    let home = Home::new();
    let practice = Practice::start(&CALLBACKS, |_| {});
    let mut walk = walk_to_login(Program::new(&home, Vec::<String>::new()), &practice);
    let address = walk.address();
    Visitor::default().sign_in(&address, "ben@example.com", PASSWORD);
    let at = &mut walk.terminal;
    at.wait_for("Okta’s side works");
    let secrets = Secrets::of(SECRET, &practice.seen());
    let Some(while_open) = Memory::of(at.id()) else {
        return skip("this system lets no program read the memory of one that closed it");
    };
    assert!(while_open.count(SECRET) >= 1, "the test can see what is held");

    while !at.text().contains("Which application should people sign in to?") {
        let before = at.text();
        at.press("Esc").wait_until("the screen before", |now| now != before);
    }
    at.press("Ctrl-u").type_text("outline").wait_for("▌ Outline").press("Enter");
    at.wait_for("At which address do people open Outline?");
    let memory = Memory::of(at.id()).expect("as before");
    for (name, text) in secrets.each() {
        // The library that reads the keys keeps the last thing that was pasted, until something longer is: in the buffer
        // of what was read, whose beginning the next keys overwrite, and in the one that it is parsed in.
        let kept = if name == "client_secret" { 2 } else { 0 };
        let places = memory.places(text);
        assert!(places.len() <= kept, "{name}:\n{}", places.join("\n"));
    }
}
