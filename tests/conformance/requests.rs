//! What is sent: the authorization request, the token request, revocation, sign-out; and how token answers are read.

use serde_json::json;
use url::Url;
use usher::base::{Method, Request, Secret};
use usher::oidc::attempt::{Attempt, Seeds};
use usher::oidc::discovery::Metadata;
use usher::oidc::sign_out;
use usher::oidc::token::{self, ClientAuthentication, TokenError};

use crate::tests::conformance::bench::{ACCESS, CLIENT, CODE, SECRET, answer, attempt, document, metadata};

fn fields(request: &Request) -> Vec<(String, String)> {
    let body = request.body.as_ref().map(Secret::reveal).unwrap_or_default();
    url::form_urlencoded::parse(body.as_bytes()).into_owned().collect()
}

fn field(request: &Request, name: &str) -> Option<String> {
    fields(request).into_iter().find(|(candidate, _)| candidate == name).map(|(_, value)| value)
}

fn with(authentication: ClientAuthentication) -> Attempt {
    Attempt { authentication, ..attempt() }
}

#[test]
fn oidcc_client_test_nonce_unless_code_flow() {
    let mut asked = attempt();
    asked.prompt = Some("login".to_owned());
    asked.login_hint = Some("ada@example.com".to_owned());
    let url = asked.authorization_url(&metadata());
    let of = |name: &str| {
        url.query_pairs().find(|(candidate, _)| candidate == name).map(|(_, value)| value.into_owned())
    };
    assert_eq!(of("response_type").as_deref(), Some("code"));
    assert_eq!(of("client_id").as_deref(), Some(CLIENT));
    assert_eq!(of("redirect_uri").as_deref(), Some("http://localhost:8749/callback"));
    assert_eq!(of("scope").as_deref(), Some("openid profile email"));
    assert_eq!(of("state").as_deref(), Some(asked.seeds.state.reveal()));
    assert_eq!(of("nonce").as_deref(), Some(asked.seeds.nonce.reveal()));
    assert_eq!(of("code_challenge_method").as_deref(), Some("S256"));
    assert_eq!(of("prompt").as_deref(), Some("login"));
    assert_eq!(of("login_hint").as_deref(), Some("ada@example.com"));
    assert!(!url.as_str().contains(asked.seeds.verifier.reveal()));
}

#[test]
fn a_query_of_the_endpoint_is_kept_and_openid_is_always_asked_for() {
    let mut changed = document();
    changed["authorization_endpoint"] = json!("https://example.okta.com/authorize?tenant=a%20b");
    let metadata = Metadata::read(&changed.to_string()).expect("metadata");
    let mut asked = attempt();
    asked.scopes = vec!["email".to_owned()];
    let url = asked.authorization_url(&metadata);
    assert!(url.as_str().starts_with("https://example.okta.com/authorize?tenant=a%20b&response_type=code&"));
    assert!(url.query_pairs().any(|(name, value)| name == "scope" && value == "openid email"));
}

