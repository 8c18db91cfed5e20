//! Nothing that must stay secret shows: not in any `Debug` on the way, not in any format of the report.

use usher::base::Secret;
use usher::face::report::{Examined, Format, Report};
use usher::setup::{Intent, Setup};

use crate::rig::{Rig, SECRET};

/// Everything that was said on the way and in the end.
fn all_that_shows(rig: &Rig) -> Vec<(String, String)> {
    let setup: &Setup = &rig.setup;
    let examined = Examined {
        name: "coder".to_owned(),
        evidence: setup.evidence().clone(),
        diagnosis: setup.diagnosis().clone(),
    };
    let mut all = vec![("debug".to_owned(), rig.said.clone().expect("a rig that listens"))];
    for include_identity in [false, true] {
        let report = Report { results: vec![examined.clone()], include_identity, strict: false };
        all.push(("debug of the report".to_owned(), format!("{report:?}")));
        for format in [Format::Text, Format::Json, Format::Markdown, Format::Html, Format::Junit] {
            all.push((format!("{format:?}"), report.render(format)));
        }
    }
    all
}

/// What was secret in this run: the client secret, codes, verifiers, tokens, seeds.
fn secrets(rig: &Rig) -> Vec<Secret> {
    let mut all = vec![Secret::new(SECRET)];
    all.extend(rig.issued.iter().cloned());
    for (request, _) in &rig.sent {
        let body = request.body.as_ref().map(|body| body.reveal().to_owned()).unwrap_or_default();
        let fields = url::form_urlencoded::parse(body.as_bytes()).into_owned();
        let telling = ["code", "code_verifier", "refresh_token", "token", "client_secret", "id_token_hint"];
        all.extend(fields.filter(|(name, _)| telling.contains(&name.as_str())).map(|(_, text)| text.into()));
        all.extend(
            request
                .header("authorization")
                .map(|line| Secret::new(line.split_once(' ').map_or(line, |(_, credentials)| credentials))),
        );
    }
    all.retain(|secret| secret.chars() > 12);
    all
}

fn assert_quiet(rig: &Rig) {
    let secrets = secrets(rig);
    assert!(secrets.len() > 3, "the run held secrets");
    for (place, text) in all_that_shows(rig) {
        let at = secrets.iter().position(|secret| text.contains(secret.reveal()));
        assert!(at.is_none(), "{place} shows secret number {at:?}");
    }
}

fn listening(faults: &[&str]) -> Rig {
    let mut rig = Rig::with(faults);
    rig.said = Some(String::new());
    // Typed once more, so that the very events are among what is looked at.
    rig.put(usher::setup::Field::Secret, SECRET);
    rig
}

#[test]
fn a_whole_good_run_shows_no_secret() {
    let mut rig = listening(&[]);
    rig.check();
    rig.login();
    rig.intend(Intent::Plan { format: "env".to_owned(), path: None });
    rig.run();
    rig.intend(Intent::Write { unproven: false });
    rig.run();
    assert!(rig.files.values().any(|text| text.contains(SECRET)), "the run went to its end");
    assert_quiet(&rig);
}

#[test]
fn whole_failing_runs_show_no_secret() {
    for fault in ["secret-changed", "bad-signature", "token-html", "userinfo-other-sub", "refresh-rejected"] {
        let mut rig = listening(&[fault]);
        rig.check();
        rig.login();
        assert_quiet(&rig);
    }
}

#[test]
fn machine_formats_mask_the_person_unless_asked() {
    let mut rig = listening(&[]);
    rig.check();
    rig.login();
    for (place, text) in all_that_shows(&rig).into_iter().skip(2).take(5) {
        assert!(!text.contains(crate::rig::ANA), "{place} names the person");
    }
}
