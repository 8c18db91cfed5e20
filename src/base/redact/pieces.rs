//! Sets of short byte strings, asked at every place of a text.

use std::collections::HashSet;

use super::reading;
use super::{PIECE, SHORTEST, folded};

/// A byte string of up to that length, filled up with zeros, which stand in no reading.
type Padded = [u8; PIECE];

/// A set of secrets and pieces of them.
#[derive(Default)]
pub(super) struct Pieces {
    all: HashSet<Padded>,
    /// The lengths that are in it, the longest first.
    lengths: Vec<usize>,
    /// One bit for each way in which something begins: at most places nothing more needs to be looked up.
    beginnings: Vec<u64>,
}

impl Pieces {
    pub(super) fn add(&mut self, piece: &[u8]) {
        if self.beginnings.is_empty() {
            self.beginnings = vec![0; 1 << 10];
        }
        if let Some((word, bit)) = place_of(piece) {
            self.beginnings[word] |= bit;
        }
        if let Err(at) = self.lengths.binary_search_by(|length| piece.len().cmp(length)) {
            self.lengths.insert(at, piece.len());
        }
        self.all.insert(padded(piece));
    }

    pub(super) fn hold(&self, piece: &[u8]) -> bool {
        self.may_begin(piece) && self.all.contains(&padded(piece))
    }

    /// The length of the longest of them with which `bytes` begin, of those that fit.
    pub(super) fn longest_at(&self, bytes: &[u8], fits: impl Fn(usize) -> bool) -> Option<usize> {
        if !self.may_begin(bytes) {
            return None;
        }
        let is_there = |length: usize| {
            bytes.get(..length).is_some_and(|piece| self.all.contains(&padded(piece))) && fits(length)
        };
        self.lengths.iter().copied().find(|length| is_there(*length))
    }

    fn may_begin(&self, bytes: &[u8]) -> bool {
        let bit = place_of(bytes).and_then(|(word, bit)| Some(self.beginnings.get(word)? & bit));
        bit.is_some_and(|bit| bit != 0)
    }
}

/// Nothing is shown of what is in it.
impl std::fmt::Debug for Pieces {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pieces(…)")
    }
}

/// Where the bit of a beginning stands.
fn place_of(bytes: &[u8]) -> Option<(usize, u64)> {
    let first: [u8; SHORTEST] = bytes.first_chunk().copied()?;
    let spread = u32::from_le_bytes(first).wrapping_mul(0x9E37_79B1) >> 16;
    Some(((spread >> 6) as usize, 1 << (spread & 63)))
}

fn padded(piece: &[u8]) -> Padded {
    let mut padded = [0; PIECE];
    padded.iter_mut().zip(piece).for_each(|(to, from)| *to = *from);
    padded
}

/// The pieces by which a byte string is found; a short one is its only piece.
pub(super) fn windows(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let length = PIECE.min(bytes.len()).max(1);
    bytes.windows(length)
}

/// Texts that everybody may read.
#[derive(Debug, Default)]
pub struct Public {
    texts: Vec<Vec<u8>>,
    pieces: Pieces,
}

impl Public {
    /// What these texts say.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let texts: Vec<Vec<u8>> = texts.into_iter().map(|text| folded(&reading::of(text))).collect();
        let mut pieces = Pieces::default();
        texts.iter().flat_map(|text| windows(text)).for_each(|piece| pieces.add(piece));
        Self { texts, pieces }
    }

    pub(super) fn holds(&self, piece: &[u8]) -> bool {
        match piece.len() {
            0 => false,
            PIECE => self.pieces.hold(piece),
            length => self.texts.iter().any(|text| text.windows(length).any(|part| part == piece)),
        }
    }
}
