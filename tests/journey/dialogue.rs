//! What somebody hears who talks with Usher line by line, turn by turn: nothing twice, nothing that cannot be followed.

use usher::base::words::Voice;
use usher::wizard::{Kind, Screen, Start};

use crate::tests::journey::conversation::{Answers, Talk};
use crate::tests::journey::rig::{CLIENT, OKTA, Rig, SECRET};

/// What scenarios/all-is-well.toml is walked with.
pub(crate) fn answers() -> Answers {
    Answers {
        questions: [("base_url".to_owned(), "https://coder.example.com".to_owned())].into(),
        values: [OKTA, CLIENT, SECRET].map(str::to_owned),
        as_typed: false,
        shows: None,
        stop: false,
        sign_out: false,
        words: std::collections::BTreeMap::new(),
    }
}

fn scenario(text: &str) -> crate::tests::journey::scenario::Scenario {
    toml::from_str(text).unwrap()
}

pub(crate) fn begun() -> Talk {
    begun_in(Voice::default())
}

pub(crate) fn begun_in(voice: Voice) -> Talk {
    let start = Start { app: Some("coder".to_owned()), ..Start::default() };
    Talk::speaking(voice, Rig::of("coder"), start)
}

/// What is said after typing this.
fn heard<'a>(talk: &'a mut Talk, line: &str) -> &'a str {
    let before = talk.heard.len();
    talk.types(line);
    &talk.heard[before..]
}

#[test]
fn an_application_is_looked_for_described_and_begun() {
    let mut talk = Talk::new(Rig::of("coder"), Start::default());
    talk.types("1");
    assert!(!talk.said("Coder"), "the whole list is read out only on demand\n{}", talk.heard);
    talk.types("code");
    assert!(talk.said("1. Coder"), "{}", talk.heard);
    talk.types("1");
    assert!(talk.said("You get: Environment file"), "{}", talk.heard);
    talk.types("back");
    talk.types("coder");
    talk.types("");
    assert!(matches!(talk.kind(), Kind::Question), "{}", talk.heard);
}

#[test]
fn words_lead_back_and_tell_what_can_be_typed() {
    let mut talk = begun();
    talk.types("coder.example.com/");
    assert!(talk.said("Corrected: Usher uses https://coder.example.com"), "{}", talk.heard);
    assert_eq!(talk.kind(), Kind::Organization);
    talk.types("help");
    assert!(talk.said("back: Back; nothing that was typed is lost"), "{}", talk.heard);
    assert!(!talk.said("Esc") && !talk.said("F4"), "no key is named\n{}", talk.heard);
    talk.types("back");
    assert_eq!(talk.kind(), Kind::Question);
    talk.types("as typed");
    assert!(talk.said("Taken exactly as you typed it."), "{}", talk.heard);
    let before = talk.heard.len();
    talk.types("repeat");
    assert!(talk.heard[before..].contains("At which address do people open Coder?"), "{}", talk.heard);
    talk.types("quit");
    assert!(talk.exit().is_some(), "{}", talk.heard);
}

#[test]
fn an_input_that_ends_keeps_the_answers_and_says_how_to_go_on() {
    let mut talk = begun();
    talk.types("https://coder.example.com");
    let turn = talk.dialogue.input_ended(talk.rig.now);
    talk.take(turn);
    talk.run();
    let exit = talk.exit().expect("an end");
    assert!(
        exit.interrupted && exit.farewell(Voice::default()).iter().any(|line| line.contains("“coder”")),
        "{exit:?}"
    );
    assert!(talk.rig.records.iter().any(|record| record.answers.contains_key("base_url")));
}

#[test]
fn a_secret_is_asked_unseen_and_never_said() {
    let all_is_well = include_str!("../scenarios/all-is-well.toml");
    let scenario: crate::tests::journey::scenario::Scenario = toml::from_str(all_is_well).unwrap();
    let talk = scenario.talk().unwrap_or_else(|why| panic!("{why}"));
    assert!(talk.said("Client secret: given, not shown"), "{}", talk.heard);
    assert!(!talk.heard.contains(SECRET), "{}", talk.heard);
    assert!(talk.said("Okta’s side works, seen from this computer."), "{}", talk.heard);
}

#[test]
fn a_check_that_is_in_order_is_said_to_be_so_once() {
    let all_is_well = include_str!("../scenarios/all-is-well.toml");
    let scenario: crate::tests::journey::scenario::Scenario = toml::from_str(all_is_well).unwrap();
    let mut talk = scenario.talk().unwrap_or_else(|why| panic!("{why}"));
    let before = talk.heard.len();
    talk.types("details");
    let told = &talk.heard[before..];
    assert!(talk.said("Every check") && told.contains("OK: "), "{told}");
    assert!(!told.lines().any(|line| line.starts_with("OK: ") && line.contains(": passed")), "{told}");
}

