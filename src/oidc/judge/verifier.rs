//! The one place where verifiers are built and their clock is set, and where the judge's own leftovers are judged.

use std::str::FromStr as _;

use openidconnect::core::{
    CoreGenderClaim, CoreIdToken, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm as Algorithm,
};
use openidconnect::{
    AccessToken, AccessTokenHash, AuthorizationCode, AuthorizationCodeHash, ClaimsVerificationError,
    ClientId, EmptyAdditionalClaims, IdTokenVerifier, IssuerUrl, JsonWebKey as _, JsonWebKeySet, Nonce,
    SignatureVerificationError as SignatureError, UserInfoJsonWebToken, UserInfoVerifier,
};
use serde_json::Value as Json;

use super::algorithms::ACCEPTED;
use super::{Case, Claims, LEEWAY_SECONDS, Rejection, explain};
use crate::base::{Secret, Timestamp};
use crate::oidc::attempt::Attempt;
use crate::oidc::discovery::Metadata;
use crate::oidc::jwt::Jwt;
use crate::oidc::keys::KeySet;

type Keys = JsonWebKeySet<CoreJsonWebKey>;
type Verifier = IdTokenVerifier<'static, CoreJsonWebKey>;
type SignedUserinfo = UserInfoJsonWebToken<
    EmptyAdditionalClaims,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    Algorithm,
>;

/// How many keys are tried on a token that does not say which one it needs.
const MOST_KEYS_TRIED: usize = 16;

/// Whether the token must bear the attempt's nonce.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NonceRule {
    /// After a login: it must.
    Required,
    /// After a refresh: only the right one, if any (Core §12.2).
    IfPresent,
}

/// The verdict on an ID token.
pub(super) fn verdict(case: &Case<'_>, rule: NonceRule) -> Result<Claims, Rejection> {
    let raw = case.tokens.id.as_ref().ok_or(Rejection::Missing)?.reveal();
    own_provider(case)?;
    let token =
        CoreIdToken::from_str(raw).map_err(|cause| explain::unreadable(case, raw, &cause.to_string()))?;
    let jwt = Jwt::decode(raw).map_err(|cause| explain::undecodable(&cause))?;
    let Ok(issuer) = IssuerUrl::new(case.attempt.issuer.clone()) else {
        return Err(Rejection::Unexplained("the issuer is not an address".to_owned()));
    };
    let judged = with_fitting_key(&jwt, case.keys, |keys| {
        let client = ClientId::new(case.attempt.client_id.clone());
        let verifier = verifier(client, issuer.clone(), keys, case.now);
        verified(&token, &verifier, &case.attempt.seeds.nonce, rule)?;
        Ok(verifier)
    });
    let verifier = judged.map_err(|cause| explain::refused(case, &jwt, &cause))?;
    listed(case, &jwt)?;
    parties(case, &jwt)?;
    times(case, &jwt)?;
    hashes(case, &jwt, &token, &verifier)?;
    Ok(Claims(jwt.claims))
}

/// The algorithm must be one that the provider says it signs with, where it says so (Discovery §3): libraries go by that list.
fn listed(case: &Case<'_>, jwt: &Jwt) -> Result<(), Rejection> {
    let listed = &case.metadata.id_token_signing_alg_values_supported;
    let seen = jwt.algorithm();
    if listed.is_empty() || listed.contains(&seen) {
        return Ok(());
    }
    Err(Rejection::AlgorithmUnlisted { seen, listed: listed.clone() })
}

/// The keys must be those of the very issuer: metadata that name another one prove nothing (Discovery §4.3).
fn own_provider(case: &Case<'_>) -> Result<(), Rejection> {
    if case.metadata.is_of(&case.attempt.issuer) {
        return Ok(());
    }
    let (expected, seen) = (case.attempt.issuer.clone(), case.metadata.issuer.clone());
    Err(Rejection::Issuer { expected, seen })
}

/// Builds every ID token verifier. Its clock stands still, slow by the leeway.
///
/// It is always the one for public clients, even where there is a secret: it is the one that takes no shared secret for a key.
fn verifier(client: ClientId, issuer: IssuerUrl, keys: Keys, now: Timestamp) -> Verifier {
    let clock = now.plus_ms(-LEEWAY_SECONDS * 1000).utc();
    IdTokenVerifier::new_public_client(client, issuer, keys)
        .set_allowed_algs(ACCEPTED)
        .set_time_fn(move || clock)
}

fn verified(
    token: &CoreIdToken,
    verifier: &Verifier,
    nonce: &Secret,
    rule: NonceRule,
) -> Result<(), ClaimsVerificationError> {
    let check = |seen: Option<&Nonce>| match seen {
        None if rule == NonceRule::IfPresent => Ok(()),
        None => Err("missing".to_owned()),
        Some(seen) if Secret::from(seen.secret().as_str()) == *nonce => Ok(()),
        Some(_) => Err("different".to_owned()),
    };
    token.claims(verifier, check).map(|_| ())
}

