//! Values as they are typed, corrected, taken back; and what a changed value makes worthless.

use usher::base::Secret;
use usher::diagnosis::CheckId;
use usher::diagnosis::evidence::Probed;
use usher::engine::effect::{Effect, Task};
use usher::engine::{Field, Intent, ProofState};
use usher::okta::probes::{APPLICATION, DISCOVERY, KEYS, ORGANIZATION};

use crate::tests::journey::rig::{CLIENT, OKTA, Rig, SECRET};

#[test]
fn a_slip_is_corrected_said_and_can_be_taken_back() {
    let mut rig = Rig::of("coder");
    assert!(rig.put(Field::Issuer, " https://example-admin.okta.com/ \n").is_empty());
    let field = rig.setup.field(&Field::Issuer).unwrap().clone();
    assert_eq!(rig.setup.connection().issuer.as_deref(), Some(OKTA));
    assert!(field.corrected.len() >= 2, "{:?}", field.corrected);
    assert_eq!(
        field.typed.reveal(),
        " https://example-admin.okta.com/ \n",
        "the text is kept as it was typed"
    );
    rig.intend(Intent::TakeAsTyped(Field::Issuer));
    let field = rig.setup.field(&Field::Issuer).unwrap();
    assert!(field.as_typed && field.corrected.is_empty());
    assert!(rig.setup.connection().issuer.as_deref().unwrap().contains("-admin"));
    rig.put(Field::Issuer, "https://example-admin.okta.com");
    assert_eq!(rig.setup.connection().issuer.as_deref(), Some(OKTA), "typed again, corrected again");
}

#[test]
fn a_secret_is_corrected_and_the_correction_taken_back() {
    let mut rig = Rig::of("coder");
    rig.put(Field::Secret, &format!("  {SECRET}\n"));
    assert_eq!(rig.setup.secret(), Some(&Secret::new(SECRET)));
    rig.intend(Intent::TakeAsTyped(Field::Secret));
    assert_eq!(rig.setup.secret(), Some(&Secret::new(format!("  {SECRET}\n"))));
}

#[test]
fn a_refused_text_is_kept_and_counts_for_nothing() {
    let mut rig = Rig::coder();
    rig.put(Field::Issuer, "https://{yourOktaDomain}");
    assert_eq!(rig.setup.connection().issuer, None);
    let field = rig.setup.field(&Field::Issuer).unwrap();
    assert!(field.problem.is_some() && field.typed.reveal() == "https://{yourOktaDomain}");
    assert!(rig.intend(Intent::Check).is_empty(), "there is nobody to ask");
    assert!(!rig.setup.checking());
    assert_eq!(rig.setup.diagnosis().primary_finding().unwrap().slug.as_str(), "issuer.placeholder");
}

#[test]
fn another_issuer_forgets_what_was_seen_and_stops_what_is_out() {
    let mut rig = Rig::coder();
    rig.check();
    rig.login();
    assert!(rig.setup.evidence().login.is_some());
    rig.intend(Intent::Check);
    let out: Vec<_> = rig.tasks.iter().map(|(id, _, _)| *id).collect();
    let old = rig.tasks.iter().find_map(|(id, task, _)| match task {
        Task::Send(request) => Some((*id, request.clone())),
        _ => None,
    });
    let (id, request) = old.unwrap();
    let effects = rig.put(Field::Issuer, "https://another.okta.com");
    let stopped: Vec<_> = out.iter().filter(|id| effects.contains(&Effect::Stop(**id))).collect();
    assert_eq!(stopped.len(), out.len(), "every question about the other issuer is stopped");
    let late = rig.exchange(&request);
    assert!(rig.done(id, usher::engine::effect::Outcome::Answered(Box::new(late))).is_empty());
    let evidence = rig.setup.evidence();
    assert!(evidence.probed == Probed::default() && evidence.login.is_none());
    assert_ne!(rig.setup.proof_state(), ProofState::Fresh);
}

#[test]
fn another_secret_forgets_the_clients_answers_and_keeps_the_issuers() {
    let mut rig = Rig::coder();
    rig.check();
    rig.put(Field::Secret, "another-secret-of-forty-characters-0000000");
    let evidence = rig.setup.evidence();
    let kept: Vec<_> = evidence.probed.iter().map(|(question, _)| question.probe).collect();
    assert_eq!(kept, [&DISCOVERY, &ORGANIZATION, &KEYS]);
}

#[test]
fn the_same_value_again_forgets_nothing() {
    let mut rig = Rig::coder();
    rig.check();
    rig.login();
    for (field, text) in [(Field::Issuer, OKTA), (Field::ClientId, CLIENT), (Field::Secret, SECRET)] {
        assert!(rig.put(field, text).is_empty());
    }
    assert!(rig.setup.evidence().login.is_some());
    assert_eq!(rig.setup.proof_state(), ProofState::Fresh);
}

#[test]
fn another_address_asks_about_its_own_redirect_uri() {
    let mut rig = Rig::coder();
    rig.check();
    rig.answer("base_url", "https://moved.example.com");
    let check = rig.setup.diagnosis().check(CheckId::RedirectApp).unwrap();
    assert_eq!(check.status.as_str(), "not_reached", "the new URI was not asked about");
    rig.check();
    let asked = rig.setup.evidence().probed.iter().filter(|(question, _)| *question.probe == APPLICATION);
    let uris: Vec<_> = asked.map(|(question, _)| question.about.as_str()).collect();
    assert_eq!(uris, ["https://moved.example.com/api/v2/users/oidc/callback"]);
    assert_eq!(rig.setup.diagnosis().primary_finding().unwrap().slug.as_str(), "redirect.app_not_registered");
}

#[test]
fn every_later_edit_makes_the_proof_stale_and_the_old_value_fresh_again() {
    let mut rig = Rig::coder();
    rig.check();
    rig.login();
    assert_eq!(rig.setup.proof_state(), ProofState::Fresh);
    let edits = [
        (Field::Issuer, "https://another.okta.com", OKTA),
        (Field::ClientId, "0oaanother0000000001", CLIENT),
        (Field::Secret, "another-secret-of-forty-characters-0000000", SECRET),
        (Field::Answer("base_url".to_owned()), "https://moved.example.com", "https://coder.example.com"),
    ];
    for (field, other, right) in edits {
        rig.put(field.clone(), other);
        assert_eq!(rig.setup.proof_state(), ProofState::Stale, "{field:?}");
        rig.put(field.clone(), right);
        assert_eq!(rig.setup.proof_state(), ProofState::Fresh, "{field:?}");
    }
}
