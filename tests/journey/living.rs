//! The visit to the living application in a whole set-up: what is sent where, in which order, and what is asked at the provider.

use usher::apps::catalogue;
use usher::base::Request;
use usher::diagnosis::{Status, Verdict};
use usher::engine::{Field, Intent};

use crate::tests::journey::rig::{CLIENT, CODER_URI, OKTA, Rig};
use crate::tests::support::application::authorization_request;

const SCOPES: &str = "openid profile email offline_access";

fn authorize() -> String {
    format!("{OKTA}/oauth2/v1/authorize")
}

/// Coder as it lives, which sends this.
fn living(client: &str, redirect: &str) -> Rig {
    let mut rig = Rig::coder();
    rig.sends = Some(authorization_request(&authorize(), client, redirect, SCOPES));
    rig
}

fn status(rig: &Rig, id: &str) -> Status {
    let checks = &rig.setup.diagnosis().checks;
    checks.iter().find(|check| check.id.as_str() == id).unwrap_or_else(|| panic!("no {id}")).status
}

fn query(request: &Request, name: &str) -> Option<String> {
    request.url.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
}

/// The questions about what the application sends, those of the usual checks left out.
fn questions(rig: &Rig, redirect: &str) -> Vec<Request> {
    let is_one = |request: &&Request| {
        request.url.path().ends_with("/authorize")
            && query(request, "redirect_uri").as_deref() == Some(redirect)
    };
    rig.sent.iter().map(|(request, _)| request).filter(is_one).cloned().collect()
}

#[test]
fn a_healthy_application_is_asked_about_twice_with_a_state_of_usher_s_own() {
    let mut rig = living(CLIENT, CODER_URI);
    rig.intend(Intent::Visit { alone: false });
    rig.run();
    for id in ["client_id", "redirect_uri", "issuer", "scopes", "pkce", "response_type", "accepted", "start"]
    {
        assert_eq!(status(&rig, &format!("live.{id}")), Status::Pass, "{id}");
    }
    assert_eq!(rig.visited.len(), 1);
    let asked = questions(&rig, CODER_URI);
    let states: Vec<Option<String>> = asked.iter().map(|one| query(one, "state")).collect();
    assert!(
        matches!(states.as_slice(), [None, Some(state)] if state.starts_with("usher-live-")),
        "{states:?}"
    );
    assert!(asked.iter().all(|one| one.header("cookie").is_none()));
    let all = format!("{:?}", rig.sent.iter().map(|(one, _)| one.url.as_str()).collect::<Vec<_>>());
    assert!(!all.contains("of-the-application"), "what belongs to the application's login is never spent");
}

#[test]
fn what_is_not_registered_is_asked_about_once() {
    let http = CODER_URI.replace("https://", "http://");
    let mut rig = living(CLIENT, &http);
    rig.intend(Intent::Visit { alone: false });
    rig.run();
    assert_eq!(
        (status(&rig, "live.redirect_uri"), status(&rig, "live.accepted")),
        (Status::Fail, Status::Fail)
    );
    assert_eq!(questions(&rig, &http).len(), 1);
    assert_eq!(status(&rig, "client.id"), Status::Pass);
}

#[test]
fn after_the_restart_it_is_looked_at_again() {
    let mut rig = living("0oaofbefore000000001", CODER_URI);
    rig.intend(Intent::Visit { alone: false });
    rig.run();
    assert_eq!(status(&rig, "live.client_id"), Status::Fail);
    let asked = rig.sent.len();
    rig.sends = Some(authorization_request(&authorize(), CLIENT, CODER_URI, SCOPES));
    rig.intend(Intent::Visit { alone: false });
    rig.run();
    assert_eq!((status(&rig, "live.client_id"), status(&rig, "live.accepted")), (Status::Pass, Status::Pass));
    assert!(rig.sent.len() <= asked + 2, "what was known of the connection is not asked again");
}

