//! Limits, refusals, and answers that nobody should send.

use url::Url;
use usher::base::{Header, Secret, Timestamp};
use usher::manage::{Access, Refusal};

use super::support::{CLIENT, Okta};
use super::{CALLBACK, OKTA, coder, json, look, terms};

const REFUSED: &str =
    r#"{"errorCode":"E0000006","errorSummary":"You do not have permission to perform the requested action"}"#;

#[test]
fn a_limit_is_waited_for_until_it_is_reset() {
    let mut okta = Okta::at(OKTA);
    okta.org.api_limit = 2;
    let looked = look(terms(coder(&[], OKTA, &[]), Some(CLIENT)), |request, now| {
        okta.now = now;
        okta.send(request)
    });
    assert!(looked.plan.application.is_some() && !looked.plan.is_incomplete, "{:#?}", looked.plan);
    assert_eq!(looked.waited.len(), 1, "{:?}", looked.waited);
    assert!(looked.waited[0] <= 61_000, "{:?}", looked.waited);
    okta.org.api_limit = 0;
    let looked = look(terms(coder(&[], OKTA, &[]), Some(CLIENT)), |request, now| {
        okta.now = now;
        okta.send(request)
    });
    assert_eq!(looked.held.not_looked, Some(Refusal::TooMany));
    assert!(looked.waited.len() <= 3 && looked.plan.rows.is_empty() && looked.plan.is_incomplete);
}