#[test]
fn a_finding_of_the_values_leads_to_its_field_and_is_checked_again() {
    let mut talk = begun();
    let wrong = Answers {
        values: [OKTA, CLIENT, &SECRET.replace("practice", "stranger")].map(str::to_owned),
        ..answers()
    };
    assert!(talk.reach_values(&wrong), "{}", talk.heard);
    assert!(talk.said("Wrong: The client secret does not belong"), "{}", talk.heard);
    let told = heard(&mut talk, "fix").to_owned();
    assert!(told.contains("To fix this:") && told.contains("Client secret [Enter keeps"), "{told}");
    let told = heard(&mut talk, "").to_owned();
    assert!(told.contains("still to be fixed: The client secret does not belong"), "{told}");
    talk.types("fix");
    let told = heard(&mut talk, SECRET).to_owned();
    assert!(!told.contains("still to be fixed"), "{told}");
    assert!(told.contains("OK: Nothing stands in the way"), "{told}");
    assert!(told.contains("OK: 12 checks.") && !told.contains("can be reached"), "only what matters: {told}");
    assert!(heard(&mut talk, "details").contains("OK: The issuer’s host can be reached"), "{}", talk.heard);
    assert!(
        heard(&mut talk, "fix").contains("does nothing at this"),
        "nothing is left to fix\n{}",
        talk.heard
    );
}

#[test]
fn a_finding_of_the_login_leads_to_its_step_and_back_to_another_login() {
    let refused = scenario(include_str!("../scenarios/not-assigned-person.toml"));
    let mut talk = refused.talk().unwrap_or_else(|why| panic!("{why}"));
    assert_eq!(talk.kind(), Kind::Verdict);
    let told = heard(&mut talk, "fix 1").to_owned();
    assert!(
        told.contains("Assign the people or groups") && told.contains("Press Enter for “try again”"),
        "{told}"
    );
    assert!(heard(&mut talk, "fix 9").contains("not understood"), "no finding stands here");
    talk.types("back");
    assert_eq!(talk.kind(), Kind::Verdict);
    assert!(heard(&mut talk, "fix 9").contains("no finding of that number"), "{}", talk.heard);
    talk.types("fix");
    let told = heard(&mut talk, "").to_owned();
    assert_eq!(talk.kind(), Kind::Verdict, "{told}");
    assert!(
        told.contains("OK: Browser started"),
        "one Enter signs in again and tells what came of it\n{told}"
    );
}

#[test]
fn what_the_checks_found_is_numbered_and_checked_again_once_it_is_fixed_in_okta() {
    let mut talk = scenario(include_str!("../scenarios/app-uri-not-registered.toml"))
        .talk()
        .unwrap_or_else(|why| panic!("{why}"));
    while talk.kind() != Kind::Values {
        talk.types("back");
    }
    let told = heard(&mut talk, "repeat").to_owned();
    assert!(told.contains("Wrong: "), "{told}");
    talk.types("fix 1");
    assert!(
        matches!(talk.dialogue.wizard().screen(), Screen::Step(id) if id.contains("sign_in")),
        "{}",
        talk.heard
    );
    talk.rig
        .org
        .app_mut(CLIENT)
        .unwrap()
        .redirect_uris
        .push(crate::tests::journey::rig::CODER_URI.to_owned());
    let told = heard(&mut talk, "").to_owned();
    assert!(told.contains("OK: Nothing stands in the way"), "{told}");
}

#[test]
fn a_missing_value_is_asked_for_again_and_each_can_be_gone_to_by_its_number() {
    let mut talk = begun();
    let none = Answers { values: [OKTA, "", ""].map(str::to_owned), ..answers() };
    talk.reach_values(&none);
    talk.types(CLIENT);
    let told = heard(&mut talk, "").to_owned();
    assert!(told.contains("Client secret is needed to go on."), "{told}");
    assert!(heard(&mut talk, "2").contains("Client ID ["), "{}", talk.heard);
}

#[test]
fn each_line_of_a_pasted_text_goes_into_the_field_that_it_names() {
    let mut talk = begun();
    talk.reach_values(&Answers { values: [OKTA, "", ""].map(str::to_owned), ..answers() });
    assert!(talk.kind() == Kind::Values, "{}", talk.heard);
    talk.types(&format!("OIDC_CLIENT_SECRET={SECRET}"));
    let told = heard(&mut talk, &format!("Client ID: {CLIENT}")).to_owned();
    assert!(told.contains("OK: Nothing stands in the way"), "{told}");
    assert!(told.contains("3. Client secret: given, not shown"), "{told}");
}

