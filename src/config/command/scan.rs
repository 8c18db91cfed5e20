//! A script as a row of statements: which are one plain command, and where its words stand.

use std::ops::Range;

use super::super::depth;
use super::super::read_error::ReadError;
use super::shell::Shell;
use crate::base::words::key;

/// One word, and what it means; `None` where the shell fills something in.
#[derive(Clone)]
pub(super) struct Word {
    pub(super) span: Range<usize>,
    pub(super) meaning: Option<String>,
}

/// A plain command.
pub(super) struct Command {
    /// Its words, without what is put into it.
    pub(super) words: Vec<Word>,
    /// The text that it is handed by standard input; without a meaning the program that hands it over.
    pub(super) input: Option<Word>,
}

/// What a script holds.
#[derive(Default)]
pub(super) struct Script {
    pub(super) commands: Vec<Command>,
    /// Statements that are not plain: computed, conditional, redirected.
    pub(super) others: Vec<Range<usize>>,
    pub(super) comments: Vec<Range<usize>>,
}

/// Words of `sh` that open and close what runs only perhaps.
const OPEN: &[&str] = &["if", "for", "while", "until", "case", "{", "("];
const CLOSE: &[&str] = &["fi", "done", "esac", "}", ")"];

struct Scanner<'a> {
    shell: Shell,
    text: &'a str,
    at: usize,
    /// The words of the statement that is being read, divided by bars.
    parts: Vec<Vec<Word>>,
    is_plain: bool,
    deep: usize,
    /// The words that end the texts which begin on the next line (here-documents), and whether tabs may stand before them.
    texts: Vec<(String, bool)>,
    script: Script,
}

/// Takes a script apart.
pub(super) fn scan(shell: Shell, text: &str) -> Result<Script, ReadError> {
    let script = Script::default();
    let mut scanner = Scanner {
        shell,
        text,
        at: 0,
        parts: vec![Vec::new()],
        is_plain: true,
        deep: 0,
        texts: Vec::new(),
        script,
    };
    while scanner.at < text.len() {
        scanner.step()?;
    }
    scanner.end();
    Ok(scanner.script)
}

