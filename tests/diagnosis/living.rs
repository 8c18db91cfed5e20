//! What the checks make of a visit to the living application: each fault alone, with the value, the place and the weight.

use serde_json::json;
use url::Url;
use usher::apps::{Context, catalogue};
use usher::diagnosis::evidence::Evidence;
use usher::diagnosis::finding::Severity;
use usher::diagnosis::living::LiveEvidence;
use usher::diagnosis::wording::tell;
use usher::diagnosis::{CheckId, Status, Verdict, examine};
use usher::live::{Attempt, Captured, End, Seen};
use usher::okta::probes::{LIVE_ORGANIZATION, LIVE_REDIRECT, LIVE_REQUEST};

use crate::tests::diagnosis::evidence::{
    APP, CLIENT, ORG, REDIRECT_REFUSED, answer, error_page, forget, healthy, json_answer, said, see,
    sent_home, sign_in_page,
};

const STATE: &str = "The authentication request has an invalid 'state' parameter.";

/// What Coder sends, with these parameters in place of its usual ones; `None` takes one away.
pub(super) fn sends(endpoint: &str, changed: &[(&str, Option<&str>)]) -> Captured {
    let usual = [
        ("client_id", CLIENT),
        ("redirect_uri", APP),
        ("response_type", "code"),
        ("scope", "openid profile email"),
        ("state", "state-of-that-login"),
        ("code_challenge", "challenge-of-that-login"),
        ("code_challenge_method", "S256"),
    ];
    let mut url = Url::parse(endpoint).expect("an endpoint");
    for (name, value) in usual {
        let value =
            changed.iter().find(|(changed, _)| *changed == name).map_or(Some(value), |(_, value)| *value);
        url.query_pairs_mut().extend_pairs(value.map(|value| (name, value)));
    }
    let more = changed.iter().filter(|(name, _)| usual.iter().all(|(known, _)| known != name));
    url.query_pairs_mut().extend_pairs(more.filter_map(|(name, value)| Some((name, (*value)?))));
    Captured::read(&url).expect("a request")
}

pub(super) fn visited(app: &str, end: End) -> LiveEvidence {
    let guide = catalogue::open(app).expect("a guide");
    let answers = [("base_url".to_owned(), "https://coder.example.com".to_owned())].into();
    let resolved = guide.resolve(&Context { answers, ..Context::default() });
    LiveEvidence {
        seen: Seen {
            attempts: vec![Attempt { redirect: None, end }],
            host: "coder.example.com".to_owned(),
            ..Seen::default()
        },
        recipe: resolved.recipe,
        pkce: "when offered".to_owned(),
        is_pasted: false,
        alone: false,
        adopted: false,
        state: "usher-live-1".to_owned(),
    }
}

/// A healthy connection whose application sends this, and the provider has nothing against it.
pub(super) fn seen(captured: Captured) -> Evidence {
    let mut evidence = healthy();
    let is_usual = captured.redirect_uri.as_deref() == Some(APP) && captured.client_id == CLIENT;
    let uri = captured.redirect_uri.clone().unwrap_or_default();
    evidence.live = Some(visited("coder", End::Captured(Box::new(captured))));
    if evidence.sent().is_some_and(|sent| sent.redirect_uri.is_some()) {
        if !is_usual {
            see(&mut evidence, &LIVE_REDIRECT, sent_home(&uri, "invalid_request", STATE));
        }
        see(&mut evidence, &LIVE_REQUEST, sign_in_page());
    }
    evidence
}

pub(super) fn authorize() -> String {
    format!("{ORG}/oauth2/v1/authorize")
}

pub(super) const ALL: [&str; 8] = [
    "live.start",
    "live.client_id",
    "live.redirect_uri",
    "live.issuer",
    "live.scopes",
    "live.pkce",
    "live.response_type",
    "live.accepted",
];

#[test]
fn a_healthy_application_passes_every_check() {
    let diagnosis = examine(&seen(sends(&authorize(), &[])));
    for id in ALL {
        assert_eq!(said(&diagnosis, id), (Status::Pass, None), "{id}");
    }
    assert_eq!(diagnosis.verdict, Verdict::NoFaultFound);
}

