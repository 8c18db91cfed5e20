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
