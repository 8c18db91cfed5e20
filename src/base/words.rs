//! Every sentence that a person reads, by key, from `assets/words/en/*.toml`.
//!
//! A key is the file's stem and the path inside it: `findings.client.secret_wrong.title`. A sentence may hold `{name}`
//! places. A missing key or place is shown as itself rather than hidden; tests refuse both.

use std::cell::Cell;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

thread_local! {
    /// Whether a face without keys is speaking.
    static IN_LINES: Cell<bool> = const { Cell::new(false) };
    static TONGUE: Cell<fn(&'static str) -> &'static str> = const { Cell::new(as_written) };
}

fn as_written(sentence: &'static str) -> &'static str {
    sentence
}

/// Lets every sentence that this thread asks for pass through a function: the place where another language comes in, and
/// where a test sees which sentences do not live here.
pub fn speak(tongue: fn(&'static str) -> &'static str) {
    TONGUE.set(tongue);
}

/// Lets a face without keys speak: a sentence that names a key is said as it stands under `plain.instead`.
pub fn in_lines<T>(speak: impl FnOnce() -> T) -> T {
    let before = IN_LINES.replace(true);
    let said = speak();
    IN_LINES.set(before);
    said
}

/// The sentence under a key, if there is one.
pub fn find(key: &str) -> Option<&'static str> {
    let instead = IN_LINES.get().then(|| look_up(&format!("plain.instead.{key}"))).flatten();
    instead.or_else(|| look_up(key)).map(TONGUE.get())
}

fn look_up(key: &str) -> Option<&'static str> {
    let at = WORDS.binary_search_by(|(candidate, _)| (*candidate).cmp(key)).ok()?;
    Some(WORDS[at].1)
}

/// The sentence under a key, or the key itself in angle brackets.
pub fn text(key: &str) -> String {
    find(key).map_or_else(|| format!("⟨{key}⟩"), str::to_owned)
}

/// The sentence under a key with its `{name}` places filled.
pub fn fill(key: &str, values: &[(&str, &str)]) -> String {
    fill_in(&text(key), values)
}

/// A template with its `{name}` places filled. A place without a value stays as it is; `{{` and `}}` are braces.
pub fn fill_in(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        out.push_str(&rest[..at]);
        let tail = &rest[at..];
        if let Some(after) = tail.strip_prefix("{{") {
            out.push('{');
            rest = after;
        } else if let Some(after) = tail.strip_prefix("}}") {
            out.push('}');
            rest = after;
        } else if let Some(end) = tail.find('}').filter(|_| tail.starts_with('{')) {
            let name = &tail[1..end];
            match values.iter().find(|(candidate, _)| *candidate == name) {
                Some((_, value)) => out.push_str(value),
                None => out.push_str(&tail[..=end]),
            }
            rest = &tail[end + 1..];
        } else {
            out.push_str(&tail[..1]);
            rest = &tail[1..];
        }
    }
    out.push_str(rest);
    out
}

/// The names of the `{name}` places of a template, in order.
pub fn places(template: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        let tail = &rest[at + 1..];
        if let Some(after) = tail.strip_prefix('{') {
            rest = after;
        } else if let Some(end) = tail.find('}') {
            found.push(&tail[..end]);
            rest = &tail[end + 1..];
        } else {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_and_missing_ones_stay() {
        assert_eq!(fill_in("Hello {who}, {{x}} {gone}", &[("who", "Ana")]), "Hello Ana, {x} {gone}");
        assert_eq!(places("a {b} {{c}} {d}"), ["b", "d"]);
    }
}
