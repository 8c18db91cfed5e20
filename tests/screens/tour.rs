//! A tour of the wizard for the README: setting up Coder, from the first question to the end, as one picture that moves.

use usher::wizard::{Key, Screen};
use vt100::Parser;

use crate::desk::Desk;
use crate::journey::fill_values;
use crate::picture::screens_to_svg;
use crate::wire::Wired;

const SIZE: (u16, u16) = (84, 26);
const SECONDS: usize = 4;

/// The screen as a terminal shows it, colours included.
fn shot(desk: &Desk) -> Parser {
    let mut wired = Wired::new(SIZE);
    wired.draw(desk);
    wired.parser
}

/// From the first question to the end, with a picture of each screen that tells something new.
fn tour() -> Vec<Parser> {
    let mut desk = Desk::new(SIZE).begin();
    let mut shots = vec![shot(&desk)];
    desk.enter().types("coder");
    shots.push(shot(&desk));
    desk.enter().types("https://coder.example.com");
    shots.push(shot(&desk));
    desk.enter().types("https://example-admin.okta.com");
    shots.push(shot(&desk));
    while !matches!(desk.wizard.screen(), Screen::Step(id) if id.ends_with("sign_in")) {
        desk.enter();
        if *desk.wizard.screen() == Screen::Redirects {
            shots.push(shot(&desk));
        }
    }
    shots.push(shot(&desk));
    while *desk.wizard.screen() != Screen::Values {
        desk.enter();
    }
    let redirects =
        ["https://coder.example.com/api/v2/users/oidc/callback", "http://localhost:8749/callback"];
    let (id, secret) = desk.register(&redirects);
    fill_values(&mut desk, &id, "not-the-secret-of-this-client-at-all-0000");
    shots.push(shot(&desk));
    desk.pastes(&secret);
    shots.push(shot(&desk));
    desk.enter();
    shots.push(shot(&desk));
    desk.enter();
    shots.push(shot(&desk));
    desk.sign_in("nils@example.com");
    shots.push(shot(&desk));
    desk.enter().enter().sign_in("ben@example.com");
    shots.push(shot(&desk));
    desk.enter().enter().press(Key::Enter);
    while !matches!(desk.wizard.screen(), Screen::Change) {
        desk.enter();
    }
    shots.push(shot(&desk));
    while *desk.wizard.screen() != Screen::Done {
        desk.enter();
    }
    shots.push(shot(&desk));
    shots
}

#[test]
fn a_tour_is_the_same_each_time_and_small() {
    let drawn = || {
        let shots = tour();
        let screens: Vec<_> = shots.iter().map(Parser::screen).collect();
        screens_to_svg(&screens, SECONDS, "A set-up of Coder in Usher, screen by screen")
    };
    let svg = drawn();
    assert_eq!(svg, drawn());
    assert!(svg.len() < 300_000 && svg.matches("<g class=").count() > 10, "{} bytes", svg.len());
    let shown = std::fs::read_to_string(place()).expect("the README's tour");
    assert!(shown == svg, "the README shows screens of before: cargo test --test screens -- --ignored tour");
}

fn place() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/tour.svg")
}

/// Draws `docs/tour.svg` anew: `cargo test --test screens -- --ignored tour`.
#[test]
#[ignore = "writes the README's tour"]
fn the_tour_of_the_readme() {
    let shots = tour();
    let screens: Vec<_> = shots.iter().map(Parser::screen).collect();
    let svg = screens_to_svg(&screens, SECONDS, "A set-up of Coder in Usher, screen by screen");
    std::fs::write(place(), svg).expect("the tour");
}
