//! The private key of a service app: RSA, in a PEM file or as a JSON Web Key. It signs and is never shown.

use std::fmt;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::rsa::KeyPair;
use ring::signature::RSA_PKCS1_SHA256;
use rsa::pkcs1::{DecodeRsaPrivateKey as _, EncodeRsaPrivateKey as _};
use rsa::pkcs8::DecodePrivateKey as _;
use rsa::traits::PublicKeyParts as _;
use rsa::{BigUint, RsaPrivateKey};
use serde_json::Value as Json;

use crate::base::Secret;

/// Okta takes no shorter one.
const LEAST_BITS: usize = 2048;
/// A longer one would take seconds for each signature.
const MOST_BITS: usize = 4096;

/// A private key that signs by RS256 (RFC 7518 §3.3). It is read by `rsa`, and `ring` signs: there the time that a signature takes
/// tells nothing of the key.
pub struct SigningKey {
    pair: KeyPair,
    kid: Option<String>,
}

/// Why a file holds no key that can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadKey {
    /// Neither a PEM file nor a JSON Web Key.
    #[error("no private key")]
    Unreadable,
    /// A key of another kind, such as an elliptic curve's.
    #[error("not an RSA key")]
    OtherKind,
    /// A public key: it cannot sign.
    #[error("a public key")]
    Public,
    /// A PEM file that asks for a passphrase.
    #[error("under a passphrase")]
    Encrypted,
    /// So many bits, which are too few or too many.
    #[error("{0} bits")]
    Bits(usize),
}

/// The key could not sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the key could not sign")]
pub(super) struct CannotSign;

impl SigningKey {
    /// Reads a key: PKCS #8 or PKCS #1 in PEM form, or a JSON Web Key (RFC 7517).
    ///
    /// # Errors
    /// [`BadKey`] says what the text is instead.
    pub fn read(text: &Secret) -> Result<Self, BadKey> {
        let text = text.reveal().trim();
        let (private, kid) = if text.starts_with('{') { jwk(text)? } else { (pem(text)?, None) };
        let bits = private.n().bits();
        if !(LEAST_BITS..=MOST_BITS).contains(&bits) {
            return Err(BadKey::Bits(bits));
        }
        let whole = private.to_pkcs1_der().map_err(|_| BadKey::Unreadable)?;
        let pair = KeyPair::from_der(whole.as_bytes()).map_err(|_| BadKey::Unreadable)?;
        Ok(Self { pair, kid })
    }

    /// Its key ID, where the text named one.
    pub(super) fn kid(&self) -> Option<&str> {
        self.kid.as_deref()
    }

    /// RS256 over the text.
    pub(super) fn sign(&self, text: &str) -> Result<Vec<u8>, CannotSign> {
        let mut signature = vec![0; self.pair.public().modulus_len()];
        // Chance is for other signatures; one of PKCS #1 v1.5 is the same each time.
        let chance = SystemRandom::new();
        let signed = self.pair.sign(&RSA_PKCS1_SHA256, &chance, text.as_bytes(), &mut signature);
        signed.map(|()| signature).map_err(|_| CannotSign)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(…)")
    }
}

fn pem(text: &str) -> Result<RsaPrivateKey, BadKey> {
    let label = text.split_once("-----BEGIN ").and_then(|(_, rest)| rest.split_once("-----"));
    match label.map(|(label, _)| label) {
        Some("PRIVATE KEY") => RsaPrivateKey::from_pkcs8_pem(text).map_err(|_| BadKey::OtherKind),
        Some("RSA PRIVATE KEY") if text.contains("ENCRYPTED") => Err(BadKey::Encrypted),
        Some("RSA PRIVATE KEY") => RsaPrivateKey::from_pkcs1_pem(text).map_err(|_| BadKey::Unreadable),
        Some("ENCRYPTED PRIVATE KEY") => Err(BadKey::Encrypted),
        Some(label) if label.ends_with("PUBLIC KEY") => Err(BadKey::Public),
        Some(label) if label.ends_with("PRIVATE KEY") => Err(BadKey::OtherKind),
        _ => Err(BadKey::Unreadable),
    }
}

fn jwk(text: &str) -> Result<(RsaPrivateKey, Option<String>), BadKey> {
    let key: Json = serde_json::from_str(text).map_err(|_| BadKey::Unreadable)?;
    match key["kty"].as_str() {
        Some("RSA") => {}
        Some(_) => return Err(BadKey::OtherKind),
        None => return Err(BadKey::Unreadable),
    }
    let number = |name: &str| {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(key[name].as_str()?.trim_end_matches('=')).ok()?;
        Some(BigUint::from_bytes_be(&bytes))
    };
    let (Some(modulus), Some(public)) = (number("n"), number("e")) else { return Err(BadKey::Unreadable) };
    let Some(private) = number("d") else { return Err(BadKey::Public) };
    // Without its primes they would have to be searched for, which RFC 7518 §6.3.2 advises against.
    let (Some(first), Some(second)) = (number("p"), number("q")) else { return Err(BadKey::Unreadable) };
    let bits = modulus.bits();
    if bits > MOST_BITS {
        return Err(BadKey::Bits(bits));
    }
    let key_pair = RsaPrivateKey::from_components(modulus, public, private, vec![first, second])
        .map_err(|_| BadKey::Unreadable)?;
    key_pair.validate().map_err(|_| BadKey::Unreadable)?;
    Ok((key_pair, key["kid"].as_str().map(str::to_owned)))
}
