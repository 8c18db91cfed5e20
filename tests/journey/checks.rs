//! The checks without a browser: what is asked, in which order, how much, and what is never sent where.

use usher::apps::ConsolePage;
use usher::base::{Answer, Exchange, Request, Secret, Timestamp, TroubleKind};
use usher::diagnosis::evidence::{Evidence, Subject};
use usher::diagnosis::{CheckId, Slug};
use usher::engine::effect::{Effect, Task};
use usher::engine::preflight::{self, Preflight};
use usher::engine::{End, Field, Intent};
use usher::okta::probes::{self, DISCOVERY, ORGANIZATION, PUSHED, Question, REQUEST};

use crate::tests::journey::rig::{OKTA, Rig, SECRET};
use crate::tests::journey::scenario::Instead;

/// Whether a request carries the client secret, in the header or in the body.
fn holds_secret(request: &Request) -> bool {
    use base64::Engine as _;
    let basic = request.header("authorization").and_then(|line| line.strip_prefix("Basic "));
    let decoded = basic.and_then(|text| base64::engine::general_purpose::STANDARD.decode(text).ok());
    let in_header = decoded.is_some_and(|bytes| String::from_utf8_lossy(&bytes).contains(SECRET));
    let body = request.body.as_ref().is_some_and(|body| body.reveal().contains(SECRET));
    in_header || body || request.url.as_str().contains(SECRET)
}

fn is_authorize(request: &Request) -> bool {
    request.url.path().ends_with("/authorize")
}

/// How many exchanges stood one after the other, and how many of all went to `/authorize`.
fn longest(rig: &Rig) -> (usize, usize) {
    let depth = rig.sent.iter().map(|(_, depth)| *depth).max().unwrap_or_default();
    (depth, rig.sent.iter().filter(|(request, _)| is_authorize(request)).count())
}

#[test]
fn the_questions_come_in_this_order() {
    let mut rig = Rig::coder();
    let first = rig.intend(Intent::Check);
    assert_eq!(first.len(), 3, "discovery, the organization and the client's discovery go out at once");
    rig.run();
    assert_eq!(
        rig.transcript(),
        [
            "GET /.well-known/openid-configuration",
            "GET /.well-known/okta-organization",
            "GET /.well-known/openid-configuration",
            "GET /oauth2/v1/keys",
            "POST /oauth2/v1/par",
            "GET /oauth2/v1/authorize",
            "GET /oauth2/v1/authorize",
            "GET /oauth2/v1/authorize",
            "GET /oauth2/v1/authorize",
        ]
    );
    let asked = |request: &Request, name: &str| {
        request.url.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
    };
    let probes: Vec<_> =
        rig.sent.iter().map(|(request, _)| request).filter(|one| is_authorize(one)).collect();
    let uris: Vec<_> = probes.iter().map(|request| asked(request, "redirect_uri").unwrap()).collect();
    assert_eq!(
        uris,
        [
            "https://usher-control.invalid/never-registered",
            "http://localhost:8749/callback",
            "https://coder.example.com/api/v2/users/oidc/callback",
            "http://localhost:8749/callback",
        ]
    );
    let states: Vec<_> = probes.iter().map(|request| asked(request, "state").is_some()).collect();
    assert_eq!(states, [false, false, false, true], "redirect URIs are asked about without state");
}

#[test]
fn at_most_four_exchanges_stand_one_after_the_other_besides_authorize() {
    let ways: [&[&str]; 6] = [
        &[],
        &["classic-engine"],
        &["par-off", "introspect-off"],
        &["secret-changed"],
        &["par-off", "introspect-off", "secret-changed"],
        &["redirect-not-registered"],
    ];
    for faults in ways {
        let mut rig = Rig::with(faults);
        rig.check();
        let (depth, authorize) = longest(&rig);
        assert!(depth <= 4 + authorize, "{faults:?}: {depth} exchanges, {authorize} of them /authorize");
        assert_eq!(authorize, 4, "{faults:?}: control, test, application, whole request");
    }
}

#[test]
fn one_authorize_is_out_at_a_time() {
    let mut rig = Rig::coder();
    rig.intend(Intent::Check);
    let mut most = 0;
    rig.run_until(|rig| {
        let out =
            rig.tasks.iter().filter(|(_, task, _)| matches!(task, Task::Send(one) if is_authorize(one)));
        assert!(out.count() <= 1, "two questions to /authorize at once");
        rig.tasks.is_empty() && !rig.setup.checking()
    });
    most += rig.sent.len();
    assert!(most > 4);
}

