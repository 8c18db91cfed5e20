//! The application's file: planned, gated by the proof, written, read back, undone.

use std::path::PathBuf;

use usher::diagnosis::CheckId;
use usher::engine::effect::{Effect, FileTrouble, FileTroubleKind, Outcome, Task};
use usher::engine::{Field, Intent, ProofState, Writing};

use crate::tests::journey::rig::{Rig, SECRET};

const BEFORE: &str = "# kept\nCODER_ACCESS_URL=https://old.example.com\nOTHER=1\n";

fn file() -> PathBuf {
    "/etc/coder.d/coder.env".into()
}

fn plan(rig: &mut Rig) {
    rig.intend(Intent::Plan { format: "env".to_owned(), path: None });
    rig.run();
}

fn proven() -> Rig {
    let mut rig = Rig::coder();
    rig.files.insert(file(), BEFORE.to_owned());
    rig.check();
    rig.login();
    assert_eq!(rig.setup.proof_state(), ProofState::Fresh);
    rig
}

fn write(rig: &mut Rig, unproven: bool) -> Vec<Effect> {
    let effects = rig.intend(Intent::Write { unproven });
    rig.run();
    effects
}

#[test]
fn what_was_planned_is_written_read_back_and_remembered() {
    let mut rig = proven();
    plan(&mut rig);
    let Writing::Planned(planned) = rig.setup.writing().clone() else { panic!("{:?}", rig.setup.writing()) };
    assert!(planned.holds_secret && !planned.unchanged);
    assert_eq!(rig.files[&file()], BEFORE, "a plan writes nothing");
    assert!(!format!("{:?}", planned.difference).contains(SECRET), "the difference hides the secret");
    let effects = write(&mut rig, false);
    assert!(matches!(effects.as_slice(), [Effect::Run(_, Task::Place(_))]));
    assert!(rig.files[&file()].starts_with("# kept\nCODER_ACCESS_URL=https://coder.example.com\nOTHER=1\n"));
    assert!(rig.files[&file()].contains(SECRET));
    assert!(matches!(rig.setup.writing(), Writing::Written(..)), "{:?}", rig.setup.writing());
    assert_eq!(rig.setup.diagnosis().check(CheckId::ConfigValues).unwrap().status.as_str(), "pass");
    let written = rig.records.last().unwrap().written.last().unwrap();
    assert!(!written.unproven && written.backup.is_some());
    assert_eq!(rig.setup.proof_state(), ProofState::Fresh);
    let kept = serde_json::to_string(rig.records.last().unwrap()).unwrap();
    assert!(!kept.contains(SECRET), "the record keeps no secret");
}

#[test]
fn nothing_unproven_is_written_without_the_persons_word() {
    let mut rig = Rig::coder();
    plan(&mut rig);
    assert!(write(&mut rig, false).is_empty());
    assert!(matches!(rig.setup.writing(), Writing::Unproven(_)));
    assert!(rig.files.is_empty());
    let said = rig.setup.diagnosis().check(CheckId::ConfigWritten).and_then(|check| check.finding.clone());
    assert_eq!(said.map(|finding| finding.slug.as_str()), Some("config.not_written"));
    write(&mut rig, true);
    assert!(rig.setup.diagnosis().check(CheckId::ConfigWritten).is_none());
    assert!(matches!(rig.setup.writing(), Writing::Written(..)));
    assert!(rig.records.last().unwrap().written.last().unwrap().unproven);
}

#[test]
fn an_edit_after_the_proof_closes_the_gate_and_drops_the_plan() {
    let mut rig = proven();
    plan(&mut rig);
    rig.answer("base_url", "https://moved.example.com");
    assert_eq!(rig.setup.proof_state(), ProofState::Stale);
    let said = rig.setup.diagnosis().check(CheckId::ConfigProof).and_then(|check| check.finding.clone());
    assert_eq!(said.map(|finding| finding.slug.as_str()), Some("config.stale_proof"));
    assert!(write(&mut rig, true).is_empty(), "what was shown is not what these values would write");
    plan(&mut rig);
    assert!(write(&mut rig, false).is_empty());
    assert!(matches!(rig.setup.writing(), Writing::Unproven(_)));
    assert_eq!(rig.files[&file()], BEFORE);
}

#[test]
fn nothing_is_written_that_was_not_planned() {
    let mut rig = proven();
    assert!(write(&mut rig, true).is_empty());
    assert!(rig.intend(Intent::UndoWrite).is_empty());
}

#[test]
fn a_file_that_changed_under_the_plan_is_left_alone() {
    let mut rig = proven();
    plan(&mut rig);
    rig.files.insert(file(), "somebody else's\n".to_owned());
    write(&mut rig, false);
    assert!(
        matches!(rig.setup.writing(), Writing::Failed(_, trouble) if trouble.kind == FileTroubleKind::Changed)
    );
    assert_eq!(rig.files[&file()], "somebody else's\n");
}

