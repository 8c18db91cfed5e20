//! `openidconnect` without IO: its synchronous `request` is run once with a closure that only records what it would
//! send, and once, when the answer is there, with a closure that replays it.

use std::cell::RefCell;

use openidconnect::core::{CoreClient, CoreErrorResponseType};
use openidconnect::{
    AuthType, AuthorizationCode, ClientId, ClientSecret, EndpointNotSet, EndpointSet, HttpRequest,
    HttpResponse, IssuerUrl, JsonWebKeySet, PkceCodeVerifier, RedirectUrl, RefreshToken, RequestTokenError,
    StandardErrorResponse, TokenUrl, http,
};

use super::{ClientAuthentication, Unbuildable};
use crate::base::{Answer, Header, Method, Request, Secret};
use crate::oidc::attempt::Attempt;
use crate::oidc::discovery::Metadata;

type Client =
    CoreClient<EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet, EndpointNotSet>;
type Refusal = RequestTokenError<NotSent, StandardErrorResponse<CoreErrorResponseType>>;

/// What the recording closure answers, so that nothing goes on behind it.
#[derive(Debug, thiserror::Error)]
#[error("recorded, not sent")]
struct NotSent;

/// The request that turns the code into tokens (RFC 6749 §4.1.3, RFC 7636 §4.5).
pub fn exchange(attempt: &Attempt, metadata: &Metadata, code: &Secret) -> Result<Request, Unbuildable> {
    let client = client(attempt, metadata)?;
    recorded(metadata, |send| {
        let code = AuthorizationCode::new(code.reveal().to_owned());
        let verifier = PkceCodeVerifier::new(attempt.seeds.verifier.reveal().to_owned());
        client.exchange_code(code).set_pkce_verifier(verifier).request(&send).err()
    })
}

/// The request that turns the refresh token into new tokens (RFC 6749 §6), with the scopes as they were granted.
pub fn refresh(attempt: &Attempt, metadata: &Metadata, refresh: &Secret) -> Result<Request, Unbuildable> {
    let client = client(attempt, metadata)?;
    let token = RefreshToken::new(refresh.reveal().to_owned());
    recorded(metadata, |send| client.exchange_refresh_token(&token).request(&send).err())
}

/// Lets `openidconnect` read a token answer, and tells what it objects to, without repeating any value of it.
///
/// The ID token is not part of it: the judge reads that one, and a broken one must not hide that the exchange worked.
pub(super) fn objection(answer: &Answer, body_without_id_token: &str) -> Option<String> {
    let url = TokenUrl::new("https://replay.invalid/token".to_owned()).ok()?;
    let issuer = IssuerUrl::new("https://replay.invalid".to_owned()).ok()?;
    let client = CoreClient::new(ClientId::new(String::new()), issuer, JsonWebKeySet::new(Vec::new()))
        .set_token_uri(url);
    let mut response = http::Response::builder().status(answer.status);
    if let Some(kind) = answer.header("content-type") {
        response = response.header("content-type", kind);
    }
    let response: HttpResponse = response.body(body_without_id_token.as_bytes().to_vec()).ok()?;
    let replay = |_: HttpRequest| Ok::<_, NotSent>(response.clone());
    client
        .exchange_code(AuthorizationCode::new(String::new()))
        .request(&replay)
        .err()
        .map(|refusal| reason(&refusal))
}

fn reason(refusal: &Refusal) -> String {
    match refusal {
        // The whole message would quote the value, which may be a token.
        RequestTokenError::Parse(cause, _) => format!("unreadable at `{}`", cause.path()),
        RequestTokenError::Other(text) => text.clone(),
        RequestTokenError::ServerResponse(_) => "an error answer".to_owned(),
        RequestTokenError::Request(cause) => cause.to_string(),
    }
}

fn client(attempt: &Attempt, metadata: &Metadata) -> Result<Client, Unbuildable> {
    let issuer = IssuerUrl::new(attempt.issuer.clone()).map_err(|cause| Unbuildable(cause.to_string()))?;
    let how = match attempt.authentication {
        ClientAuthentication::ClientSecretBasic => AuthType::BasicAuth,
        ClientAuthentication::ClientSecretPost | ClientAuthentication::None => AuthType::RequestBody,
    };
    let mut client =
        CoreClient::new(ClientId::new(attempt.client_id.clone()), issuer, JsonWebKeySet::new(Vec::new()))
            .set_auth_type(how)
            .set_redirect_uri(RedirectUrl::from_url(attempt.redirect_uri.clone()))
            .set_token_uri(TokenUrl::from_url(metadata.token_endpoint.clone()));
    if let Some(secret) = attempt.sent_secret() {
        client = client.set_client_secret(ClientSecret::new(secret.reveal().to_owned()));
    }
    Ok(client)
}

fn recorded<R>(metadata: &Metadata, run: R) -> Result<Request, Unbuildable>
where
    R: FnOnce(&dyn Fn(HttpRequest) -> Result<HttpResponse, NotSent>) -> Option<Refusal>,
{
    let kept = RefCell::new(None);
    let record = |request: HttpRequest| {
        kept.replace(Some(request));
        Err(NotSent)
    };
    let refusal = run(&record);
    let request = kept.into_inner();
    match (request, refusal) {
        (Some(request), _) => Ok(as_ours(metadata, request)),
        (None, refusal) => Err(Unbuildable(refusal.map_or_else(String::new, |refusal| reason(&refusal)))),
    }
}

/// The recorded request as ours. Its body moves into the [`Secret`], so that no copy of it stays behind unwiped.
fn as_ours(metadata: &Metadata, request: HttpRequest) -> Request {
    let (parts, body) = request.into_parts();
    let headers = parts.headers.iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        Header::new(name.as_str(), value)
    });
    Request {
        method: Method::Post,
        url: metadata.token_endpoint.clone(),
        headers: headers.collect(),
        // A form body is ASCII.
        body: Some(Secret::new(String::from_utf8(body).unwrap_or_default())),
    }
}
