//! Nothing that was issued stays alive, whatever comes between; and nobody waits for that longer than need be.

use usher::diagnosis::Verdict;
use usher::engine::connection::Connection;
use usher::engine::effect::{Effect, Task};
use usher::engine::{End, Field, Intent, LoginPlan, Phase, ProofState, Setup};
use usher::wizard::{Kind, Start};

use crate::tests::journey::conversation::{Answers, Talk};
use crate::tests::journey::logins::{arrive, ended, is_accepted, sends, signed_in, stops, waiting};
use crate::tests::journey::rig::{ANA, CLIENT, OKTA, Rig, SECRET};

/// A login that went well and has its tokens still to be revoked.
fn decided() -> Rig {
    let mut rig = Rig::coder();
    rig.check();
    rig.intend(Intent::StartLogin(LoginPlan::default()));
    rig.run_until(|rig| ended(rig).is_some());
    rig
}

/// How many revocations wait to be sent.
fn revocations(rig: &Rig) -> usize {
    let is_revocation = |task: &Task| matches!(task, Task::Send(one) if one.url.path().ends_with("/revoke"));
    rig.tasks.iter().filter(|(_, task, _)| is_revocation(task)).count()
}

#[test]
fn the_verdict_stands_before_anything_is_revoked_and_all_is_revoked_at_once() {
    let mut rig = decided();
    assert_eq!(rig.setup.diagnosis().verdict, Verdict::Works);
    assert_eq!(revocations(&rig), 4, "the tokens of the login and those of the refresh, side by side");
    assert!(rig.setup.is_revoking() && rig.setup.keeping());
    rig.run();
    assert!(!rig.setup.is_revoking());
    assert_eq!(rig.live_tokens(), 0);
    assert!(rig.timers.is_empty(), "nothing waits for a deadline any more");
    assert_eq!(rig.setup.proof_state(), ProofState::Fresh);
}

#[test]
fn whatever_comes_between_nothing_that_was_issued_stays_alive() {
    let between: [fn(&mut Rig); 4] = [
        |rig| drop(rig.intend(Intent::StopLogin)),
        |rig| drop(rig.intend(Intent::Quit)),
        |rig| drop(rig.put(Field::Scopes, "openid email")),
        |rig| {
            rig.person = None;
            rig.intend(Intent::StartLogin(LoginPlan { open: false, ..LoginPlan::default() }));
        },
    ];
    for fault in ["none", "rotated-key", "unknown-kid", "token-type-dpop", "refresh-other-subject"] {
        for come in between {
            let mut steps = 0;
            loop {
                let mut rig = Rig::coder();
                let faults = [fault].into_iter().filter(|name| *name != "none");
                rig.org.faults = faults.map(|name| name.parse().expect("a fault")).collect();
                rig.intend(Intent::StartLogin(LoginPlan::default()));
                let is_there = rig.run_steps(steps);
                come(&mut rig);
                rig.run();
                assert_eq!(rig.live_tokens(), 0, "{fault}: tokens stayed alive after {steps} steps");
                assert!(!rig.setup.login().running() && !rig.setup.is_revoking(), "{fault}, {steps} steps");
                if !is_there {
                    break;
                }
                steps += 1;
            }
            assert!(steps > 8, "{fault}: {steps} steps");
        }
    }
}

#[test]
fn a_provider_that_does_not_answer_a_revocation_is_waited_for_until_the_deadline() {
    let mut rig = decided();
    let sent = rig.tasks.len();
    rig.tasks.retain(|(_, task, _)| !matches!(task, Task::Send(_)));
    assert!(rig.tasks.len() < sent);
    rig.run_until(|rig| rig.tasks.is_empty());
    let begun = rig.now;
    assert!(rig.setup.is_revoking());
    rig.run();
    assert!(!rig.setup.is_revoking(), "nobody waits for ever");
    assert_eq!(rig.now.since_ms(begun), 10_000);
}

#[test]
fn the_end_of_the_program_gives_the_revocations_a_last_moment() {
    let mut rig = waiting();
    let answer = signed_in(&mut rig);
    arrive(&mut rig, answer.reveal());
    rig.tasks.clear();
    let begun = rig.now;
    rig.intend(Intent::Quit);
    assert!(rig.setup.keeping(), "the code is on its way, and what comes for it must be revoked");
    rig.run();
    assert!(!rig.setup.keeping());
    assert!(rig.now.since_ms(begun) < 2_000, "an interrupt ends within two seconds");
}

#[test]
fn another_login_begins_while_the_last_one_is_still_being_revoked() {
    let mut rig = decided();
    let held: Vec<_> = rig.tasks.drain(..).collect();
    rig.intend(Intent::StartLogin(LoginPlan::default()));
    rig.run_until(|rig| rig.setup.login().waiting().is_some());
    rig.tasks.extend(held);
    rig.run();
    assert_eq!(ended(&rig), Some(End::Answered));
    assert!(is_accepted(&rig));
    assert_eq!(rig.live_tokens(), 0);
}

#[test]
fn every_token_is_revoked_the_refresh_token_first() {
    let mut rig = Rig::coder();
    rig.login();
    let form = |request: &usher::base::Request| request.body.as_ref().unwrap().reveal().to_owned();
    let revoked: Vec<String> = rig
        .sent
        .iter()
        .filter(|(request, _)| request.url.path().ends_with("/revoke"))
        .map(|(request, _)| form(request))
        .collect();
    assert!(revoked[0].contains("token_type_hint=refresh_token"), "the refresh token goes first");
    let refreshes = rig.sent.iter().filter(|(request, _)| {
        request.url.path().ends_with("/token") && form(request).contains("grant_type=refresh_token")
    });
    assert_eq!(refreshes.count(), 1, "a refresh token is used once");
    assert_eq!(rig.live_tokens(), 0, "nothing that was issued is alive");
}

