//! Tokens and the keys under which they are judged.

use std::sync::LazyLock;

use crate::usher::base::Secret;
use crate::usher::oidc::judge::{Claims, LEEWAY_SECONDS, Rejection};
use crate::usher::oidc::keys::KeySet;
use crate::usher::oidc::token::{self, Tokens};
use crate::usher::okta::authorize;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreJsonWebKey, CoreJwsSigningAlgorithm};
use openidconnect::{JsonWebKeyId, PrivateSigningKey};
use serde_json::{Map, Value as Json, json};

use super::bench::{CLIENT, ISSUER, NONCE, NOW, answer, judged};

pub(super) const KEYS: &str = include_str!("../../support/keys/oidc-es256.jwks.json");
const SIGNED: &str = include_str!("../../support/keys/oidc-es256.token");
const EDWARDS: &str = include_str!("../../support/keys/oidc-ed25519.pem");

/// A provider's pair of keys that signs whatever it is given.
static PAIR: LazyLock<(CoreEdDsaPrivateSigningKey, KeySet)> = LazyLock::new(|| {
    let kid = Some(JsonWebKeyId::new("one".to_owned()));
    let pair = CoreEdDsaPrivateSigningKey::from_ed25519_pem(EDWARDS, kid).expect("a key");
    let public: CoreJsonWebKey = pair.as_verification_key();
    let keys = KeySet::read(&json!({ "keys": [public] }).to_string()).expect("a key set");
    (pair, keys)
});

/// The header and the claims of a seed: its first line, and the rest.
fn parts(data: &[u8]) -> (&[u8], &[u8]) {
    let (header, claims) = data.split_at(data.iter().position(|byte| *byte == b'\n').unwrap_or(data.len()));
    (header, claims.get(1..).unwrap_or_default())
}

/// The judge's word on a header and claims that are properly signed, whatever they are.
fn signed_and_judged(data: &[u8]) -> Result<Claims, Rejection> {
    let (header, claims) = parts(data);
    let (pair, keys) = &*PAIR;
    let encoded = |part: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(part);
    let input = format!("{}.{}", encoded(header), encoded(claims));
    let signature = pair.sign(&CoreJwsSigningAlgorithm::EdDsa, input.as_bytes()).expect("a signature");
    let id = Some(Secret::new(format!("{input}.{}", encoded(&signature))));
    let access = "the-access-token".into();
    judged(&Tokens { access, id, refresh: None, expires_in: None, scopes: None }, keys)
}

/// Whether claims pass once they are signed.
#[allow(dead_code, reason = "the fuzzer itself has no use for it")]
pub(crate) fn are_taken(data: &[u8]) -> bool {
    signed_and_judged(data).is_ok()
}

/// Any header and any claims, properly signed: taken only when they say what Core §3.1.3.7 wants to hear.
pub(crate) fn id_token(data: &[u8]) {
    let Ok(taken) = signed_and_judged(data) else { return };
    let (header, claims) = parts(data);
    let members = |part: &[u8]| serde_json::from_slice::<Map<String, Json>>(part).expect("an object");
    let (header, claims) = (members(header), members(claims));
    assert_eq!(header["alg"], "EdDSA", "the algorithm that the key has");
    assert_eq!(taken.0, claims, "the claims that were signed");
    assert_eq!(claims["iss"], ISSUER);
    assert_eq!(claims["nonce"], NONCE);
    assert!(claims["sub"].as_str().is_some_and(|subject| !subject.is_empty()), "somebody");
    let audiences = claims["aud"].as_array().cloned().unwrap_or_else(|| vec![claims["aud"].clone()]);
    assert!(
        audiences.iter().all(|audience| audience == CLIENT) && !audiences.is_empty(),
        "for this client alone"
    );
    assert!(
        claims.get("azp").is_none_or(|party| party.is_null() || party == CLIENT),
        "and for no other party"
    );
    let seconds = |name: &str| claims[name].as_f64().expect("a moment");
    #[allow(clippy::cast_precision_loss, reason = "a moment of this century")]
    let (now, leeway) = (NOW.0 as f64 / 1000.0, LEEWAY_SECONDS as f64 + 1.0);
    assert!(seconds("exp") > now - leeway, "not expired");
    assert!(seconds("iat") < now + leeway, "not of the future");
}

/// A key set: under it only the one text that is signed is taken, and only with its own key.
pub(crate) fn keys(data: &[u8]) {
    let Ok(keys) = KeySet::read(&String::from_utf8_lossy(data)) else { return };
    assert!(keys.ids().len() <= keys.keys.len());
    let body = format!("200\n{}", token_answer(SIGNED.trim()));
    let tokens = token::read(&answer(&body)).expect("a good answer");
    let taken = judged(&tokens, &keys).is_ok();
    let own_point = "P9pEEpgmJsXTc6m00TUFR19UmSnvh5bhnCO_O4rr2zQ";
    assert!(!taken || keys.raw.contains(own_point) || keys.raw.contains('\\'), "a foreign key was taken");
}

fn token_answer(id_token: &str) -> String {
    format!(r#"{{"token_type":"Bearer","access_token":"the-access-token","id_token":"{id_token}"}}"#)
}

/// A token endpoint's answer: no ID token passes that is not the one that was signed.
pub(crate) fn token(data: &[u8]) {
    let answer = answer(&String::from_utf8_lossy(data));
    authorize::read_error(&answer);
    let Ok(tokens) = token::read(&answer) else { return };
    let keys = KeySet::read(KEYS).expect("a key set");
    if judged(&tokens, &keys).is_ok() {
        let signed = |text: &str| text.rsplit_once('.').map(|(said, _)| said.to_owned());
        let seen = tokens.id.as_ref().and_then(|id| signed(id.reveal()));
        assert_eq!(seen, signed(SIGNED.trim()), "a token passed that nobody signed");
    }
}

/// Whether an answer brings an ID token that passes.
#[allow(dead_code, reason = "the fuzzer itself has no use for it")]
pub(crate) fn is_taken(data: &[u8]) -> bool {
    let keys = KeySet::read(KEYS).expect("a key set");
    token::read(&answer(&String::from_utf8_lossy(data))).is_ok_and(|tokens| judged(&tokens, &keys).is_ok())
}
