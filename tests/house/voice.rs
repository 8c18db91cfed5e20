//! The cheap rules of `docs/words.md`, over every sentence that is embedded: the words, Okta's steps, the guides, the help of
//! the command line. What they cannot judge, whether a sentence is kind and true, stays with the reader.

use std::path::Path;

use crate::tests::house::Finding;
use crate::tests::house::phrases::{PHRASES, inverted};
use crate::tests::house::source::{read, shown, walk_folder};

/// One sentence, or a part of one, where it stands.
struct Said {
    file: String,
    line: usize,
    /// `table.key`, or the flag's line.
    key: String,
    text: String,
}

/// What is never written, and what to write instead. A trailing `~` takes every ending of the word.
const NEVER: [(&str, &str); 14] = [
    ("shall", "say should, will or must"),
    ("invalid", "say what is wrong with it and how it should look"),
    ("simply", "leave it out: it is not simple for everybody"),
    ("obviously", "leave it out: it is not obvious to everybody"),
    ("oops", "say what happened"),
    ("sorry", "say what happened and what to do"),
    ("look that", "say make sure that"),
    ("look whether", "say see whether, or make sure that"),
    ("concerned", "say affected"),
    ("a documentation", "say the documentation"),
    ("login test", "say test login"),
    ("redirect address~", "say redirect URI"),
    ("recognis~", "spell it with z"),
    ("organis~", "spell it with z, as Okta does"),
];

/// The same where no vendor's word has to be repeated: in all but the guides.
const NEVER_OF_OURS: [(&str, &str); 8] = [
    ("mend~", "say fix or correct"),
    ("log in", "people sign in; a login is what the application does"),
    ("logged in", "people are signed in"),
    ("redirect url~", "say redirect URI"),
    ("exchang~", "say that tokens are fetched, or that two things are swapped"),
    ("i took", "Usher speaks of itself as Usher; I is the person who answers"),
    ("whitelist~", "say list of allowed"),
    ("license", "the noun is spelled licence"),
];

/// Okta's labels in which such a word stands, as Okta writes them.
const LABELS: [&str; 1] = ["Code Exchange"];

/// How a text is set. In guides a command or a key of the application's own may need other signs.
const SET: [(&str, &str); 5] = [
    ("  ", "a doubled space: leave one out"),
    (" ,", "a space before a comma: leave it out"),
    ("...", "write … as one character"),
    ("!", "no exclamation marks: Usher is calm"),
    ("\"", "write “ and ” instead of straight quotation marks"),
];

/// Where a thing is, in the way of another language.
const STANDS: [&str; 4] = ["stands", "stand", "stood", "standing"];
/// What may follow: what really stands, and what stands for something.
const MAY_STAND: [&str; 7] =
    ["in the way", "in between", "between them", "for ", "in front", "alone", "beside it"];

/// Keys of guides and steps whose text is read as a sentence.
const PROSE: [&str; 18] = [
    "title",
    "say",
    "ask",
    "why",
    "label",
    "about",
    "note",
    "warn",
    "text",
    "if_not",
    "then",
    "trap",
    "cure",
    "existing",
    "leaving",
    "say_first",
    "question",
    "otherwise",
];

pub(crate) fn rules(root: &Path) -> Vec<Finding> {
    all(root).iter().flat_map(judge).collect()
}

fn all(root: &Path) -> Vec<Said> {
    let files = walk_folder(&root.join("assets"));
    let is_toml = |path: &&std::path::PathBuf| path.extension().is_some_and(|ending| ending == "toml");
    let mut found: Vec<Said> =
        files.iter().filter(is_toml).flat_map(|path| of_table(&shown(root, path), &read(path))).collect();
    assert!(found.len() > 3000, "the sentences were not found: {}", found.len());
    let help = walk_folder(&root.join("src/ui/cli"));
    found.extend(help.iter().flat_map(|path| of_help(&shown(root, path), &read(path))));
    found
}

