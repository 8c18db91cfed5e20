//! Before the first writing: is there a way in without the provider? Asked once, and again only where that way would be hidden.

use usher::wizard::{Key, Kind, Screen};

use crate::tests::screens::album::keep;
use crate::tests::screens::desk::Desk;
use crate::tests::screens::journey::{
    REDIRECTS, fill_values, practise, register_in_practice, to_values, with_values,
};

const WORD: &str = "local_admin_tested";

/// A set-up that was proven, of which the file has room in two places.
pub(super) fn at_places(mut desk: Desk) -> Desk {
    let service = |name: &str| format!("  {name}:\n    image: ghcr.io/atelier/atelier:2\n");
    desk.file = Some(format!("services:\n{}{}", service("test"), service("live")));
    with_values(&mut desk);
    desk.enter().enter().sign_in("ben@example.com");
    desk.press_until(Key::Enter, |screen| *screen == Screen::Formats).press(Key::Down).enter();
    desk.press_until(Key::Enter, |screen| *screen == Screen::Places);
    desk
}

/// A set-up that was proven, at the difference of its file.
fn at_change(file: Option<&str>) -> Desk {
    let mut desk = Desk::new((80, 24)).begin();
    desk.file = file.map(str::to_owned);
    with_values(&mut desk);
    desk.enter().enter().sign_in("ben@example.com");
    desk.press_until(Key::Enter, |screen| *screen == Screen::Change);
    desk
}

fn word(desk: &Desk) -> Option<bool> {
    desk.wizard.setup().expect("a set-up").connection().confirmed.get(WORD).copied()
}

#[test]
fn before_the_first_writing_one_key_says_that_there_is_a_way_back() {
    let mut desk = at_change(None);
    desk.enter();
    desk.is_at(&Screen::LocalAdmin);
    for told in [
        "Before it is written, sign in",
        "Atelier joins an account that has the same e-mail address",
        "“atelier server create-admin-user” makes",
    ] {
        assert!(desk.says(told), "{told}\n{}", desk.show());
    }
    keep(&mut desk, "local-admin");
    assert!(desk.written.is_empty());
    desk.press(Key::Esc);
    desk.is_at(&Screen::Change);
    assert_eq!((word(&desk), desk.written.len()), (None, 0));
    desk.enter().enter();
    desk.is_at(&Screen::Apply);
    assert_eq!((word(&desk), desk.written.len()), (Some(true), 1));
}

#[test]
fn without_that_word_it_is_written_too_and_not_asked_again() {
    let mut desk = at_change(None);
    desk.enter().types("w");
    desk.is_at(&Screen::Apply);
    assert_eq!((word(&desk), desk.written.len()), (Some(false), 1));
    desk.file = Some("OTHER=1\n".to_owned());
    desk.press_until(Key::Esc, |screen| *screen == Screen::Formats).enter();
    desk.is_at(&Screen::Change);
    desk.enter();
    desk.is_at(&Screen::Apply);
    assert_eq!(desk.written.len(), 2);
}

#[test]
fn where_the_local_login_is_hidden_only_that_word_leads_on() {
    let mut desk = at_change(Some("ATELIER_DISABLE_PASSWORD_AUTH=true\n"));
    desk.enter();
    desk.is_at(&Screen::LocalAdmin);
    assert!(desk.says("With ATELIER_DISABLE_PASSWORD_AUTH as it will be"), "{}", desk.show());
    assert!(!desk.says("write anyway"), "{}", desk.show());
    desk.types("w");
    desk.is_at(&Screen::LocalAdmin);
    desk.enter();
    desk.is_at(&Screen::Apply);
    assert_eq!((word(&desk), desk.written.len()), (Some(true), 1));
}

#[test]
fn values_without_a_proof_are_asked_about_after_it() {
    let mut desk = Desk::new((80, 24)).begin();
    to_values(&mut desk);
    let (id, secret) = desk.register(&REDIRECTS);
    fill_values(&mut desk, &id, &secret);
    desk.enter().press(Key::Down).press(Key::Down).press(Key::Down).enter();
    desk.press_until(Key::Enter, |screen| *screen == Screen::LocalAdmin).enter();
    desk.is_at(&Screen::Unproven);
    desk.enter();
    desk.is_at(&Screen::Change);
    // The question that was answered is not put again.
    desk.enter();
    desk.is_at(&Screen::Unproven);
    desk.types("w");
    desk.is_at(&Screen::Apply);
}

#[test]
fn in_practice_nobody_is_locked_out_and_nobody_is_asked() {
    let mut desk = Desk::new((80, 24)).begin();
    practise(&mut desk);
    desk.types("atelier").enter().types("https://atelier.example.com").enter();
    desk.press_until(Key::Enter, |screen| screen.kind() == Kind::Step).press(Key::F(9));
    register_in_practice(&mut desk);
    desk.enter().enter().sign_in("ben@example.com");
    desk.press_until(Key::Enter, |screen| *screen == Screen::Change).enter();
    desk.is_at(&Screen::Apply);
}

#[test]
fn of_several_places_in_the_file_the_person_chooses_one() {
    let mut desk = at_places(Desk::new((80, 24)).begin());
    assert!(desk.says("test") && desk.says("live"), "{}", desk.show());
    keep(&mut desk, "places");
    desk.press(Key::Down).enter();
    desk.is_at(&Screen::Change);
    desk.enter().enter();
    let (_, text) = desk.written.first().expect("it was written");
    let after = text.as_str();
    assert!(after.find("ATELIER_OIDC_CLIENT_ID") > after.find("  live:"), "{after}");
    assert_eq!(after.matches("ATELIER_OIDC_CLIENT_ID").count(), 1, "{after}");
}