#[test]
fn a_code_that_does_not_exist_is_sent_last_once_and_only_when_nothing_else_tells() {
    let is_code = |request: &Request| request.url.path().ends_with("/token");
    for (faults, wanted) in [
        (&["par-off", "introspect-off"][..], true),
        (&["par-off"][..], false),
        (&["introspect-off"][..], false),
        (&[][..], false),
        (&["app-inactive"][..], false),
    ] {
        let mut rig = Rig::with(faults);
        rig.check();
        let places: Vec<usize> =
            rig.sent.iter().enumerate().filter(|(_, (one, _))| is_code(one)).map(|(at, _)| at).collect();
        let expected = if wanted { vec![rig.sent.len() - 1] } else { Vec::new() };
        assert_eq!(places, expected, "{faults:?}: {:?}", rig.transcript());
    }
}

#[test]
fn no_probe_carries_a_cookie_an_origin_or_the_secret_where_it_is_not_needed() {
    let mut rig = Rig::coder();
    rig.check();
    for (request, _) in &rig.sent {
        assert!(request.header("cookie").is_none() && request.header("origin").is_none());
        assert!(!request.url.as_str().contains(SECRET), "a secret in an address");
        let may = request.url.path().ends_with("/par");
        assert_eq!(holds_secret(request), may, "{request:?}");
    }
}

#[test]
fn the_secret_goes_to_no_endpoint_of_another_issuer() {
    let mut rig = Rig::with(&["issuer-mismatch"]);
    rig.check();
    rig.login();
    assert!(!rig.sent.iter().any(|(request, _)| holds_secret(request)), "{:?}", rig.transcript());
    assert!(rig.visits.is_empty(), "no browser is sent to another issuer's page");
}

#[test]
fn nobody_is_sent_where_a_hostile_document_points() {
    let places = [
        "http://127.0.0.1:9200/",
        "https://localhost:8443/",
        "http://[::1]:22/",
        "file://example/etc/",
        "http://elsewhere.example/",
    ];
    let members = [
        "authorization_endpoint",
        "token_endpoint",
        "jwks_uri",
        "userinfo_endpoint",
        "introspection_endpoint",
    ];
    for (place, member) in places.iter().zip(members) {
        let mut document = serde_json::json!({
            "issuer": OKTA, "authorization_endpoint": format!("{OKTA}/oauth2/v1/authorize"),
            "token_endpoint": format!("{OKTA}/oauth2/v1/token"), "jwks_uri": format!("{OKTA}/oauth2/v1/keys"),
        });
        document[member] = (*place).into();
        let mut rig = Rig::coder();
        let answer = Instead::json(200, &document.to_string());
        rig.instead = vec![(".well-known/openid".to_owned(), answer)];
        rig.check();
        rig.login();
        let strays: Vec<_> =
            rig.sent.iter().filter(|(request, _)| !request.url.as_str().starts_with(OKTA)).collect();
        assert!(strays.is_empty(), "{member}: {strays:?}");
        assert!(
            !rig.sent.iter().any(|(request, _)| holds_secret(request)),
            "{member}: {:?}",
            rig.transcript()
        );
        assert!(rig.visits.is_empty(), "{member}: no browser is sent there");
        assert_eq!(
            rig.setup.diagnosis().primary_finding().map(|finding| finding.slug.as_str()),
            Some("discovery.endpoint_unsafe"),
            "{member}"
        );
    }
}

#[test]
fn nothing_leaves_by_plain_http() {
    let mut rig = Rig::coder();
    rig.put(Field::Issuer, "http://example.okta.com");
    rig.check();
    rig.login();
    rig.put(Field::Issuer, OKTA);
    let endpoint = format!("{OKTA}/oauth2/v1/");
    let metadata = |endpoint: &str| {
        format!(
            r#"{{"issuer":"{OKTA}","authorization_endpoint":"{OKTA}/oauth2/v1/authorize",
            "token_endpoint":"{endpoint}token","jwks_uri":"{OKTA}/oauth2/v1/keys",
            "pushed_authorization_request_endpoint":"{endpoint}par",
            "introspection_endpoint":"{endpoint}introspect"}}"#
        )
    };
    let body = metadata(&endpoint.replace("https", "http"));
    rig.instead = vec![(".well-known/openid".to_owned(), Instead::json(200, &body))];
    rig.check();
    rig.login();
    for (request, _) in &rig.sent {
        assert_eq!(request.url.scheme(), "https", "{request:?}");
    }
}

