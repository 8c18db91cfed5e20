//! The course of a set-up: what the application is called, an address that comes early, what was brought back, what must
//! go out of Okta again, and the way back from where a finding was fixed.

use usher::engine::connection::{Connection, Stage};
use usher::wizard::{HostTask, Key, Kind, RailState, SavedAbout, SavedConnection, Screen, Start};

use crate::tests::screens::desk::Desk;
use crate::tests::screens::journey::{REDIRECTS, fill_values, to_values};

/// A desk at the question for the name of “another application”.
fn naming(saved: &[(&str, Connection)]) -> Desk {
    let mut desk = Desk::new((80, 24));
    let listed = saved.iter().map(|(name, record)| SavedConnection {
        name: (*name).to_owned(),
        about: Ok(SavedAbout::of(record)),
    });
    desk.saved = listed.collect();
    let mut desk = desk.begin();
    while desk.wizard.screen() == &Screen::Start && !desk.says("▌ Set up sign-on") {
        desk.press(Key::Up);
    }
    desk.enter().types("another").enter();
    desk.is_at(&Screen::Question("app_name".to_owned()));
    desk
}

fn name(desk: &Desk) -> &str {
    desk.wizard.setup().map(|setup| setup.connection().name.as_str()).expect("a connection")
}

fn wiki(desk: &Desk) -> Connection {
    let mut connection = Connection::new("wiki", "other", desk.now.plus_ms(-60_000));
    connection.revision = 2;
    connection.stage = Stage::Okta;
    connection.answers.insert("app_name".to_owned(), "Wiki".to_owned());
    connection.answers.insert("base_url".to_owned(), "https://wiki.example.com".to_owned());
    connection
}

#[test]
fn an_application_without_a_guide_is_kept_and_told_under_the_name_that_was_typed() {
    let mut desk = naming(&[]);
    desk.types("Ana’s Wiki").enter();
    assert_eq!(name(&desk), "anas-wiki");
    assert!(desk.says("Ana’s Wiki Addresses"), "{}", desk.show());
    desk.press(Key::F(2));
    assert!(desk.says("All that is known: anas-wiki"), "{}", desk.show());
}

#[test]
fn two_applications_of_one_name_are_kept_apart_and_neither_takes_a_guides_name() {
    let record = wiki(&Desk::new((80, 24)));
    let mut desk = naming(&[("wiki", record)]);
    desk.types("Wiki").enter();
    assert_eq!(name(&desk), "wiki-2");
    let mut desk = naming(&[]);
    desk.types("Coder").enter();
    assert_eq!(name(&desk), "coder-2");
}

#[test]
fn a_saved_application_without_a_guide_is_offered_by_its_name() {
    let mut desk = Desk::new((80, 24));
    let record = wiki(&desk);
    desk.saved = vec![SavedConnection { name: "other".to_owned(), about: Ok(SavedAbout::of(&record)) }];
    let mut desk = desk.begin();
    assert!(desk.says("Continue: Wiki at wiki.example.com"), "{}", desk.show());
}

#[test]
fn an_address_pasted_for_a_name_is_kept_for_its_own_question() {
    let mut desk = naming(&[]);
    desk.pastes("https://wiki.example.com");
    assert!(desk.says("This looks like an address."), "{}", desk.show());
    assert!(!desk.says("https://wiki.example.com Addresses"), "{}", desk.show());
    desk.enter();
    desk.is_at(&Screen::Question("app_name".to_owned()));
    desk.types("Wiki").enter();
    while !matches!(desk.wizard.screen(), Screen::Question(key) if key == "base_url") {
        desk.types("https://example.okta.com").enter();
    }
    assert!(desk.says("▌ https://wiki.example.com"), "{}", desk.show());
}

#[test]
fn an_address_looked_for_among_the_applications_finds_the_one_that_its_host_names() {
    let mut desk = Desk::new((80, 24)).begin();
    desk.enter().pastes("https://coder.example.com/");
    assert!(desk.says("▌ Coder") && desk.says("This looks like an address"), "{}", desk.show());
    desk.enter();
    assert!(desk.says("▌ https://coder.example.com"), "{}", desk.show());
}

