//! What is corrected about a typed issuer, what is kept, and what is refused; asserts on nothing else.

use super::*;

fn corrected(typed: &str) -> (String, Vec<Slip>) {
    correct(typed).map_or_else(
        |why| (format!("refused: {why}"), Vec::new()),
        |corrected| (corrected.issuer, corrected.slips),
    )
}

#[test]
fn slips_on_okta_hosts_are_corrected() {
    let org = "https://acme.okta.com";
    let default = "https://acme.okta.com/oauth2/default";
    let cases: &[(&str, &str, &[Slip])] = &[
        (org, org, &[]),
        (default, default, &[]),
        ("https://acme.okta.com/", org, &[Slip::TrailingSlash]),
        (" https://acme.okta.com\n", org, &[Slip::Pasted]),
        ("\"https://acme.okta.com\"", org, &[Slip::Pasted]),
        ("acme.okta.com", org, &[Slip::NoScheme]),
        ("https://acme-admin.okta.com", org, &[Slip::AdminHost]),
        ("https://acme.okta.com/oauth2/default/", default, &[Slip::TrailingSlash]),
        ("https://acme.okta.com/.well-known/openid-configuration", org, &[Slip::DiscoveryUrl]),
        (
            "https://acme.okta.com/oauth2/default/.well-known/openid-configuration",
            default,
            &[Slip::DiscoveryUrl],
        ),
        (
            "https://acme.okta.com/.well-known/oauth-authorization-server/oauth2/default",
            default,
            &[Slip::DiscoveryUrl],
        ),
        ("https://acme.okta.com/oauth2/v1", org, &[Slip::EndpointPrefix]),
        ("https://acme.okta.com/oauth2", org, &[Slip::EndpointPrefix]),
        ("https://acme.okta.com/oauth2/v1/authorize", org, &[Slip::EndpointPrefix]),
        ("https://acme.okta.com/oauth2/default/v1/authorize", default, &[Slip::EndpointPrefix]),
        ("https://acme.okta.com/app/UserHome", org, &[Slip::PagePath]),
        ("https://acme-admin.okta.com/admin/dashboard", org, &[Slip::PagePath, Slip::AdminHost]),
    ];
    for (typed, issuer, slips) in cases {
        assert_eq!(corrected(typed), ((*issuer).to_owned(), slips.to_vec()), "{typed}");
    }
}

#[test]
fn on_other_hosts_the_address_stays_as_it_was_typed() {
    let kept = [
        "https://id.example.com/realms/acme",
        "https://id.example.com/",
        "https://id.example.com",
        "https://id.example.com/app/",
        "https://id.example.com/api/idp",
        "https://id.example.com/admin/idp",
        "https://id.example.com/realms/acme/.well-known/openid-configuration",
        "https://login.example.com/oauth2/v1/authorize",
        "http://localhost:8900/oauth2/default",
        "http://localhost:8900/api/idp",
        "http://127.0.0.1:8900/",
    ];
    for typed in kept {
        assert_eq!(corrected(typed), (typed.to_owned(), Vec::new()));
    }
}

/// Tried only where the address as it was typed is no issuer.
#[test]
fn what_else_may_have_been_meant_follows_from_the_host() {
    let other = |typed: &str| correct(typed).ok().and_then(|one| one.otherwise);
    for typed in [
        "https://id.example.com/api/idp",
        "https://id.example.com/",
        "http://localhost:8900",
        "https://acme.okta.com/",
    ] {
        assert_eq!(other(typed), None, "{typed}");
    }
    let cases: &[(&str, &str, &[Slip])] = &[
        (
            "https://id.example.com/realms/acme/.well-known/openid-configuration",
            "https://id.example.com/realms/acme",
            &[Slip::DiscoveryUrl],
        ),
        (
            "login.example.com/oauth2/v1/authorize",
            "https://login.example.com",
            &[Slip::NoScheme, Slip::EndpointPrefix],
        ),
        ("http://localhost:8900/app/UserHome", "http://localhost:8900", &[Slip::PagePath]),
        ("http://localhost:8900/", "http://localhost:8900", &[Slip::TrailingSlash]),
    ];
    for (typed, issuer, slips) in cases {
        let other = other(typed).map(|other| (other.issuer, other.slips));
        assert_eq!(other, Some(((*issuer).to_owned(), slips.to_vec())), "{typed}");
    }
}

#[test]
fn what_cannot_be_an_issuer_is_refused() {
    let cases = [
        ("  ", IssuerRefusal::Empty),
        ("7", IssuerRefusal::NotAUrl),
        ("https://7", IssuerRefusal::NotAUrl),
        ("https://{yourOktaDomain}/oauth2/default", IssuerRefusal::Placeholder),
        ("https://${OKTA}/", IssuerRefusal::Placeholder),
        ("https://yourOktaDomain.okta.com", IssuerRefusal::Placeholder),
        ("http://acme.okta.com", IssuerRefusal::NotHttps),
        ("https://acme.okta.com.com", IssuerRefusal::DoubledCom),
        ("https://ana:pw@acme.okta.com", IssuerRefusal::Credentials),
        ("https://acme.okta.com?x=1", IssuerRefusal::QueryOrFragment),
        ("my okta", IssuerRefusal::NotAUrl),
        ("acme", IssuerRefusal::NotAUrl),
        ("ftp://acme.okta.com", IssuerRefusal::NotAUrl),
    ];
    for (typed, refusal) in cases {
        assert_eq!(correct(typed), Err(refusal), "{typed}");
    }
}

#[test]
fn an_organization_is_an_origin() {
    let found = organization("https://acme-admin.okta.com/admin/apps/active?x=1#y");
    assert_eq!(found.map(|corrected| corrected.issuer), Ok("https://acme.okta.com".to_owned()));
    assert_eq!(server_of("https://acme.okta.com/oauth2/aus1"), Some("aus1".to_owned()));
    assert_eq!(server_of("https://acme.okta.com"), None);
}
