//! The redirect URI that a living application sends: in what it differs, whether that is wrong, and where each cure stands.

use usher::diagnosis::wording::tell;
use usher::diagnosis::{CheckId, Status, Verdict, examine};
use usher::live::End;
use usher::okta::probes::{APPLICATION, LIVE_REDIRECT, LIVE_REQUEST};

use crate::tests::diagnosis::evidence::{REDIRECT_REFUSED, error_page, forget, healthy, said, see};
use crate::tests::diagnosis::living::{authorize, seen, sends, visited};

#[test]
fn a_redirect_uri_is_wrong_by_the_providers_word_alone() {
    for (uri, slug) in [
        ("http://coder.example.com/api/v2/users/oidc/callback", "live.redirect_scheme"),
        ("http://localhost:3000/api/v2/users/oidc/callback", "live.redirect_differs"),
        ("https://coder.example.com/oidc/callback", "live.redirect_differs"),
    ] {
        let mut evidence = seen(sends(&authorize(), &[("redirect_uri", Some(uri))]));
        forget(&mut evidence, &[&LIVE_REQUEST]);
        see(&mut evidence, &LIVE_REDIRECT, error_page("invalid_request", REDIRECT_REFUSED));
        let diagnosis = examine(&evidence);
        assert_eq!(said(&diagnosis, "live.redirect_uri"), (Status::Fail, Some(slug)), "{uri}");
        assert_eq!(said(&diagnosis, "live.accepted"), (Status::Fail, Some("live.redirect_refused")), "{uri}");
        assert_eq!((diagnosis.verdict, said(&diagnosis, "client.id").0), (Verdict::Broken, Status::Pass));

        forget(&mut evidence, &[&LIVE_REDIRECT]);
        let untold = examine(&evidence);
        assert_eq!(
            (said(&untold, "live.redirect_uri").0, untold.verdict),
            (Status::Unknown, Verdict::Unknown),
            "{uri}"
        );
    }
    // The right one, which is not registered: that is the provider's side.
    let mut evidence = seen(sends(&authorize(), &[]));
    forget(&mut evidence, &[&LIVE_REQUEST]);
    see(&mut evidence, &APPLICATION, error_page("invalid_request", REDIRECT_REFUSED));
    let diagnosis = examine(&evidence);
    assert_eq!(said(&diagnosis, "live.redirect_uri").0, Status::Pass);
    assert_eq!(said(&diagnosis, "live.accepted"), (Status::Fail, Some("redirect.app_not_registered")));
}

/// A file that states another redirect URI makes it right where the provider takes it, and not where it does not.
#[test]
fn what_the_file_states_is_no_excuse_for_what_the_provider_refuses() {
    let stated = "http://localhost:3000/api/v2/users/oidc/callback";
    let mut evidence = seen(sends(&authorize(), &[("redirect_uri", Some(stated))]));
    let subject = &mut evidence.subject;
    subject.usual_redirects = std::mem::replace(&mut subject.app_redirects, vec![stated.to_owned()]);
    let usual = subject.usual_redirects[0].clone();
    forget(&mut evidence, &[&LIVE_REQUEST, &LIVE_REDIRECT]);
    let untold = examine(&evidence);
    assert_eq!(said(&untold, "live.redirect_uri").0, Status::Pass);

    see(&mut evidence, &APPLICATION, error_page("invalid_request", REDIRECT_REFUSED));
    let diagnosis = examine(&evidence);
    assert_eq!(said(&diagnosis, "live.redirect_uri"), (Status::Fail, Some("live.redirect_differs")));
    assert_eq!(said(&diagnosis, "live.accepted"), (Status::Fail, Some("live.redirect_refused")));
    let check =
        diagnosis.checks.iter().find(|check| check.id == CheckId::LiveRedirectUri).expect("the check");
    assert_eq!(check.expected.as_ref().map(|value| value.message.in_english()), Some(usual));
}

/// What an application takes from the request is wrong as the proxy passes it on, and each proxy has its own words for it.
#[test]
fn another_host_of_the_request_has_its_cure_on_the_proxy() {
    let callback = "coder.example.com/oauth-authorized/okta";
    for (uri, slug, said_of_it) in [
        (format!("http://{callback}"), "live.redirect_scheme", &["X-Forwarded-Proto"][..]),
        (
            "https://127.0.0.1:8088/oauth-authorized/okta".to_owned(),
            "live.redirect_host",
            &["Host $http_host"],
        ),
        (
            "http://127.0.0.1:8088/oauth-authorized/okta".to_owned(),
            "live.redirect_host",
            &["Host $http_host", "ProxyPreserveHost On", "X-Forwarded-Proto $scheme", "ENABLE_PROXY_FIX"],
        ),
        (
            format!("https://{}", callback.replace("okta", "corp")),
            "live.redirect_differs",
            &["ENABLE_PROXY_FIX"],
        ),
    ] {
        let mut evidence = healthy();
        evidence.subject.app_redirects = vec![format!("https://{callback}")];
        let sent = sends(&authorize(), &[("redirect_uri", Some(&uri))]);
        evidence.live = Some(visited("superset", End::Captured(Box::new(sent))));
        see(&mut evidence, &LIVE_REDIRECT, error_page("invalid_request", REDIRECT_REFUSED));
        let diagnosis = examine(&evidence);
        assert_eq!(said(&diagnosis, "live.redirect_uri"), (Status::Fail, Some(slug)), "{uri}");
        let check = diagnosis.checks.iter().find(|check| check.id == CheckId::LiveRedirectUri);
        let finding = check.and_then(|check| check.finding.as_ref()).expect("a finding");
        let told = tell(usher::base::words::Voice::default(), finding, &evidence.subject);
        let told = format!("{} {}", told.fix_where, told.fix_do);
        assert!(said_of_it.iter().all(|text| told.contains(text)) && !told.contains('{'), "{uri}: {told}");
    }
}
