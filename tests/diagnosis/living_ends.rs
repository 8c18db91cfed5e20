//! Visits that end without a request to the provider: what came instead is told, and none is a pass.

use usher::base::{Trouble, TroubleKind};
use usher::diagnosis::wording::tell;
use usher::diagnosis::{Status, examine};
use usher::live::{End, Said};

use crate::tests::diagnosis::evidence::{healthy, said};
use crate::tests::diagnosis::living::{ALL, visited};

#[test]
fn an_end_without_a_request_is_never_a_pass() {
    let page = |status, text: &str| Said {
        status,
        path: "/start".to_owned(),
        text: text.to_owned(),
        asks_password: false,
    };
    let refused = Trouble {
        kind: TroubleKind::Refused,
        target: "coder.example.com".into(),
        detail: "Connection refused".into(),
    };
    let ends = [
        (End::Answered(page(500, "Oops")), Status::Fail, "live.start_failed"),
        (End::Answered(page(502, "")), Status::Unknown, "live.start_failed"),
        (End::Answered(page(404, "Not found")), Status::Unknown, "live.start_refused"),
        (End::Answered(page(200, "Sign in")), Status::Unknown, "live.start_not_found"),
        (End::NoForm(page(200, "Sign in")), Status::Unknown, "live.start_not_found"),
        (End::NotThere("id".to_owned()), Status::Unknown, "live.start_not_found"),
        (End::Lacks(vec!["base_url".to_owned()]), Status::Unknown, "live.answers_missing"),
        (End::NotPossible("A plug-in starts it.".to_owned()), Status::NotApplicable, "live.not_possible"),
        (End::EmptyAddress, Status::Fail, "live.address_empty"),
        (End::Several(vec!["/a".to_owned(), "/b".to_owned()]), Status::Unknown, "live.several_ways"),
        (End::Away("login.example.com".to_owned()), Status::Unknown, "live.leads_away"),
        (End::Saml("idp.example.com".to_owned()), Status::Unknown, "live.saml"),
        (End::Insecure("http://coder.example.com/x".to_owned()), Status::Fail, "live.leads_to_http"),
        (End::Private("10.0.0.1".to_owned()), Status::Unknown, "live.leads_inward"),
        (End::LeftAlone("/logout".to_owned()), Status::Unknown, "live.start_not_found"),
        (End::Challenged(403), Status::Unknown, "live.challenged"),
        (End::TooMany, Status::Unknown, "live.start_not_found"),
        (End::Trouble(refused), Status::Unknown, "live.not_reached"),
    ];
    for (end, status, slug) in ends {
        let mut evidence = healthy();
        evidence.live = Some(visited("coder", end));
        let diagnosis = examine(&evidence);
        assert_eq!(said(&diagnosis, "live.start"), (status, Some(slug)));
        assert!(ALL[1..].iter().all(|id| said(&diagnosis, id).0 == Status::NotReached), "{slug}");
        let finding = diagnosis
            .checks
            .iter()
            .find_map(|check| check.finding.as_ref().filter(|found| found.slug.as_str() == slug));
        let told = format!(
            "{:?}",
            tell(usher::base::words::Voice::default(), finding.expect(slug), &evidence.subject)
        );
        assert!(!told.contains('{') || !told.contains("_}"), "{told}");
    }
    let mut off = healthy();
    let mut live = visited("coder", End::Answered(page(404, "")));
    live.seen.is_on = Some(false);
    off.live = Some(live);
    assert_eq!(said(&examine(&off), "live.start"), (Status::Fail, Some("live.switched_off")));
}
