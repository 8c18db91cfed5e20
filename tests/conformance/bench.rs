//! A provider on the bench: its documents, its keys, and a signer that signs whatever a test wants, right or wrong.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use openidconnect::core::{
    CoreEdDsaPrivateSigningKey, CoreHmacKey, CoreJsonWebKey, CoreJwsSigningAlgorithm as Algorithm,
    CoreRsaPrivateSigningKey,
};
use openidconnect::{JsonWebKeyId, PrivateSigningKey};
use serde_json::{Value as Json, json};
use url::Url;
use usher::base::{Answer, Header, Secret, Timestamp};
use usher::oidc::attempt::{Attempt, Seeds};
use usher::oidc::claims::Claims;
use usher::oidc::discovery::Metadata;
use usher::oidc::judge::{Case, Rejection, judge, judge_refreshed};
use usher::oidc::keys::KeySet;
use usher::oidc::token::{ClientAuthentication, Tokens};

pub(crate) const NOW: i64 = 1_795_000_000;
pub(crate) const ISSUER: &str = "https://example.okta.com";
pub(crate) const CLIENT: &str = "0oa1client";
pub(crate) const SECRET: &str = "a secret/with+odd=characters%";
pub(crate) const ACCESS: &str = "the-access-token";
pub(crate) const CODE: &str = "the-code";

const FIRST: &str = include_str!("../support/keys/oidc-first.pem");
const SECOND: &str = include_str!("../support/keys/oidc-second.pem");
const EDWARDS: &str = include_str!("../support/keys/oidc-ed25519.pem");

pub(crate) fn now() -> Timestamp {
    Timestamp::from_seconds(NOW)
}

/// A key pair of the provider.
pub(crate) enum Pair {
    Rsa(CoreRsaPrivateSigningKey),
    Edwards(CoreEdDsaPrivateSigningKey),
    Shared(CoreHmacKey),
}

pub(crate) fn first(kid: Option<&str>) -> Pair {
    Pair::Rsa(
        CoreRsaPrivateSigningKey::from_pem(FIRST, kid.map(|id| JsonWebKeyId::new(id.to_owned())))
            .expect("a key"),
    )
}

pub(crate) fn second(kid: Option<&str>) -> Pair {
    Pair::Rsa(
        CoreRsaPrivateSigningKey::from_pem(SECOND, kid.map(|id| JsonWebKeyId::new(id.to_owned())))
            .expect("a key"),
    )
}

pub(crate) fn edwards(kid: &str) -> Pair {
    let kid = Some(JsonWebKeyId::new(kid.to_owned()));
    Pair::Edwards(CoreEdDsaPrivateSigningKey::from_ed25519_pem(EDWARDS, kid).expect("a key"))
}

pub(crate) fn shared(secret: &[u8]) -> Pair {
    Pair::Shared(CoreHmacKey::new(secret.to_vec()))
}

impl Pair {
    fn sign(&self, algorithm: &Algorithm, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Rsa(key) => key.sign(algorithm, message),
            Self::Edwards(key) => key.sign(algorithm, message),
            Self::Shared(key) => key.sign(algorithm, message),
        }
        .expect("a signature")
    }

    pub(crate) fn public(&self) -> Json {
        let key: CoreJsonWebKey = match self {
            Self::Rsa(key) => key.as_verification_key(),
            Self::Edwards(key) => key.as_verification_key(),
            Self::Shared(key) => key.as_verification_key(),
        };
        serde_json::to_value(key).expect("JSON")
    }
}

pub(crate) fn key_set(pairs: &[&Pair]) -> KeySet {
    let keys: Vec<Json> = pairs.iter().map(|pair| pair.public()).collect();
    KeySet::read(&json!({ "keys": keys }).to_string()).expect("a key set")
}

/// Signs by the algorithm that the header names; what it does not know stays without a signature.
pub(crate) fn signed(header: &Json, claims: &Json, pair: &Pair) -> String {
    signed_text(header, &claims.to_string(), pair)
}

