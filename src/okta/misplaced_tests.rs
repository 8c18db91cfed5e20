//! What is held back as client ID, and what is not.

use super::*;

const LONG: &str = "Zq8_-kD2vYx1LmN0pRtUwXyZ3aBcDeFgHiJkLmNo7pQrStUv9wXyZ0aB1cDe2fGh";
const SHORT: &str = "Zq8_-kD2vYx1LmN0pRtUwXyZ3aBcDeFgHiJkLmNo";
const ID: &str = "0oa8x2k4mQ1vJ7dT5e6a";

fn of(id: &str, secret: &str, provider: Provider) -> Option<Suspicion> {
    suspicion(&Secret::from(id), &Secret::from(secret), provider)
}

#[test]
fn what_looks_like_a_secret_is_held_back_where_okta_is_or_may_be() {
    for id in [
        LONG,
        SHORT,
        // As the practice makes them, and an API token.
        "kT3yQ9ZbV1mXcR7uLpW2sNfH8dJgA5eEoYiU6tBqKzM4xCwD0vPjGhSrFlTaZnQy",
        "00aBcD3fGh1jKlMn0pQrStUvWxYz_2-bCdEfGhIjKl",
        "practice-secret-of-coder-0123456789-0123456789-0123456789-abcdef",
        &format!(" \"{SHORT}\"\n"),
        &format!("the secret is {LONG}"),
        &format!("https://coder.example.com/?token={SHORT}"),
    ] {
        assert_eq!(of(id, "", Provider::Okta), Some(Suspicion::Likely), "{id}");
        assert_eq!(of(id, "", Provider::Unknown), Some(Suspicion::Possible), "{id}");
        assert_eq!(of(id, "", Provider::Other), None, "{id}");
    }
}

#[test]
fn client_ids_of_every_kind_pass() {
    for id in [
        "",
        ID,
        "0oapractice000000001",
        &format!("{ID}{ID}"),
        "metabase-prod",
        "MyCompany-Coffee-Application-Production-2024",
        "urn:example:MyApplication:Production:Frankfurt:2024",
        "okta.2b1959c8-bcc0-56eb-a589-cfcfb7422f26",
        "2B1959C8-BCC0-56EB-A589-CFCFB7422F26",
        "b6c7d8e9f0a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5",
        "b6c7d8e9f0a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6e7f8a9b0c1d2e3f4a5b6c7",
        "1h57kf5cpq17m0eml12EXAMPLE",
        "4fk2l9vq0sj3d8ah7g6bn5m1zx",
        "1234567-abcdefghijklmnopqrstuvwxyz012345.apps.googleusercontent.com",
        "123456789012-abcdefghijklmnopqrstuvwxyz012345.apps.googleusercontent.com",
    ] {
        for provider in [Provider::Okta, Provider::Unknown, Provider::Other] {
            assert_eq!(of(id, "", provider), None, "{id}");
            assert_eq!(of(id, SHORT, provider), None, "{id} beside a secret");
        }
    }
}

#[test]
fn what_tells_by_itself_is_held_back_everywhere() {
    for id in [
        "client_secret=a-secret-of-another-kind",
        "Client secret: a-secret-of-another-kind",
        "GOCSPX-abcdefghijklmnop",
        "gloas-0123456789",
        "abc8Q~abcdefghijklmnopqrstuvwxyz0123456",
        "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
        "-----BEGIN PRIVATE KEY----- MIIEvQIBADANBgkqhkiG9w0BAQEFAASC",
    ] {
        assert_eq!(of(id, "", Provider::Other), Some(Suspicion::Certain), "{id}");
    }
    let same = "correct-horse-battery-staple";
    assert_eq!(of(same, same, Provider::Other), Some(Suspicion::Certain));
    assert_eq!(of(same, &format!(" {same}\n"), Provider::Okta), Some(Suspicion::Certain));
    assert_eq!(of(same, ID, Provider::Other), Some(Suspicion::Likely), "the two are swapped");
    assert_eq!(of("coder", "coder", Provider::Other), None, "a toy’s");
    assert_eq!(of("grafana", ID, Provider::Okta), None, "too short for a secret");
}

#[test]
fn a_provider_is_known_by_its_host_and_path_else_by_what_it_says() {
    let cases = [
        ("https://acme.okta.com", Provider::Okta),
        ("https://acme.okta.com/oauth2/default", Provider::Okta),
        ("https://login.example.com/oauth2/aus1a2b3c4d5e6f7g8h9", Provider::Okta),
        ("http://localhost:8780", Provider::Okta),
        ("http://localhost:8080/realms/main", Provider::Other),
        ("https://login.example.com", Provider::Unknown),
        ("https://login.example.com/", Provider::Unknown),
        ("https://sso.example.com/application/o/coder/", Provider::Other),
        ("https://acme.eu.auth0.com/", Provider::Other),
        ("https://notauth0.com", Provider::Unknown),
        ("https://accounts.google.com", Provider::Other),
        ("https://is.example.com/oauth2/token", Provider::Other),
        ("no address", Provider::Unknown),
    ];
    for (address, provider) in cases {
        assert_eq!(Provider::of(Some(address), None), provider, "{address}");
    }
    assert_eq!(Provider::of(None, None), Provider::Unknown);
}

#[test]
fn both_are_put_right_and_a_secret_that_stands_right_stays() {
    let right = |id: &str, secret: &str| put_right(&Secret::from(id), &Secret::from(secret));
    let both = |id: &str, secret: &str| (Secret::from(id), Secret::from(secret));
    assert_eq!(right(SHORT, ""), both("", SHORT));
    assert_eq!(right(&format!("{SHORT}\n"), &format!("{ID} ")), both(ID, SHORT));
    assert_eq!(right(&format!("client_secret={SHORT}"), ID), both(ID, SHORT));
    assert_eq!(right(&format!("the secret is {SHORT}"), ""), both("", SHORT));
    assert_eq!(right(SHORT, LONG), both("", LONG));
}

#[test]
fn what_is_left_of_a_secret_is_known() {
    let left = |text: &str| is_left_of(&Secret::from(text), &Secret::from(SHORT));
    for text in [SHORT, &SHORT[1..], &SHORT[..20], &SHORT[30..], "Zq8", "xx8_-kD2vYyy", &format!("{SHORT}a")]
    {
        assert!(left(text), "{text}");
    }
    for text in ["", "0oa", ID, "metabase-prod"] {
        assert!(!left(text), "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_judged_without_a_fault(id in "\\PC{0,80}", secret in "\\PC{0,40}") {
        let (id, secret) = (Secret::new(id), Secret::new(secret));
        for provider in [Provider::Okta, Provider::Unknown, Provider::Other] {
            let _ = suspicion(&id, &secret, provider);
        }
        let _ = (put_right(&id, &secret), is_left_of(&id, &secret));
    }

    #[test]
    fn a_secret_as_okta_makes_them_is_known(secret in "[A-Za-z0-9_-]{40}|[A-Za-z0-9_-]{64}") {
        // One in hundreds of millions begins like a client ID, or has no digit.
        let is_usual = !secret.starts_with("0oa") && secret.contains(|one: char| one.is_ascii_digit());
        let held = of(&secret, "", Provider::Okta);
        proptest::prop_assert!(held.is_some() || !is_usual, "{}", secret);
    }
}
