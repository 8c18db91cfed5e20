//! Visitors who mean no good: whatever comes, an answer goes out, and it is a sane one.

use proptest::prelude::*;
use url::Url;
use usher::base::{Header, Method, Request, Secret};

use crate::tests::practice::support::{CLIENT, Okta, REDIRECT, SECRET, basic};

const PATHS: &[&str] = &[
    "/",
    "/.well-known/openid-configuration",
    "/.well-known/oauth-authorization-server/oauth2/default",
    "/oauth2/v1/authorize",
    "/oauth2/default/v1/authorize",
    "/oauth2/v1/authorize/redirect",
    "/oauth2/v1/token",
    "/oauth2/v1/par",
    "/oauth2/v1/userinfo",
    "/oauth2/v1/introspect",
    "/oauth2/v1/revoke",
    "/oauth2/v1/logout",
    "/oauth2//v1/token",
    "/oauth2/%00/v1/keys",
    "/login/signin",
    "/login/login.htm",
    "/login/signout",
    "/app/UserHome",
    "/admin/apps/oauth2-wizard/create",
    "/admin/app/oidc_client/instance/0oapractice000000001",
    "/admin/app/oidc_client/instance/0oapractice000000001/login",
    "/admin/oauth2/as/default",
    "/practice/faults",
];
const NAMES: &[&str] = &[
    "client_id",
    "client_secret",
    "redirect_uri",
    "response_type",
    "scope",
    "state",
    "nonce",
    "code_challenge",
    "code_challenge_method",
    "prompt",
    "max_age",
    "request_uri",
    "response_mode",
    "grant_type",
    "code",
    "code_verifier",
    "refresh_token",
    "token",
    "id_token_hint",
    "post_logout_redirect_uri",
    "okta_key",
    "username",
    "password",
    "name",
    "action",
    "fault",
    "groups_name",
    "groups_by",
    "groups_value",
    "fromURI",
];

fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(CLIENT.to_owned()),
        Just(SECRET.to_owned()),
        Just(REDIRECT.to_owned()),
        Just("code".to_owned()),
        Just("openid email groups".to_owned()),
        Just("authorization_code".to_owned()),
        Just("none".to_owned()),
        Just("refresh_token".to_owned()),
        Just("save".to_owned()),
        Just("a.b.c".to_owned()),
        Just("((((a*)*)*".to_owned()),
        Just("-9223372036854775808".to_owned()),
        Just("ana@example.com".to_owned()),
        Just("practice".to_owned()),
        any::<String>(),
        "\\PC{0,80}",
    ]
}

fn request() -> impl Strategy<Value = Request> {
    let fields = prop::collection::vec((prop::sample::select(NAMES), value()), 0..8);
    let header = prop_oneof![
        Just(None),
        Just(Some(("authorization", basic(CLIENT, SECRET)))),
        any::<String>().prop_map(|text| Some(("authorization", Secret::new(text)))),
        any::<String>().prop_map(|text| Some(("cookie", Secret::new(text)))),
        any::<String>().prop_map(|text| Some(("content-type", Secret::new(text)))),
    ];
    let method =
        prop::sample::select(vec![Method::Get, Method::Post, Method::Head, Method::Options, Method::Other]);
    (prop::sample::select(PATHS), fields, header, method, any::<bool>()).prop_map(
        |(path, fields, header, method, form)| {
            let mut url = Url::parse("http://localhost:8780").unwrap().join(path).unwrap();
            let pairs: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let mut request =
                if form { Request::form(url.clone(), &pairs) } else { Request::get(url.clone()) };
            if !form {
                url.query_pairs_mut().extend_pairs(&pairs);
                request.url = url;
            }
            request.method = method;
            if let Some((name, value)) = header {
                request.headers.insert(0, Header { name: name.to_owned(), value });
            }
            request
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_comes_an_answer_goes_out(requests in prop::collection::vec(request(), 1..12)) {
        let mut okta = Okta::at("http://localhost:8780");
        for request in requests {
            let answer = okta.send(&request);
            prop_assert!((200..600).contains(&answer.status));
            prop_assert!(answer.status != 500 || !okta.org.faults.is_empty());
            for header in &answer.headers {
                prop_assert!(!header.value.reveal().contains(['\r', '\n', '\0']), "{} breaks its line", header.name);
            }
            let location = answer.header("location").unwrap_or("/");
            let own = location.starts_with('/') && !location.starts_with("//");
            let registered = okta.org.apps.iter().any(|app| {
                app.redirect_uris.iter().chain(&app.sign_out_uris).any(|uri| !uri.is_empty() && location.starts_with(uri.as_str()))
            });
            prop_assert!(own || registered || location.starts_with("http://localhost:8780/"), "leads astray: {location}");
            let page = answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html"));
            prop_assert!(!page || !answer.body.reveal().contains("<script>alert"));
        }
    }
}

#[test]
fn a_flood_does_not_fill_the_memory() {
    let mut okta = Okta::at("http://localhost:8780");
    okta.org.authorize_limit = u32::MAX;
    let url = okta.authorize_url("/oauth2", &[]);
    for _ in 0..3000 {
        okta.send(&Request::get(url.clone()));
        okta.post("/login/signin", &[("username", "nobody"), ("password", "x")]);
    }
    assert!(okta.org.log.len() <= 500);
}