#[test]
fn the_checks_pause_while_less_than_half_of_the_limit_remains() {
    let mut rig = Rig::coder();
    rig.org.authorize_limit = 5;
    rig.intend(Intent::Check);
    rig.run_until(|rig| rig.waiting(|task| matches!(task, Task::Wake { .. })).is_some());
    let asked = rig.sent.iter().filter(|(request, _)| is_authorize(request)).count();
    assert_eq!(asked, 3, "two of five are left");
    let Some((_, Task::Wake { after_ms }, _)) =
        rig.tasks.iter().find(|(_, task, _)| matches!(task, Task::Wake { .. })).cloned()
    else {
        panic!("no pause")
    };
    assert!((1..=60_000).contains(&after_ms), "{after_ms} ms");
    rig.run();
    assert!(rig.setup.evidence().probed.of(&REQUEST).is_some(), "afterwards the questions go on");
}

#[test]
fn no_more_is_asked_after_slow_down() {
    let mut rig = Rig::coder();
    rig.org.authorize_limit = 0;
    rig.check();
    assert_eq!(rig.sent.iter().filter(|(request, _)| is_authorize(request)).count(), 1);
}

/// A pause keeps real logins their share of the limit; where nothing more is asked, it keeps nobody anything.
#[test]
fn there_is_no_pause_where_authorize_is_asked_no_more() {
    for (limit, all) in [(0, 1), (6, 4)] {
        let mut rig = Rig::coder();
        rig.org.authorize_limit = limit;
        rig.intend(Intent::Check);
        let is_asked =
            |rig: &Rig| rig.sent.iter().filter(|(request, _)| is_authorize(request)).count() == all;
        rig.run_until(is_asked);
        assert_eq!(rig.waiting(|task| matches!(task, Task::Wake { .. })), None, "{limit} requests a minute");
    }
}

/// Most applications take no other status for a document than 200 (OpenID Connect Discovery 1.0 section 4.2).
#[test]
fn the_checks_and_the_login_agree_on_what_a_document_is() {
    let document = serde_json::json!({
        "issuer": OKTA, "authorization_endpoint": format!("{OKTA}/oauth2/v1/authorize"),
        "token_endpoint": format!("{OKTA}/oauth2/v1/token"), "jwks_uri": format!("{OKTA}/oauth2/v1/keys"),
    });
    let keys = serde_json::json!({ "keys": [{ "kid": "k1", "kty": "RSA", "n": crate::tests::diagnosis::evidence::MODULUS, "e": "AQAB" }] });
    let cases = [
        (".well-known/openid", document, CheckId::DiscoveryDocument, Slug::DiscoveryHttpError),
        ("/keys", keys, CheckId::KeysDocument, Slug::KeysHttpError),
    ];
    for (place, body, check, slug) in cases {
        let mut rig = Rig::coder();
        rig.instead = vec![(place.to_owned(), Instead::json(203, &body.to_string()))];
        rig.check();
        let told = rig.setup.diagnosis().check(check).and_then(|check| check.finding.clone());
        assert_eq!(told.map(|finding| finding.slug), Some(slug), "{place}");
        rig.login();
        assert_eq!(rig.setup.login().end(), Some(End::NotPrepared), "{place}");
        assert!(rig.visits.is_empty(), "{place}: nobody is sent to sign in");
    }
}

/// An answer may repeat what was asked; only its own code settles the client.
#[test]
fn a_page_that_mentions_a_refusal_settles_nothing() {
    let mut rig = Rig::coder();
    let page = Instead::json(401, "<h1>Sign in first</h1> not invalid_client");
    rig.instead = vec![("/par".to_owned(), page)];
    rig.check();
    assert!(rig.transcript().iter().any(|line| line.ends_with("/introspect")), "{:?}", rig.transcript());
}

