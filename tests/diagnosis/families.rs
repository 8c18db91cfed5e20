//! Each family of browser-free checks with its faults, one at a time.

use serde_json::json;
use usher::base::{Exchange, Request, Timestamp, TroubleKind};
use usher::diagnosis::evidence::{ConfigurationEvidence, Evidence};
use usher::diagnosis::{CheckId, Severity, Status, Verdict, examine};
use usher::oidc::judge::Rejection;
use usher::okta::pasted;
use usher::okta::probes::{
    APPLICATION, CLIENT_DISCOVERY, CONTROL, DISCOVERY, KEYS, ORGANIZATION, PUSHED, REQUEST, TEST,
};

use crate::tests::diagnosis::evidence::{
    CLIENT, ORG, answer, error_page, forget, healthy, healthy_at, json_answer, login, metadata, oauth_error,
    primary, said, see, see_trouble, sent_home, signed_in, subject, troubled, url,
};

#[test]
fn issuers_that_cannot_be_one_are_refused() {
    let cases = [
        ("https://{yourOktaDomain}", "issuer.placeholder"),
        ("http://acme.okta.com", "issuer.not_https"),
        ("acme", "issuer.malformed"),
    ];
    for (issuer, slug) in cases {
        assert_eq!(primary(&Evidence::new(subject(issuer))), Some(slug), "{issuer}");
    }
}

#[test]
fn discovery_faults_are_told_apart() {
    let default = "https://acme.okta.com/oauth2/default";
    let not_found = json_answer(404, &json!({ "errorCode": "E0000007", "errorSummary": "Not found" }));
    let licence = json_answer(
        401,
        &json!({ "errorCode": "E0000015", "errorSummary": "You do not have permission to access the feature you are requesting" }),
    );
    let mut incomplete = metadata(ORG);
    incomplete.as_object_mut().expect("an object").remove("token_endpoint");
    let cases = [
        (ORG, not_found, "discovery.not_found"),
        (default, licence, "discovery.licence_missing"),
        (default, answer(401, &[], ""), "discovery.licence_missing"),
        (ORG, answer(500, &[], "oops"), "discovery.http_error"),
        (ORG, json_answer(203, &metadata(ORG)), "discovery.http_error"),
        (ORG, answer(200, &[], "<html>"), "discovery.not_json"),
        (ORG, json_answer(200, &incomplete), "discovery.incomplete"),
        (ORG, answer(302, &[("location", "https://other.example.com/x?y=1")], ""), "discovery.redirected"),
        (ORG, json_answer(200, &metadata("https://other.okta.com/x")), "discovery.issuer_mismatch"),
        ("https://acme-admin.okta.com", json_answer(200, &metadata(ORG)), "issuer.admin_host"),
        ("https://acme.okta.com/", json_answer(200, &metadata(ORG)), "issuer.trailing_slash"),
        (ORG, json_answer(200, &metadata("https://login.acme.com")), "issuer.custom_domain_mismatch"),
    ];
    for (issuer, answer, slug) in cases {
        let mut evidence = Evidence::new(subject(issuer));
        see(&mut evidence, &DISCOVERY, answer);
        let diagnosis = examine(&evidence);
        assert_eq!(diagnosis.primary_finding().map(|found| found.slug.as_str()), Some(slug));
        assert_eq!(diagnosis.verdict, Verdict::Broken, "{slug}");
        assert_eq!(said(&diagnosis, "client.secret").0, Status::NotReached, "{slug}");
    }
}

/// A host of Okta's that the organization does not call its own is another organization, however the two look.
#[test]
fn a_custom_domain_is_mixed_up_only_with_its_own_organization() {
    let ours = "https://login.acme.com";
    let cases =
        [(ORG, "issuer.custom_domain_mismatch"), ("https://another.okta.com", "discovery.issuer_mismatch")];
    for (named, slug) in cases {
        let mut evidence = Evidence::new(subject(ours));
        let own = json!({ "id": "00o1", "pipeline": "idx", "_links": {
            "organization": { "href": ORG }, "alternate": { "href": ours } } });
        see(&mut evidence, &ORGANIZATION, json_answer(200, &own));
        see(&mut evidence, &DISCOVERY, json_answer(200, &metadata(named)));
        assert_eq!(
            (primary(&evidence), examine(&evidence).verdict),
            (Some(slug), Verdict::Broken),
            "{named}"
        );
    }
}

