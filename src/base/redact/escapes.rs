//! Undoes the escapes of addresses, forms, JSON, HTML and Markdown, all at once and however often they were put on.

use super::reading::{Backslash, Byte, is_unseen};

/// The longest named or numbered character of HTML that is read, from `&` to `;`.
const LONGEST_ENTITY: usize = 10;

/// Characters of HTML by their names.
const ENTITIES: [(&[u8], u8); 36] = [
    (b"amp", b'&'),
    (b"apos", b'\''),
    (b"ast", b'*'),
    (b"bsol", b'\\'),
    (b"colon", b':'),
    (b"comma", b','),
    (b"commat", b'@'),
    (b"dollar", b'$'),
    (b"equals", b'='),
    (b"excl", b'!'),
    (b"grave", b'`'),
    (b"gt", b'>'),
    (b"Hat", b'^'),
    (b"lbrace", b'{'),
    (b"lbrack", b'['),
    (b"lcub", b'{'),
    (b"lowbar", b'_'),
    (b"lpar", b'('),
    (b"lsqb", b'['),
    (b"lt", b'<'),
    (b"nbsp", b' '),
    (b"num", b'#'),
    (b"percnt", b'%'),
    (b"period", b'.'),
    (b"plus", b'+'),
    (b"quest", b'?'),
    (b"quot", b'"'),
    (b"rbrace", b'}'),
    (b"rbrack", b']'),
    (b"rcub", b'}'),
    (b"rpar", b')'),
    (b"rsqb", b']'),
    (b"semi", b';'),
    (b"sol", b'/'),
    (b"verbar", b'|'),
    (b"vert", b'|'),
];

/// Whether there is anything that may be an escape.
pub(super) fn are_in(reading: &[Byte]) -> bool {
    reading.iter().any(|byte| matches!(byte.value, b'%' | b'&' | b'\\'))
}

/// What a reading means once every escape in it is undone, those that only then come to light included.
///
/// Each byte is put behind the ones before it, and wherever their end has become an escape, what that stands for takes its
/// place. So it ends after as many steps as there are bytes, however often a text was escaped. Backslashes only mark what
/// stands behind them. A secret is read in the same way: what is undone too much in a text is undone too much there as well.
pub(super) fn unescaped(reading: &[Byte]) -> Vec<Byte> {
    let mut meant = Meant { bytes: Vec::with_capacity(reading.len()), before: None };
    for byte in reading {
        meant.push(*byte, Backslash { is_plain: true, is_escaped: false });
        while let Some(escape) = Escape::at_end(&meant.bytes) {
            let start = meant.bytes.len() - escape.length;
            let first = meant.bytes[start];
            meant.bytes.truncate(start);
            // A backslash that was no part of this escape may be one of the next.
            let is_left = first.backslash.is_escaped && (first.backslash.is_plain || !escape.takes_backslash);
            let escaped = Backslash { is_plain: false, is_escaped: true };
            meant.before = is_left.then_some((first.from, escaped));
            for value in escape.meaning.bytes() {
                meant.push(Byte::new(value, first.from, byte.to), escaped);
            }
            if escape.meaning.bytes().next().is_none() {
                meant.leave_out(first.from, byte.to);
            }
        }
    }
    meant.bytes
}

struct Meant {
    bytes: Vec<Byte>,
    /// Where that begins which belongs to the next byte, and the backslashes in it.
    before: Option<(u32, Backslash)>,
}

impl Meant {
    /// Takes a byte; a backslash only marks the next one, as `kind` says.
    fn push(&mut self, byte: Byte, kind: Backslash) {
        let (from, before) = self.before.take().unwrap_or((byte.from, Backslash::default()));
        if byte.value == b'\\' {
            let is_plain = before.is_plain || kind.is_plain;
            let is_escaped = before.is_escaped || kind.is_escaped;
            self.before = Some((from, Backslash { is_plain, is_escaped }));
            if kind.is_escaped {
                self.stretch(byte.to);
            }
        } else {
            self.bytes.push(Byte { from, backslash: before, ..byte });
        }
    }

    /// Takes an escape of what cannot be seen. It belongs to the bytes on both its sides: it may be a part of a secret that
    /// only looks like an escape.
    fn leave_out(&mut self, from: u32, to: u32) {
        self.before.get_or_insert((from, Backslash::default()));
        self.stretch(to);
    }

    /// Lets the last byte end further on.
    fn stretch(&mut self, to: u32) {
        if let Some(last) = self.bytes.last_mut() {
            last.to = to;
        }
    }
}

