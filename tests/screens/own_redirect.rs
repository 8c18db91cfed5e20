//! A company that allows no test address: the login comes back to the application, and its address is pasted.

use url::Url;
use usher::wizard::{Event, Key, KeyPress, Kind, Screen};

use crate::tests::screens::desk::Desk;
use crate::tests::screens::journey::{REDIRECTS, fill_values};
use crate::tests::screens::practice::Okta;

const ORIGIN: &str = "https://example.okta.com";

/// At the question who signs in; Okta knows the application's own address alone.
fn at_the_login(size: (u16, u16)) -> Desk {
    let mut at = Desk::new(size);
    at.okta = Okta::at(ORIGIN);
    let mut at = at.begin();
    at.enter().types("atelier").enter().types("https://atelier.example.com").enter();
    at.press_until(Key::Enter, |screen| *screen == Screen::Organization).types(ORIGIN).enter();
    at.press_until(Key::Enter, |screen| *screen == Screen::Values);
    let (id, secret) = at.register(&REDIRECTS[..1]);
    fill_values(&mut at, &id, &secret);
    at.on_to(Kind::Login);
    at
}

/// The address on which the browser of somebody who signed in ends.
fn ended_on(at: &mut Desk) -> Url {
    let address = at.wizard.setup().and_then(|setup| setup.login().waiting()).expect("a login is out");
    let answer = at.okta.sign_in(address.address.clone(), "ben@example.com");
    Url::parse(answer.header("location").expect("a way back")).expect("an address")
}

#[test]
fn the_login_comes_back_to_the_application_and_nothing_is_to_be_taken_out_of_okta() {
    let mut at = at_the_login((80, 40));
    assert!(at.says("Press a, and the login comes back to your application"), "{}", at.show());
    at.press(Key::Char('a'));
    assert!(at.says("Atelier will show an error"), "{}", at.show());
    at.enter();
    at.is_at(&Screen::Waiting);
    assert!(at.says("The browser ends on Atelier") && !at.says("Listening"), "{}", at.show());
    let back = ended_on(&mut at);
    at.press(Key::Char('v')).pastes("https://atelier.example.com/login?error=state");
    assert!(at.says("has taken it out of the address"), "{}", at.show());
    at.tell(Event::Key(KeyPress::ctrl('u')));
    at.pastes(back.as_str());
    at.is_at(&Screen::Verdict);
    assert!(at.says("Atelier will be told"), "{}", at.show());
    let mut all = Vec::new();
    while *at.wizard.screen() != Screen::Done {
        at.enter();
        all.push(at.wizard.screen().clone());
        assert!(all.len() < 20, "{all:?}");
    }
    assert!(!all.contains(&Screen::TestUri), "{all:?}");
}

#[test]
fn an_application_that_took_the_answer_is_told_of_as_a_page_of_its_own() {
    let mut at = at_the_login((80, 40));
    at.press(Key::Char('a')).enter().press(Key::Char('e'));
    assert!(at.says("A page of Atelier, without a code"), "{}", at.show());
    assert!(!at.says("cannot connect to localhost"), "{}", at.show());
    at.press(Key::Down).press(Key::Down).enter();
    at.is_at(&Screen::Verdict);
    assert!(at.says("has taken the answer"), "{}", at.show());
}
