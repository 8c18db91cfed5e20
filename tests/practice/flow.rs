//! A login from the discovery document to the sign-out, judged by a library that nobody here wrote.

use openidconnect::core::{CoreIdToken, CoreIdTokenVerifier, CoreJsonWebKeySet};
use openidconnect::{ClientId, ClientSecret, IssuerUrl, Nonce};
use usher::base::{Method, Request};
use usher::practice::Fault;

use crate::tests::practice::support::{CLIENT, Okta, REDIRECT, SECRET, basic, claims, field, json};

const OKTA: &str = "https://example.okta.com";

#[test]
fn a_judge_from_outside_accepts_the_id_token() {
    for origin in [OKTA, "http://localhost:8780"] {
        let mut okta = Okta::at(origin);
        let body = okta.tokens("ana@example.com");
        let keys: CoreJsonWebKeySet =
            serde_json::from_str(okta.get("/oauth2/v1/keys").body.reveal()).unwrap();
        let now = okta.now;
        let verifier = CoreIdTokenVerifier::new_confidential_client(
            ClientId::new(CLIENT.to_owned()),
            ClientSecret::new(SECRET.to_owned()),
            IssuerUrl::new(origin.to_owned()).unwrap(),
            keys,
        )
        .set_time_fn(move || now.utc());
        let token: CoreIdToken = serde_json::from_value(body["id_token"].clone()).unwrap();
        let claims = token.claims(&verifier, &Nonce::new("nonce-1".to_owned())).unwrap();
        assert_eq!(claims.email().unwrap().as_str(), "ana@example.com");
        assert_eq!(claims.email_verified(), Some(true));
        assert!(claims.access_token_hash().is_some());
    }
}

#[test]
fn claims_follow_scopes_and_groups_follow_the_filter() {
    let mut okta = Okta::at(OKTA);
    let body = okta.tokens("ana@example.com");
    let all = claims(&body["id_token"]);
    assert_eq!(all["groups"], serde_json::json!(["Everyone", "Engineering", "Admins"]));
    assert_eq!(all["preferred_username"], "ana@example.com");
    let url = okta.authorize_url("/oauth2", &[("scope", "openid"), ("prompt", "login")]);
    let answer = okta.sign_in(url, "uma@example.com");
    let fields = crate::tests::practice::support::redirect_fields(&answer);
    let thin = json(&okta.redeem("/oauth2", field(&fields, "code")));
    let claims = claims(&thin["id_token"]);
    assert!(claims.get("email").is_none() && claims.get("groups").is_none());
    assert!(thin.get("refresh_token").is_none());
}

#[test]
fn a_session_answers_at_once_until_sign_in_is_asked_for_again() {
    let mut okta = Okta::at(OKTA);
    okta.login("ana@example.com");
    let url = okta.authorize_url("/oauth2", &[("prompt", "none")]);
    let silent = okta.browse(Method::Get, url, &[]);
    assert_eq!(silent.status, 302);
    let url = okta.authorize_url("/oauth2", &[("prompt", "login")]);
    assert_eq!(okta.browse(Method::Get, url, &[]).status, 200);
    let url = okta.authorize_url("/oauth2", &[("max_age", "0")]);
    assert_eq!(okta.browse(Method::Get, url, &[]).status, 200);
}

#[test]
fn a_refresh_token_lives_until_it_is_revoked() {
    let mut okta = Okta::at(OKTA);
    let first = okta.tokens("ben@example.com");
    let refresh = first["refresh_token"].as_str().unwrap().to_owned();
    let fields = [("grant_type", "refresh_token"), ("refresh_token", refresh.as_str())];
    let second = json(&okta.token("/oauth2", &fields));
    assert_eq!(second["refresh_token"], refresh.as_str());
    assert_eq!(claims(&second["id_token"])["sub"], claims(&first["id_token"])["sub"]);
    assert!(claims(&second["id_token"]).get("nonce").is_none());
    let revoke = Request::form(okta.url("/oauth2/v1/revoke"), &[("token", refresh.as_str())])
        .with_header("authorization", basic(CLIENT, SECRET));
    assert_eq!(okta.send(&revoke).status, 200);
    let refused = okta.token("/oauth2", &fields);
    assert_eq!(json(&refused)["error_description"], "The refresh token is invalid or expired.");
}

