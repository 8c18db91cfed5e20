//! A configuration that exists: recognised by its own keys, shown with where each value stands, asked for what stands elsewhere.

use usher::engine::connection::{Progress, Written};
use usher::engine::effect::Want;
use usher::wizard::{Event, HostTask, Key, Kind, Screen, Start};

use crate::tests::screens::desk::{Desk, WHOLE};
use crate::tests::screens::journey::REDIRECTS;

const ATELIER: &str = "# sign-in\nATELIER_ACCESS_URL=https://atelier.example.com\n\
                       ATELIER_OIDC_ISSUER_URL=https://example.okta.com\nATELIER_OIDC_CLIENT_ID=0oa8x2k4mQ1vJ7dT5e6\n";

/// Two guides keep the issuer under this name, and it is all there is.
const TWINS: &str = "AUTH_OKTA_ISSUER=https://example.okta.com\n";

fn verify_file(desk: &mut Desk, file: &str) {
    desk.file = Some(file.to_owned());
    desk.press(Key::Down).enter();
    desk.is_at(&Screen::Saved);
    desk.enter();
    desk.is_at(&Screen::FromFile);
    desk.types("/etc/atelier.d/atelier.env").enter();
}

#[test]
fn a_file_tells_whose_it_is_and_each_value_says_where_it_stands() {
    let mut desk = Desk::new((200, 60)).begin();
    verify_file(&mut desk, &format!("{ATELIER}ATELIER_OIDC_CLIENT_SECRET=abcdefghijklmnopqrstuvwxyz\n"));
    desk.is_at(&Screen::Found);
    for told in [
        "https://example.okta.com ATELIER_OIDC_ISSUER_URL, line 3",
        "0oa8x2k4mQ1vJ7dT5e6 ATELIER_OIDC_CLIENT_ID, line 4",
        "••• ATELIER_OIDC_CLIENT_SECRET, line 5",
        "https://atelier.example.com/api/v2/users/oidc/ callback made from ATELIER_ACCESS_URL, line 2",
        "Atelier’s address https://atelier.example.com ATELIER_ACCESS_URL, line 2",
        "Scopes openid profile email",
    ] {
        assert!(desk.says(told), "{told}\n{}", desk.show());
    }
    assert!(!desk.says("abcdefghijkl"), "{}", desk.show());
    desk.types("e");
    desk.is_at(&Screen::Values);
    for line in [3, 4, 5] {
        assert!(desk.says(&format!("Found in atelier.env, line {line}.")), "{}", desk.show());
    }
    // A value that was typed over was not found there, and is what is tested.
    desk.press(Key::Tab).types("x");
    assert!(!desk.says("Found in atelier.env, line 4."), "{}", desk.show());
    desk.enter();
    desk.is_at(&Screen::Found);
    assert!(desk.says("has another value for ATELIER_OIDC_CLIENT_ID"), "{}", desk.show());
}

#[test]
fn a_file_leads_in_four_screens_to_the_verdict() {
    let mut desk = Desk::new((80, 24)).begin();
    let (id, secret) = desk.register(&REDIRECTS);
    let file = WHOLE.replace("0oa8x2k4mQ1vJ7dT5e6", &id).replace("abcdefghijklmnopqrstuvwxyz", &secret);
    verify_file(&mut desk, &file);
    desk.is_at(&Screen::Found);
    assert!(desk.says("Nothing stands in the way so far."), "{}", desk.show());
    desk.enter();
    desk.is_at(&Screen::Login);
    desk.enter().sign_in("ben@example.com");
    desk.is_at(&Screen::Verdict);
    assert!(desk.says("works, seen from this computer"), "{}", desk.show());
}

#[test]
fn what_is_wrong_without_a_login_is_told_before_anybody_signs_in() {
    let mut desk = Desk::new((80, 24)).begin();
    verify_file(&mut desk, WHOLE);
    desk.is_at(&Screen::Found);
    assert!(desk.says("Something is wrong already."), "{}", desk.show());
    desk.enter();
    desk.is_at(&Screen::Verdict);
    assert!(desk.opened.is_empty());
}

#[test]
fn a_file_in_its_usual_place_is_proposed_first() {
    let path = "/etc/atelier.d/atelier.env";
    let mut desk = Desk::new((80, 24));
    desk.standing = vec![path.into()];
    desk.file = Some(WHOLE.to_owned());
    let mut desk = desk.begin();
    desk.press(Key::Down).enter();
    desk.is_at(&Screen::Saved);
    assert!(desk.says(&format!("▌ In {path}")), "{}", desk.show());
    desk.enter();
    desk.is_at(&Screen::Found);
    // Also where the application is chosen by its name.
    desk.press_until(Key::Esc, |screen| *screen == Screen::Source);
    assert!(desk.says(&format!("In {path}")), "{}", desk.show());
}

