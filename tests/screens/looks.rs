//! Pictures of the screens on the way from the first question to the end.

use usher::wizard::{Key, Kind, Screen};

use crate::tests::screens::album::{keep, keep_large, keep_looks, keep_tiny};
use crate::tests::screens::desk::Desk;
use crate::tests::screens::journey::{
    REDIRECTS, fill_values, to_okta, to_values, to_values_of_echo, with_values,
};

#[test]
fn the_way_to_okta() {
    let mut desk = Desk::new((80, 24)).begin();
    keep_looks(&mut desk, "start");
    desk.enter().types("atelier");
    keep_large(&mut desk, "applications");
    desk.enter().types("http://atelier");
    keep_looks(&mut desk, "question-refused");
    let mut desk = Desk::new((80, 24)).begin();
    desk.enter().types("atelier").enter().types("https://atelier.example.com/").enter();
    desk.types("example-admin.okta.com");
    keep_looks(&mut desk, "organization-corrected");
    desk.on_to(Kind::WhoInOkta);
    keep(&mut desk, "who");
    desk.press(Key::Down).enter();
    keep(&mut desk, "request");
}

#[test]
fn the_steps_and_the_values() {
    let mut desk = Desk::new((80, 24)).begin();
    to_okta(&mut desk);
    desk.press_until(Key::Enter, |screen| matches!(screen, Screen::Step(id) if id.ends_with("/form")));
    keep_large(&mut desk, "step");
    desk.on_to(Kind::Values);
    keep(&mut desk, "values-empty");
    let (id, secret) = desk.register(&REDIRECTS);
    fill_values(&mut desk, &id, "not-the-secret-of-this-client-at-all-0000");
    keep_looks(&mut desk, "values-wrong-secret");
    desk.pastes(&secret);
    keep_looks(&mut desk, "values-fine");
}

#[test]
fn a_client_secret_in_the_place_of_the_client_id() {
    let mut desk = Desk::new((80, 24)).begin();
    to_values(&mut desk);
    let (id, secret) = desk.register(&REDIRECTS);
    desk.pastes(&secret);
    keep(&mut desk, "values-secret-as-id");
    desk.press(Key::Tab).pastes(&id).press(Key::F(7));
    keep(&mut desk, "values-put-right");
    assert!(desk.wizard.setup().is_some_and(|setup| setup.secret().is_some()), "{}", desk.show());
}

#[test]
fn the_login_and_its_verdicts() {
    let mut desk = Desk::new((80, 24)).begin();
    with_values(&mut desk);
    desk.enter();
    keep(&mut desk, "login");
    desk.enter();
    keep_looks(&mut desk, "waiting");
    desk.types("v").pastes("https://example.okta.com/login");
    keep(&mut desk, "paste-refused");
    desk.press(Key::Esc).types("e");
    keep_looks(&mut desk, "page-seen");
    desk.press(Key::Esc).sign_in("nils@example.com");
    keep_looks(&mut desk, "verdict-broken");
    desk.types("d");
    keep_looks(&mut desk, "details");
    desk.press(Key::Esc).enter().enter().sign_in("ben@example.com");
    keep_looks(&mut desk, "verdict-good");
    desk.types("?");
    keep_looks(&mut desk, "help");
    desk.press(Key::Esc).press(Key::F(2));
    keep_looks(&mut desk, "summary");
}

#[test]
fn a_taken_port_is_changed_from_the_verdict() {
    let mut desk = Desk::new((80, 24)).begin();
    with_values(&mut desk);
    desk.is_port_taken = true;
    desk.enter().enter();
    keep(&mut desk, "port-taken");
    desk.is_port_taken = false;
    desk.types("p").press(Key::Down).types("c");
    keep(&mut desk, "other-port");
    assert_eq!(desk.copied, ["http://localhost:8751/callback"]);
    desk.enter();
    desk.is_at(&Screen::Waiting);
    assert!(desk.says("ssh -N -L 8751:localhost:8751 ana@build-7"), "{}", desk.show());
}

#[test]
fn a_secret_is_read_from_where_it_lives() {
    let mut desk = Desk::new((80, 24)).begin();
    to_values(&mut desk);
    let (id, secret) = desk.register(&REDIRECTS);
    desk.kept_secret = secret;
    desk.pastes(&id).press(Key::F(8));
    keep(&mut desk, "secret-place");
    desk.press(Key::Down).enter().enter();
    keep(&mut desk, "secret-file-refused");
    desk.press(Key::Esc).press(Key::Down).press(Key::Down).enter();
    desk.types("pass show \"okta/client secret\"").enter();
    desk.is_at(&Screen::Values);
    keep(&mut desk, "values-fetched");
    assert_eq!(desk.fetched, [["pass", "show", "okta/client secret"]]);
    desk.press(Key::Up).press(Key::Down).types("x");
    assert!(!desk.says("It is read from"), "{}", desk.show());
}

#[test]
fn the_configuration_and_the_end() {
    let mut desk = Desk::new((80, 24)).begin();
    desk.file = Some(
        "# Atelier\nATELIER_ACCESS_URL=https://atelier.example.com\n\
         ATELIER_OIDC_ISSUER_URL=https://example.okta.com/oauth2/default\nATELIER_TELEMETRY=false\n"
            .to_owned(),
    );
    with_values(&mut desk);
    desk.enter().enter().sign_in("ben@example.com").enter();
    keep_looks(&mut desk, "formats");
    desk.enter();
    keep_looks(&mut desk, "change");
    desk.enter().enter();
    keep(&mut desk, "apply");
    desk.on_to(Kind::Confirm).types("n");
    keep_looks(&mut desk, "confirm");
    desk.on_to(Kind::TestUri);
    keep(&mut desk, "test-uri");
    desk.enter().enter();
    keep_looks(&mut desk, "done");
}

#[test]
fn a_sheet_is_in_the_order_of_the_vendors_page() {
    let mut desk = Desk::new((80, 24)).begin();
    to_values_of_echo(&mut desk);
    let (id, secret) = desk.register(&[
        "https://app.echo.io/welcome/okta/oidc/login_callback",
        "http://localhost:8749/callback",
    ]);
    fill_values(&mut desk, &id, &secret);
    desk.enter().enter().sign_in("ben@example.com");
    desk.on_to(Kind::Change);
    keep_looks(&mut desk, "sheet");
}

#[test]
fn a_screen_that_is_too_small_says_so() {
    let mut desk = Desk::new((34, 9)).begin();
    keep_tiny(&mut desk, "too-small");
    assert!(desk.says("at least 40 columns and 12 rows"));
}
