//! Sentences are looked up by key. A key that leads nowhere, or a place that nobody fills, would be shown to a person as
//! it stands; this finds both where the key is written out.

use usher::base::words::{PROVIDER_PLACES, find, places};

use crate::tests::house::lexer::{Kind, Token};
use crate::tests::house::source::Source;
use crate::tests::house::{Finding, finding};

/// Keys that lead to no sentence, and places of a sentence that are not given.
pub(crate) fn keys(file: &Source) -> Vec<Finding> {
    let mut found = Vec::new();
    for at in 0..file.tokens.len() {
        let Some((name, key)) = call(&file.tokens[at..]) else { continue };
        let line = file.tokens[at].line;
        let Some(sentence) = find(key) else {
            found.push(finding(file, line, &format!("no sentence under {key:?} in assets/words/en")));
            continue;
        };
        let given = if name == "fill" { names(&file.tokens[at + 3..]) } else { Some(Vec::new()) };
        let missing = |place: &&str| given.as_ref().is_some_and(|given| !given.contains(place));
        let own = |place: &&str| PROVIDER_PLACES.contains(place);
        for place in places(sentence).iter().filter(|place| missing(place) && !own(place)) {
            found.push(finding(file, line, &format!("{key:?} has a place {{{place}}} that is not filled")));
        }
    }
    found
}

/// `text("a.b")` or `fill("a.b", …)`: its name and the key.
fn call(tokens: &[Token]) -> Option<(&str, &str)> {
    let [name, opening, key, ..] = tokens else { return None };
    let Kind::Text(key) = &key.kind else { return None };
    let is_lookup = matches!(name.word(), "text" | "fill") && opening.is('(');
    (is_lookup && looks_like_key(key)).then_some((name.word(), key))
}

fn looks_like_key(text: &str) -> bool {
    let part =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
    text.contains('.') && text.split('.').all(part)
}

/// The names that `, &[("name", value), …])` gives; `None` where they are not written out.
fn names(rest: &[Token]) -> Option<Vec<&str>> {
    let written_out = rest.first()?.is(',') && rest.get(1)?.is('&') && rest.get(2)?.is('[');
    if !written_out {
        return None;
    }
    let mut depth = 1;
    let mut names = Vec::new();
    for pair in rest[2..].windows(2) {
        match (&pair[0].kind, &pair[1].kind) {
            (Kind::Sign('('), Kind::Text(name)) if depth == 2 => names.push(name.as_str()),
            (Kind::Sign(']'), _) if depth == 2 => return Some(names),
            _ => {}
        }
        match pair[0].kind {
            Kind::Sign('[') => depth += 1,
            Kind::Sign(']') => depth -= 1,
            _ => {}
        }
    }
    Some(names)
}

/// The guard itself, on sources made up to break it.
pub(crate) fn self_test() {
    let (key, sentence) = usher::base::words::WORDS
        .iter()
        .find(|(_, sentence)| places(sentence).iter().any(|place| !PROVIDER_PLACES.contains(place)))
        .expect("some sentence has a place");
    let place = *places(sentence).iter().find(|place| !PROVIDER_PLACES.contains(place)).expect("that place");
    let judged = |text: &str| keys(&Source::new("src/ui/a.rs", text)).len();
    assert_eq!(judged("fn f() { words::text(\"nowhere.at.all\"); text(\"not a key. at all\"); }"), 1);
    assert!(judged(&format!("fn f() {{ fill(\"{key}\", &[(\"other\", x)]); }}")) >= 1);
    assert!(judged(&format!("fn f() {{ text(\"{key}\"); }}")) >= 1);
    let one = judged(&format!("fn f() {{ fill(\"{key}\", &[(\"{place}\", &x[0])]); }}"));
    assert!(one < judged(&format!("fn f() {{ fill(\"{key}\", &[]); }}")), "a given place is filled");
}
