//! The way back: whatever interrupts a write or an undo, an undo touches the files of the last writing and no other, and
//! only where they are exactly what was written.

use std::path::PathBuf;

use serde_json::{Value, json};
use usher::engine::connection::{Connection, Progress};
use usher::engine::effect::{FileTroubleKind, Task};
use usher::engine::{Field, How, Intent, Writing};

use crate::tests::journey::rig::{CLIENT, OKTA, Rig, SECRET};

const OLDER: &str = "/srv/older/okta.py";
const SETTINGS: &str = "/srv/okta.py";
const SECRETS: &str = "/srv/zulip-secrets.conf";
const BEFORE: &str = "[secrets]\navatar_salt = x\n";

fn text<'a>(rig: &'a Rig, path: &str) -> Option<&'a str> {
    rig.files.get(&PathBuf::from(path)).map(String::as_str)
}

fn plan(rig: &mut Rig, path: &str) {
    rig.intend(Intent::Plan { format: "settings".to_owned(), path: Some(path.into()) });
    rig.run();
}

fn write(rig: &mut Rig, path: &str) {
    plan(rig, path);
    rig.intend(Intent::Write { unproven: true });
    rig.run();
}

fn undo(rig: &mut Rig) {
    rig.intend(Intent::UndoWrite);
    rig.run();
}

/// One writing is over; another one, of a file and its companion, is planned.
fn planned() -> Rig {
    let mut rig = Rig::of("zulip");
    rig.answer("base_url", "https://chat.example.com");
    rig.put(Field::Issuer, OKTA);
    rig.put(Field::ClientId, CLIENT);
    rig.put(Field::Secret, SECRET);
    write(&mut rig, OLDER);
    rig.files.insert(SECRETS.into(), BEFORE.to_owned());
    plan(&mut rig, SETTINGS);
    assert!(text(&rig, OLDER).is_some());
    rig
}

fn written() -> Rig {
    let mut rig = planned();
    rig.intend(Intent::Write { unproven: true });
    rig.run();
    assert!(matches!(rig.setup.writing(), Writing::Written(..)), "{:?}", rig.setup.writing());
    rig
}

/// Both files of the last writing are what they were before, and those of the one before it are still written.
fn assert_last_is_back(rig: &Rig, when: &str) {
    assert_eq!(text(rig, SETTINGS), None, "{when}");
    assert_eq!(text(rig, SECRETS), Some(BEFORE), "{when}");
    assert!(text(rig, OLDER).is_some_and(|text| text.contains(CLIENT)), "{when}: the older file is touched");
}

fn untouched(rig: &Rig) -> bool {
    text(rig, SETTINGS).is_none() && text(rig, SECRETS) == Some(BEFORE)
}

#[test]
fn killed_anywhere_in_a_write_an_undo_takes_back_what_was_written_and_nothing_older() {
    let mut seen = [false; 4];
    for steps in 0..100 {
        let mut rig = planned();
        rig.intend(Intent::Write { unproven: true });
        let goes_on = rig.run_steps(steps);
        let mut next = rig.killed();
        let kept = next.setup.connection().written.len();
        let when = format!("killed after {steps} effects, {kept} entries");
        if kept == 2 {
            assert!(untouched(&next), "{when}: something is written that the record does not know");
            seen[0] = true;
        } else {
            undo(&mut next);
            assert_eq!(next.setup.writing(), &Writing::Undone, "{when}");
            assert_last_is_back(&next, &when);
            assert_eq!(next.records.last().unwrap().written.len(), 2, "{when}");
            let was_written = |how: How| next.setup.undone().iter().filter(|one| one.how == how).count();
            seen[1 + was_written(How::BroughtBack)] = true;
        }
        if !goes_on {
            assert_eq!(seen, [true; 4], "before the record, before, between and after the two renames");
            return;
        }
    }
    panic!("this never ends");
}

#[test]
fn killed_anywhere_in_an_undo_another_one_ends_it_and_nothing_older_is_touched() {
    for first in 0..100 {
        let mut rig = written();
        rig.intend(Intent::UndoWrite);
        let goes_on = rig.run_steps(first);
        for second in 0..100 {
            let mut next = rig.killed();
            let when = format!("killed after {first} effects, then after {second}");
            let mut goes_on = false;
            if next.setup.connection().written.len() > 2 {
                next.intend(Intent::UndoWrite);
                goes_on = next.run_steps(second);
                let mut last = next.killed();
                if last.setup.connection().written.len() > 2 {
                    undo(&mut last);
                    assert_eq!(last.setup.writing(), &Writing::Undone, "{when}");
                }
                next = last;
            }
            assert_last_is_back(&next, &when);
            assert_eq!(next.setup.connection().written.len(), 2, "{when}");
            if !goes_on {
                break;
            }
        }
        if !goes_on {
            return;
        }
    }
    panic!("this never ends");
}

