//! Files of directives, word by word: where each begins, and where its words stand.

use std::ops::Range;

use super::super::depth;
use super::super::read_error::ReadError;
use super::hosts;
use super::server::Server;
use crate::base::words::{Key, key};

/// One word and what it means; `None` where the server fills something in.
pub(super) struct Word {
    pub(super) span: Range<usize>,
    pub(super) meaning: Option<String>,
    pub(super) quoted: bool,
}

/// A directive or the head of a block, with its words.
pub(super) struct Directive {
    pub(super) words: Vec<Word>,
    pub(super) opens: bool,
    /// The virtual host that it stands in: where the head of its block begins.
    pub(super) host: Option<usize>,
}

/// What a file holds.
pub(super) struct Scan {
    pub(super) directives: Vec<Directive>,
    pub(super) comments: Vec<Range<usize>>,
}

struct Scanner<'a> {
    server: Server,
    text: &'a str,
    at: usize,
    open: Vec<usize>,
    /// The virtual host that is open: where it begins, and how many blocks were open around it.
    host: Option<(usize, usize)>,
    words: Vec<Word>,
    scan: Scan,
}

/// Takes a file apart.
pub(super) fn scan(server: Server, text: &str) -> Result<Scan, ReadError> {
    let scan = Scan { directives: Vec::new(), comments: Vec::new() };
    let mut scanner = Scanner { server, text, at: 0, open: Vec::new(), host: None, words: Vec::new(), scan };
    while let Some(one) = text[scanner.at..].chars().next() {
        scanner.step(one)?;
    }
    if server == Server::Nginx && !scanner.words.is_empty() {
        return Err(scanner.error(scanner.words[0].span.start, key!("config.read.notation")));
    }
    scanner.end(false);
    match scanner.open.last() {
        Some(at) => Err(scanner.error(*at, key!("config.read.bracket"))),
        None => Ok(scanner.scan),
    }
}

impl Scanner<'_> {
    fn error(&self, at: usize, why: Key) -> ReadError {
        ReadError::at(self.text, Some(at), why)
    }

    fn step(&mut self, one: char) -> Result<(), ReadError> {
        let rest = &self.text[self.at..];
        let nginx = self.server == Server::Nginx;
        if rest.starts_with("\\\n") || rest.starts_with("\\\r\n") {
            self.at += rest.find('\n').unwrap_or_default() + 1;
        } else if one == '\n' && !nginx {
            self.at += 1;
            self.end(false);
        } else if one.is_whitespace() || one == '\u{FEFF}' {
            self.at += one.len_utf8();
        } else if one == '#' && (self.words.is_empty() || self.server != Server::Apache) {
            let length = rest.find(['\r', '\n']).unwrap_or(rest.len());
            self.scan.comments.push(self.at..self.at + length);
            self.at += length;
        } else if nginx && one == ';' {
            self.at += 1;
            self.end(false);
        } else if self.server != Server::Apache && one == '{' && self.is_alone() {
            self.opens(self.at)?;
            self.at += 1;
            self.end(true);
        } else if self.server != Server::Apache && one == '}' && self.is_alone() {
            return self.close();
        } else if self.server == Server::Apache && one == '<' && self.words.is_empty() {
            return self.section(rest);
        } else {
            return self.word(one);
        }
        Ok(())
    }

    /// A block that opens at a place.
    fn opens(&mut self, at: usize) -> Result<(), ReadError> {
        self.open.push(at);
        depth::check(self.text, at, self.open.len())
    }

    /// A brace of a Caddyfile is one only when it is a word of its own; `{$NAME}` is a place.
    fn is_alone(&self) -> bool {
        let behind = self.text[self.at + 1..].chars().next();
        self.server == Server::Nginx || behind.is_none_or(char::is_whitespace)
    }

    fn close(&mut self) -> Result<(), ReadError> {
        let at = self.at;
        let unended = self.server == Server::Nginx && !self.words.is_empty();
        if unended || self.open.pop().is_none() {
            return Err(self.error(at, key!("config.read.bracket")));
        }
        self.at += 1;
        self.end(false);
        Ok(())
    }

    /// `<Location />` and `</Location>`.
    fn section(&mut self, rest: &str) -> Result<(), ReadError> {
        let line = rest.find(['\r', '\n']).unwrap_or(rest.len());
        let start = self.at;
        self.at += line;
        if rest.starts_with("</") {
            return match self.open.pop() {
                Some(_) => {
                    self.host = self.host.filter(|(_, around)| self.open.len() > *around);
                    Ok(())
                }
                None => Err(self.error(start, key!("config.read.bracket"))),
            };
        }
        let head = rest[..line].trim_end();
        let is_host = head.get(1..).is_some_and(hosts::is_host);
        let around = self.open.len();
        self.opens(start)?;
        let span = start..start + head.len();
        self.words.push(Word { span, meaning: Some(head.to_owned()), quoted: false });
        self.end(true);
        self.host = self.host.or(is_host.then_some((start, around)));
        Ok(())
    }

    fn word(&mut self, one: char) -> Result<(), ReadError> {
        let start = self.at;
        let rest = &self.text[start..];
        let quoted = matches!(
            (self.server, one),
            (_, '"') | (Server::Apache | Server::Nginx, '\'') | (Server::Caddy, '`')
        );
        let length = if quoted {
            let inner = self
                .inside(&rest[1..], one)
                .ok_or_else(|| self.error(start, key!("config.read.unclosed")))?;
            inner + 2
        } else {
            let mut dollar = false;
            let end = rest.find(|next: char| {
                let place = std::mem::replace(&mut dollar, next == '$');
                let ends = self.server == Server::Nginx && (matches!(next, ';') || (next == '{' && !place));
                next.is_whitespace() || ends
            });
            end.unwrap_or(rest.len()).max(one.len_utf8())
        };
        let spelled = &rest[..length];
        self.at += length;
        let glued = self.text[self.at..].chars().next();
        let apart = glued.is_none_or(|next| next.is_whitespace() || matches!(next, ';' | '{' | '}'));
        let meaning = if apart || !quoted { self.server.meaning(spelled, quoted) } else { None };
        self.words.push(Word { span: start..self.at, meaning, quoted });
        Ok(())
    }

    /// How long the text between quotation marks is.
    fn inside(&self, text: &str, mark: char) -> Option<usize> {
        let mut characters = text.char_indices();
        while let Some((at, one)) = characters.next() {
            if one == mark {
                return Some(at);
            }
            if one == '\n' && self.server == Server::Apache {
                return None;
            }
            if one == '\\' && mark != '`' {
                characters.next();
            }
        }
        None
    }

    fn end(&mut self, opens: bool) {
        if opens || !self.words.is_empty() {
            let words = std::mem::take(&mut self.words);
            let host = self.host.map(|(at, _)| at);
            self.scan.directives.push(Directive { words, opens, host });
        }
    }
}