#[test]
fn without_any_value_the_application_s_own_are_shown_and_then_asked_about() {
    let mut rig = Rig::of("coder");
    rig.answer("base_url", "https://coder.example.com");
    rig.sends = Some(authorization_request(&authorize(), CLIENT, CODER_URI, SCOPES));
    rig.intend(Intent::Visit { alone: true });
    rig.run();
    assert!(rig.sent.is_empty(), "nothing is asked before it was shown: {:?}", rig.sent);
    assert_eq!(rig.setup.captured().map(|captured| captured.client_id.as_str()), Some(CLIENT));
    rig.intend(Intent::AskAboutLive);
    rig.run();
    assert_eq!(rig.setup.connection().issuer.as_deref(), Some(OKTA));
    assert_eq!(
        (status(&rig, "live.accepted"), rig.setup.diagnosis().verdict),
        (Status::Pass, Verdict::NoFaultFound)
    );
    let authorizes = rig.sent.iter().filter(|(one, _)| one.url.path().ends_with("/authorize")).count();
    assert_eq!(authorizes, 2);
}

#[test]
fn nothing_inside_is_asked_on_the_word_of_something_outside() {
    for inward in ["https://10.0.0.7/oauth2/v1/authorize", "http://id.example.com/oauth2/v1/authorize"] {
        let mut rig = Rig::of("coder");
        rig.answer("base_url", "https://coder.example.com");
        rig.sends = Some(authorization_request(inward, CLIENT, CODER_URI, SCOPES));
        rig.intend(Intent::Visit { alone: true });
        rig.run();
        rig.intend(Intent::AskAboutLive);
        rig.run();
        assert!(rig.sent.is_empty(), "{inward}: {:?}", rig.sent);
        assert_eq!(rig.setup.diagnosis().verdict, Verdict::Unknown, "{inward}");
    }
}

/// A name may lead inside, too: what a public application said is asked at public addresses alone, and what a person said is
/// asked wherever it is.
#[test]
fn a_public_application_s_word_is_asked_at_public_addresses_alone() {
    for (is_given, outward) in [(false, true), (true, false)] {
        let mut rig = Rig::of("coder");
        rig.answer("base_url", "https://coder.example.com");
        if is_given {
            rig.put(Field::Issuer, OKTA);
            rig.put(Field::ClientId, CLIENT);
        }
        rig.sends = Some(authorization_request(&authorize(), CLIENT, CODER_URI, SCOPES));
        rig.intend(Intent::Visit { alone: true });
        rig.run();
        rig.intend(Intent::AskAboutLive);
        rig.run();
        assert!(!rig.sent.is_empty());
        assert_eq!(rig.outward == rig.sent.len(), outward, "{} of {}", rig.outward, rig.sent.len());
    }
    let other = "https://login.example.org/oauth2/v1/authorize";
    let mut rig = living(CLIENT, CODER_URI);
    rig.sends = Some(authorization_request(other, CLIENT, CODER_URI, SCOPES));
    rig.intend(Intent::Visit { alone: false });
    rig.run();
    let asked = rig.sent.iter().filter(|(one, _)| one.url.host_str() == Some("login.example.org")).count();
    assert_eq!((asked, rig.outward), (1, 1), "whose host it is");
}

#[test]
fn another_address_makes_what_was_seen_old() {
    let mut rig = living(CLIENT, CODER_URI);
    rig.intend(Intent::Visit { alone: false });
    rig.run();
    rig.answer("base_url", "https://other.example.com");
    assert!(rig.setup.captured().is_none());
}

#[test]
fn a_stopped_visit_sends_nothing_more() {
    let mut rig = living(CLIENT, CODER_URI);
    rig.intend(Intent::Visit { alone: false });
    assert!(rig.setup.visiting() && rig.setup.busy());
    rig.intend(Intent::StopCheck);
    rig.run();
    assert!(!rig.setup.visiting() && rig.setup.captured().is_none());
}

/// Every recipe of the catalogue can be begun with nothing but examples for answers, or says what it lacks.
#[test]
fn every_guide_can_be_visited_or_says_why_not() {
    for card in catalogue::cards() {
        let guide = catalogue::open(card.id).expect("a guide");
        let mut rig = Rig::of(card.id);
        rig.put(Field::Issuer, OKTA);
        rig.put(Field::ClientId, CLIENT);
        for question in &guide.questions {
            if let Some(example) = &question.example {
                rig.answer(&question.key, example);
            }
        }
        rig.sends = Some(authorization_request(&authorize(), CLIENT, CODER_URI, SCOPES));
        rig.intend(Intent::Visit { alone: false });
        rig.run();
        let live = rig.setup.evidence().live.as_ref().unwrap_or_else(|| panic!("{}: no visit", card.id));
        assert!(!live.seen.attempts.is_empty(), "{}", card.id);
    }
}
