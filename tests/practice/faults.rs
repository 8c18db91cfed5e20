//! Each fault changes what somebody sees, and nothing else stops working for it.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value as Json;
use usher::base::{Method, Request};
use usher::practice::{Fault, Faults};

use crate::tests::practice::support::{CLIENT, Okta, SECRET, basic, claims, field, json, redirect_fields};

const OKTA: &str = "https://example.okta.com";

#[test]
fn every_fault_has_a_name_of_its_own() {
    for fault in Fault::all() {
        assert_eq!(fault.name().parse::<Fault>(), Ok(*fault));
    }
    let names: std::collections::BTreeSet<&str> = Fault::all().iter().map(|fault| fault.name()).collect();
    assert_eq!(names.len(), Fault::all().len());
    assert!("no-such-fault".parse::<Fault>().is_err());
}

/// Everything that a client, a browser and a person can see of one login: the transcript that a fault must change.
fn transcript(faults: &[Fault]) -> String {
    let mut okta = Okta::with(OKTA, faults);
    okta.org.server_mut("default").unwrap().access_policy = true;
    let mut seen = String::new();
    let mut note = |what: &str, answer: &usher::base::Answer| {
        let location = answer.header("location").unwrap_or_default();
        let (status, date) = (answer.status, answer.header("date").unwrap());
        writeln!(seen, "{what} {status} {location} {date} {}", answer.body.reveal()).unwrap();
    };
    for path in [
        "/.well-known/okta-organization",
        "/.well-known/openid-configuration",
        "/oauth2/default/.well-known/openid-configuration",
        "/oauth2/v1/keys",
    ] {
        note(path, &okta.get(path));
    }
    let url = okta.authorize_url("/oauth2", &[("state", "")]);
    note("no state", &okta.send(&Request::get(url)));
    let url = okta.authorize_url("/oauth2", &[("code_challenge", ""), ("code_challenge_method", "")]);
    note("no challenge", &okta.send(&Request::get(url)));
    let url = okta.authorize_url("/oauth2/default", &[("scope", "openid")]);
    note("custom server", &okta.sign_in(url, "ana@example.com"));
    for endpoint in ["par", "introspect"] {
        let request = Request::form(okta.url(&format!("/oauth2/v1/{endpoint}")), &[("token", "x")])
            .with_header("authorization", basic(CLIENT, SECRET));
        note(endpoint, &okta.send(&request));
    }
    let answer = okta.sign_in(okta.authorize_url("/oauth2", &[]), "ana@example.com");
    note("login", &answer);
    let code = answer.header("location").map(|_| field(&redirect_fields(&answer), "code").to_owned());
    let Some(code) = code.filter(|code| !code.is_empty()) else { return seen };
    let answer = okta.redeem("/oauth2", &code);
    note("token", &answer);
    let Ok(body) = serde_json::from_str::<Json>(answer.body.reveal()) else { return seen };
    let access = body["access_token"].as_str().unwrap_or_default();
    let request = Request::get(okta.url("/oauth2/v1/userinfo"))
        .with_header("authorization", format!("Bearer {access}"));
    note("userinfo", &okta.send(&request));
    note("keys again", &okta.get("/oauth2/v1/keys"));
    let hint = body["id_token"].as_str().unwrap_or_default();
    let fields = [("id_token_hint", hint), ("post_logout_redirect_uri", "https://coder.example.com/bye")];
    note("sign-out", &okta.post("/oauth2/v1/logout", &fields));
    if let Some(refresh) = body["refresh_token"].as_str() {
        note(
            "refresh",
            &okta.token("/oauth2", &[("grant_type", "refresh_token"), ("refresh_token", refresh)]),
        );
    }
    seen
}

#[test]
fn every_fault_can_be_seen_from_outside() {
    let healthy = transcript(&[]);
    assert_eq!(healthy, transcript(&[]), "the same seeds must give the same run");
    for fault in Fault::all() {
        assert_ne!(transcript(&[*fault]), healthy, "{fault} changes nothing");
    }
}

#[test]
fn faults_can_be_combined_and_fixed() {
    let mut faults: Faults = [Fault::ClockAhead, Fault::NotAssigned].into_iter().collect();
    assert!(faults.has(Fault::ClockAhead) && faults.has(Fault::NotAssigned));
    faults.fix(Some(Fault::ClockAhead));
    assert!(!faults.has(Fault::ClockAhead) && !faults.is_empty());
    faults.fix(None);
    assert!(faults.is_empty());
}

