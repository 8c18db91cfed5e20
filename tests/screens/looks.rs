//! Pictures of the screens at three sizes, and without colour.

use usher::face::tui::{Palette, Theme};
use usher::wizard::{Key, Screen, View};

use crate::desk::{Desk, SIZES};
use crate::journey::{REDIRECTS, fill_values, to_okta, to_values};

/// Keeps a screen's pictures at these sizes in one file.
fn keep_at(desk: &mut Desk, name: &str, sizes: &[(u16, u16)]) {
    let (usual, scroll) = (desk.size, desk.wizard.scroll());
    let pictures: Vec<String> = sizes
        .iter()
        .map(|size| {
            desk.size = *size;
            desk.wizard.shown(scroll.offset, View::default());
            let picture = desk.show();
            format!(
                "{:═<width$}\n{picture}\n",
                format!("══ {}x{} ", size.0, size.1),
                width = usize::from(size.0)
            )
        })
        .collect();
    desk.size = usual;
    desk.wizard.shown(scroll.offset, View::default());
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("pictures");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, pictures.join("\n")));
}

/// Keeps a screen's pictures at the usual sizes.
fn keep(desk: &mut Desk, name: &str) {
    keep_at(desk, name, &SIZES);
}

#[test]
fn the_way_to_okta() {
    let mut desk = Desk::new((80, 24)).begin();
    keep(&mut desk, "start");
    desk.enter().types("atelier");
    keep(&mut desk, "applications");
    desk.enter().types("http://atelier");
    keep(&mut desk, "question-refused");
    let mut desk = Desk::new((80, 24)).begin();
    desk.enter().types("atelier").enter().types("https://atelier.example.com/").enter();
    desk.types("example-admin.okta.com");
    keep(&mut desk, "organization-mended");
    while !matches!(desk.wizard.screen(), Screen::Redirects) {
        desk.enter();
    }
    keep(&mut desk, "redirects");
    desk.enter();
    keep(&mut desk, "who");
    desk.press(Key::Down).enter();
    keep(&mut desk, "request");
}

#[test]
fn the_steps_and_the_values() {
    let mut desk = Desk::new((80, 24)).begin();
    to_okta(&mut desk);
    while !matches!(desk.wizard.screen(), Screen::Step(id) if id.ends_with("sign_in")) {
        desk.enter();
    }
    keep(&mut desk, "step");
    while !matches!(desk.wizard.screen(), Screen::Values) {
        desk.enter();
    }
    keep(&mut desk, "values-empty");
    let (id, secret) = desk.register(&REDIRECTS);
    fill_values(&mut desk, &id, "not-the-secret-of-this-client-at-all-0000");
    keep(&mut desk, "values-wrong-secret");
    desk.pastes(&secret);
    keep(&mut desk, "values-fine");
}

#[test]
fn the_login_and_its_verdicts() {
    let mut desk = Desk::new((80, 24)).begin();
    to_values(&mut desk);
    let (id, secret) = desk.register(&REDIRECTS);
    fill_values(&mut desk, &id, &secret);
    desk.enter();
    keep(&mut desk, "login");
    desk.enter();
    keep(&mut desk, "waiting");
    desk.types("v").pastes("https://example.okta.com/login");
    keep(&mut desk, "paste-refused");
    desk.press(Key::Esc).types("e");
    keep(&mut desk, "page-seen");
    desk.press(Key::Esc).sign_in("nils@example.com");
    keep(&mut desk, "verdict-broken");
    desk.types("d");
    keep(&mut desk, "details");
    desk.press(Key::Esc).enter().enter().sign_in("ben@example.com");
    keep(&mut desk, "verdict-good");
    desk.types("?");
    keep(&mut desk, "help");
    desk.press(Key::Esc).press(Key::F(2));
    keep(&mut desk, "summary");
}

#[test]
fn a_taken_port_is_changed_from_the_verdict() {
    let mut desk = Desk::new((80, 24)).begin();
    to_values(&mut desk);
    let (id, secret) = desk.register(&REDIRECTS);
    fill_values(&mut desk, &id, &secret);
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
    to_values(&mut desk);
    let (id, secret) = desk.register(&REDIRECTS);
    fill_values(&mut desk, &id, &secret);
    desk.enter().enter().sign_in("ben@example.com").enter();
    keep(&mut desk, "formats");
    desk.enter().enter();
    keep(&mut desk, "change");
    desk.enter();
    keep(&mut desk, "apply");
    desk.enter().enter();
    keep(&mut desk, "confirm");
    while !matches!(desk.wizard.screen(), Screen::TestUri) {
        desk.enter();
    }
    keep(&mut desk, "test-uri");
    desk.enter();
    keep(&mut desk, "done");
}

#[test]
fn a_sheet_is_in_the_order_of_the_vendors_page() {
    let mut desk = Desk::new((80, 24)).begin();
    desk.enter().types("echo").enter();
    while !matches!(desk.wizard.screen(), Screen::Organization) {
        desk.enter();
    }
    desk.types("https://example.okta.com").enter();
    while !matches!(desk.wizard.screen(), Screen::Values) {
        desk.enter();
    }
    let (id, secret) = desk.register(&[
        "https://app.echo.io/welcome/okta/oidc/login_callback",
        "http://localhost:8749/callback",
    ]);
    fill_values(&mut desk, &id, &secret);
    desk.enter().enter().sign_in("ben@example.com");
    while !matches!(desk.wizard.screen(), Screen::Change) {
        desk.enter();
    }
    keep(&mut desk, "sheet");
}

#[test]
fn without_colour_and_beyond_ascii_nothing_is_lost() {
    let mut desk = Desk::new((80, 24)).begin();
    desk.theme = Theme { palette: Palette::Plain, ascii: true, links: false };
    to_values(&mut desk);
    let (id, secret) = desk.register(&REDIRECTS);
    fill_values(&mut desk, &id, &secret);
    keep(&mut desk, "ascii-values");
}

#[test]
fn a_screen_that_is_too_small_says_so() {
    let mut desk = Desk::new((34, 9)).begin();
    keep(&mut desk, "too-small");
    assert!(desk.says("at least 40 columns and 12 rows"));
}