#[test]
fn rfc7636_appendix_b() {
    let mut asked = attempt();
    asked.seeds.verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".into();
    assert_eq!(asked.challenge(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

#[test]
fn seeds_are_three_different_values_of_43_characters() {
    use base64::Engine as _;
    let bytes: Vec<u8> = (0..96).collect();
    let encoded = |bytes: &[u8]| Secret::new(base64::prelude::BASE64_URL_SAFE_NO_PAD.encode(bytes));
    let seeds = Seeds::from_random(&encoded(&bytes)).expect("seeds");
    assert_eq!([&seeds.state, &seeds.nonce, &seeds.verifier].map(Secret::chars), [43; 3]);
    assert!(seeds.state != seeds.nonce && seeds.nonce != seeds.verifier && seeds.state != seeds.verifier);
    assert_eq!(Seeds::from_random(&encoded(&bytes[1..])), None);
    assert_eq!(Seeds::from_random(&"not base64!".into()), None);
}

#[test]
fn oidcc_client_test_client_secret_basic() {
    let request = token::exchange(&attempt(), &metadata(), &CODE.into()).expect("a request");
    // base64 of "0oa1client:a+secret%2Fwith%2Bodd%3Dcharacters%25".
    let expected = "Basic MG9hMWNsaWVudDphK3NlY3JldCUyRndpdGglMkJvZGQlM0RjaGFyYWN0ZXJzJTI1";
    assert_eq!(request.header("authorization"), Some(expected));
    assert_eq!(request.method, Method::Post);
    assert_eq!(request.url, metadata().token_endpoint);
    assert_eq!(request.header("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(field(&request, "grant_type").as_deref(), Some("authorization_code"));
    assert_eq!(field(&request, "code").as_deref(), Some(CODE));
    assert_eq!(field(&request, "redirect_uri").as_deref(), Some("http://localhost:8749/callback"));
    assert_eq!(field(&request, "code_verifier").as_deref(), Some(attempt().seeds.verifier.reveal()));
    assert_eq!(field(&request, "client_id"), None, "two kinds of credentials would be refused");
    assert_eq!(field(&request, "client_secret"), None);
}

#[test]
fn the_other_ways_of_authenticating_stand_in_the_body() {
    let post = token::exchange(&with(ClientAuthentication::ClientSecretPost), &metadata(), &CODE.into())
        .expect("built");
    assert_eq!(post.header("authorization"), None);
    assert_eq!(field(&post, "client_id").as_deref(), Some(CLIENT));
    assert_eq!(field(&post, "client_secret").as_deref(), Some(SECRET));
    let public =
        token::exchange(&with(ClientAuthentication::None), &metadata(), &CODE.into()).expect("built");
    assert_eq!(public.header("authorization"), None);
    assert_eq!(field(&public, "client_id").as_deref(), Some(CLIENT));
    assert_eq!(field(&public, "client_secret"), None);
}

#[test]
fn our_own_forms_authenticate_as_the_judges_do() {
    let ours = ClientAuthentication::ClientSecretBasic;
    for how in [ours, ClientAuthentication::ClientSecretPost, ClientAuthentication::None] {
        let attempt = with(how);
        let theirs = token::refresh(&attempt, &metadata(), &"refresh".into()).expect("built");
        let revoke = token::revoke(&attempt, &metadata().token_endpoint, &ACCESS.into(), "access_token");
        assert_eq!(revoke.header("authorization"), theirs.header("authorization"), "{how:?}");
        for name in ["client_id", "client_secret"] {
            assert_eq!(field(&revoke, name), field(&theirs, name), "{how:?}");
        }
        assert_eq!(field(&revoke, "token").as_deref(), Some(ACCESS));
        assert_eq!(field(&revoke, "token_type_hint").as_deref(), Some("access_token"));
        assert_eq!(field(&theirs, "refresh_token").as_deref(), Some("refresh"));
        assert_eq!(field(&theirs, "grant_type").as_deref(), Some("refresh_token"));
    }
}

#[test]
fn oidcc_client_test_rp_init_logout() {
    let back = Url::parse("https://app.example.com/signed-out").expect("an address");
    let request = sign_out::request(&attempt(), &metadata(), &"e30.e30.e30".into(), &back, Some(&"s".into()))
        .expect("offered");
    assert_eq!(request.method, Method::Post);
    assert_eq!(request.url.query(), None, "the ID token stands in no address");
    assert_eq!(field(&request, "id_token_hint").as_deref(), Some("e30.e30.e30"));
    assert_eq!(field(&request, "post_logout_redirect_uri").as_deref(), Some(back.as_str()));
    assert_eq!(field(&request, "client_id").as_deref(), Some(CLIENT));
    assert_eq!(field(&request, "state").as_deref(), Some("s"));
}

#[test]
fn a_token_answer_is_read() {
    let body = r#"{"access_token":"a","token_type":"BEARER","expires_in":3600,"scope":"openid email","id_token":"not.a.token","refresh_token":"r"}"#;
    let tokens = token::read(&answer(200, "application/json", body)).expect("tokens");
    assert_eq!(tokens.id, Some("not.a.token".into()), "a broken ID token is the judge's to refuse");
    assert_eq!(tokens.refresh, Some("r".into()));
    assert_eq!(tokens.expires_in, Some(3600));
    assert_eq!(tokens.scopes, Some(vec!["openid".to_owned(), "email".to_owned()]));
}

#[test]
fn a_refused_exchange_is_read_in_both_shapes() {
    let read =
        |status, body: &str| token::read(&answer(status, "application/json", body)).expect_err("refused");
    let refused = |status, error: &str, description: Option<&str>| TokenError::Refused {
        status,
        error: error.to_owned(),
        description: description.map(str::to_owned),
    };
    let oauth = r#"{"error":"invalid_grant","error_description":"PKCE verification failed."}"#;
    assert_eq!(read(400, oauth), refused(400, "invalid_grant", Some("PKCE verification failed.")));
    let okta = r#"{"errorCode":"invalid_client","errorSummary":"Invalid value for 'client_id' parameter.","errorLink":"x"}"#;
    assert_eq!(
        read(401, okta),
        refused(401, "invalid_client", Some("Invalid value for 'client_id' parameter."))
    );
    assert_eq!(read(200, r#"{"error":"server_error"}"#), refused(200, "server_error", None));
    assert_eq!(read(502, "<html>"), TokenError::Http { status: 502 });
    assert_eq!(read(500, "{}"), TokenError::Http { status: 500 });
    assert_eq!(read(302, ""), TokenError::Http { status: 302 });
}

#[test]
fn a_success_without_usable_tokens_is_refused() {
    let read = |kind: &str, body: &str| token::read(&answer(200, kind, body)).expect_err("refused");
    let json = "application/json";
    assert_eq!(
        read(json, r#"{"access_token":"a","token_type":"DPoP"}"#),
        TokenError::NotBearer { seen: "DPoP".to_owned() }
    );
    assert_eq!(read(json, r#"{"access_token":"a"}"#), TokenError::NotBearer { seen: String::new() });
    assert_eq!(read(json, r#"{"token_type":"Bearer"}"#), TokenError::NotJson("no `access_token`".to_owned()));
    assert!(matches!(read(json, "<html>"), TokenError::NotJson(_)));
    let good = r#"{"access_token":"a","token_type":"Bearer"}"#;
    assert!(matches!(read("text/html", good), TokenError::NotJson(ref why) if why.contains("text/html")));
    let odd = r#"{"access_token":"a","token_type":"Bearer","expires_in":"SENSITIVE"}"#;
    assert_eq!(read(json, odd), TokenError::NotJson("unreadable at `expires_in`".to_owned()));
}

#[test]
fn nothing_sensitive_shows_in_debug() {
    let request = token::exchange(&attempt(), &metadata(), &CODE.into()).expect("a request");
    let shown = format!("{request:?} {:?}", attempt());
    for secret in [SECRET, CODE, attempt().seeds.verifier.reveal(), attempt().seeds.state.reveal()] {
        assert!(!shown.contains(secret));
    }
}