#[test]
fn a_host_that_is_away_is_asked_again_a_few_times() {
    let mut okta = Okta::at(OKTA);
    let mut fell = 0;
    let looked = look(terms(coder(&[], OKTA, &[]), Some(CLIENT)), |request, now| {
        if request.url.path() == "/api/v1/apps/0oapractice000000001" && fell < 2 {
            fell += 1;
            return json(500, r#"{"errorCode":"E0000009"}"#, now);
        }
        okta.send(request)
    });
    assert!(looked.plan.application.is_some() && looked.waited.len() == 2);
    let looked = look(terms(coder(&[], OKTA, &[]), Some(CLIENT)), |_, now| json(503, "away", now));
    assert_eq!(looked.held.nothing(), Some(&Refusal::Away(503)));
}

#[test]
fn each_refusal_is_told_by_its_code_and_ends_what_it_ends() {
    let cases = [
        (401, r#"{"errorCode":"E0000011","errorSummary":"Invalid token provided"}"#, Refusal::TokenRefused),
        (403, REFUSED, Refusal::NotAllowed),
        (405, r#"{"errorCode":"E0000022"}"#, Refusal::WrongHost),
        (200, "<html>", Refusal::Unreadable),
        (200, "null", Refusal::Unreadable),
    ];
    for (status, body, why) in cases {
        let mut okta = Okta::at(OKTA);
        let looked = look(terms(coder(&[], OKTA, &["Engineering"]), None), |request, now| {
            if request.url.path().starts_with("/api/") { json(status, body, now) } else { okta.send(request) }
        });
        assert_eq!(looked.held.not_looked, Some(why.clone()), "{status} {body}");
        assert!(looked.plan.is_incomplete && looked.plan.rows.is_empty(), "{status}");
        let ends_all = matches!(why, Refusal::TokenRefused | Refusal::WrongHost);
        assert_eq!(looked.requests.len(), if ends_all { 2 } else { 3 }, "{status} {body}");
        let missing: &[&str] = if status == 403 { &["okta.apps.read", "okta.groups.read"] } else { &[] };
        assert_eq!(looked.plan.missing, missing);
    }
}

#[test]
fn a_right_that_is_missing_makes_its_rows_a_thing_for_hands() {
    let mut okta = Okta::at(OKTA);
    let looked = look(terms(coder(&[], OKTA, &["Engineering"]), Some(CLIENT)), |request, now| {
        let path = request.url.path();
        if path == "/api/v1/groups" || path.ends_with("/groups") || path.contains("/policies/") {
            return json(403, REFUSED, now);
        }
        okta.send(request)
    });
    assert_eq!((looked.status("groups"), looked.row("groups").is_read), ("by_hand", false));
    assert_eq!(looked.status("app_sign_in_policy"), "leave");
    assert!(
        looked.plan.missing.contains(&"okta.groups.read")
            && looked.plan.missing.contains(&"okta.policies.read")
    );
    assert_eq!(looked.status("application_type"), "keep", "the rest is compared all the same");
    assert!(looked.plan.is_incomplete);
}

/// The next page is asked for at the organization, wherever the link leads, and never for ever.
#[test]
fn a_link_leads_nowhere_else_and_not_in_circles() {
    let mut pages = 0;
    let looked = look(terms(coder(&[], OKTA, &[]), None), |request, now| {
        if request.url.path().starts_with("/.well-known/") {
            return Okta::at(OKTA).send(request);
        }
        pages += 1;
        let next = match pages {
            1 => "https://evil.example.com/api/v1/apps?after=x".to_owned(),
            2 => "https://example.okta.com/api/v1/users/me?after=y".to_owned(),
            _ => return json(200, "[]", now),
        };
        let mut answer = json(200, "[]", now);
        answer.headers.push(Header::new("link", format!("<{next}>; rel=\"next\"")));
        answer
    });
    let paths: Vec<&str> = looked.requests.iter().map(|request| request.url.path()).collect();
    assert_eq!(paths, ["/.well-known/okta-organization", "/api/v1/apps", "/api/v1/apps"]);
    let looked = look(terms(coder(&[], OKTA, &[]), None), |request, now| {
        if request.url.path().starts_with("/.well-known/") {
            return Okta::at(OKTA).send(request);
        }
        let mut answer = json(200, "[]", now);
        let next = format!("<{OKTA}/api/v1/apps?after={}>; rel=\"next\"", now.seconds());
        answer.headers.push(Header::new("link", next));
        answer
    });
    assert_eq!(looked.held.not_looked, Some(Refusal::TooLong));
    assert!(looked.requests.len() <= 51 && looked.plan.is_incomplete && looked.plan.rows.is_empty());
}

#[test]
fn an_address_that_is_another_organization_gets_no_token() {
    let mut elsewhere = terms(coder(&[], OKTA, &[]), None);
    elsewhere.organization = Url::parse("https://proxy.example.com").unwrap();
    let looked = look(elsewhere, |_, now| {
        json(
            200,
            r#"{"id":"00o1","pipeline":"idx","_links":{"organization":{"href":"https://example.okta.com"}}}"#,
            now,
        )
    });
    assert_eq!(looked.requests.len(), 1);
    assert_eq!(looked.held.nothing(), Some(&Refusal::OtherHost(OKTA.to_owned())));
    for body in ["{}", "[]", "no", r#"{"id":5}"#] {
        let looked = look(terms(coder(&[], OKTA, &[]), None), |_, now| json(200, body, now));
        assert_eq!((looked.requests.len(), looked.held.nothing()), (1, Some(&Refusal::Unreadable)), "{body}");
    }
}

#[test]
fn what_okta_says_is_shown_without_the_token_and_cut() {
    let token = "00practice-token-that-is-long-enough-to-be-one";
    let mut asks = terms(coder(&[], OKTA, &[]), None);
    asks.access = Access::token(&Secret::from(format!(" {token}\n"))).unwrap();
    let mut okta = Okta::at(OKTA);
    let long = "x".repeat(1000);
    let looked = look(asks, |request, now| {
        if !request.url.path().starts_with("/api/") {
            return okta.send(request);
        }
        assert_eq!(request.header("authorization"), Some(format!("SSWS {token}").as_str()));
        let body = format!(
            r#"{{"errorCode":"E0000001","errorCauses":[{{"errorSummary":"{token} \u001b[31m {long}"}}]}}"#
        );
        json(400, &body, now)
    });
    let Some(Refusal::Other(400, said)) = looked.held.not_looked else { panic!("{:?}", looked.held) };
    assert!(said.starts_with("E0000001") && !said.contains(token) && !said.contains('\u{1b}'), "{said}");
    assert!(said.chars().count() <= 300);
    for bad in ["", " ", "two words", "line\nline", "ünicode"] {
        assert!(Access::token(&Secret::from(bad)).is_err(), "{bad:?}");
    }
}

/// Members that are null, missing or of another type say that nothing is set, and never stop the program.
#[test]
fn an_application_of_any_shape_is_compared() {
    let shapes = [
        r#"{"id":"0oa1","name":"oidc_client","label":null,"credentials":null,"settings":{"oauthClient":{}}}"#,
        r#"{"id":"0oa1","name":"oidc_client","label":7,"status":[],"credentials":{"oauthClient":[]},"settings":{"oauthClient":{"redirect_uris":{},"grant_types":"x","dpop_bound_access_tokens":"no"}},"visibility":3,"_links":{"accessPolicy":{"href":"https://x/../.."}}}"#,
    ];
    for shape in shapes {
        let mut asks = terms(coder(&[("group_sync", "true")], OKTA, &["Engineering"]), None);
        asks.chosen = Some("0oa1".to_owned());
        let mut okta = Okta::at(OKTA);
        let looked = look(asks, |request, now: Timestamp| {
            if request.url.path() == "/api/v1/apps/0oa1" { json(200, shape, now) } else { okta.send(request) }
        });
        assert!(looked.plan.application.is_some(), "{shape}");
        assert_eq!(looked.status("redirect_uris"), "add");
        assert!(looked.row("redirect_uris").wanted.as_array().unwrap().contains(&CALLBACK.into()));
    }
}
