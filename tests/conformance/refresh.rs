//! Refreshing (Core §12.2).

use usher::oidc::judge::Rejection;

use crate::tests::conformance::bench::{CLIENT, ISSUER, NOW, login};

#[test]
fn oidcc_client_test_refresh_token() {
    let first = login().judged().expect("the first token");
    assert!(login().without("nonce").judged_refreshed(&first).is_ok(), "a refreshed token needs no nonce");
    assert!(login().judged_refreshed(&first).is_ok());
    let other = login().with("nonce", "another").judged_refreshed(&first);
    assert_eq!(other, Err(Rejection::Nonce { present: true }));
}

#[test]
fn oidcc_client_test_refresh_token_invalid_issuer() {
    let first = login().judged().expect("the first token");
    let seen = "https://evil.example.com".to_owned();
    let refused = login().with("iss", seen.clone()).judged_refreshed(&first);
    assert_eq!(refused, Err(Rejection::Issuer { expected: ISSUER.to_owned(), seen }));
}

#[test]
fn oidcc_client_test_refresh_token_invalid_sub() {
    let first = login().judged().expect("the first token");
    let refused = login().with("sub", "00u1eve").judged_refreshed(&first);
    let expected = Rejection::SubjectChanged { expected: "00u1ada".to_owned(), seen: "00u1eve".to_owned() };
    assert_eq!(refused, Err(expected));
}

/// Audience, authorized party and the moment of the sign-in stay; the moment of issue does not go back.
#[test]
fn a_refreshed_token_agrees_with_the_first_one() {
    let first = || login().with("auth_time", NOW - 60);
    let claims = first().judged().expect("the first token");
    let differs = |claim| Err(Rejection::RefreshedDiffers { claim });
    assert!(first().with("iat", NOW).judged_refreshed(&claims).is_ok());
    assert!(first().without("auth_time").judged_refreshed(&claims).is_ok());
    // The servers of one provider have clocks of their own.
    for apart in [1, 120] {
        assert!(first().with("auth_time", NOW - 60 + apart).judged_refreshed(&claims).is_ok());
    }
    assert_eq!(first().with("auth_time", NOW + 61).judged_refreshed(&claims), differs("auth_time"));
    let later = login().with("iat", NOW + 100).judged().expect("the first token");
    assert!(login().with("iat", NOW - 20).judged_refreshed(&later).is_ok());
    assert_eq!(login().with("iat", NOW - 21).judged_refreshed(&later), differs("iat"));
    assert_eq!(first().with("azp", CLIENT).judged_refreshed(&claims), differs("azp"));
    let issued_to = first().with("azp", CLIENT).judged().expect("a first token");
    assert!(first().with("azp", CLIENT).judged_refreshed(&issued_to).is_ok());
    assert_eq!(first().judged_refreshed(&issued_to), differs("azp"));
}
