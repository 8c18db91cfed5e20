//! What somebody meets who has never set up single sign-on: they press Enter early, skip the test, practise, look for the
//! address of a page that did not open.

use usher::wizard::{Event, Key, KeyPress, Kind, RailState, Screen};

use crate::tests::screens::desk::Desk;
use crate::tests::screens::journey::{
    REDIRECTS, fill_values, practise, register_in_practice, to_okta, to_values, to_values_of_echo,
    with_values,
};

/// The state of the test login among the stages at the left.
fn test_login(desk: &Desk) -> RailState {
    let rail = desk.wizard.rail();
    rail.into_iter().find(|item| item.name == "Test login").expect("the stage").state
}

/// A practice that has begun with Atelier.
fn practising() -> Desk {
    let mut desk = Desk::new((80, 24)).begin();
    practise(&mut desk);
    desk.types("atelier").enter().types("https://atelier.example.com").enter();
    desk.on_to(Kind::Step);
    register_in_practice(&mut desk);
    desk
}

#[test]
fn a_gap_that_was_shown_does_not_wave_the_next_fault_through() {
    let mut desk = Desk::new((80, 24)).begin();
    to_values(&mut desk);
    let (_, secret) = desk.register(&REDIRECTS);
    fill_values(&mut desk, "https://example.okta.com/admin/apps", &secret);
    desk.enter();
    assert!(desk.says("This is an address, not a client ID."), "{}", desk.show());
    desk.tell(Event::Key(KeyPress::ctrl('u')));
    desk.pastes("0oa8x2k4mQ1vJ7dT5e6").enter();
    desk.is_at(&Screen::Values);
    assert!(
        desk.says("Something is still wrong, and a test login may fail because of it."),
        "{}",
        desk.show()
    );
    desk.enter();
    desk.is_at(&Screen::Login);
}

#[test]
fn a_login_that_failed_is_not_held_against_values_that_are_right() {
    let mut desk = Desk::new((80, 24)).begin();
    with_values(&mut desk);
    desk.enter().enter().sign_in("nils@example.com");
    desk.is_at(&Screen::Verdict);
    desk.back_to(Kind::Values);
    assert!(desk.says("Nothing stands in the way"), "{}", desk.show());
    assert!(!desk.says("Something stands in the way"), "{}", desk.show());
    desk.enter();
    desk.is_at(&Screen::Login);
}

#[test]
fn a_test_address_that_okta_lacks_is_told_before_the_login() {
    let mut desk = Desk::new((80, 24)).begin();
    to_values(&mut desk);
    let (id, secret) = desk.register(&REDIRECTS[..1]);
    fill_values(&mut desk, &id, &secret);
    assert!(desk.says("Only the test login cannot come back yet"), "{}", desk.show());
    assert!(desk.says("test address is not registered in Okta"), "{}", desk.show());
    assert!(!desk.says("Nothing stands in the way"), "{}", desk.show());
    desk.enter();
    desk.is_at(&Screen::Values);
    assert!(desk.says("Add the test address in Okta"), "{}", desk.show());
    desk.enter();
    desk.is_at(&Screen::Login);
}

#[test]
fn only_a_login_that_passed_ticks_the_test_login_off() {
    let mut desk = Desk::new((80, 24)).begin();
    with_values(&mut desk);
    desk.enter();
    for _ in 0..3 {
        desk.press(Key::Down);
    }
    desk.enter();
    desk.is_at(&Screen::Formats);
    assert_eq!(test_login(&desk), RailState::Open, "{}", desk.show());
    desk.back_to(Kind::Login);
    for _ in 0..3 {
        desk.press(Key::Up);
    }
    desk.enter();
    desk.sign_in("ben@example.com").enter();
    desk.is_at(&Screen::Formats);
    assert_eq!(test_login(&desk), RailState::Done, "{}", desk.show());
}