#[test]
fn nothing_is_said_of_an_application_that_was_not_visited() {
    assert!(examine(&healthy()).checks.iter().all(|check| !check.id.as_str().starts_with("live.")));
}

#[test]
fn each_fault_is_told_by_its_own_check_with_where_it_is_set() {
    let other = format!("{ORG}/oauth2/default/v1/authorize");
    let cases = [
        (
            sends(&authorize(), &[("client_id", Some("0oabefore"))]),
            "live.client_id",
            Status::Fail,
            "live.client_differs",
            "CODER_OIDC_CLIENT_ID",
        ),
        (sends(&other, &[]), "live.issuer", Status::Fail, "live.server_differs", "CODER_OIDC_ISSUER_URL"),
        (
            sends("https://other.okta.com/oauth2/v1/authorize", &[]),
            "live.issuer",
            Status::Fail,
            "live.provider_differs",
            "CODER_OIDC_ISSUER_URL",
        ),
        (
            sends(&authorize(), &[("scope", Some("profile email"))]),
            "live.scopes",
            Status::Fail,
            "live.openid_missing",
            "CODER_OIDC_SCOPES",
        ),
        (
            sends(&authorize(), &[("scope", None)]),
            "live.scopes",
            Status::Fail,
            "live.openid_missing",
            "CODER_OIDC_SCOPES",
        ),
        (
            sends(&authorize(), &[("scope", Some("openid profile"))]),
            "live.scopes",
            Status::Warn,
            "live.scopes_differ",
            "CODER_OIDC_SCOPES",
        ),
        (
            sends(&authorize(), &[("code_challenge_method", Some("plain"))]),
            "live.pkce",
            Status::Warn,
            "live.pkce_differs",
            "PKCE",
        ),
        (
            sends(&authorize(), &[("response_type", Some("id_token"))]),
            "live.response_type",
            Status::Warn,
            "live.response_type_differs",
            "response type",
        ),
        (
            sends(
                &authorize(),
                &[("redirect_uri", Some("https://coder.example.com/api/v2/users/oidc/callback/"))],
            ),
            "live.redirect_uri",
            Status::Warn,
            "live.redirect_differs",
            "CODER_ACCESS_URL",
        ),
        (
            sends(
                &authorize(),
                &[("redirect_uri", Some("http://coder.example.com/api/v2/users/oidc/callback"))],
            ),
            "live.redirect_uri",
            Status::Warn,
            "live.redirect_scheme",
            "CODER_ACCESS_URL",
        ),
    ];
    for (captured, id, status, slug, place) in cases {
        let mut evidence = seen(captured);
        if evidence.sent().is_some_and(|sent| sent.other_origin.is_some()) {
            see(&mut evidence, &LIVE_ORGANIZATION, answer(404, &[], ""));
        }
        let diagnosis = examine(&evidence);
        assert_eq!(said(&diagnosis, id), (status, Some(slug)), "{slug}");
        let check = diagnosis.checks.iter().find(|check| check.id.as_str() == id).expect("the check");
        let finding = check.finding.as_ref().expect("a finding");
        let told = tell(usher::base::words::Voice::default(), finding, &evidence.subject);
        assert!(told.fix_where.contains(place), "{slug}: {}", told.fix_where);
        let all = [&told.title, &told.happened, &told.why, &told.fix_do].map(String::as_str).concat();
        assert!(!all.contains("of-that-login") && !all.contains('{'), "{told:?}");
        for other in ALL.iter().filter(|other| **other != id && **other != "live.accepted") {
            let found = said(&diagnosis, other).0;
            assert!(matches!(found, Status::Pass | Status::NotReached), "{slug}: {other} is {found:?}");
        }
    }
}

#[test]
fn a_visit_by_plain_http_is_a_caution() {
    let mut evidence = seen(sends(&authorize(), &[]));
    evidence.live.as_mut().expect("a visit").seen.by_http = true;
    let diagnosis = examine(&evidence);
    assert_eq!(said(&diagnosis, "live.start"), (Status::Warn, Some("live.plain_http")));
    assert_eq!(diagnosis.verdict, Verdict::NoFaultFound);
}

