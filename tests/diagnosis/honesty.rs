//! What must not be concluded: absent, weak or conflicting evidence is unknown, and Usher's own test is not the application.

use serde_json::json;
use usher::base::TroubleKind;
use usher::diagnosis::evidence::{Confirmation, Evidence, PageSeen};
use usher::diagnosis::{CheckId, Status, Verdict, examine};
use usher::okta::probes::{
    APPLICATION, BOGUS_CODE, CLIENT_DISCOVERY, CONTROL, DISCOVERY, PUSHED, REQUEST, TEST,
};

use crate::tests::diagnosis::evidence::{
    GENERAL_REFUSAL, ORG, REDIRECT_REFUSED, SECRET_REFUSED, TEST as TEST_REDIRECT, answer, elsewhere,
    error_page, forget, healthy, json_answer, login, oauth_error, primary, said, see, see_trouble, sent_home,
    sign_in_page, signed_in, subject, whole_request,
};

#[test]
fn nothing_seen_is_unknown() {
    let diagnosis = examine(&Evidence::new(subject(ORG)));
    assert_eq!(diagnosis.verdict, Verdict::Unknown);
    assert!(
        diagnosis.checks.iter().all(|check| check.id == CheckId::IssuerForm || check.status != Status::Pass)
    );
}

#[test]
fn a_healthy_connection_without_a_login_is_not_called_working() {
    let diagnosis = examine(&healthy());
    assert_eq!(diagnosis.verdict, Verdict::NoFaultFound);
    assert_eq!(diagnosis.primary, None);
}

#[test]
fn a_login_proves_it() {
    let diagnosis = examine(&signed_in());
    assert_eq!((diagnosis.verdict, diagnosis.primary), (Verdict::Works, None));
}

#[test]
fn a_wrong_secret_is_named_only_on_oktas_own_sentence() {
    let mut evidence = healthy();
    see(&mut evidence, &PUSHED, oauth_error(401, "invalid_client", SECRET_REFUSED));
    assert_eq!(primary(&evidence), Some("client.secret_wrong"));
    see(&mut evidence, &PUSHED, oauth_error(401, "invalid_client", GENERAL_REFUSAL));
    assert_eq!(primary(&evidence), Some("client.authentication_failed"));
}

#[test]
fn a_bogus_code_tells_a_right_secret_from_a_wrong_one() {
    let mut evidence = healthy();
    forget(&mut evidence, &[&PUSHED]);
    see(
        &mut evidence,
        &BOGUS_CODE,
        oauth_error(400, "invalid_grant", "The authorization code is invalid or has expired."),
    );
    assert_eq!(said(&examine(&evidence), "client.secret"), (Status::Pass, None));
    see(&mut evidence, &BOGUS_CODE, oauth_error(401, "invalid_client", SECRET_REFUSED));
    assert_eq!(said(&examine(&evidence), "client.secret"), (Status::Fail, Some("client.secret_wrong")));
}

#[test]
fn conflicting_words_on_the_secret_are_unknown_until_a_login_decides() {
    let mut evidence = healthy();
    see(&mut evidence, &BOGUS_CODE, oauth_error(401, "invalid_client", GENERAL_REFUSAL));
    let diagnosis = examine(&evidence);
    assert_eq!(said(&diagnosis, "client.secret"), (Status::Unknown, None));
    assert_eq!(diagnosis.verdict, Verdict::Unknown);
    let mut proven = signed_in();
    see(&mut proven, &BOGUS_CODE, oauth_error(401, "invalid_client", GENERAL_REFUSAL));
    assert_eq!(examine(&proven).verdict, Verdict::Works);
}

#[test]
fn a_missing_proof_of_possession_says_nothing_of_the_secret() {
    let mut evidence = healthy();
    see(
        &mut evidence,
        &PUSHED,
        oauth_error(400, "invalid_dpop_proof", "The DPoP proof JWT header is missing."),
    );
    let diagnosis = examine(&evidence);
    assert_eq!(said(&diagnosis, "client.secret"), (Status::Unknown, None));
    assert_eq!(said(&diagnosis, "client.settings"), (Status::Fail, Some("client.dpop_required")));
}

#[test]
fn pushed_success_proves_nothing_about_the_redirect_uri() {
    let mut evidence = healthy();
    forget(&mut evidence, &[&CONTROL, &TEST, &APPLICATION]);
    let diagnosis = examine(&evidence);
    assert_eq!(said(&diagnosis, "client.secret"), (Status::Pass, None));
    assert_eq!(said(&diagnosis, "redirect.app"), (Status::NotReached, None));
    assert_eq!(said(&diagnosis, "redirect.test"), (Status::NotReached, None));
}

