//! A set-up at a provider that turns out not to be Okta: what was said of Okta before that was known is not said any longer.

use usher::base::words::Provider;
use usher::base::{Answer, Secret};
use usher::wizard::{Key, Kind, Screen};

use crate::tests::screens::desk::Desk;
use crate::tests::screens::journey::{REDIRECTS, fill_values};
use crate::tests::screens::practice::Okta;

const ORIGIN: &str = "https://sso.example.com";

/// What a host that is none of Okta's says where Okta describes the organization.
pub(crate) fn no_organization(answer: Answer) -> Answer {
    Answer { status: 404, body: Secret::new("{}"), ..answer }
}

#[test]
fn a_remark_beside_a_field_speaks_of_the_provider_that_is_known_now() {
    let mut at = Desk::new((80, 40));
    at.okta = Okta::at(ORIGIN);
    at.is_other_provider = true;
    let mut at = at.begin();
    at.enter().types("atelier").enter().types("https://atelier.example.com").enter();
    at.press_until(Key::Enter, |screen| *screen == Screen::Organization).types(ORIGIN).enter();
    at.press_until(Key::Enter, |screen| *screen == Screen::Values);
    at.register(&REDIRECTS);
    at.types("usher");
    assert!(at.says("Okta’s client IDs"), "{}", at.show());
    at.press(Key::Tab).types("a-secret-of-this-client-that-is-long").enter();
    assert!(at.wizard.voice().provider == Provider::Other, "{}", at.show());
    assert!(at.says("It is unusually short"), "{}", at.show());
    assert!(!at.says("Okta’s client IDs"), "{}", at.show());
}

#[test]
fn the_test_address_is_not_looked_for_in_oktas_console() {
    let mut at = Desk::new((100, 60));
    at.okta = Okta::at(ORIGIN);
    at.is_other_provider = true;
    let mut at = at.begin();
    at.enter().types("atelier").enter().types("https://atelier.example.com").enter();
    at.press_until(Key::Enter, |screen| *screen == Screen::Organization).types(ORIGIN).enter();
    at.press_until(Key::Enter, |screen| *screen == Screen::Values);
    let (id, secret) = at.register(&REDIRECTS);
    fill_values(&mut at, &id, &secret);
    at.enter().enter().sign_in("ben@example.com");
    at.on_to(Kind::TestUri);
    assert!(at.says("redirect URIs at the provider"), "{}", at.show());
    assert!(!at.says("General") && !at.says("LOGIN"), "{}", at.show());
}
