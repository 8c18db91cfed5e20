//! How each kind of application leads to the provider, with the oddities that are known of them.

use super::*;

#[test]
fn one_visit_is_read_and_what_belongs_to_that_login_is_not_kept() {
    let visited = visit(redirecting(), |_| to(&authorize(&callback())));
    let captured = visited.captured();
    assert_eq!(captured.endpoint.as_str(), OKTA);
    assert_eq!(captured.client_id, "0oawiki");
    assert_eq!(captured.redirect_uri, Some(callback()));
    assert_eq!(captured.scopes(), ["openid", "email"]);
    assert_eq!(captured.challenge.as_deref(), Some("S256"));
    assert_eq!(captured.likely_issuer(), "https://acme.okta.com");
    assert!(captured.has_state && captured.has_nonce);
    assert!(!format!("{:?}", visited.seen.attempts).contains("of-this-login"), "{:?}", visited.seen.attempts);
    assert_eq!(visited.paths(), ["GET /start"]);
}

#[test]
fn any_way_of_leading_on_is_followed() {
    let target = authorize(&callback());
    let escaped = target.replace('&', "&amp;");
    let ways: [(&str, Answer); 6] = [
        ("307", answer(307, &[("location", &target)], "")),
        ("a header", answer(200, &[("refresh", &format!("0; url={target}"))], "")),
        ("a page", page(&format!("<META HTTP-EQUIV='Refresh' content=\"1;URL={escaped}\">"))),
        ("JSON", json(&format!("{{\"url\":\"{target}\"}}"))),
        ("JSON with 201", answer(201, &[], &format!("{{\"data\":{{\"auth_url\":\"{target}\"}}}}"))),
        ("a relative address", to("/next?x=1")),
    ];
    for (name, way) in ways {
        let visited = visit(redirecting(), |request| match request.url.path() {
            "/start" => way.clone(),
            _ => to(&target),
        });
        assert_eq!(visited.captured().client_id, "0oawiki", "{name}");
    }
}

#[test]
fn a_first_hop_of_the_applications_own_may_look_like_a_provider() {
    let own = format!("{BASE}/api/dex/auth?client_id=argo-cd&response_type=code&redirect_uri=x&state=y");
    let visited = visit(redirecting(), |request| match request.url.path() {
        "/start" => to(&own),
        "/api/dex/auth" => to("/api/dex/auth/okta"),
        _ => to(&authorize(&format!("{BASE}/api/dex/callback"))),
    });
    assert_eq!(visited.captured().client_id, "0oawiki");
    assert_eq!(visited.paths().len(), 3);
}