#[test]
fn rotation_leaves_only_the_newest_refresh_token() {
    let mut okta = Okta::with(OKTA, &[Fault::RefreshRotated]);
    let first = okta.tokens("ben@example.com")["refresh_token"].as_str().unwrap().to_owned();
    let fields = [("grant_type", "refresh_token"), ("refresh_token", first.as_str())];
    let second = json(&okta.token("/oauth2", &fields));
    assert_ne!(second["refresh_token"], first.as_str());
    assert_eq!(okta.token("/oauth2", &fields).status, 400);
}

#[test]
fn userinfo_and_introspection_know_a_token_and_forget_a_revoked_one() {
    let mut okta = Okta::at(OKTA);
    let body = okta.tokens("ana@example.com");
    let token = body["access_token"].as_str().unwrap().to_owned();
    let userinfo =
        Request::get(okta.url("/oauth2/v1/userinfo")).with_header("authorization", format!("Bearer {token}"));
    assert_eq!(json(&okta.send(&userinfo))["sub"], claims(&body["id_token"])["sub"]);
    let ask = |okta: &Okta, path: &str| {
        Request::form(okta.url(path), &[("token", token.as_str())])
            .with_header("authorization", basic(CLIENT, SECRET))
    };
    let introspect = ask(&okta, "/oauth2/v1/introspect");
    assert_eq!(json(&okta.send(&introspect))["username"], "ana@example.com");
    let revoke = ask(&okta, "/oauth2/v1/revoke");
    okta.send(&revoke);
    assert_eq!(json(&okta.send(&introspect)), serde_json::json!({ "active": false }));
    let refused = okta.send(&userinfo);
    assert_eq!(refused.status, 401);
    assert!(refused.header("www-authenticate").unwrap().contains("error=\"invalid_token\""));
}

#[test]
fn a_code_is_good_once_and_takes_its_tokens_along_when_it_comes_again() {
    let mut okta = Okta::at(OKTA);
    let fields = okta.login("ana@example.com");
    let code = field(&fields, "code").to_owned();
    let body = json(&okta.redeem("/oauth2", &code));
    assert_eq!(json(&okta.redeem("/oauth2", &code))["error"], "invalid_grant");
    let token = body["access_token"].as_str().unwrap();
    let userinfo =
        Request::get(okta.url("/oauth2/v1/userinfo")).with_header("authorization", format!("Bearer {token}"));
    assert_eq!(okta.send(&userinfo).status, 401);
}

#[test]
fn a_code_dies_after_five_minutes() {
    let mut okta = Okta::at(OKTA);
    let fields = okta.login("ana@example.com");
    okta.now = okta.now.plus_ms(301_000);
    let answer = okta.redeem("/oauth2", field(&fields, "code"));
    assert_eq!(json(&answer)["error_description"], "The authorization code is invalid or has expired.");
}

#[test]
fn a_custom_server_needs_its_policy_and_has_its_own_groups() {
    let mut okta = Okta::at(OKTA);
    let extra = [("scope", "openid profile email")];
    let url = okta.authorize_url("/oauth2/default", &extra);
    let answer = okta.sign_in(url.clone(), "ana@example.com");
    let refused = crate::tests::practice::support::redirect_fields(&answer);
    assert!(field(&refused, "error_description").starts_with("Policy evaluation failed"));
    okta.org.server_mut("default").unwrap().access_policy = true;
    let answer = okta.sign_in(url, "ana@example.com");
    let fields = crate::tests::practice::support::redirect_fields(&answer);
    let code = field(&fields, "code").to_owned();
    let other = okta.redeem("/oauth2", &code);
    assert_eq!(json(&other)["error_description"], "The grant was issued for another authorization server.");
    let body = json(&okta.redeem("/oauth2/default", &code));
    assert_eq!(claims(&body["id_token"])["iss"], "https://example.okta.com/oauth2/default");
}

#[test]
fn sign_out_goes_only_to_registered_addresses() {
    let mut okta = Okta::at(OKTA);
    let hint = okta.tokens("ana@example.com")["id_token"].as_str().unwrap().to_owned();
    let to = |uri| [("id_token_hint", hint.as_str()), ("post_logout_redirect_uri", uri), ("state", "s")];
    let without_cookie = okta.post("/oauth2/v1/logout", &to("https://coder.example.com/bye"));
    assert_eq!(without_cookie.header("location"), Some("https://coder.example.com/bye?state=s"));
    let wrong = okta.post("/oauth2/v1/logout", &to("https://coder.example.com/other"));
    assert_eq!(wrong.status, 400);
    assert!(wrong.body.reveal().contains("must be a Logout redirect URI in the client app settings"));
    assert!(okta.post("/oauth2/v1/logout", &[]).body.reveal().contains("The id token is invalid."));
    let session =
        okta.browse(Method::Post, okta.url("/oauth2/v1/logout"), &to("https://coder.example.com/bye"));
    assert!(session.header("set-cookie").unwrap().contains("Max-Age=0"));
    let url = okta.authorize_url("/oauth2", &[]);
    assert!(okta.browse(Method::Get, url, &[]).body.reveal().contains("Sign in"));
}

