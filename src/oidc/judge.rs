//! The verdict on an ID token. `openidconnect` judges; what it leaves to its caller is judged here.

use serde_json::{Map, Value as Json};

/// Claims that were verified, as they stand.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Claims(pub Map<String, Json>);

/// Why an ID token was refused. Each variant is one finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rejection {
    /// No ID token came.
    Missing,
    /// It is not three parts of base64url JSON; the text says which part.
    Malformed(String),
    /// Signed with an algorithm that is not accepted, or not signed.
    Algorithm {
        /// `alg` of the header.
        seen: String,
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
    /// The judge refused and nothing here explains it: its raw reason.
    Unexplained(String),
}
