//! A secret that comes back is blotted out, however it is spelled, and little else is.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use proptest::prelude::*;
use url::form_urlencoded::byte_serialize;

use super::*;

const SECRET: &str = "Zq8-kD2v+x1L/N0p=tUw%41&Zaq\\m_\"b;";

fn redactor(secrets: &[&str]) -> Redactor {
    let mut redactor = Redactor::default();
    for secret in secrets {
        redactor.hide(secret);
    }
    redactor
}

fn cleaned(secret: &str, text: &str) -> String {
    redactor(&[secret]).clean(text)
}

/// A way to write a text down.
type Spelling = fn(&str) -> String;

fn each(text: &str, spell: fn(char) -> String) -> String {
    text.chars().map(spell).collect()
}

fn bytes(text: &str, spell: fn(u8) -> String) -> String {
    text.bytes().map(spell).collect()
}

fn marks(text: &str, spell: fn(u8) -> String) -> String {
    text.bytes()
        .map(|one| if one.is_ascii_alphanumeric() { char::from(one).to_string() } else { spell(one) })
        .collect()
}

/// Those of the spellings that stand within each other; the last two are of a text that somebody has broken up.
const WITHIN: usize = 20;

/// Every way that is undone, by its name.
const SPELLINGS: [(&str, Spelling); 22] = [
    ("as it is", str::to_owned),
    ("percent", |text| marks(text, |one| format!("%{one:02X}"))),
    ("percent in small letters", |text| marks(text, |one| format!("%{one:02x}"))),
    ("percent throughout", |text| bytes(text, |one| format!("%{one:02X}"))),
    ("percent throughout in small letters", |text| bytes(text, |one| format!("%{one:02x}"))),
    ("form", |text| byte_serialize(text.as_bytes()).collect()),
    ("a blank for a plus", |text| text.replace('+', " ")),
    ("JSON", |text| serde_json::to_string(text).expect("a text").trim_matches('"').to_owned()),
    ("JSON with escaped slashes", |text| text.replace('\\', "\\\\").replace('/', "\\/").replace('"', "\\\"")),
    ("JSON throughout", |text| each(text, |one| format!("\\u{:04x}", u32::from(one)))),
    ("Markdown", |text| {
        each(text, |one| if one.is_ascii_punctuation() { format!("\\{one}") } else { one.into() })
    }),
    ("HTML", |text| {
        text.replace('&', "&amp;").replace('"', "&quot;").replace('/', "&#x2F;").replace('+', "&plus;")
    }),
    ("HTML in numbers", |text| each(text, |one| format!("&#{};", u32::from(one)))),
    ("HTML in hexadecimal numbers", |text| each(text, |one| format!("&#X{:X};", u32::from(one)))),
    ("base64", |text| STANDARD.encode(text)),
    ("base64 for addresses", |text| URL_SAFE_NO_PAD.encode(text)),
    ("base64 one further", |text| STANDARD.encode(format!(":{text}"))),
    ("base64 two further", |text| STANDARD.encode(format!("i:{text}"))),
    ("hexadecimal", |text| bytes(text, |one| format!("{one:02x}"))),
    ("backslash and x", |text| bytes(text, |one| format!("\\x{one:02X}"))),
    ("with a break in its middle", |text| each(text, |one| format!("{one}\n"))),
    ("with what cannot be seen", |text| each(text, |one| format!("{one}\u{200b}"))),
];

/// Whether as many characters of a text in a row stand in another one.
fn shares(shown: &str, spelled: &str, count: usize) -> bool {
    let spelled: Vec<char> = spelled.chars().collect();
    spelled.windows(count).any(|part| shown.contains(&part.iter().collect::<String>()))
}

/// Nothing of the spelled secret is left but what fills base64 up, in whatever way that is spelled in turn.
fn assert_gone(shown: &str, spelled: &str, way: &str) {
    assert!(shown.contains(MASK), "{way}: {spelled}\n{shown}");
    assert!(!shares(shown, spelled, 13), "{way}: {spelled}\n{shown}");
}

