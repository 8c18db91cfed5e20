//! The journey from the first question to the end, as one person goes it.

use usher::wizard::{Event, HostReport, Key, Kind, Practice, Screen};

use crate::tests::screens::desk::{Desk, ORIGIN};

/// Where Okta may send people back to.
pub(crate) const REDIRECTS: [&str; 2] =
    ["https://atelier.example.com/api/v2/users/oidc/callback", "http://localhost:8749/callback"];

/// Through application and addresses, up to the steps in Okta.
pub(crate) fn to_okta(desk: &mut Desk) {
    desk.enter().types("atelier").enter();
    desk.types("https://atelier.example.com/").enter();
    desk.types("example-admin.okta.com").enter();
    desk.on_to(Kind::WhoInOkta);
}

/// On to the three values.
pub(crate) fn to_values(desk: &mut Desk) {
    to_okta(desk);
    desk.on_to(Kind::Values);
}

/// Fills the three values; the checks run by themselves.
pub(crate) fn fill_values(desk: &mut Desk, id: &str, secret: &str) {
    desk.pastes(id).press(Key::Tab).pastes(secret);
}

/// On to the three values, which are right. They are given back.
pub(crate) fn with_values(desk: &mut Desk) -> (String, String) {
    to_values(desk);
    let (id, secret) = desk.register(&REDIRECTS);
    fill_values(desk, &id, &secret);
    (id, secret)
}

/// Through the questions of Echo, whose configuration is no file, to the three values.
pub(crate) fn to_values_of_echo(desk: &mut Desk) {
    desk.enter().types("echo").enter().on_to(Kind::Organization);
    desk.types("https://example.okta.com").enter().on_to(Kind::Values);
}

/// A practice has begun; the question for an application comes next.
pub(crate) fn practise(desk: &mut Desk) {
    practise_at(desk, ORIGIN);
}

/// The same with the practice at an address.
pub(crate) fn practise_at(desk: &mut Desk, origin: &str) {
    desk.press(Key::Down).press(Key::Down).enter();
    let people = vec![("ben@example.com".to_owned(), "works".into())];
    let practice = Practice { origin: origin.to_owned(), people, password: "practice".to_owned() };
    desk.tell(Event::Host(HostReport::Practice(Ok(practice))));
}

/// The practice registers the application and hands over the values.
pub(crate) fn register_in_practice(desk: &mut Desk) {
    let (client_id, secret) = desk.register(&REDIRECTS);
    desk.tell(Event::Host(HostReport::Registered { client_id, secret: secret.into() }));
}

#[test]
fn a_setup_goes_from_the_first_question_to_the_written_file() {
    let mut desk = Desk::new((80, 24)).begin();
    let (_, secret) = with_values(&mut desk);
    assert!(desk.says("Okta"), "{}", desk.show());
    desk.enter();
    desk.is_at(&Screen::Login);
    desk.enter();
    desk.is_at(&Screen::Waiting);
    assert_eq!(desk.opened.len(), 1);
    desk.sign_in("ben@example.com");
    desk.is_at(&Screen::Verdict);
    assert!(desk.says("ben@example.com"), "{}", desk.show());
    while !matches!(desk.wizard.screen(), Screen::Apply | Screen::Unproven | Screen::Done) {
        desk.enter();
    }
    desk.is_at(&Screen::Apply);
    assert!(desk.written[0].1.contains(&secret));
    desk.on_to(Kind::Done);
    assert!(desk.says("Atelier is set up to sign people in with Okta."), "{}", desk.show());
    desk.enter();
    assert!(desk.exit.as_ref().is_some_and(|exit| exit.finished));
}
