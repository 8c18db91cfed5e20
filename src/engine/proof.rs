//! The memory of a passed login: a fingerprint of every value it was made with, so that a later edit makes it stale.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::connection::{Connection, Proof};
use crate::base::{Secret, Timestamp};

/// How a connection stands to its last passed login.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProofState {
    /// No login has passed yet.
    None,
    /// A login passed with exactly these values.
    Fresh,
    /// A login passed, and something was changed since.
    Stale,
    /// A login passed, and the secret is not at hand, so that nothing can be compared.
    Unknown,
}

/// The proof of a login that passed at `now` with these values. `salt` is random and of this record alone.
pub fn prove(connection: &Connection, secret: Option<&Secret>, salt: &Secret, now: Timestamp) -> Proof {
    let salt = salt.reveal().to_owned();
    let values = fingerprint(connection, None, &salt);
    let fingerprint = fingerprint(connection, secret, &salt);
    Proof { at: now, salt, fingerprint, values: Some(values) }
}

/// A proof of a saved connection from that of one which was verified with the same values: another answer to a question that
/// was never answered in what is saved does not count. `None` where the values differ.
pub fn renewed(
    saved: &Connection,
    verified: &Connection,
    secret: Option<&Secret>,
    proof: &Proof,
) -> Option<Proof> {
    let is_same = saved.app == verified.app
        && saved.issuer == verified.issuer
        && saved.client_id == verified.client_id
        && saved.scopes == verified.scopes
        && saved.answers.iter().all(|(question, answer)| verified.answers.get(question) == Some(answer));
    is_same.then(|| prove(saved, secret, &Secret::new(proof.salt.as_str()), proof.at))
}

/// How a connection stands to its last passed login, as far as that shows without its secret.
pub fn state_without_secret(connection: &Connection) -> ProofState {
    let Some(proof) = &connection.proof else { return ProofState::None };
    let Some(values) = &proof.values else { return state(connection, None) };
    if fingerprint(connection, None, &proof.salt) == *values { ProofState::Fresh } else { ProofState::Stale }
}

/// Whether the proof still fits the values.
pub fn state(connection: &Connection, secret: Option<&Secret>) -> ProofState {
    let Some(proof) = &connection.proof else { return ProofState::None };
    let has_no_secret = connection.secret == super::connection::SecretSource::None;
    if secret.is_none() && !has_no_secret {
        return ProofState::Unknown;
    }
    let now = fingerprint(connection, secret, &proof.salt);
    if Secret::new(now) == Secret::new(proof.fingerprint.clone()) {
        ProofState::Fresh
    } else {
        ProofState::Stale
    }
}

/// All values that a login proves, as one text to compare with another moment's.
pub fn values(connection: &Connection, secret: Option<&Secret>) -> Secret {
    Secret::new(fingerprint(connection, secret, ""))
}

/// HMAC-SHA-256 over all values, each with its length before it so that no two sets of values look alike.
fn fingerprint(connection: &Connection, secret: Option<&Secret>, salt: &str) -> String {
    // HMAC takes a key of any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(salt.as_bytes()) else { return String::new() };
    let mut add = |name: &str, value: &str| {
        mac.update(&(name.len() as u64).to_be_bytes());
        mac.update(name.as_bytes());
        mac.update(&(value.len() as u64).to_be_bytes());
        mac.update(value.as_bytes());
    };
    add("app", &connection.app);
    for (key, value) in &connection.answers {
        add(key, value);
    }
    add("issuer", connection.issuer.as_deref().unwrap_or_default());
    add("client_id", connection.client_id.as_deref().unwrap_or_default());
    add("client_secret", secret.map(Secret::reveal).unwrap_or_default());
    add("scopes", &connection.scopes.as_deref().unwrap_or_default().join(" "));
    URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
}

/// A written text's digest, under the moment and place of its writing.
pub fn digest(text: &Secret, at: Timestamp, path: &Path) -> String {
    let key = format!("{} {}", at.0, path.display());
    // HMAC takes a key of any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.as_bytes()) else { return String::new() };
    mac.update(text.reveal().as_bytes());
    URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_later_edit_makes_the_proof_stale() {
        let mut connection = Connection::new("coder", "coder", Timestamp(0));
        connection.issuer = Some("https://example.okta.com".into());
        let secret = Secret::new("s3cret");
        connection.proof = Some(prove(&connection, Some(&secret), &Secret::new("salt"), Timestamp(5)));
        assert_eq!(state(&connection, Some(&secret)), ProofState::Fresh);
        assert_eq!(state(&connection, None), ProofState::Unknown);
        assert_eq!(state(&connection, Some(&Secret::new("other"))), ProofState::Stale);
        assert_eq!(state_without_secret(&connection), ProofState::Fresh);
        connection.answers.insert("base_url".into(), "https://coder.example.com".into());
        assert_eq!(state(&connection, Some(&secret)), ProofState::Stale);
        assert_eq!(state_without_secret(&connection), ProofState::Stale);
        // A proof of before tells nothing without the secret.
        connection.proof.as_mut().expect("a proof").values = None;
        assert_eq!(state_without_secret(&connection), ProofState::Unknown);
    }

    #[test]
    fn a_proof_is_renewed_for_the_saved_values_alone() {
        let mut saved = Connection::new("coder", "coder", Timestamp(0));
        saved.issuer = Some("https://example.okta.com".into());
        let secret = Secret::new("s3cret");
        let mut verified = saved.clone();
        verified.answers.insert("added_since".into(), "false".into());
        let proof = prove(&verified, Some(&secret), &Secret::new("salt"), Timestamp(7));
        saved.proof = renewed(&saved, &verified, Some(&secret), &proof);
        assert_eq!(state(&saved, Some(&secret)), ProofState::Fresh);
        verified.issuer = Some("https://other.okta.com".into());
        assert_eq!(renewed(&saved, &verified, Some(&secret), &proof), None);
    }
}
