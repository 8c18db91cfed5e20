//! Files that are written together: planned as one, written one after the other, each whole, undone together.

use std::path::PathBuf;

use usher::diagnosis::CheckId;
use usher::engine::effect::{FileTroubleKind, Task};
use usher::engine::{Field, Intent, Writing};

use crate::tests::journey::rig::{CLIENT, OKTA, Rig, SECRET};

const SETTINGS: &str = "zulip-okta.py";
const SECRETS: &str = "/etc/zulip/zulip-secrets.conf";
const BEFORE: &str = "# made at installation\n[secrets]\navatar_salt = x\n";

fn planned() -> Rig {
    let mut rig = Rig::of("zulip");
    rig.answer("base_url", "https://chat.example.com");
    rig.put(Field::Issuer, OKTA);
    rig.put(Field::ClientId, CLIENT);
    rig.put(Field::Secret, SECRET);
    rig.files.insert(SECRETS.into(), BEFORE.to_owned());
    rig.intend(Intent::Plan { format: "settings".to_owned(), path: None });
    rig.run();
    rig
}

fn text<'a>(rig: &'a Rig, path: &str) -> Option<&'a str> {
    rig.files.get(&PathBuf::from(path)).map(String::as_str)
}

#[test]
fn a_file_and_its_companion_are_shown_written_read_back_and_undone_as_one() {
    let mut rig = planned();
    let Writing::Planned(plan) = rig.setup.writing().clone() else { panic!("{:?}", rig.setup.writing()) };
    let paths: Vec<String> = plan.files().map(|one| one.target.path.display().to_string()).collect();
    assert_eq!(paths, [SETTINGS, SECRETS]);
    assert!(plan.files().all(|one| !one.difference.is_empty()) && !plan.is_unchanged());
    assert!(!format!("{:?}", plan.also[0].difference).contains(SECRET));
    rig.intend(Intent::Write { unproven: true });
    // What a file names is there before the file.
    let is_secret =
        |task: &Task| matches!(task, Task::Write { change, .. } if change.path.as_os_str() == SECRETS);
    rig.run_until(|rig| rig.waiting(is_secret).is_some());
    assert_eq!(text(&rig, SETTINGS), None);
    rig.run();
    assert!(matches!(rig.setup.writing(), Writing::Written(target, _) if target.format == "settings"));
    assert_eq!(rig.setup.written_together().len(), 1);
    assert!(text(&rig, SECRETS).is_some_and(|text| text.starts_with(BEFORE) && text.contains(SECRET)));
    assert!(text(&rig, SETTINGS).is_some_and(|text| text.contains(CLIENT) && !text.contains(SECRET)));
    assert_eq!(rig.setup.diagnosis().check(CheckId::ConfigValues).unwrap().status.as_str(), "pass");
    assert_eq!(rig.records.last().unwrap().written.len(), 2);
    rig.intend(Intent::UndoWrite);
    rig.run();
    assert!(matches!(rig.setup.writing(), Writing::Undone), "{:?}", rig.setup.writing());
    assert_eq!(rig.setup.undone().len(), 2);
    assert_eq!(text(&rig, SECRETS), Some(BEFORE));
    assert_eq!(text(&rig, SETTINGS), None);
    assert!(rig.records.last().unwrap().written.is_empty());
}

#[test]
fn what_stops_in_the_middle_leaves_each_file_whole_and_can_be_undone() {
    let mut rig = planned();
    rig.files.insert(SETTINGS.into(), "somebody else’s\n".to_owned());
    rig.intend(Intent::Write { unproven: true });
    rig.run();
    let failed = |rig: &Rig| matches!(rig.setup.writing(), Writing::Failed(target, trouble) if target.format == "settings" && trouble.kind == FileTroubleKind::Changed);
    assert!(failed(&rig), "{:?}", rig.setup.writing());
    assert!(text(&rig, SECRETS).is_some_and(|text| text.contains(SECRET)));
    assert_eq!(text(&rig, SETTINGS), Some("somebody else’s\n"));
    rig.intend(Intent::UndoWrite);
    rig.run();
    assert_eq!(text(&rig, SECRETS), Some(BEFORE));
    assert_eq!(text(&rig, SETTINGS), Some("somebody else’s\n"));
}

#[test]
fn nothing_is_written_when_the_companion_cannot_be() {
    let mut rig = planned();
    rig.files.insert(SECRETS.into(), "$ANSIBLE_VAULT;1.1;AES256\n61336663\n".to_owned());
    rig.intend(Intent::Plan { format: "settings".to_owned(), path: None });
    rig.run();
    assert!(matches!(rig.setup.writing(), Writing::Refused(target, _) if target.format == "secrets"));
    assert!(rig.intend(Intent::Write { unproven: true }).is_empty());
    assert_eq!(text(&rig, SETTINGS), None);
}

