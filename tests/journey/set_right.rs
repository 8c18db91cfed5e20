//! A faulty file heard line by line: what was found, the difference by the number of a finding or as a whole, and the file afterwards.

use std::path::PathBuf;

use usher::wizard::{Kind, Start};

use crate::tests::journey::conversation::Talk;
use crate::tests::journey::rig::{CLIENT, OKTA, Rig, SECRET};

const PATH: &str = "/etc/coder.d/coder.env";

/// A slash after the issuer, and a key with two letters in each other's place.
fn faulty() -> String {
    format!(
        "CODER_ACCESS_URL=https://coder.example.com\nCODER_OIDC_ISSUER_URL={OKTA}/\nCODER_OIDC_CLIENT_ID={CLIENT}\n\
         CODER_OIDC_CLIENT_SECRET={SECRET}\nCODER_OIDC_GROUP_FEILD=groups\n"
    )
}

fn at_verdict() -> Talk {
    let mut rig = Rig::of("coder");
    rig.files.insert(PathBuf::from(PATH), faulty());
    let start = Start { from: Some(PATH.to_owned()), verify: true, ..Start::default() };
    let mut talk = Talk::new(rig, start);
    assert_eq!(talk.kind(), Kind::Found, "{}", talk.heard);
    assert!(talk.said("Something is wrong already."), "{}", talk.heard);
    talk.types("");
    assert_eq!(talk.kind(), Kind::Verdict, "{}", talk.heard);
    talk
}

fn file(talk: &Talk) -> &str {
    &talk.rig.files[&PathBuf::from(PATH)]
}

#[test]
fn a_finding_is_set_right_by_its_number() {
    let mut talk = at_verdict();
    assert!(talk.said("2. Careful: Coder does not read CODER_OIDC_GROUP_FEILD."), "{}", talk.heard);
    talk.types("fix 2");
    assert_eq!(talk.kind(), Kind::Fix, "{}", talk.heard);
    assert!(talk.said("Added: CODER_OIDC_GROUP_FIELD=groups"), "{}", talk.heard);
    assert!(!talk.said(&format!("Added: CODER_OIDC_ISSUER_URL={OKTA}")), "{}", talk.heard);
    talk.types("back");
    assert_eq!(talk.kind(), Kind::Verdict, "{}", talk.heard);
    assert_eq!(file(&talk), faulty(), "nobody agreed");
    talk.types("fix 2");
    talk.types("");
    assert_eq!(file(&talk), faulty().replace("FEILD", "FIELD"));
    assert_eq!(talk.kind(), Kind::Verdict, "{}", talk.heard);
    assert!(talk.said(&format!("OK: {PATH} was set right.")), "{}", talk.heard);
}

#[test]
fn one_word_sets_all_of_the_file_right_and_another_brings_it_back() {
    let mut talk = at_verdict();
    talk.types("correct");
    assert!(talk.said("(2 lines change)") && talk.said("Press Enter for “write”"), "{}", talk.heard);
    talk.types("");
    assert_eq!(file(&talk), faulty().replace("com/\n", "com\n").replace("FEILD", "FIELD"));
    assert_eq!(talk.kind(), Kind::Login, "nothing more can be told without one\n{}", talk.heard);
    assert!(talk.said("was set right. Only a login can tell the rest."), "{}", talk.heard);
    talk.types("back");
    assert_eq!(talk.kind(), Kind::Verdict, "{}", talk.heard);
    talk.types("undo");
    assert!(talk.said("Type “undo” once more to bring back"), "{}", talk.heard);
    talk.types("undo");
    assert_eq!(file(&talk), faulty(), "letter by letter");
    talk.types("");
    assert_eq!(talk.kind(), Kind::Verdict, "{}", talk.heard);
}

/// What is heard of a file, up to what was found in it.
fn found_in(path: &str, text: &str) -> Talk {
    let mut rig = Rig::of("coder");
    rig.files.insert(PathBuf::from(path), text.to_owned());
    let start = Start { from: Some(path.to_owned()), verify: true, ..Start::default() };
    let talk = Talk::new(rig, start);
    assert_eq!(talk.kind(), Kind::Found, "{}", talk.heard);
    talk
}

