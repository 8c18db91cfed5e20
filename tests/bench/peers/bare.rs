//! One login by the code flow, in the order of openidconnect's own example: discovery, the address, the callback, the
//! exchange, the ID token, userinfo. Every error is printed as it comes, with its causes.
//!
//! `bare-login ISSUER CLIENT_ID SECRET_FILE`; it listens at `http://localhost:8749/callback`.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;

use anyhow::{Context as _, anyhow, bail};
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreProviderMetadata, CoreUserInfoClaims,
};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, IssuerUrl, Nonce, OAuth2TokenResponse as _,
    PkceCodeChallenge, RedirectUrl, Scope, TokenResponse as _, reqwest,
};
use url::Url;

fn main() -> anyhow::Result<()> {
    let mut words = std::env::args().skip(1);
    let mut next = |name| words.next().ok_or_else(|| anyhow!("{name} is missing"));
    let (issuer, id, file) = (next("ISSUER")?, next("CLIENT_ID")?, next("SECRET_FILE")?);
    let secret = std::fs::read_to_string(file)?.trim().to_owned();

    let http = reqwest::blocking::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
    let provider = CoreProviderMetadata::discover(&IssuerUrl::new(issuer)?, &http)?;
    let client =
        CoreClient::from_provider_metadata(provider, ClientId::new(id), Some(ClientSecret::new(secret)))
            .set_redirect_uri(RedirectUrl::new("http://localhost:8749/callback".to_owned())?);
    let listener = TcpListener::bind("127.0.0.1:8749")?;
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let (address, state, nonce) = client
        .authorize_url(CoreAuthenticationFlow::AuthorizationCode, CsrfToken::new_random, Nonce::new_random)
        .add_scope(Scope::new("profile".to_owned()))
        .add_scope(Scope::new("email".to_owned()))
        .add_scope(Scope::new("offline_access".to_owned()))
        .set_pkce_challenge(challenge)
        .url();
    println!("Open this address:\n{address}");

    let answer = callback(&listener)?;
    let field = |name: &str| answer.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    if let Some(error) = field("error") {
        bail!("{error}: {}", field("error_description").unwrap_or_default());
    }
    if field("state").as_ref() != Some(state.secret()) {
        bail!("the state is another one");
    }
    let code = AuthorizationCode::new(field("code").context("no code came")?);
    let tokens = client.exchange_code(code)?.set_pkce_verifier(verifier).request(&http)?;
    let id_token = tokens.id_token().context("no ID token came")?;
    let claims = id_token.claims(&client.id_token_verifier(), &nonce)?;
    let about: CoreUserInfoClaims = client
        .user_info(tokens.access_token().clone(), Some(claims.subject().clone()))?
        .request(&http)?;
    println!("signed in: {}, {:?}", claims.subject().as_str(), about.email());
    Ok(())
}

/// The first request for the callback.
fn callback(listener: &TcpListener) -> anyhow::Result<Url> {
    for stream in listener.incoming() {
        let mut stream = stream?;
        let mut line = String::new();
        BufReader::new(&stream).read_line(&mut line)?;
        let target = line.split(' ').nth(1).context("no request")?;
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\ndone")?;
        if target.starts_with("/callback") {
            return Ok(Url::parse("http://localhost:8749")?.join(target)?);
        }
    }
    bail!("nobody came")
}
