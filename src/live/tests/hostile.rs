//! Applications that try to lead a visit astray: each case is a kind of trick, with what it must not reach.

use super::*;

fn linked(link: &str) -> Plan {
    plan(
        &table(&format!(
            "class = \"redirect\"\nstart = \"{{way}}\"\nbefore = [{{ get = \"{{base_url}}/login\", take = {{ way = \"link:{link}\" }} }}]"
        )),
        BASE,
    )
}

/// What belongs to the application's own login is spent by whoever visits it, also where the provider shares its origin and
/// the redirect URI is the faulty one that is looked for.
#[test]
fn a_request_at_the_applications_own_origin_is_read_however_it_is_led_to() {
    let own = |redirect: &str| authorize(redirect).replace("https://acme.okta.com", BASE);
    let http = own(&callback().replace("https://", "http://"));
    let inner = own("http://localhost:3000/oidc/callback/");
    for address in [&http, &inner] {
        let visited = visit(redirecting(), |_| to(address));
        assert_eq!(visited.paths(), ["GET /start"], "{address}");
        assert_eq!(visited.captured().client_id, "0oawiki");
    }
    let pushed = format!("{BASE}/as/authorize?client_id=0oawiki&request_uri=urn%3Aietf%3Ax");
    let signed = format!("{BASE}/as/authorize?client_id=0oawiki&request=eyJhbGciOiJub25lIn0.eyJhIjoxfQ.");
    for address in [&pushed, &signed] {
        assert_eq!(visit(redirecting(), |_| to(address)).paths(), ["GET /start"], "{address}");
    }
    // As a link of the first page, of a page that a guide takes it from, and as what a form is sent to.
    for address in [&own(&callback()), &authorize(&callback())] {
        let drawn = format!("<a href=\"{}\">Sign in</a>", address.replace('&', "&amp;"));
        let visited = visit(plan("", BASE), |_| page(&drawn));
        assert_eq!(visited.paths(), ["GET /"], "{address}");
        assert_eq!(visited.captured().client_id, "0oawiki", "{address}");
        let visited = visit(linked("/oauth2/v1/authorize"), |_| page(&drawn));
        assert_eq!(visited.paths(), ["GET /login"], "{address}");
        assert_eq!(visited.captured().client_id, "0oawiki", "{address}");
    }
    let live = table("class = \"form\"\nstart = \"{base_url}/login\"\nform = \"/oauth2/v1/authorize\"");
    let action = own(&callback()).replace('&', "&amp;");
    let visited =
        visit(plan(&live, BASE), |_| page(&format!("<form method=post action=\"{action}\"></form>")));
    assert_eq!(visited.paths(), ["GET /login"]);
}

/// The values stand in an object that only the provider can open: nothing follows from their absence.
#[test]
fn what_an_object_hides_is_not_called_missing() {
    for object in ["a.b.c.d.e", "no-object", "eyJhbGciOiJSUzI1NiJ9.bm8gSlNPTg.c2ln"] {
        let visited = visit(redirecting(), |_| to(&format!("{OKTA}?client_id=0oawiki&request={object}")));
        let captured = visited.captured();
        assert!(captured.is_pushed && captured.may_lack("scope"), "{object}: {captured:?}");
    }
}

/// Another beginning of the same login is one, whoever leads there.
#[test]
fn leading_back_to_the_start_begins_no_fourth_login_and_none_at_once() {
    let visited = visit(redirecting(), |request| match request.url.path() {
        "/start" => to("/login"),
        _ => to("/start?again=1"),
    });
    let starts: Vec<i64> = visited
        .sent
        .iter()
        .filter(|(_, request)| request.url.path() == "/start")
        .map(|(at, _)| at.0)
        .collect();
    assert!(starts.len() <= 3, "{starts:?}");
    assert!(starts.windows(2).all(|pair| pair[1] - pair[0] >= 1_000), "{starts:?}");
    assert_eq!(visited.end(), &End::TooMany);
}

#[test]
fn a_clock_that_was_set_back_keeps_nobody_waiting() {
    let mut again = Visit::new(redirecting(), Some(Timestamp(10_000_000)));
    assert_eq!(again.next(Timestamp(1_000)), Next::Wait(1_000));
    assert!(matches!(again.next(Timestamp(2_000)), Next::Send(..)));
}

/// A page that loads itself anew after a while is no way on; nor is what ends a session then.
#[test]
fn a_page_that_goes_on_later_is_read_as_it_stands() {
    for later in ["600; url=/logout", "1800;url=/login?timeout=1"] {
        let drawn = format!("<meta http-equiv=refresh content=\"{later}\"><a href=\"/oidc/okta\">Okta</a>");
        let visited = visit(redirecting(), |request| match request.url.path() {
            "/start" => page(&drawn),
            _ => to(&authorize(&callback())),
        });
        assert_eq!(visited.paths(), ["GET /start", "GET /oidc/okta"], "{later}");
    }
    for hidden in [
        "<!-- <meta http-equiv=refresh content=\"0;url=/a\"> -->",
        "<script>'<meta http-equiv=refresh content=\"0;url=/a\">'</script>",
        "<style><meta http-equiv=refresh content=\"0;url=/a\"></style>",
        "<title><meta http-equiv=refresh content=\"0;url=/a\"></title>",
        "<textarea><meta http-equiv=refresh content=\"0;url=/a\"></textarea>",
    ] {
        assert_eq!(visit(redirecting(), |_| page(hidden)).paths(), ["GET /start"], "{hidden}");
    }
    for away in ["0;url=//elsewhere.example.com", "0;url=javascript:alert(1)", "0;url=data:text/html,x"] {
        let drawn = format!("<meta http-equiv=refresh content=\"{away}\">");
        let visited = visit(redirecting(), |_| page(&drawn));
        assert!(matches!(visited.end(), End::Away(_) | End::Private(_)), "{away}: {:?}", visited.end());
        assert_eq!(visited.sent.len(), 1, "{away}");
    }
}

