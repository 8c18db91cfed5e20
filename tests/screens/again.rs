//! Verifying what exists, and going on where one stopped.

use usher::engine::connection::{Connection, Stage};
use usher::wizard::{Event, HostReport, HostTask, Key, Kind, SavedAbout, SavedConnection, Screen, Start};

use crate::tests::screens::desk::Desk;
use crate::tests::screens::journey::{
    REDIRECTS, fill_values, practise, register_in_practice, to_values, to_values_of_echo,
};

/// A connection that somebody left in the middle.
pub(crate) fn left_behind(desk: &Desk) -> Connection {
    let mut connection = Connection::new("atelier", "atelier", desk.now.plus_ms(-7_200_000));
    connection.revision = 4;
    connection.answers.insert("base_url".to_owned(), "https://atelier.example.com".to_owned());
    connection.organization = Some("https://example.okta.com".to_owned());
    connection.client_id = Some("0oaxFomX9jwdmmk5ZPqs".to_owned());
    connection.issuer = Some("https://example.okta.com".to_owned());
    connection.stage = Stage::Login;
    connection
}

#[test]
fn an_unfinished_set_up_is_offered_and_its_secret_asked_again() {
    let mut desk = Desk::new((80, 24));
    let connection = left_behind(&desk);
    desk.saved = vec![SavedConnection { name: "atelier".to_owned(), about: Ok(SavedAbout::of(&connection)) }];
    desk.record = Some(connection);
    let mut desk = desk.begin();
    assert!(
        desk.says("2 hours ago") && desk.says("You will be asked for the client ▌ secret again."),
        "{}",
        desk.show()
    );
    desk.enter();
    desk.is_at(&Screen::Summary);
    assert!(
        desk.says("Addresses: answered") && desk.says("you will be asked for the client secret again"),
        "{}",
        desk.show()
    );
    desk.enter();
    desk.is_at(&Screen::Values);
    assert!(desk.says("▌ Client secret"), "{}", desk.show());
}

#[test]
fn a_configuration_file_gives_the_values_to_verify() {
    let mut desk = Desk::new((80, 24)).begin();
    let (id, secret) = desk.register(&REDIRECTS);
    desk.file = Some(format!(
        "ATELIER_ACCESS_URL=https://atelier.example.com\nATELIER_OIDC_ISSUER_URL=https://example.okta.com\n\
         ATELIER_OIDC_CLIENT_ID={id}\nATELIER_OIDC_CLIENT_SECRET={secret}\n"
    ));
    desk.press(Key::Down).enter().press(Key::Down).enter().types("atelier").enter();
    desk.is_at(&Screen::Source);
    desk.enter();
    desk.is_at(&Screen::SourceFile);
    assert!(desk.says("/etc/atelier.d/atelier.env"), "{}", desk.show());
    desk.on_to(Kind::Found);
    assert!(desk.says("Nothing stands in the way"), "{}", desk.show());
    desk.enter().enter().sign_in("ben@example.com").enter();
    assert!(matches!(desk.wizard.screen(), Screen::Confirm), "{}", desk.show());
    assert!(desk.written.is_empty());
}

#[test]
fn flags_lead_straight_to_an_application() {
    let start = Start { app: Some("other".to_owned()), ..Start::default() };
    let mut desk = Desk::start((80, 24), start).begin();
    assert!(!matches!(desk.wizard.screen(), Screen::Start | Screen::Applications), "{}", desk.show());
}

#[test]
fn a_record_that_cannot_be_read_is_said_and_nothing_is_lost() {
    let mut desk = Desk::new((80, 24)).begin();
    to_values(&mut desk);
    let trouble = usher::engine::effect::FileTrouble {
        path: "atelier.json".into(),
        kind: usher::engine::effect::FileTroubleKind::Damaged,
        detail: "it is damaged".into(),
    };
    desk.tell(Event::Host(HostReport::Loaded(Err(trouble))));
    assert!(desk.says("This saved connection cannot be read: it is damaged"), "{}", desk.show());
    desk.is_at(&Screen::Values);
}

#[test]
fn the_practice_registers_the_application_and_keeps_no_record() {
    let mut desk = Desk::new((80, 24)).begin();
    practise(&mut desk);
    assert!(desk.asked.contains(&HostTask::StartPractice));
    desk.types("atelier").enter().types("https://atelier.example.com").enter();
    desk.on_to(Kind::Step);
    desk.press(Key::F(9));
    register_in_practice(&mut desk);
    desk.is_at(&Screen::Values);
    assert!(desk.says("Nothing stands in the way"), "{}", desk.show());
    desk.enter().enter();
    assert!(desk.says("everybody’s password is “practice”"), "{}", desk.show());
    desk.sign_in("ben@example.com");
    desk.is_at(&Screen::Verdict);
    desk.on_to(Kind::Apply);
    assert!(!desk.says("let practice do it"), "{}", desk.show());
    assert!(desk.kept.is_empty());
}

#[test]
fn a_practice_that_runs_no_more_is_not_offered() {
    let mut desk = Desk::new((80, 24));
    let connection = left_behind(&desk);
    let about = SavedAbout { is_practice_gone: true, ..SavedAbout::of(&connection) };
    desk.saved = vec![SavedConnection { name: "practice-atelier".to_owned(), about: Ok(about) }];
    let mut desk = desk.begin();
    assert!(!desk.says("Continue:"), "{}", desk.show());
    desk.press(Key::Down).enter();
    assert!(desk.says("no longer running"), "{}", desk.show());
}

#[test]
fn the_sign_out_address_is_asked_about_after_a_login() {
    let mut desk = Desk::new((80, 24)).begin();
    to_values_of_echo(&mut desk);
    let redirects = ["https://app.echo.io/welcome/okta/oidc/login_callback", REDIRECTS[1]];
    let (id, secret) = desk.register(&redirects);
    fill_values(&mut desk, &id, &secret);
    desk.enter().enter().sign_in("ben@example.com");
    desk.is_at(&Screen::Verdict);
    assert!(desk.says("check sign-out"), "{}", desk.show());
    desk.types("s");
    assert!(desk.says("The sign-out redirect URI is not registered"), "{}", desk.show());
    assert!(desk.says("Enter ask again") && !desk.says("try again"), "{}", desk.show());
    desk.enter();
    desk.is_at(&Screen::Verdict);
    desk.types("g");
    assert!(!matches!(desk.wizard.screen(), Screen::Verdict | Screen::Login), "{}", desk.show());
}

#[test]
fn whoever_comes_back_to_the_difference_of_a_resumed_set_up_sees_it() {
    let start = Start { connection: Some("atelier".to_owned()), ..Start::default() };
    let mut desk = Desk::start((80, 24), start);
    let mut connection = left_behind(&desk);
    connection.stage = Stage::Proof;
    desk.record = Some(connection);
    let mut desk = desk.begin();
    desk.enter();
    assert!(matches!(desk.wizard.screen(), Screen::Confirm), "{}", desk.show());
    desk.press_until(Key::Esc, |screen| *screen == Screen::Change);
    assert!(!desk.says("is being worked out"), "{}", desk.show());
}