#[test]
fn an_address_that_is_none_is_told_and_the_wait_goes_on() {
    let mut talk = begun();
    assert!(talk.reach_values(&answers()), "{}", talk.heard);
    talk.rig.person = None;
    talk.types("");
    talk.types("2");
    assert_eq!(talk.kind(), Kind::Waiting, "{}", talk.heard);
    let told = heard(&mut talk, "it says nothing").to_owned();
    assert!(told.contains("This is not an address"), "{told}");
    assert_eq!(talk.kind(), Kind::Waiting, "{told}");
    assert!(told.ends_with("Paste the address on which the browser ended, or type a word:\n"), "{told}");
}

#[test]
fn while_the_browser_is_out_only_what_is_needed_is_said() {
    let mut talk = begun();
    assert!(talk.reach_values(&answers()), "{}", talk.heard);
    talk.rig.person = None;
    talk.types("");
    let told = heard(&mut talk, "1").to_owned();
    assert_eq!(talk.kind(), Kind::Waiting, "{told}");
    assert!(told.contains("The sign-in address") && told.contains("more: what to do without"), "{told}");
    assert!(!told.contains("No browser here?") && !told.contains("Does the browser show"), "{told}");
    let told = heard(&mut talk, "help").to_owned();
    assert!(told.contains("more: What to do without a browser here"), "{told}");
    let told = heard(&mut talk, "more").to_owned();
    assert!(told.contains("No browser here?") && told.contains("Does the browser show"), "{told}");
    assert!(!told.contains("https://"), "what was said already is not said again: {told}");
}

#[test]
fn a_request_sheet_is_read_where_it_is_asked_for() {
    let mut talk = begun();
    while talk.kind() != Kind::WhoInOkta {
        let line = if talk.kind() == Kind::Organization { OKTA } else { "" };
        talk.types(if talk.heard.matches("> ").count() == 0 { "https://coder.example.com" } else { line });
    }
    let told = heard(&mut talk, "somebody").to_owned();
    assert_eq!(talk.kind(), Kind::Request, "the beginning of an answer is enough\n{told}");
    assert!(told.contains("“print”") && !told.contains("## Settings"), "{told}");
    assert!(heard(&mut talk, "print").contains("## Settings"), "{}", talk.heard);
    let told = heard(&mut talk, "save").to_owned();
    assert_eq!(told.matches("okta-request-coder.md").count(), 1, "{told}");
}

#[test]
fn help_names_only_what_can_be_typed_now() {
    let mut talk = begun();
    let told = heard(&mut talk, "help").to_owned();
    assert!(told.contains("empty: ") && !told.contains("copy") && !told.contains("fix: "), "{told}");
    assert!(told.contains("=word: Take the word as your answer"), "{told}");
    assert!(talk.reach_values(&answers()), "{}", talk.heard);
    let told = heard(&mut talk, "help").to_owned();
    assert!(told.contains("details: ") && !told.contains("empty: "), "{told}");
}

#[test]
fn another_list_of_applications_is_read_even_where_it_says_the_same() {
    let mut talk = Talk::new(Rig::of("coder"), Start::default());
    talk.types("1");
    assert!(heard(&mut talk, "nothing of that name").contains("1. Another application"), "{}", talk.heard);
    assert!(heard(&mut talk, "no such name either").contains("1. Another application"), "{}", talk.heard);
}

#[test]
fn a_word_of_the_conversation_is_asked_about_where_it_is_no_fitting_answer() {
    let mut talk = begun();
    let told = heard(&mut talk, "bakc").to_owned();
    assert!(told.contains("Did you mean “back”?") && told.ends_with("Your answer:\n"), "{told}");
    assert!(!told.contains('='), "no address is made of it: {told}");
    let told = heard(&mut talk, "undo").to_owned();
    assert!(told.contains("“undo” is a word of Usher’s, but it does nothing at this question."), "{told}");
    for why in ["why it is refused says more", "for the same answer as well"] {
        let told = heard(&mut talk, "cody").to_owned();
        assert_eq!(told.matches("names no host").count(), 1, "{why}, once: {told}");
    }
    talk.types("https://coder.example.com");
    talk.types(OKTA);
    let told = heard(&mut talk, "3 or so").to_owned();
    assert!(told.contains("Please type a number"), "{told}");
    let told = heard(&mut talk, "sumary").to_owned();
    assert!(told.contains("Did you mean “summary”?") && told.contains("Please type a number"), "{told}");
}

