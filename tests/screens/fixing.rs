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
    assert!(!desk.says("▌"), "the cursor is at the headline\n{first}");
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

const ATELIER: &str = "/etc/atelier.d/atelier.env";

/// A file with a slash after its issuer, and a key with two letters in each other's place.
fn faulty(id: &str, secret: &str) -> String {
    format!(
        "# of the platform team\nATELIER_ACCESS_URL=https://atelier.example.com\n\
         ATELIER_OIDC_ISSUER_URL=https://example.okta.com/\nATELIER_OIDC_CLIENT_ID={id}\n\
         ATELIER_OIDC_CLIENT_SECRET={secret}\nATELIER_OIDC_GROUP_FEILD=groups\n"
    )
}

/// Somebody has a file, and stands at what was found in it.
fn with_file(text: &dyn Fn(&str, &str) -> String) -> (Desk, String) {
    let mut desk = Desk::new((80, 24)).begin();
    let (id, secret) = desk.register(&REDIRECTS);
    let file = text(&id, &secret);
    desk.file = Some(file.clone());
    desk.press(Key::Down).enter().enter();
    desk.types(ATELIER).enter();
    desk.is_at(&Screen::Found);
    (desk, file)
}

#[test]
fn one_key_shows_the_faulty_lines_and_another_writes_them_and_judges_the_file_again() {
    let (mut desk, before) = with_file(&faulty);
    desk.enter();
    desk.is_at(&Screen::Verdict);
    assert!(desk.says("f set the file right"), "{}", desk.show());
    desk.types("f");
    desk.is_at(&Screen::Fix);
    for told in [
        "- ATELIER_OIDC_ISSUER_URL=https://example.okta.com/",
        "+ ATELIER_OIDC_ISSUER_URL=https://example.okta.com",
        "- ATELIER_OIDC_GROUP_FEILD=groups",
        "+ ATELIER_OIDC_GROUP_FIELD=groups",
        "2 lines change",
    ] {
        assert!(desk.says(told), "{told}\n{}", desk.show());
    }
    crate::tests::screens::album::keep(&mut desk, "fix");
    desk.press(Key::Esc);
    desk.is_at(&Screen::Verdict);
    assert!(desk.written.is_empty(), "nothing is written before somebody agrees");
    desk.types("f").enter();
    let right = before.replace("okta.com/\n", "okta.com\n").replace("FEILD", "FIELD");
    assert_eq!(desk.written, [(ATELIER.to_owned(), right)]);
    // Nothing is wrong with it any more, and only a login tells more.
    desk.is_at(&Screen::Login);
    assert!(desk.says(&format!("{ATELIER} was set right.")), "{}", desk.show());
    desk.press(Key::Esc);
    desk.is_at(&Screen::Verdict);
    assert!(desk.says("Press Enter for the test login."), "{}", desk.show());
    desk.enter();
    desk.is_at(&Screen::Login);
    desk.enter().sign_in("ben@example.com");
    desk.is_at(&Screen::Verdict);
    assert!(desk.says(GREEN), "{}", desk.show());
}

#[test]
fn what_was_found_can_be_set_right_where_it_is_told() {
    let (mut desk, _) = with_file(&faulty);
    assert!(desk.says("Something is wrong already."), "{}", desk.show());
    desk.types("f").enter();
    desk.is_at(&Screen::Found);
    assert!(desk.says(&format!("{ATELIER} was set right.")), "{}", desk.show());
    assert!(desk.says("Nothing stands in the way so far."), "{}", desk.show());
    crate::tests::screens::album::keep(&mut desk, "found-set-right");
}

#[test]
fn the_finding_under_the_cursor_is_set_right_alone() {
    let (mut desk, before) = with_file(&faulty);
    desk.enter().types("d");
    // The second finding of the file; the first is the slash.
    desk.press(Key::Down).types("f");
    desk.is_at(&Screen::Fix);
    assert!(
        desk.says("one line changes") && desk.says("+ ATELIER_OIDC_GROUP_FIELD=groups"),
        "{}",
        desk.show()
    );
    desk.enter();
    assert_eq!(desk.written, [(ATELIER.to_owned(), before.replace("FEILD", "FIELD"))]);
    desk.is_at(&Screen::Verdict);
    assert!(desk.says("okta.com/"), "the slash is still there\n{}", desk.show());
}

#[test]
fn what_was_set_right_can_be_brought_back_where_it_was_done() {
    let (mut desk, before) = with_file(&faulty);
    desk.types("f").enter();
    assert!(desk.says("u undo"), "{}", desk.show());
    desk.types("u");
    assert!(desk.says(&format!("what was there before: {ATELIER}")), "{}", desk.show());
    desk.types("u");
    desk.is_at(&Screen::Fix);
    assert!(desk.says("The file is as it was before."), "{}", desk.show());
    assert_eq!(desk.file.as_deref(), Some(before.as_str()), "byte for byte");
    desk.enter();
    desk.is_at(&Screen::Found);
    assert!(desk.says("Something is wrong already."), "{}", desk.show());
}

#[test]
fn a_login_that_passed_proves_the_file_that_was_set_right_without_another() {
    let file = |id: &str, secret: &str| {
        let right = faulty(id, secret).replace("okta.com/\n", "okta.com\n");
        right.replace("ATELIER_OIDC_GROUP_FEILD=groups", "ATELIER_OIDC_ENABLED=false")
    };
    let (mut desk, _) = with_file(&file);
    desk.enter().types("r").enter().sign_in("ben@example.com");
    desk.is_at(&Screen::Verdict);
    let opened = desk.opened.len();
    desk.types("f").enter();
    desk.is_at(&Screen::Verdict);
    assert_eq!(desk.opened.len(), opened, "no browser was needed");
    assert!(desk.says(GREEN) && desk.says("was set right."), "{}", desk.show());
    assert_eq!(proof(&desk), ProofState::Fresh);
}

#[test]
fn a_file_that_cannot_be_changed_in_place_gets_the_lines_to_paste() {
    let file = |id: &str, secret: &str| format!("{}EXTRA={{{{ .Values.extra }}}}\n", faulty(id, secret));
    let (mut desk, before) = with_file(&file);
    desk.types("f");
    desk.is_at(&Screen::Fix);
    assert!(desk.says("ATELIER_OIDC_ISSUER_URL=https://example.okta.com"), "{}", desk.show());
    assert!(desk.says("template") && desk.written.is_empty(), "{}", desk.show());
    desk.enter();
    desk.is_at(&Screen::Found);
    assert_eq!(desk.file.as_deref(), Some(before.as_str()));
}

#[test]
fn a_verdict_of_which_nothing_is_in_the_file_offers_no_change_of_it() {
    let (mut desk, _) = unregistered();
    assert!(!desk.says("set the file right"), "{}", desk.show());
    desk.types("f");
    desk.is_at(&Screen::Verdict);
}