impl Scanner<'_> {
    fn step(&mut self) -> Result<(), ReadError> {
        let rest = &self.text[self.at..];
        let one = rest.chars().next().unwrap_or('\n');
        if let Some(tail) = rest.strip_prefix(self.shell.goes_on())
            && tail.trim_start_matches('\r').starts_with('\n')
        {
            self.at += rest.find('\n').unwrap_or_default() + 1;
        } else if one == '\n' || one == ';' {
            self.at += 1;
            self.end();
            if one == '\n' {
                self.skip_texts()?;
            }
        } else if one.is_whitespace() || one == '\u{FEFF}' {
            self.at += one.len_utf8();
        } else if one == '#' {
            let length = rest.find(['\r', '\n']).unwrap_or(rest.len());
            self.script.comments.push(self.at..self.at + length);
            self.at += length;
        } else if self.shell == Shell::Posix && rest.starts_with("<<") && !rest.starts_with("<<<") {
            return self.text_begins();
        } else if self.shell == Shell::Power && (rest.starts_with("<#") || rest.starts_with("@'")) {
            // What follows is no command any more, and where it ends would be a guess.
            return Err(ReadError::at(self.text, Some(self.at), key!("config.read.notation")));
        } else if one == '|' && !rest.starts_with("||") {
            self.parts.push(Vec::new());
            self.at += 1;
        } else if matches!(one, '|' | '&' | '<' | '>' | '(' | ')') {
            self.is_plain = false;
            self.deep += usize::from(one == '(');
            self.deep = self.deep.saturating_sub(usize::from(one == ')'));
            depth::check(self.text, self.at, self.deep)?;
            self.at += 1;
        } else {
            return self.word();
        }
        Ok(())
    }

    /// `<<WORD`: the lines after this one, up to the word, are no commands (XCU §2.7.4).
    fn text_begins(&mut self) -> Result<(), ReadError> {
        self.is_plain = false;
        let has_tabs = self.text[self.at + 2..].starts_with('-');
        let word = self.text[self.at + 2 + usize::from(has_tabs)..].trim_start_matches([' ', '\t']);
        let length = word.find(|one: char| one.is_whitespace() || ";|&<>()".contains(one));
        let spelled = &word[..length.unwrap_or(word.len())];
        let end = self.shell.meaning(spelled).filter(|end| !end.is_empty());
        let end = end.ok_or_else(|| ReadError::at(self.text, Some(self.at), key!("config.read.notation")))?;
        self.at = self.text.len() - word.len() + spelled.len();
        self.texts.push((end, has_tabs));
        Ok(())
    }

    /// Steps over the texts that begin on this line.
    fn skip_texts(&mut self) -> Result<(), ReadError> {
        for (end, has_tabs) in std::mem::take(&mut self.texts) {
            let start = self.at;
            loop {
                let rest = &self.text[self.at..];
                if rest.is_empty() {
                    return Err(ReadError::at(self.text, Some(start), key!("config.read.unclosed")));
                }
                let line = rest.split('\n').next().unwrap_or_default();
                self.at = (self.at + line.len() + 1).min(self.text.len());
                let line = line.strip_suffix('\r').unwrap_or(line);
                if (if has_tabs { line.trim_start_matches('\t') } else { line }) == end {
                    break;
                }
            }
            self.script.others.push(start..self.at);
        }
        Ok(())
    }

    fn word(&mut self) -> Result<(), ReadError> {
        let start = self.at;
        let mut quote: Option<char> = None;
        let mut characters = self.text[start..].char_indices().peekable();
        let mut end = self.text.len() - start;
        while let Some((at, one)) = characters.next() {
            match quote {
                Some(mark) if one == mark => quote = None,
                Some('"') if one == self.shell.goes_on() => drop(characters.next()),
                None if one == '\'' || one == '"' => quote = Some(one),
                None if one == self.shell.goes_on() => {
                    if characters.peek().is_some_and(|(_, next)| matches!(next, '\n' | '\r')) {
                        end = at;
                        break;
                    }
                    characters.next();
                }
                None if one.is_whitespace() || matches!(one, ';' | '|' | '&' | '<' | '>' | '(' | ')') => {
                    end = at;
                    break;
                }
                _ => {}
            }
        }
        if quote.is_some() {
            return Err(ReadError::at(self.text, Some(start), key!("config.read.unclosed")));
        }
        let span = start..start + end.max(1);
        self.at = span.end;
        let meaning = self.shell.meaning(&self.text[span.clone()]);
        if let Some(part) = self.parts.last_mut() {
            part.push(Word { span, meaning });
        }
        Ok(())
    }

    /// The end of a statement.
    fn end(&mut self) {
        let parts = std::mem::replace(&mut self.parts, vec![Vec::new()]);
        let is_plain = std::mem::replace(&mut self.is_plain, true);
        let all: Vec<&Word> = parts.iter().flatten().collect();
        let (Some(first), Some(last)) = (all.first(), all.last()) else { return };
        let spelled = |word: &Word| self.text.get(word.span.clone()).unwrap_or_default();
        let opens = all.iter().filter(|word| OPEN.contains(&spelled(word))).count();
        let closes = all.iter().filter(|word| CLOSE.contains(&spelled(word))).count();
        let outside = self.deep == 0 && opens == 0 && closes == 0;
        self.deep = (self.deep + opens).saturating_sub(closes);
        let span = first.span.start..last.span.end;
        match self.command(&parts).filter(|_| outside && is_plain) {
            Some(command) => self.script.commands.push(command),
            None => self.script.others.push(span),
        }
    }

    /// A statement as a plain command: alone, or with a text put into it.
    fn command(&self, parts: &[Vec<Word>]) -> Option<Command> {
        let (input, words) = match parts {
            [words] => (None, words),
            [feeder, words] => (Some(self.fed(feeder)?), words),
            _ => return None,
        };
        let head = words.first()?.meaning.as_deref()?;
        // A variable that is set for one command alone is none of its words.
        let is_word = !head.contains('=') && self.shell.meaning(head).is_some();
        is_word.then(|| Command { words: words.clone(), input })
    }

    /// What stands before the bar: the text that is handed over, or the program that computes it.
    fn fed(&self, feeder: &[Word]) -> Option<Word> {
        let said: Vec<Option<&str>> = feeder.iter().map(|word| word.meaning.as_deref()).collect();
        let is_verbatim = |text: &&str| !text.contains(['%', '\\']);
        let is_text = match (self.shell, said.as_slice()) {
            (Shell::Posix, [Some("printf"), Some("%s"), _] | [Some("echo"), Some("-n"), _])
            | (Shell::Power, [_]) => true,
            (Shell::Posix, [Some("printf"), text]) => text.as_ref().is_some_and(is_verbatim),
            _ => false,
        };
        let last = feeder.last()?;
        if is_text {
            return Some(last.clone());
        }
        Some(Word { span: feeder.first()?.span.start..last.span.end, meaning: None })
    }
}