#[test]
fn sign_in_refusals_bear_their_own_sentences() {
    let table = [
        (Fault::NotAssigned, "access_denied", "User is not assigned to the client application."),
        (Fault::NetworkZone, "access_denied", "outside the client's permitted network zones."),
        (Fault::ScopesDenied, "access_denied", "Denied scopes: [profile, email, groups, offline_access]."),
        (Fault::ConsentRequired, "consent_required", "The following scopes require user consent:"),
        (Fault::TooManyGroups, "server_error", "The groups claim matched too many groups"),
        (Fault::ClaimExpression, "server_error", "The 'groups' user claim could not be evaluated."),
        (
            Fault::LoginDenied,
            "access_denied",
            "The resource owner or authorization server denied the request.",
        ),
        (Fault::UserCancelled, "access_denied", "User canceled"),
        (Fault::PasswordExpired, "access_denied", "The user's password is expired."),
        (Fault::MfaNotConfigured, "access_denied", "the org has no factors configured."),
        (Fault::FeatureOff, "server_error", "The requested feature is not enabled in this environment."),
        (Fault::InteractionCodeOnly, "interaction_required", "interaction code flow"),
        (Fault::RefreshRefused, "invalid_scope", "not allowed for this request: [offline_access]."),
        (Fault::GrantOff, "unauthorized_client", "Configured grant types: ["),
    ];
    for (fault, error, fragment) in table {
        let fields = Okta::with(OKTA, &[fault]).login("ana@example.com");
        assert_eq!(field(&fields, "error"), error, "{fault}");
        assert!(field(&fields, "error_description").contains(fragment), "{fault}: {fields:?}");
    }
}

#[test]
fn a_silent_refusal_sends_nothing_back() {
    for (fault, mark) in
        [(Fault::SilentRefusal, "not allowed to access this app"), (Fault::SignInError, "internal error")]
    {
        let mut okta = Okta::with(OKTA, &[fault]);
        let answer = okta.sign_in(okta.authorize_url("/oauth2", &[]), "ana@example.com");
        assert!(answer.header("location").is_none() && answer.body.reveal().contains(mark));
    }
}

#[test]
fn id_tokens_are_bent_as_announced() {
    let token = |fault: Fault| Okta::with(OKTA, &[fault]).tokens("ana@example.com")["id_token"].clone();
    let header = |token: &Json| -> Json {
        let part = token.as_str().unwrap().split('.').next().unwrap().to_owned();
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
    };
    let now = Okta::at(OKTA).now.seconds();
    assert_eq!(token(Fault::IdTokenMissing), Json::Null);
    assert_eq!(header(&token(Fault::AlgNone))["alg"], "none");
    assert_eq!(header(&token(Fault::AlgHs256))["alg"], "HS256");
    assert!(header(&token(Fault::NoKid)).get("kid").is_none());
    assert!(claims(&token(Fault::Expired))["exp"].as_i64().unwrap() < now);
    assert!(claims(&token(Fault::IssuedInFuture))["iat"].as_i64().unwrap() > now);
    for (fault, name) in
        [(Fault::MissingSub, "sub"), (Fault::MissingIat, "iat"), (Fault::MissingNonce, "nonce")]
    {
        assert!(claims(&token(fault)).get(name).is_none(), "{fault}");
    }
    assert_eq!(claims(&token(Fault::GroupsAsString))["groups"], "Everyone");
    assert_eq!(claims(&token(Fault::EmailUnverified))["email_verified"], false);
    assert!(claims(&token(Fault::GroupsInUserinfoOnly)).get("groups").is_none());
}

#[test]
fn a_rotated_key_is_published_after_it_was_used() {
    let mut okta = Okta::with(OKTA, &[Fault::RotatedKey]);
    let kid = |okta: &mut Okta| json(&okta.get("/oauth2/v1/keys"))["keys"][0]["kid"].clone();
    let before = kid(&mut okta);
    okta.tokens("ana@example.com");
    assert_ne!(kid(&mut okta), before);
}

#[test]
fn a_custom_domain_gives_the_application_another_issuer() {
    for (origin, custom) in
        [(OKTA, "https://login.example.com"), ("http://localhost:8780", "http://127.0.0.1:8780")]
    {
        let mut okta = Okta::with(origin, &[Fault::CustomDomain]);
        let organization = json(&okta.get("/.well-known/okta-organization"));
        assert_eq!(organization["_links"]["alternate"]["href"], custom);
        assert_eq!(json(&okta.get("/.well-known/openid-configuration"))["issuer"], origin);
        let mine = format!("/.well-known/openid-configuration?client_id={CLIENT}");
        assert_eq!(json(&okta.get(&mine))["issuer"], custom);
        assert_eq!(claims(&okta.tokens("ana@example.com")["id_token"])["iss"], custom);
    }
}

#[test]
fn the_classic_engine_signs_in_on_a_page_of_its_own() {
    let mut okta = Okta::with(OKTA, &[Fault::ClassicEngine]);
    assert_eq!(json(&okta.get("/.well-known/okta-organization"))["pipeline"], "v1");
    let answer = okta.browse(Method::Get, okta.authorize_url("/oauth2", &[]), &[]);
    assert!(answer.header("location").unwrap().contains("/login/login.htm;jsessionid="));
    assert!(!field(&okta.login("ana@example.com"), "code").is_empty());
}

#[test]
fn without_the_licence_the_default_server_is_closed() {
    let mut okta = Okta::with(OKTA, &[Fault::NoApiAccessManagement]);
    let answer = okta.get("/oauth2/default/.well-known/openid-configuration");
    assert_eq!((answer.status, json(&answer)["errorCode"].clone()), (401, "E0000015".into()));
    assert_eq!(okta.get("/oauth2/default/v1/keys").status, 400);
    assert_eq!(okta.get("/.well-known/openid-configuration").status, 200);
}
