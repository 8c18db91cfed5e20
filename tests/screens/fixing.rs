//! The way from a red verdict to a green one: whatever made it red is asked again, and a login is needed only where nothing else
//! can tell.

use usher::engine::ProofState;
use usher::wizard::{Key, Kind, Screen};

use crate::tests::screens::desk::Desk;
use crate::tests::screens::journey::{REDIRECTS, fill_values, to_values};

const GREEN: &str = "works, seen from this computer";

/// A verdict after a login that passed, while the application's own redirect URI is not on the list.
fn unregistered() -> (Desk, String) {
    let mut desk = Desk::new((80, 24)).begin();
    to_values(&mut desk);
    let (id, secret) = desk.register(&REDIRECTS[1..]);
    fill_values(&mut desk, &id, &secret);
    desk.enter().enter().enter().sign_in("ben@example.com");
    desk.is_at(&Screen::Verdict);
    assert!(desk.says("not registered"), "{}", desk.show());
    (desk, id)
}

fn register(desk: &mut Desk, id: &str) {
    let app = desk.okta.org.app_mut(id).expect("the application");
    app.redirect_uris.push(REDIRECTS[0].to_owned());
}

fn proof(desk: &Desk) -> ProofState {
    desk.wizard.setup().expect("a set-up").proof_state()
}

#[test]
fn enter_on_a_red_verdict_asks_again_and_needs_no_second_login() {
    let (mut desk, id) = unregistered();
    let opened = desk.opened.len();
    desk.enter();
    desk.is_at(&Screen::Verdict);
    assert!(desk.says("not registered") && desk.says("still so"), "{}", desk.show());
    register(&mut desk, &id);
    desk.enter();
    desk.is_at(&Screen::Verdict);
    assert!(desk.says(GREEN), "{}", desk.show());
    assert_eq!(desk.opened.len(), opened, "no browser was needed");
    assert_eq!(proof(&desk), ProofState::Fresh, "the login that passed proves these values");
    desk.press_until(Key::Enter, |screen| matches!(screen, Screen::Apply | Screen::Unproven | Screen::Done));
    desk.is_at(&Screen::Apply);
}

#[test]
fn checks_that_turn_a_verdict_green_keep_the_proof_from_wherever_they_were_begun() {
    let (mut desk, id) = unregistered();
    desk.types("d").types("m");
    assert!(matches!(desk.wizard.screen(), Screen::Step(_)), "{}", desk.show());
    register(&mut desk, &id);
    desk.enter();
    desk.is_at(&Screen::Details);
    assert_eq!(proof(&desk), ProofState::Fresh);
}

#[test]
fn what_only_a_login_shows_is_signed_in_again_and_esc_returns_to_the_verdict() {
    let mut desk = Desk::new((80, 24)).begin();
    to_values(&mut desk);
    let (id, secret) = desk.register(&REDIRECTS);
    fill_values(&mut desk, &id, &secret);
    desk.enter().enter().sign_in("nils@example.com");
    desk.is_at(&Screen::Verdict);
    let told = desk.show();
    desk.enter();
    desk.is_at(&Screen::Login);
    desk.press(Key::Esc);
    desk.is_at(&Screen::Verdict);
    assert_eq!(desk.show(), told, "nothing was lost on the way");
    desk.enter().enter().sign_in("ben@example.com");
    assert!(desk.says(GREEN), "{}", desk.show());
    assert_eq!(proof(&desk), ProofState::Fresh);
}

#[test]
fn a_verdict_opens_at_its_headline_wherever_the_cursor_was_before() {
    let (mut desk, _) = unregistered();
    let first = desk.show();
    desk.press(Key::Down).press(Key::Down).press(Key::End);
    assert_ne!(desk.show(), first);
    desk.types("r");
    desk.is_at(&Screen::Login);
    desk.enter().sign_in("ben@example.com");
    desk.is_at(&Screen::Verdict);
    assert_eq!(desk.show(), first);
    desk.press(Key::Down).press(Key::End).enter();
    let heading = |picture: &str| picture.lines().skip(2).take(4).collect::<Vec<_>>().join("\n");
    assert_eq!(heading(&desk.show()), heading(&first), "also when it was asked again");
}

#[test]
fn a_file_is_read_anew_and_what_it_says_now_is_asked() {
    let mut desk = Desk::new((80, 24)).begin();
    let (id, secret) = desk.register(&REDIRECTS);
    let file = |issuer: &str| {
        format!(
            "ATELIER_ACCESS_URL=https://atelier.example.com\nATELIER_OIDC_ISSUER_URL={issuer}\n\
             ATELIER_OIDC_CLIENT_ID={id}\nATELIER_OIDC_CLIENT_SECRET={secret}\n"
        )
    };
    desk.file = Some(file("https://example.okta.com/oauth2/nowhere"));
    desk.press(Key::Down).enter().enter();
    desk.is_at(&Screen::FromFile);
    desk.types("/etc/atelier.d/atelier.env").enter();
    desk.on_to(Kind::Verdict);
    desk.enter();
    desk.is_at(&Screen::Verdict);
    assert!(desk.says("still so"), "{}", desk.show());
    desk.file = Some(file("https://example.okta.com"));
    desk.enter();
    desk.is_at(&Screen::Login);
    desk.enter().sign_in("ben@example.com");
    desk.is_at(&Screen::Verdict);
    assert!(desk.says(GREEN), "{}", desk.show());
}

#[test]
fn a_file_that_is_gone_is_said_and_the_verdict_stays() {
    let mut desk = Desk::new((80, 24)).begin();
    desk.file = Some(
        "ATELIER_ACCESS_URL=https://atelier.example.com\nATELIER_OIDC_CLIENT_ID=0oa8x2k4mQ1vJ7dT5e6\n\
         ATELIER_OIDC_ISSUER_URL=https://example.okta.com/oauth2/nowhere\n\
         ATELIER_OIDC_CLIENT_SECRET=abcdefghijklmnopqrstuvwxyz0123456789\n"
            .to_owned(),
    );
    desk.press(Key::Down).enter().enter();
    desk.types("/etc/atelier.d/atelier.env").enter();
    desk.on_to(Kind::Verdict);
    desk.file = None;
    desk.enter();
    desk.is_at(&Screen::Verdict);
    assert!(desk.says("There is no file at /etc/atelier.d/atelier.env"), "{}", desk.show());
}
