//! How a file is written: its size, its head, its attributes, what may stop the program, where sentences live.

use crate::tests::house::lexer::Kind;
use crate::tests::house::source::Source;
use crate::tests::house::{Finding, finding};

/// The most lines that a file may have.
const CEILING: usize = 400;

/// Files that may be longer, each with the reason.
const LONGER: [(&str, &str); 0] = [];

/// Rooms whose every sentence lives in `assets/words/en/`.
const SPEECHLESS: [&str; 3] = ["ui", "wizard", "diagnosis"];

/// What holds pieces of the provider's own sentences, which are compared and never said.
const COMPARED: &str = "src/diagnosis/errors/";

/// The files that write to the terminal.
const OUTLETS: [&str; 3] = ["src/ui/talk.rs", "src/ui/tui/terminal.rs", "src/ui/tui/mod.rs"];

/// Macros that end the program.
const STOPS: [&str; 4] = ["panic", "todo", "unimplemented", "unreachable"];

/// A file too long to be read in one go.
pub(crate) fn size(file: &Source) -> Vec<Finding> {
    let lines = file.text.lines().count();
    let excepted = LONGER.iter().any(|(path, _)| *path == file.path);
    if lines <= CEILING || excepted {
        return Vec::new();
    }
    vec![finding(file, lines, &format!("{lines} lines; {CEILING} is the most"))]
}

/// A file that does not say what it knows.
pub(crate) fn head(file: &Source) -> Vec<Finding> {
    if file.text.starts_with("//!") {
        return Vec::new();
    }
    vec![finding(file, 1, "the file's head (`//!`) says what it knows and must not do")]
}

/// `allow` and `expect` without a reason.
pub(crate) fn reasons(file: &Source) -> Vec<Finding> {
    let silencing = |inner: &str| {
        let inner = inner.trim_start();
        inner.starts_with("allow(") || inner.starts_with("expect(")
    };
    file.attributes
        .iter()
        .filter(|(_, inner)| silencing(inner) && !inner.contains("reason"))
        .map(|(line, inner)| finding(file, *line, &format!("`#[{inner}]` needs a `reason`")))
        .collect()
}

/// What would end the program instead of saying what is wrong.
pub(crate) fn stops(file: &Source) -> Vec<Finding> {
    let mut found = Vec::new();
    for three in file.tokens.windows(3) {
        let name = three[1].word();
        if three[0].is('.')
            && three[2].is('(')
            && matches!(name, "unwrap" | "expect" | "unwrap_err" | "expect_err")
        {
            found.push(finding(file, three[1].line, &format!("`.{name}()` outside tests")));
        }
    }
    for two in file.tokens.windows(2) {
        let name = two[0].word();
        if two[1].is('!') && STOPS.contains(&name) {
            found.push(finding(file, two[0].line, &format!("`{name}!` outside tests")));
        }
    }
    found
}

/// What writes to the terminal beside the two files that take texts made visible alone, and the one that hands the terminal
/// to the screen's backend.
pub(crate) fn outlets(file: &Source) -> Vec<Finding> {
    if OUTLETS.contains(&file.path.as_str()) {
        return Vec::new();
    }
    let opens = file.tokens.windows(6).filter(|six| {
        let is_stream = matches!(six[1].word(), "stdout" | "stderr") && six[2].is('(') && !six[0].is('.');
        is_stream && six[5].word() != "is_terminal"
    });
    opens.map(|six| finding(file, six[1].line, "only `ui/talk.rs` writes to the terminal")).collect()
}

/// A sentence written where only its key may stand.
pub(crate) fn sentences(file: &Source) -> Vec<Finding> {
    if !SPEECHLESS.contains(&file.room()) || file.path.starts_with(COMPARED) {
        return Vec::new();
    }
    file.literals()
        .filter(|(_, text)| is_sentence(text))
        .map(|(line, text)| finding(file, line, &format!("a sentence outside assets/words/en: {text:?}")))
        .collect()
}

/// Three words in a row, made of letters.
fn is_sentence(text: &str) -> bool {
    let mut row = 0;
    for word in text.split_whitespace() {
        let bare = word
            .trim_matches(|c: char| c.is_ascii_punctuation() && !matches!(c, '{' | '}' | '<' | '>' | '='));
        let letters =
            !bare.is_empty() && bare.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-'));
        row = if letters { row + 1 } else { 0 };
        if row >= 3 {
            return true;
        }
    }
    false
}

/// The guard itself, on sources made up to break each rule.
pub(crate) fn self_test() {
    let diagnosis = |text: &str| Source::new("src/diagnosis/a.rs", text);
    let spoken = "const A: &str = \"The secret was refused.\";\n#[error(\"as they are in attributes\")]\n\
                  const B: &str = r#\"findings.client.secret_wrong\"#; // three plain words";
    assert_eq!(sentences(&diagnosis(spoken)).len(), 1);
    assert!(sentences(&Source::new("src/okta/a.rs", spoken)).is_empty(), "okta knows Okta's own sentences");
    let stopping = "fn f() { a.unwrap(); b.expect(\"x\"); panic!(); self.expect_word(); }\n\
                    #[cfg(test)]\nmod tests { fn g() { c.unwrap(); } }";
    assert_eq!(stops(&diagnosis(stopping)).len(), 3);
    assert_eq!(
        reasons(&diagnosis("#[allow(dead_code)]\nfn f() {}\n#[expect(x, reason = \"y\")]\nfn g() {}")).len(),
        1
    );
    assert_eq!(head(&diagnosis("fn f() {}")).len(), 1);
    let writing = "fn f() { io::stdout().write_all(b\"x\"); std::io::stderr().lock(); child.stdout(Stdio::null()); \
                   if io::stdout().is_terminal() {} }";
    assert_eq!(outlets(&diagnosis(writing)).len(), 2);
    assert_eq!(size(&diagnosis(&"//\n".repeat(CEILING + 1))).len(), 1);
    assert!(
        diagnosis("fn f<'a>(x: &'a str) -> char { '\"' }").literals().next().is_none(),
        "a quote as a character"
    );
    assert!(
        diagnosis("/* \"a b c d\" */ fn f() {}")
            .tokens
            .iter()
            .all(|token| !matches!(token.kind, Kind::Text(_)))
    );
}