/// A set-up of Atelier up to the written file.
fn written() -> (Desk, String) {
    let mut desk = Desk::new((100, 90)).begin();
    to_values(&mut desk);
    let (id, secret) = desk.register(&REDIRECTS);
    fill_values(&mut desk, &id, &secret);
    desk.enter().enter().sign_in("ben@example.com");
    while !matches!(desk.wizard.screen(), Screen::Apply) {
        desk.enter();
    }
    (desk, secret)
}

#[test]
fn a_file_that_was_brought_back_is_not_told_as_written_any_more() {
    let (mut desk, _) = written();
    desk.on_to(Kind::Confirm).types("y").types("y").types("y");
    desk.on_to(Kind::Done);
    assert!(desk.says("Written:"), "{}", desk.show());
    desk.types("u");
    desk.is_at(&Screen::Done);
    assert!(desk.says("to bring back what was there before: /etc/atelier"), "{}", desk.show());
    desk.types("u");
    desk.is_at(&Screen::Change);
    assert!(desk.says("The file is as it was before."), "{}", desk.show());
    let record = desk.wizard.setup().expect("a set-up").connection().clone();
    let about = SavedAbout::of(&record);
    assert!(!about.is_finished() && about.is_brought_back && about.stage < Stage::Proof);
    assert!(record.confirmed.is_empty(), "{:?}", record.confirmed);
    desk.press(Key::F(2));
    assert!(desk.says("no longer written"), "{}", desk.show());
    assert!(!desk.says("✓ Written"), "{}", desk.show());
    desk.press(Key::Esc);
    while !matches!(desk.wizard.screen(), Screen::Confirm) {
        desk.press(Key::Enter);
        if desk.written.len() > 1 {
            return;
        }
    }
    let configuration = desk.wizard.rail().into_iter().find(|item| item.name == "Configuration");
    assert_eq!(configuration.expect("the stage").state, RailState::Open);
}

#[test]
fn each_test_address_that_okta_was_told_of_is_named_at_the_end() {
    let mut desk = Desk::new((100, 90)).begin();
    to_values(&mut desk);
    let (id, secret) = desk.register(&REDIRECTS);
    fill_values(&mut desk, &id, &secret);
    desk.is_port_taken = true;
    desk.enter().enter();
    desk.is_at(&Screen::Verdict);
    desk.types("p");
    desk.is_at(&Screen::OtherPort);
    desk.is_port_taken = false;
    desk.okta
        .org
        .app_mut(&id)
        .expect("the application")
        .redirect_uris
        .push("http://localhost:8750/callback".to_owned());
    desk.enter();
    desk.is_at(&Screen::Waiting);
    desk.sign_in("ben@example.com");
    desk.press(Key::F(2));
    for port in ["8749", "8750"] {
        assert!(
            desk.says(&format!("For the test alone: http://localhost:{port}/callback")),
            "{}",
            desk.show()
        );
    }
    desk.press(Key::Esc);
    while !matches!(desk.wizard.screen(), Screen::TestUri) {
        desk.enter();
    }
    assert!(desk.says("http://localhost:8749/callback") && desk.says("http://localhost:8750/callback"));
    desk.enter();
    assert!(desk.says("Have you removed the test addresses from Okta?"), "{}", desk.show());
    assert!(desk.says("http://localhost:8749/callback: Okta still accepts it."), "{}", desk.show());
    let uris = &mut desk.okta.org.app_mut(&id).expect("the application").redirect_uris;
    uris.retain(|uri| !uri.contains("localhost:8749"));
    desk.types("g");
    assert!(desk.says("http://localhost:8749/callback: It is gone"), "{}", desk.show());
    let record = desk.wizard.setup().expect("a set-up").connection().clone();
    assert_eq!(record.test_addresses, ["http://localhost:8750/callback"]);
}

#[test]
fn another_port_chosen_later_is_said_to_be_new_to_okta() {
    let start = Start { connection: Some("atelier".to_owned()), ..Start::default() };
    let mut desk = Desk::start((80, 40), start);
    let mut record = crate::tests::screens::again::left_behind(&desk);
    record.test_addresses = vec![REDIRECTS[1].to_owned()];
    record.redirect_uri = "http://localhost:8750/callback".to_owned();
    record.stage = Stage::Okta;
    desk.record = Some(record);
    let mut desk = desk.begin();
    desk.enter();
    desk.is_at(&Screen::WhoInOkta);
    assert!(desk.says("http://localhost:8750/callback is new"), "{}", desk.show());
}

