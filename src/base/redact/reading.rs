//! Readings of a text: its bytes as they stand, and as base64 or hexadecimal digits; each byte with the place where what it
//! was read from stands in the text.

/// A byte of a reading.
#[derive(Clone, Copy)]
pub(super) struct Byte {
    pub(super) value: u8,
    /// Where what it was read from begins in the text, at a whole character.
    pub(super) from: u32,
    /// Where that ends.
    pub(super) to: u32,
    /// The backslashes before it.
    pub(super) backslash: Backslash,
}

/// The backslashes before a byte.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Backslash {
    /// One that stands there as it is, so that it belongs to this very byte.
    pub(super) is_plain: bool,
    /// One that was escaped itself, so that it belongs to what this byte and those behind it stand for.
    pub(super) is_escaped: bool,
}

impl Byte {
    pub(super) fn new(value: u8, from: u32, to: u32) -> Self {
        Self { value, from, to, backslash: Backslash::default() }
    }
}

/// Stands between what does not belong together; no UTF-8 has it.
pub(super) const BREAK: u8 = 0xFE;

/// A text as it stands. What cannot be seen is left out: it hides nothing.
pub(super) fn of(text: &str) -> Vec<Byte> {
    let mut reading = Vec::with_capacity(text.len());
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    for (at, character) in text.char_indices().filter(|(_, one)| !is_unseen(*one)) {
        let (from, to) = (place(at), place(at + character.len_utf8()));
        let mut buffer = [0; 4];
        let bytes = character.encode_utf8(&mut buffer).bytes();
        reading.extend(bytes.map(|value| Byte::new(value, from, to)));
    }
    reading
}

pub(super) fn is_unseen(character: char) -> bool {
    crate::base::untrusted::is_unsafe(character)
}

/// Digits by which bytes are spelled.
#[derive(Clone, Copy)]
pub(super) enum Digits {
    /// In either alphabet. A blank is taken for the plus sign that it is in a form.
    Base64,
    /// In letters of either size.
    Hexadecimal,
}

impl Digits {
    /// How many bits one of them has.
    fn bits(self) -> u32 {
        if matches!(self, Self::Base64) { 6 } else { 4 }
    }

    /// After how many of them a byte ends with a digit again.
    pub(super) fn alignments(self) -> usize {
        if matches!(self, Self::Base64) { 4 } else { 2 }
    }

    fn value(self, digit: u8) -> Option<u32> {
        match (self, digit) {
            (Self::Hexadecimal, _) => char::from(digit).to_digit(16),
            (_, b'A'..=b'Z') => Some(u32::from(digit - b'A')),
            (_, b'a'..=b'z') => Some(u32::from(digit - b'a') + 26),
            (_, b'0'..=b'9') => Some(u32::from(digit - b'0') + 52),
            (_, b'+' | b'-' | b' ') => Some(62),
            (_, b'/' | b'_') => Some(63),
            _ => None,
        }
    }

    /// Where so many of them stand in a row.
    pub(super) fn runs(self, reading: &[Byte], shortest: usize) -> Vec<&[Byte]> {
        let runs = reading.split(|byte| self.value(byte.value).is_none());
        runs.filter(|run| run.len() >= shortest).collect()
    }

    /// What these runs spell, if each began behind as many skipped digits: each byte with the place of all the digits that
    /// have a part in it.
    pub(super) fn read(self, runs: &[&[Byte]], skipped: usize) -> Vec<Byte> {
        let mut out = Vec::new();
        for run in runs {
            let (mut held, mut count, mut from) = (0, 0, 0);
            for digit in run.iter().skip(skipped) {
                if count == 0 {
                    from = digit.from;
                }
                held = (held << self.bits()) | self.value(digit.value).unwrap_or_default();
                count += self.bits();
                if count >= 8 {
                    count -= 8;
                    let value = (held >> count).to_le_bytes()[0];
                    out.extend((!value.is_ascii_control()).then_some(Byte::new(value, from, digit.to)));
                    held &= (1 << count) - 1;
                    from = digit.from;
                }
            }
            let end = run.last().map(|digit| digit.to).unwrap_or_default();
            out.push(Byte::new(BREAK, end, end));
        }
        out
    }
}
