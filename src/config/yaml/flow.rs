//! How deep flow collections (`[ ]` and `{ }`) stand in one another, before the parser sees them: it looks through all that
//! are open for each of its tokens, so that deep ones take time that grows with the square.
//!
//! It goes through a text as the parser's own scanner does, so that a bracket in a text or a comment is none, however the
//! text is spelled. Where the scanner would stop at an error, this one may go on.

use super::super::depth::{self, LEVELS};
use super::super::read_error::ReadError;

/// Refuses a text in which flow collections go too deep.
pub(super) fn check(text: &str) -> Result<(), ReadError> {
    if text.bytes().filter(|one| matches!(one, b'[' | b'{')).count() <= LEVELS {
        return Ok(());
    }
    let mut scan = Scan {
        text: text.as_bytes(),
        at: 0,
        line: 0,
        flow: 0,
        indents: Vec::new(),
        key: None,
        may_begin_key: true,
    };
    while scan.has_token() {
        if scan.token() {
            depth::check(text, scan.at, scan.flow)?;
            scan.at += 1;
        }
    }
    Ok(())
}

struct Scan<'t> {
    text: &'t [u8],
    at: usize,
    /// Where the line begins.
    line: usize,
    /// How many flow collections are open.
    flow: usize,
    /// The columns of the block collections that are open.
    indents: Vec<usize>,
    /// The column of what may turn out to be a key, outside of flow collections.
    key: Option<usize>,
    may_begin_key: bool,
}