#[test]
fn limits_are_not_faults() {
    let mut evidence = Evidence::new(subject(ORG));
    see(
        &mut evidence,
        &DISCOVERY,
        json_answer(429, &json!({ "errorCode": "E0000047", "errorSummary": "x" })),
    );
    let diagnosis = examine(&evidence);
    assert_eq!(diagnosis.verdict, Verdict::Unknown);
    assert_eq!(diagnosis.primary_finding().map(|found| found.slug.as_str()), Some("discovery.rate_limited"));
}

#[test]
fn certificates_fail_with_their_own_name() {
    let cases = [
        (TroubleKind::TlsUntrusted, "network.tls_untrusted"),
        (TroubleKind::TlsWrongHost, "network.tls_wrong_host"),
        (TroubleKind::TlsExpired, "network.tls_expired"),
    ];
    for (kind, slug) in cases {
        let mut evidence = Evidence::new(subject(ORG));
        see_trouble(&mut evidence, &DISCOVERY, kind);
        assert_eq!((primary(&evidence), examine(&evidence).verdict), (Some(slug), Verdict::Broken));
    }
}

#[test]
fn another_issuer_for_this_client_is_seen_before_the_login() {
    let mut evidence = healthy();
    let own = json_answer(200, &metadata("https://login.acme.com"));
    see(&mut evidence, &CLIENT_DISCOVERY, own);
    assert_eq!(primary(&evidence), Some("issuer.mode_mismatch"));
}

#[test]
fn keys_must_be_there() {
    let cases = [
        (answer(500, &[], ""), "keys.http_error"),
        (json_answer(206, &json!({ "keys": [{ "kid": "k1", "kty": "RSA" }] })), "keys.http_error"),
        (answer(200, &[], "{}"), "keys.malformed"),
        (json_answer(200, &json!({ "keys": [] })), "keys.empty"),
    ];
    for (answer, slug) in cases {
        let mut evidence = healthy();
        see(&mut evidence, &KEYS, answer);
        assert_eq!(primary(&evidence), Some(slug));
    }
}

#[test]
fn an_unknown_client_stands_above_what_follows_from_it() {
    let mut evidence = healthy();
    let sentence = "Invalid value for 'client_id' parameter.";
    let refusal = json_answer(400, &json!({ "errorCode": "invalid_client", "errorSummary": sentence }));
    see(&mut evidence, &CLIENT_DISCOVERY, refusal);
    see(
        &mut evidence,
        &PUSHED,
        json_answer(401, &json!({ "errorCode": "invalid_client", "errorSummary": sentence })),
    );
    for probe in [&CONTROL, &TEST, &APPLICATION] {
        see(&mut evidence, probe, error_page("invalid_client", sentence));
    }
    forget(&mut evidence, &[&REQUEST]);
    let diagnosis = examine(&evidence);
    assert_eq!(diagnosis.primary_finding().map(|found| found.slug.as_str()), Some("client.unknown"));
    assert_eq!(diagnosis.checks.iter().filter(|check| check.status == Status::Fail).count(), 1);
    assert_ne!(said(&diagnosis, "client.secret").0, Status::Fail);
}

#[test]
fn a_shape_that_cannot_be_right_is_told_where_nobody_was_asked() {
    let mut evidence = healthy();
    forget(&mut evidence, &[&PUSHED]);
    evidence.subject.secret_problem = pasted::secret_problem(&"abcdefghij klmnopqrst".into());
    assert_eq!(primary(&evidence), Some("client.secret_malformed"));
    let mut accepted = healthy();
    accepted.subject.secret_problem = Some(pasted::SECRET_LENGTH);
    assert_eq!(said(&examine(&accepted), "client.secret"), (Status::Pass, None), "Okta's word weighs more");
}

