//! A program as a row of statements, and which of them surely assign one literal to one name.

use std::collections::HashMap;

use super::super::read_error::ReadError;
use super::language::{Language, is_word};
use super::lexer::{Kind, Token, tokens};
use super::literal::{Node, Parser};

/// Words that begin a block of Ruby.
const OPENERS: &[&str] =
    &["if", "unless", "while", "until", "case", "begin", "def", "class", "module", "for"];

/// A statement: its tokens that say something, and whether it runs once whatever happens.
struct Statement<'a> {
    tokens: Vec<&'a Token>,
    top: bool,
}

/// A target that is assigned, and the value.
pub(super) struct Assignment {
    pub(super) target: Vec<String>,
    pub(super) value: Node,
}

/// A program's text, understood as far as it must be.
pub(super) struct Program<'a> {
    language: Language,
    text: &'a str,
    /// Every assignment at the top level, in order.
    pub(super) assignments: Vec<Assignment>,
    /// The text of every other statement.
    pub(super) others: Vec<&'a str>,
    pub(super) comments: Vec<&'a str>,
    /// Each token that says something, by its statement: whether that stands at the top, and the token's text and depth.
    mentions: Vec<(bool, Vec<Mention<'a>>)>,
    /// Where each word is mentioned, by statement and token: a file may have a hundred thousand names, and every one of
    /// them is looked for.
    places: HashMap<&'a str, Vec<(usize, usize)>>,
}

