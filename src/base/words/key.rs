//! Which sentence is meant: its place in the table. A key that is written out and leads to no sentence does not compile, and
//! neither does one whose places are not all filled.

use std::fmt;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// The places of any sentence that stand for the name of the provider, and that the voice fills.
pub const PROVIDER_PLACES: [&str; 2] = ["provider", "Provider"];

/// The other forms of a sentence, by their places in the table.
struct Forms {
    other_provider: Option<usize>,
    in_lines: Option<usize>,
    one: Option<usize>,
}

/// The key of a sentence.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(usize);

impl Key {
    /// The sentence under a name that is known when the program is compiled, given in one piece or in several.
    ///
    /// # Panics
    /// Without such a sentence; in a constant, that is an error of the compiler.
    pub const fn of(name: &[&str]) -> Self {
        let found = Self::look_up(name);
        assert!(found.is_some(), "there is no sentence under this key in assets/words/en");
        match found {
            Some(key) => key,
            None => Self(0),
        }
    }

    /// The same where there need not be one.
    pub const fn look_up(name: &[&str]) -> Option<Self> {
        let (mut from, mut to) = (0, WORDS.len());
        while from < to {
            let middle = usize::midpoint(from, to);
            match order(WORDS[middle].0, name) {
                0 => return Some(Self(middle)),
                -1 => from = middle + 1,
                _ => to = middle,
            }
        }
        None
    }

    /// The sentences under some names at one place, in their order.
    ///
    /// # Panics
    /// Where one of them is missing; in a constant, that is an error of the compiler.
    pub const fn each<const N: usize>(place: &str, names: [&str; N]) -> [Self; N] {
        let mut keys = [Self(0); N];
        let mut at = 0;
        while at < N {
            keys[at] = Self::of(&[place, names[at]]);
            at += 1;
        }
        keys
    }

    /// The key itself, if these values fill every place of its sentence.
    ///
    /// # Panics
    /// Where a place would stay empty; in a constant, that is an error of the compiler.
    #[must_use]
    pub const fn filled_by(self, names: &[&str]) -> Self {
        let sentence = WORDS[self.0].1.as_bytes();
        let mut at = 0;
        while at < sentence.len() {
            if sentence[at] == b'{' && at + 1 < sentence.len() && sentence[at + 1] == b'{' {
                at += 2;
            } else if sentence[at] == b'{' {
                let is_filled = starts_with_one_of(sentence, at + 1, names)
                    || starts_with_one_of(sentence, at + 1, &PROVIDER_PLACES);
                assert!(is_filled, "a place of this sentence is not filled");
                at += 1;
            } else {
                at += 1;
            }
        }
        self
    }

    /// The sentence under a name, if there is one.
    pub fn find(name: &str) -> Option<Self> {
        WORDS.binary_search_by(|(known, _)| (*known).cmp(name)).ok().map(Self)
    }

    /// The sentence for so many things: for a single one its own form, if it has one.
    #[must_use]
    pub fn counted(self, count: usize) -> Self {
        FORMS[self.0].one.filter(|_| count == 1).map_or(self, Self)
    }

    /// The form for a provider that is known not to be Okta, if there is one.
    pub(super) fn other_provider(self) -> Self {
        FORMS[self.0].other_provider.map_or(self, Self)
    }

    /// The form for a face without keys, if there is one.
    pub(super) fn in_lines(self) -> Self {
        FORMS[self.0].in_lines.map_or(self, Self)
    }

    /// Its place in a table of sentences.
    pub(super) fn place(self) -> usize {
        self.0
    }

    /// Its name, `findings.client.secret_wrong.title`.
    pub fn name(self) -> &'static str {
        WORDS[self.0].0
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(self.name())
    }
}

/// How a text stands to another that is given in pieces: before it -1, the same 0, behind it 1.
const fn order(text: &str, pieces: &[&str]) -> i8 {
    let text = text.as_bytes();
    let (mut at, mut piece) = (0, 0);
    while piece < pieces.len() {
        let other = pieces[piece].as_bytes();
        let mut within = 0;
        while within < other.len() {
            if at == text.len() || text[at] < other[within] {
                return -1;
            }
            if text[at] > other[within] {
                return 1;
            }
            at += 1;
            within += 1;
        }
        piece += 1;
    }
    if at < text.len() { 1 } else { 0 }
}

/// Whether one of some names stands in a sentence at a byte, followed by the end of its place.
const fn starts_with_one_of(sentence: &[u8], at: usize, names: &[&str]) -> bool {
    let mut which = 0;
    while which < names.len() {
        let name = names[which].as_bytes();
        let mut within = 0;
        while within < name.len() && at + within < sentence.len() && sentence[at + within] == name[within] {
            within += 1;
        }
        if within == name.len() && at + within < sentence.len() && sentence[at + within] == b'}' {
            return true;
        }
        which += 1;
    }
    false
}
