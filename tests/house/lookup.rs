//! The other way round: a sentence that nobody looks up is read, translated and kept for nothing, and a place that nobody
//! fills would be shown in braces. Keys are put together in the program, so this asks whether they can be put together.

use std::collections::BTreeSet;
use std::path::Path;

use usher::base::words::WORDS;

use crate::tests::house::Finding;
use crate::tests::house::source::{Source, read};

/// Tables whose keys name something else: the form of another sentence, or a finding, which the findings' own tests count.
const OF_OTHERS: [&str; 3] = ["other_provider.", "plain.instead.", "findings."];
/// Endings that the program puts behind a key that it has.
const ENDINGS: [&str; 2] = ["_one", "_title"];

/// Everything that the program's sources can say of a key.
pub(crate) struct Sources {
    literals: BTreeSet<String>,
    /// Keys with `{}` for what is filled in, cut there.
    templates: Vec<Vec<String>>,
    /// Every word, in small letters and without what joins its parts.
    names: BTreeSet<String>,
}

impl Sources {
    pub(crate) fn of(files: &[Source]) -> Self {
        let literals: BTreeSet<String> =
            files.iter().flat_map(|file| file.literals().map(|(_, text)| text.to_owned())).collect();
        let joined =
            literals.iter().filter(|text| is_start(text)).map(|text| vec![text.clone(), String::new()]);
        let templates =
            literals.iter().filter(|text| is_template(text)).map(|text| cut(text)).chain(joined).collect();
        let names = files.iter().flat_map(|file| names(&file.text)).collect();
        Self { literals, templates, names }
    }

    fn asks_for(&self, key: &str) -> bool {
        let starts = std::iter::once(0).chain(key.match_indices('.').map(|(at, _)| at + 1));
        starts.take(3).map(|at| &key[at..]).any(|part| {
            self.literals.contains(part) || self.templates.iter().any(|template| self.fits(template, part))
        })
    }

    /// Whether the key is the template with names of the program filled in.
    fn fits(&self, template: &[String], key: &str) -> bool {
        let Some((first, others)) = template.split_first() else { return false };
        let Some(mut rest) = key.strip_prefix(first.as_str()) else { return false };
        for (at, piece) in others.iter().enumerate() {
            let is_last = at + 1 == others.len();
            let end = match (is_last, piece.is_empty()) {
                (true, true) => Some(rest.len()),
                (true, false) => rest.strip_suffix(piece.as_str()).map(str::len),
                (false, _) => rest.find(piece.as_str()),
            };
            let Some(end) = end.filter(|end| *end > 0) else { return false };
            if !rest[..end].split('.').all(|name| self.names.contains(&plain(name))) {
                return false;
            }
            rest = &rest[end + piece.len()..];
        }
        rest.is_empty()
    }
}

/// `secret.{key}_about`, but not `wizard.{key}`, which fits every sentence of a file.
fn is_template(text: &str) -> bool {
    let is_key = |c: char| c.is_ascii_alphanumeric() || "._-{}".contains(c);
    let file = text.split_once(".{key}").filter(|(_, rest)| rest.is_empty()).map(|(file, _)| file);
    let is_whole_file = ["wizard", "plain", "other_provider"].iter().any(|name| file == Some(*name));
    text.contains('{') && text.contains('.') && text.chars().all(is_key) && !is_whole_file
}

/// `wizard.keys.`, to which a name of the program is joined.
fn is_start(text: &str) -> bool {
    text.ends_with('.') && text.matches('.').count() > 1 || ["checks.", "findings."].contains(&text)
}

fn cut(template: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut is_place = false;
    for one in template.chars() {
        match one {
            '{' => is_place = true,
            '}' => {
                is_place = false;
                pieces.push(String::new());
            }
            _ if is_place => {}
            _ => pieces.last_mut().into_iter().for_each(|piece| piece.push(one)),
        }
    }
    pieces
}

/// Every word of a source: identifiers, and the parts of texts.
fn names(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-');
    words.filter(|word| !word.is_empty()).map(plain).collect()
}

/// `NotReached`, `not_reached` and `not-reached` are one name.
fn plain(name: &str) -> String {
    name.to_lowercase().replace(['_', '-'], "")
}

/// Sentences that nobody looks up, and places that nobody fills.
pub(crate) fn idle(root: &Path, sources: &Sources) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut files: Vec<(String, String)> = Vec::new();
    for (key, sentence) in WORDS {
        let stem = key.split('.').next().unwrap_or_default();
        let file = format!("assets/words/en/{stem}.toml");
        if !files.iter().any(|(name, _)| *name == file) {
            files.push((file.clone(), read(&root.join(&file))));
        }
        let text = files.iter().find(|(name, _)| *name == file).map_or("", |(_, text)| text);
        let start = sentence.lines().next().unwrap_or_default().replace('"', "\\\"");
        let line = text.lines().position(|line| line.contains(&start)).unwrap_or_default() + 1;
        let shorter = ENDINGS.iter().find_map(|ending| key.strip_suffix(ending));
        let is_asked_for = sources.asks_for(key) || shorter.is_some_and(|key| sources.asks_for(key));
        if !is_asked_for && !OF_OTHERS.iter().any(|others| key.starts_with(others)) {
            found.push(Finding::new(&file, line, &format!("{key}: nobody looks it up: take it out")));
        }
        for place in usher::base::words::places(sentence) {
            if !place.is_empty() && !sources.names.contains(&plain(place)) {
                let rule =
                    format!("{key}: nothing fills {{{place}}}: take it out, or give the program's name");
                found.push(Finding::new(&file, line, &rule));
            }
        }
    }
    found
}

/// The guard itself.
pub(crate) fn self_test() {
    let text = "fn f() { text(\"cli.one\"); say(&format!(\"secret.{key}_about\")); let x = Place::File; g(\"place\"); }";
    let sources = Sources::of(&[Source::new("src/ui/a.rs", text)]);
    assert!(sources.asks_for("cli.one") && sources.asks_for("wizard.secret.file_about"));
    assert!(!sources.asks_for("cli.two") && !sources.asks_for("wizard.secret.nothing_about"));
    assert!(!sources.asks_for("wizard.secret.file"));
    assert!(sources.literals.contains("place") && !sources.literals.contains("plaice"));
}