#[test]
fn where_the_control_is_not_refused_nothing_is_known_of_redirects() {
    let mut evidence = healthy();
    see(&mut evidence, &CONTROL, sign_in_page());
    see(&mut evidence, &APPLICATION, error_page("invalid_request", REDIRECT_REFUSED));
    let diagnosis = examine(&evidence);
    assert_eq!(said(&diagnosis, "redirect.app"), (Status::Unknown, None));
    assert_eq!(said(&diagnosis, "redirect.test"), (Status::Unknown, None));
    assert_eq!(diagnosis.verdict, Verdict::Unknown);
}

#[test]
fn the_tests_own_address_missing_does_not_break_the_application() {
    let mut evidence = healthy();
    see(&mut evidence, &TEST, error_page("invalid_request", REDIRECT_REFUSED));
    let diagnosis = examine(&evidence);
    assert_eq!(said(&diagnosis, "redirect.test"), (Status::Unknown, Some("redirect.test_not_registered")));
    assert_ne!(diagnosis.verdict, Verdict::Broken);
    let mut proven = signed_in();
    see(&mut proven, &TEST, error_page("invalid_request", REDIRECT_REFUSED));
    let diagnosis = examine(&proven);
    assert_eq!(
        (said(&diagnosis, "redirect.test"), diagnosis.verdict),
        ((Status::Pass, None), Verdict::Works)
    );
}

#[test]
fn the_applications_own_address_missing_breaks_it() {
    let mut evidence = signed_in();
    see(&mut evidence, &APPLICATION, error_page("invalid_request", REDIRECT_REFUSED));
    let diagnosis = examine(&evidence);
    assert_eq!(said(&diagnosis, "redirect.app"), (Status::Fail, Some("redirect.app_not_registered")));
    assert_eq!(diagnosis.verdict, Verdict::Broken);
}

#[test]
fn a_sign_in_page_is_no_objection_and_no_proof() {
    let diagnosis = examine(&healthy());
    let check = diagnosis.check(CheckId::RequestAccepted).expect("the check");
    assert_eq!((check.status, check.required), (Status::Unknown, false));
}

#[test]
fn another_provider_is_not_called_broken_for_not_being_okta() {
    let diagnosis = examine(&elsewhere());
    assert_eq!(said(&diagnosis, "issuer.organization"), (Status::NotApplicable, Some("issuer.not_okta")));
    assert_eq!(said(&diagnosis, "client.issuer_mode"), (Status::NotApplicable, None));
    assert_eq!(said(&diagnosis, "client.secret"), (Status::Pass, None));
    assert_eq!(diagnosis.verdict, Verdict::NoFaultFound);
}

#[test]
fn a_host_that_cannot_be_reached_is_unknown_and_the_rest_is_not_reached() {
    for kind in
        [TroubleKind::Dns, TroubleKind::Refused, TroubleKind::Timeout, TroubleKind::Reset, TroubleKind::Proxy]
    {
        let mut evidence = Evidence::new(subject(ORG));
        see_trouble(&mut evidence, &DISCOVERY, kind);
        let diagnosis = examine(&evidence);
        assert_eq!(diagnosis.verdict, Verdict::Unknown, "{kind:?}");
        assert!(
            diagnosis.primary_finding().is_some_and(|found| found.slug.as_str().starts_with("network.")),
            "{kind:?}"
        );
        assert_eq!(said(&diagnosis, "discovery.document").0, Status::NotReached);
    }
}

#[test]
fn a_client_that_one_probe_knows_and_another_does_not_is_unknown() {
    let mut evidence = healthy();
    let refusal = json_answer(
        400,
        &json!({ "errorCode": "invalid_client", "errorSummary": "Invalid value for 'client_id' parameter." }),
    );
    see(&mut evidence, &CLIENT_DISCOVERY, refusal);
    assert_eq!(said(&examine(&evidence), "client.id"), (Status::Unknown, None));
}

#[test]
fn silence_is_not_blamed_on_the_application() {
    let mut evidence = healthy();
    forget(&mut evidence, &[&CONTROL, &TEST, &APPLICATION]);
    evidence.login = Some(usher::diagnosis::evidence::LoginEvidence {
        timed_out: true,
        page_seen: Some(PageSeen::Blank),
        silence_probe: Some(whole_request(sign_in_page())),
        ..Default::default()
    });
    let diagnosis = examine(&evidence);
    assert_eq!(said(&diagnosis, "login.answer"), (Status::Unknown, Some("login.no_callback")));
    assert_eq!(diagnosis.verdict, Verdict::Unknown);
    login(&mut evidence).silence_probe = Some(whole_request(error_page("invalid_request", REDIRECT_REFUSED)));
    assert_eq!(primary(&evidence), Some("redirect.test_not_registered"));
    assert_eq!(examine(&evidence).verdict, Verdict::Unknown);
}

