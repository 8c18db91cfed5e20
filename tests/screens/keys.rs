//! Keys: back loses nothing, every action can be reached, nothing ends by accident.

use std::collections::BTreeSet;

use usher::wizard::keymap::{self, Action};
use usher::wizard::{Event, Key, KeyPress, Kind, Screen};

use crate::tests::screens::desk::Desk;
use crate::tests::screens::journey::{REDIRECTS, fill_values, to_values, with_values};

#[test]
fn going_back_keeps_everything_that_was_typed() {
    let mut desk = Desk::new((80, 24)).begin();
    to_values(&mut desk);
    desk.pastes("0oaxFomX9jwdmmk5ZPqs").press(Key::Tab).types("half-a-secret");
    desk.back_to(Kind::Applications);
    desk.enter();
    assert!(desk.says("https://atelier.example.com/"), "{}", desk.show());
    desk.enter();
    assert!(desk.says("example-admin.okta.com"), "{}", desk.show());
    desk.on_to(Kind::Values);
    assert!(desk.says("0oaxFomX9jwdmmk5ZPqs"), "{}", desk.show());
    desk.press(Key::F(3));
    while !desk.says("half-a-secret") {
        desk.press(Key::Tab);
        assert!(desk.says("Client secret"));
    }
}

#[test]
fn a_text_takes_letters_before_any_shortcut() {
    let mut desk = Desk::new((80, 24)).begin();
    desk.enter().types("atelier").enter().types("q?o");
    assert!(desk.says("q?o"), "{}", desk.show());
    assert!(desk.exit.is_none());
}

#[test]
fn ending_asks_only_when_something_would_be_lost() {
    let mut desk = Desk::new((80, 24)).begin();
    desk.types("q");
    assert!(desk.exit.is_some());
    let mut desk = Desk::new((80, 24)).begin();
    with_values(&mut desk);
    let ctrl_c = || Event::Key(KeyPress::ctrl('c'));
    desk.tell(ctrl_c());
    assert!(desk.exit.is_none() && desk.says("The client secret is kept nowhere"), "{}", desk.show());
    desk.enter();
    desk.is_at(&Screen::Values);
    desk.tell(ctrl_c());
    desk.tell(ctrl_c());
    assert!(desk.exit.as_ref().is_some_and(|exit| exit.interrupted));
}

#[test]
fn a_correction_can_be_taken_back() {
    let mut desk = Desk::new((80, 24)).begin();
    desk.enter().types("atelier").enter().types("https://atelier.example.com").enter();
    desk.types("https://example-admin.okta.com");
    assert!(desk.says("Usher uses https://example.okta.com instead"));
    desk.press(Key::F(4));
    assert!(desk.says("Taken exactly as you typed it."), "{}", desk.show());
}

#[test]
fn values_are_copied_by_number_and_one_after_the_other() {
    let mut desk = Desk::new((80, 24)).begin();
    to_values(&mut desk);
    desk.press_until(Key::Esc, |screen| matches!(screen, Screen::Step(id) if id.ends_with("/form")));
    let before = desk.show();
    assert!(before.contains("▸3 http://localhost:8749/callback"), "{before}");
    let rows = before.lines().count();
    desk.types("3");
    let after = desk.show();
    assert!(after.contains("✓3 http://localhost:8749/callback"), "what was copied is ticked off: {after}");
    assert!(after.contains("clipboard: Sign-in redirect URI."), "{after}");
    let form = |picture: &str| picture.lines().filter(|line| line.contains('│')).count();
    assert_eq!(
        (form(&before), rows),
        (form(&after), after.lines().count()),
        "what is said covers no field: {after}"
    );
    desk.types("c").types("c");
    assert_eq!(desk.copied, [REDIRECTS[1], "Atelier", REDIRECTS[0]]);
    desk.press(Key::Esc).enter();
    assert!(desk.says("✓3 http://localhost:8749/callback"), "{}", desk.show());
}

#[test]
fn the_sign_in_address_can_be_had_as_one_unbroken_line() {
    let mut desk = Desk::new((60, 20)).begin();
    with_values(&mut desk);
    desk.enter().enter().types("p").types("c");
    assert_eq!(desk.printed, desk.copied);
    assert!(desk.printed[0].starts_with("https://example.okta.com/oauth2/v1/authorize?"));
}

#[test]
fn nothing_unproven_is_written_without_a_word() {
    let mut desk = Desk::new((80, 24)).begin();
    with_values(&mut desk);
    desk.enter().press(Key::Up).press(Key::Down).press(Key::Down).press(Key::Down).enter();
    desk.on_to(Kind::Change);
    assert!(desk.says("No test login has proven these values yet."), "{}", desk.show());
    desk.enter().enter();
    desk.is_at(&Screen::Unproven);
    desk.enter();
    assert!(desk.written.is_empty());
    desk.enter().types("w");
    desk.is_at(&Screen::Apply);
    assert_eq!(desk.written.len(), 1);
}

/// The actions that a table row promises are all met on some screen of a whole journey.
#[test]
fn every_action_can_be_reached() {
    let mut met: BTreeSet<Action> = BTreeSet::new();
    let mut desk = Desk::new((80, 24)).begin();
    let mut look = |desk: &Desk| {
        let kind = desk.wizard.screen().kind();
        met.extend(keymap::rows(kind).filter(|row| desk.wizard.offers(row)).map(|row| row.action));
    };
    desk.enter().types("atelier").enter().types("https://atelier.example.com/").enter();
    desk.types("example-admin.okta.com");
    look(&desk);
    while !matches!(desk.wizard.screen(), Screen::Values) {
        desk.enter();
        look(&desk);
    }
    let (id, secret) = desk.register(&REDIRECTS);
    desk.pastes(&secret);
    look(&desk);
    fill_values(&mut desk, &id, "not-the-secret-of-this-client-at-all-0000");
    look(&desk);
    desk.pastes(&secret);
    look(&desk);
    desk.enter();
    look(&desk);
    desk.enter();
    look(&desk);
    desk.sign_in("nils@example.com");
    look(&desk);
    desk.enter().enter().sign_in("ben@example.com");
    look(&desk);
    while !matches!(desk.wizard.screen(), Screen::Done) {
        desk.enter();
        look(&desk);
    }
    // The request sheet's own screen lies beside this way, and so do the practice (first_time.rs), a file
    // (found.rs), and one in which something must give way.
    let saving = keymap::rows(Kind::Request).any(|row| row.action == Action::SaveText);
    assert!(saving);
    let all: BTreeSet<Action> = keymap::all().map(|row| row.action).collect();
    let beside = [
        Action::SaveText,
        Action::SaveTerraform,
        Action::Register,
        Action::ForReal,
        Action::OtherPort,
        Action::CheckSignOut,
        Action::ChangeValues,
        Action::CompletePath,
        Action::FixFile,
        Action::Replace,
    ];
    let missing: Vec<&Action> =
        all.difference(&met).filter(|action| !beside.contains(action) && !is_high_number(**action)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

fn is_high_number(action: Action) -> bool {
    matches!(action, Action::CopyNumber(3..))
}