/// The client ID of before, which the provider does not know any more.
#[test]
fn a_refusal_of_another_client_is_told_as_such() {
    let mut evidence = seen(sends(&authorize(), &[("client_id", Some("0oabefore"))]));
    forget(&mut evidence, &[&LIVE_REDIRECT, &LIVE_REQUEST]);
    see(
        &mut evidence,
        &LIVE_REDIRECT,
        error_page("invalid_client", "Invalid value for 'client_id' parameter."),
    );
    let diagnosis = examine(&evidence);
    assert_eq!(said(&diagnosis, "live.client_id"), (Status::Fail, Some("live.client_differs")));
    assert_eq!(said(&diagnosis, "live.accepted"), (Status::Fail, Some("live.refused")));
    assert_eq!(said(&diagnosis, "client.id").0, Status::Pass, "the right one is not blamed");
}

/// A gateway has a callback of its own; nothing of what it sends is the application's.
#[test]
fn what_stands_in_front_is_named_and_nothing_is_concluded() {
    for uri in [
        "https://coder.example.com/.gate/oauth2/callback",
        "https://gate.example.com/api/v2/users/oidc/callback",
    ] {
        let captured = sends(&authorize(), &[("client_id", Some("0oagateway")), ("redirect_uri", Some(uri))]);
        let evidence = seen(captured);
        assert!(evidence.sent().is_some_and(|sent| sent.redirect_uri.is_none()), "the provider is not asked");
        let diagnosis = examine(&evidence);
        assert_eq!(said(&diagnosis, "live.start"), (Status::Unknown, Some("live.in_front")), "{uri}");
        assert!(ALL[1..].iter().all(|id| said(&diagnosis, id).0 == Status::NotReached), "{uri}");
        assert_eq!(diagnosis.verdict, Verdict::Unknown);
    }
    // With the client that is meant it is the application, wherever it believes to be.
    let moved = seen(sends(&authorize(), &[("redirect_uri", Some("http://localhost:3000/other"))]));
    assert_eq!(said(&examine(&moved), "live.start").0, Status::Pass);
}

#[test]
fn another_host_of_the_same_organization_works_and_is_a_caution() {
    let custom = "https://login.acme.com/oauth2/v1/authorize";
    let mut evidence = seen(sends(custom, &[]));
    let asked = evidence.sent().and_then(|sent| sent.other_origin.map(str::to_owned));
    assert_eq!(asked.as_deref(), Some("https://login.acme.com"));
    assert_eq!(
        said(&examine(&evidence), "live.issuer").0,
        Status::Unknown,
        "its organization is not known yet"
    );
    let mut other = evidence.clone();
    see(&mut evidence, &LIVE_ORGANIZATION, json_answer(200, &json!({ "id": "00o1", "pipeline": "idx" })));
    see(&mut evidence, &LIVE_REQUEST, sign_in_page());
    let diagnosis = examine(&evidence);
    assert_eq!(said(&diagnosis, "live.issuer"), (Status::Warn, Some("live.other_host")));
    assert_eq!(
        (said(&diagnosis, "live.accepted").0, diagnosis.verdict),
        (Status::Pass, Verdict::NoFaultFound)
    );
    see(&mut other, &LIVE_ORGANIZATION, json_answer(200, &json!({ "id": "00o2", "pipeline": "idx" })));
    assert_eq!(said(&examine(&other), "live.issuer"), (Status::Fail, Some("live.provider_differs")));
}

#[test]
fn nothing_private_is_asked_on_the_word_of_something_public() {
    for inward in ["https://10.0.0.7/oauth2/v1/authorize", "http://login.acme.com/oauth2/v1/authorize"] {
        let evidence = seen(sends(inward, &[]));
        assert_eq!(evidence.sent().and_then(|sent| sent.other_origin.map(str::to_owned)), None, "{inward}");
    }
}