#[test]
fn who_asks_for_a_wait_is_not_asked_the_same_before_it_is_over() {
    let mut rig = Rig::coder();
    let busy = Instead { status: 503, body: String::new(), r#type: None, retry_after: Some("30".to_owned()) };
    rig.instead = vec![("/keys".to_owned(), busy.clone()), ("/par".to_owned(), busy)];
    let asked = |rig: &Rig, end: &str| rig.transcript().iter().filter(|line| line.ends_with(end)).count();
    rig.check();
    assert_eq!((asked(&rig, "/keys"), asked(&rig, "/par"), asked(&rig, "openid-configuration")), (1, 1, 2));
    let told =
        rig.setup.diagnosis().check(CheckId::KeysDocument).and_then(|check| check.finding.clone()).unwrap();
    let told = usher::diagnosis::wording::tell(
        usher::base::words::Voice::default(),
        &told,
        &rig.setup.evidence().subject,
    );
    assert!(told.happened.contains("It asks you to wait 30 seconds, until "), "{}", told.happened);
    assert!(told.fix_do.contains("in 30 seconds"), "{}", told.fix_do);
    rig.now = rig.now.plus_ms(20_000);
    rig.check();
    assert_eq!((asked(&rig, "/keys"), asked(&rig, "/par"), asked(&rig, "openid-configuration")), (1, 1, 4));
    rig.now = rig.now.plus_ms(11_000);
    rig.check();
    assert_eq!((asked(&rig, "/keys"), asked(&rig, "/par"), asked(&rig, "openid-configuration")), (2, 2, 6));
}

/// Okta and other providers want a pushed request in different forms, so a custom domain must say first which it is.
#[test]
fn a_pushed_request_waits_until_it_is_known_whose_host_it_is() {
    for (issuer, waits) in [("https://login.example.com", true), ("https://example.okta.com", false)] {
        let mut evidence = Evidence::new(Subject {
            issuer: issuer.to_owned(),
            client_id: "0oa8x2k4mQ1vJ7dT5e6a".to_owned(),
            has_secret: true,
            ..Subject::empty()
        });
        let body = serde_json::json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}/token"),
            "jwks_uri": format!("{issuer}/keys"),
            "pushed_authorization_request_endpoint": format!("{issuer}/par"),
        });
        let answered = |evidence: &mut Evidence, question: Question, status: u16, body: &str| {
            let request = question.request(&preflight::known(evidence, None)).unwrap();
            let (body, at) = (Secret::new(body), Timestamp::default());
            let answer = Answer { status, headers: Vec::new(), body, at, elapsed_ms: 1 };
            evidence.probed.keep(question, Exchange { request, at, outcome: Ok(answer) });
        };
        let secret = Secret::new(SECRET);
        let asks = |evidence: &Evidence, out: Vec<Question>| {
            let (known, probes) = (preflight::known(evidence, Some(&secret)), probes::ALL.to_vec());
            let checks = Preflight { known, probed: &evidence.probed, out, pausing: false, probes };
            checks.due().iter().any(|(question, _)| *question.probe == PUSHED)
        };
        answered(&mut evidence, DISCOVERY.about(""), 200, &body.to_string());
        assert_eq!(asks(&evidence, vec![ORGANIZATION.about("")]), !waits, "{issuer}");
        answered(&mut evidence, ORGANIZATION.about(""), 404, "");
        assert!(asks(&evidence, Vec::new()), "{issuer}");
    }
}

#[test]
fn another_provider_has_no_admin_console_to_be_led_to() {
    let mut rig = Rig::coder();
    rig.org.origin = "http://localhost:9000".to_owned();
    rig.put(Field::Issuer, "http://localhost:9000");
    assert!(rig.setup.console_link(ConsolePage::AppGeneral).is_some(), "it may be the practice Okta");
    rig.instead = vec![("okta-organization".to_owned(), Instead::json(404, "{}"))];
    rig.check();
    assert!(rig.setup.evidence().subject.is_other_provider);
    assert_eq!(rig.setup.console_link(ConsolePage::AppGeneral), None);
}

#[test]
fn a_host_that_is_dead_costs_three_questions() {
    let mut rig = Rig::coder();
    rig.trouble = vec![("example.okta.com".to_owned(), TroubleKind::Timeout)];
    rig.check();
    assert_eq!(rig.sent.len(), 3, "{:?}", rig.transcript());
    assert!(!rig.setup.checking());
}

#[test]
fn stopping_the_checks_stops_every_question() {
    let mut rig = Rig::coder();
    let asked = rig.intend(Intent::Check);
    let stopped = rig.intend(Intent::StopCheck);
    let ids = |effects: &[Effect]| -> Vec<u64> {
        let id = |effect: &Effect| match effect {
            Effect::Run(id, _) | Effect::Stop(id) => id.0,
        };
        effects.iter().map(id).collect()
    };
    assert_eq!(ids(&asked), ids(&stopped));
    assert!(!rig.setup.busy());
}