#[test]
fn a_port_that_is_taken_is_found_out_before_anybody_is_told_of_it() {
    let mut desk = Desk::new((80, 24));
    desk.is_port_taken = true;
    let mut desk = desk.begin();
    crate::tests::screens::journey::to_okta(&mut desk);
    desk.press_until(Key::Enter, |screen| matches!(screen, Screen::Step(id) if id.ends_with("/form")));
    assert!(desk.says("▸3 http://localhost:8750/callback"), "{}", desk.show());
}

/// A set-up as it was kept in Okta, with these steps done.
fn left_in_okta(steps: &[&str]) -> Desk {
    let start = Start { connection: Some("atelier".to_owned()), ..Start::default() };
    let mut desk = Desk::start((80, 24), start);
    let mut record = crate::tests::screens::again::left_behind(&desk);
    record.stage = Stage::Okta;
    record.done_steps = steps.iter().map(|step| format!("okta/create_web_app.{step}")).collect();
    desk.record = Some(record);
    let mut desk = desk.begin();
    desk.enter();
    desk
}

#[test]
fn a_set_up_goes_on_at_the_page_where_it_was_left() {
    let first = ["open_applications", "new_integration", "kind"];
    left_in_okta(&first).is_at(&Screen::Step("okta/form".to_owned()));
    // Half of a page, as it was kept when each step was a page of its own.
    let half = [&first[..], &["name", "grants"]].concat();
    left_in_okta(&half).is_at(&Screen::Step("okta/form".to_owned()));
    let whole = [&half[..], &["sign_in", "no_sign_out", "access"]].concat();
    left_in_okta(&whole).is_at(&Screen::Step("okta/assignments".to_owned()));
}

#[test]
fn what_was_put_off_at_the_end_stays_on_the_first_screen() {
    let mut desk = Desk::new((80, 24));
    let record = wiki(&desk);
    let about =
        SavedAbout { proven: Some(desk.now), stage: Stage::Proof, later: 2, ..SavedAbout::of(&record) };
    let finished = SavedAbout { later: 0, ..about.clone() };
    desk.saved = vec![
        SavedConnection { name: "wiki".to_owned(), about: Ok(about) },
        SavedConnection { name: "done".to_owned(), about: Ok(finished) },
    ];
    let mut desk = desk.begin();
    assert!(desk.says("with 2 things still open"), "{}", desk.show());
    assert_eq!(desk.show().matches("Continue:").count(), 1, "{}", desk.show());
    assert!(desk.says("▌ Set up sign-on"), "it does not press itself forward: {}", desk.show());
}

#[test]
fn a_red_verdict_names_first_what_was_left_out_in_okta() {
    for (is_left_out, steps) in [(true, &["kind", "name"][..]), (false, &[])] {
        let start = Start { connection: Some("atelier".to_owned()), ..Start::default() };
        let mut desk = Desk::start((80, 40), start);
        let (id, secret) = desk.register(&REDIRECTS);
        let mut record = crate::tests::screens::again::left_behind(&desk);
        record.stage = Stage::Values;
        record.client_id = Some(id);
        record.done_steps = steps.iter().map(|step| format!("okta/create_web_app.{step}")).collect();
        desk.record = Some(record);
        let mut desk = desk.begin();
        desk.enter().is_at(&Screen::Values);
        desk.pastes(&secret).enter().enter().sign_in("nils@example.com");
        desk.is_at(&Screen::Verdict);
        let told = "Not done yet in Okta: Create an app integration";
        assert_eq!(desk.says(told), is_left_out, "{}", desk.show());
    }
}

#[test]
fn one_key_checks_what_was_fixed_and_comes_back_to_the_verdict() {
    let mut desk = Desk::new((80, 24)).begin();
    to_values(&mut desk);
    let (id, secret) = desk.register(&REDIRECTS);
    fill_values(&mut desk, &id, "0123456789abcdefghijABCDEFGHIJ0123456789ab");
    desk.enter().enter();
    desk.is_at(&Screen::Login);
    desk.enter().sign_in("ben@example.com");
    desk.is_at(&Screen::Verdict);
    desk.types("m");
    desk.is_at(&Screen::Values);
    assert!(desk.says("Enter try again") || desk.says("Enter check again"), "{}", desk.show());
    desk.pastes(&secret);
    assert!(desk.says("Enter check again") || desk.says("Enter try again"), "{}", desk.show());
    desk.enter();
    assert!(matches!(desk.wizard.screen(), Screen::Verdict | Screen::Waiting), "{}", desk.show());
}