#[test]
fn a_file_elsewhere_has_its_companion_beside_it_and_a_second_write_changes_nothing() {
    let mut rig = planned();
    for _ in 0..2 {
        rig.intend(Intent::Plan { format: "settings".to_owned(), path: Some("/tmp/try/okta.py".into()) });
        rig.run();
        rig.intend(Intent::Write { unproven: true });
        rig.run();
    }
    assert!(text(&rig, "/tmp/try/zulip-secrets.conf").is_some_and(|text| text.contains(SECRET)));
    assert_eq!(text(&rig, SECRETS), Some(BEFORE));
    rig.intend(Intent::Plan { format: "settings".to_owned(), path: Some("/tmp/try/okta.py".into()) });
    rig.run();
    assert!(matches!(rig.setup.writing(), Writing::Planned(plan) if plan.is_unchanged()));
}

#[test]
fn the_commands_name_the_files_where_they_were_written() {
    let mut rig = Rig::of("argocd");
    rig.answer("base_url", "https://argocd.example.com");
    rig.answer("admin_group", "Platform");
    rig.put(Field::Issuer, OKTA);
    rig.put(Field::ClientId, CLIENT);
    rig.put(Field::Secret, SECRET);
    let format = rig.setup.resolved().formats.iter().find(|one| !one.also.is_empty()).expect("one").clone();
    let told = |rig: &Rig| {
        rig.setup.taking_up(&format).iter().map(|one| one.run.clone()).collect::<Vec<_>>().join("\n")
    };
    let usual = format.path.clone().expect("a path");
    assert!(told(&rig).contains(&format!(" {usual}")), "{}", told(&rig));
    rig.intend(Intent::Plan { format: format.id.clone(), path: Some("/srv/live/sign on.yaml".into()) });
    rig.run();
    rig.intend(Intent::Write { unproven: true });
    rig.run();
    assert!(told(&rig).contains("-f '/srv/live/sign on.yaml'"), "{}", told(&rig));
    assert!(told(&rig).contains("-f /srv/live/argocd-okta-secret.yaml"), "{}", told(&rig));
    assert!(!told(&rig).contains(&format!(" {usual}")), "{}", told(&rig));
}

/// A values file that names a Secret of another name than the guide's: the Secret that is written bears that name, and
/// its keys theirs.
#[test]
fn a_secret_is_written_under_the_name_that_the_values_have_for_it() {
    let sso = "    clientId:\n      name: platform-sso\n      key: id\n    clientSecret:\n      name: platform-sso\n      key: pass\n";
    let argo =
        (format!("server:\n  sso:\n    enabled: false\n{sso}"), ["platform-sso", "  id: ", "  pass: "]);
    let proxy = (
        "config:\n  existingSecret: platform-sso\n".to_owned(),
        ["platform-sso", "client-id: ", "client-secret: "],
    );
    for (guide, (values, told)) in [("argo-workflows", &argo), ("oauth2-proxy", &proxy), ("traefik", &proxy)]
    {
        let mut rig = Rig::of(guide);
        rig.answer("base_url", "https://app.example.com");
        for (key, answer) in
            [("admin_group", "Platform"), ("upstream", "http://app:80"), ("group", "Platform")]
        {
            if rig.setup.guide().questions.iter().any(|question| question.key == key) {
                rig.answer(key, answer);
            }
        }
        rig.put(Field::Issuer, OKTA);
        rig.put(Field::ClientId, CLIENT);
        rig.put(Field::Secret, SECRET);
        rig.files.insert("/srv/values.yaml".into(), values.clone());
        rig.intend(Intent::Plan { format: "helm".to_owned(), path: Some("/srv/values.yaml".into()) });
        rig.run();
        rig.intend(Intent::Write { unproven: true });
        rig.run();
        assert!(matches!(rig.setup.writing(), Writing::Written(..)), "{guide}: {:?}", rig.setup.writing());
        let written = text(&rig, "/srv/values.yaml").unwrap_or_default();
        assert_eq!(
            written.matches("platform-sso").count(),
            values.matches("platform-sso").count(),
            "{written}"
        );
        let secret = rig.files.values().find(|text| text.contains("kind: Secret")).expect("a Secret");
        assert!(told.iter().all(|told| secret.contains(told)), "{guide}: {secret}");
    }
}
