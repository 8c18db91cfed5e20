//! From the judge's refusal to the one precise [`Rejection`], by looking into the token without believing it.

use openidconnect::{ClaimsVerificationError as Refusal, SignatureVerificationError as SignatureError};
use serde_json::Value as Json;

use super::algorithms::is_accepted;
use super::{Case, Rejection};
use crate::base::Timestamp;
use crate::oidc::jwt::{Jwt, JwtError, doubled};
use crate::oidc::keys::{Key, KeyFault};

/// Why the judge refused a token that it could read.
pub(super) fn refused(case: &Case<'_>, jwt: &Jwt, refusal: &Refusal) -> Rejection {
    match refusal {
        Refusal::InvalidIssuer(_) => other_issuer(case, jwt),
        Refusal::InvalidAudience(_) => {
            Rejection::Audience { expected: case.attempt.client_id.clone(), seen: jwt.audiences() }
        }
        Refusal::InvalidNonce(_) => Rejection::Nonce { present: jwt.claims.contains_key("nonce") },
        Refusal::Expired(raw) => match jwt.seconds("exp") {
            Some(expiry) => Rejection::Expired { seconds: case.now.seconds().saturating_sub(expiry) },
            None => Rejection::Malformed(raw.clone()),
        },
        Refusal::SignatureVerification(fault) => signature(case, jwt, fault),
        _ if !is_accepted(&jwt.algorithm()) => Rejection::Algorithm { seen: jwt.algorithm() },
        Refusal::Unsupported(raw) => Rejection::Malformed(raw.clone()),
        other => Rejection::Malformed(without_values(&other.to_string())),
    }
}

fn signature(case: &Case<'_>, jwt: &Jwt, fault: &SignatureError) -> Rejection {
    let key = |ambiguous| Rejection::UnknownKey { kid: jwt.key_id(), known: case.keys.ids(), ambiguous };
    let unsound = || {
        let suits = |key: &&Key| key.fault.is_some() && key.suits(&jwt.algorithm(), jwt.key_id().as_deref());
        case.keys.keys.iter().find(suits)
    };
    match fault {
        _ if !is_accepted(&jwt.algorithm()) => Rejection::Algorithm { seen: jwt.algorithm() },
        _ if let Some(key) = unsound() => {
            Rejection::KeyUnsound { kid: key.kid.clone(), fault: key.fault.unwrap_or(KeyFault::Incomplete) }
        }
        // What the judge cannot make a key of, though each of its members is there.
        SignatureError::InvalidKey(_) | SignatureError::Other(_) => {
            Rejection::KeyUnsound { kid: jwt.key_id(), fault: KeyFault::Incomplete }
        }
        SignatureError::NoMatchingKey => key(false),
        // Several keys bear the very ID that the token names, and none of them made the signature.
        SignatureError::AmbiguousKeyId(_) if jwt.key_id().is_some() => Rejection::Signature,
        SignatureError::AmbiguousKeyId(_) => key(true),
        SignatureError::CryptoError(_) => Rejection::Signature,
        other => Rejection::Unexplained(other.to_string()),
    }
}

fn other_issuer(case: &Case<'_>, jwt: &Jwt) -> Rejection {
    Rejection::Issuer {
        expected: case.attempt.issuer.clone(),
        seen: jwt.text("iss").unwrap_or_default().to_owned(),
    }
}