#[test]
fn what_stands_in_a_file_is_told_once_and_nobody_is_asked_for_it_by_heart() {
    let talk = found_in(
        "/etc/grafana/grafana.ini",
        &format!(
            "[server]\nroot_url = https://grafana.example.com/\n[auth.okta]\nenabled = true\nclient_id = {CLIENT}\nclient_secret = {SECRET}\n\
             scopes = openid profile email groups\nauth_url = {OKTA}/oauth2/v1/authorize\ntoken_url = {OKTA}/oauth2/v1/token\n\
             api_url = {OKTA}/oauth2/v1/userinfo\nrole_attribute_path = contains(groups[*], 'Admins') && 'Admin' || 'Viewer'\n"
        ),
    );
    assert_eq!(talk.heard.matches("Sign-in endpoint:").count(), 1, "{}", talk.heard);
}

#[test]
fn a_variable_in_a_list_has_the_name_that_the_file_gives_it() {
    let env = |name: &str, value: &str| format!("    - name: {name}\n      value: {value}\n");
    let talk = found_in(
        "/home/ana/values.yaml",
        &[
            "coder:\n  env:\n",
            &env("CODER_ACCESS_URL", "https://coder.example.com"),
            &env("CODER_OIDC_ISSUER_URL", OKTA),
            &env("CODER_OIDC_CLIENT_ID", CLIENT),
            &env("CODER_DISABLE_PASSWORD_AUTH", "\"true\""),
        ]
        .concat(),
    );
    assert!(talk.said("Local login: true (CODER_DISABLE_PASSWORD_AUTH, line 10)"), "{}", talk.heard);
    assert!(!talk.said("[name="), "{}", talk.heard);
    assert!(talk.said("This is not all that a test needs."), "the secret is missing\n{}", talk.heard);
}

#[test]
fn what_is_still_so_is_not_told_all_over_again() {
    let mut talk = at_verdict();
    let before = talk.heard.len();
    talk.types("");
    let told = &talk.heard[before..];
    assert!(told.contains("it is still so"), "{told}");
    assert!(!told.contains("Still open") && !told.contains("CODER_OIDC_GROUP_FEILD"), "{told}");
}

#[test]
fn a_variable_that_comes_from_a_secret_or_belongs_to_a_service_has_its_own_name_too() {
    let service = format!(
        "services:\n  coder:\n    image: coder\n    environment:\n      CODER_ACCESS_URL: https://coder.example.com\n      \
         CODER_OIDC_ISSUER_URL: {OKTA}/\n      CODER_OIDC_CLIENT_ID: {CLIENT}\n      CODER_OIDC_CLIENT_SECRET: {SECRET}\n"
    );
    let talk = found_in("/home/ana/compose.yaml", &service);
    assert!(talk.said("Wrong: Coder cannot use CODER_OIDC_ISSUER_URL as its file has it."), "{}", talk.heard);
    let env = |name: &str, value: &str| format!("    - name: {name}\n      value: {value}\n");
    let values = [
        "coder:\n  env:\n",
        &env("CODER_OIDC_ISSUER_URL", OKTA),
        &env("CODER_OIDC_CLIENT_ID", CLIENT),
        "    - name: CODER_OIDC_CLIENT_SECRET\n      valueFrom:\n        secretKeyRef: { name: coder-oidc, key: secret }\n",
    ]
    .concat();
    let mut rig = Rig::of("coder");
    rig.files.insert(PathBuf::from("/home/ana/values.yaml"), values);
    let from = Some("/home/ana/values.yaml".to_owned());
    let talk = Talk::new(rig, Start { from, verify: true, ..Start::default() });
    assert!(talk.said("CODER_OIDC_CLIENT_SECRET") && !talk.said("[name="), "{}", talk.heard);
}
