//! The signing keys: shown as a key set (RFC 7517), used for RS256 (RFC 7518 §3.3).
//!
//! Making a key takes time and randomness, so that is `io`'s affair.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rsa::traits::PublicKeyParts as _;
use rsa::{Pkcs1v15Sign, RsaPrivateKey};
use serde_json::{Value as Json, json};
use sha2::{Digest as _, Sha256};

struct Key {
    private: RsaPrivateKey,
    kid: String,
}

/// The practice Okta's signing keys. The first one signs; all of them are published.
pub struct Keys(Vec<Key>);

impl Keys {
    /// One RSA private key, PKCS #8 in PEM form, under its key ID.
    #[cfg(feature = "internals")]
    pub fn from_pem(pem: &str, kid: &str) -> Result<Self, rsa::pkcs8::Error> {
        Ok(Self::from_key(rsa::pkcs8::DecodePrivateKey::from_pkcs8_pem(pem)?, kid))
    }

    /// One RSA private key under its key ID.
    pub fn from_key(private: RsaPrivateKey, kid: &str) -> Self {
        Self(vec![Key { private, kid: kid.to_owned() }])
    }

    /// The key ID of the key that signs.
    pub fn kid(&self) -> &str {
        self.0.first().map_or("", |key| key.kid.as_str())
    }

    /// The key set. With `renamed`, the signing key stands there under that key ID.
    pub(super) fn published(&self, renamed: Option<&str>) -> Json {
        let all = self.0.iter().enumerate().map(|(place, key)| {
            let kid = renamed.filter(|_| place == 0).unwrap_or(&key.kid);
            json!({
                "kty": "RSA", "alg": "RS256", "kid": kid, "use": "sig", "status": "ACTIVE",
                "e": URL_SAFE_NO_PAD.encode(key.private.e().to_bytes_be()),
                "n": URL_SAFE_NO_PAD.encode(key.private.n().to_bytes_be()),
            })
        });
        json!({ "keys": all.collect::<Vec<_>>() })
    }

    /// RS256 over the text.
    pub(super) fn sign(&self, text: &str) -> rsa::Result<Vec<u8>> {
        let Some(key) = self.0.first() else { return Ok(Vec::new()) };
        let digest = Sha256::digest(text.as_bytes());
        key.private.sign(Pkcs1v15Sign::new::<Sha256>(), &digest)
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Keys({})", self.kid())
    }
}
