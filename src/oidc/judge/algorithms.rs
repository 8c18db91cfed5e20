//! Which signatures are accepted at all, whatever a token or a provider says of itself.

use openidconnect::core::CoreJwsSigningAlgorithm as Algorithm;

/// The algorithms that are accepted: asymmetric ones only, so that nobody who knows the client secret, or no secret at
/// all, can make a token (RFC 8725 §3.1).
pub(super) const ACCEPTED: [Algorithm; 9] = [
    Algorithm::RsaSsaPkcs1V15Sha256,
    Algorithm::RsaSsaPkcs1V15Sha384,
    Algorithm::RsaSsaPkcs1V15Sha512,
    Algorithm::RsaSsaPssSha256,
    Algorithm::RsaSsaPssSha384,
    Algorithm::RsaSsaPssSha512,
    Algorithm::EcdsaP256Sha256,
    Algorithm::EcdsaP384Sha384,
    Algorithm::EdDsa,
];

/// Whether a header names an algorithm that is accepted.
pub(super) fn is_accepted(algorithm: &str) -> bool {
    ACCEPTED.iter().any(|accepted| serde_json::to_value(accepted).is_ok_and(|name| name == algorithm))
}
