//! A tour of the wizard for the README: setting up Coder, from the first question to the end, as one picture that moves.

use usher::wizard::{Key, Kind, Screen};
use vt100::Parser;

use crate::tests::screens::desk::Desk;
use crate::tests::screens::journey::fill_values;
use crate::tests::screens::picture::{screen_to_svg, screens_to_svg};
use crate::tests::screens::wire::Wired;

const SIZE: (u16, u16) = (84, 26);
const SECONDS: usize = 4;

/// The screen that stands still has room for the drawing beside the words.
const STILL: (u16, u16) = (92, 29);

/// The screen as a terminal shows it, colours included.
fn shot(desk: &Desk) -> Parser {
    shot_of(desk, SIZE)
}

fn shot_of(desk: &Desk, size: (u16, u16)) -> Parser {
    let mut wired = Wired::new(size);
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
    while !matches!(desk.wizard.screen(), Screen::Step(id) if id.ends_with("/form")) {
        desk.enter();
        if *desk.wizard.screen() == Screen::WhoInOkta {
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
    desk.on_to(Kind::Change);
    shots.push(shot(&desk));
    while *desk.wizard.screen() != Screen::Done {
        desk.enter();
    }
    shots.push(shot(&desk));
    shots
}

/// One screen of it, standing still: where the sign-in redirect URIs go into Okta.
fn still() -> String {
    let mut desk = Desk::new(STILL).begin();
    desk.enter().types("coder").enter().types("https://coder.example.com");
    desk.enter().types("https://example-admin.okta.com");
    desk.press_until(Key::Enter, |screen| matches!(screen, Screen::Step(id) if id.ends_with("/form")));
    screen_to_svg(shot_of(&desk, STILL).screen(), "Usher: the sign-in redirect URIs in Okta")
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
    is_shown("docs/tour.svg", &svg);
}

#[test]
fn the_still_screen_is_the_one_of_today() {
    is_shown("docs/screen.svg", &still());
}

fn is_shown(path: &str, svg: &str) {
    let shown = std::fs::read_to_string(place(path)).expect("the README's picture");
    assert!(shown == svg, "{path} shows screens of before: cargo test --test screens -- --ignored tour");
}

fn place(path: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Draws `docs/tour.svg` and `docs/screen.svg` anew: `cargo test --test screens -- --ignored tour`.
#[test]
#[ignore = "writes the README's pictures"]
fn the_tour_of_the_readme() {
    let shots = tour();
    let screens: Vec<_> = shots.iter().map(Parser::screen).collect();
    let svg = screens_to_svg(&screens, SECONDS, "A set-up of Coder in Usher, screen by screen");
    std::fs::write(place("docs/tour.svg"), svg).expect("the tour");
    std::fs::write(place("docs/screen.svg"), still()).expect("the still screen");
}
