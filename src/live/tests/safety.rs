//! What a visit never does, whatever the application answers.

use super::*;

const AUTHORITY: [&str; 2] = ["authorization", "proxy-authorization"];

#[test]
fn the_captured_address_is_not_visited_and_nothing_of_the_visit_goes_there() {
    let visited = visit(redirecting(), |_| {
        let mut answer = to(&authorize(&callback()));
        answer.headers.push(Header::new("set-cookie", "session=a-cookie-of-the-application; Path=/"));
        answer
    });
    let host = |request: &Request| request.url.host_str().map(str::to_owned);
    assert!(visited.sent.iter().all(|(_, request)| host(request).as_deref() == Some("wiki.example.com")));
    let told: Vec<&str> = visited.seen.secrets.iter().map(Secret::reveal).collect();
    for secret in ["state-of-this-login", "nonce-of-this-login", "challenge-of-this-login"] {
        assert!(told.contains(&secret), "{secret} would be told");
    }
    assert!(told.contains(&"a-cookie-of-the-application"));
    let kept = format!("{:?}", visited.seen.exchanges);
    assert!(
        !kept.contains("of-this-login")
            && visited.seen.exchanges.iter().all(|one| one.request.url.query().is_none())
    );
}

#[test]
fn no_request_carries_credentials_and_no_cookie_leaves_its_origin() {
    let live = table(
        r#"class = "redirect"
start = "{base_url}/start"
companions = ["https://login.wiki.example.com"]
"#,
    );
    let visited = visit(plan(&live, BASE), |request| match request.url.host_str() {
        Some("wiki.example.com") => {
            let mut answer = to("https://login.wiki.example.com/go");
            answer.headers.push(Header::new("set-cookie", "a=1; Path=/; Domain=example.com"));
            answer
        }
        _ => to(&authorize(&callback())),
    });
    assert_eq!(visited.sent.len(), 2);
    for (_, request) in &visited.sent {
        assert!(AUTHORITY.iter().all(|name| request.header(name).is_none()), "{request:?}");
        assert_eq!(request.header("cookie"), None, "{request:?}");
        assert_eq!(request.header("x-requested-with"), None, "{request:?}");
    }
}

/// A name and a password in an address make an Authorization header of a client, whoever wrote them there.
#[test]
fn credentials_in_an_address_do_not_go_out_and_are_not_told() {
    let visited = visit(redirecting(), |request| match request.url.path() {
        "/start" => to("https://other:another-password@wiki.example.com/next"),
        _ => to(&authorize(&callback()).replace("https://", "https://third:third-password@")),
    });
    for (_, request) in &visited.sent {
        assert!(request.url.username().is_empty() && request.url.password().is_none(), "{request:?}");
    }
    assert_eq!(visited.captured().endpoint.as_str(), OKTA);
    let kept = format!("{:?} {:?}", visited.seen.attempts, visited.seen.exchanges);
    assert!(!kept.contains("-password"), "{kept}");
}

/// A provider may stand at the application's own origin; what asks it for this application's login is not visited there.
#[test]
fn a_provider_at_the_same_origin_is_not_visited_either() {
    let own = authorize(&callback()).replace("https://acme.okta.com", BASE);
    let visited = visit(redirecting(), |_| to(&own));
    assert_eq!(visited.paths(), ["GET /start"]);
    assert_eq!(visited.captured().client_id, "0oawiki");
}