#[test]
fn a_client_id_that_reads_like_a_word_is_taken_once_it_is_insisted_on() {
    let mut talk = begun();
    talk.reach_values(&Answers { values: [OKTA, "", ""].map(str::to_owned), ..answers() });
    for stray in ["undo", "quti", "bakc"] {
        let told = heard(&mut talk, stray).to_owned();
        assert!(told.contains("type “=” to take it as typed.\nClient ID:"), "{told}");
    }
    let told = heard(&mut talk, "=").to_owned();
    assert!(told.contains("Client secret"), "{told}");
    talk.types("2");
    assert!(talk.said("Client ID [bakc]:"), "{}", talk.heard);
    talk.types("=undo");
    talk.types("2");
    assert!(talk.said("Client ID [undo]:"), "{}", talk.heard);
    talk.types("=");
    assert!(!talk.said("Client ID []"), "nothing was asked about: {}", talk.heard);
}

#[test]
fn what_is_looked_for_may_be_a_word_as_long_as_something_is_found() {
    let mut talk = Talk::new(Rig::of("coder"), Start::default());
    talk.types("1");
    let told = heard(&mut talk, "quti").to_owned();
    assert!(told.contains("Did you mean “quit”?") && !told.contains("1. "), "{told}");
    assert!(heard(&mut talk, "open").contains("1. "), "{}", talk.heard);
}

#[test]
fn which_file_a_path_means_is_said_once() {
    let mut talk = Talk::new(Rig::of("coder"), Start::default());
    talk.types("2");
    talk.types("1");
    let told = heard(&mut talk, "./missing/../coder.env").to_owned();
    assert!(told.contains("There is no file at"), "{told}");
    assert_eq!(told.matches("Corrected: That is coder.env").count(), 1, "{told}");
    let told = heard(&mut talk, "./missing/../coder.env").to_owned();
    assert_eq!(told.matches("Corrected: That is coder.env").count(), 1, "also for the second time: {told}");
}

#[test]
fn enter_is_named_by_what_it_does_and_that_word_does_the_same() {
    let mut talk =
        scenario(include_str!("../scenarios/all-is-well.toml")).talk().unwrap_or_else(|why| panic!("{why}"));
    assert!(talk.heard.ends_with("Press Enter for “configuration”, or type a word:\n"), "{}", talk.heard);
    talk.types("Configuration");
    assert_ne!(talk.kind(), Kind::Verdict, "{}", talk.heard);
}

#[test]
fn what_only_a_person_can_see_is_answered_in_words_one_after_the_other() {
    let mut talk =
        scenario(include_str!("../scenarios/all-is-well.toml")).talk().unwrap_or_else(|why| panic!("{why}"));
    while talk.kind() != Kind::Confirm {
        talk.types("");
    }
    let told = talk.heard.rsplit("\n> ").next().unwrap_or_default().to_owned();
    assert!(told.contains("1. ") && told.contains("Question 1: yes, no or later"), "{told}");
    let told = heard(&mut talk, "yes").to_owned();
    assert_eq!(talk.kind(), Kind::Confirm);
    assert!(told.contains("Question 2:") && told.contains("(Yes)"), "{told}");
    assert!(heard(&mut talk, "1").contains("Question 1:"), "{}", talk.heard);
    talk.types("");
    assert_ne!(talk.kind(), Kind::Confirm, "{}", talk.heard);
    let setup = talk.dialogue.wizard().setup().expect("a set-up");
    assert_eq!(setup.connection().confirmed.get("login"), Some(&true));
}

#[test]
fn before_the_first_writing_a_way_in_without_the_provider_is_asked_for_once() {
    let mut talk =
        scenario(include_str!("../scenarios/all-is-well.toml")).talk().unwrap_or_else(|why| panic!("{why}"));
    while talk.kind() != Kind::LocalAdmin {
        talk.types("");
    }
    assert!(talk.rig.files.is_empty(), "nothing is written before the answer");
    let told = talk.heard.rsplit("\n> ").next().unwrap_or_default().to_owned();
    assert!(told.contains("Is there a way into Coder without Okta?"), "{told}");
    assert!(told.contains("“coder server create-admin-user” makes one"), "{told}");
    assert!(told.contains("Press Enter for “it was tested, write”, or type a word:"), "{told}");
    assert!(heard(&mut talk, "back").contains("write"), "{}", talk.heard);
    assert_eq!(talk.kind(), Kind::Change);
    talk.types("");
    talk.types("");
    assert_eq!((talk.kind(), talk.rig.files.len()), (Kind::Apply, 1), "{}", talk.heard);
}
