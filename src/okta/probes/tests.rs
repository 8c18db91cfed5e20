//! What the probes send: the secret, `state` and noise only where their class says so.

use super::*;

const CODER: &str = "https://coder.example.com/callback";

fn metadata() -> Option<Metadata> {
    let endpoint = |path: &str| format!("https://acme.okta.com/oauth2/v1/{path}");
    let document = serde_json::json!({
        "issuer": "https://acme.okta.com",
        "authorization_endpoint": endpoint("authorize"),
        "token_endpoint": endpoint("token"),
        "jwks_uri": endpoint("keys"),
        "introspection_endpoint": endpoint("introspect"),
        "pushed_authorization_request_endpoint": endpoint("par"),
    });
    Metadata::read(&document.to_string()).ok()
}

fn known<'a>(secret: Option<&'a Secret>, app_redirects: &'a [String]) -> Known<'a> {
    let authentication = ClientAuthentication::ClientSecretPost;
    Known {
        issuer: "https://acme.okta.com",
        otherwise: Some("https://acme.okta.com/oauth2/default"),
        client_id: Some("0oa 1"),
        client: Some(Client { id: "0oa 1", secret, authentication }),
        test_redirect: "http://localhost:8749/callback",
        app_redirects,
        likely_redirects: &[],
        scopes: &[],
        metadata: metadata(),
        is_okta: Some(true),
        sent: Some(Sent {
            client_id: "0oa 2",
            redirect_uri: Some("http://coder.example.com/callback"),
            scope: Some("openid groups"),
            response_type: Some("code"),
            response_mode: Some("form_post"),
            challenge: Some("S256"),
            state: "usher-live-7",
            other_origin: Some("https://login.example.com"),
            is_refused: Some(false),
            was_asked: false,
        }),
    }
}

#[test]
fn a_probe_keeps_to_its_class() {
    let (secret, redirects) = (Secret::new("the-secret"), [CODER.to_owned()]);
    let known = known(Some(&secret), &redirects);
    for question in ALL.iter().flat_map(|probe| probe.questions(&known)) {
        let Some(request) = question.request(&known) else { panic!("{question:?} asks nothing") };
        assert!(request.header("origin").is_none() && request.header("cookie").is_none(), "{question:?}");
        let form = request.body.as_ref().map(Secret::reveal).unwrap_or_default();
        let class = question.probe.class;
        assert_eq!(form.contains("the-secret"), class.authenticates(), "{question:?}");
        assert_eq!(form.contains("grant_type"), class == Class::Noise, "{question:?}");
        assert_eq!(request.url.path().ends_with("/authorize"), class == Class::Authorize, "{question:?}");
        let state = request.url.query_pairs().any(|(name, _)| name == "state");
        assert_eq!(state, [&REQUEST, &LIVE_REQUEST].contains(&question.probe), "{question:?}");
    }
}

#[test]
fn names_are_unique() {
    let names: std::collections::BTreeSet<&str> = ALL.iter().map(|probe| probe.name).collect();
    assert_eq!(names.len(), ALL.len());
}

#[test]
fn a_pushed_request_names_its_client_once_and_at_okta_never_beside_a_header() {
    let secret = Secret::new("the-secret");
    let cases = [
        (Some(&secret), ClientAuthentication::ClientSecretBasic, false, 1),
        (Some(&secret), ClientAuthentication::ClientSecretBasic, true, 0),
        (Some(&secret), ClientAuthentication::ClientSecretPost, false, 1),
        (Some(&secret), ClientAuthentication::ClientSecretPost, true, 1),
        (None, ClientAuthentication::None, true, 1),
    ];
    for (secret, authentication, is_okta, times) in cases {
        let client = Some(Client { id: "0oa1", secret, authentication });
        let known = Known { client, is_okta: Some(is_okta), ..known(None, &[]) };
        let form = PUSHED.about("").request(&known).and_then(|request| request.body).unwrap_or_default();
        let named =
            url::form_urlencoded::parse(form.reveal().as_bytes()).filter(|(name, _)| name == "client_id");
        assert_eq!(named.count(), times, "{authentication:?} at Okta: {is_okta}");
    }
}

#[test]
fn discovery_takes_one_slash_away() {
    let url = |probe: &'static Probe, issuer| {
        let known = Known { issuer, ..known(None, &[]) };
        probe.about("").request(&known).map(|request| request.url.to_string()).unwrap_or_default()
    };
    assert_eq!(
        url(&DISCOVERY, "https://id.example.com/"),
        "https://id.example.com/.well-known/openid-configuration"
    );
    assert_eq!(
        url(&CLIENT_DISCOVERY, "https://acme.okta.com"),
        "https://acme.okta.com/.well-known/openid-configuration?client_id=0oa+1"
    );
}

#[test]
fn no_more_than_five_redirect_uris_of_an_application_are_asked_about() {
    let many: Vec<String> = (0..9).map(|number| format!("{CODER}/{number}")).collect();
    assert_eq!(APPLICATION.questions(&known(None, &many)).len(), 5);
}

/// What the application sends is asked about with the values that it sends, and with a state that is Usher's own.
#[test]
fn the_living_application_is_asked_about_in_its_own_words() {
    let known = known(None, &[]);
    let asked = |probe: &'static Probe| {
        let all = probe.questions(&known);
        let [question] = all.as_slice() else { panic!("{all:?}") };
        let url = question.request(&known).expect("a request").url;
        url.query_pairs().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>()
    };
    let common = ["client_id=0oa 2", "redirect_uri=http://coder.example.com/callback", "response_type=code"];
    let (first, second) = (asked(&LIVE_REDIRECT), asked(&LIVE_REQUEST));
    assert!(common.iter().all(|one| first.iter().any(|is| is == one) && second.iter().any(|is| is == one)));
    for one in
        ["scope=openid groups", "response_mode=form_post", "code_challenge_method=S256", "state=usher-live-7"]
    {
        assert!(second.iter().any(|is| is == one), "{one}: {second:?}");
    }
    let refused = Known {
        sent: known.sent.clone().map(|sent| Sent { is_refused: Some(true), ..sent }),
        ..known.clone()
    };
    assert!(LIVE_REQUEST.questions(&refused).is_empty(), "a second answer would be the same");
    let open =
        Known { sent: known.sent.clone().map(|sent| Sent { is_refused: None, ..sent }), ..known.clone() };
    assert!((LIVE_REQUEST.waits)(&open));
    let before =
        Known { sent: known.sent.clone().map(|sent| Sent { was_asked: true, ..sent }), ..known.clone() };
    assert!(LIVE_REDIRECT.questions(&before).is_empty(), "it is asked about once");
}
