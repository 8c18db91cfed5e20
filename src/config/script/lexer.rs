//! A program's text as a row of tokens: enough to know what is a comment, a text, a bracket and the end of a statement.

use std::ops::Range;

use super::super::depth;
use super::super::read_error::ReadError;
use super::language::Language;
use super::quotes;
use crate::base::words::{Key, key};

/// What a token is.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// Blanks, and a line end that a backslash takes back.
    Space,
    /// A line end.
    Newline,
    /// A comment.
    Comment,
    /// A text in quotes with its meaning; `None` where something is filled in or the meaning is not certain.
    Text(Option<String>),
    /// A name or a keyword.
    Word,
    /// A number.
    Number,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// Any other sign.
    Mark,
}

/// A token and where it stands.
#[derive(Clone)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Range<usize>,
    /// How many brackets are open around it; a bracket counts as standing outside of itself.
    pub(super) depth: usize,
}

impl Token {
    /// Whether the token says anything.
    pub(super) fn is_significant(&self) -> bool {
        !matches!(self.kind, Kind::Space | Kind::Newline | Kind::Comment)
    }
}

struct Lexer<'a> {
    language: Language,
    text: &'a str,
    at: usize,
    open: Vec<(char, usize)>,
    /// Ruby's texts that begin on the next line, by the words that end them.
    here: Vec<&'a str>,
    tokens: Vec<Token>,
}

/// The tokens of a text; together they are the text.
pub(super) fn tokens(language: Language, text: &str) -> Result<Vec<Token>, ReadError> {
    let mut lexer = Lexer::new(language, text);
    lexer.head()?;
    lexer.all()?;
    match lexer.open.first() {
        Some((_, at)) => Err(ReadError::at(text, Some(*at), key!("config.read.bracket"))),
        None => Ok(lexer.tokens),
    }
}

/// Where a sign stands in a piece of a program, outside of texts and comments.
pub(super) fn find(language: Language, piece: &str, sign: &str) -> Option<usize> {
    let mut lexer = Lexer::new(language, piece);
    lexer.all().ok()?;
    let found = lexer
        .tokens
        .into_iter()
        .find(|token| token.kind == Kind::Mark && piece.get(token.span.clone()) == Some(sign));
    found.map(|token| token.span.start)
}

impl<'a> Lexer<'a> {
    fn new(language: Language, text: &'a str) -> Self {
        Self { language, text, at: 0, open: Vec::new(), here: Vec::new(), tokens: Vec::new() }
    }