#[test]
fn what_the_provider_objects_to_is_told_in_its_words() {
    let mut evidence = seen(sends(&authorize(), &[("scope", Some("openid profile email groups"))]));
    see(
        &mut evidence,
        &LIVE_REQUEST,
        sent_home(
            APP,
            "invalid_scope",
            "One or more scopes are not configured for the authorization server resource.",
        ),
    );
    let diagnosis = examine(&evidence);
    assert_eq!(said(&diagnosis, "live.scopes"), (Status::Fail, Some("scope.not_configured")));
    assert_eq!(said(&diagnosis, "live.accepted"), (Status::Fail, Some("scope.not_configured")));

    let mut evidence = seen(sends(&authorize(), &[("code_challenge", None)]));
    assert_eq!(said(&examine(&evidence), "live.pkce").0, Status::Pass, "nobody asks for it");
    see(
        &mut evidence,
        &LIVE_REQUEST,
        sent_home(
            APP,
            "invalid_request",
            "PKCE code challenge is required when the token endpoint authentication method is 'NONE'.",
        ),
    );
    assert_eq!(said(&examine(&evidence), "live.pkce"), (Status::Fail, Some("live.pkce_differs")));
}

#[test]
fn a_way_in_that_is_not_sure_proves_no_fault() {
    let mut evidence = seen(sends(&authorize(), &[("client_id", Some("0oabefore"))]));
    let live = evidence.live.as_mut().expect("a visit");
    live.recipe = visited("other", End::TooMany).recipe;
    let diagnosis = examine(&evidence);
    assert_eq!(said(&diagnosis, "live.client_id"), (Status::Unknown, Some("live.client_differs")));
    let check = diagnosis.checks.iter().find(|check| check.id == CheckId::LiveClientId).expect("the check");
    assert!(check.finding.as_ref().is_some_and(|finding| finding.severity == Severity::Warn));
    assert_eq!(diagnosis.verdict, Verdict::Unknown);
}

#[test]
fn a_pushed_request_is_no_fault_and_no_proof() {
    let pushed =
        Url::parse(&format!("{}?client_id={CLIENT}&request_uri=urn%3Ax", authorize())).expect("an address");
    let evidence = seen(Captured::read(&pushed).expect("a request"));
    let diagnosis = examine(&evidence);
    assert_eq!(said(&diagnosis, "live.redirect_uri"), (Status::Unknown, Some("live.pushed")));
    assert_eq!(said(&diagnosis, "live.scopes").0, Status::NotApplicable);
    assert_eq!(
        (said(&diagnosis, "live.accepted").0, diagnosis.verdict),
        (Status::Unknown, Verdict::NoFaultFound)
    );
}

#[test]
fn an_application_without_values_is_judged_by_what_it_sends() {
    let mut evidence = seen(sends(&authorize(), &[]));
    let live = evidence.live.as_mut().expect("a visit");
    (live.alone, live.adopted) = (true, true);
    see(&mut evidence, &LIVE_REDIRECT, sent_home(APP, "invalid_request", STATE));
    let diagnosis = examine(&evidence);
    assert!(
        diagnosis.checks.iter().all(|check| check.id.as_str().starts_with("live.")),
        "{:?}",
        diagnosis.checks
    );
    assert_eq!(said(&diagnosis, "live.client_id").0, Status::NotApplicable);
    assert_eq!(
        (said(&diagnosis, "live.accepted").0, diagnosis.verdict),
        (Status::Pass, Verdict::NoFaultFound)
    );
    see(&mut evidence, &LIVE_REDIRECT, answer(500, &[], ""));
    assert_eq!(examine(&evidence).verdict, Verdict::Unknown);
}

/// Without noise one request is asked, and it tells of client and redirect URI as well.
#[test]
fn without_noise_the_request_with_a_state_is_enough() {
    let mut evidence = seen(sends(&authorize(), &[]));
    evidence.subject.leaves_out_noise = true;
    assert_eq!(said(&examine(&evidence), "live.accepted").0, Status::Pass);
    let http = APP.replace("https://", "http://");
    let mut evidence = seen(sends(&authorize(), &[("redirect_uri", Some(&http))]));
    evidence.subject.leaves_out_noise = true;
    forget(&mut evidence, &[&LIVE_REDIRECT]);
    see(&mut evidence, &LIVE_REQUEST, error_page("invalid_request", REDIRECT_REFUSED));
    assert_eq!(said(&examine(&evidence), "live.redirect_uri").0, Status::Fail);
}
