//! The test login where Okta may have no test address: it comes back to the application, and its answer is pasted.

use usher::base::Secret;
use usher::diagnosis::evidence::PageSeen;
use usher::diagnosis::{CheckId, Status, Verdict};
use usher::engine::{Intent, LoginPlan};
use usher::oidc::callback::PasteProblem;
use usher::practice::AppSpec;

use crate::tests::journey::logins::{is_accepted, signed_in};
use crate::tests::journey::rig::{CLIENT, CODER_URI, Rig, SECRET};

/// A login that waits, at an organization that was never told of a test address.
fn waiting(redirects: &[&str]) -> Rig {
    let mut rig = Rig::coder();
    let app = AppSpec::web("Coder", redirects).with_credentials(CLIENT, SECRET);
    rig.register(app.with_refresh().with_groups().with_sign_out(&["https://coder.example.com/"]));
    rig.person = None;
    rig.intend(Intent::ComeBackToApp(true));
    rig.check();
    rig.intend(Intent::StartLogin(LoginPlan::default()));
    rig.run_until(|rig| rig.setup.login().waiting().is_some() && rig.tasks.is_empty());
    rig
}

fn paste(rig: &mut Rig, address: &str) {
    rig.intend(Intent::Paste(Secret::new(address)));
    rig.run();
}

fn status(rig: &Rig, id: CheckId) -> Option<Status> {
    rig.setup.diagnosis().checks.iter().find(|check| check.id == id).map(|check| check.status)
}

#[test]
fn an_answer_that_is_pasted_from_the_application_proves_the_connection() {
    let mut rig = waiting(&[CODER_URI]);
    assert!(rig.listener().is_none(), "nobody listens for what comes to the application");
    let answer = signed_in(&mut rig);
    paste(&mut rig, &format!("{CODER_URI}?{}", answer.reveal()));
    assert!(is_accepted(&rig));
    assert_eq!(rig.setup.diagnosis().verdict, Verdict::Works);
    assert_eq!(status(&rig, CheckId::RedirectApp), Some(Status::Pass));
    assert_eq!(status(&rig, CheckId::RedirectTest), Some(Status::NotApplicable));
    assert_eq!(status(&rig, CheckId::LoginListening), None);
    assert!(rig.setup.test_addresses().is_empty(), "Okta has nothing that must go out again");
    assert_eq!(rig.live_tokens(), 0);
}

#[test]
fn an_application_that_takes_the_answer_leaves_the_rest_unproven() {
    let mut rig = waiting(&[CODER_URI]);
    signed_in(&mut rig);
    rig.intend(Intent::Paste(Secret::new("https://coder.example.com/login?message=state")));
    let problem = rig.setup.login().waiting().expect("the wait goes on").paste_problem.clone();
    assert!(matches!(problem, Some(PasteProblem::OtherPlace { .. })), "{problem:?}");
    rig.intend(Intent::Shows(PageSeen::AnswerTaken));
    rig.intend(Intent::StopLogin);
    rig.run();
    let diagnosis = rig.setup.diagnosis();
    assert_eq!(diagnosis.verdict, Verdict::Unknown);
    assert_eq!(diagnosis.primary_finding().expect("it is said").slug.as_str(), "login.answer_taken");
}

#[test]
fn a_redirect_uri_that_is_missing_is_the_applications() {
    let mut rig = waiting(&["https://coder.example.com/other"]);
    rig.intend(Intent::Shows(PageSeen::BadRequest));
    rig.run();
    let found = rig.setup.diagnosis().primary_finding().expect("a finding").slug;
    assert_eq!(found.as_str(), "redirect.app_not_registered");
}

#[test]
fn the_test_address_can_be_taken_after_all() {
    let mut rig = waiting(&[CODER_URI]);
    rig.intend(Intent::StopLogin);
    rig.intend(Intent::ComeBackToApp(false));
    assert!(!rig.setup.test_addresses().is_empty());
    rig.intend(Intent::StartLogin(LoginPlan::default()));
    rig.run_until(|rig| rig.setup.login().waiting().is_some() && rig.tasks.is_empty());
    assert!(rig.listener().is_some());
}