#[test]
fn stopping_during_the_exchange_revokes_what_was_issued() {
    let mut rig = waiting();
    let answer = signed_in(&mut rig);
    arrive(&mut rig, answer.reveal());
    assert!(matches!(rig.setup.login(), Phase::Exchanging(_)));
    let effects = rig.intend(Intent::StopLogin);
    assert_eq!(ended(&rig), Some(End::Stopped), "nobody waits for what is only revoked");
    assert!(
        sends(&effects).is_empty() && stops(&effects) == 0,
        "the code cannot be called back: {effects:?}"
    );
    rig.run();
    assert_eq!(ended(&rig), Some(End::Stopped));
    assert_eq!(rig.live_tokens(), 0, "tokens stayed alive");
    assert!(!rig.transcript().iter().any(|line| line.ends_with("/userinfo")), "nothing more is asked");
    assert_eq!(rig.setup.proof_state(), ProofState::None);
}

#[test]
fn stopping_at_userinfo_revokes_what_was_issued() {
    let mut rig = waiting();
    let answer = signed_in(&mut rig);
    arrive(&mut rig, answer.reveal());
    rig.run_until(|rig| matches!(rig.setup.login(), Phase::Userinfo(_)));
    rig.intend(Intent::StopLogin);
    rig.run();
    assert_eq!(ended(&rig), Some(End::Stopped));
    assert_eq!(rig.live_tokens(), 0, "tokens stayed alive");
    assert_eq!(rig.setup.proof_state(), ProofState::None);
}

#[test]
fn what_one_connection_was_given_is_revoked_while_the_next_is_set_up() {
    for steps in 0..20 {
        let mut rig = Rig::coder();
        rig.intend(Intent::StartLogin(LoginPlan::default()));
        rig.run_steps(steps);
        let ids: Vec<_> = rig.tasks.iter().map(|(id, _, _)| *id).collect();
        let next = Setup::new(Connection::new("coder", "coder", rig.now), rig.setup.guide().clone());
        let mut former = std::mem::replace(&mut rig.setup, next);
        let effects = former.close();
        rig.take(&effects, 0);
        rig.setup.succeed(former);
        rig.fill_in_coder();
        let begun = rig.intend(Intent::Check);
        let is_new = |effect: &Effect| matches!(effect, Effect::Run(id, _) if !ids.contains(id));
        assert!(begun.iter().all(is_new), "a task of the connection before is taken for one of this");
        rig.run();
        assert_eq!(rig.live_tokens(), 0, "tokens stayed alive after {steps} steps");
        assert!(!rig.setup.is_revoking() && rig.setup.evidence().login.is_none(), "{steps} steps");
    }
}

#[test]
fn who_waits_hears_the_verdict_before_anything_is_revoked() {
    let answers = Answers {
        questions: [("base_url".to_owned(), "https://coder.example.com".to_owned())].into(),
        values: [OKTA.to_owned(), CLIENT.to_owned(), SECRET.to_owned()],
        as_typed: false,
        shows: None,
        stop: false,
        sign_out: false,
        words: [].into(),
    };
    let start = Start { app: Some("coder".to_owned()), ..Start::default() };
    let mut rig = Rig::of("coder");
    rig.person = None;
    let mut talk = Talk::new(rig, start);
    assert!(talk.reach_values(&answers));
    talk.start_login();
    let waiting = talk.dialogue.wizard().setup().and_then(|setup| setup.login().waiting());
    let address = waiting.expect("a login is out").address.clone();
    talk.rig.visit(&address, ANA, 0);
    while talk.kind() != Kind::Verdict {
        assert!(talk.step(false), "no verdict\n{}", talk.heard);
    }
    assert_eq!(revocations(&talk.rig), 4);
    assert!(talk.heard.contains("ana@example.com"), "{}", talk.heard);
    talk.run();
    assert_eq!(talk.rig.live_tokens(), 0);
}

#[test]
fn tokens_that_come_after_the_login_was_stopped_are_revoked() {
    let is_asking: [fn(&Phase) -> bool; 2] =
        [|phase| matches!(phase, Phase::Exchanging(_)), |phase| matches!(phase, Phase::Refreshing(_))];
    for is_asking in is_asking {
        let mut rig = Rig::coder();
        rig.intend(Intent::StartLogin(LoginPlan::default()));
        rig.run_until(|rig| is_asking(rig.setup.login()));
        let for_tokens = |task: &Task| matches!(task, Task::Send(one) if one.url.path().ends_with("/token"));
        let at = rig.tasks.iter().position(|(_, task, _)| for_tokens(task)).expect("tokens are asked for");
        let (id, task, depth) = rig.tasks.remove(at).unwrap();
        let (outcome, _) = rig.perform(id, task, depth).expect("an answer");
        let effects = rig.intend(Intent::StopLogin);
        assert!(!effects.contains(&Effect::Stop(id)), "the provider has issued them already");
        rig.done(id, outcome);
        rig.run();
        assert_eq!(rig.live_tokens(), 0, "tokens stayed alive");
    }
}