struct Mention<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Program<'a> {
    pub(super) fn parse(language: Language, text: &'a str) -> Result<Self, ReadError> {
        let all = tokens(language, text)?;
        let spelled = |token: &Token| text.get(token.span.clone()).unwrap_or_default();
        let comments =
            all.iter().filter(|token| token.kind == Kind::Comment).map(|one| spelled(one).trim()).collect();
        let mut program = Self {
            language,
            text,
            assignments: Vec::new(),
            others: Vec::new(),
            comments,
            mentions: Vec::new(),
            places: HashMap::new(),
        };
        for statement in statements(language, text, &all) {
            let assignment = if statement.top { program.assignment(&statement.tokens) } else { None };
            match (assignment, statement.tokens.first(), statement.tokens.last()) {
                (Some(found), ..) => program.assignments.push(found),
                (None, Some(first), Some(last)) => {
                    program.others.extend(text.get(first.span.start..last.span.end));
                }
                _ => {}
            }
            let words = statement.tokens.iter().map(|token| Mention {
                text: spelled(token),
                at: token.span.start,
                depth: token.depth,
            });
            let words: Vec<Mention<'a>> = words.collect();
            for (at, word) in words.iter().enumerate() {
                program.places.entry(bare(word.text)).or_default().push((program.mentions.len(), at));
            }
            program.mentions.push((statement.top, words));
        }
        Ok(program)
    }

    /// The assignment that a statement is, if it is one of a kind that can be a setting.
    fn assignment(&self, tokens: &[&Token]) -> Option<Assignment> {
        let spelled = |at: usize| tokens.get(at).and_then(|token| self.text.get(token.span.clone()));
        let word = |at: usize| spelled(at).filter(|word| is_word(word)).map(str::to_owned);
        let (target, from) = match self.language {
            Language::Php => (vec![spelled(0).filter(|name| *name == "$CONFIG")?.to_owned()], 1),
            Language::Python
                if spelled(0) == Some("c") && spelled(1) == Some(".") && spelled(3) == Some(".") =>
            {
                (vec!["c".to_owned(), word(2)?, word(4)?], 5)
            }
            Language::Python => {
                let name = word(0).filter(|name| name != "c")?;
                // `NAME: type = value`, PEP 526.
                let equals = (spelled(1) == Some(":")).then(|| outer_equals(tokens, self.text)).flatten();
                (vec![name], equals.unwrap_or(1))
            }
            Language::Ruby => match &tokens.get(1)?.kind {
                Kind::Text(_) if tokens.len() == 2 => {
                    let value = self.parser(tokens).value(1, 2)?;
                    return Some(Assignment { target: vec![word(0)?], value });
                }
                Kind::Open if spelled(1) == Some("[") && spelled(3) == Some("]") => {
                    let Kind::Text(Some(name)) = &tokens.get(2)?.kind else { return None };
                    (vec![word(0)?, name.clone()], 4)
                }
                _ => return None,
            },
        };
        let end = tokens.len()
            - usize::from(self.language == Language::Php && spelled(tokens.len() - 1) == Some(";"));
        if spelled(from) != Some("=") || end <= from + 1 {
            return None;
        }
        Some(Assignment { target, value: self.parser(tokens).value(from + 1, end)? })
    }

    fn parser<'t>(&'t self, tokens: &'t [&'t Token]) -> Parser<'t> {
        Parser { language: self.language, text: self.text, tokens }
    }

    /// Where a target is changed in another way than by one assignment at the top level, if it is.
    pub(super) fn unclear(&self, target: &[String]) -> Option<usize> {
        let words = self.spelled(target);
        let places = |word: &String| self.places.get(bare(word)).map_or(&[][..], Vec::as_slice);
        // The word that is mentioned least tells most: a group may be in every line, and a name in every group.
        let telling = (0..words.len()).min_by_key(|at| places(&words[*at]).len())?;
        let mut seen = false;
        for (statement, place) in places(&words[telling]) {
            let (top, tokens) = &self.mentions[*statement];
            let Some(at) = place.checked_sub(telling) else { continue };
            let found = tokens.len() - at >= words.len()
                && words.iter().zip(&tokens[at..]).all(|(word, token)| same(word, token.text));
            if !found || (at > 0 && matches!(tokens[at - 1].text, "." | "&.")) {
                continue;
            }
            let next = tokens.get(at + words.len());
            let clean = at == 0 && *top && self.is_clean(target, tokens, next.map(|token| token.text));
            if (clean && seen) || (!clean && self.changes(tokens, at, next)) {
                return Some(tokens[at].at);
            }
            seen |= clean;
        }
        None
    }

    fn is_clean(&self, target: &[String], tokens: &[Mention<'_>], next: Option<&str>) -> bool {
        if self.language == Language::Ruby && target.len() == 1 {
            return tokens.len() == 2 && next.is_some_and(|text| text.starts_with(['"', '\'']));
        }
        // An annotation stands between a name and its value, or alone.
        let is_annotated = self.language == Language::Python && next == Some(":");
        next == Some("=")
            || (is_annotated && tokens.iter().any(|token| token.text == "=" && token.depth == 0))
    }

    /// Whether a mention at a place may change what is mentioned.
    fn changes(&self, tokens: &[Mention<'_>], at: usize, next: Option<&Mention<'_>>) -> bool {
        if at == 0 {
            return next.is_some_and(|token| self.language != Language::Php || token.text != ";");
        }
        let assigned = next.is_some_and(|token| {
            token.text.ends_with('=') && !matches!(token.text, "==" | "!=" | "<=" | ">=")
        });
        let outside = self.language != Language::Python || tokens[at].depth == 0;
        let begins = matches!(tokens[at - 1].text, ":" | "then" | "else" | "do" | "del" | "unset" | "|")
            && tokens[at].depth == 0;
        let indexed = self.language != Language::Python && next.is_some_and(|token| token.text == "[");
        (assigned && outside) || begins || (indexed && tokens[at..].iter().any(|token| token.text == "="))
    }

    /// A target token by token; a name in brackets stands for both kinds of quotes.
    fn spelled(&self, target: &[String]) -> Vec<String> {
        match (self.language, target) {
            (Language::Ruby, [group, name]) => {
                vec![group.clone(), "[".to_owned(), self.language.quoted(name), "]".to_owned()]
            }
            (Language::Python, [first, rest @ ..]) => {
                let more = rest.iter().flat_map(|name| [".".to_owned(), name.clone()]);
                std::iter::once(first.clone()).chain(more).collect()
            }
            _ => target.to_vec(),
        }
    }
}

/// Whether a token is a word, or a text in either kind of quotes.
fn same(word: &str, token: &str) -> bool {
    word == token || (is_quoted(word) && is_quoted(token) && bare(word) == bare(token))
}

fn is_quoted(word: &str) -> bool {
    word.starts_with(['"', '\''])
}

/// A text without its quotes; anything else as it is.
fn bare(word: &str) -> &str {
    word.strip_prefix(['"', '\'']).map_or(word, |text| text.trim_end_matches(['"', '\'']))
}

/// The statements of a program.
fn statements<'a>(language: Language, text: &str, tokens: &'a [Token]) -> Vec<Statement<'a>> {
    let mut all: Vec<Statement<'a>> = Vec::new();
    let mut current = Statement { tokens: Vec::new(), top: true };
    let mut block = Block { language, text, deep: 0 };
    let mut line = 0;
    // The next token that says something, and whether the statement goes on with it: looked for once, not for each of the
    // empty lines before it.
    let (mut next, mut goes_on) = (0, false);
    for (at, token) in tokens.iter().enumerate() {
        let mark = text.get(token.span.clone()).unwrap_or_default();
        let semicolon = mark == ";" && token.depth == 0 && token.kind == Kind::Mark;
        let newline = token.kind == Kind::Newline && token.depth == 0 && language != Language::Php;
        let brace = language == Language::Php && token.kind == Kind::Close && mark == "}" && token.depth == 0;
        if token.is_significant() && !(semicolon && language != Language::Php) {
            if current.tokens.is_empty() {
                let first_on_line = line == 0 || language == Language::Php;
                current.top = first_on_line && block.is_top(tokens, at);
            }
            current.tokens.push(token);
        }
        if newline && at >= next {
            next = (at..tokens.len()).find(|at| tokens[*at].is_significant()).unwrap_or(tokens.len());
            goes_on = tokens.get(next).is_some_and(|token| continues(language, text, token));
        }
        if semicolon || brace || (newline && !goes_on) {
            line = if semicolon { line + 1 } else { 0 };
            block.after(&current.tokens);
            all.push(std::mem::replace(&mut current, Statement { tokens: Vec::new(), top: true }));
        }
    }
    all.push(current);
    all.retain(|statement| !statement.tokens.is_empty());
    all
}

