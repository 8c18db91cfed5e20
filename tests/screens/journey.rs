//! The journey from the first question to the end, as one person goes it.

use usher::wizard::{Key, Screen};

use crate::desk::Desk;

/// Where Okta may send people back to.
pub(crate) const REDIRECTS: [&str; 2] =
    ["https://atelier.example.com/api/v2/users/oidc/callback", "http://localhost:8749/callback"];

/// Through application and addresses, up to the steps in Okta.
pub(crate) fn to_okta(desk: &mut Desk) {
    desk.enter().types("atelier").enter();
    desk.types("https://atelier.example.com/").enter();
    desk.types("example-admin.okta.com").enter();
    while !matches!(desk.wizard.screen(), Screen::WhoInOkta) {
        desk.enter();
    }
}

/// On to the three values.
pub(crate) fn to_values(desk: &mut Desk) {
    to_okta(desk);
    while !matches!(desk.wizard.screen(), Screen::Values) {
        desk.enter();
    }
}

/// Fills the three values; the checks run by themselves.
pub(crate) fn fill_values(desk: &mut Desk, id: &str, secret: &str) {
    desk.pastes(id).press(Key::Tab).pastes(secret);
}

#[test]
fn a_setup_goes_from_the_first_question_to_the_written_file() {
    let mut desk = Desk::new((80, 24)).begin();
    to_values(&mut desk);
    let (id, secret) = desk.register(&REDIRECTS);
    fill_values(&mut desk, &id, &secret);
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
    while !matches!(desk.wizard.screen(), Screen::Done) {
        desk.enter();
    }
    assert!(desk.says("Atelier signs in with Okta."), "{}", desk.show());
    desk.enter();
    assert!(desk.exit.as_ref().is_some_and(|exit| exit.finished));
}
