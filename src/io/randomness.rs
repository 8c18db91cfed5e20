//! Randomness from the operating system.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

use super::trouble::other;
use crate::base::{Secret, Trouble};

/// How many bytes one draw gives: enough for state, nonce and verifier.
const BYTES: usize = 96;

/// 96 random bytes as base64url without padding; empty when the system has none to give.
pub(super) fn draw() -> Secret {
    let mut bytes = Zeroizing::new([0_u8; BYTES]);
    match getrandom::fill(bytes.as_mut_slice()) {
        Ok(()) => Secret::new(URL_SAFE_NO_PAD.encode(bytes.as_slice())),
        Err(_) => Secret::default(),
    }
}

/// 32 fresh bytes.
pub(super) fn seed() -> Result<[u8; 32], Trouble> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| other("getrandom", error.to_string()))?;
    Ok(bytes)
}
