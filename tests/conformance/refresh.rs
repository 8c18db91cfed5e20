//! Refreshing (Core §12.2).

use usher::oidc::judge::Rejection;

use crate::tests::conformance::bench::{ISSUER, login};

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