/// Runs the judge with the whole key set, and where that leaves open which key is meant, with each suitable key alone.
///
/// Core §10.1 wants a key ID when there are several keys; providers that leave it out are common enough that the
/// conformance suite lets a client try.
fn with_fitting_key<T>(
    jwt: &Jwt,
    keys: &KeySet,
    judge: impl Fn(Keys) -> Result<T, ClaimsVerificationError>,
) -> Result<T, ClaimsVerificationError> {
    let all: Keys = serde_json::from_value(keys.sound()).unwrap_or_else(|_| JsonWebKeySet::new(Vec::new()));
    let named = jwt.key_id();
    let suits =
        |key: &&CoreJsonWebKey| named.is_none() || key.key_id().map(|id| id.as_str()) == named.as_deref();
    let candidates: Vec<_> = all.keys().iter().filter(suits).take(MOST_KEYS_TRIED).cloned().collect();
    let whole = judge(all);
    let Err(ClaimsVerificationError::SignatureVerification(SignatureError::AmbiguousKeyId(_))) = &whole
    else {
        return whole;
    };
    for key in candidates {
        match judge(JsonWebKeySet::new(vec![key])) {
            Err(ClaimsVerificationError::SignatureVerification(_)) => {}
            decided => return decided,
        }
    }
    whole
}

/// `iss` letter by letter, `azp` and `sub`, which the judge leaves to its caller (Core §3.1.3.7, steps 2, 4 and 5; §2).
fn parties(case: &Case<'_>, jwt: &Jwt) -> Result<(), Rejection> {
    let issuer = jwt.text("iss").unwrap_or_default();
    if issuer != case.attempt.issuer {
        return Err(Rejection::Issuer { expected: case.attempt.issuer.clone(), seen: issuer.to_owned() });
    }
    let several = jwt.audiences().len() > 1;
    match jwt.text("azp") {
        Some(party) if party != case.attempt.client_id => {
            return Err(Rejection::AuthorizedParty { seen: Some(party.to_owned()) });
        }
        None if several => return Err(Rejection::AuthorizedParty { seen: None }),
        _ => {}
    }
    match jwt.text("sub") {
        Some(subject) if !subject.is_empty() => Ok(()),
        _ => Err(Rejection::NoSubject),
    }
}

/// `iat` must be there and not lie ahead; `nbf`, where it is used, must not lie ahead either (RFC 7519 §4.1.5).
fn times(case: &Case<'_>, jwt: &Jwt) -> Result<(), Rejection> {
    let issued = jwt.seconds("iat").ok_or(Rejection::NoIssuedAt)?;
    let begins = jwt.seconds("nbf").map_or(issued, |not_before| not_before.max(issued));
    let ahead = begins.saturating_sub(case.now.seconds());
    if ahead > LEEWAY_SECONDS { Err(Rejection::IssuedInFuture { seconds: ahead }) } else { Ok(()) }
}

/// `at_hash` and `c_hash`, wherever they are (Core §3.1.3.8, §3.3.2.11).
fn hashes(case: &Case<'_>, jwt: &Jwt, token: &CoreIdToken, verifier: &Verifier) -> Result<(), Rejection> {
    let unexplained = |cause: &dyn std::fmt::Display| Rejection::Malformed(cause.to_string());
    if !jwt.claims.contains_key("at_hash") && !jwt.claims.contains_key("c_hash") {
        return Ok(());
    }
    let algorithm = token.signing_alg().map_err(|cause| unexplained(&cause))?;
    let key = token.signing_key(verifier).map_err(|cause| unexplained(&cause))?;
    if let Some(seen) = jwt.claims.get("at_hash") {
        let access = AccessToken::new(case.tokens.access.reveal().to_owned());
        let expected =
            AccessTokenHash::from_token(&access, algorithm, key).map_err(|cause| unexplained(&cause))?;
        if seen.as_str() != Some(expected.as_str()) {
            return Err(Rejection::AccessTokenHash);
        }
    }
    if let (Some(seen), Some(code)) = (jwt.claims.get("c_hash"), case.code) {
        let code = AuthorizationCode::new(code.reveal().to_owned());
        let expected =
            AuthorizationCodeHash::from_code(&code, algorithm, key).map_err(|cause| unexplained(&cause))?;
        if seen.as_str() != Some(expected.as_str()) {
            return Err(Rejection::CodeHash);
        }
    }
    Ok(())
}

/// Verifies a signed userinfo answer; the subject is left to the caller. The judge takes RS256 alone here.
///
/// `iss` and `aud` should be there (Core §5.3.2) but need not; what is there must fit.
pub(in crate::oidc) fn signed_userinfo(
    raw: &str,
    attempt: &Attempt,
    metadata: &Metadata,
    keys: &KeySet,
    now: Timestamp,
) -> Result<Claims, String> {
    let jwt = Jwt::decode(raw).map_err(|cause| cause.to_string())?;
    let issuer = IssuerUrl::new(metadata.issuer.clone()).map_err(|cause| cause.to_string())?;
    let judged = with_fitting_key(&jwt, keys, |keys| {
        let token: SignedUserinfo = serde_json::from_value(Json::String(raw.to_owned()))
            .map_err(|cause| ClaimsVerificationError::Other(explain::without_values(&cause.to_string())))?;
        let client = ClientId::new(attempt.client_id.clone());
        let verifier = UserInfoVerifier::new(client, issuer.clone(), keys, None)
            .require_issuer_match(jwt.claims.contains_key("iss"))
            .require_audience_match(jwt.claims.contains_key("aud"));
        token.claims(&verifier).map(|_| ())
    });
    judged.map_err(|cause| explain::userinfo_reason(&jwt, &cause))?;
    let late = jwt.seconds("exp").map_or(0, |expires| now.seconds().saturating_sub(expires));
    if late >= LEEWAY_SECONDS { Err(format!("expired {late} seconds ago")) } else { Ok(Claims(jwt.claims)) }
}