#[test]
fn no_file_changes_before_the_record_says_so() {
    let is_write = |task: &Task| matches!(task, Task::Write { .. } | Task::Restore { .. });
    let last = |rig: &Rig| rig.records.last().unwrap().written.last().unwrap().progress;
    let mut rig = planned();
    rig.intend(Intent::Write { unproven: true });
    // Another save that is under way does not count for the one that is needed.
    rig.intend(Intent::Save);
    rig.run_until(|rig| rig.waiting(is_write).is_some());
    assert_eq!(last(&rig), Progress::Intended);
    rig.run();
    assert_eq!(last(&rig), Progress::Done);
    rig.intend(Intent::UndoWrite);
    rig.run_until(|rig| rig.waiting(is_write).is_some());
    assert_eq!(last(&rig), Progress::Undoing);
}

#[test]
fn what_cannot_be_recorded_is_not_written_unless_no_undo_is_wanted() {
    let mut rig = planned();
    rig.is_record_frozen = true;
    rig.intend(Intent::Write { unproven: true });
    rig.run();
    let Writing::Failed(target, trouble) = rig.setup.writing().clone() else {
        panic!("{:?}", rig.setup.writing())
    };
    assert_eq!((target.path, trouble.kind), (SECRETS.into(), FileTroubleKind::NotRecorded));
    for said in ["connections/coder.json", "as the system says", "--no-undo"] {
        assert!(trouble.detail.in_english().contains(said), "{said}: {}", trouble.detail.in_english());
    }
    assert!(untouched(&rig));
    undo(&mut rig);
    assert!(text(&rig, OLDER).is_some(), "nor is anything undone");

    rig.setup.write_without_undo();
    write(&mut rig, SETTINGS);
    assert!(matches!(rig.setup.writing(), Writing::Written(..)), "{:?}", rig.setup.writing());
    assert!(!rig.setup.is_recorded(), "no undo is promised");
    rig.is_record_frozen = false;
    rig.intend(Intent::Save);
    rig.run();
    assert!(rig.setup.is_recorded());
    let mut next = rig.killed();
    undo(&mut next);
    assert_last_is_back(&next, "recorded in the end");
}

#[test]
fn an_undo_refuses_whatever_is_not_exactly_what_was_written() {
    type Change = fn(&mut Rig, &str);
    let cases: [(&str, Change); 4] = [
        ("an edit", |rig, _| drop(rig.files.insert(SETTINGS.into(), "mine = 1\n".to_owned()))),
        ("gone", |rig, _| drop(rig.files.remove(&PathBuf::from(SECRETS)))),
        ("another copy", |rig, copy| drop(rig.files.insert(copy.into(), "[secrets]\n".to_owned()))),
        ("no copy", |rig, copy| drop(rig.files.remove(&PathBuf::from(copy)))),
    ];
    for (what, change) in cases {
        let mut tried = 0;
        for steps in 0..20 {
            let mut rig = planned();
            rig.intend(Intent::Write { unproven: true });
            rig.run_steps(steps);
            let mut next = rig.killed();
            if text(&next, SECRETS) == Some(BEFORE) {
                continue;
            }
            tried += 1;
            let copies: Vec<PathBuf> =
                next.setup.connection().last_writing().filter_map(|one| one.backup.clone()).collect();
            change(&mut next, &copies[0].display().to_string());
            let before = next.files.clone();
            undo(&mut next);
            undo(&mut next);
            assert!(
                matches!(next.setup.writing(), Writing::Failed(..)),
                "{what}: {:?}",
                next.setup.writing()
            );
            let changed = if what == "an edit" { SETTINGS } else { SECRETS };
            for path in [OLDER, changed].map(PathBuf::from) {
                assert_eq!(next.files.get(&path), before.get(&path), "{what}: {}", path.display());
            }
        }
        assert!(tried > 3, "{what}");
    }
}

#[test]
fn a_record_of_version_1_is_read_and_undone() {
    let rig = written();
    let mut record: Value = serde_json::to_value(rig.records.last().unwrap()).unwrap();
    record["version"] = json!(1);
    for entry in record["written"].as_array_mut().unwrap() {
        entry.as_object_mut().unwrap().retain(|key, _| key != "before" && key != "progress");
    }
    let record = Connection::read(&record.to_string()).unwrap();
    let mut next = rig.killed();
    next.records = vec![record];
    let mut next = next.killed();
    undo(&mut next);
    assert_last_is_back(&next, "version 1");
}

#[cfg(unix)]
#[test]
fn a_path_of_any_bytes_survives_the_record() {
    use std::os::unix::ffi::OsStringExt as _;
    let odd = PathBuf::from(std::ffi::OsString::from_vec(b"/srv/\xff.env".to_vec()));
    let rig = written();
    let mut record = rig.records.last().unwrap().clone();
    record.written[0].path.clone_from(&odd);
    record.written[0].backup = Some(odd.clone());
    record.secret = usher::engine::connection::SecretSource::File { path: odd };
    let json = serde_json::to_string(&record).unwrap();
    assert_eq!(Connection::read(&json).unwrap(), record);
    assert!(json.contains("\"path\":\"/srv/okta.py\""), "what is text stays text: {json}");
}
