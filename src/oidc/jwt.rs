//! Looking into a token without believing it, only ever to explain what the judge said.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use std::collections::BTreeSet;
use std::fmt;

use serde::de::{self, Deserializer as _, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value as Json};

/// A JSON Web Token taken apart. Nothing in here is verified.
#[derive(Debug, Clone, PartialEq)]
pub struct Jwt {
    /// The JOSE header (RFC 7515 §4).
    pub header: Map<String, Json>,
    /// The claims.
    pub claims: Map<String, Json>,
}

/// Which part of a token cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JwtError {
    /// Not three parts with dots between; so many there are.
    #[error("{0} parts instead of 3")]
    Parts(usize),
    /// Five parts: encrypted (RFC 7516), which nobody here can read. `alg` of its header.
    #[error("encrypted ({alg})")]
    Encrypted {
        /// `alg` of the header.
        alg: String,
    },
    /// The part is not base64url without padding.
    #[error("{0}: not base64url")]
    Encoding(&'static str),
    /// The part is not a JSON object.
    #[error("{0}: not a JSON object")]
    NotAnObject(&'static str),
}

impl Jwt {
    /// Takes a token apart.
    pub fn decode(token: &str) -> Result<Self, JwtError> {
        let parts: Vec<&str> = token.split('.').collect();
        match parts[..] {
            [header, claims, signature] => {
                let jwt = Self { header: object(header, "header")?, claims: object(claims, "payload")? };
                decoded(signature, "signature")?;
                Ok(jwt)
            }
            [header, _, _, _, _] => Err(JwtError::Encrypted { alg: text(&object(header, "header")?, "alg") }),
            _ => Err(JwtError::Parts(parts.len())),
        }
    }

    /// `alg` of the header; empty when there is none.
    pub fn algorithm(&self) -> String {
        text(&self.header, "alg")
    }

    /// `kid` of the header.
    pub fn key_id(&self) -> Option<String> {
        self.header.get("kid").and_then(Json::as_str).map(str::to_owned)
    }

    /// A claim that is text.
    pub fn text(&self, claim: &str) -> Option<&str> {
        self.claims.get(claim).and_then(Json::as_str)
    }

    /// A claim that is a moment, in whole seconds since the epoch (RFC 7519 §2, NumericDate).
    pub fn seconds(&self, claim: &str) -> Option<i64> {
        super::claims::whole_number(self.claims.get(claim)?)
    }

    /// `aud` as a list, whether it was one or a single text.
    pub fn audiences(&self) -> Vec<String> {
        self.claims.get("aud").and_then(super::claims::list_of_text).unwrap_or_default()
    }
}

/// The first name that stands twice in the header or among the claims of a token.
pub fn doubled(token: &str) -> Option<String> {
    let parts = token.split('.').take(2).filter_map(|part| BASE64_URL_SAFE_NO_PAD.decode(part).ok());
    parts.into_iter().find_map(|text| {
        let found = serde_json::Deserializer::from_slice(&text).deserialize_map(Names);
        found.ok().flatten()
    })
}

/// Reads the names of an object, and gives the first that it meets again.
struct Names;

impl<'de> Visitor<'de> for Names {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let (mut seen, mut twice) = (BTreeSet::new(), None);
        while let Some(name) = members.next_key::<String>()? {
            members.next_value::<IgnoredAny>().map_err(de::Error::custom)?;
            if !seen.insert(name.clone()) {
                twice.get_or_insert(name);
            }
        }
        Ok(twice)
    }
}

fn decoded(part: &str, name: &'static str) -> Result<Vec<u8>, JwtError> {
    BASE64_URL_SAFE_NO_PAD.decode(part).map_err(|_| JwtError::Encoding(name))
}

fn object(part: &str, name: &'static str) -> Result<Map<String, Json>, JwtError> {
    serde_json::from_slice(&decoded(part, name)?).map_err(|_| JwtError::NotAnObject(name))
}

fn text(map: &Map<String, Json>, name: &str) -> String {
    map.get(name).and_then(Json::as_str).unwrap_or_default().to_owned()
}
