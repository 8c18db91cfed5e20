//! How much a text may hold, so that reading it ends soon whatever stands in it.
//!
//! A reader's work and memory grow with the pieces of a text: its words, signs and ends of lines. A text of unknown format is
//! read in a score of formats, so all of them together have a budget as well; those that the file's name speaks for come
//! first.

use super::read_error::ReadError;

/// How many pieces a text may have. All of Argo CD's manifests in one file, the largest that people keep, have 250,000.
pub(super) const PIECES: usize = 600_000;

/// How many pieces may be read of one text, in all formats together.
pub(super) const WORK: usize = 1_500_000;

/// So many letters of a word are a piece more.
const LONG: usize = 32;

/// How many pieces a text has.
pub(super) fn pieces(text: &str) -> usize {
    let (mut pieces, mut word) = (0, 0_usize);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80 {
            pieces += usize::from(word % LONG == 0);
            word += 1;
        } else {
            pieces += usize::from(byte != b' ');
            word = 0;
        }
    }
    pieces
}

/// Refuses a text of more pieces than one may have.
pub(super) fn check(text: &str) -> Result<(), ReadError> {
    if text.len() <= PIECES || pieces(text) <= PIECES { Ok(()) } else { Err(ReadError::too_much()) }
}
