//! Cuts Rust source into pieces: words, literals, marks, attributes. Comments vanish.

/// A piece of code with its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// Counted from one.
    pub(crate) line: usize,
    /// What it is.
    pub(crate) kind: Kind,
}

/// What a piece of code is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A word: an identifier, a keyword or a number.
    Word(String),
    /// A string literal with what stands between its quotes.
    Text(String),
    /// One punctuation character; `::` is one piece.
    Mark(&'static str),
    /// Any other character.
    Sign(char),
    /// An attribute, `#[…]` or `#![…]`, by what stands between the brackets.
    Attribute(String),
}

/// Cuts a text into its pieces; comments vanish.
pub(crate) fn lex(text: &str) -> Vec<Token> {
    let mut reader = Reader { chars: text.chars().collect(), at: 0, line: 1 };
    let mut tokens = Vec::new();
    while let Some(next) = reader.peek(0) {
        let line = reader.line;
        if let Some(kind) = reader.piece(next) {
            tokens.push(Token { line, kind });
        }
    }
    tokens
}

struct Reader {
    chars: Vec<char>,
    at: usize,
    line: usize,
}

impl Reader {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn take(&mut self) -> Option<char> {
        let next = self.peek(0)?;
        self.at += 1;
        self.line += usize::from(next == '\n');
        Some(next)
    }

    fn piece(&mut self, next: char) -> Option<Kind> {
        match (next, self.peek(1)) {
            ('/', Some('/')) => {
                while self.peek(0).is_some_and(|c| c != '\n') {
                    self.take();
                }
                None
            }
            ('/', Some('*')) => {
                self.block_comment();
                None
            }
            ('"', _) => Some(Kind::Text(self.quoted())),
            ('\'', _) => {
                self.char_or_lifetime();
                None
            }
            ('#', Some('[' | '!')) if self.opens_attribute() => Some(Kind::Attribute(self.attribute())),
            (':', Some(':')) => {
                self.at += 2;
                Some(Kind::Mark("::"))
            }
            (c, _) if c == '_' || c.is_alphanumeric() => Some(self.word()),
            (c, _) => {
                self.take();
                (!c.is_whitespace()).then_some(Kind::Sign(c))
            }
        }
    }

    fn word(&mut self) -> Kind {
        let mut word = String::new();
        while let Some(c) = self.peek(0).filter(|c| *c == '_' || c.is_alphanumeric()) {
            word.push(c);
            self.take();
        }
        let hashes = (0..self.chars.len()).take_while(|ahead| self.peek(*ahead) == Some('#')).count();
        let raw = matches!(word.as_str(), "r" | "br" | "cr") && self.peek(hashes) == Some('"');
        if raw {
            return Kind::Text(self.raw(hashes));
        }
        if matches!(word.as_str(), "b" | "c") && self.peek(0) == Some('"') {
            return Kind::Text(self.quoted());
        }
        Kind::Word(word)
    }

    fn quoted(&mut self) -> String {
        self.take();
        let mut inner = String::new();
        while let Some(c) = self.take() {
            match c {
                '"' => break,
                '\\' => match self.take() {
                    Some('n') => inner.push('\n'),
                    Some('\n') => {
                        while self.peek(0).is_some_and(char::is_whitespace) {
                            self.take();
                        }
                    }
                    Some(other) => inner.push(other),
                    None => break,
                },
                other => inner.push(other),
            }
        }
        inner
    }

    fn raw(&mut self, hashes: usize) -> String {
        for _ in 0..=hashes {
            self.take();
        }
        let mut inner = String::new();
        while let Some(c) = self.take() {
            if c == '"' && (0..hashes).all(|ahead| self.peek(ahead) == Some('#')) {
                self.at += hashes;
                break;
            }
            inner.push(c);
        }
        inner
    }

    fn char_or_lifetime(&mut self) {
        self.take();
        if self.peek(0) == Some('\\') {
            self.take();
            self.take();
            while self.peek(0).is_some_and(|c| c != '\'') {
                self.take();
            }
            self.take();
        } else if self.peek(1) == Some('\'') {
            self.take();
            self.take();
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0_usize;
        while let Some(c) = self.take() {
            match (c, self.peek(0)) {
                ('/', Some('*')) => {
                    self.take();
                    depth += 1;
                }
                ('*', Some('/')) => {
                    self.take();
                    depth -= 1;
                    if depth == 0 {
                        return;
                    }
                }
                _ => {}
            }
        }
    }

    fn opens_attribute(&self) -> bool {
        self.peek(1) == Some('[') || (self.peek(1) == Some('!') && self.peek(2) == Some('['))
    }

    fn attribute(&mut self) -> String {
        let mut inner = String::new();
        let mut depth = 0_usize;
        while let Some(c) = self.peek(0) {
            if c == '"' {
                inner.push('"');
                inner.push_str(&self.quoted());
                inner.push('"');
                continue;
            }
            self.take();
            match c {
                '[' => depth += 1,
                ']' if depth == 1 => break,
                ']' => depth -= 1,
                _ => {}
            }
            inner.push(c);
        }
        inner.trim_start_matches(['#', '!', '[']).to_owned()
    }
}

impl Token {
    /// The word, or nothing where this is none.
    pub(crate) fn word(&self) -> &str {
        match &self.kind {
            Kind::Word(word) => word,
            _ => "",
        }
    }

    /// Whether this is that character.
    pub(crate) fn is(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }
}