/// Whether Ruby goes on with a chained call at the next token that says something.
fn continues(language: Language, text: &str, next: &Token) -> bool {
    language == Language::Ruby && matches!(text.get(next.span.clone()), Some("." | "&"))
}

/// How deep in blocks the text is.
struct Block<'a> {
    language: Language,
    text: &'a str,
    deep: usize,
}

impl Block<'_> {
    /// Whether a statement that begins at a token stands outside of every block.
    fn is_top(&self, tokens: &[Token], at: usize) -> bool {
        match self.language {
            Language::Ruby => self.deep == 0,
            Language::Php => tokens[at].depth == 0,
            Language::Python => {
                let start = tokens[at].span.start;
                start == 0 || self.text[..start].ends_with(['\n', '\u{FEFF}'])
            }
        }
    }

    /// Counts the blocks that a statement of Ruby opens and closes.
    fn after(&mut self, tokens: &[&Token]) {
        if self.language != Language::Ruby {
            return;
        }
        let word = |at: usize| {
            tokens.get(at).and_then(|token| self.text.get(token.span.clone())).unwrap_or_default()
        };
        let words = || (0..tokens.len()).filter(|at| tokens[*at].kind == Kind::Word);
        let loops = matches!(word(0), "while" | "until" | "for");
        let opened = words().filter(|at| {
            let leads = *at == 0 || word(at - 1) == "=";
            (leads && OPENERS.contains(&word(*at))) || (word(*at) == "do" && !loops)
        });
        let opened = opened.count();
        let closed = words().filter(|at| word(*at) == "end" && (*at == 0 || word(at - 1) != ".")).count();
        self.deep = (self.deep + opened).saturating_sub(closed);
    }
}

/// Where the first equals sign outside of all brackets stands.
fn outer_equals(tokens: &[&Token], text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    tokens.iter().position(|token| {
        match &token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && text.get(token.span.clone()) == Some("=")
    })
}
