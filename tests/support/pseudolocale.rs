//! Letters that nobody wrote into the program: every sentence of the words half again as long, accented, some letters wide.
//! What still stands in plain letters afterwards was not taken from the table of words.

use std::sync::LazyLock;

use usher::base::words::{Language, Voice, WORDS};

/// The whole table in those letters; the `{places}` of a sentence stay.
pub(crate) fn voice() -> Voice {
    static STRANGE: LazyLock<Language> = LazyLock::new(|| {
        Language(WORDS.iter().map(|(key, said)| (*key, &*strange(said).leak())).collect::<Vec<_>>().leak())
    });
    Voice { language: *STRANGE, ..Voice::default() }
}

fn strange(sentence: &str) -> String {
    const PLAIN: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const STRANGE: &str = "áƀçďéƒğĥíĵķľɱñóþɋŕšťúṽŵẋýžÁƁÇĎÉƑĞĤÍĴĶĽṀÑÓÞɊŔŠŤÚṼŴẊÝŽ";
    let mut out = String::new();
    let mut is_place = false;
    for one in sentence.chars() {
        is_place = (is_place || one == '{') && one != '}';
        match PLAIN.chars().position(|plain| plain == one).filter(|_| !is_place) {
            Some(at) => {
                let other = STRANGE.chars().nth(at).unwrap_or(one);
                out.push(other);
                if "aeiou".contains(one) {
                    out.push(other);
                }
                if one == 'w' {
                    out.push('語');
                }
            }
            None => out.push(one),
        }
    }
    out
}

/// The plain words of a text that stand nowhere in what is known. Runs of fewer than four letters may be parts of values
/// that a line's end cut.
pub(crate) fn foreign<'a>(text: &'a str, known: &str) -> Vec<&'a str> {
    let words = text.split(|one: char| !one.is_ascii_alphabetic() && !('á'..='ỹ').contains(&one));
    let plain = words.filter(|word| word.len() >= 4 && word.bytes().all(|byte| byte.is_ascii_alphabetic()));
    plain.filter(|word| !known.contains(word)).collect()
}
