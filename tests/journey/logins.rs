//! The test login, event by event: what is asked, what is noted, what is left alone.

use usher::base::{Exchange, Secret, Trouble, TroubleKind};
use usher::diagnosis::Verdict;
use usher::diagnosis::evidence::PageSeen;
use usher::engine::effect::{Effect, Outcome, Task, TaskId};
use usher::engine::{End, Field, Intent, LoginPlan, ProofState};
use usher::oidc::callback::{CallbackRefusal, PasteProblem};
use usher::okta::probes::DISCOVERY;

use crate::tests::journey::rig::{ANA, Rig, TEST_URI};

/// A login that waits for the browser, with nobody at it.
pub(super) fn waiting() -> Rig {
    let mut rig = Rig::coder();
    rig.person = None;
    rig.intend(Intent::StartLogin(LoginPlan::default()));
    rig.run_until(|rig| rig.setup.login().waiting().is_some() && rig.tasks.is_empty());
    rig
}

fn state_of(rig: &Rig) -> String {
    let address = &rig.setup.login().waiting().unwrap().address;
    address.query_pairs().find(|(name, _)| name == "state").unwrap().1.into_owned()
}

/// An answer arrives at the listener.
pub(super) fn arrive(rig: &mut Rig, query: &str) -> Vec<Effect> {
    let listener = rig.listener().expect("the sockets are held");
    rig.done(listener, Outcome::Arrived(Secret::new(query)))
}

/// A person signs in where the browser was sent; the query that comes back.
pub(super) fn signed_in(rig: &mut Rig) -> Secret {
    let address = rig.setup.login().waiting().unwrap().address.clone();
    rig.visit(&address, ANA, 0);
    rig.take_arrived().expect("an answer")
}

pub(super) fn ended(rig: &Rig) -> Option<End> {
    rig.setup.login().end()
}

/// Whether an ID token came and the judge found nothing against it.
pub(super) fn is_accepted(rig: &Rig) -> bool {
    let login = rig.setup.evidence().login.as_ref();
    login.is_some_and(|login| matches!(login.judged, Some(Ok(_))))
}

fn is_send(effect: &Effect) -> Option<String> {
    match effect {
        Effect::Run(_, Task::Send(request)) => Some(request.url.path().to_owned()),
        _ => None,
    }
}

pub(super) fn sends(effects: &[Effect]) -> Vec<String> {
    effects.iter().filter_map(is_send).collect()
}

pub(super) fn stops(effects: &[Effect]) -> usize {
    effects.iter().filter(|effect| matches!(effect, Effect::Stop(_))).count()
}

#[test]
fn a_login_asks_in_this_order_and_holds_the_sockets_before_the_browser_opens() {
    let mut rig = Rig::coder();
    let first = rig.intend(Intent::StartLogin(LoginPlan::default()));
    assert!(matches!(
        first.as_slice(),
        [Effect::Run(_, Task::Randomness), Effect::Run(_, Task::Send(discovery))]
            if discovery.url.path() == "/.well-known/openid-configuration"
    ));
    rig.run_until(|rig| rig.waiting(|task| matches!(task, Task::Listen { .. })).is_some());
    assert!(rig.waiting(|task| matches!(task, Task::Open(_))).is_none(), "the listener comes first");
    rig.run();
    assert_eq!(
        rig.transcript(),
        [
            "GET /.well-known/openid-configuration",
            "GET /oauth2/v1/keys",
            "POST /oauth2/v1/token",
            "GET /oauth2/v1/userinfo",
            "POST /oauth2/v1/token",
            "POST /oauth2/v1/revoke",
            "POST /oauth2/v1/revoke",
            "POST /oauth2/v1/revoke",
            "POST /oauth2/v1/revoke",
        ]
    );
    assert_eq!(ended(&rig), Some(End::Answered));
}

