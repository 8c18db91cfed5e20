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

/// Algorithms of a key pair for which there is no verifier here: P-521, secp256k1, Ed448 (RFC 7518 §3.1, RFC 8812, RFC 9864).
const OF_A_KEY_PAIR: [&str; 4] = ["ES512", "ES256K", "Ed448", "ESP512"];

/// Whether a token signed in this way may be sound, though it cannot be verified here.
pub fn is_of_a_key_pair(algorithm: &str) -> bool {
    OF_A_KEY_PAIR.contains(&algorithm)
}

/// Whether a header names an algorithm that is accepted.
pub(super) fn is_accepted(algorithm: &str) -> bool {
    ACCEPTED.iter().any(|accepted| serde_json::to_value(accepted).is_ok_and(|name| name == algorithm))
}