#[test]
fn what_ends_something_is_left_alone_wherever_the_address_says_it() {
    for address in [
        "/x?action=logout_all",
        "/x?do=delete-account",
        "/x?rd=%2Flogout",
        "/x?next=/users/sign_out",
        "/x?then=https://wiki.example.com/account/delete",
        "/x/LogOut.do",
        "/session/terminate",
    ] {
        let visited = visit(redirecting(), |_| to(address));
        assert!(matches!(visited.end(), End::LeftAlone(_)), "{address}: {:?}", visited.end());
    }
    for address in ["/x?rd=%2F", "/x?redirect_to=/samples", "/x?state=c2FtbHJlc2V0"] {
        let visited = visit(redirecting(), |request| match request.url.path() {
            "/x" => to(&authorize(&callback())),
            _ => to(address),
        });
        assert_eq!(visited.captured().client_id, "0oawiki", "{address}");
    }
}

#[test]
fn no_password_in_an_address_is_told() {
    let visited = visit(redirecting(), |_| to("http://ana:a-password@wiki.example.com/next"));
    let End::Insecure(address) = visited.end() else { panic!("{:?}", visited.end()) };
    assert_eq!(address, "http://wiki.example.com/next");
    let pasted = super::super::read_pasted("https://ana:a-password@wiki.example.com/cb?error=access_denied");
    assert!(!format!("{:?}", pasted.attempts).contains("a-password"), "{pasted:?}");
}

/// A cookie that was replaced or taken away may still be repeated by what comes next.
#[test]
fn a_cookie_that_is_over_stays_a_secret() {
    let visited = visit(redirecting(), |request| {
        let cookie = match request.url.path() {
            "/start" => "s=the-first-session; Path=/",
            "/a" => "s=the-second-session; Path=/",
            _ => "s=; Max-Age=0; Path=/",
        };
        let mut answer = match request.url.path() {
            "/start" => to("/a"),
            "/a" => to("/b"),
            _ => page(""),
        };
        answer.headers.push(Header::new("set-cookie", cookie));
        answer
    });
    let told: Vec<&str> = visited.seen.secrets.iter().map(Secret::reveal).collect();
    assert!(told.contains(&"the-first-session") && told.contains(&"the-second-session"), "{told:?}");
}

/// The next redirect URI is asked for at the guide's address, not from where the last one led.
#[test]
fn the_next_start_is_no_way_back_from_where_the_last_one_led() {
    let live = table(
        "class = \"json\"\nstart = \"{base_url}/start\"\npost = { redirect_uri = \"{redirect}\" }\npointer = \"url\"",
    );
    let inner = "http://wiki.example.com:8080";
    let visited = visit(plan(&live, inner), |request| match request.url.scheme() {
        "http" => answer(302, &[("location", "https://wiki.example.com/start")], ""),
        _ => json(&format!(r#"{{"url":"{}"}}"#, authorize(&callback()))),
    });
    assert_eq!(visited.seen.captured().count(), 2, "{:?}", visited.seen.attempts);
}

/// Whatever is still to come of the time for all is the time of the next request.
#[test]
fn no_request_may_last_beyond_the_time_for_all() {
    let mut visit = Visit::new(redirecting(), None);
    let Next::Send(request, first) = visit.next(Timestamp(0)) else { panic!("nothing is asked") };
    visit.answered(&Exchange { request: *request, at: Timestamp(0), outcome: Ok(to("/next")) }, Some(true));
    let Next::Send(_, second) = visit.next(Timestamp(26_000)) else { panic!("it does not go on") };
    assert_eq!((first.longest_ms, second.longest_ms), (30_000, 4_000));
}

#[test]
fn only_the_persons_own_address_opens_plain_http() {
    let live = table("class = \"redirect\"\nstart = \"http://wiki.example.com/start\"");
    let Next::Send(_, terms) = Visit::new(plan(&live, "not an address"), None).next(Timestamp(0)) else {
        panic!("nothing is asked")
    };
    assert!(!terms.plain_http);
}

/// An address that only begins like the one that the person gave is another one, also where a guide says it.
#[test]
fn a_guide_leads_nowhere_but_to_the_persons_address_and_its_companions() {
    for start in ["{base_url}.example.org/start", "{base_url}@example.org/start", "https://example.org/start"]
    {
        let live = table(&format!("class = \"redirect\"\nstart = \"{start}\""));
        let visited = visit(plan(&live, BASE), |_| to(&authorize(&callback())));
        assert!(visited.sent.is_empty(), "{start}: {:?}", visited.sent);
        let before = table(&format!(
            "class = \"redirect\"\nstart = \"{{base_url}}/start\"\nbefore = [{{ get = \"{start}\", take = {{ x = \"x\" }} }}]"
        ));
        assert!(visit(plan(&before, BASE), |_| json("{}")).sent.is_empty(), "{start}");
        let up = table(&format!("class = \"redirect\"\nstart = \"{{base_url}}/start\"\nup = \"{start}\""));
        let visited = visit_with(plan(&up, BASE), |_| Err(trouble(TroubleKind::Refused)), 10);
        assert!(
            visited.sent.iter().all(|(_, one)| one.url.host_str() == Some("wiki.example.com")),
            "{start}"
        );
    }
    let live = table(
        "class = \"redirect\"\nstart = \"https://example.org/start\"\ncompanions = [\"https://example.org\"]",
    );
    assert_eq!(visit(plan(&live, BASE), |_| to(&authorize(&callback()))).captured().client_id, "0oawiki");
}