#[test]
fn every_spelling_is_blotted_out_and_what_stands_around_it_is_left() {
    for (way, spell) in SPELLINGS {
        let spelled = spell(SECRET);
        let shown = cleaned(SECRET, &format!("You sent “{spelled}”, which is wrong."));
        assert_eq!(shown.matches(MASK).count(), 1, "{way}: {spelled}\n{shown}");
        assert!(shown.starts_with("You sent “") && shown.ends_with("”, which is wrong."), "{way}: {shown}");
        assert_gone(&shown, &spelled, way);
    }
}

#[test]
fn a_spelling_within_a_spelling_is_blotted_out() {
    for (outer, spell) in &SPELLINGS[..WITHIN] {
        for (inner, spell_before) in &SPELLINGS[..WITHIN] {
            let spelled = spell(&spell_before(SECRET));
            let shown = cleaned(SECRET, &format!("<<{spelled}>>"));
            assert_gone(&shown, &spelled, &format!("{inner}, then {outer}"));
        }
    }
}

/// Such a secret is read wrongly by itself in the same way as in a text, but for what then stands at its ends.
#[test]
fn a_secret_that_looks_like_escapes_is_blotted_out_to_both_its_ends() {
    for secret in
        ["%+a};     a0;AaA", "! } a - a}a}}%00", "%00 A-A;A- AA ;a", "&#0; AA0a0A;^aA!", "-00 a-a     ^%5C"]
    {
        for (outer, spell) in &SPELLINGS[..WITHIN] {
            for (inner, spell_before) in &SPELLINGS[..WITHIN] {
                let spelled = spell(&spell_before(secret));
                let shown = cleaned(secret, &format!("<<{spelled}>>"));
                assert_gone(&shown, &spelled, &format!("{inner}, then {outer}"));
            }
        }
    }
}

#[test]
fn the_credentials_of_a_client_are_blotted_out_in_both_their_encodings() {
    let form = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    for id in ["0oa8x2k4mQ1vJ7dT5e6a", "0oa8x2k4mQ1vJ7dT5e6ab", "0oa8x2k4mQ1vJ7dT5e6abc"] {
        let words = STANDARD.encode(format!("{id}:{}", form(SECRET)));
        let shown = cleaned(SECRET, &format!("you sent: Basic {words}"));
        assert!(shown.starts_with("you sent: Basic MG9h"), "{shown}");
        assert!(!shares(&shown, words.split_at(words.len() / 2).1, 8), "{shown}");
    }
}

#[test]
fn a_part_of_a_secret_is_blotted_out() {
    let secret = "abcdefghijklmnopqrstuvwxyz0123456789";
    let shown = |text: &str| cleaned(secret, text);
    assert_eq!(shown("it begins with abcdefgh"), "it begins with •••");
    assert_eq!(shown("it begins with abcdefgh…"), "it begins with •••…");
    assert_eq!(shown("it begins with abcdefghij..."), "it begins with •••...");
    assert_eq!(shown("it begins with %61bcdefgh"), "it begins with •••");
    assert_eq!(shown("in its middle: [klmnopqrstuv]"), "in its middle: [•••]");
    assert_eq!(shown("at its end: yz0123456789"), "at its end: yz0123456789".replace("yz0123456789", MASK));
    // What anybody could have said.
    assert_eq!(shown("abcdefg"), "abcdefg");
    assert_eq!(shown("abcdefgh, xyz0123456"), "abcdefgh, xyz0123456");
}

#[test]
fn a_short_secret_takes_no_other_word_along() {
    assert_eq!(cleaned("abc", "abc is not looked for"), "abc is not looked for");
    assert_eq!(cleaned("test", "The test of latest.test: pass=test"), "The ••• of latest.•••: pass=•••");
    assert_eq!(cleaned("test", "testing the greatest"), "testing the greatest");
    assert_eq!(cleaned("password", "the passwords"), "the •••s");
    assert_eq!(cleaned("", "nothing"), "nothing");
}

