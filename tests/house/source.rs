//! Reads Rust source far enough to guard the house: paths, literals and attributes, with test code and comments taken
//! away. It is no compiler; it knows comments, literals, attributes, `use` trees and `#[cfg(test)]`.

use std::path::{Path, PathBuf};

use crate::tests::house::lexer::{Kind, Token, lex};

/// One file of the project, read and taken apart.
pub(crate) struct Source {
    /// Its path from the project's root, with forward slashes.
    pub(crate) path: String,
    /// The text as it stands.
    pub(crate) text: String,
    /// What the program consists of outside tests, attributes and comments.
    pub(crate) tokens: Vec<Token>,
    /// The attributes outside tests, as written between the brackets.
    pub(crate) attributes: Vec<(usize, String)>,
    /// Files that this one declares to hold nothing but tests: paths without `.rs`, from the project's root.
    pub(crate) test_modules: Vec<String>,
}

/// A path such as `std::fs::read`, from a `use` tree or from an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CodePath {
    /// Counted from one.
    pub(crate) line: usize,
    /// Its parts; `*` for everything.
    pub(crate) parts: Vec<String>,
}

impl Source {
    /// Takes a text apart.
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let (tokens, tests) = without_tests(lex(text));
        let test_modules = tests.iter().map(|module| beside(path, module)).collect();
        let attributes = tokens
            .iter()
            .filter_map(|token| match &token.kind {
                Kind::Attribute(inner) => Some((token.line, inner.clone())),
                _ => None,
            })
            .collect();
        let tokens = tokens.into_iter().filter(|token| !matches!(token.kind, Kind::Attribute(_))).collect();
        Self { path: path.to_owned(), text: text.to_owned(), tokens, attributes, test_modules }
    }

    /// The room that the file belongs to: the folder or file right under `src`.
    pub(crate) fn room(&self) -> &str {
        let inside = self.path.strip_prefix("src/").unwrap_or(&self.path);
        inside.split(['/', '.']).next().unwrap_or_default()
    }

    /// The module's own path inside the crate: `["base", "http"]` for `src/base/http.rs`.
    pub(crate) fn module(&self) -> Vec<String> {
        let inside = self.path.strip_prefix("src/").unwrap_or(&self.path).trim_end_matches(".rs");
        let mut parts: Vec<String> = inside.split('/').map(str::to_owned).collect();
        if parts.last().is_some_and(|last| last == "mod" || last == "lib" || last == "main") {
            parts.pop();
        }
        parts
    }

    /// Every path that the code names, `use` trees spelled out.
    pub(crate) fn paths(&self) -> Vec<CodePath> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            let continues = at > 0 && matches!(self.tokens[at - 1].kind, Kind::Mark("::") | Kind::Sign('.'));
            if !continues && matches!(self.tokens[at].kind, Kind::Word(_)) {
                at = walk(&self.tokens, at, &[], &mut found);
            } else {
                at += 1;
            }
        }
        found
    }

    /// Every string literal.
    pub(crate) fn literals(&self) -> impl Iterator<Item = (usize, &str)> {
        self.tokens.iter().filter_map(|token| match &token.kind {
            Kind::Text(text) => Some((token.line, text.as_str())),
            _ => None,
        })
    }
}

/// Follows one path from `at`, spelling out groups; answers where the code goes on.
fn walk(tokens: &[Token], mut at: usize, before: &[String], found: &mut Vec<CodePath>) -> usize {
    let mut parts = before.to_vec();
    let line = tokens.get(at).map_or(0, |token| token.line);
    loop {
        match tokens.get(at).map(|token| &token.kind) {
            Some(Kind::Word(word)) => parts.push(word.clone()),
            Some(Kind::Sign('*')) if !parts.is_empty() => parts.push("*".into()),
            Some(Kind::Sign('{')) => return group(tokens, at + 1, &parts, found),
            _ => break,
        }
        at += 1;
        let goes_on = tokens.get(at).is_some_and(|token| token.kind == Kind::Mark("::"));
        let into_path = tokens
            .get(at + 1)
            .is_some_and(|token| matches!(token.kind, Kind::Word(_) | Kind::Sign('{' | '*')));
        if !(goes_on && into_path) {
            break;
        }
        at += 1;
    }
    found.push(CodePath { line, parts });
    at
}

/// The inside of `{a, b::c}` in a `use` tree.
fn group(tokens: &[Token], mut at: usize, before: &[String], found: &mut Vec<CodePath>) -> usize {
    while let Some(token) = tokens.get(at) {
        match &token.kind {
            Kind::Sign('}') => return at + 1,
            Kind::Word(word) if word == "as" => at += 2,
            Kind::Word(_) | Kind::Sign('*') => at = walk(tokens, at, before, found),
            _ => at += 1,
        }
    }
    at
}

/// Takes away each item behind `#[cfg(test)]`; answers the rest, and the modules that stood there as files.
fn without_tests(tokens: Vec<Token>) -> (Vec<Token>, Vec<String>) {
    let mut kept = Vec::with_capacity(tokens.len());
    let mut modules = Vec::new();
    let mut all = tokens.into_iter();
    while let Some(token) = all.next() {
        let is_test = matches!(&token.kind, Kind::Attribute(inner) if inner.replace(' ', "") == "cfg(test)");
        if is_test {
            modules.extend(skip_item(&mut all));
        } else {
            kept.push(token);
        }
    }
    (kept, modules)
}

/// Goes past one item; answers the module's name, or `./` and the file that `path` names, when it was `mod name;`.
fn skip_item(tokens: &mut impl Iterator<Item = Token>) -> Option<String> {
    let mut depth = 0_usize;
    let (mut named, mut last, mut module) = (None, String::new(), None);
    for token in tokens {
        match token.kind {
            Kind::Sign('{') => depth += 1,
            Kind::Sign('}') if depth <= 1 => return None,
            Kind::Sign('}') => depth -= 1,
            Kind::Sign(';') if depth == 0 => return module.and(named.or(Some(last))),
            Kind::Attribute(inner) if inner.starts_with("path") => {
                named = inner.split('"').nth(1).map(|file| format!("./{}", file.trim_end_matches(".rs")));
            }
            Kind::Word(word) => {
                if last == "mod" {
                    module = Some(());
                }
                last = word;
            }
            _ => {}
        }
    }
    None
}

/// Where a module that a file declares lives, without `.rs`; one that `path` names starts with `./`.
fn beside(path: &str, module: &str) -> String {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    match (module.strip_prefix("./"), file.trim_end_matches(".rs")) {
        (Some(named), _) => format!("{folder}/{named}"),
        (None, "mod" | "lib" | "main") => format!("{folder}/{module}"),
        (None, stem) => format!("{folder}/{stem}/{module}"),
    }
}

/// The Rust files below a folder, read, in the order of their names.
pub(crate) fn rust_files(root: &Path, folder: &str) -> Vec<Source> {
    let mut files: Vec<PathBuf> = walk_folder(&root.join(folder));
    files.retain(|path| path.extension().is_some_and(|ending| ending == "rs"));
    files.iter().map(|path| Source::new(&shown(root, path), &read(path))).collect()
}

/// All files below a folder, in the order of their names, without what is built or installed.
pub(crate) fn walk_folder(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() && !matches!(name.as_str(), "target" | "node_modules" | "out" | ".git") {
            found.extend(walk_folder(&path));
        } else if path.is_file() && name != ".git" {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// A path from the project's root, with forward slashes.
pub(crate) fn shown(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// A file's text, whatever its bytes.
pub(crate) fn read(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
    String::from_utf8_lossy(&bytes).into_owned()
}