#[test]
fn the_admins_word_is_recorded_as_a_word() {
    let mut evidence = signed_in();
    let word =
        |id: &str, yes| Confirmation { id: id.to_owned(), ask: "Did Coder let you in?".to_owned(), yes };
    evidence.confirmations = vec![word("login", Some(true)), word("tile", None)];
    let diagnosis = examine(&evidence);
    assert_eq!(said(&diagnosis, "app.login"), (Status::Confirmed, None));
    assert_eq!(said(&diagnosis, "app.tile"), (Status::Unknown, Some("app.not_confirmed")));
    assert_eq!(diagnosis.verdict, Verdict::Works);
    evidence.confirmations = vec![word("login", Some(false))];
    assert_eq!((primary(&evidence), examine(&evidence).verdict), (Some("app.login_failed"), Verdict::Broken));
}

#[test]
fn being_sent_home_for_want_of_a_session_is_an_acceptance() {
    let mut evidence = healthy();
    let answer = sent_home(
        TEST_REDIRECT,
        "login_required",
        "The client specified not to prompt, but the user is not logged in.",
    );
    see(&mut evidence, &REQUEST, answer);
    assert_eq!(said(&examine(&evidence), "request.accepted"), (Status::Pass, None));
}

/// The pages of authorization endpoints: Okta's own of yesterday and of today, and others'.
fn refusing_page(title: &str, words: &str) -> usher::base::Answer {
    let body = format!(
        "<!DOCTYPE html><html><head><title>Acme - {title}</title><style>h2{{}}</style></head><body>\
         <div class=\"error-code\">400</div><h2 class=\"o-form-title\">{title}</h2>\
         <p class=\"o-form-explain\">{words}</p><a href=\"/\" class=\"button\">Go to Homepage</a></body></html>"
    );
    answer(400, &[("content-type", "text/html")], &body)
}

#[test]
fn every_known_sentence_is_found_on_a_page_without_a_code() {
    let cases = [
        ("PKCE code challenge is required by the application.", "client.pkce_required"),
        ("User is not assigned to the client application.", "login.user_not_assigned"),
        (
            "Policy evaluation failed for this request, please check the policy configurations.",
            "login.access_policy_denied",
        ),
        (
            "One or more scopes are not configured for the authorization server resource.",
            "scope.not_configured",
        ),
        ("The requested feature is not enabled in this environment.", "discovery.licence_missing"),
    ];
    for (sentence, slug) in cases {
        let mut evidence = healthy();
        let words = format!("Your request resulted in an error. {sentence}");
        see(&mut evidence, &REQUEST, refusing_page("400 Bad Request", &words));
        let diagnosis = examine(&evidence);
        let named = diagnosis.checks.iter().filter_map(|check| check.finding.as_ref());
        assert!(named.map(|found| found.slug.as_str()).any(|found| found == slug), "{sentence}");
        assert_ne!(diagnosis.verdict, Verdict::NoFaultFound, "{sentence}");
    }
}

#[test]
fn a_page_whose_words_nobody_knows_is_quoted() {
    let mut evidence = healthy();
    see(&mut evidence, &REQUEST, refusing_page("Sorry", "Nothing doing &amp; no more."));
    let diagnosis = examine(&evidence);
    assert_eq!(said(&diagnosis, "request.accepted"), (Status::Warn, Some("request.page_unknown")));
    let found = diagnosis.checks.iter().find_map(|check| check.finding.as_ref()).expect("a finding");
    let value = |name| {
        let message = found.value(name).map(|value| value.message.clone()).unwrap_or_default();
        usher::base::words::Voice::default().say(&message)
    };
    assert_eq!((value("status").as_str(), value("title").as_str()), ("400", "Acme - Sorry"));
    assert!(value("said").contains("Nothing doing & no more."), "{}", value("said"));
}

#[test]
fn a_limit_at_the_first_question_is_no_clean_bill() {
    for evidence in [healthy(), elsewhere()] {
        for probe in [&CONTROL, &REQUEST] {
            let mut evidence = evidence.clone();
            see(
                &mut evidence,
                probe,
                answer(429, &[("content-type", "text/html")], "<title>Too many</title>"),
            );
            if probe.name == CONTROL.name {
                forget(&mut evidence, &[&APPLICATION, &TEST, &REQUEST]);
            }
            let diagnosis = examine(&evidence);
            assert_eq!(diagnosis.verdict, Verdict::Unknown);
            assert_eq!(
                diagnosis.primary_finding().map(|found| found.slug.as_str()),
                Some("client.rate_limited")
            );
        }
    }
}

/// A gateway that shows the request on its page says nothing of what is registered.
#[test]
fn a_page_that_repeats_the_request_registers_and_refuses_nothing() {
    let mut evidence = healthy();
    for probe in [&CONTROL, &APPLICATION, &TEST] {
        let words = "Blocked: GET /authorize?client_id=0oa1&amp;redirect_uri=https%3A%2F%2Fapp.example.com%2Fcb (client_id, redirect_uri)";
        see(&mut evidence, probe, refusing_page("Request blocked", words));
    }
    let diagnosis = examine(&evidence);
    assert_eq!(said(&diagnosis, "redirect.app"), (Status::Unknown, None));
    assert_eq!(said(&diagnosis, "redirect.test"), (Status::Unknown, None));
}