/// The help of the command line: what stands after `///`.
fn of_help(file: &str, text: &str) -> Vec<Said> {
    let lines =
        text.lines().enumerate().filter_map(|(at, line)| Some((at, line.trim().strip_prefix("/// ")?)));
    let said = |(at, text): (usize, &str)| Said {
        file: file.to_owned(),
        line: at + 1,
        key: "help".to_owned(),
        text: text.replace(['`', '\u{5b}', '\u{5d}'], ""),
    };
    lines.map(said).collect()
}

fn of_table(file: &str, text: &str) -> Vec<Said> {
    let table: toml::Table = text.parse().unwrap_or_default();
    let mut found = Vec::new();
    let is_words = file.contains("/words/");
    flatten(&toml::Value::Table(table), "", &mut |key, value| {
        let last = key.rsplit('.').find(|part| part.parse::<usize>().is_err()).unwrap_or_default();
        // What is drawn and what is written into a file keep the form that they have there.
        if key.contains("drawing.") || key.starts_with("format.") && last == "text" {
            return;
        }
        if (is_words && last != "run" && key != "search.passed_over") || (!is_words && PROSE.contains(&last))
        {
            let start = value.lines().next().unwrap_or_default();
            let line =
                text.lines().position(|line| !start.is_empty() && line.contains(start)).unwrap_or_default();
            found.push(Said {
                file: file.to_owned(),
                line: line + 1,
                key: key.to_owned(),
                text: value.to_owned(),
            });
        }
    });
    found
}

fn flatten(value: &toml::Value, key: &str, found: &mut dyn FnMut(&str, &str)) {
    let below = |name: &str| if key.is_empty() { name.to_owned() } else { format!("{key}.{name}") };
    match value {
        toml::Value::Table(table) => {
            table.iter().for_each(|(name, inner)| flatten(inner, &below(name), found));
        }
        toml::Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, inner)| flatten(inner, &below(&at.to_string()), found));
        }
        toml::Value::String(text) => found(key, text),
        _ => {}
    }
}

fn judge(said: &Said) -> Vec<Finding> {
    let told = |rule: String| Finding::new(&said.file, said.line, &format!("{}: {rule}", said.key));
    let (own, open) = parted(&said.text);
    let mut found = Vec::new();
    let is_guide = said.file.contains("/apps/");
    let ours = NEVER_OF_OURS.into_iter().filter(|_| !is_guide);
    let labelled = LABELS.iter().fold(own.clone(), |own, label| own.replace(label, ""));
    for (never, cure) in NEVER.into_iter().chain(ours).chain(PHRASES) {
        if holds(&labelled, never) {
            found.push(told(format!("never “{}”: {cure}", never.trim_end_matches('~'))));
        }
    }
    if let Some(sentence) = inverted(&own) {
        found.push(told(format!("“{sentence}”: begin a condition with if")));
    }
    for word in STANDS {
        if let Some(rest) =
            after(&own, word).filter(|rest| !MAY_STAND.iter().any(|may| rest.starts_with(may)))
        {
            found.push(told(format!(
                "“{word} {}…”: a thing is somewhere, it does not stand there",
                rest.chars().take(12).collect::<String>()
            )));
        }
    }
    if open != 0 {
        found.push(told("a quotation mark “ or ” has no partner".to_owned()));
        return found;
    }
    for (mark, cure) in SET.iter().filter(|(mark, _)| !is_guide && own.contains(mark)) {
        found.push(told(format!("“{mark}”: {cure}")));
    }
    let is_letter = |one: Option<char>| one.is_some_and(char::is_alphabetic);
    let apostrophe =
        |at: usize| is_letter(own[..at].chars().next_back()) && is_letter(own[at + 1..].chars().next());
    if own.match_indices('\'').any(|(at, _)| apostrophe(at)) {
        found.push(told("write ’ instead of a straight apostrophe".to_owned()));
    }
    if own.contains(" . ") || own.ends_with(" .") {
        found.push(told("a space before a full stop: leave it out".to_owned()));
    }
    if own.trim() != own {
        found.push(told("a space at an end: leave it out".to_owned()));
    }
    found.extend(ending(said, &own).map(told));
    found
}

