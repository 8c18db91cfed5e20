//! A mistake in Usher itself, made on purpose in a child of this test: calm words, the terminal as before, no secret.
//!
//! The shipped program has no way to be made to panic. The child is this test's own program, which takes the terminal over
//! and runs under the very watch that `main` runs under.

use std::time::Duration;

use usher::internals::base::Secret;
use usher::internals::ui::Exit;
use usher::internals::ui::panic::{ended_by_one, watched};
use usher::internals::ui::tui::{Control as _, RealTerminal};

use crate::home::Home;
use crate::restored::assert_restored;
use crate::terminal::Terminal;

/// Tells this test's own program where it shall fall.
const FALLS: &str = "USHER_TEST_FALLS";

/// A text that a panic tells whole: it is cut within its last letter.
const HELD: &str = "a-client-secret-that-nobody-may-see-ß";

/// Cuts it there.
fn stumble(held: &Secret) -> usize {
    held.reveal()[..HELD.len() - 1].len()
}

/// Not a test of its own: what [`a_mistake_of_ushers_own_is_told_calmly_and_tells_no_secret`] starts on a terminal.
#[test]
fn the_fallen_holds_a_secret() {
    let Ok(place) = std::env::var(FALLS) else { return };
    let exit = watched(|| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(ended_by_one(fall(&place)))
    });
    assert_eq!(exit, Exit::Unknown, "what fell could not find anything out");
}

async fn fall(place: &str) -> Exit {
    let mut terminal = RealTerminal;
    terminal.enter().expect("a terminal");
    let held = Secret::from(HELD);
    match place {
        "the program" => {
            stumble(&held);
        }
        "a task" => {
            tokio::spawn(async move { stumble(&held) });
        }
        "a worker" => {
            tokio::task::spawn_blocking(move || stumble(&held));
        }
        _ => {
            std::thread::spawn(move || stumble(&held));
        }
    }
    // Nothing that fell beside the program ends it by itself.
    tokio::time::sleep(Duration::from_secs(600)).await;
    Exit::Works
}

#[test]
fn a_mistake_of_ushers_own_is_told_calmly_and_tells_no_secret() {
    let home = Home::new();
    let this = std::env::current_exe().expect("this program");
    let args = ["--exact", "panic::the_fallen_holds_a_secret", "--nocapture"].map(str::to_owned);
    for place in ["the program", "a task", "a worker", "a thread"] {
        let mut variables = home.variables();
        variables.push((FALLS.to_owned(), place.to_owned()));
        let mut terminal =
            Terminal::start(&this.to_string_lossy(), &args, &variables, home.folder(), 100, 30);
        terminal.wait_for("Usher made a mistake of its own").wait_for("It is nothing that you did.");
        assert_eq!(terminal.wait_exit(), 0, "{place}\n{}", terminal.framed());
        assert_restored(&terminal, place);
        let all = terminal.look(|_, desk| String::from_utf8_lossy(&desk.written).into_owned());
        assert!(all.contains("tests/program/panic.rs:"), "{place}: the place is told\n{all}");
        for never in [HELD, "client-secret", "panicked", "byte index", "RUST_BACKTRACE"] {
            assert!(!all.contains(never), "{place}: {never} is told\n{all}");
        }
        let restored = all.rfind("\x1b[?1049l").expect("the screen is left");
        assert!(
            all.find("Usher made").is_some_and(|said| said > restored),
            "{place}: said on the screen that stays"
        );
    }
}