/// What a page or an answer brings is no word of the guide's.
#[test]
fn no_bait_is_taken_in_any_form() {
    for path in
        ["/log%6Fut", "/users/sign%5fout", "/x?logout", "/x?next=%64elete", "/oauth/revoke", "/end_session"]
    {
        let visited = visit(redirecting(), |_| to(path));
        assert!(matches!(visited.end(), End::LeftAlone(_)), "{path}: {:?}", visited.end());
        assert_eq!(visited.sent.len(), 1, "{path}");
    }
    let taking = table(
        "class = \"redirect\"\nstart = \"{base_url}{way}\"\nbefore = [{ get = \"{base_url}/info\", take = { way = \"way\" } }]",
    );
    let visited = visit(plan(&taking, BASE), |_| json(r#"{"way":"/account/delete"}"#));
    assert_eq!((visited.end(), visited.sent.len()), (&End::LeftAlone("/account/delete".to_owned()), 1));

    let live = table("class = \"form\"\nstart = \"{base_url}/login\"\nform = \"/oidc/login\"");
    for action in ["/account/delete?next=/oidc/login", "/logout/oidc/login", "/other?x=/oidc/login"] {
        let form = format!(
            r#"<form method="post" action="{action}"><input type="hidden" name="t" value="v"></form>"#
        );
        let visited = visit(plan(&live, BASE), |_| page(&form));
        assert_eq!(visited.paths(), ["GET /login"], "{action}");
    }
}

/// Looking again at once begins no login sooner.
#[test]
fn the_next_visit_keeps_the_pause_as_well() {
    let before = visit(redirecting(), |_| to(&authorize(&callback()))).seen.last_start;
    let begun = before.expect("a start");
    let mut again = Visit::new(redirecting(), Some(begun));
    assert_eq!(again.next(begun.plus_ms(300)), Next::Wait(700));
    assert!(matches!(again.next(begun.plus_ms(1_000)), Next::Send(..)));
}

#[test]
fn where_it_may_not_go_it_stops_and_says_so() {
    let cases: [(&str, End); 8] = [
        ("http://wiki.example.com/login", End::Insecure("http://wiki.example.com/login".to_owned())),
        ("https://elsewhere.example.com/login?x=1", End::Away("elsewhere.example.com".to_owned())),
        ("https://wiki.example.com:8443/login", End::Away("wiki.example.com:8443".to_owned())),
        ("https://10.1.2.3/login", End::Private("10.1.2.3".to_owned())),
        ("https://localhost/login", End::Private("localhost".to_owned())),
        ("/users/sign_out", End::LeftAlone("/users/sign_out".to_owned())),
        ("/account?do=delete", End::LeftAlone("/account".to_owned())),
        ("https://idp.example.com/sso?SAMLRequest=x", End::Saml("idp.example.com".to_owned())),
    ];
    for (address, end) in cases {
        let visited = visit(redirecting(), |_| to(address));
        assert_eq!(visited.end(), &end, "{address}");
        assert_eq!(visited.sent.len(), 1, "{address}");
    }
    let scheme = visit(redirecting(), |_| to("file:///etc/passwd"));
    assert!(matches!(scheme.end(), End::Away(_)) && scheme.sent.len() == 1);
}

#[test]
fn plain_http_is_for_whoever_gave_such_an_address() {
    let terms = |base: &str| {
        let plan = plan(&table("class = \"redirect\"\nstart = \"{base_url}/start\""), base);
        match Visit::new(plan, None).next(Timestamp(0)) {
            Next::Send(_, terms) => terms,
            other => panic!("{other:?}"),
        }
    };
    assert!(terms("http://wiki.example.com").plain_http);
    assert!(!terms(BASE).plain_http);
}

#[test]
fn an_application_on_the_public_network_leads_to_nothing_private() {
    let mut visit = Visit::new(redirecting(), None);
    let Next::Send(request, terms) = visit.next(Timestamp(0)) else { panic!("nothing is asked") };
    assert!(!terms.public_only, "the person may have named a private address");
    visit.answered(&Exchange { request: *request, at: Timestamp(0), outcome: Ok(to("/next")) }, Some(false));
    let Next::Send(_, terms) = visit.next(Timestamp(1)) else { panic!("it does not go on") };
    assert!(terms.public_only);
}

#[test]
fn nothing_is_posted_but_what_the_guide_says_and_no_field_of_a_person_is_filled_in() {
    let visited = visit(redirecting(), |_| {
        page(r#"<form method="post" action="/oidc/start"><input type="hidden" name="x" value="y"></form>"#)
    });
    assert_eq!(visited.paths(), ["GET /start"]);

    let live =
        table("class = \"form\"\nstart = \"{base_url}/login\"\nform = \"/oidc/login\"\nhidden = [\"token\"]");
    let token = r#"<input type="hidden" name="token" value="t">"#;
    for form in [
        format!(r#"<form method="post" action="/oidc/login">{token}<input type="password" name="p"></form>"#),
        format!(r#"<form method="post" action="/oidc/login">{token}<input type="email" name="e"></form>"#),
        format!(r#"<form method="post" action="/oidc/login">{token}<input name="plain"></form>"#),
        format!(r#"<form method="post" action="/oidc/login">{token}<textarea name="t"></textarea></form>"#),
        r#"<form method="post" action="/oidc/login"></form>"#.to_owned(),
        format!(r#"<form action="/oidc/login">{token}</form>"#),
        format!(r#"<form method="post" action="/session">{token}</form>"#),
        format!(r#"<form method="post" action="https://elsewhere.example.com/oidc/login">{token}</form>"#),
    ] {
        let visited = visit(plan(&live, BASE), |_| page(&form));
        assert!(matches!(visited.end(), End::NoForm(_)), "{form}: {:?}", visited.end());
        assert_eq!(visited.paths(), ["GET /login"], "{form}");
    }
    // What was posted is not posted again to another address.
    let again = visit(plan(&live, BASE), |request| match request.method.as_str() {
        "GET" => page(&format!(r#"<form method="post" action="/oidc/login">{token}</form>"#)),
        _ => answer(307, &[("location", "/other")], ""),
    });
    assert_eq!(again.paths(), ["GET /login", "POST /oidc/login"]);
}

#[test]
fn three_starts_at_most_with_a_second_between_them() {
    let live = table(
        r#"class = "json"
start = "{base_url}/start"
post = { redirect_uri = "{redirect}" }
pointer = "url"
"#,
    );
    let mut plan = plan(&live, BASE);
    plan.redirects = (0..9).map(|at| format!("{BASE}/callback/{at}")).collect();
    let visited = visit(plan, |_| json(&format!(r#"{{"url":"{}"}}"#, authorize(&callback()))));
    assert_eq!(visited.sent.len(), 3);
    for pair in visited.sent.windows(2) {
        assert!(pair[1].0.since_ms(pair[0].0) >= 1_000, "{pair:?}");
    }
}

#[test]
fn every_budget_ends_it() {
    let endless = visit(redirecting(), |request| to(&format!("{}x", request.url.path())));
    assert_eq!(endless.end(), &End::TooMany);
    assert!(endless.sent.len() <= 9, "{}", endless.sent.len());

    let slow = visit_with(redirecting(), |request| Ok(to(&format!("{}x", request.url.path()))), 9_000);
    assert_eq!(slow.end(), &End::TooLong);
    assert!(slow.sent.len() <= 4, "{}", slow.sent.len());

    let large = visit_with(redirecting(), |_| Err(trouble(TroubleKind::TooLarge)), 10);
    assert_eq!(large.end(), &End::TooLarge);
    let heavy = "x".repeat(500 * 1024);
    let much = visit(redirecting(), |request| {
        answer(302, &[("location", &format!("{}x", request.url.path()))], &heavy)
    });
    assert_eq!(much.end(), &End::TooLarge);
}

#[test]
fn what_keeps_programs_out_ends_it() {
    for challenge in [
        answer(403, &[("cf-mitigated", "challenge")], "<title>Just a moment...</title>"),
        answer(503, &[], "<html><title>Attention Required! | Cloudflare</title>"),
        answer(202, &[("x-amzn-waf-action", "challenge")], ""),
        answer(405, &[], "<html><title>Human Verification</title><script src=captcha.js></script>"),
        answer(429, &[("retry-after", "60")], "slow down"),
    ] {
        let visited = visit(redirecting(), |_| challenge.clone());
        assert_eq!(visited.end(), &End::Challenged(challenge.status));
        assert_eq!(visited.sent.len(), 1);
    }
}

#[test]
fn a_class_that_cannot_be_seen_asks_nothing() {
    let visited =
        visit(plan("[live]\nclass = \"none\"\nwhy_none = \"A plug-in starts it.\"\n", BASE), |_| panic!());
    assert_eq!(visited.end(), &End::NotPossible("A plug-in starts it.".to_owned()));
    assert!(visited.sent.is_empty());
}

#[test]
fn no_page_makes_the_reader_fall_over_or_takes_long() {
    let pages = [
        "<".repeat(400_000),
        "<a ".repeat(100_000),
        "<form><input ".repeat(50_000),
        "<script>".repeat(60_000),
        "<script></script>".repeat(30_000),
        format!("<a href=\"{}", "&".repeat(400_000)),
        format!("<a {}>", "=".repeat(400_000)),
        "<meta http-equiv=refresh content=\"é;é\"><a href='é".to_owned(),
    ];
    for text in pages {
        let visited = visit(redirecting(), |_| page(&text));
        assert!(matches!(visited.end(), End::Answered(_)), "{:?}", visited.end());
    }
}
