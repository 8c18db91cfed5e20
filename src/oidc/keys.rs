//! The key set (RFC 7517), looked at for explanations; the judge reads it for itself.

use serde_json::{Map, Value as Json};

mod sound;

pub use sound::KeyFault;

/// One key of the set, as far as an explanation needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// `kid`.
    pub kid: Option<String>,
    /// `kty`: `RSA`, `EC`, `OKP`; empty where it is missing.
    pub kty: String,
    /// `alg`.
    pub alg: Option<String>,
    /// `use`: `sig` or `enc`.
    pub usage: Option<String>,
    /// What is wrong with it, if anything: such a key proves nothing.
    pub fault: Option<KeyFault>,
}

impl Key {
    /// Whether it may sign a token of this algorithm that names this key, or none.
    pub fn suits(&self, algorithm: &str, kid: Option<&str>) -> bool {
        let family = match algorithm.get(..2) {
            Some("RS" | "PS") => "RSA",
            Some("ES") => "EC",
            Some("Ed") => "OKP",
            _ => return false,
        };
        self.kty == family && self.signs() && (kid.is_none() || self.kid.as_deref() == kid)
    }

    /// Whether it is a key for signatures.
    pub fn signs(&self) -> bool {
        self.usage.as_deref().is_none_or(|usage| usage == "sig")
    }
}

/// A provider's public keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySet {
    /// The keys, in order.
    pub keys: Vec<Key>,
    /// The document as it came; the judge reads this.
    pub raw: String,
}

/// Why a text is no key set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeySetError {
    /// Not a JSON object; the reader's own reason.
    #[error("not a JSON object: {0}")]
    NotJson(String),
    /// No member `keys`.
    #[error("no member `keys`")]
    NoKeysMember,
    /// `keys` is not a list of objects; the text says where.
    #[error("{0}")]
    Malformed(String),
}

impl KeySet {
    /// Reads a key set. An empty one reads well: what it means is for the diagnosis to say.
    pub fn read(body: &str) -> Result<Self, KeySetError> {
        let document: Map<String, Json> =
            serde_json::from_str(body).map_err(|cause| KeySetError::NotJson(cause.to_string()))?;
        let member = document.get("keys").ok_or(KeySetError::NoKeysMember)?;
        let items =
            member.as_array().ok_or_else(|| KeySetError::Malformed("`keys` is not a list".to_owned()))?;
        let keys = items.iter().enumerate().map(|(at, item)| key(at, item)).collect::<Result<_, _>>()?;
        Ok(Self { keys, raw: body.to_owned() })
    }

    /// The key IDs, in order, of those keys that have one.
    pub fn ids(&self) -> Vec<String> {
        self.keys.iter().filter_map(|key| key.kid.clone()).collect()
    }

    /// The first key for signatures that cannot be relied on, and what is wrong with it.
    pub fn first_fault(&self) -> Option<(&Key, KeyFault)> {
        self.keys.iter().filter(|key| key.signs()).find_map(|key| Some((key, key.fault?)))
    }

    /// The set as the judge may read it: without what cannot be relied on.
    pub(super) fn sound(&self) -> Json {
        let mut document: Json = serde_json::from_str(&self.raw).unwrap_or_default();
        if let Some(items) = document.get_mut("keys").and_then(Json::as_array_mut) {
            let mut keys = self.keys.iter();
            items.retain(|_| keys.next().is_none_or(|key| key.fault.is_none()));
        }
        document
    }

    /// Whether there is no key at all.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }
}

fn key(at: usize, item: &Json) -> Result<Key, KeySetError> {
    let members =
        item.as_object().ok_or_else(|| KeySetError::Malformed(format!("`keys[{at}]` is not an object")))?;
    let text = |name: &str| members.get(name).and_then(Json::as_str).map(str::to_owned);
    Ok(Key {
        kid: text("kid"),
        kty: text("kty").unwrap_or_default(),
        alg: text("alg"),
        usage: text("use"),
        fault: sound::fault(members),
    })
}
