//! Pictures of what lies beside the straight way: verifying, going on, practising, nothing found, no proof, the dialog.

use usher::wizard::{Event, Key, KeyPress, Kind, SavedAbout, SavedConnection, Screen};

use crate::tests::screens::again::left_behind;
use crate::tests::screens::album::{keep, keep_letters, keep_looks};
use crate::tests::screens::desk::Desk;
use crate::tests::screens::journey::{practise, register_in_practice, to_okta, with_values};

/// Somebody who was here before: a set-up that was begun, and a record that cannot be read.
fn again() -> Desk {
    let mut desk = Desk::new((80, 24));
    let connection = left_behind(&desk);
    let damaged = Err("damaged in line 7".into());
    desk.saved = vec![
        SavedConnection { name: "atelier".to_owned(), about: Ok(SavedAbout::of(&connection)) },
        SavedConnection { name: "atelier-2".to_owned(), about: damaged },
    ];
    desk.record = Some(connection);
    desk.begin()
}

#[test]
fn coming_back_and_verifying_what_exists() {
    let mut desk = again();
    keep(&mut desk, "start-again");
    desk.enter();
    keep(&mut desk, "summary-resumed");
    let mut desk = again();
    desk.press(Key::Home).press(Key::Down).enter();
    desk.is_at(&Screen::Saved);
    keep(&mut desk, "saved");
    let mut desk = Desk::new((80, 24)).begin();
    desk.press(Key::Down).enter().enter();
    keep(&mut desk, "from-file");
    desk.file = Some("issuer: x\n".to_owned());
    desk.types("/etc/atelier.d/atelier.env").enter();
    keep_letters(&mut desk, "from-file-unknown");
    desk.file = Some("AUTH_OKTA_ISSUER=https://example.okta.com\n".to_owned());
    desk.enter();
    desk.is_at(&Screen::WhichFits);
    keep(&mut desk, "which-fits");
    let mut desk = Desk::new((80, 24)).begin();
    desk.press(Key::Down).enter().press(Key::Down).enter().types("atelier").enter();
    desk.is_at(&Screen::Source);
    keep(&mut desk, "source");
    desk.enter();
    keep(&mut desk, "source-file");
}

#[test]
fn questions_and_lists_without_an_answer() {
    let mut desk = Desk::new((80, 24)).begin();
    desk.enter();
    desk.types("nothing of this name");
    keep(&mut desk, "applications-none");
    let mut desk = Desk::new((80, 24)).begin();
    to_okta(&mut desk);
    desk.press_until(Key::Esc, |screen| matches!(screen, Screen::Question(key) if key != "base_url"));
    keep(&mut desk, "question-choice");
    desk.press(Key::F(1)).types("copy");
    keep(&mut desk, "help-found");
    desk.types(" of nothing");
    keep_letters(&mut desk, "help-nothing");
}

#[test]
fn a_login_without_a_browser_and_away_from_it() {
    let mut desk = Desk::new((80, 24)).begin();
    with_values(&mut desk);
    desk.is_browserless = true;
    desk.enter().enter();
    keep(&mut desk, "waiting-no-browser");
    desk.types("s");
    desk.is_at(&Screen::Code);
    keep_looks(&mut desk, "code");
    desk.press(Key::Esc);
    desk.tell(Event::Key(KeyPress::ctrl('q')));
    keep(&mut desk, "quit");
}

#[test]
fn a_configuration_without_a_proof() {
    let mut desk = Desk::new((80, 24)).begin();
    with_values(&mut desk);
    desk.enter().press(Key::Down).press(Key::Down).press(Key::Down).enter();
    desk.on_to(Kind::Change).types("t");
    keep(&mut desk, "target");
    desk.on_to(Kind::Unproven);
    keep_looks(&mut desk, "unproven");
}

#[test]
fn a_practice() {
    let mut desk = Desk::new((80, 24)).begin();
    practise(&mut desk);
    desk.types("atelier");
    keep(&mut desk, "practice-applications");
    desk.enter().types("https://atelier.example.com").enter();
    desk.on_to(Kind::Step);
    keep(&mut desk, "practice-step");
    register_in_practice(&mut desk);
    keep(&mut desk, "practice-values");
    desk.enter().enter();
    keep(&mut desk, "practice-waiting");
    desk.sign_in("ben@example.com").on_to(Kind::Done);
    keep(&mut desk, "practice-done");
}
