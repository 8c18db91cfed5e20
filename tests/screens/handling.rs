//! What the wizard takes off a person's runner: several values pasted at once, help that is looked through, paths, going on.

use usher::engine::Setup;
use usher::engine::connection::SecretSource;
use usher::practice::Fault;
use usher::wizard::{Event, HostReport, HostTask, Key, KeyPress, Kind, Screen};

use crate::tests::screens::desk::Desk;
use crate::tests::screens::journey::{REDIRECTS, fill_values, practise, to_values, with_values};

#[test]
fn several_values_pasted_at_once_go_into_their_fields_and_out_again() {
    let mut desk = Desk::new((80, 24)).begin();
    to_values(&mut desk);
    let (id, secret) = desk.register(&REDIRECTS);
    desk.types("half");
    desk.pastes(&format!("Hello Ana,\n\nClient ID: {id}\nClient secret: {secret}\n"));
    assert!(desk.says("This looks like a client ID and a client secret"), "{}", desk.show());
    assert!(desk.says(&id) && desk.says("Nothing stands in the way"), "{}", desk.show());
    assert!(!desk.says(&secret), "{}", desk.show());
    desk.press(Key::F(4));
    assert!(desk.says("Taken back") && desk.says("half") && !desk.says(&id), "{}", desk.show());
}

#[test]
fn the_answer_to_a_request_can_be_pasted_where_the_sheet_is() {
    let mut desk = Desk::new((80, 24)).begin();
    to_values(&mut desk);
    let (id, secret) = desk.register(&REDIRECTS);
    while *desk.wizard.screen() != Screen::WhoInOkta {
        desk.press(Key::Esc);
    }
    desk.press(Key::Down).enter();
    desk.is_at(&Screen::Request);
    desk.pastes(&format!("{id}\n{secret}"));
    desk.is_at(&Screen::Values);
    assert!(desk.says(&id), "{}", desk.show());
}

#[test]
fn a_paste_that_was_cleaned_says_so() {
    let mut desk = Desk::new((80, 24)).begin();
    desk.enter().types("atelier").enter().pastes("https://atelier.example.com\n");
    assert!(desk.says("was left out of what you pasted"), "{}", desk.show());
    desk.press(Key::Left);
    assert!(!desk.says("was left out of what you pasted"), "{}", desk.show());
}

#[test]
fn help_is_looked_through_as_one_types_and_closed_by_escape() {
    let mut desk = Desk::new((80, 24)).begin();
    to_values(&mut desk);
    desk.press(Key::F(1)).types("word");
    assert!(
        desk.says("Cut the word before the cursor") && !desk.says("Run the checks again"),
        "{}",
        desk.show()
    );
    desk.tell(Event::Key(KeyPress::ctrl('u')));
    desk.types("square");
    assert!(desk.says("On other screens") && desk.says("as a square code"), "{}", desk.show());
    desk.types("zzz");
    assert!(desk.says("No key does that."), "{}", desk.show());
    desk.press(Key::Esc);
    assert!(desk.says("Run the checks again") || desk.says("To the next field"), "{}", desk.show());
    desk.press(Key::Esc);
    assert!(!desk.says("The keys of this screen"), "{}", desk.show());
    desk.is_at(&Screen::Values);
}

#[test]
fn a_relative_path_and_the_own_folder_are_kept_from_the_root() {
    for (typed, kept) in
        [("secret.txt", "/home/ana/set-up/secret.txt"), ("~/keys/okta", "/home/ana/keys/okta")]
    {
        let mut desk = Desk::new((80, 24)).begin();
        to_values(&mut desk);
        let (id, secret) = desk.register(&REDIRECTS);
        desk.kept_secret = secret;
        desk.pastes(&id).press(Key::F(8)).press(Key::Down).enter().types(typed);
        assert!(desk.says(&format!("That is {kept}")), "{}", desk.show());
        desk.enter();
        desk.is_at(&Screen::Values);
        let source = desk.wizard.setup().map(|setup| setup.connection().secret.clone());
        assert_eq!(source, Some(SecretSource::File { path: kept.into() }));
    }
}

#[test]
fn the_file_that_was_written_is_where_the_secret_lives() {
    let mut desk = Desk::new((80, 24)).begin();
    with_values(&mut desk);
    desk.enter().enter().sign_in("ben@example.com").enter().enter();
    desk.is_at(&Screen::Change);
    desk.types("t");
    desk.is_at(&Screen::Target);
    desk.tell(Event::Key(KeyPress::ctrl('u')));
    // The file, its difference, and that an administrator has a way in.
    desk.types("~/atelier.env").enter().enter().enter();
    let record = desk.wizard.setup().map(|setup| setup.connection().clone()).expect("a record");
    assert_eq!(desk.written[0].0, "/home/ana/atelier.env");
    let path = std::path::PathBuf::from("/home/ana/atelier.env");
    assert!(matches!(&record.secret, SecretSource::Configuration { path: kept, .. } if *kept == path));
    desk.tell(Event::Key(KeyPress::ctrl('c')));
    assert!(desk.exit.is_some(), "nothing is lost, so nothing is asked: {}", desk.show());
}

