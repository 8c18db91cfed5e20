//! The living application in the wizard: asked first, shown as a table, looked at again after the restart, or read from a
//! pasted address.

use usher::engine::Field;
use usher::wizard::{Key, Kind, Screen};

use crate::tests::screens::album::keep;
use crate::tests::screens::desk::{Desk, ORIGIN};
use crate::tests::screens::journey::fill_values;
use crate::tests::support::application::authorization_request;

const CALLBACK: &str = "https://coder.example.com/api/v2/users/oidc/callback";

fn sends(client: &str, redirect: &str) -> String {
    authorization_request(&format!("{ORIGIN}/oauth2/v1/authorize"), client, redirect, "openid profile email")
}

/// Coder is set up and written; the question whether Usher may look at it stands.
pub(crate) fn at_the_question(size: (u16, u16)) -> (Desk, String) {
    let mut desk = Desk::new(size).begin();
    desk.enter().types("coder").enter();
    desk.types("https://coder.example.com").enter().on_to(Kind::Organization);
    desk.types("example.okta.com").enter().on_to(Kind::Values);
    let (id, secret) = desk.register(&[CALLBACK, "http://localhost:8749/callback"]);
    fill_values(&mut desk, &id, &secret);
    let issuer = desk.wizard.setup().and_then(|setup| setup.connection().issuer.clone());
    assert_eq!(issuer.as_deref(), Some(ORIGIN), "{}", desk.show());
    desk.enter().enter().sign_in("ben@example.com").on_to(Kind::Living);
    (desk, id)
}

#[test]
fn it_is_asked_first_and_what_is_right_is_a_table() {
    let (mut desk, id) = at_the_question((80, 24));
    keep(&mut desk, "living-question");
    desk.sends = Some(sends(&id, CALLBACK));
    desk.enter();
    keep(&mut desk, "living-right");
    desk.enter();
    assert!(matches!(desk.wizard.screen(), Screen::Confirm), "{}", desk.show());
}

#[test]
fn what_is_wrong_has_its_cure_and_is_looked_at_again_after_the_restart() {
    for size in [(80, 24), (120, 40)] {
        let (mut desk, id) = at_the_question(size);
        desk.sends = Some(sends(&id, "http://localhost:3000/api/v2/users/oidc/callback"));
        desk.enter();
        if size.0 == 80 {
            keep(&mut desk, "living-wrong");
        }
        assert!(desk.says("CODER_ACCESS_URL") || size.0 == 80, "{}", desk.show());
        desk.sends = Some(sends(&id, CALLBACK));
        desk.now = desk.now.plus_ms(2_000);
        desk.types("r");
        assert!(desk.says("sends what it should"), "{}", desk.show());
        assert!(!desk.show().contains("of-the-application"), "{}", desk.show());
    }
}

#[test]
fn where_it_cannot_look_the_pasted_address_does() {
    let (mut desk, id) = at_the_question((80, 24));
    desk.types("v");
    desk.is_at(&Screen::SeenAt { first: false });
    keep(&mut desk, "living-paste");
    desk.pastes(&sends(&id, CALLBACK))
        .press_until(Key::Enter, |screen| matches!(screen, Screen::Living { .. }));
    assert!(desk.says("sends what it should"), "{}", desk.show());
    desk.types("o");
    assert!(desk.opened.iter().any(|opened| opened == "https://coder.example.com/"), "{:?}", desk.opened);
}

#[test]
fn nobody_has_to_be_looked_at() {
    let (mut desk, _) = at_the_question((80, 24));
    desk.types("l");
    assert!(matches!(desk.wizard.screen(), Screen::Confirm), "{}", desk.show());
    assert!(desk.wizard.setup().is_some_and(|setup| setup.evidence().live.is_none()));
    assert!(desk.wizard.setup().and_then(|setup| setup.field(&Field::Issuer)).is_some());
}

#[test]
fn what_exists_is_looked_at_before_anybody_signs_in() {
    for (key, is_skipped) in [("l", true), ("", false)] {
        let mut desk = Desk::new((80, 24)).begin();
        let (id, secret) = desk.register(&[CALLBACK, "http://localhost:8749/callback"]);
        desk.file = Some(format!(
            "CODER_ACCESS_URL=https://coder.example.com\nCODER_OIDC_ISSUER_URL={ORIGIN}\n\
             CODER_OIDC_CLIENT_ID={id}\nCODER_OIDC_CLIENT_SECRET={secret}\n"
        ));
        desk.press(Key::Down).enter().enter().types("/etc/coder.d/coder.env").enter();
        desk.press_until(Key::Enter, |screen| matches!(screen, Screen::Living { .. }));
        assert!(desk.opened.is_empty(), "somebody was asked to sign in before: {}", desk.show());
        if is_skipped {
            desk.types(key);
        } else {
            desk.sends = Some(sends(&id, CALLBACK));
            desk.enter();
            keep(&mut desk, "living-first");
            desk.types("v");
            assert!(matches!(desk.wizard.screen(), Screen::SeenAt { .. }), "{}", desk.show());
            desk.press(Key::Esc).enter();
        }
        desk.is_at(&Screen::Login);
        desk.enter().sign_in("ben@example.com");
        desk.enter();
        assert!(matches!(desk.wizard.screen(), Screen::Confirm), "asked once: {}", desk.show());
    }
}
