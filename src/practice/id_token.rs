//! ID tokens: minted rightly, and wrongly in every way that a fault asks for (OpenID Connect Core §2, RFC 7519).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac as _};
use serde_json::{Map, Value as Json, json};
use sha2::{Digest as _, Sha256};

use super::claims::Place;
use super::fault::Fault;
use super::org::Org;
use super::people::User;
use super::state::Granted;
use super::visit::Visit;
use crate::base::Secret;

const HOUR: i64 = 3600;

impl Visit<'_> {
    /// The ID token of a grant, beside an access token and a code where there are such.
    pub(super) fn mint_id_token(
        &mut self,
        grant: &Granted,
        access: Option<&Secret>,
        code: Option<&Secret>,
    ) -> Option<Secret> {
        if self.org.faults.has(Fault::IdTokenMissing) {
            return None;
        }
        let user = self.org.user(&grant.login)?.clone();
        let mut claims = self.base_claims(grant, &user);
        let bad =
            |wrong: bool, value: &Secret| half_hash(if wrong { "something else" } else { value.reveal() });
        if let Some(access) = access {
            claims.insert("at_hash".to_owned(), bad(self.org.faults.has(Fault::BadAtHash), access).into());
        }
        if let Some(code) = code {
            claims.insert("c_hash".to_owned(), half_hash(code.reveal()).into());
        }
        if self.org.faults.has(Fault::BadCHash) {
            claims.insert("c_hash".to_owned(), half_hash("something else").into());
        }
        claims.extend(self.claims(grant, Place::IdToken));
        bend(&mut claims, self.org, self.now.seconds());
        Some(self.sealed(&Json::Object(claims), &grant.request.client_id))
    }

    fn base_claims(&mut self, grant: &Granted, user: &User) -> Map<String, Json> {
        let now = self.now.seconds();
        let mut claims = Map::new();
        let mut put = |name: &str, value: Json| claims.insert(name.to_owned(), value);
        put("sub", user.id.as_str().into());
        put("ver", 1.into());
        put("iss", grant.request.issuer.as_str().into());
        put("aud", grant.request.client_id.as_str().into());
        put("iat", now.into());
        put("exp", (now + HOUR).into());
        put("jti", format!("ID.{}", self.seeds.text(43)).into());
        put("amr", json!(["pwd"]));
        put("idp", "00opractice000000000".into());
        put("auth_time", grant.auth_time.seconds().into());
        if let Some(nonce) = &grant.request.nonce {
            put("nonce", nonce.as_str().into());
        }
        claims
    }

    /// Signs as the organization does, or as the faults say.
    fn sealed(&mut self, claims: &Json, client_id: &str) -> Secret {
        let faults = &self.org.faults;
        if faults.has(Fault::IdTokenMalformed) {
            return Secret::new("this.is-not-a-token");
        }
        if faults.has(Fault::AlgNone) {
            return Secret::new(format!("{}.", unsigned(&json!({ "alg": "none" }), claims)));
        }
        if faults.has(Fault::AlgHs256) {
            let secret = self
                .org
                .app(client_id)
                .and_then(|app| app.secrets.first())
                .map(|secret| secret.value.clone());
            return symmetric(claims, &secret.unwrap_or_default());
        }
        let header = self.header();
        if self.org.faults.has(Fault::RotatedKey) {
            // From now on the key set shows the new key; whoever fetched it before does not know it.
            self.org.state.key_rotated = true;
        }
        let mut signature = self.signature(&unsigned(&header, claims));
        if self.org.faults.has(Fault::BadSignature)
            && let Some(byte) = signature.last_mut()
        {
            *byte ^= 1;
        }
        Secret::new(format!("{}.{}", unsigned(&header, claims), URL_SAFE_NO_PAD.encode(signature)))
    }

    fn header(&self) -> Json {
        let faults = &self.org.faults;
        if faults.has(Fault::NoKid) {
            return json!({ "alg": "RS256" });
        }
        let kid = if faults.has(Fault::UnknownKid) {
            "a-key-that-nobody-published".to_owned()
        } else if faults.has(Fault::RotatedKey) {
            self.rotated_kid()
        } else {
            self.keys.kid().to_owned()
        };
        json!({ "kid": kid, "alg": "RS256" })
    }

    /// A JWT signed by the organization's key, without any fault.
    pub(super) fn signed(&self, claims: &Json) -> Secret {
        let text = unsigned(&json!({ "kid": self.keys.kid(), "alg": "RS256" }), claims);
        let signature = self.signature(&text);
        Secret::new(format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }

    /// A key that will not sign leaves an empty signature, which every client refuses.
    fn signature(&self, text: &str) -> Vec<u8> {
        self.keys.sign(text).unwrap_or_default()
    }

    /// The claims of an ID token that this organization signed, whether or not it has expired.
    pub(super) fn own_id_token(&self, token: &str) -> Option<Map<String, Json>> {
        let (text, signature) = token.rsplit_once('.')?;
        let given = URL_SAFE_NO_PAD.decode(signature).ok()?;
        // RS256 is deterministic (RFC 8017 §8.2): the same text has the same signature.
        if given.is_empty() || given != self.signature(text) {
            return None;
        }
        let body = URL_SAFE_NO_PAD.decode(text.split_once('.')?.1).ok()?;
        serde_json::from_slice(&body).ok()
    }
}

/// Bends the claims as the faults say.
fn bend(claims: &mut Map<String, Json>, org: &Org, now: i64) {
    let mut set = |fault: Fault, name: &str, value: Json| {
        if org.faults.has(fault) {
            claims.insert(name.to_owned(), value);
        }
    };
    set(Fault::WrongAudience, "aud", "0oaanotherclient0000".into());
    set(Fault::WrongIssuer, "iss", "https://another-org.okta.com".into());
    set(Fault::WrongNonce, "nonce", "a-nonce-that-nobody-sent".into());
    set(Fault::BadAzp, "azp", "0oaanotherclient0000".into());
    set(Fault::Expired, "iat", (now - 3 * HOUR).into());
    set(Fault::Expired, "exp", (now - 2 * HOUR).into());
    set(Fault::IssuedInFuture, "iat", (now + HOUR).into());
    set(Fault::IssuedInFuture, "exp", (now + 2 * HOUR).into());
    let missing = [(Fault::MissingNonce, "nonce"), (Fault::MissingSub, "sub"), (Fault::MissingIat, "iat")];
    for (fault, name) in missing {
        if org.faults.has(fault) {
            claims.remove(name);
        }
    }
}

fn unsigned(header: &Json, claims: &Json) -> String {
    let part = |value: &Json| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}", part(header), part(claims))
}

fn symmetric(claims: &Json, secret: &Secret) -> Secret {
    let text = unsigned(&json!({ "alg": "HS256" }), claims);
    let signature = match Hmac::<Sha256>::new_from_slice(secret.reveal().as_bytes()) {
        Ok(mut keyed) => {
            keyed.update(text.as_bytes());
            keyed.finalize().into_bytes().to_vec()
        }
        Err(_) => Vec::new(),
    };
    Secret::new(format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature)))
}

/// The left half of a hash (OpenID Connect Core §3.1.3.6).
fn half_hash(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(&Sha256::digest(text.as_bytes())[..16])
}
