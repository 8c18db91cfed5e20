//! Everything that must not be guessed, made from one seed: codes, tokens, identifiers, cookies.
//!
//! A counter under HMAC-SHA-256. `world` plants true randomness; a test plants a constant and gets the same run each time.

use hmac::{Hmac, Mac};
use sha2::Sha256;

const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A stream of unguessable text, as unguessable as its seed.
pub struct Seeds {
    keyed: Hmac<Sha256>,
    counter: u64,
}

impl Seeds {
    /// Starts a stream. 32 random bytes are enough.
    pub fn new(seed: &[u8; 32]) -> Self {
        // HMAC takes a key of any length; a block of 64 bytes needs no error path.
        let mut block = [0_u8; 64];
        block[..32].copy_from_slice(seed);
        Self { keyed: Hmac::<Sha256>::new((&block).into()), counter: 0 }
    }

    /// The next `length` letters and digits.
    pub fn text(&mut self, length: usize) -> String {
        let mut out = String::with_capacity(length);
        while out.len() < length {
            for byte in self.block() {
                // Bytes from 248 up would favour some letters.
                if byte < 248 && out.len() < length {
                    out.push(char::from(LETTERS[usize::from(byte % 62)]));
                }
            }
        }
        out
    }

    /// The next identifier in Okta's style: a prefix, then letters and digits up to 20 characters.
    pub fn id(&mut self, prefix: &str) -> String {
        format!("{prefix}{}", self.text(20_usize.saturating_sub(prefix.len())))
    }

    fn block(&mut self) -> [u8; 32] {
        self.counter += 1;
        let mut keyed = self.keyed.clone();
        keyed.update(&self.counter.to_be_bytes());
        keyed.finalize().into_bytes().into()
    }
}

impl std::fmt::Debug for Seeds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seeds(…)")
    }
}
