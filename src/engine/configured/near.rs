//! Names that are one letter apart.

use std::collections::HashMap;

/// The place of a key and its own name there.
pub(super) fn apart(name: &str) -> (&str, &str) {
    let name = name.strip_suffix("].value").unwrap_or(name);
    name.split_at(name.rfind(['.', '=']).map_or(0, |at| at + 1))
}

/// Whether two names differ in one letter, and are long enough for that to be a slip.
pub(super) fn is_near(one: &str, other: &str) -> bool {
    const SHORTEST: usize = 6;
    one.len() >= SHORTEST && one.len().abs_diff(other.len()) <= 4 && is_one_letter_off(one, other)
}

/// The names at one place, found by how they begin and end: one letter changes one of the two alone.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Each as it is compared, and as it is spelled.
    all: Vec<(String, String)>,
    by_end: HashMap<[u8; ENDS], Vec<usize>>,
}

/// So many letters of each end are compared at first; half of the shortest name that is looked at.
const ENDS: usize = 3;

impl Names {
    pub(super) fn add(&mut self, compared: String, spelled: String) {
        for end in ends(&compared) {
            let there = self.by_end.entry(end).or_default();
            there.push(self.all.len());
        }
        self.all.push((compared, spelled));
    }

    /// The names that differ from this one in one letter.
    pub(super) fn near<'n>(&'n self, own: &'n str) -> impl Iterator<Item = &'n str> {
        let candidates = ends(own).filter_map(|end| self.by_end.get(&end)).flatten();
        let fitting = candidates.filter_map(|at| self.all.get(*at)).filter(|(known, _)| is_near(own, known));
        fitting.map(|(_, spelled)| spelled.as_str())
    }

    /// Whether this is one of the names.
    pub(super) fn has(&self, own: &str) -> bool {
        self.all.iter().any(|(known, _)| known == own)
    }
}

/// The first letters of a name and its last ones.
fn ends(name: &str) -> impl Iterator<Item = [u8; ENDS]> {
    let bytes = name.as_bytes();
    let first = bytes.first_chunk::<ENDS>().copied();
    // Told apart from the same letters at the other end.
    let last = bytes.last_chunk::<ENDS>().map(|end| end.map(|byte| byte ^ 0x80));
    first.into_iter().chain(last)
}

/// Whether two words differ in one letter: another one, one too many, or two neighbours the wrong way round. It is asked of
/// every name in a file, so it takes no longer than reading them.
pub(super) fn is_one_letter_off(one: &str, other: &str) -> bool {
    let same = one.chars().zip(other.chars()).take_while(|(left, right)| left == right);
    let begun: usize = same.map(|(letter, _)| letter.len_utf8()).sum();
    let (one, other) = (&one[begun..], &other[begun..]);
    let same = one.chars().rev().zip(other.chars().rev()).take_while(|(left, right)| left == right);
    let ended: usize = same.map(|(letter, _)| letter.len_utf8()).sum();
    let rest = |text: &str| text[..text.len() - ended].chars().collect::<Vec<_>>();
    match (rest(one).as_slice(), rest(other).as_slice()) {
        ([_], [_] | []) | ([], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_near;

    #[test]
    fn one_letter_is_another_one_too_many_or_two_exchanged() {
        for near in ["role_field", "group_fields", "group_feld", "gruop_field", "groop_field", "group_fielt"]
        {
            let is = near != "role_field";
            assert_eq!(is_near(near, "group_field"), is, "{near}");
            assert_eq!(is_near("group_field", near), is, "{near}");
        }
        assert!(is_near("aaaaaaa", "aaaaaa") && !is_near("größere", "grössere"));
        assert!(!is_near("group_field", "group_field") && !is_near("short", "shirt"));
    }
}