/// How a sentence ends: what is told in sentences ends as a sentence; what names a place, a value or a thing does not.
fn ending(said: &Said, own: &str) -> Option<String> {
    let last = said.key.rsplit('.').next().unwrap_or_default();
    let ends = |signs: &[char]| own.ends_with(signs);
    let is_finding = said.file.ends_with("/findings.toml") || said.key.starts_with("findings.");
    if is_finding
        && ["title", "happened", "why", "do"].contains(&last)
        && !ends(&['.', '?', '!', '}', '”', ')'])
    {
        return Some("this is told as a sentence: end it with a full stop".to_owned());
    }
    if is_finding && ["where", "value", "reference"].contains(&last) && ends(&['.']) {
        return Some("this names a place or a value: no full stop".to_owned());
    }
    let sentences = own.split(". ").count() > 1 && !own.contains('\n');
    if sentences
        && said.file.contains("/words/")
        && !ends(&['.', '?', ':', '…', '}', '”', ')'])
        && !address(own)
    {
        return Some("several sentences: end the last one too".to_owned());
    }
    None
}

/// A sentence may end with an address that somebody copies: a full stop would come along.
fn address(text: &str) -> bool {
    text.rsplit(' ').next().is_some_and(|last| last.contains("://") || last.contains('='))
}

/// The text without what it quotes between “ and ”, in braces or as code, and how many marks stayed open.
fn parted(text: &str) -> (String, i32) {
    let (mut own, mut depth, mut is_code) = (String::new(), 0, false);
    for one in text.chars() {
        match one {
            '“' => depth += 1,
            '”' => depth -= 1,
            '`' => is_code = !is_code,
            _ if depth == 0 && !is_code => own.push(one),
            _ => {}
        }
        // What is quoted leaves its marks, so that a sentence still ends where it did.
        if depth == 0 && matches!(one, '”') || one == '`' && !is_code {
            own.push('”');
        }
    }
    (own, depth)
}

/// Whether a word is there: whole, whatever its capitals.
fn holds(text: &str, word: &str) -> bool {
    let (word, any_ending) = word.strip_suffix('~').map_or((word, false), |stem| (stem, true));
    let lower = text.to_lowercase();
    lower.match_indices(word).any(|(at, _)| {
        let before = lower[..at].chars().next_back();
        let is_part = |one: char| one.is_alphanumeric() || matches!(one, '{' | '_' | '-' | '.' | '/');
        let is_whole = any_ending || !lower[at + word.len()..].starts_with(char::is_alphanumeric);
        is_whole && !before.is_some_and(is_part)
    })
}

/// What follows a whole word.
fn after<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    text.match_indices(word).find_map(|(at, _)| {
        let before = text[..at].chars().next_back();
        let rest = &text[at + word.len()..];
        let is_whole = !rest.starts_with(|one: char| one.is_alphanumeric() || one == '-');
        (is_whole && !before.is_some_and(|one| one.is_alphanumeric() || one == '-'))
            .then(|| rest.trim_start())
    })
}

/// The guard itself, on sentences made up to break it.
pub(crate) fn self_test() {
    let judged = |key: &str, text: &str| {
        let said = Said {
            file: "assets/words/en/findings.toml".to_owned(),
            line: 1,
            key: key.to_owned(),
            text: text.to_owned(),
        };
        judge(&said).len()
    };
    let bad = [
        "Who shall sign in?",
        "The key is invalid.",
        "It stands in Okta.",
        "It's here.",
        "Say \"this\".",
        "Two  spaces.",
        "An “open quotation.",
        "Wait...",
        "Done!",
        "The one here .",
        "No full stop",
        "Exchanged on the way.",
        "Should it fail, try again.",
        "Be in it yourself, lest you lose it.",
    ];
    for text in bad {
        assert_eq!(judged("a.title", text), 1, "{text}");
    }
    let good = [
        "“invalid” is Okta’s own word.",
        "It stands in the way.",
        "Who should sign in?",
        "Should it fail, or not?",
        "{said}",
        "A “star”.",
    ];
    for text in good {
        assert_eq!(judged("a.title", text), 0, "{text}");
    }
    assert_eq!(judged("a.where", "Okta › Applications."), 1);
    assert_eq!(judged("a.where", "Okta › Applications"), 0);
}