#[test]
fn stray_and_forged_answers_are_noted_and_the_login_goes_on() {
    let mut rig = waiting();
    for query in ["", "code=stolen", "code=stolen&state=guessed", "id_token=a.b.c", "error=access_denied"] {
        assert!(arrive(&mut rig, query).is_empty(), "{query} moved something");
        assert!(rig.setup.login().waiting().is_some(), "{query} ended the login");
    }
    let strays = &rig.setup.evidence().login.as_ref().unwrap().strays;
    assert_eq!(
        strays.as_slice(),
        [
            CallbackRefusal::StateMissing,
            CallbackRefusal::StateMissing,
            CallbackRefusal::StateDiffers,
            CallbackRefusal::UnaskedIdToken,
            CallbackRefusal::StateMissing,
        ]
    );
    let answer = signed_in(&mut rig);
    arrive(&mut rig, answer.reveal());
    rig.run();
    assert!(is_accepted(&rig));
}

/// What a person pastes always gets its answer, and is never counted as a stranger's call.
#[test]
fn every_pasted_address_is_answered() {
    let mut rig = waiting();
    let cases = [
        ("?code=old&state=of-an-earlier-login", PasteProblem::OtherLogin),
        ("?code=cut", PasteProblem::StateMissing),
        ("?error=access_denied", PasteProblem::StateMissing),
        ("?state=of-this-login", PasteProblem::NoAnswer),
        ("", PasteProblem::NoAnswer),
    ];
    for (rest, told) in cases {
        rig.intend(Intent::Paste(Secret::new(format!("{TEST_URI}{rest}"))));
        let waiting = rig.setup.login().waiting().expect("the wait goes on");
        assert_eq!(waiting.paste_problem, Some(told), "{rest}");
    }
    assert!(rig.setup.evidence().login.as_ref().unwrap().strays.is_empty());
    let answer = signed_in(&mut rig);
    rig.intend(Intent::Paste(Secret::new(format!("{TEST_URI}?{}", answer.reveal()))));
    rig.run();
    assert!(is_accepted(&rig));
}

#[test]
fn a_flood_of_forged_answers_is_kept_short() {
    let mut rig = waiting();
    for number in 0..500 {
        arrive(&mut rig, &format!("code=x&state={number}"));
    }
    assert_eq!(rig.setup.evidence().login.as_ref().unwrap().strays.len(), 20);
}

#[test]
fn an_answer_with_another_issuer_is_the_answer_and_is_not_used() {
    let mut rig = waiting();
    let state = state_of(&rig);
    let effects = arrive(&mut rig, &format!("code=abc&state={state}&iss=https://another-org.okta.com"));
    assert!(sends(&effects).is_empty(), "the code went out");
    assert_eq!(ended(&rig), Some(End::Answered));
    assert_eq!(rig.setup.diagnosis().primary_finding().unwrap().slug.as_str(), "login.issuer_mismatch");
}

#[test]
fn an_answer_that_is_ours_and_cannot_be_used_ends_the_login_with_its_reason() {
    for rest in ["", "&code=a&error=access_denied", "&code=a&code=b"] {
        let mut rig = waiting();
        let state = state_of(&rig);
        let effects = arrive(&mut rig, &format!("state={state}{rest}"));
        assert!(sends(&effects).is_empty(), "the code went out");
        assert_eq!(ended(&rig), Some(End::Answered), "{rest}");
        assert_eq!(
            rig.setup.diagnosis().primary_finding().unwrap().slug.as_str(),
            "login.answer_unusable",
            "{rest}"
        );
    }
}

#[test]
fn a_pasted_address_ends_the_wait_and_closes_the_listener() {
    let mut rig = waiting();
    let listener = rig.listener().unwrap();
    let answer = signed_in(&mut rig);
    let address = format!("http://localhost:8749/callback?{}", answer.reveal());
    let effects = rig.intend(Intent::Paste(Secret::new(address)));
    assert_eq!(sends(&effects), ["/oauth2/v1/token"]);
    assert!(effects.contains(&Effect::Stop(listener)));
    // What the listener still brings comes too late.
    assert!(rig.done(listener, Outcome::Arrived(answer)).is_empty());
    rig.run();
    assert!(is_accepted(&rig));
}

