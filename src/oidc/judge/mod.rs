//! The verdict on an ID token. `openidconnect` judges; what it leaves to its caller is judged here.
//!
//! [`judge`] is the whole verdict. `verifier` builds every verifier and sets its clock; `explain` picks the precise
//! [`Rejection`] when the judge refuses.

mod algorithms;
mod explain;
pub(super) mod verifier;

pub use algorithms::is_of_a_key_pair;

use super::attempt::Attempt;
use super::discovery::Metadata;
use super::keys::{KeyFault, KeySet};
use super::token::Tokens;
use crate::base::{Secret, Timestamp};

pub use super::claims::Claims;

/// How far two clocks may be apart, in seconds, before a token counts as expired or issued in the future.
pub const LEEWAY_SECONDS: i64 = 120;

/// Everything that a verdict on one ID token rests on.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The attempt that the token must belong to.
    pub attempt: &'a Attempt,
    /// The provider's metadata.
    pub metadata: &'a Metadata,
    /// Its keys.
    pub keys: &'a KeySet,
    /// What the token endpoint issued.
    pub tokens: &'a Tokens,
    /// The code that was exchanged, for `c_hash`; `None` after a refresh.
    pub code: Option<&'a Secret>,
    /// The moment of the verdict.
    pub now: Timestamp,
}

/// The verdict on the ID token of a login (Core §3.1.3.7, §3.1.3.8).
pub fn judge(case: &Case<'_>) -> Result<Claims, Rejection> {
    verifier::verdict(case, verifier::NonceRule::Required)
}

/// The verdict on a refreshed ID token (Core §12.2): issuer and subject of the `first` one are kept; a nonce need not be
/// there, but if it is, it is the same. A refresh need not bring an ID token at all; without one there is nothing to judge.
pub fn judge_refreshed(case: &Case<'_>, first: &Claims) -> Result<Claims, Rejection> {
    let claims = verifier::verdict(case, verifier::NonceRule::IfPresent)?;
    let issuer = first.text("iss").unwrap_or_default();
    let seen = claims.text("iss").unwrap_or_default();
    if seen != issuer {
        return Err(Rejection::Issuer { expected: issuer.to_owned(), seen: seen.to_owned() });
    }
    if let Some(claim) = differs(&claims, first) {
        return Err(Rejection::RefreshedDiffers { claim });
    }
    if claims.subject() != first.subject() {
        return Err(Rejection::SubjectChanged {
            expected: first.subject().to_owned(),
            seen: claims.subject().to_owned(),
        });
    }
    Ok(claims)
}

/// The claim in which a refreshed ID token must agree with the first one and does not (Core §12.2): all its audiences, the
/// party to which it was issued, the moment of the sign-in; and it is not older. Moments may be apart by the leeway: the servers of
/// one provider have clocks of their own, and some tell the moment of the sign-in anew, rounded to a second.
fn differs(refreshed: &Claims, first: &Claims) -> Option<&'static str> {
    let audiences = |claims: &Claims| claims.strings("aud").unwrap_or_default();
    let now = audiences(refreshed);
    let apart = |claim: &str| Some(refreshed.number(claim)?.saturating_sub(first.number(claim)?));
    let is_older = apart("iat").is_some_and(|seconds| seconds < -LEEWAY_SECONDS);
    [
        ("aud", audiences(first).iter().any(|one| !now.contains(one))),
        ("azp", refreshed.text("azp") != first.text("azp")),
        ("auth_time", apart("auth_time").is_some_and(|seconds| seconds.abs() > LEEWAY_SECONDS)),
        ("iat", is_older),
    ]
    .into_iter()
    .find_map(|(claim, wrong)| wrong.then_some(claim))
}

/// Why an ID token was refused. Each variant is one finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rejection {
    /// No ID token came.
    Missing,
    /// It is not three parts of base64url JSON; the text says which part.
    Malformed(String),
    /// A claim about the person is of another kind than the standard says (Core §5.1): its name.
    ClaimKind(&'static str),
    /// Signed with an algorithm that is not accepted, or not signed.
    Algorithm {
        /// `alg` of the header.
        seen: String,
    },
    /// Signed with an algorithm that is accepted, and that the provider's metadata do not name.
    AlgorithmUnlisted {
        /// `alg` of the header.
        seen: String,
        /// `id_token_signing_alg_values_supported`.
        listed: Vec<String>,
    },
    /// The key that fits cannot be relied on.
    KeyUnsound {
        /// Its ID.
        kid: Option<String>,
        /// What is wrong with it.
        fault: KeyFault,
    },
    /// No key of the key set fits.
    UnknownKey {
        /// `kid` of the header.
        kid: Option<String>,
        /// The key IDs of the key set.
        known: Vec<String>,
        /// Whether several keys would fit and the token names none.
        ambiguous: bool,
    },
    /// The signature does not fit the key.
    Signature,
    /// Another issuer.
    Issuer {
        /// The issuer asked.
        expected: String,
        /// `iss`.
        seen: String,
    },
    /// Issued for somebody else, or for others besides.
    Audience {
        /// The client ID.
        expected: String,
        /// `aud`.
        seen: Vec<String>,
    },
    /// `azp` names another client, or is missing although there are several audiences.
    AuthorizedParty {
        /// `azp`.
        seen: Option<String>,
    },
    /// Another nonce, or none.
    Nonce {
        /// Whether one was there at all.
        present: bool,
    },
    /// Expired by this many seconds, leeway already given.
    Expired {
        /// Seconds since `exp`.
        seconds: i64,
    },
    /// Issued in the future by this many seconds, leeway already given.
    IssuedInFuture {
        /// Seconds until `iat`.
        seconds: i64,
    },
    /// No `sub`.
    NoSubject,
    /// No `iat`.
    NoIssuedAt,
    /// `at_hash` does not fit the access token.
    AccessTokenHash,
    /// `c_hash` does not fit the code.
    CodeHash,
    /// A refreshed ID token names another subject (Core §12.2).
    SubjectChanged {
        /// The first one.
        expected: String,
        /// The refreshed one.
        seen: String,
    },
    /// A refreshed ID token does not agree with the first one in this claim (Core §12.2).
    RefreshedDiffers {
        /// Its name.
        claim: &'static str,
    },
    /// The judge refused and nothing here explains it: its raw reason.
    Unexplained(String),
}
