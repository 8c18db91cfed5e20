//! A plan whose run is refused, limited, left without an answer or cut off at each request in turn: nothing is made twice,
//! nothing is lost, and what is told of a row is so.

use usher::base::Method;
use usher::manage::Terms;

use super::applied::{Ran, at as look_at, by_hand, empty, lost, plainly, run, wanted};
use super::support::Okta;
use super::{CALLBACK, OKTA, coder, json as answer_of, terms};

/// Each write refused in its turn: that row says so, and the others that do not stand on it are done.
#[test]
fn a_refusal_is_told_at_its_own_row() {
    let (mut okta, mut number) = (empty(), 0);
    let make = wanted(&okta);
    let writes = run(&mut okta, make(), make(), plainly).writes().len();
    for refused in 0..writes {
        okta = empty();
        number = 0;
        let ran = run(&mut okta, make(), make(), |okta, request| {
            if request.method != Method::Get {
                number += 1;
                if number == refused + 1 {
                    let body = r#"{"errorCode":"E0000006","errorSummary":"You do not have permission"}"#;
                    return Some(Ok(answer_of(403, body, okta.now)));
                }
            }
            plainly(okta, request)
        });
        let failed = ran.applied.outcomes.iter().filter(|one| one.done == Some(false)).count();
        assert!(
            failed > 0 && ran.applied.outcomes.iter().all(|one| one.done.is_some()),
            "{:#?}",
            ran.applied
        );
        assert_eq!(okta.org.apps.len(), usize::from(refused > 0));
        if refused == 1 {
            assert!(ran.error("groups_claim").contains("may not change it"), "{}", ran.error("groups_claim"));
            assert_eq!(ran.done("groups"), Some(true));
        }
    }
    let _ = number;
}

#[test]
fn a_limit_is_waited_for_as_it_says_and_the_write_is_made_once() {
    let mut okta = empty();
    let make = wanted(&okta);
    let mut met = 0;
    let ran = run(&mut okta, make(), make(), |okta, request| {
        if request.method == Method::Post && met < 1 {
            met += 1;
            let mut answer = answer_of(429, r#"{"errorCode":"E0000047"}"#, okta.now);
            let reset = (okta.now.seconds() + 20).to_string();
            answer.headers.push(usher::base::Header::new("x-rate-limit-reset", reset));
            return Some(Ok(answer));
        }
        plainly(okta, request)
    });
    assert!(ran.is_done() && okta.org.apps.len() == 1, "{:#?}", ran.applied);
    assert_eq!(ran.waited, [21_000]);
}

/// What a row says of itself is so in Okta.
fn tells_the_truth(okta: &Okta, ran: &Ran) {
    let id = ran.applied.application.as_ref().map(|(id, _)| id.clone());
    let app = id.as_deref().and_then(|id| okta.org.app(id)).or(okta.org.apps.first());
    let is = |setting: &str, held: bool| {
        if let Some(done) = ran.done(setting) {
            assert_eq!(done, held, "{setting}: {:#?}", ran.applied.outcomes);
        }
    };
    is("redirect_uris", app.is_some_and(|app| app.redirect_uris.iter().any(|uri| uri == CALLBACK)));
    is("groups", app.is_some_and(|app| app.assignments.groups.iter().any(|group| group == "Engineering")));
    is("groups_claim", app.is_some_and(|app| !app.federated_claims.is_empty()));
}

/// The answer to one write is lost, whether it arrived or not.
#[test]
fn a_lost_answer_makes_nothing_twice_and_is_told_truly() {
    let mut okta = empty();
    let make = wanted(&okta);
    let count = run(&mut okta, make(), make(), plainly).writes().len();
    for at in 0..count {
        for arrives in [true, false] {
            okta = empty();
            let mut number = 0;
            let ran = run(&mut okta, make(), make(), |okta, request| {
                if request.method == Method::Get {
                    return plainly(okta, request);
                }
                number += 1;
                if number != at + 1 {
                    return plainly(okta, request);
                }
                if arrives {
                    okta.send(request);
                }
                Some(Err(lost()))
            });
            assert!(okta.org.apps.len() <= 1);
            tells_the_truth(&okta, &ran);
            let told = ran.applied.outcomes.iter().any(|one| one.done.is_none());
            assert_eq!(told, !arrives, "write {at}, arrives {arrives}: {:#?}", ran.applied.outcomes);
            // The next run finishes it.
            let ran = run(&mut okta, make(), make(), plainly);
            assert!(ran.is_done() && okta.org.apps.len() == 1, "{:#?}", ran.applied);
            assert!(!look_at(&mut okta, make()).plan.differs());
        }
    }
}

/// The program ends at each request in turn, before it arrives or after, and is started again.
#[test]
fn cut_off_anywhere_the_next_run_finishes_and_nothing_is_there_twice() {
    for begin in [empty, by_hand] {
        let make = || terms(coder(&[("group_sync", "true")], OKTA, &["Engineering", "Admins"]), None);
        let mut okta = begin();
        let adopt = okta.org.apps.first().map(|app| app.client_id.clone());
        let make = || Terms { client_id: adopt.clone(), ..make() };
        let count = run(&mut okta, make(), make(), plainly).requests.len();
        assert!(count > 4);
        for at in 0..count {
            for arrives in [true, false] {
                let mut okta = begin();
                let mut number = 0;
                let ran = run(&mut okta, make(), make(), |okta, request| {
                    number += 1;
                    if number <= at {
                        return plainly(okta, request);
                    }
                    if arrives {
                        okta.send(request);
                    }
                    None
                });
                assert!(ran.is_cut);
                let ran = run(&mut okta, make(), make(), plainly);
                assert!(ran.is_done(), "cut at {at}: {:#?}", ran.applied);
                assert_eq!(okta.org.apps.len(), 1, "cut at {at}");
                let again = look_at(&mut okta, make());
                assert!(!again.plan.rows.iter().any(|row| matches!(row.status.as_str(), "add" | "change")));
                let app = &okta.org.apps[0];
                assert_eq!(app.redirect_uris.iter().filter(|uri| *uri == CALLBACK).count(), 1);
                assert_eq!(app.federated_claims.len(), 1);
                assert!(
                    adopt.is_none() || app.redirect_uris.iter().any(|uri| uri.contains("old.example.com"))
                );
            }
        }
    }
}