/// The file leads to a variable that the guide names, and names the issuer as well.
fn led(size: (u16, u16)) -> Desk {
    let mut desk = Desk::new(size).begin();
    let secret = "abcdefghijklmnopqrstuvwxyz".to_owned();
    desk.around.insert("ATELIER_OIDC_CLIENT_SECRET".to_owned(), secret);
    verify_file(&mut desk, &format!("{ATELIER}ATELIER_OIDC_CLIENT_SECRET=${{ATELIER_OIDC_CLIENT_SECRET}}\n"));
    desk
}

#[test]
fn a_secret_behind_a_variable_is_taken_from_this_computer_after_a_word() {
    let mut desk = led((80, 24));
    desk.is_at(&Screen::References);
    assert!(desk.says("from the variable ATELIER_OIDC_CLIENT_SECRET"), "{}", desk.show());
    assert!(desk.says("sent to https://example.okta.com"), "{}", desk.show());
    let gathered = |desk: &Desk| desk.asked.iter().any(|task| matches!(task, HostTask::Gather(_)));
    assert!(!gathered(&desk), "nothing is looked at before the answer");
    desk.press(Key::Down).enter();
    assert!(gathered(&desk));
    desk.is_at(&Screen::Found);
    desk.types("e").press(Key::Tab).press(Key::Tab);
    let said = "Found in atelier.env, line 5, which takes it from ATELIER_OIDC_CLIENT_SECRET.";
    assert!(desk.says(said), "{}", desk.show());
}

#[test]
fn without_the_word_nothing_is_looked_at_and_the_secret_is_typed() {
    // The careful answer is chosen already.
    let mut desk = led((80, 24));
    desk.enter();
    assert!(!desk.asked.iter().any(|task| matches!(task, HostTask::Gather(_))));
    desk.on_to(Kind::Values);
    assert!(desk.says("Usher does not look there before you agree."), "{}", desk.show());
    assert!(desk.says("▌ Client secret"), "{}", desk.show());
    // Esc is no answer: the file can be named anew.
    let mut desk = led((80, 24));
    desk.press(Key::Esc);
    desk.is_at(&Screen::FromFile);
    assert!(!desk.asked.iter().any(|task| matches!(task, HostTask::Gather(_))));
}

#[test]
fn a_variable_of_another_program_is_never_asked_for() {
    let mut desk = Desk::new((80, 24)).begin();
    desk.around.insert("OKTA_API_TOKEN".to_owned(), "abcdefghijklmnopqrstuvwxyz".to_owned());
    verify_file(&mut desk, &format!("{ATELIER}ATELIER_OIDC_CLIENT_SECRET=${{OKTA_API_TOKEN}}\n"));
    // Only the file “.env” beside it could be looked at.
    desk.is_at(&Screen::References);
    desk.press(Key::Down).enter();
    desk.on_to(Kind::Values);
    assert!(desk.says("The guide does not name this variable"), "{}", desk.show());
    let wanted = |task: &HostTask| matches!(task, HostTask::Gather(wants) if wants.iter().any(|want| matches!(want, Want::Variable(_))));
    assert!(!desk.asked.iter().any(wanted));
}

#[test]
fn a_secret_in_a_keeper_is_named_and_asked_for() {
    let mut desk = Desk::new((80, 24)).begin();
    verify_file(&mut desk, &format!("{ATELIER}ATELIER_OIDC_CLIENT_SECRET=op://Work/okta/secret\n"));
    desk.on_to(Kind::Values);
    assert!(desk.says("from 1Password, op://Work/okta/secret"), "{}", desk.show());
    assert!(desk.says("▌ Client secret"), "{}", desk.show());
}

#[test]
fn a_file_that_several_fit_asks_whose_it_is_and_nobodys_file_says_so() {
    let mut desk = Desk::new((80, 24)).begin();
    verify_file(&mut desk, "issuer: x\nsomething: else\n");
    desk.is_at(&Screen::FromFile);
    assert!(desk.says("No application that Usher knows keeps its sign-on in"), "{}", desk.show());
    desk.file = Some(TWINS.to_owned());
    desk.enter();
    desk.is_at(&Screen::WhichFits);
    let first = desk.show();
    desk.press(Key::Down);
    assert_ne!(desk.show(), first, "the arrows move to the second one");
    desk.press(Key::Up).enter();
    assert!(matches!(desk.wizard.screen(), Screen::Question(_)), "{}", desk.show());
}

