//! The browser-free probes, as data: what is asked, in which form. `setup` decides on order and budget.
//!
//! None carries a cookie or an `Origin`. Their `state`, `nonce` and verifier are fixed words: nothing is ever issued to a
//! probe, so there is nothing to guess. A probe is `None` where an address cannot be made of what is configured.

use url::Url;

use crate::base::{Header, Method, Request, Secret};
use crate::oidc::discovery::document_url;
use crate::oidc::token::{ClientAuthentication, authenticated_form};

/// The redirect URI that is surely registered nowhere; `.invalid` is reserved (RFC 2606).
pub const CONTROL_REDIRECT: &str = "https://usher-control.invalid/never-registered";
/// The code that no server ever issued.
const BOGUS_CODE: &str = "usher-asks-with-a-code-that-does-not-exist";
/// The token that no server ever issued.
const DUMMY_TOKEN: &str = "usher-asks-about-a-token-that-does-not-exist";
const PROBE_STATE: &str = "usher-probe";
/// A PKCE verifier and its S256 challenge (the example of RFC 7636, appendix B).
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// The client on whose behalf a probe asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Client<'a> {
    /// The client ID.
    pub id: &'a str,
    /// The secret; `None` for a public client.
    pub secret: Option<&'a Secret>,
    /// How it authenticates.
    pub authentication: ClientAuthentication,
}

/// The organization document of the issuer's host.
pub fn organization(issuer: &str) -> Option<Request> {
    let mut url = Url::parse(issuer).ok()?;
    url.set_path("/.well-known/okta-organization");
    url.set_query(None);
    url.set_fragment(None);
    Some(Request::get(url))
}

/// Plain discovery, as the application will see it (Discovery 1.0 §4.1).
pub fn discovery(issuer: &str) -> Option<Request> {
    document_url(issuer).ok().map(Request::get)
}

/// Discovery for this client alone, which Okta answers in the application's issuer mode.
pub fn client_discovery(issuer: &str, client_id: &str) -> Option<Request> {
    let mut request = discovery(issuer)?;
    request.url.query_pairs_mut().append_pair("client_id", client_id);
    Some(request)
}

/// The key set.
pub fn keys(jwks_uri: &Url) -> Request {
    Request::get(jwks_uri.clone())
}

/// A pushed authorization request (RFC 9126): authenticates the client and looks at the request. Success says nothing
/// about the redirect URI.
///
/// The standard wants the client named in the form also where a header authenticates it (§2.1). Okta takes that for
/// two credentials and refuses it, so `at_okta` it stands in the header alone.
pub fn pushed(
    endpoint: &Url,
    client: &Client<'_>,
    redirect_uri: &str,
    scopes: &[String],
    at_okta: bool,
) -> Request {
    let scope = scopes.join(" ");
    let mut fields = vec![
        ("response_type", "code"),
        ("redirect_uri", redirect_uri),
        ("scope", scope.as_str()),
        ("state", PROBE_STATE),
        ("nonce", PROBE_STATE),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ];
    let in_header =
        client.secret.is_some() && client.authentication == ClientAuthentication::ClientSecretBasic;
    if in_header && !at_okta {
        fields.push(("client_id", client.id));
    }
    authenticated_form(endpoint.clone(), &fields, client.id, client.secret, client.authentication)
}

/// Introspection of a token that does not exist (RFC 7662): needs the client's authentication, touches no grant.
pub fn introspection(endpoint: &Url, client: &Client<'_>) -> Request {
    let fields = [("token", DUMMY_TOKEN), ("token_type_hint", "access_token")];
    authenticated_form(endpoint.clone(), &fields, client.id, client.secret, client.authentication)
}

/// A code that does not exist, at the token endpoint. Okta logs it as a failed grant: announce it, ask once.
pub fn bogus_code(endpoint: &Url, client: &Client<'_>, redirect_uri: &str) -> Request {
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", BOGUS_CODE),
        ("redirect_uri", redirect_uri),
        ("code_verifier", VERIFIER),
    ];
    authenticated_form(endpoint.clone(), &fields, client.id, client.secret, client.authentication)
}

/// `/authorize` without `state`: Okta sends the error to a registered redirect URI, and shows a page for any other.
pub fn redirect(endpoint: &Url, client_id: &str, uri: &str) -> Request {
    let fields =
        [("client_id", client_id), ("response_type", "code"), ("scope", "openid"), ("redirect_uri", uri)];
    authorize(endpoint, &fields)
}

/// The whole request with `state`, without a session: shows what is refused before anybody signs in.
pub fn request(endpoint: &Url, client_id: &str, redirect_uri: &str, scopes: &[String]) -> Request {
    let scope = scopes.join(" ");
    let fields = [
        ("client_id", client_id),
        ("response_type", "code"),
        ("scope", scope.as_str()),
        ("redirect_uri", redirect_uri),
        ("state", PROBE_STATE),
        ("nonce", PROBE_STATE),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ];
    authorize(endpoint, &fields)
}

fn authorize(endpoint: &Url, fields: &[(&str, &str)]) -> Request {
    let mut url = endpoint.clone();
    url.query_pairs_mut().extend_pairs(fields);
    // What a browser would ask for, so that the answer is the one that a browser would get.
    Request { method: Method::Get, url, headers: vec![Header::new("accept", "text/html")], body: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probes_send_neither_cookie_nor_origin_and_redirect_probes_no_state() -> Result<(), url::ParseError> {
        let endpoint = Url::parse("https://acme.okta.com/oauth2/v1/authorize")?;
        let probe = redirect(&endpoint, "0oa1", CONTROL_REDIRECT);
        assert!(!probe.url.query_pairs().any(|(name, _)| name == "state"));
        assert!(probe.header("origin").is_none() && probe.header("cookie").is_none());
        let whole = request(&endpoint, "0oa1", "http://localhost:8749/callback", &["openid".to_owned()]);
        assert!(whole.url.query_pairs().any(|(name, _)| name == "state"));
        Ok(())
    }

    #[test]
    fn a_pushed_request_names_its_client_once_and_at_okta_never_beside_a_header()
    -> Result<(), url::ParseError> {
        let endpoint = Url::parse("https://acme.okta.com/oauth2/v1/par")?;
        let secret = Secret::new("the-secret");
        let cases = [
            (Some(&secret), ClientAuthentication::ClientSecretBasic, false, 1),
            (Some(&secret), ClientAuthentication::ClientSecretBasic, true, 0),
            (Some(&secret), ClientAuthentication::ClientSecretPost, false, 1),
            (Some(&secret), ClientAuthentication::ClientSecretPost, true, 1),
            (None, ClientAuthentication::None, true, 1),
        ];
        for (secret, authentication, at_okta, times) in cases {
            let client = Client { id: "0oa1", secret, authentication };
            let probe = pushed(&endpoint, &client, "http://localhost:8749/callback", &[], at_okta);
            let form = probe.body.unwrap_or_default();
            let named =
                url::form_urlencoded::parse(form.reveal().as_bytes()).filter(|(name, _)| name == "client_id");
            assert_eq!(named.count(), times, "{authentication:?} at Okta: {at_okta}");
        }
        Ok(())
    }

    #[test]
    fn discovery_takes_one_slash_away() {
        let urls = [discovery("https://id.example.com/"), client_discovery("https://acme.okta.com", "0oa 1")];
        let urls: Vec<String> = urls.into_iter().flatten().map(|request| request.url.to_string()).collect();
        assert_eq!(
            urls,
            [
                "https://id.example.com/.well-known/openid-configuration",
                "https://acme.okta.com/.well-known/openid-configuration?client_id=0oa+1"
            ]
        );
    }
}