/// An escape with which some bytes end.
struct Escape {
    length: usize,
    meaning: Meaning,
    /// Whether a backslash before its first byte makes it one.
    takes_backslash: bool,
}

impl Escape {
    fn at_end(bytes: &[Byte]) -> Option<Self> {
        let last = bytes.last()?.value;
        let (length, meaning) = match last {
            b';' => entity_at_end(bytes)?,
            _ if !last.is_ascii() => unseen_at_end(bytes)?,
            _ if last.is_ascii_hexdigit() => return Self::in_digits(bytes),
            _ => return None,
        };
        Some(Self { length, meaning, takes_backslash: false })
    }

    /// `%41`, `\x41`, `\u0041`, `%u0041`.
    fn in_digits(bytes: &[Byte]) -> Option<Self> {
        let back = |count: usize| bytes.len().checked_sub(count).map(|at| bytes[at]);
        let is = |count: usize, mark: u8| back(count).is_some_and(|byte| byte.value == mark);
        let is_escaped = |count: usize, mark: u8| {
            is(count, mark) && back(count).is_some_and(|byte| byte.backslash != Backslash::default())
        };
        let digits = |count: usize| number(&values(&bytes[bytes.len() - count..]), 16);
        let takes_backslash = is_escaped(3, b'x') || is_escaped(5, b'u');
        let (length, meaning) = if is(3, b'%') || is_escaped(3, b'x') {
            (3, Meaning::Byte(u8::try_from(digits(2)?).ok()?))
        } else if is_escaped(5, b'u') || (is(6, b'%') && is(5, b'u')) {
            (if takes_backslash { 5 } else { 6 }, Meaning::Character(char::from_u32(digits(4)?)?))
        } else {
            return None;
        };
        Some(Self { length, meaning, takes_backslash })
    }
}

/// What an escape stands for: a byte, a character, or nothing that can be seen.
enum Meaning {
    Byte(u8),
    Character(char),
}

impl Meaning {
    fn bytes(&self) -> impl Iterator<Item = u8> {
        let mut buffer = [0; 4];
        let length = match self {
            Self::Byte(byte) if byte.is_ascii_control() => 0,
            Self::Byte(byte) => {
                buffer[0] = *byte;
                1
            }
            Self::Character(one) if is_unseen(*one) => 0,
            Self::Character(one) => one.encode_utf8(&mut buffer).len(),
        };
        buffer.into_iter().take(length)
    }
}

fn values(bytes: &[Byte]) -> Vec<u8> {
    bytes.iter().map(|byte| byte.value).collect()
}

/// A character that cannot be seen and only came to light when other escapes were undone.
fn unseen_at_end(bytes: &[Byte]) -> Option<(usize, Meaning)> {
    let length = match bytes {
        [.., first, _] if first.value & 0b1110_0000 == 0b1100_0000 => 2,
        [.., first, _, _] if first.value & 0b1111_0000 == 0b1110_0000 => 3,
        _ => return None,
    };
    let mut spelled = [0; 3];
    let end = &bytes[bytes.len() - length..];
    spelled.iter_mut().zip(end).for_each(|(to, byte)| *to = byte.value);
    let character = std::str::from_utf8(&spelled[..length]).ok()?.chars().next()?;
    is_unseen(character).then_some((length, Meaning::Character(character)))
}

fn entity_at_end(bytes: &[Byte]) -> Option<(usize, Meaning)> {
    let end = bytes.len() - 1;
    let earliest = bytes.len().saturating_sub(LONGEST_ENTITY);
    let start = (earliest..end).rev().find(|at| bytes[*at].value == b'&')?;
    let meaning = match values(&bytes[start + 1..end]).as_slice() {
        [b'#', b'x' | b'X', digits @ ..] => Meaning::Character(char::from_u32(number(digits, 16)?)?),
        [b'#', digits @ ..] => Meaning::Character(char::from_u32(number(digits, 10)?)?),
        name => Meaning::Byte(ENTITIES.iter().find(|(known, _)| *known == name)?.1),
    };
    Some((bytes.len() - start, meaning))
}

fn number(digits: &[u8], base: u32) -> Option<u32> {
    // The standard library would take a plus sign before them.
    if !digits.iter().all(|digit| char::from(*digit).is_digit(base)) {
        return None;
    }
    u32::from_str_radix(std::str::from_utf8(digits).ok()?, base).ok()
}
