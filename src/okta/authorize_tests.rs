//! Reading answers of the authorization endpoint, on pages and redirects as they are seen; asserts on nothing else.

use super::*;
use crate::base::{Request, Timestamp, Trouble};

fn exchange(status: u16, headers: &[(&str, &str)], body: &str) -> Result<Exchange, url::ParseError> {
    let asked = "https://acme.okta.com/oauth2/v1/authorize?client_id=0oa1&redirect_uri=http%3A%2F%2Flocalhost%3A8749%2Fcallback";
    let answer = Answer {
        status,
        headers: headers.iter().map(|(name, value)| Header::new(name, *value)).collect(),
        body: body.into(),
        at: Timestamp(0),
        elapsed_ms: 1,
    };
    let outcome: Result<Answer, Trouble> = Ok(answer);
    Ok(Exchange { request: Request::get(Url::parse(asked)?), at: Timestamp(0), outcome })
}

#[test]
fn a_redirect_home_carries_its_error() -> Result<(), url::ParseError> {
    let target = "http://localhost:8749/callback?error=invalid_request&error_description=The+authentication+request+has+an+invalid+%27state%27+parameter.";
    let Some(AuthorizeAnswer::Redirected { error, description, .. }) =
        read_authorize(&exchange(302, &[("location", target)], "")?)
    else {
        panic!("not read as a redirect home");
    };
    assert_eq!(error.as_deref(), Some("invalid_request"));
    assert_eq!(description.as_deref(), Some("The authentication request has an invalid 'state' parameter."));
    Ok(())
}

#[test]
fn the_error_is_found_on_any_page() -> Result<(), url::ParseError> {
    let sentence = "The 'redirect_uri' parameter must be a Login redirect URI in the client app settings.";
    let pages = [
        "<h1>400 Bad Request</h1><p>Your request resulted in an error.</p><p>Identity Provider: Unknown</p>\
         <p>Error Code: invalid_request</p><p>Description: The &#39;redirect_uri&#39; parameter must be a Login redirect URI in the client app settings.</p>",
        "<dl><dt><b>Error Code:</b></dt><dd>invalid_request</dd><dt>Description:</dt><dd>The &#x27;redirect_uri&#x27; \
         parameter must be a Login redirect URI in the client app settings.</dd></dl>",
        r#"{"error":"invalid_request","error_description":"The 'redirect_uri' parameter must be a Login redirect URI in the client app settings."}"#,
        r#"{"errorCode":"invalid_request","errorSummary":"The 'redirect_uri' parameter must be a Login redirect URI in the client app settings."}"#,
    ];
    for page in pages {
        let read = read_authorize(&exchange(400, &[], page)?);
        let expected = AuthorizeAnswer::ErrorPage {
            status: 400,
            error: Some("invalid_request".to_owned()),
            description: Some(sentence.to_owned()),
            app_link: None,
            lines: Vec::new(),
        };
        assert_eq!(read, Some(expected), "{page}");
    }
    Ok(())
}

#[test]
fn the_applications_page_is_taken_from_the_sentence() -> Result<(), url::ParseError> {
    let page = "<p>Error Code: invalid_request</p><p>Description: The 'redirect_uri' parameter must be a Login redirect URI \
                in the client app settings: https://acme-admin.okta.com/admin/app/oidc_client/instance/0oa1#tab-general</p>";
    let Some(AuthorizeAnswer::ErrorPage { app_link, .. }) = read_authorize(&exchange(400, &[], page)?) else {
        panic!("not read as a page");
    };
    let link = app_link.map(String::from);
    assert_eq!(
        link.as_deref(),
        Some("https://acme-admin.okta.com/admin/app/oidc_client/instance/0oa1#tab-general")
    );
    Ok(())
}

#[test]
fn signing_in_is_told_from_errors() -> Result<(), url::ParseError> {
    let widget = exchange(200, &[], "<html><div id='okta-sign-in'></div></html>")?;
    assert_eq!(read_authorize(&widget), Some(AuthorizeAnswer::SignInPage));
    let classic = exchange(302, &[("location", "/login/login.htm?fromURI=%2Foauth2")], "")?;
    assert_eq!(read_authorize(&classic), Some(AuthorizeAnswer::SignInPage));
    assert_eq!(read_authorize(&exchange(503, &[], "")?), Some(AuthorizeAnswer::Other { status: 503 }));
    assert_eq!(
        read_authorize(&exchange(200, &[], "<p>Maintenance</p>")?),
        Some(AuthorizeAnswer::Other { status: 200 })
    );
    let titled = exchange(
        400,
        &[],
        "<html><title>Acme - Sorry</title><h2>Sorry</h2><p>Not <a href='/'>today</a>.</p>",
    )?;
    let Some(AuthorizeAnswer::ErrorPage { status: 400, error: None, description: None, lines, .. }) =
        read_authorize(&titled)
    else {
        panic!("not read as a page");
    };
    assert_eq!(lines, ["Acme - Sorry", "Sorry", "Not today."]);
    Ok(())
}

#[test]
fn bearer_errors_are_read() -> Result<(), url::ParseError> {
    let header =
        r#"Bearer realm="x", error="invalid_token", error_description="The access token is invalid""#;
    let exchange = exchange(401, &[("www-authenticate", header)], "")?;
    let error = exchange.answer().and_then(read_error).map(|found| found.error);
    assert_eq!(error.as_deref(), Some("invalid_token"));
    Ok(())
}