    fn all(&mut self) -> Result<(), ReadError> {
        while let Some(one) = self.rest().chars().next() {
            let (start, depth) = (self.at, self.open.len());
            let (kind, length) = self.next(one)?;
            self.at = start + length.max(one.len_utf8());
            let depth = depth.min(self.open.len());
            self.tokens.push(Token { kind, span: start..self.at, depth });
        }
        Ok(())
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn error(&self, why: Key) -> ReadError {
        ReadError::at(self.text, Some(self.at), why)
    }

    /// PHP begins with its own mark; what stands before it is no program.
    fn head(&mut self) -> Result<(), ReadError> {
        if self.language != Language::Php || self.text.trim().is_empty() {
            return Ok(());
        }
        let blank = self.text.len() - self.text.trim_start().len();
        if !self.text[blank..].starts_with("<?php") {
            return Err(self.error(key!("config.read.notation")));
        }
        self.at = blank + "<?php".len();
        self.tokens.push(Token { kind: Kind::Space, span: 0..self.at, depth: 0 });
        Ok(())
    }

    fn next(&mut self, one: char) -> Result<(Kind, usize), ReadError> {
        let rest = self.rest();
        if let Some(length) = line_end(rest) {
            if let Some(found) = self.here_text()? {
                return Ok(found);
            }
            return Ok((Kind::Newline, length));
        }
        if let Some(length) = rest.strip_prefix('\\').and_then(line_end) {
            return Ok((Kind::Space, length + 1));
        }
        if one.is_whitespace() || one == '\u{FEFF}' {
            let length = rest.find(|one: char| !matches!(one, ' ' | '\t')).unwrap_or(rest.len());
            return Ok((Kind::Space, length));
        }
        if let Some(length) = self.comment()? {
            return Ok((Kind::Comment, length));
        }
        if let Some(found) = self.quoted()? {
            return Ok(found);
        }
        match one {
            '(' | '[' | '{' => {
                self.open.push((one, self.at));
                depth::check(self.text, self.at, self.open.len())?;
            }
            ')' | ']' | '}' => return self.close(one),
            _ => return Ok(self.word_or_mark(one)),
        }
        Ok((Kind::Open, 1))
    }

    fn close(&mut self, one: char) -> Result<(Kind, usize), ReadError> {
        let fits = matches!(
            (self.open.pop(), one),
            (Some(('(', _)), ')') | (Some(('[', _)), ']') | (Some(('{', _)), '}')
        );
        if fits { Ok((Kind::Close, 1)) } else { Err(self.error(key!("config.read.bracket"))) }
    }

    fn comment(&self) -> Result<Option<usize>, ReadError> {
        let rest = self.rest();
        let fresh = self.at == 0 || self.text[..self.at].ends_with('\n');
        if self.language == Language::Ruby && fresh {
            if rest.starts_with("__END__") {
                return Err(self.error(key!("config.read.notation")));
            }
            if rest.starts_with("=begin") {
                let end =
                    rest.find("\n=end").ok_or_else(|| self.error(key!("config.read.unclosed_comment")))?;
                let tail = &rest[end + 1..];
                return Ok(Some(end + 1 + tail.find(['\r', '\n']).unwrap_or(tail.len())));
            }
        }
        if self.language == Language::Php && rest.starts_with("/*") {
            let end = rest[2..].find("*/").ok_or_else(|| self.error(key!("config.read.unclosed_comment")))?;
            return Ok(Some(end + 4));
        }
        let begins = self.language.remarks().iter().any(|mark| rest.starts_with(mark));
        // `#[` is an attribute in PHP.
        let attribute = self.language == Language::Php && rest.starts_with("#[");
        Ok((begins && !attribute).then(|| rest.find(['\r', '\n']).unwrap_or(rest.len())))
    }

    fn quoted(&mut self) -> Result<Option<(Kind, usize)>, ReadError> {
        let rest = self.rest();
        if self.language == Language::Ruby {
            if let Some((word, length)) = quotes::here_word(rest) {
                self.here.push(word);
                return Ok(Some((Kind::Text(None), length)));
            }
            if self.begins_percent() {
                return match quotes::percent(rest) {
                    Some(Ok(length)) => Ok(Some((Kind::Text(None), length))),
                    Some(Err(())) => Err(self.error(key!("config.read.unclosed"))),
                    None => Ok(None),
                };
            }
        }
        if self.language == Language::Php && rest.starts_with("<<<") {
            return Err(self.error(key!("config.read.notation")));
        }
        match quotes::text(self.language, rest) {
            Some(Ok((meaning, length))) => Ok(Some((Kind::Text(meaning), length))),
            Some(Err(())) => Err(self.error(key!("config.read.unclosed"))),
            None => Ok(None),
        }
    }

    /// Whether a percent sign here begins a text: not behind a value, where it divides.
    fn begins_percent(&self) -> bool {
        let before = self.tokens.iter().rev().find(|token| token.kind != Kind::Space);
        let value = before.is_some_and(|token| {
            matches!(token.kind, Kind::Word | Kind::Number | Kind::Close | Kind::Text(_))
        });
        self.rest().starts_with('%') && !value
    }

    /// At a line end: the texts that begin here, up to the last word that ends one.
    fn here_text(&mut self) -> Result<Option<(Kind, usize)>, ReadError> {
        if self.here.is_empty() {
            return Ok(None);
        }
        let rest = self.rest();
        let mut waiting = std::mem::take(&mut self.here).into_iter();
        let mut next = waiting.next();
        let mut at = 0;
        for line in rest.split_inclusive('\n') {
            let content = line.trim_end_matches(['\r', '\n']);
            if at > 0 && next == Some(content.trim()) {
                next = waiting.next();
            }
            if next.is_none() {
                return Ok(Some((Kind::Text(None), at + content.len())));
            }
            at += line.len();
        }
        Err(self.error(key!("config.read.unclosed")))
    }

    fn word_or_mark(&self, one: char) -> (Kind, usize) {
        let rest = self.rest();
        let sigil = self.language == Language::Php && one == '$';
        if one.is_ascii_digit() {
            let end = rest.find(|one: char| !one.is_alphanumeric() && !matches!(one, '_' | '.'));
            return (Kind::Number, end.unwrap_or(rest.len()));
        }
        if one.is_alphabetic() || one == '_' || sigil {
            let tail = &rest[one.len_utf8()..];
            let end = tail.find(|one: char| !one.is_alphanumeric() && one != '_').unwrap_or(tail.len());
            return (Kind::Word, one.len_utf8() + end);
        }
        let two = rest[one.len_utf8()..].starts_with('=') || rest.starts_with("=>") || rest.starts_with("=~");
        (Kind::Mark, one.len_utf8() + usize::from(two))
    }
}

/// The length of a line end at the start of a text.
fn line_end(text: &str) -> Option<usize> {
    if text.starts_with("\r\n") { Some(2) } else { text.starts_with('\n').then_some(1) }
}