#[test]
fn the_request_is_refused_for_what_it_asks() {
    let test = crate::tests::diagnosis::evidence::TEST;
    let cases = [
        (
            "invalid_scope",
            "One or more scopes are not configured for the authorization server resource.",
            "scope.not_configured",
            "request.accepted",
        ),
        (
            "unsupported_response_type",
            "The response type is not supported by the authorization server. Configured response types: [id_token].",
            "response_type.not_enabled",
            "request.accepted",
        ),
        (
            "invalid_request",
            "PKCE code challenge is required by the application.",
            "client.pkce_required",
            "client.settings",
        ),
        (
            "unauthorized_client",
            "This client cannot use a custom authorization server.",
            "issuer.wrong_server",
            "request.accepted",
        ),
        (
            "server_error",
            "The requested feature is not enabled in this environment.",
            "discovery.licence_missing",
            "request.accepted",
        ),
    ];
    for (code, sentence, slug, check) in cases {
        let mut evidence = healthy();
        see(&mut evidence, &REQUEST, sent_home(test, code, sentence));
        let diagnosis = examine(&evidence);
        assert_eq!(said(&diagnosis, check), (Status::Fail, Some(slug)));
        assert_eq!(diagnosis.primary_finding().map(|found| found.slug.as_str()), Some(slug));
    }
}

#[test]
fn a_clock_that_is_off_is_measured_in_seconds() {
    let behind = |seconds: i64| {
        let mut evidence = signed_in();
        let later = |exchange: &Exchange| {
            let mut exchange = exchange.clone();
            if let Ok(answer) = &mut exchange.outcome {
                answer.at = Timestamp(answer.at.0 - seconds * 1000);
            }
            exchange
        };
        for (question, exchange) in evidence.clone().probed.iter() {
            evidence.probed.keep(question.clone(), later(exchange));
        }
        let login = login(&mut evidence);
        login.token = login.token.as_ref().map(later);
        login.userinfo = login.userinfo.as_ref().map(later);
        evidence
    };
    let slight = examine(&behind(4));
    let found = slight.check(CheckId::ClockSkew).and_then(|check| check.finding.as_ref()).expect("a finding");
    assert_eq!(
        (found.severity, found.value("seconds").map(|value| value.message.in_english())),
        (Severity::Note, Some("4".to_owned()))
    );
    assert_eq!(slight.verdict, Verdict::Works);
    assert_eq!(said(&examine(&behind(90)), "clock.skew"), (Status::Warn, Some("clock.skew")));
    let mut refused = behind(400);
    login(&mut refused).judged = Some(Err(Rejection::IssuedInFuture { seconds: 280 }));
    assert_eq!(primary(&refused), Some("clock.skew"), "the clock explains the refusal");
    assert_eq!(said(&examine(&refused), "id_token.times"), (Status::Fail, Some("id_token.issued_in_future")));
}

#[test]
fn the_written_configuration_is_compared() {
    let read =
        |unreadable: Option<&str>, missing: &[&str], differs: &[(&str, &str, &str)]| ConfigurationEvidence {
            place: "/etc/coder.d/coder.env".into(),
            unreadable: unreadable.map(Into::into),
            missing: missing.iter().map(|key| (*key).to_owned()).collect(),
            differs: differs
                .iter()
                .map(|(k, e, s)| ((*k).to_owned(), (*e).to_owned(), (*s).to_owned()))
                .collect(),
            elsewhere: Vec::new(),
        };
    let cases = [
        (read(Some("no such file"), &[], &[]), Some("config.unreadable")),
        (read(None, &["CODER_OIDC_CLIENT_ID"], &[]), Some("config.key_missing")),
        (read(None, &[], &[("CODER_OIDC_ISSUER_URL", "a", "b")]), Some("config.value_differs")),
        (read(None, &[], &[]), None),
    ];
    for (configuration, slug) in cases {
        let mut evidence = signed_in();
        evidence.configuration = Some(configuration);
        assert_eq!(primary(&evidence), slug);
    }
    let mut evidence = signed_in();
    let elsewhere = vec!["CODER_OIDC_CLIENT_ID".to_owned()];
    evidence.configuration = Some(ConfigurationEvidence { elsewhere, ..read(None, &[], &[]) });
    let unseen = (Status::Unknown, Some("config.value_elsewhere"));
    assert_eq!(said(&examine(&evidence), "config.values"), unseen, "a reference proves nothing");
}