#[test]
fn an_undo_brings_the_old_text_back() {
    let mut rig = proven();
    plan(&mut rig);
    write(&mut rig, false);
    rig.intend(Intent::UndoWrite);
    rig.run();
    assert_eq!(rig.files[&file()], BEFORE);
    assert!(matches!(rig.setup.writing(), Writing::Undone));
    assert!(rig.records.last().unwrap().written.is_empty());
    assert!(rig.setup.diagnosis().check(CheckId::ConfigValues).is_none());
}

#[test]
fn an_undo_takes_away_a_file_that_was_not_there() {
    let mut rig = proven();
    rig.files.clear();
    plan(&mut rig);
    write(&mut rig, false);
    assert!(rig.files.contains_key(&file()));
    rig.intend(Intent::UndoWrite);
    rig.run();
    assert!(!rig.files.contains_key(&file()));
}

#[test]
fn an_undo_takes_nobodys_work_away() {
    let mut rig = proven();
    plan(&mut rig);
    write(&mut rig, false);
    let edited = format!("{}MINE=1\n", rig.files[&file()]);
    rig.files.insert(file(), edited.clone());
    rig.intend(Intent::UndoWrite);
    rig.run();
    assert!(
        matches!(rig.setup.writing(), Writing::Failed(_, trouble) if trouble.kind == FileTroubleKind::Changed)
    );
    assert_eq!(rig.files[&file()], edited);
}

#[test]
fn a_second_write_changes_nothing() {
    let mut rig = proven();
    plan(&mut rig);
    write(&mut rig, false);
    plan(&mut rig);
    assert!(matches!(rig.setup.writing(), Writing::Planned(planned) if planned.unchanged));
}

#[test]
fn a_plan_names_the_values_that_are_missing() {
    let mut rig = Rig::of("coder");
    rig.put(Field::Issuer, crate::tests::journey::rig::OKTA);
    rig.intend(Intent::Plan { format: "env".to_owned(), path: None });
    assert!(matches!(rig.setup.writing(), Writing::Incomplete(_, gaps) if !gaps.is_empty()));
}

#[test]
fn a_file_of_the_practice_says_so_in_its_first_line() {
    for (issuer, line) in [
        ("http://localhost:8780", "# For practice: the issuer below is on this computer, and is no real one"),
        ("https://example.okta.com", "# Sign-on with Okta"),
    ] {
        let mut rig = Rig::coder();
        rig.put(Field::Issuer, issuer);
        plan(&mut rig);
        let Writing::Planned(planned) = rig.setup.writing() else { panic!("{:?}", rig.setup.writing()) };
        assert_eq!(planned.new.reveal().lines().next(), Some(line));
    }
}

/// A large file takes a while. Whoever changes a value or plans anew meanwhile hears no more of the plan that was begun.
#[test]
fn a_plan_is_worked_out_apart_and_forgotten_where_a_value_changes_meanwhile() {
    let is_planned = |task: &Task| matches!(task, Task::Plan(_));
    let mut rig = proven();
    rig.intend(Intent::Plan { format: "env".to_owned(), path: None });
    rig.run_until(|rig| rig.waiting(is_planned).is_some());
    assert!(rig.setup.busy() && matches!(rig.setup.writing(), Writing::Reading(_)));
    rig.answer("base_url", "https://other.example.com");
    assert!(rig.waiting(is_planned).is_none(), "it is stopped");
    rig.run();
    assert!(matches!(rig.setup.writing(), Writing::Idle), "{:?}", rig.setup.writing());
    plan(&mut rig);
    let Writing::Planned(planned) = rig.setup.writing() else { panic!("{:?}", rig.setup.writing()) };
    assert!(planned.new.reveal().contains("CODER_ACCESS_URL=https://other.example.com"));
}

#[test]
fn what_took_too_long_is_said_and_nothing_is_written() {
    let mut rig = proven();
    rig.intend(Intent::Plan { format: "env".to_owned(), path: None });
    rig.run_until(|rig| rig.waiting(|task| matches!(task, Task::Plan(_))).is_some());
    let id = rig.waiting(|task| matches!(task, Task::Plan(_))).expect("a plan");
    let detail = "slow".into();
    let trouble = FileTrouble { path: file(), kind: FileTroubleKind::Other, detail };
    rig.done(id, Outcome::FileRead(Err(trouble)));
    assert!(matches!(rig.setup.writing(), Writing::Failed(..)), "{:?}", rig.setup.writing());
    assert_eq!(rig.files[&file()], BEFORE);
}
