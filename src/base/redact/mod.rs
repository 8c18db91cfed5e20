//! Blots known secrets out of a text, however they are spelled there: as they are, in percent or form encoding, escaped for
//! JSON, HTML or Markdown, in base64 at every alignment, in hexadecimal digits, and all of these inside each other.
//!
//! It lists no spellings. A text is read as it stands, as it means once every escape is undone, and as what it would be if
//! it were base64 or hexadecimal; each reading remembers where its bytes stand in the text. So the work grows with the
//! length of the text alone, whatever somebody hostile puts into it. A text is shortened to what is shown of it after it went
//! through here, never before: what is left of a secret that was cut is harder to know again.

mod escapes;
mod pieces;
mod reading;

use std::ops::Range;

pub use pieces::Public;
use pieces::{Pieces, windows};
use reading::{Byte, Digits};

/// What stands in place of a value that may not be shown.
pub const MASK: &str = "•••";

/// As many bytes of a secret in a row give it away: a longer secret is looked for in pieces of this length, so that one
/// which somebody else has cut is found as well.
const PIECE: usize = 12;
/// The beginning of a secret where a text ends is taken for one that was cut there, from this length on.
const CUT: usize = 8;
/// A shorter secret is found only as a word of its own: it might be a part of many ordinary ones.
const WORD: usize = 8;
/// A shorter secret is not looked for: too little would be left of a text.
const SHORTEST: usize = 4;
/// No token is longer; of one that is, so much is looked for.
const LONGEST: usize = 16 * 1024;
/// Far more than is shown of any text: what stands behind it is left out.
const LONGEST_TEXT: usize = 64 * 1024;
/// How many digits of base64 or hexadecimal in a row are read as such: fewer in a text than within what was read so
/// already, where chance brings digits together.
const RUNS: [usize; 2] = [6, 12];

/// Knows the secrets of a connection and takes them out of texts.
///
/// A secret of 12 bytes and more is found whole and in part (12 bytes in a row, or its first 8 where a text ends); one of
/// 8 to 11 bytes whole; one of 4 to 7 bytes whole and as a word of its own; a shorter one not at all.
#[derive(Debug, Default)]
pub struct Redactor {
    pieces: Pieces,
    beginnings: Pieces,
}

impl Redactor {
    /// Also hides this secret.
    pub fn hide(&mut self, secret: &str) {
        self.hide_besides(secret, &Public::default());
    }

    /// Also hides this secret, but for those parts of it that are public: a token may name the client that it was issued to.
    pub fn hide_besides(&mut self, secret: &str, public: &Public) {
        let as_it_stands = reading::of(secret.trim());
        let meant = escapes::are_in(&as_it_stands).then(|| folded(&escapes::unescaped(&as_it_stands)));
        for mut bytes in [folded(&as_it_stands)].into_iter().chain(meant) {
            bytes.truncate(LONGEST);
            // What is public as a whole was put there by mistake: a client secret that somebody took for the client ID.
            let is_mistaken = public.holds(&bytes);
            let is_secret = |piece: &&[u8]| piece.len() >= SHORTEST && (is_mistaken || !public.holds(piece));
            for piece in windows(&bytes).filter(is_secret) {
                self.pieces.add(piece);
            }
            for length in CUT..PIECE.min(bytes.len()) {
                self.beginnings.add(&bytes[..length]);
            }
        }
    }

    /// The text with [`MASK`] in place of every secret, and of every part that gives one away; its first 64 KiB.
    pub fn clean(&self, text: &str) -> String {
        let end = (0..=LONGEST_TEXT.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
        let text = &text[..end.unwrap_or_default()];
        let mut found = Vec::new();
        self.search(reading::of(text), &RUNS, &mut found);
        found.sort_unstable_by_key(|place: &Range<usize>| place.start);
        let mut clean = String::with_capacity(text.len());
        let mut at = 0;
        for place in found {
            if place.start > at || clean.is_empty() {
                clean.push_str(&text[at..place.start]);
                clean.push_str(MASK);
            }
            at = at.max(place.end);
        }
        clean.push_str(&text[at..]);
        clean
    }

    /// Looks through a reading of a text, and through whatever that can be read as in turn.
    fn search(&self, mut reading: Vec<Byte>, run_lengths: &[usize], found: &mut Vec<Range<usize>>) {
        self.look(&reading, found);
        if escapes::are_in(&reading) {
            reading = escapes::unescaped(&reading);
            self.look(&reading, found);
        }
        let Some((shortest, deeper)) = run_lengths.split_first() else { return };
        for digits in [Digits::Base64, Digits::Hexadecimal] {
            let runs = digits.runs(&reading, *shortest);
            for skipped in 0..if runs.is_empty() { 0 } else { digits.alignments() } {
                self.search(digits.read(&runs, skipped), deeper, found);
            }
        }
    }

    fn look(&self, reading: &[Byte], found: &mut Vec<Range<usize>>) {
        let bytes = folded(reading);
        for at in 0..=bytes.len() {
            let (before, rest) = bytes.split_at(at);
            let ends = |length: &usize| {
                before.len() >= *length && self.beginnings.hold(&before[before.len() - length..])
            };
            if is_end(rest)
                && let Some(length) = (CUT..PIECE).rev().find(ends)
            {
                keep(&reading[at - length..at], found);
            }
            if let Some(length) = self.pieces.longest_at(rest, |length| stands(before, rest, length)) {
                keep(&reading[at..at + length], found);
            }
        }
    }
}

/// Whether a find of this length may stand here.
fn stands(before: &[u8], rest: &[u8], length: usize) -> bool {
    let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    length >= WORD || !(is_letter(before.last()) || is_letter(rest.get(length)))
}

/// Whether a text ends here, or was cut by somebody else.
fn is_end(rest: &[u8]) -> bool {
    match rest.first() {
        None | Some(&reading::BREAK) => true,
        Some(b'.') => rest.starts_with(b"..."),
        Some(0xE2) => rest.starts_with("…".as_bytes()),
        Some(_) => false,
    }
}

/// Keeps the place of a find in the text; finds that touch become one.
fn keep(found_bytes: &[Byte], found: &mut Vec<Range<usize>>) {
    let (Some(first), Some(last)) = (found_bytes.first(), found_bytes.last()) else { return };
    let place = first.from as usize..last.to as usize;
    match found.last_mut() {
        Some(before) if before.start <= place.start && place.start <= before.end => {
            before.end = before.end.max(place.end);
        }
        _ => found.push(place),
    }
}

/// The bytes of a reading. In a form a blank is a plus sign, so that either counts as the other.
fn folded(reading: &[Byte]) -> Vec<u8> {
    reading.iter().map(|byte| if byte.value == b'+' { b' ' } else { byte.value }).collect()
}

#[cfg(test)]
mod tests;