/// The same over any text instead of claims.
pub(crate) fn signed_text(header: &Json, claims: &str, pair: &Pair) -> String {
    let encoded = |text: &str| BASE64_URL_SAFE_NO_PAD.encode(text);
    let input = format!("{}.{}", encoded(&header.to_string()), encoded(claims));
    let signature = match serde_json::from_value::<Algorithm>(header["alg"].clone()) {
        Ok(algorithm) if header["alg"] != "none" => pair.sign(&algorithm, input.as_bytes()),
        _ => Vec::new(),
    };
    format!("{input}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature))
}

pub(crate) fn document() -> Json {
    json!({
        "issuer": ISSUER,
        "authorization_endpoint": format!("{ISSUER}/oauth2/v1/authorize"),
        "token_endpoint": format!("{ISSUER}/oauth2/v1/token"),
        "userinfo_endpoint": format!("{ISSUER}/oauth2/v1/userinfo"),
        "jwks_uri": format!("{ISSUER}/oauth2/v1/keys"),
        "end_session_endpoint": format!("{ISSUER}/oauth2/v1/logout"),
        "revocation_endpoint": format!("{ISSUER}/oauth2/v1/revoke"),
        "scopes_supported": ["openid", "email", "groups"],
        "code_challenge_methods_supported": ["S256"],
    })
}

pub(crate) fn metadata() -> Metadata {
    Metadata::read(&document().to_string()).expect("metadata")
}

pub(crate) fn attempt() -> Attempt {
    let value = |byte: u8| Secret::new(BASE64_URL_SAFE_NO_PAD.encode([byte; 32]));
    Attempt {
        issuer: ISSUER.to_owned(),
        client_id: CLIENT.to_owned(),
        client_secret: Some(SECRET.into()),
        authentication: ClientAuthentication::ClientSecretBasic,
        redirect_uri: Url::parse("http://localhost:8749/callback").expect("an address"),
        scopes: ["openid", "profile", "email"].map(str::to_owned).to_vec(),
        seeds: Seeds { state: value(5), nonce: value(7), verifier: value(9) },
        prompt: None,
        login_hint: None,
    }
}

pub(crate) fn answer(status: u16, kind: &str, body: &str) -> Answer {
    let headers = vec![Header::new("content-type", kind)];
    Answer { status, headers, body: body.into(), at: now(), elapsed_ms: 1 }
}

/// One login whose ID token a test may bend before it is judged. As it starts, everything is right.
pub(crate) struct Login {
    pub(crate) header: Json,
    pub(crate) claims: Json,
    pub(crate) pair: Pair,
    pub(crate) keys: KeySet,
}

pub(crate) fn login() -> Login {
    let pair = first(Some("one"));
    Login {
        header: json!({ "alg": "RS256", "kid": "one" }),
        claims: json!({
            "iss": ISSUER, "sub": "00u1ada", "aud": CLIENT, "iat": NOW - 1, "exp": NOW + 3599,
            "nonce": attempt().seeds.nonce.reveal(), "email": "ada@example.com", "email_verified": true,
            "groups": ["Engineers"],
        }),
        keys: key_set(&[&pair]),
        pair,
    }
}

impl Login {
    pub(crate) fn with(mut self, claim: &str, value: impl Into<Json>) -> Self {
        self.claims[claim] = value.into();
        self
    }

    pub(crate) fn without(mut self, claim: &str) -> Self {
        self.claims.as_object_mut().expect("claims").remove(claim);
        self
    }

    pub(crate) fn header(mut self, header: Json) -> Self {
        self.header = header;
        self
    }

    pub(crate) fn signed_by(mut self, pair: Pair) -> Self {
        self.pair = pair;
        self
    }

    pub(crate) fn keys(mut self, keys: KeySet) -> Self {
        self.keys = keys;
        self
    }

    pub(crate) fn token(&self) -> String {
        signed(&self.header, &self.claims, &self.pair)
    }

    pub(crate) fn judged(&self) -> Result<Claims, Rejection> {
        verdict(&self.token(), &self.keys)
    }

    pub(crate) fn refusal(&self) -> Rejection {
        self.judged().expect_err("the token is wrong and must be refused")
    }

    pub(crate) fn judged_by(&self, metadata: &Metadata) -> Result<Claims, Rejection> {
        decided(metadata, &self.keys, &tokens(&self.token()), judge)
    }

    pub(crate) fn judged_refreshed(&self, first: &Claims) -> Result<Claims, Rejection> {
        decided(&metadata(), &self.keys, &tokens(&self.token()), |case| judge_refreshed(case, first))
    }
}

pub(crate) fn tokens(id: &str) -> Tokens {
    Tokens { access: ACCESS.into(), id: Some(id.into()), refresh: None, expires_in: Some(3600), scopes: None }
}

/// The judge's word on a token, whatever it is.
pub(crate) fn verdict(token: &str, keys: &KeySet) -> Result<Claims, Rejection> {
    decided(&metadata(), keys, &tokens(token), judge)
}

pub(crate) fn decided<R>(
    metadata: &Metadata,
    keys: &KeySet,
    tokens: &Tokens,
    judge: impl FnOnce(&Case<'_>) -> R,
) -> R {
    let (attempt, code) = (attempt(), Secret::new(CODE));
    judge(&Case { attempt: &attempt, metadata, keys, tokens, code: Some(&code), now: now() })
}