#[test]
fn other_response_modes_and_types_work_where_they_are_enabled() {
    let mut okta = Okta::at(OKTA);
    let url = okta.authorize_url("/oauth2", &[("response_mode", "form_post")]);
    let page = okta.sign_in(url, "ana@example.com");
    assert_eq!(
        crate::tests::practice::support::hidden(page.body.reveal(), "state").as_deref(),
        Some("state-1")
    );
    assert!(page.body.reveal().contains(&format!("action=\"{REDIRECT}\"")));
    okta.org.app_mut(CLIENT).unwrap().grants.push(usher::practice::Grant::Implicit);
    let url = okta.authorize_url("/oauth2", &[("response_type", "code id_token")]);
    let answer = okta.sign_in(url, "ana@example.com");
    let fields = crate::tests::practice::support::redirect_fields(&answer);
    let hybrid = claims(&field(&fields, "id_token").into());
    assert!(hybrid.get("c_hash").is_some() && !field(&fields, "code").is_empty());
}

#[test]
fn a_pushed_request_leads_to_the_same_login() {
    let mut okta = Okta::at(OKTA);
    let whole = okta.authorize_url("/oauth2", &[]);
    let pairs: Vec<(String, String)> = whole.query_pairs().into_owned().collect();
    let fields: Vec<(&str, &str)> =
        pairs.iter().filter(|(name, _)| name != "client_id").map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let request = Request::form(okta.url("/oauth2/v1/par"), &fields)
        .with_header("authorization", basic(CLIENT, SECRET));
    let pushed = json(&okta.send(&request));
    let mut url = okta.url("/oauth2/v1/authorize");
    let uri = pushed["request_uri"].as_str().unwrap();
    url.query_pairs_mut().append_pair("client_id", CLIENT).append_pair("request_uri", uri);
    let answer = okta.sign_in(url, "ana@example.com");
    assert!(!field(&crate::tests::practice::support::redirect_fields(&answer), "code").is_empty());
}

#[test]
fn only_its_own_names_are_answered() {
    let mut okta = Okta::at("http://localhost:8780");
    for (host, status) in
        [("localhost:8780", 200), ("127.0.0.1:8780", 200), ("localhost:9", 404), ("evil.example", 404)]
    {
        let url = format!("http://{host}/.well-known/openid-configuration");
        assert_eq!(okta.send(&Request::get(url.parse().unwrap())).status, status, "{host}");
    }
    let mut okta = Okta::at(OKTA);
    let admin = "https://example-admin.okta.com/.well-known/openid-configuration";
    assert_eq!(json(&okta.send(&Request::get(admin.parse().unwrap())))["issuer"], OKTA);
}

#[test]
fn a_tile_begins_a_login_or_hands_over_an_id_token() {
    let mut okta = Okta::at(OKTA);
    okta.login("ana@example.com");
    let tile = okta.url(&format!("/home/oidc_client/{CLIENT}"));
    assert_eq!(okta.browse(Method::Get, tile.clone(), &[]).status, 400);
    let app = okta.org.app_mut(CLIENT).unwrap();
    app.initiation.by_okta = true;
    app.initiation.uri = "https://coder.example.com/start".to_owned();
    let home = okta.browse(Method::Get, okta.url("/app/UserHome"), &[]);
    assert!(home.body.reveal().contains(tile.path()));
    let answer = okta.browse(Method::Get, tile.clone(), &[]);
    let started = "https://coder.example.com/start?iss=https%3A%2F%2Fexample.okta.com";
    assert_eq!(answer.header("location"), Some(started));
    let app = okta.org.app_mut(CLIENT).unwrap();
    app.initiation.simplified = true;
    app.grants.push(usher::practice::Grant::Implicit);
    let page = okta.browse(Method::Get, tile, &[]);
    let token = crate::tests::practice::support::hidden(page.body.reveal(), "id_token").unwrap();
    assert_eq!(claims(&token.into())["aud"], CLIENT);
}