#[test]
fn links_lead_only_to_the_organizations_own_console() {
    let mut evidence = healthy_at("https://acme.okta.com/oauth2/default");
    let page = "The 'redirect_uri' parameter must be a Login redirect URI in the client app settings: https://evil-admin.okta.com/admin/app/oidc_client/instance/0oa1#tab-general";
    see(&mut evidence, &APPLICATION, error_page("invalid_request", page));
    let diagnosis = examine(&evidence);
    let link = diagnosis.primary_finding().and_then(|found| found.link.clone()).map(String::from);
    let expected = format!("https://acme-admin.okta.com/admin/app/oidc_client/instance/{CLIENT}#tab-general");
    assert_eq!(link, Some(expected));
}

#[test]
fn a_refusal_of_pushed_authorization_names_the_scope() {
    let mut evidence = healthy();
    see(
        &mut evidence,
        &PUSHED,
        oauth_error(400, "invalid_scope", "The following scopes are not allowed for this request: [groups]."),
    );
    assert_eq!(said(&examine(&evidence), "request.accepted"), (Status::Fail, Some("scope.not_allowed")));
}

/// No guide takes such an address, but one that was written by hand may.
#[test]
fn a_redirect_uri_with_a_wildcard_is_a_caution_and_no_fault() {
    let mut evidence = healthy();
    evidence.subject.app_redirects.push("https://*.example.com/callback".to_owned());
    let check = examine(&evidence).check(CheckId::RedirectWildcard).cloned().expect("the check");
    assert_eq!(check.status, Status::Warn);
    assert_eq!(check.finding.map(|found| found.slug.as_str()), Some("redirect.wildcard"));
}

/// What hangs, drips, breaks off or never ends is named by its address, whoever else of the provider answers.
#[test]
fn an_address_that_does_not_answer_is_named() {
    use TroubleKind::{Other, Reset, Timeout, TooLarge};
    for (kind, slug) in [(Timeout, "answer.missing"), (Reset, "network.reset"), (Other, "answer.missing")] {
        for (probe, id) in [(&DISCOVERY, "discovery.document"), (&KEYS, "keys.document")] {
            let mut evidence = healthy();
            see_trouble(&mut evidence, probe, kind);
            let diagnosis = examine(&evidence);
            assert_eq!(said(&diagnosis, id), (Status::Unknown, Some(slug)), "{kind:?}");
            assert_eq!(diagnosis.primary_finding().map(|found| found.slug.as_str()), Some(slug));
            assert_eq!(diagnosis.verdict, Verdict::Unknown);
        }
    }
    let mut endless = healthy();
    see_trouble(&mut endless, &KEYS, TooLarge);
    assert_eq!(primary(&endless), Some("answer.endless"));
    for (kind, status, slug) in
        [(Timeout, Status::Unknown, "answer.missing"), (TooLarge, Status::Fail, "answer.endless")]
    {
        let mut evidence = signed_in();
        let asked = Request::get(url("https://acme.okta.com/oauth2/v1/userinfo"));
        let hanging = login(&mut evidence);
        (hanging.userinfo, hanging.userinfo_judged) = (Some(troubled(asked, kind)), None);
        assert_eq!(said(&examine(&evidence), "userinfo.answer"), (status, Some(slug)));
    }
}
