//! The answer that comes back to the redirect URI, by query, form or pasted address; and whether it belongs to the attempt.

use crate::base::Secret;

/// An answer as it came, not yet believed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Callback {
    /// The authorization code.
    pub code: Option<Secret>,
    /// `state`.
    pub state: Option<Secret>,
    /// The error code.
    pub error: Option<String>,
    /// The provider's sentence.
    pub error_description: Option<String>,
    /// `iss` (RFC 9207).
    pub iss: Option<String>,
    /// A front-channel ID token, which this flow never asks for (Okta's "Send ID Token directly to app" posts one).
    pub id_token: Option<Secret>,
    /// Parameters that came more than once, by name.
    pub repeated: Vec<String>,
}

/// Why an answer was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallbackRefusal {
    /// It bears no `state`.
    StateMissing,
    /// It bears another `state`.
    StateDiffers,
    /// It names another issuer (RFC 9207 §2.4).
    IssuerDiffers {
        /// The issuer of the metadata in use.
        expected: String,
        /// The one it names.
        seen: String,
    },
    /// The metadata promises `iss` and none came.
    IssuerMissing,
    /// Neither a code nor an error, or both.
    Unusable,
    /// A parameter came more than once (RFC 6749 §3.1).
    Repeated(String),
    /// An ID token was posted without having been asked for.
    UnaskedIdToken,
}