#[test]
fn a_set_up_begins_with_what_a_file_says() {
    let start = Start { from: Some("/etc/atelier.d/atelier.env".to_owned()), ..Start::default() };
    let mut desk = Desk::start((80, 24), start);
    desk.file = Some(ATELIER.to_owned());
    let mut desk = desk.begin();
    assert!(matches!(desk.wizard.screen(), Screen::Question(_)), "{}", desk.show());
    assert!(desk.says("Found in atelier.env, line 2."), "{}", desk.show());
    desk.enter();
    desk.is_at(&Screen::Organization);
    assert!(desk.says("https://example.okta.com"), "{}", desk.show());
}

#[test]
fn verifying_a_file_keeps_nothing_before_there_is_a_proof() {
    let mut desk = Desk::new((80, 24)).begin();
    let (id, secret) = desk.register(&REDIRECTS);
    let file = WHOLE.replace("0oa8x2k4mQ1vJ7dT5e6", &id).replace("abcdefghijklmnopqrstuvwxyz", &secret);
    verify_file(&mut desk, &file);
    desk.enter().press(Key::Esc).types("e");
    desk.press(Key::Tab).types("x").enter();
    assert!(desk.kept.is_empty(), "what is only looked at is not kept");
    desk.types("e").press(Key::Tab).press(Key::Backspace).enter().enter().enter().sign_in("ben@example.com");
    desk.is_at(&Screen::Verdict);
    assert!(!desk.kept.is_empty(), "a proof is");
}

#[test]
fn verifying_a_saved_connection_leaves_its_values_as_they_are() {
    let mut desk = Desk::new((80, 24));
    let (id, secret) = desk.register(&REDIRECTS);
    let mut record = crate::tests::screens::again::left_behind(&desk);
    record.client_id = Some(id.clone());
    let verify = |okta| {
        let start = Start { connection: Some("atelier".to_owned()), verify: true, ..Start::default() };
        let mut desk = Desk::start((80, 24), start);
        (desk.okta, desk.record) = (okta, Some(record.clone()));
        desk.begin()
    };
    let mut desk = verify(desk.okta);
    desk.is_at(&Screen::Values);
    desk.press(Key::Tab).types("typed-over");
    desk.press(Key::F(2)).press(Key::Esc);
    desk.tell(Event::End);
    assert!(desk.kept.is_empty(), "{:?}", desk.kept);
    let mut desk = verify(desk.okta);
    desk.pastes(&secret).enter().enter().sign_in("ben@example.com");
    desk.is_at(&Screen::Verdict);
    let kept = desk.kept.last().expect("a proof");
    assert!(kept.proof.is_some());
    assert_eq!(
        (&kept.client_id, &kept.issuer, kept.stage),
        (&record.client_id, &record.issuer, record.stage)
    );
}

/// The screen on which somebody verifies a connection that was written, while this stands in its file.
fn verified(file: Option<&str>) -> Desk {
    let start = Start { connection: Some("atelier".to_owned()), verify: true, ..Start::default() };
    let mut desk = Desk::start((80, 24), start);
    let mut record = crate::tests::screens::again::left_behind(&desk);
    record.written.push(Written {
        path: "/etc/atelier.d/atelier.env".into(),
        format: "env".to_owned(),
        backup: None,
        at: desk.now,
        unproven: false,
        with_previous: false,
        digest: None,
        before: None,
        progress: Progress::Done,
    });
    (desk.record, desk.file) = (Some(record), file.map(str::to_owned));
    desk.begin()
}

#[test]
fn a_connection_that_was_written_is_verified_by_its_file() {
    let mut desk = verified(Some(&WHOLE.replace("okta.com\n", "okta.com/oauth2/nowhere\n")));
    desk.is_at(&Screen::Found);
    assert!(desk.says("https://example.okta.com/oauth2/ nowhere"), "{}", desk.show());
    assert!(desk.says("Something is wrong already."), "{}", desk.show());
    desk.tell(Event::End);
    assert!(desk.kept.is_empty(), "{:?}", desk.kept);
}

#[test]
fn a_written_file_that_is_gone_is_said_where_the_values_are() {
    let mut desk = verified(None);
    desk.is_at(&Screen::Values);
    assert!(desk.says("There is no file at /etc/atelier.d/atelier.env"), "{}", desk.show());
}