/// Why the judge could not even read a token.
pub(super) fn unreadable(case: &Case<'_>, raw: &str, reason: &str) -> Rejection {
    let jwt = match Jwt::decode(raw) {
        Ok(jwt) => jwt,
        Err(fault) => return undecodable(&fault),
    };
    // RFC 7519 §4: each name once; readers differ in which of the two they take.
    if let Some(name) = doubled(raw) {
        return Rejection::Malformed(format!("`{name}` twice"));
    }
    let absent = |claim: &str| matches!(jwt.claims.get(claim), None | Some(Json::Null));
    if !is_accepted(&jwt.algorithm()) {
        return Rejection::Algorithm { seen: jwt.algorithm() };
    }
    if absent("iss") {
        return other_issuer(case, &jwt);
    }
    if absent("sub") {
        return Rejection::NoSubject;
    }
    if absent("iat") {
        return Rejection::NoIssuedAt;
    }
    if let Some(claim) =
        ["exp", "iat", "auth_time", "updated_at"].into_iter().find(|name| is_no_moment(&jwt, name))
    {
        return Rejection::ClaimKind(claim);
    }
    match misshapen(&jwt) {
        Some(claim @ "exp") => Rejection::Malformed(format!("claim `{claim}`")),
        Some(claim) => Rejection::ClaimKind(claim),
        None => Rejection::Malformed(without_values(reason)),
    }
}

/// Whether a claim is a number that lies beyond every calendar.
fn is_no_moment(jwt: &Jwt, claim: &str) -> bool {
    jwt.seconds(claim).is_some_and(|seconds| !Timestamp::is_of_a_calendar(seconds))
}

/// Why a token cannot be taken apart.
pub(super) fn undecodable(fault: &JwtError) -> Rejection {
    match fault {
        JwtError::Encrypted { alg } => Rejection::Algorithm { seen: alg.clone() },
        other => Rejection::Malformed(other.to_string()),
    }
}

/// The first claim that is missing or of another kind than the standard says (Core §2, §5.1).
fn misshapen(jwt: &Jwt) -> Option<&'static str> {
    let texts = [
        "iss",
        "sub",
        "nonce",
        "acr",
        "azp",
        "at_hash",
        "c_hash",
        "name",
        "given_name",
        "family_name",
        "middle_name",
        "nickname",
        "preferred_username",
        "profile",
        "picture",
        "website",
        "email",
        "gender",
        "birthdate",
        "zoneinfo",
        "locale",
        "phone_number",
    ];
    let wrong =
        |claim: &&str, fits: fn(&Json) -> bool| jwt.claims.get(*claim).is_some_and(|value| !fits(value));
    if !jwt.claims.contains_key("exp") {
        return Some("exp");
    }
    texts
        .into_iter()
        .find(|claim| wrong(claim, Json::is_string))
        .or_else(|| ["exp", "iat", "auth_time"].into_iter().find(|claim| wrong(claim, Json::is_number)))
        .or_else(|| {
            // Some providers write a moment as text; the judge takes both.
            ["updated_at"].into_iter().find(|claim| wrong(claim, |at| at.is_number() || at.is_string()))
        })
        .or_else(|| {
            ["email_verified", "phone_number_verified"].into_iter().find(|claim| wrong(claim, is_yes_or_no))
        })
        .or_else(|| ["amr"].into_iter().find(|claim| wrong(claim, Json::is_array)))
        .or_else(|| ["address"].into_iter().find(|claim| wrong(claim, Json::is_object)))
        .or_else(|| ["aud"].into_iter().find(|claim| wrong(claim, |aud| aud.is_string() || aud.is_array())))
}

/// The judge takes the words as well, which some directories send.
fn is_yes_or_no(value: &Json) -> bool {
    value.is_boolean() || matches!(value.as_str(), Some("true" | "false"))
}

/// The reason for a refused userinfo token, without any claim's value.
pub(super) fn userinfo_reason(jwt: &Jwt, refusal: &Refusal) -> String {
    match refusal {
        Refusal::SignatureVerification(SignatureError::NoMatchingKey) => {
            format!("no key {} for {}", jwt.key_id().unwrap_or_default(), jwt.algorithm())
        }
        other => without_values(&other.to_string()),
    }
}

/// A reader's reason with everything between double quotes taken out: it may be a claim of a person.
pub(super) fn without_values(reason: &str) -> String {
    let mut out = String::with_capacity(reason.len());
    for (at, part) in reason.split('"').enumerate() {
        out.push_str(if at % 2 == 0 { part } else { "…" });
    }
    out
}
