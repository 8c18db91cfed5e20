//! The signing keys: read from PEM, shown as a key set (RFC 7517), used for RS256 (RFC 7518 §3.3).
//!
//! Making a key takes time and randomness, so that is `world`'s affair.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rsa::pkcs1::DecodeRsaPrivateKey as _;
use rsa::pkcs8::DecodePrivateKey as _;
use rsa::traits::PublicKeyParts as _;
use rsa::{Pkcs1v15Sign, RsaPrivateKey};
use serde_json::{Value as Json, json};
use sha2::{Digest as _, Sha256};

/// Why a key could not be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Neither PKCS #8 nor PKCS #1.
    #[error("the signing key is no RSA private key in PEM form")]
    Unreadable(#[source] rsa::pkcs1::Error),
    /// The key would not sign.
    #[error("the signing key could not sign")]
    Signing(#[source] rsa::Error),
}

struct Key {
    private: RsaPrivateKey,
    kid: String,
}

/// The practice Okta's signing keys. The first one signs; all of them are published.
pub struct Keys(Vec<Key>);

impl Keys {
    /// One RSA private key, PKCS #8 or PKCS #1 in PEM form, under its key ID.
    pub fn from_pem(pem: &str, kid: &str) -> Result<Self, KeyError> {
        Ok(Self(vec![read(pem, kid)?]))
    }

    /// One RSA private key under its key ID.
    pub fn from_key(private: RsaPrivateKey, kid: &str) -> Self {
        Self(vec![Key { private, kid: kid.to_owned() }])
    }

    /// The same with one more published key.
    pub fn and_pem(mut self, pem: &str, kid: &str) -> Result<Self, KeyError> {
        self.0.push(read(pem, kid)?);
        Ok(self)
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
    pub(super) fn sign(&self, text: &str) -> Result<Vec<u8>, KeyError> {
        let Some(key) = self.0.first() else { return Ok(Vec::new()) };
        let digest = Sha256::digest(text.as_bytes());
        key.private.sign(Pkcs1v15Sign::new::<Sha256>(), &digest).map_err(KeyError::Signing)
    }
}

fn read(pem: &str, kid: &str) -> Result<Key, KeyError> {
    let private = match RsaPrivateKey::from_pkcs8_pem(pem) {
        Ok(key) => key,
        Err(_) => RsaPrivateKey::from_pkcs1_pem(pem).map_err(KeyError::Unreadable)?,
    };
    Ok(Key { private, kid: kid.to_owned() })
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Keys({})", self.kid())
    }
}
