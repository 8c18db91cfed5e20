//! A service app: its key, its assertion, and the scopes that it has.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rsa::pkcs8::DecodePrivateKey as _;
use rsa::traits::{PrivateKeyParts as _, PublicKeyParts as _};
use rsa::{BigUint, Pkcs1v15Sign, RsaPrivateKey};
use serde_json::{Value as Json, json as value};
use sha2::{Digest as _, Sha256};
use usher::base::{Answer, Request, Secret, Timestamp};
use usher::manage::{Access, BadKey, Refusal, Service, SigningKey, Terms};

use super::support::{CLIENT, KEY, Okta};
use super::{Looked, OKTA, coder, json, look, terms};

const SERVICE: &str = "0oaservice0000000001";

fn service() -> Terms {
    let key = SigningKey::read(&Secret::from(KEY)).unwrap();
    let access = Access::Service(Box::new(Service { client_id: SERVICE.to_owned(), key }));
    Terms { access, ..terms(coder(&[], OKTA, &["Engineering"]), Some(CLIENT)) }
}

fn field(request: &Request, name: &str) -> String {
    let body = request.body.as_ref().unwrap().reveal();
    let found = url::form_urlencoded::parse(body.as_bytes()).find(|(one, _)| one == name);
    found.map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// Looks with a token endpoint; everything else is the practice Okta's, which knows the token by another name.
fn with(mut token: impl FnMut(&Request, Timestamp) -> Answer) -> Looked {
    let mut okta = Okta::at(OKTA);
    look(service(), |request, now| {
        if request.url.path() == "/oauth2/v1/token" {
            return token(request, now);
        }
        let mut known = request.clone();
        if let Some(right) = request.header("authorization") {
            assert_eq!(right, "Bearer an-access-token");
            known.headers.retain(|header| header.name != "authorization");
            known = known.with_header("authorization", "SSWS practice-super-administrator");
        }
        okta.send(&known)
    })
}

const GRANTED: &str =
    r#"{"token_type":"Bearer","expires_in":3600,"access_token":"an-access-token","scope":"okta.apps.read"}"#;

#[test]
fn it_proves_who_it_is_by_its_key_alone() {
    let mut assertions = Vec::new();
    let looked = with(|request, now| {
        assert_eq!(field(request, "grant_type"), "client_credentials");
        assert_eq!(field(request, "scope"), "okta.apps.read okta.groups.read okta.policies.read");
        assertions.push(field(request, "client_assertion"));
        json(200, GRANTED, now)
    });
    assert!(looked.plan.application.is_some() && looked.plan.missing.is_empty());
    let parts: Vec<&str> = assertions[0].split('.').collect();
    let part =
        |at: usize| -> Json { serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts[at]).unwrap()).unwrap() };
    assert_eq!(part(0), value!({ "alg": "RS256", "typ": "JWT" }));
    let claims = part(1);
    assert_eq!((claims["iss"].as_str(), claims["sub"].as_str()), (Some(SERVICE), Some(SERVICE)));
    assert_eq!(claims["aud"], format!("{OKTA}/oauth2/v1/token"));
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 300);
    let signed = Sha256::digest(format!("{}.{}", parts[0], parts[1]));
    let public = RsaPrivateKey::from_pkcs8_pem(KEY).unwrap().to_public_key();
    let signature = URL_SAFE_NO_PAD.decode(parts[2]).unwrap();
    public.verify(Pkcs1v15Sign::new::<Sha256>(), &signed, &signature).unwrap();
}

#[test]
fn a_scope_that_is_not_granted_is_named_and_the_rest_is_read() {
    let mut asked: Vec<(String, String)> = Vec::new();
    let looked = with(|request, now| {
        let scope = field(request, "scope");
        let claims = field(request, "client_assertion").split('.').nth(1).unwrap().to_owned();
        let claims: Json = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
        asked.push((scope.clone(), claims["jti"].to_string()));
        if scope.contains("okta.policies.read") {
            return json(
                400,
                r#"{"error":"invalid_scope","error_description":"One or more scopes are not configured"}"#,
                now,
            );
        }
        json(200, GRANTED, now)
    });
    assert_eq!(looked.plan.missing, ["okta.policies.read"]);
    assert!(looked.plan.application.is_some());
    assert_eq!(asked.last().unwrap().0, "okta.apps.read okta.groups.read");
    let once: std::collections::BTreeSet<&String> = asked.iter().map(|(_, jti)| jti).collect();
    assert_eq!(once.len(), asked.len(), "Okta takes an assertion once");
    let looked = with(|_, now| json(400, r#"{"error":"invalid_scope"}"#, now));
    assert_eq!(looked.held.nothing(), Some(&Refusal::ScopeRefused));
    assert_eq!(looked.plan.missing.len(), 3);
}

#[test]
fn what_the_token_endpoint_refuses_is_told_apart() {
    let cases = [
        (
            400,
            r#"{"error":"invalid_dpop_proof","error_description":"The DPoP proof JWT header is missing."}"#,
            Refusal::ProofWanted,
        ),
        (401, r#"{"error":"invalid_client"}"#, Refusal::ServiceRefused),
        (200, r#"{"token_type":"DPoP","access_token":"x"}"#, Refusal::ProofWanted),
        (200, r#"{"token_type":"Bearer","access_token":"two words"}"#, Refusal::Unreadable),
        (200, "no", Refusal::Unreadable),
    ];
    for (status, body, why) in cases {
        let looked = with(|_, now| json(status, body, now));
        assert_eq!((looked.held.not_looked.as_ref(), looked.requests.len()), (Some(&why), 2), "{body}");
        assert!(looked.plan.is_incomplete && looked.plan.rows.is_empty());
    }
}

#[test]
fn keys_of_every_kind_are_read_or_told_apart() {
    let key = RsaPrivateKey::from_pkcs8_pem(KEY).unwrap();
    let text = |number: &BigUint| URL_SAFE_NO_PAD.encode(number.to_bytes_be());
    let mut jwk = value!({
        "kty": "RSA", "kid": "one", "n": text(key.n()), "e": text(key.e()), "d": text(key.d()),
        "p": text(&key.primes()[0]), "q": text(&key.primes()[1]),
    });
    let read = |text: &str| SigningKey::read(&Secret::from(text)).map(|_| ());
    assert_eq!(read(&jwk.to_string()), Ok(()));
    assert_eq!(format!("{:?}", SigningKey::read(&Secret::from(KEY)).unwrap()), "SigningKey(…)");
    jwk.as_object_mut().unwrap().remove("d");
    assert_eq!(read(&jwk.to_string()), Err(BadKey::Public));
    jwk["d"] = "AQAB".into();
    assert_eq!(read(&jwk.to_string()), Err(BadKey::Unreadable), "its parts do not belong together");
    let pem = |label: &str| format!("-----BEGIN {label}-----\nAAAA\n-----END {label}-----");
    for (text, why) in [
        (String::new(), BadKey::Unreadable),
        ("{".to_owned(), BadKey::Unreadable),
        (r#"{"kty":"EC","crv":"P-256"}"#.to_owned(), BadKey::OtherKind),
        (pem("EC PRIVATE KEY"), BadKey::OtherKind),
        (pem("PRIVATE KEY"), BadKey::OtherKind),
        (pem("PUBLIC KEY"), BadKey::Public),
        (pem("ENCRYPTED PRIVATE KEY"), BadKey::Encrypted),
        (pem("CERTIFICATE"), BadKey::Unreadable),
    ] {
        assert_eq!(read(&text), Err(why), "{text}");
    }
}
