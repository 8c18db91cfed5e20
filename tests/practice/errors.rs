//! Every refusal: where it is told, in which shape, with which sentence.

use usher::base::{Answer, Request};
use usher::practice::{AppSpec, Fault, Grant};

use crate::tests::practice::support::{
    CLIENT, Okta, REDIRECT, SECRET, VERIFIER, basic, field, json, redirect_fields,
};

const OKTA: &str = "https://example.okta.com";

type Pairs<'a> = &'a [(&'a str, &'a str)];
/// What is sent to the token endpoint in body and header, and the status and sentence that come back.
type Slip<'a> = (Vec<(&'a str, &'a str)>, Option<&'a str>, u16, &'a str);

/// What `/authorize` says on a page.
fn on_page(okta: &mut Okta, extra: &[(&str, &str)]) -> String {
    let url = okta.authorize_url("/oauth2", extra);
    let answer = okta.send(&Request::get(url));
    assert_eq!(answer.status, 400);
    assert!(answer.header("location").is_none());
    answer.body.reveal().to_owned()
}

/// What `/authorize` says at the redirect URI: error and description.
fn by_redirect(okta: &mut Okta, server: &str, extra: &[(&str, &str)]) -> (String, String) {
    let url = okta.authorize_url(server, extra);
    let answer = okta.send(&Request::get(url));
    assert_eq!(answer.status, 302, "{extra:?}");
    assert!(answer.header("location").unwrap().starts_with(REDIRECT));
    told(&answer)
}

fn told(answer: &Answer) -> (String, String) {
    let fields = redirect_fields(answer);
    (field(&fields, "error").to_owned(), field(&fields, "error_description").to_owned())
}

#[test]
fn an_unknown_client_or_address_is_told_on_a_page() {
    let mut okta = Okta::at(OKTA);
    let page = on_page(&mut okta, &[("client_id", "0oanobody")]);
    assert!(page.contains("Invalid value for &#39;client_id&#39; parameter."));
    let page = on_page(&mut okta, &[("redirect_uri", "http://localhost:8749/callback/"), ("state", "")]);
    assert!(page.contains(
        "The &#39;redirect_uri&#39; parameter must be a Login redirect URI in the client app settings"
    ));
    let link = format!("https://example-admin.okta.com/admin/app/oidc_client/instance/{CLIENT}#tab-general");
    assert!(page.contains(&link));
    on_page(&mut okta, &[("redirect_uri", "")]);
    okta.org.app_mut(CLIENT).unwrap().active = false;
    assert!(on_page(&mut okta, &[]).contains("client_id"));
    okta.org.app_mut(CLIENT).unwrap().active = true;
    okta.org.faults.add(Fault::ServiceApp);
    assert!(on_page(&mut okta, &[]).contains("application_type"));
    let reason = &okta.org.log.last().unwrap().reason;
    assert_eq!(reason, "invalid_client_application_type");
}

#[test]
fn a_missing_state_shows_that_the_address_is_registered_unless_the_probe_is_blind() {
    let mut okta = Okta::at(OKTA);
    let (error, description) = by_redirect(&mut okta, "/oauth2", &[("state", "")]);
    assert_eq!(error, "invalid_request");
    assert_eq!(description, "The authentication request has an invalid 'state' parameter.");
    okta.org.faults.add(Fault::BlindRedirects);
    let url = okta.authorize_url("/oauth2", &[("state", ""), ("redirect_uri", "https://nobody.example/x")]);
    assert_eq!(okta.send(&Request::get(url)).status, 200);
}