#[test]
fn secrets_that_touch_overlap_or_hold_each_other_are_one_mask() {
    let both = redactor(&["correct-horse", "horse-battery-staple", "correct-horse-battery-staple-and-more"]);
    assert_eq!(both.clean("a correct-horse-battery-staple b"), "a ••• b");
    assert_eq!(both.clean("correct-horsehorse-battery-staple"), MASK);
    assert_eq!(both.clean("correct-horse and correct-horse"), "••• and •••");
}

#[test]
fn what_a_token_says_of_public_values_stays() {
    let public = Public::of(["https://acme.okta.com", "0oa8x2k4mQ1vJ7dT5e6a"]);
    let mut redactor = Redactor::default();
    redactor.hide_besides("token-for-0oa8x2k4mQ1vJ7dT5e6a-7Hq2mXw0Lp", &public);
    assert_eq!(
        redactor.clean("0oa8x2k4mQ1vJ7dT5e6a at https://acme.okta.com"),
        "0oa8x2k4mQ1vJ7dT5e6a at https://acme.okta.com"
    );
    let shown = redactor.clean("token-for-0oa8x2k4mQ1vJ7dT5e6a-7Hq2mXw0Lp");
    assert!(!shown.contains("token-for") && !shown.contains("7Hq2mXw0Lp"), "{shown}");
}

#[test]
fn nothing_is_changed_without_a_secret() {
    let text = "a %41 &amp; \\u0041 \u{1b}[31m é ü 漢字 …";
    assert_eq!(Redactor::default().clean(text), text);
    assert_eq!(cleaned("another-secret", text), text);
    assert!(!format!("{:?}", redactor(&[SECRET])).contains("Zq8"));
}

/// Each would take hours if any step looked back or ahead further than an escape is long.
#[test]
fn a_hostile_text_is_read_in_one_go() {
    let all = redactor(&[
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "25252525252525252525",
        "&#&#&#&#&#&#&#&#",
        "test",
    ]);
    for part in
        ["a", "%25", "%", "\\", "&", "&#", "&amp;", "\\u", "\\u005c", "25", "YWFh", "test ", "…", "\u{200b}"]
    {
        let text = part.repeat((1 << 20) / part.len());
        assert!(all.clean(&text).len() <= LONGEST_TEXT * 3, "{part}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_secret_in_any_two_spellings_is_gone(
        secret in "[A-Za-z0-9_.~+/=%&;<>'\"{}!@#$^*() -]{16,80}",
        outer in 0..WITHIN,
        inner in 0..WITHIN,
        before in "[a-zA-Z .,:]{0,30}",
        after in "[a-zA-Z .,:]{0,30}",
    ) {
        let secret = secret.trim();
        prop_assume!(secret.len() >= 16);
        let spelled = SPELLINGS[outer].1(&SPELLINGS[inner].1(secret));
        let shown = cleaned(secret, &format!("{before}<{spelled}>{after}"));
        let begins = format!("{before}<");
        prop_assert!(shown.contains(MASK), "{} then {}: {spelled}\n{shown}", SPELLINGS[inner].0, SPELLINGS[outer].0);
        prop_assert!(shown.starts_with(&begins), "{shown}");
        prop_assert!(!shares(&shown, &spelled, spelled.chars().count().min(16)), "{} then {}: {spelled}\n{shown}", SPELLINGS[inner].0, SPELLINGS[outer].0);
    }

    #[test]
    fn whatever_it_is_given_it_returns(secret in "\\PC{0,40}", text in "\\PC{0,200}") {
        let shown = cleaned(&secret, &text);
        prop_assert!(secret.trim().len() < 12 || !shown.contains(secret.trim()) , "{shown}");
    }
}