#[test]
fn the_practice_gives_all_three_values_where_one_stands_already() {
    let mut desk = Desk::new((80, 24)).begin();
    practise(&mut desk);
    desk.types("atelier").enter().types("https://atelier.example.com").enter();
    desk.on_to(Kind::Values);
    desk.press(Key::F(9));
    assert!(desk.asked.iter().any(|task| matches!(task, HostTask::Register { .. })));
    let (client_id, secret) = desk.register(&REDIRECTS);
    desk.tell(Event::Host(HostReport::Registered { client_id: client_id.clone(), secret: secret.into() }));
    assert!(desk.says(&client_id) && desk.says("Nothing stands in the way"), "{}", desk.show());
}

#[test]
fn each_finding_can_be_gone_to_and_leads_to_what_cures_it() {
    let mut desk = Desk::new((80, 24)).begin();
    to_values(&mut desk);
    // The application's own address is missing in Okta, and the person is not assigned.
    let (id, secret) = desk.register(&REDIRECTS[1..]);
    fill_values(&mut desk, &id, &secret);
    desk.enter().enter();
    desk.is_at(&Screen::Login);
    desk.enter().sign_in("nils@example.com");
    desk.is_at(&Screen::Verdict);
    assert!(desk.says("↑↓ finding"), "{}", desk.show());
    let first = desk.show();
    desk.press(Key::Down);
    assert!(first != desk.show() && desk.show().contains("▌"), "{}", desk.show());
    let cured = |desk: &mut Desk| {
        desk.types("m");
        let screen = desk.wizard.screen().clone();
        desk.press(Key::Esc);
        screen
    };
    let second = cured(&mut desk);
    desk.press(Key::Up);
    assert_ne!(cured(&mut desk), second, "each finding leads to its own place");
    desk.types("d").types("r");
    desk.is_at(&Screen::Login);
}

/// What no step of Okta's sets right leads to none of them.
#[test]
fn a_refusal_leads_to_the_step_that_cures_it_or_nowhere() {
    let cases = [
        (Fault::NotAssigned, Some("okta/assign.groups")),
        (Fault::RefreshNotIssued, Some("okta/create_web_app.grants")),
        (Fault::DpopRequired, Some("okta/client_credentials.client_id")),
        (Fault::LoginDenied, None),
        (Fault::ConsentRequired, None),
    ];
    for (fault, step) in cases {
        let mut desk = Desk::new((80, 24)).begin();
        to_values(&mut desk);
        let (id, secret) = desk.register(&REDIRECTS);
        desk.okta.org.faults = [fault].into_iter().collect();
        fill_values(&mut desk, &id, &secret);
        desk.enter().enter().sign_in("ben@example.com");
        desk.is_at(&Screen::Verdict);
        desk.types("m");
        let gone_to = match desk.wizard.screen() {
            Screen::Step(id) => Some(id.as_str()),
            _ => None,
        };
        assert_eq!(gone_to, step, "{fault}");
    }
}

/// A wait that nobody explains looks like a program that hangs.
#[test]
fn a_pause_for_the_providers_limit_is_said_with_its_end() {
    let mut desk = Desk::new((80, 24)).begin();
    desk.okta.org.authorize_limit = 3;
    with_values(&mut desk);
    let until = desk.wizard.setup().and_then(Setup::pause).map(|(_, until)| until);
    let until = until.unwrap_or_else(|| panic!("no pause: {}", desk.show())).utc().format("%H:%M:%S UTC");
    assert!(
        desk.says(&format!(" s, until {until}: less than half of Okta’s limit is left")),
        "{}",
        desk.show()
    );
}

#[test]
fn a_path_goes_on_with_tab_as_far_as_that_is_plain() {
    let mut desk = Desk::new((80, 24)).begin();
    desk.press(Key::Down).enter().enter();
    desk.is_at(&Screen::FromFile);
    let found = |desk: &mut Desk, begins: &str, names: &[&str]| {
        let wanted =
            matches!(desk.asked.last(), Some(HostTask::Complete { begins: asked, .. }) if asked == begins);
        assert!(wanted, "{:?}", desk.asked.last());
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        desk.tell(Event::Host(HostReport::Completed { begins: begins.to_owned(), names }));
    };
    desk.types("/etc/co").press(Key::Tab);
    found(&mut desk, "co", &["coder.d/", "coder.env"]);
    assert!(desk.says("/etc/coder.") && desk.says("coder.d/ coder.env"), "{}", desk.show());
    desk.types("d").press(Key::Tab);
    assert!(!desk.says("It may go on with"), "{}", desk.show());
    found(&mut desk, "coder.d", &["coder.d/"]);
    desk.press(Key::Tab);
    found(&mut desk, "", &["coder.env"]);
    assert!(desk.says("/etc/coder.d/coder.env"), "{}", desk.show());
    desk.types("x").press(Key::Tab);
    found(&mut desk, "coder.envx", &[]);
    assert!(desk.says("Nothing there begins like this.") && desk.says("coder.envx"), "{}", desk.show());
    // An answer to what stood there before changes nothing.
    desk.press(Key::Tab).types("y");
    found(&mut desk, "coder.envx", &["coder.envxyz"]);
    assert!(desk.says("coder.envxy") && !desk.says("coder.envxyz"), "{}", desk.show());
}