#[test]
fn a_practice_says_what_not_to_do_for_real_and_what_comes_next() {
    let mut desk = practising();
    desk.enter().enter().sign_in("ben@example.com");
    desk.on_to(Kind::Apply);
    assert!(desk.says("leave your real Atelier as it is"), "{}", desk.show());
    desk.on_to(Kind::Done);
    assert!(desk.says("You have set up Atelier in practice."), "{}", desk.show());
    assert!(desk.says("A test login at the practice Okta passed"), "{}", desk.show());
    assert!(desk.says("the practice removed it for you"), "{}", desk.show());
    desk.press(Key::PageDown);
    assert!(desk.says("This was practice."), "{}", desk.show());
    assert!(desk.says("leads to the practice alone"), "{}", desk.show());
    for real in ["usher verify", "From now on you sign in", "is set up to sign people in with Okta."] {
        assert!(!desk.says(real), "{real}: {}", desk.show());
    }
    desk.enter();
    let farewell = desk.exit.expect("the end").farewell(usher::base::words::Voice::default()).join("\n");
    assert!(farewell.contains("usher setup atelier"), "{farewell}");
}

#[test]
fn an_end_without_a_file_promises_no_old_one() {
    let mut desk = Desk::new((80, 24)).begin();
    to_values_of_echo(&mut desk);
    fill_values(&mut desk, "0oa8x2k4mQ1vJ7dT5e6", "a-secret-of-more-than-forty-characters-0000");
    desk.enter().enter();
    for _ in 0..3 {
        desk.press(Key::Down);
    }
    desk.enter();
    desk.on_to(Kind::Done);
    desk.press(Key::PageDown);
    assert!(desk.says("proves it again at any time"), "{}", desk.show());
    assert!(!desk.says("--undo"), "{}", desk.show());
}

#[test]
fn a_text_that_shows_the_secret_is_printed_only_when_asked_twice() {
    let mut desk = practising();
    desk.enter().enter().sign_in("ben@example.com");
    desk.on_to(Kind::Change);
    desk.types("p");
    assert!(desk.printed.is_empty(), "{:?}", desk.printed);
    assert!(desk.says("The printed text shows the client secret"), "{}", desk.show());
    desk.types("p");
    assert_eq!(desk.printed.len(), 1);
}

#[test]
fn a_yes_or_no_question_takes_the_letters() {
    let mut desk = Desk::new((80, 24)).begin();
    to_okta(&mut desk);
    let mut asked = 0;
    while !desk.says("Yes") {
        desk.press(Key::Esc);
        asked += 1;
        assert!(asked < 6, "{}", desk.show());
    }
    let Screen::Question(key) = desk.wizard.screen().clone() else { panic!("{}", desk.show()) };
    desk.types("y");
    assert_ne!(*desk.wizard.screen(), Screen::Question(key.clone()));
    let answer = |desk: &Desk| desk.wizard.setup().expect("a set-up").connection().answers.get(&key).cloned();
    assert_eq!(answer(&desk).as_deref(), Some("true"));
}

#[test]
fn a_page_that_did_not_open_is_named_by_its_address() {
    let mut desk = Desk::new((80, 24)).begin();
    to_okta(&mut desk);
    desk.enter();
    desk.is_browserless = true;
    desk.types("o");
    assert!(desk.says("The page is https://example-admin.okta.com/admin/apps"), "{}", desk.show());
}

#[test]
fn enter_on_a_gap_names_what_is_missing() {
    let mut desk = Desk::new((80, 24)).begin();
    to_values(&mut desk);
    desk.enter();
    assert!(desk.says("Client ID is still missing."), "{}", desk.show());
    desk.pastes("0oa8x2k4mQ1vJ7dT5e6").enter();
    assert!(desk.says("Client secret is still missing."), "{}", desk.show());
}

#[test]
fn exchanged_values_are_told_once() {
    let mut desk = Desk::new((80, 24)).begin();
    to_values(&mut desk);
    let (id, _) = desk.register(&REDIRECTS);
    fill_values(&mut desk, &id, &id);
    desk.press(Key::Tab);
    assert!(desk.says("This looks like a client ID"), "{}", desk.show());
    assert!(!desk.says("The two may have been exchanged"), "{}", desk.show());
}

#[test]
fn the_practice_offers_the_values_where_they_are_asked() {
    let mut desk = practising();
    desk.press(Key::Tab).press(Key::Tab);
    desk.tell(Event::Key(KeyPress::ctrl('u')));
    assert!(desk.says("press F9"), "{}", desk.show());
}