#[test]
fn an_address_in_json_is_found_after_calls_that_bring_values() {
    let live = table(
        r#"class = "json"
before = [{ get = "{base_url}/methods", take = { method = "items[type=oidc].id" } }]
start = "{base_url}/methods/{method}:authenticate"
post = { command = "start" }
headers = { X-Wiki = "1" }
pointer = "attributes.auth_url"
"#,
    );
    let app = |request: &Request| match (request.method.as_str(), request.url.path()) {
        ("GET", "/methods") => json(r#"{"items":[{"type":"password","id":"p1"},{"type":"oidc","id":"o2"}]}"#),
        ("POST", "/methods/o2:authenticate") => {
            assert_eq!(request.body.as_ref().map(Secret::reveal), Some(r#"{"command":"start"}"#));
            assert_eq!(request.header("x-wiki"), Some("1"));
            json(&format!(r#"{{"attributes":{{"auth_url":"{}"}}}}"#, authorize(&callback())))
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(visit(plan(&live, BASE), app).captured().client_id, "0oawiki");

    let off = visit(plan(&live, BASE), |_| json(r#"{"items":[]}"#));
    assert_eq!(off.end(), &End::NotThere("method".to_owned()));
}

#[test]
fn a_caller_that_gives_the_redirect_uri_asks_once_for_each_a_second_apart() {
    let live = table(
        r#"class = "json"
start = "{base_url}/v1/auth/oidc/auth_url"
post = { role = "{role}", redirect_uri = "{redirect}" }
pointer = "data.auth_url"
redirect_from = "caller"
"#,
    );
    let visited = visit(plan(&live, BASE), |request| {
        let body: serde_json::Value =
            serde_json::from_str(request.body.as_ref().expect("a body").reveal()).expect("JSON");
        assert_eq!(body["role"], "reader");
        let redirect = body["redirect_uri"].as_str().expect("a redirect URI");
        let address = if redirect.contains("8250") { String::new() } else { authorize(redirect) };
        json(&format!(r#"{{"data":{{"auth_url":"{address}"}}}}"#))
    });
    let [first, second] = visited.seen.attempts.as_slice() else { panic!("{:?}", visited.seen.attempts) };
    assert!(matches!(&first.end, End::Captured(captured) if captured.redirect_uri == Some(callback())));
    assert_eq!(second.end, End::EmptyAddress);
    assert!(visited.sent[1].0.since_ms(visited.sent[0].0) >= 1_000);
}

#[test]
fn a_form_is_sent_with_its_hidden_fields_its_cookie_and_where_it_came_from() {
    let live = table(
        r#"class = "form"
start = "{base_url}/accounts/login/"
form = "/accounts/oidc/okta/login/"
hidden = ["csrfmiddlewaretoken"]
fields = { next = "/" }
"#,
    );
    let form = r#"<form action="/accounts/oidc/okta/login/" method="POST"><input type=hidden name='csrfmiddlewaretoken'
        value="token&amp;of-the-form"><button>Okta</button></form>
        <form method="post" action="/session"><input name="login"><input type="password" name="password"></form>"#;
    let app = |request: &Request| match (request.method.as_str(), request.url.path()) {
        ("GET", "/accounts/login/") => {
            let mut answer = page(form);
            answer.headers.push(Header::new("set-cookie", "csrftoken=cookie-of-the-form; Path=/; Secure"));
            answer
        }
        ("POST", "/accounts/oidc/okta/login/") => {
            let body = request.body.as_ref().expect("a body").reveal();
            assert_eq!(body, "csrfmiddlewaretoken=token%26of-the-form&next=%2F");
            assert_eq!(request.header("cookie"), Some("csrftoken=cookie-of-the-form"));
            assert_eq!(request.header("referer"), Some("https://wiki.example.com/accounts/login/"));
            to(&authorize(&callback()))
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(visit(plan(&live, BASE), app).captured().client_id, "0oawiki");
}

#[test]
fn a_token_that_the_pages_script_holds_is_sent_with_it() {
    let live = table(
        r#"class = "redirect"
before = [{ get = "{base_url}/login", take = { csrf = "script:csrfToken" } }]
start = "{base_url}/authenticate/login"
post = { csrf_token = "{csrf}", oauth2_button = "okta" }
post_as = "form"
"#,
    );
    for drawn in [
        r#"<div data-props="{&quot;csrfToken&quot;: &quot;t0ken&quot;}"></div>"#,
        r#"<script>renderSecurityPage({"csrfToken": "t0ken"})</script>"#,
    ] {
        let visited = visit(plan(&live, BASE), |request| {
            if request.url.path() == "/login" {
                return page(drawn);
            }
            let body = request.body.as_ref().expect("a body").reveal();
            assert_eq!(body, "csrf_token=t0ken&oauth2_button=okta");
            to(&authorize(&callback()))
        });
        assert_eq!(visited.captured().client_id, "0oawiki");
    }
}

#[test]
fn what_the_pages_script_puts_together_is_put_together() {
    let live = table(
        r#"class = "json"
before = [{ get = "{base_url}/settings.oauth", take = { server = "services[name=okta].serverURL", client = "services[name=okta].clientId" } }]
address = { url = "{server}/oauth2/v1/authorize", client_id = "{client}", response_type = "code" }
lacks = ["redirect_uri", "state", "scope"]
"#,
    );
    let body = r#"{"services":[{"name":"github"},{"name":"okta","clientId":"0oachat","serverURL":"https://acme.okta.com"}]}"#;
    let visited = visit(plan(&live, BASE), |_| json(body));
    let captured = visited.captured();
    assert_eq!((captured.client_id.as_str(), captured.endpoint.as_str()), ("0oachat", OKTA));
    assert!(captured.may_lack("scope") && captured.redirect_uri.is_none());
}

#[test]
fn a_switch_in_the_same_answer_counts_before_the_address() {
    let live = table(
        r#"class = "json"
start = "{base_url}/api/settings/public"
pointer = "OAuthLoginURI"
on = { pointer = "AuthenticationMethod", is = "3" }
"#,
    );
    let app = |method: u8| {
        let body =
            format!(r#"{{"AuthenticationMethod":{method},"OAuthLoginURI":"{}"}}"#, authorize(&callback()));
        visit(plan(&live, BASE), move |_| json(&body))
    };
    assert_eq!(app(3).seen.is_on, Some(true));
    assert_eq!(app(3).captured().client_id, "0oawiki");
    let off = app(1).seen;
    assert!(off.is_on == Some(false) && off.captured().next().is_none(), "{off:?}");
}

#[test]
fn without_a_guide_the_first_page_is_searched_for_one_way_in() {
    let bait = r#"<a href="/logout">Log out</a><a href="/oauth/unlink">Unlink</a><a href="/saml/sso">SAML</a>
        <a href="https://other.example.com/oidc">Other</a>"#;
    let app = |links: &'static str| {
        visit(plan("", BASE), move |request| match request.url.path() {
            "/" => to("/login"),
            "/login" => page(&format!("{links}{bait}")),
            _ => to(&authorize(&callback())),
        })
    };
    let one = app("<a class=btn href=/login/oauth/okta>Sign in</a>");
    assert_eq!(one.captured().client_id, "0oawiki");
    assert_eq!(one.paths(), ["GET /", "GET /login", "GET /login/oauth/okta"]);
    let two = app(r#"<a href="/oauth/github">GitHub</a><a href="/oauth/google">Google</a>"#);
    assert_eq!(two.end(), &End::Several(vec!["/oauth/github".to_owned(), "/oauth/google".to_owned()]));
    let best = app(r#"<a href="/oauth/github">GitHub</a><a href="/oauth/okta">Okta</a>"#);
    assert_eq!(best.captured().client_id, "0oawiki");
    assert!(matches!(app("").end(), End::Answered(said) if said.text == "Sign in"), "nothing to follow");
}

#[test]
fn pushed_and_signed_requests_are_known_as_such() {
    let pushed =
        format!("{OKTA}?client_id=0oawiki&request_uri=urn%3Aietf%3Aparams%3Aoauth%3Arequest_uri%3Ax");
    let visited = visit(redirecting(), |_| to(&pushed));
    let captured = visited.captured();
    assert!(captured.is_pushed && captured.redirect_uri.is_none() && captured.may_lack("scope"));

    // {"client_id":"0oawiki","scope":"openid","redirect_uri":"https://wiki.example.com/oidc/callback","response_type":"code"}
    let object = "eyJhbGciOiJSUzI1NiJ9.eyJjbGllbnRfaWQiOiIwb2F3aWtpIiwic2NvcGUiOiJvcGVuaWQiLCJyZWRpcmVjdF91cmkiOiJodHRwczovL3dpa2kuZXhhbXBsZS5jb20vb2lkYy9jYWxsYmFjayIsInJlc3BvbnNlX3R5cGUiOiJjb2RlIn0.c2ln";
    let visited = visit(redirecting(), |_| to(&format!("{OKTA}?client_id=0oawiki&request={object}")));
    let captured = visited.captured();
    assert!(captured.is_signed);
    assert_eq!(
        (captured.redirect_uri.clone(), captured.scopes()),
        (Some(callback()), vec!["openid".to_owned()])
    );
}

#[test]
fn what_fails_is_asked_for_its_reason() {
    let live = table(
        r#"class = "redirect"
start = "{base_url}/start"
up = "{base_url}/ping"
on = { get = "{base_url}/info", pointer = "auth_mode", is = "oidc_auth" }
"#,
    );
    let off = visit(plan(&live, BASE), |request| match request.url.path() {
        "/start" => answer(412, &[], r#"{"errors":[{"message":"Auth Mode is not OIDC"}]}"#),
        "/info" => json(r#"{"auth_mode":"db_auth"}"#),
        other => panic!("{other}"),
    });
    assert_eq!(off.seen.is_on, Some(false));
    let End::Answered(said) = off.end() else { panic!("{:?}", off.end()) };
    assert_eq!(
        (said.status, said.text.as_str(), said.path.as_str()),
        (412, "Auth Mode is not OIDC", "/start")
    );

    let down = visit(plan(&live, BASE), |_| answer(500, &[], "<title>Oops</title>"));
    assert!(matches!(down.end(), End::Answered(said) if said.status == 500 && said.text == "Oops"));
    assert_eq!(down.seen.is_up, Some(false));
}

/// Some leave the response type and the scopes to the script of their page.
#[test]
fn an_address_that_lacks_what_the_script_adds_is_captured_all_the_same() {
    let live = table(
        r#"class = "json"
start = "{base_url}/v1-public/authproviders"
pointer = "data[id=okta].redirectUrl"
lacks = ["scope", "state", "response_type"]
"#,
    );
    let address =
        format!("{OKTA}?client_id=0oawiki&redirect_uri=https%3A%2F%2Fwiki.example.com%2Fverify-auth");
    let body = format!(r#"{{"data":[{{"id":"local"}},{{"id":"okta","redirectUrl":"{address}"}}]}}"#);
    let visited = visit(plan(&live, BASE), |_| json(&body));
    let captured = visited.captured();
    assert_eq!(captured.redirect_uri.as_deref(), Some("https://wiki.example.com/verify-auth"));
    assert!(captured.may_lack("scope") && captured.response_type.is_none());
}

/// Where the guide's start is not there, the provider may have another name in its path.
#[test]
fn a_start_that_is_not_there_is_searched_on_the_first_page() {
    let named = |links: &str| {
        let links = page(links);
        visit(redirecting(), move |request| match request.url.path() {
            "/start" => answer(404, &[], r#"{"detail":"Not Found"}"#),
            "/" => to("/login"),
            "/login" => links.clone(),
            "/login/corp-oidc" => to(&authorize(&callback())),
            other => panic!("{other}"),
        })
    };
    let found = named(r#"<a href="/login/corp-oidc">Sign in</a>"#);
    assert_eq!(found.captured().client_id, "0oawiki");
    let begun: Vec<Timestamp> =
        found.sent.iter().filter(|(_, one)| one.url.path() != "/login").map(|(at, _)| *at).collect();
    assert!(begun[2].since_ms(begun[0]) >= 1_000, "a second between two starts: {begun:?}");

    let nothing = named(r#"<a href="/docs">Docs</a>"#);
    assert!(matches!(nothing.end(), End::Answered(said) if said.status == 404 && said.path == "/start"));
    let several = named(r#"<a href="/login/a-sso">A</a><a href="/login/b-sso">B</a>"#);
    assert!(matches!(several.end(), End::Several(ways) if ways.len() == 2));
    let inward = visit(redirecting(), |request| match request.url.path() {
        "/start" => answer(404, &[], ""),
        _ => to("http://wiki.example.com/login"),
    });
    assert!(matches!(inward.end(), End::Insecure(_)), "{:?}", inward.end());
    let gone = visit(redirecting(), |_| answer(404, &[], "<title>Gone</title>"));
    assert_eq!(gone.paths(), ["GET /start", "GET /"]);
}