#[test]
fn a_pasted_text_that_is_no_answer_is_told_and_the_wait_goes_on() {
    let mut rig = waiting();
    for text in [
        "",
        "hello",
        "https://example.okta.com/oauth2/v1/authorize?client_id=x",
        "http://localhost:8749/callback",
    ] {
        assert!(rig.intend(Intent::Paste(Secret::new(text))).is_empty());
        assert!(rig.setup.login().waiting().unwrap().paste_problem.is_some(), "{text}");
    }
}

#[test]
fn a_taken_port_ends_the_login_and_breaks_nothing() {
    let mut rig = Rig::coder();
    rig.port_taken = true;
    rig.check();
    rig.login();
    assert_eq!(ended(&rig), Some(End::CannotListen));
    assert!(rig.visits.is_empty(), "no browser opens where nobody listens");
    assert_eq!(rig.setup.diagnosis().verdict, Verdict::Unknown);
    assert_eq!(rig.setup.diagnosis().primary_finding().unwrap().slug.as_str(), "login.port_taken");
}

#[test]
fn silence_is_asked_about_once_and_ends_with_the_wait() {
    let mut rig = waiting();
    let begun = rig.now;
    rig.run();
    assert_eq!(ended(&rig), Some(End::TimedOut));
    let waited = rig.now.since_ms(begun);
    assert!((180_000..181_000).contains(&waited), "waited {waited} ms");
    let asked = rig.transcript().iter().filter(|line| line.contains("/authorize")).count();
    assert_eq!(asked, 1, "one question about the silence");
    assert!(rig.listener().is_none(), "the sockets are given back");
}

#[test]
fn stopping_a_wait_closes_everything() {
    let mut rig = waiting();
    let effects = rig.intend(Intent::StopLogin);
    assert_eq!(stops(&effects), effects.len());
    assert_eq!(ended(&rig), Some(End::Stopped));
    assert!(rig.listener().is_none());
    assert_eq!(rig.setup.diagnosis().verdict, Verdict::Unknown);
}

#[test]
fn an_unknown_key_is_looked_for_once_more_and_no_oftener() {
    for (fault, accepted) in [("rotated-key", true), ("unknown-kid", false)] {
        let mut rig = Rig::with(&[fault]);
        rig.login();
        let fetched = rig.transcript().iter().filter(|line| line.ends_with("/keys")).count();
        assert_eq!(fetched, 2, "{fault}");
        assert_eq!(is_accepted(&rig), accepted, "{fault}");
        assert_eq!(rig.live_tokens(), 0, "{fault}: tokens stayed alive");
    }
}

#[test]
fn a_refused_id_token_asks_for_nothing_more_and_is_revoked() {
    let mut rig = Rig::with(&["bad-signature"]);
    rig.login();
    let after: Vec<String> =
        rig.transcript().into_iter().skip_while(|line| !line.ends_with("/token")).skip(1).collect();
    assert!(after.iter().all(|line| line.ends_with("/revoke")), "{after:?}");
    assert_eq!(rig.live_tokens(), 0);
}

#[test]
fn a_private_window_is_opened_by_the_person() {
    let mut rig = Rig::coder();
    let plan = LoginPlan { who: usher::engine::Who::PrivateWindow, ..LoginPlan::default() };
    rig.intend(Intent::StartLogin(plan));
    rig.run_until(|rig| rig.setup.login().waiting().is_some());
    assert!(rig.waiting(|task| matches!(task, Task::Open(_))).is_none());
}