impl Scan<'_> {
    fn byte(&self, ahead: usize) -> Option<u8> {
        self.text.get(self.at + ahead).copied()
    }

    fn rest(&self) -> &[u8] {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn column(&self) -> usize {
        self.at - self.line
    }

    /// The column that what belongs to the innermost block collection has at least.
    fn least(&self) -> usize {
        self.indents.last().map_or(0, |indent| indent + 1)
    }

    fn is_blank(&self) -> bool {
        matches!(self.byte(0), Some(b' ' | b'\t'))
    }

    /// The length of a line break.
    fn line_break(&self, ahead: usize) -> Option<usize> {
        match self.text.get(self.at + ahead..).unwrap_or_default() {
            [b'\r', b'\n', ..] | [0xC2, 0x85, ..] => Some(2),
            [b'\r' | b'\n', ..] => Some(1),
            [0xE2, 0x80, 0xA8 | 0xA9, ..] => Some(3),
            _ => None,
        }
    }

    fn is_blank_or_end(&self, ahead: usize) -> bool {
        matches!(self.byte(ahead), None | Some(b' ' | b'\t' | 0)) || self.line_break(ahead).is_some()
    }

    /// Goes over a line break; whether there was one.
    fn takes_break(&mut self) -> bool {
        let Some(length) = self.line_break(0) else { return false };
        self.at += length;
        self.line = self.at;
        if self.flow == 0 {
            self.key = None;
        }
        true
    }

    fn skip_line(&mut self) {
        while self.byte(0).is_some() && self.line_break(0).is_none() {
            self.at += 1;
        }
    }

    /// Goes over blanks, comments and empty lines; `false` at the end of the text.
    fn has_token(&mut self) -> bool {
        loop {
            if self.column() == 0 && self.rest().starts_with("\u{FEFF}".as_bytes()) {
                self.at += 3;
            }
            while self.is_blank() {
                self.at += 1;
            }
            if self.byte(0) == Some(b'#') {
                self.skip_line();
            }
            if !self.takes_break() {
                break;
            }
            self.may_begin_key |= self.flow == 0;
        }
        let column = self.column();
        while self.flow == 0 && self.indents.last().is_some_and(|indent| *indent > column) {
            self.indents.pop();
        }
        self.at < self.text.len()
    }

    /// One token; `true` at a bracket that opens, which is not gone over yet.
    fn token(&mut self) -> bool {
        let block = self.flow == 0;
        let lone = self.is_blank_or_end(1);
        match self.byte(0).unwrap_or_default() {
            b'%' if self.column() == 0 => {
                self.indents.clear();
                self.skip_line();
            }
            _ if self.is_document_mark() => {
                self.indents.clear();
                self.at += 3;
                self.goes_on(false);
            }
            b'[' | b'{' => {
                self.may_be_key();
                self.flow += 1;
                self.may_begin_key = true;
                return true;
            }
            b']' | b'}' => {
                self.flow = self.flow.saturating_sub(1);
                self.at += 1;
                self.may_begin_key = false;
            }
            b',' => {
                self.at += 1;
                self.goes_on(true);
            }
            b'-' if lone => self.indicator(self.column(), true),
            b'?' if lone || !block => self.indicator(self.column(), block),
            b':' if lone || !block => match self.key.filter(|_| block) {
                Some(column) => self.indicator(column, false),
                None => self.indicator(self.column(), block),
            },
            b'*' | b'&' => self.name(|one| one.is_ascii_alphanumeric() || matches!(one, b'_' | b'-')),
            b'!' if self.byte(1) == Some(b'<') => self.name(|one| one != b'>'),
            b'!' => self.name(|one| !matches!(one, b',' | b'[' | b']' | b'{' | b'}')),
            b'|' | b'>' if block => self.block_text(),
            mark @ (b'\'' | b'"') => self.quoted(mark),
            _ => self.plain(),
        }
        false
    }

    fn is_document_mark(&self) -> bool {
        let is_mark = self.rest().starts_with(b"---") || self.rest().starts_with(b"...");
        self.column() == 0 && is_mark && self.is_blank_or_end(3)
    }

    /// What comes next is no key that began before.
    fn goes_on(&mut self, may_begin_key: bool) {
        if self.flow == 0 {
            self.key = None;
        }
        self.may_begin_key = may_begin_key;
    }

    /// What begins here may be a key.
    fn may_be_key(&mut self) {
        if self.flow == 0 && self.may_begin_key {
            self.key = Some(self.column());
        }
        self.may_begin_key = false;
    }

    /// `-`, `?` or `:`, which opens a block collection at a column unless one is open there.
    fn indicator(&mut self, column: usize, may_begin_key: bool) {
        if self.flow == 0 && self.least() <= column {
            self.indents.push(column);
        }
        self.at += 1;
        self.goes_on(may_begin_key);
    }

    /// An anchor, an alias or a tag.
    fn name(&mut self, belongs: impl Fn(u8) -> bool) {
        self.may_be_key();
        self.at += 1;
        while !self.is_blank_or_end(0) && self.byte(0).is_some_and(&belongs) {
            self.at += 1;
        }
        self.at += usize::from(self.byte(0) == Some(b'>'));
    }

    fn quoted(&mut self, mark: u8) {
        self.may_be_key();
        self.at += 1;
        while let Some(one) = self.byte(0) {
            if one == mark && !(mark == b'\'' && self.byte(1) == Some(mark)) {
                self.at += 1;
                return;
            }
            let pair = one == mark || (mark == b'"' && one == b'\\' && self.line_break(1).is_none());
            if !self.takes_break() {
                self.at += 1 + usize::from(pair);
            }
        }
    }

    /// A text without quotes, with the lines on which it goes on.
    fn plain(&mut self) {
        self.may_be_key();
        let start = self.at;
        while !self.is_document_mark() && (self.at == start || self.byte(0) != Some(b'#')) {
            while !self.is_blank_or_end(0) && !self.ends_plain() {
                self.at += 1;
                self.may_begin_key = false;
            }
            if self.at == start {
                self.at += 1;
            }
            let mut went = false;
            while self.is_blank() || self.line_break(0).is_some() {
                went = true;
                if self.takes_break() {
                    self.may_begin_key = true;
                } else {
                    self.at += 1;
                }
            }
            if !went || (self.flow == 0 && self.column() < self.least()) {
                return;
            }
        }
    }

    fn ends_plain(&self) -> bool {
        let flow = self.flow > 0;
        match self.byte(0) {
            Some(b':') if self.is_blank_or_end(1) => true,
            Some(b':') => flow && matches!(self.byte(1), Some(b',' | b'?' | b'[' | b']' | b'{' | b'}')),
            Some(b',' | b'[' | b']' | b'{' | b'}') => flow,
            _ => false,
        }
    }

    /// A text by `|` or `>`: its head, and the lines that stand further in.
    fn block_text(&mut self) {
        self.goes_on(true);
        let head = self.at;
        self.skip_line();
        let told = self.text[head..self.at].iter().take(3).find(|one| one.is_ascii_digit());
        self.takes_break();
        let least = self.least();
        let margin = match told {
            Some(digit) => {
                let margin = least.saturating_sub(1) + usize::from(digit - b'0');
                self.empty_lines(margin);
                margin
            }
            None => self.empty_lines(usize::MAX).max(least).max(1),
        };
        while self.column() == margin && self.at < self.text.len() {
            self.skip_line();
            self.takes_break();
            self.empty_lines(margin);
        }
    }

    /// Goes over empty lines and into the next one, not further in than `margin`; how far in it came at most.
    fn empty_lines(&mut self, margin: usize) -> usize {
        let mut most = 0;
        loop {
            while self.byte(0) == Some(b' ') && self.column() < margin {
                self.at += 1;
            }
            most = most.max(self.column());
            if !self.takes_break() {
                return most;
            }
        }
    }
}