#[test]
fn everything_else_is_told_at_the_redirect_uri() {
    let table: &[(&str, Pairs, &str, &str)] = &[
        (
            "/oauth2",
            &[("response_type", "token")],
            "unsupported_response_type",
            "Configured response types: [code].",
        ),
        ("/oauth2", &[("response_type", "")], "unsupported_response_type", "response type"),
        (
            "/oauth2",
            &[("response_mode", "smoke")],
            "unsupported_response_mode",
            "Valid response modes: [query,",
        ),
        ("/oauth2", &[("scope", "")], "invalid_scope", "No scopes were requested."),
        ("/oauth2/default", &[("scope", "")], "invalid_scope", "'scope' must be provided."),
        (
            "/oauth2/default",
            &[("scope", "openid groups")],
            "invalid_scope",
            "are not configured for the authorization",
        ),
        (
            "/oauth2",
            &[("scope", "openid wine")],
            "invalid_scope",
            "Custom scopes are not allowed for this request.",
        ),
        ("/oauth2", &[("scope", "email")], "invalid_scope", "require the 'openid' scope."),
        ("/oauth2", &[("code_challenge_method", "plain")], "invalid_request", "method is not supported."),
        ("/oauth2", &[("code_challenge", "!")], "invalid_request", "contains illegal characters."),
        ("/oauth2", &[("prompt", "maybe")], "invalid_request", "Invalid value for 'prompt' parameter."),
        ("/oauth2", &[("prompt", "none")], "login_required", "the user is not logged in."),
        ("/oauth2", &[("idp", "0oa1")], "invalid_request", "Identity provider is not valid."),
        ("/oauth2", &[("x", "1"), ("x", "2")], "invalid_request", "multiple parameters with the same name."),
    ];
    for (server, extra, error, fragment) in table {
        let (seen, description) = by_redirect(&mut Okta::at(OKTA), server, extra);
        assert_eq!(&seen, error, "{extra:?}");
        assert!(description.contains(fragment), "{description}");
    }
    let mut okta = Okta::at(OKTA);
    okta.org.app_mut(CLIENT).unwrap().grants.push(Grant::Implicit);
    let tokens = [("response_type", "id_token"), ("response_mode", "query")];
    assert!(by_redirect(&mut okta, "/oauth2", &tokens).1.contains("'query' response mode cannot be used"));
    let nonce = [("response_type", "id_token"), ("nonce", "")];
    assert!(by_redirect(&mut okta, "/oauth2", &nonce).1.contains("The 'nonce' parameter is required"));
    okta.org.app_mut(CLIENT).unwrap().pkce_required = true;
    let bare = [("code_challenge", ""), ("code_challenge_method", "")];
    assert!(by_redirect(&mut okta, "/oauth2", &bare).1.contains("PKCE code challenge is required"));
}

#[test]
fn somebody_who_is_not_assigned_is_refused() {
    let mut okta = Okta::at(OKTA);
    let fields = okta.login("nils@example.com");
    assert_eq!(field(&fields, "error"), "access_denied");
    assert_eq!(field(&fields, "error_description"), "User is not assigned to the client application.");
    assert_eq!(field(&fields, "state"), "state-1");
    assert!(okta.org.log.iter().any(|event| event.reason == "user_not_assigned"));
}

#[test]
fn a_wrong_password_is_told_on_the_page() {
    let mut okta = Okta::at(OKTA);
    let answer = okta.post("/login/signin", &[("username", "ana@example.com"), ("password", "guess")]);
    assert!(answer.header("set-cookie").is_none());
    assert!(answer.body.reveal().contains("do not belong together"));
}

#[test]
fn client_authentication_has_a_sentence_for_each_slip() {
    let bogus = [("grant_type", "authorization_code"), ("code", "bogus"), ("redirect_uri", REDIRECT)];
    let post = |more: &[(&'static str, &'static str)]| [&bogus[..], more].concat();
    let table: Vec<Slip> = vec![
        (post(&[]), None, 401, "No client credentials found."),
        (
            post(&[]),
            Some("Basic %%%"),
            401,
            "Found Authentication header but was not valid client credentials.",
        ),
        (post(&[("client_id", CLIENT)]), None, 401, "Client authentication failed. Either the client"),
        (
            post(&[("client_id", CLIENT), ("client_secret", "x")]),
            None,
            401,
            "The client secret supplied for a",
        ),
        (
            post(&[("client_id", CLIENT), ("client_secret", SECRET)]),
            None,
            400,
            "The authorization code is invalid",
        ),
        (post(&[("client_id", CLIENT)]), Some("good"), 401, "Cannot supply multiple client credentials."),
        (post(&[]), Some("good"), 400, "The authorization code is invalid or has expired."),
        (vec![("x", "y")], Some("good"), 400, "The token request must specify a 'grant_type'."),
        (vec![("grant_type", "magic")], Some("good"), 400, "The authorization grant type is not supported"),
        (
            vec![("grant_type", "client_credentials")],
            Some("good"),
            400,
            "The client is not authorized to use",
        ),
        (
            vec![("grant_type", "refresh_token"), ("refresh_token", "x")],
            Some("good"),
            400,
            "The refresh token is",
        ),
    ];
    for (fields, header, status, sentence) in table {
        let mut okta = Okta::at(OKTA);
        let mut request = Request::form(okta.url("/oauth2/v1/token"), &fields);
        if let Some(header) = header {
            let value = if header == "good" { basic(CLIENT, SECRET) } else { header.into() };
            request = request.with_header("authorization", value);
        }
        let answer = okta.send(&request);
        assert_eq!(answer.status, status, "{sentence}: {}", answer.body.reveal());
        let seen = json(&answer)["error_description"].as_str().unwrap().to_owned();
        assert!(seen.starts_with(sentence), "{seen}");
    }
}