#[test]
fn somebody_else_is_asked_to_sign_in() {
    let mut rig = Rig::coder();
    let plan = LoginPlan { who: usher::engine::Who::SomebodyElse, ..LoginPlan::default() };
    rig.intend(Intent::StartLogin(plan));
    rig.run_until(|rig| rig.setup.login().waiting().is_some());
    let address = &rig.setup.login().waiting().unwrap().address;
    assert!(address.query_pairs().any(|(name, value)| name == "prompt" && value == "login"));
}

#[test]
fn each_login_has_values_of_its_own() {
    let mut rig = waiting();
    let first = rig.setup.login().waiting().unwrap().address.clone();
    rig.intend(Intent::StartLogin(LoginPlan::default()));
    rig.run_until(|rig| rig.setup.login().waiting().is_some());
    let second = rig.setup.login().waiting().unwrap().address.clone();
    for name in ["state", "nonce", "code_challenge"] {
        let value = |url: &url::Url| {
            url.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
        };
        assert_ne!(value(&first), value(&second), "{name}");
    }
}

#[test]
fn an_answer_to_the_last_login_does_not_end_this_one() {
    let mut rig = waiting();
    let old = signed_in(&mut rig);
    rig.intend(Intent::StartLogin(LoginPlan::default()));
    rig.run_until(|rig| rig.setup.login().waiting().is_some() && rig.tasks.is_empty());
    arrive(&mut rig, old.reveal());
    assert!(rig.setup.login().waiting().is_some());
}

#[test]
fn an_outcome_of_a_task_that_is_over_changes_nothing() {
    let mut rig = Rig::coder();
    let effects = rig.intend(Intent::Check);
    let Some(Effect::Run(id, Task::Send(request))) = effects.first().cloned() else { panic!("{effects:?}") };
    let stopped = rig.intend(Intent::StopCheck);
    assert!(stopped.contains(&Effect::Stop(id)));
    let trouble = Trouble { kind: TroubleKind::Dns, target: "".into(), detail: "".into() };
    let exchange = Exchange { request, at: rig.now, outcome: Err(trouble) };
    for id in [id, TaskId(9999)] {
        assert!(rig.done(id, Outcome::Answered(Box::new(exchange.clone()))).is_empty());
    }
    assert!(rig.setup.evidence().probed.of(&DISCOVERY).is_none());
    assert!(rig.done(TaskId(9999), Outcome::Woke).is_empty());
}

#[test]
fn a_value_that_changes_under_a_login_ends_it_and_nothing_is_proven() {
    let mut rig = waiting();
    let answer = signed_in(&mut rig);
    arrive(&mut rig, answer.reveal());
    rig.put(Field::Scopes, "openid email");
    rig.run();
    assert_eq!(rig.setup.proof_state(), ProofState::None, "the new values were never tried");
    assert!(rig.setup.evidence().login.is_none());
    assert_eq!(rig.live_tokens(), 0, "tokens stayed alive");
}

#[test]
fn a_value_that_changes_while_the_proof_is_made_is_not_proven() {
    let mut rig = Rig::coder();
    rig.check();
    rig.intend(Intent::StartLogin(LoginPlan::default()));
    rig.run_until(|rig| {
        ended(rig).is_some() && rig.waiting(|task| matches!(task, Task::Randomness)).is_some()
    });
    rig.answer("base_url", "https://another.example.com");
    rig.run();
    assert_ne!(rig.setup.proof_state(), ProofState::Fresh);
}

#[test]
fn checks_and_a_login_at_once_do_not_disturb_each_other() {
    let mut rig = Rig::coder();
    rig.intend(Intent::StartLogin(LoginPlan::default()));
    rig.intend(Intent::Check);
    rig.run();
    assert_eq!(ended(&rig), Some(End::Answered));
    assert_eq!(rig.setup.diagnosis().verdict, Verdict::Works);
}

#[test]
fn a_page_told_without_a_login_changes_nothing() {
    let mut rig = Rig::coder();
    rig.intend(Intent::Shows(PageSeen::NotAllowed));
    assert!(rig.setup.evidence().login.is_none());
}