#[test]
fn one_key_signs_in_again_where_only_that_shows_whether_it_is_fixed() {
    let mut desk = Desk::new((80, 24)).begin();
    to_values(&mut desk);
    let (id, secret) = desk.register(&REDIRECTS);
    fill_values(&mut desk, &id, &secret);
    desk.enter().enter().sign_in("nils@example.com");
    desk.is_at(&Screen::Verdict);
    desk.types("m");
    assert!(matches!(desk.wizard.screen(), Screen::Step(_)), "{}", desk.show());
    desk.enter();
    desk.is_at(&Screen::Waiting);
    desk.sign_in("ben@example.com");
    desk.is_at(&Screen::Verdict);
    assert!(desk.says("works, seen from this computer"), "{}", desk.show());
}

#[test]
fn a_redirect_uri_that_was_added_is_checked_and_told_at_the_verdict_again() {
    let mut desk = Desk::new((80, 24)).begin();
    to_values(&mut desk);
    let (id, secret) = desk.register(&REDIRECTS[1..]);
    fill_values(&mut desk, &id, &secret);
    desk.enter().enter().enter().sign_in("ben@example.com");
    desk.is_at(&Screen::Verdict);
    desk.types("d").types("m");
    assert!(matches!(desk.wizard.screen(), Screen::Step(_)), "{}", desk.show());
    desk.okta.org.app_mut(&id).expect("the application").redirect_uris.push(REDIRECTS[0].to_owned());
    desk.enter();
    desk.is_at(&Screen::Details);
    assert!(!desk.says("is not registered"), "{}", desk.show());
}

#[test]
fn the_checks_that_did_not_pass_are_named_below_their_count() {
    let mut desk = Desk::new((80, 40)).begin();
    to_values(&mut desk);
    let (id, secret) = desk.register(&REDIRECTS);
    fill_values(&mut desk, &id, &secret);
    desk.enter().enter().sign_in("ben@example.com");
    desk.is_at(&Screen::Verdict);
    let setup = desk.wizard.setup().expect("a set-up");
    let count = |fits: fn(&str) -> bool| {
        setup.diagnosis().checks.iter().filter(|check| fits(check.status.as_str())).count()
    };
    let all = count(|status| status != "not_applicable");
    let passed = count(|status| matches!(status, "pass" | "confirmed"));
    let picture = desk.show();
    let (_, below) = picture.split_once(&format!("{all} checks, {passed} passed.")).expect("the count");
    assert!(all > passed && below.contains("Only you can answer"), "{picture}");
    let named = ["lets the person in", "not assigned is refused", "a way back in"];
    assert_eq!(named.into_iter().filter(|one| below.contains(one)).count(), all - passed, "{picture}");
}

#[test]
fn the_summary_says_what_was_changed_and_how_each_of_it_is_undone() {
    let (mut desk, _) = written();
    desk.press(Key::F(2));
    for told in [
        "Changed in Okta so far",
        "The application “Atelier”, with the client ID",
        "sign-in redirect URI https://atelier.example.com/api/v2/users/oidc/callback",
        "For the test alone: http://localhost:8749/callback",
        "choose Deactivate, then Delete",
        "Changed on this computer so far",
        "usher write atelier --undo",
        "usher connections remove atelier",
    ] {
        assert!(desk.says(told), "{told}\n{}", desk.show());
    }
}

#[test]
fn a_name_that_was_kept_is_not_typed_over_by_the_next_application() {
    let mut desk = Desk::new((80, 24));
    let record = wiki(&desk);
    desk.saved = vec![SavedConnection { name: "wiki".to_owned(), about: Ok(SavedAbout::of(&record)) }];
    desk.record = Some(record);
    let mut desk = desk.begin();
    desk.enter().enter();
    while desk.wizard.screen() != &Screen::Start {
        desk.press(Key::Esc);
    }
    assert!(desk.asked.iter().filter(|task| **task == HostTask::ListConnections).count() > 1);
    while !desk.says("▌ Set up sign-on") {
        desk.press(Key::Up);
    }
    desk.enter().types("another").enter().types("Blog").enter();
    assert_eq!(name(&desk), "blog");
    let record = desk.wizard.setup().expect("a set-up").connection();
    assert_eq!(record.answers.get("base_url"), None);
}