#[test]
fn an_unknown_client_is_told_in_the_other_shape() {
    let mut okta = Okta::at(OKTA);
    let answer = okta.post("/oauth2/v1/token", &[("client_id", "0oanobody"), ("client_secret", "x")]);
    assert_eq!(answer.status, 401);
    assert_eq!(json(&answer)["errorCode"], "invalid_client");
    assert_eq!(json(&answer)["errorSummary"], "Invalid value for 'client_id' parameter.");
    let answer = okta.get("/.well-known/openid-configuration?client_id=0oanobody");
    assert_eq!((answer.status, json(&answer)["errorCode"].clone()), (400, "invalid_client".into()));
    let answer = okta.get("/oauth2/nowhere/.well-known/openid-configuration");
    assert_eq!((answer.status, json(&answer)["errorCode"].clone()), (404, "E0000007".into()));
}

#[test]
fn a_code_is_bound_to_its_client_address_and_verifier() {
    let code_with = |changed: &[(&str, &str)]| {
        let mut okta = Okta::at(OKTA);
        let other = AppSpec::web("Other", &[REDIRECT]).with_credentials("0oaother", "other-secret");
        okta.org.register(other, okta.now, &mut okta.seeds);
        let fields = okta.login("ana@example.com");
        let code = field(&fields, "code");
        let usual = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("client_id", CLIENT),
            ("client_secret", SECRET),
            ("redirect_uri", REDIRECT),
            ("code_verifier", VERIFIER),
        ];
        let kept = usual.iter().filter(|(name, _)| !changed.iter().any(|(other, _)| other == name));
        let all: Vec<(&str, &str)> = kept.chain(changed.iter()).copied().collect();
        json(&okta.post("/oauth2/v1/token", &all))["error_description"]
            .as_str()
            .unwrap_or("granted")
            .to_owned()
    };
    assert_eq!(code_with(&[]), "granted");
    let other = code_with(&[("client_id", "0oaother"), ("client_secret", "other-secret")]);
    assert!(other.starts_with("The grant was issued to another client."));
    let address = code_with(&[("redirect_uri", "https://coder.example.com/cb")]);
    assert!(address.starts_with("The 'redirect_uri' does not match"));
    assert_eq!(code_with(&[("code_verifier", "wrong")]), "PKCE verification failed.");
    assert!(code_with(&[("code_verifier", "")]).starts_with("PKCE code verifier is required"));
}

#[test]
fn a_browser_at_the_token_endpoint_needs_a_proof_key_and_a_known_origin() {
    let mut okta = Okta::at(OKTA);
    let fields = [("grant_type", "authorization_code"), ("code", "x")];
    let request = Request::form(okta.url("/oauth2/v1/token"), &fields)
        .with_header("authorization", basic(CLIENT, SECRET))
        .with_header("origin", "https://spa.example");
    assert!(okta.send(&request).body.reveal().contains("must use Proof Key for Code Exchange"));
}

#[test]
fn a_flood_of_authorize_requests_meets_the_limit_and_is_told_what_is_left() {
    let mut okta = Okta::at(OKTA);
    let request = Request::get(okta.authorize_url("/oauth2", &[]));
    assert_eq!(okta.send(&request).header("x-rate-limit-remaining"), Some("59"));
    for _ in 0..59 {
        okta.send(&request);
    }
    let refused = okta.send(&request);
    assert_eq!((refused.status, json(&refused)["errorCode"].clone()), (429, "E0000047".into()));
    okta.now = okta.now.plus_ms(60_000);
    assert_eq!(okta.send(&request).status, 200);
}
